# What made up most of a figure is a figure of its own, a part of it. dg:mostlyOf said the same in a second way. The label
# and the passages of the part are those of the whole, to be made better by hand.

PREFIX dg:   <https://w3id.org/diplograph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { GRAPH ?facts { ?whole dg:mostlyOf ?thing } }
INSERT {
  GRAPH ?facts {
    ?part a dg:Observation ; dg:partOfFigure ?whole ; dg:hedge dg:mainly ; dg:topic ?thing ; ?says ?value .
  }
}
WHERE {
  GRAPH ?facts {
    ?whole dg:mostlyOf ?thing ; ?says ?value .
    FILTER ( ?says IN ( rdfs:label, dg:indicator, dg:party, dg:from, dg:to, dg:about, dg:period, dg:asOf, dg:ofEvent,
                        dg:evidence ) )
  }
  BIND ( IRI( CONCAT( STR(?whole), "-", REPLACE( STR(?thing), "^.*/", "" ) ) ) AS ?part )
}
