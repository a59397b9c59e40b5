"""Figures in characters: heat maps and bars, curves, diagrams of boxes, and the ramp of their colours."""
