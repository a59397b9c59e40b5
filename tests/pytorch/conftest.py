"""Modules are no tests of their own, and need PyTorch."""

collect_ignore = ["modules.py"]
