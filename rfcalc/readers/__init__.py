"""Doors in: whatever a network is written in, read into a network."""
