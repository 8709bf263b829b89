"""By which words texts state a kind of fact, and what each of their words belongs to."""
