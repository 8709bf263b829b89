"""Reading SPARQL text, and asking it of a store or an endpoint."""
