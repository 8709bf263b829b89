"""The evidence gate: what the words of a source support, statement by statement."""
