"""A first configuration for a replacement, out of the old configuration and the port map; for people to read."""
