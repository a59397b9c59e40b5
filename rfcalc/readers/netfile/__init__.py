"""Network files: a document read into a network."""
