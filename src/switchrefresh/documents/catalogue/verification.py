"""Problem codes and findings of port maps, fit and proof."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.findings import FINDINGS
from switchrefresh.documents.catalogue.page import Page

VERIFICATION: Mapping[str, Page] = {
    **FINDINGS,
    "portmap-empty": Page(
        "A port map file that maps nothing.",
        "portmap:",
        'portmap: {rules: ["GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}"]}, or delete the file: then the usual map is '
        "assumed.",
    ),
    "portmap-rule": Page(
        "A line that cannot mean anything: no arrow, ranges of unequal length, a number on the right that is not on "
        "the left.",
        '"GigabitEthernet1/0/{1-48} -> 1/1/{1-47}"',
        "Names like {m} are carried over, {m} is the stack member, {p-1} and {p+24} may stand on the right, "
        "ranges must be equally long.",
    ),
    "portmap-why": Page(
        "A port that goes nowhere, without the reason. Without it nobody can tell a decision from an oversight.",
        "ports: {GigabitEthernet1/0/12: {to: null}}",
        'ports: {GigabitEthernet1/0/12: {to: null, why: "unused since 2024"}}',
    ),
    "portmap-twice": Page(
        "Two old ports would go into one new port.",
        "members: {1: 1, 2: 1}",
        "Give one of them another port, or null with a why.",
    ),
    "acceptance-over": Page(
        "A finding was accepted until a day that is over, so it counts again.",
        "LINK_LOST of hs-idf1-sw2 was accepted by kim until 2027-01-15",
        "Look again: a new date in accepted-findings.yaml, or the cure.",
    ),
    "verify-stored": Page(
        "There is no password and nobody to ask, so `verify` judged the newest stored pulls, not the switches as they "
        "are now.",
        "switchrefresh verify hs < /dev/null",
        "--password-file FILE, $SWITCHREFRESH_PASSWORD or an SSH agent; `--stored` says that it is meant.",
    ),
    "outside-folder": Page(
        "A file that lies outside the district folder is not read: the folder must be whole when it is copied.",
        "portmap: ../other/map.yaml",
        "Copy it into the folder.",
    ),
}
