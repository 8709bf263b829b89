"""Checking a graph: shapes, evidence, coverage, and the report of what was found."""
