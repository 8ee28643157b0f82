"""Simulated switches over real SSH on loopback: the demo, rehearsals and tests log in to them like to any switch."""
