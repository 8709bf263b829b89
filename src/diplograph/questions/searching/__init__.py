"""Finding entities and facts by name, in any spelling."""
