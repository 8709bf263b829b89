"""Drafts: records of statements in names and quoted words, and what they may have by the shapes."""
