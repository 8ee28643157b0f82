"""When we will: problem, solver, checker, explanation."""
