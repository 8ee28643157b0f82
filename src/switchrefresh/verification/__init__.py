"""Did it come back: what changed between before and after."""
