"""Turtle files: read into quads, and searched for where a triple stands."""
