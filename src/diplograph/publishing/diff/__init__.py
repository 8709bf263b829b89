"""Telling two graphs apart."""
