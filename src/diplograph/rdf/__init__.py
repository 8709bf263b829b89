"""Reading RDF files, with the line of each statement, and writing canonical N-Quads."""
