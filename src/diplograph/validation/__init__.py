"""Checking a graph against the shapes: what a historian would call a mistake, and where it stands."""
