"""The viewer in a real browser: Chromium, driven through a pipe by the standard library alone."""
