"""Pushing to triple stores, verified by reading back, and pulling from them."""
