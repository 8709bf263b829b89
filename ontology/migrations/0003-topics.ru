# Commodities and languages have classes of their own below dg:Topic. What a figure of trade is about, or was mostly made
# up of, is a commodity; that from which a word comes is a language. Other topics are to be looked at by hand.

PREFIX dg: <https://w3id.org/diplograph/ontology#>

DELETE { GRAPH ?facts { ?topic a dg:Topic } }
INSERT { GRAPH ?facts { ?topic a ?class } }
WHERE {
  GRAPH ?facts { ?topic a dg:Topic }
  {
    GRAPH ?trade { ?figure dg:indicator ?indicator ; dg:topic|dg:mostlyOf ?topic }
    FILTER ( ?indicator IN ( dg:bilateralTrade, dg:exports, dg:imports ) )
    BIND ( dg:Commodity AS ?class )
  }
  UNION
  { GRAPH ?meanings { ?meaning dg:wordLanguage ?topic } BIND ( dg:Language AS ?class ) }
}
