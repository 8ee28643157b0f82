"""How the C library keeps memory: what a solver frees goes back to the system."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

M_MMAP_THRESHOLD = -3  # mallopt(3)
LARGE = 128 * 1024  # bytes; glibc begins there as well, but raises it with each larger block that is freed


@cache
def keep_no_large_blocks() -> None:
    """Have large blocks returned as soon as they are freed; where the C library has no such call, nothing happens.

    HiGHS asks for blocks of other sizes in each choice, so that of two choices among thousands of campaigns the second
    would need memory beside all that the first had.
    """
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(M_MMAP_THRESHOLD, LARGE)
