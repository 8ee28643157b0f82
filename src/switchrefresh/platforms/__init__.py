"""How each switch OS speaks: one OS, one small file, pure data and small functions."""
