"""From a template's rows to the model: each value in one spelling, each row in its place or named as skipped."""
