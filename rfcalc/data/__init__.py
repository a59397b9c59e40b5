"""What ships with rfcalc: presets, schemas of answers, completions; and how what does not ship is added."""
