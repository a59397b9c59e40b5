"""The script that runs Keras is no test: it needs Keras."""

collect_ignore = ["make_facts.py"]
