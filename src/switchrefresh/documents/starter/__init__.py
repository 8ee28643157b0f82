"""The files that `init` writes: a small working district, or an empty one around a list of switches."""
