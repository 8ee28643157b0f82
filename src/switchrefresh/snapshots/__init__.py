"""What the switch said: judged, parsed, compared."""
