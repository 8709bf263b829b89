"""The loaded project: sources read once, inferred, and stored."""
