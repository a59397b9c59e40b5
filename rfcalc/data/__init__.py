"""What ships with rfcalc: presets and the schemas of answers."""
