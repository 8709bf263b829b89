"""What a project is made of: its Turtle files, its documents, and the passages in them."""
