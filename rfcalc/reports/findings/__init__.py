"""The findings: what may stand out in a network, one rule each in `table`, for advice, checks and notes alike."""
