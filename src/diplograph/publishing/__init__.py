"""What leaves the graph: formats, bulk loads, triple stores, differences."""
