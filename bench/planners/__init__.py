"""Ways to plan that the planner is measured against, all judged by the same checker and the same goals."""
