"""Asking the graph: the query library, the engine that answers, and the forms an answer is written in."""
