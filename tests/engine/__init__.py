"""The viewer's arithmetic, run in an engine of JavaScript: it says what Python says, and what brute force says."""
