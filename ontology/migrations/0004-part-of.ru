# What a place lies in, a state or a wider place, is dg:within; what an office belongs to, a mission or another
# institution, is dg:ofInstitution. dg:inState and dg:ofMission were second words for the same, in claims as well.

PREFIX dg:  <https://w3id.org/diplograph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

DELETE { GRAPH ?facts { ?node ?earlier ?whole } }
INSERT { GRAPH ?facts { ?node ?term ?whole } }
WHERE {
  VALUES ( ?earlier ?term ) { ( dg:inState dg:within ) ( dg:ofMission dg:ofInstitution ) }
  GRAPH ?facts { ?node ?earlier ?whole }
} ;

DELETE { GRAPH ?facts { ?node ?says ?earlier } }
INSERT { GRAPH ?facts { ?node ?says ?term } }
WHERE {
  VALUES ( ?earlier ?term ) { ( dg:inState dg:within ) ( dg:ofMission dg:ofInstitution ) }
  VALUES ?says { rdf:predicate dg:openProperty }
  GRAPH ?facts { ?node ?says ?earlier }
}
