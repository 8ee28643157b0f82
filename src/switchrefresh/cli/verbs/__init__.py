"""One verb, one file: its words, and how its answer looks."""
