"""Pictures of the graph, for papers and talks."""
