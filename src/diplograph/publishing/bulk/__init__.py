"""The graph in parts, for the bulk loaders of large stores."""
