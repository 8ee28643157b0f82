"""Problem codes and findings of port maps, fit and proof."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.findings import FINDINGS
from switchrefresh.documents.catalogue.page import Page

VERIFICATION: Mapping[str, Page] = {
    **FINDINGS,
    "draft-platform": Page(
        "There is no draft for this switch: it stays, or its replacement runs an OS that drafts are not written for.",
        "replacement: {model: X440, platform: extreme_exos}",
        "Write its config by hand; `show SWITCH --json` has what the old one says.",
    ),
    "draft-no-config": Page(
        "A draft is made from the old switch's config, and none is stored.",
        "show hs-idf1-sw2 --draft-config before the first backup",
        "switchrefresh backup hs-idf1-sw2 --phase baseline",
    ),
    "draft-no-places": Page(
        "Without a port map, a staged switch or a model in our table nobody knows how the new ports are called.",
        "replacement: {model: SG999}",
        "Write portmaps/SWITCH.yaml, or `backup --phase staged` when the new switch is on the bench.",
    ),
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
    "portmap-no-home": Page(
        "A port that is in use (a link, power, a host or a neighbor in any look) has no place in the port map.",
        "hs-idf1-sw2: Gi1/0/47 is in use (it was up) and has no new port",
        "Add a rule, or say that it is left out on purpose: {to: null, why: ...}.",
    ),
    "portmap-left-out": Page(
        "A port that is in use is left out on purpose.",
        'ports: {GigabitEthernet1/0/12: {to: null, why: "old server"}}, and it was up last week',
        "See that whoever uses it knows.",
    ),
    "portmap-no-port": Page(
        "The port map names a port that the new switch, as pulled on the bench, does not have.",
        "Gi1/0/30 should go into 1/1/30 of a 24-port switch",
        "Correct the rule.",
    ),
    "portmap-media": Page(
        "A copper cable would go into a cage for optics, or a fiber into a copper port.",
        "Gi1/0/48 is a copper cable and 1/1/49 takes an optic",
        "Give it another port, or order the copper SFP.",
    ),
    "portmap-lag": Page(
        "A LAG that was spread over two stack members would be on one.",
        "Port-channel1 was spread over 2 stack members, 1/1/49 and 1/1/50 are on one",
        "Spread its members: a box that fails must not take the whole LAG along.",
    ),
    "fit-ports": Page(
        "The new model has fewer ports than are in use, or, as long as nobody has measured, than the old one. When "
        "what is in use fits, it is a warning.",
        "replacement: {model: JL677A} for a WS-C2960X-48FPD-L",
        "Order a bigger model; or prove that it fits with `backup --phase baseline`, by day.",
    ),
    "fit-nearly-full": Page(
        "Nearly every device port of the new switch will be in use.",
        "46 of 48 device ports will be in use",
        "Fine for tonight; think of next year.",
    ),
    "fit-poe": Page(
        "The new model gives less PoE than is drawn, or, as long as nobody has measured, than the old one; or none.",
        "replacement: {model: JL675A} (370 W) for a WS-C2960X-48FPD-L (740 W)",
        "Order a bigger budget, or a second power supply; or prove that it fits with `backup --phase baseline`.",
    ),
    "fit-poe-classes": Page(
        "What the powered devices draw fits; what their classes would allow them to draw does not.",
        "the PoE classes of 30 devices add up to 462 W, the budget is 370 W",
        "Look which devices may draw it all at once: access points after a power cut do.",
    ),
    "fit-uplink": Page(
        "Links faster, or more uplinks, than the new model has.",
        "Te1/0/1 runs above 1 Gb/s, the uplinks of C9200L-48P-4G do 1 Gb/s",
        "Order the model with 10 Gb/s uplinks.",
    ),
    "fit-slow": Page(
        "A device at 10 Mb/s, which multigigabit ports may not speak.",
        "Gi1/0/3 runs at 10 Mb/s",
        "Give it a plain port.",
    ),
    "fit-vlans": Page(
        "More VLANs than small access switches hold.",
        "700 VLANs exist",
        "Delete what nobody uses.",
    ),
    "no-cables": Page(
        "A switch without a table of cables: nobody has looked at it, or its port map is missing or has mistakes.",
        "switchrefresh export labels hs/idf-1, before the first baseline",
        "switchrefresh backup TARGET --phase baseline, by day; then the port map.",
    ),
    "outside-folder": Page(
        "A file that lies outside the district folder is not read: the folder must be whole when it is copied.",
        "portmap: ../other/map.yaml",
        "Copy it into the folder.",
    ),
}
