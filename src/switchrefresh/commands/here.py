"""Is there a district folder where the person stands? Asked before anything heavy is loaded."""

from __future__ import annotations

from switchrefresh.errors import NoProjectError
from switchrefresh.storage.project import find_project


def in_district() -> bool:
    """Whether a verb without -C would find a folder."""
    try:
        find_project(None)
    except NoProjectError:
        return False
    return True
