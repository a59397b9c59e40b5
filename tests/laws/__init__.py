"""Laws: rfcalc against an oracle that shares no code with it."""
