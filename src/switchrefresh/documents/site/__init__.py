"""The static site: when is my school, how far are we; no server, no request to anywhere."""
