"""Why a pull failed, in the design's words, and what a person does next."""

from __future__ import annotations

NEXT_STEPS = {
    "refused": "Check that SSH is switched on there and that the port is right.",
    "no-route": "Check the address, the cable and the route from this machine to the management network.",
    "dns": "Write the address instead of the name, or correct the name in switches.yaml.",
    "timeout": "Check that the switch is up and not busy, then run the backup again.",
    "closed": "Run the backup again; if it repeats, look for a limit on sessions or a reload on the switch.",
    "auth": "Check the user name and the password by hand on one switch; nothing was tried twice.",
    "enable": "Set the enable password in SWITCHREFRESH_SECRET, or give the user enough rights.",
    "host-key-changed": "Find out why first. If the switch was replaced, accept the new key with `trust`.",
    "host-key-unknown": "Compare the fingerprint with the switch's own and enrol it with `trust`.",
    "crypto": "Mark the switch with `legacy_ssh: true` if it only speaks old SSH.",
    "error-text": "Log in by hand and look; the user may lack the right to show the config.",
    "truncated": "Run the backup again; the last good config is untouched.",
    "wrong-device": "Check `host` in switches.yaml, or set `hostname` to the name in the switch's prompt.",
    "pager": "Switch paging off for this user on the switch.",
    "limit": "Look at the switch by hand: it had no free session, or its answer did not end.",
    "unsupported": "There is no recipe for this platform yet; correct `platform`, or back it up by hand.",
}


class PullFailure(Exception):  # noqa: N818 - an outcome that travels as an exception, and only inside this room
    """Ends one pull; `reason` is a word of the design's list, `detail` what exactly happened."""

    def __init__(self, reason: str, detail: str, next_step: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.next_step = next_step or NEXT_STEPS[reason]
