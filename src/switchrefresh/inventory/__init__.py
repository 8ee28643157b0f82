"""What we have: models, checks, topology."""
