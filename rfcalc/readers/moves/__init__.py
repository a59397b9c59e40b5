"""Moves of places through tensors, free of any format: what the readers of models have in common."""
