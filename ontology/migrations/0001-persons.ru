# People are persons (dg:Person). That one is a leader follows from the offices held, by the rule leaders.rq, and need
# not be written: rectors, envoys and delegates were leaders only because a visitor had to be one.

PREFIX dg: <https://w3id.org/diplograph/ontology#>

DELETE { GRAPH ?facts { ?person a dg:Leader } }
INSERT { GRAPH ?facts { ?person a dg:Person } }
WHERE  { GRAPH ?facts { ?person a dg:Leader } }
