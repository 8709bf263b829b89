"""From Turtle files to one canonical graph: read the sources, expand passages, infer, write."""
