"""Where the verbs get logins from."""

from switchrefresh.devices.logins import AGENT, find_credentials

__all__ = ["AGENT", "find_credentials"]
