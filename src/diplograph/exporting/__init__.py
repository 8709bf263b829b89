"""From the built graph to what other programs read: RDF, tables, networks; `catalogue` names the formats."""
