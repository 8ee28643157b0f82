"""One verb, one file: each runs a piece of work and returns a Result; none prints or exits."""
