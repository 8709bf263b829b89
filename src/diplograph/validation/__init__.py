"""Checking a graph against the shapes: what a historian would call a mistake, with its place in the source."""
