"""Pictures and pages of the graph."""
