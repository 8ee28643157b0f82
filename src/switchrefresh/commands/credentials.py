"""Where the verbs get logins from."""

from switchrefresh.devices.logins import AGENT, Logins, find_credentials

__all__ = ["AGENT", "Logins", "find_credentials"]
