"""Made-up school districts of four sizes, equal for equal seeds, to measure the planner with."""
