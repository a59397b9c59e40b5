"""Doors out: networks as values, as text, and the schema of their files."""
