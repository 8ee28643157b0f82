"""What happened: events, folded into state."""
