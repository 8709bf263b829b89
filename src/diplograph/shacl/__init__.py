"""SHACL compiled to SPARQL: shapes become queries whose rows become validation results."""
