"""Simulated switches over real SSH on loopback, for the demo, rehearsals and tests."""
