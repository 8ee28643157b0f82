"""What the switches built on Broadcom FASTPATH share: Dell OS6, Ubiquiti EdgeSwitch, Netgear ProSafe."""

from __future__ import annotations

import re

# Lines that begin a block although nothing below them is indented; `exit` ends it.
OPENER = re.compile(
    r"^(?:interface |vlan database$|vlan \d|line |lineconfig$|stack$|router |ip access-list |class-map )"
)
VOLATILE = (
    re.compile(r"^!!?(?:Current|Startup) Configuration ?:", re.IGNORECASE),
    re.compile(r"^! ?System Up ?Time\b"),
    re.compile(r"^! ?Current SNTP Synchronized Time"),
    re.compile(r"^! ?Current System Time"),
)
