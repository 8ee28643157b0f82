"""The biggest districts: cut into zones that are planned one by one, then mended where zones meet."""
