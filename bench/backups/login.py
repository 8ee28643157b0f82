"""The login of the loopback switches; by itself, so that no contender has to load the fakes."""

USER, PASSWORD = "netadmin", "bench-only"
