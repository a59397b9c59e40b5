"""Pictures as SVG texts, written without any library: elements and attributes alone, the same bytes in every run."""
