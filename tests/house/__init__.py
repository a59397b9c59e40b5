"""Rules of the house itself: its pages, its tools, what it ships."""
