# Who took part in which office is said by a participation. Two flat lists, dg:participant and dg:participantOffice,
# lose it as soon as there are two; where there is one of each, the two belong together. The labels and passages of the
# participation are those of the event, to be made better by hand. Events with more are left as they are.

PREFIX dg:   <https://w3id.org/diplograph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { GRAPH ?facts { ?event dg:participant ?person ; dg:participantOffice ?office } }
INSERT {
  GRAPH ?facts {
    ?event dg:participation ?participation .
    ?participation a dg:Participation ; dg:participant ?person ; dg:participantOffice ?office ;
        rdfs:label ?label ; dg:evidence ?passage .
  }
}
WHERE {
  GRAPH ?facts {
    ?event dg:participant ?person ; dg:participantOffice ?office ; rdfs:label ?label ; dg:evidence ?passage .
    FILTER NOT EXISTS { ?event a dg:Participation }
    FILTER NOT EXISTS { ?event dg:participant ?another . FILTER ( ?another != ?person ) }
    FILTER NOT EXISTS { ?event dg:participantOffice ?other . FILTER ( ?other != ?office ) }
  }
  BIND ( IRI( CONCAT( REPLACE( STR(?event), "/id/", "/id/participation/" ), "-participant" ) ) AS ?participation )
}
