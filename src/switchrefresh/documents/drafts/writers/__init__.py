"""How each OS writes the same network."""
