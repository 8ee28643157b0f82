"""Problem codes of switches, host keys and stored configs."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

DEVICES: Mapping[str, Page] = {
    "refused": Page("Nothing answers on that port.", "port 22 refused", "Is SSH on? Is the port right?"),
    "no-route": Page("There is no way to that address.", "10.10.0.2 unreachable", "Address, cable, VPN, route."),
    "dns": Page("The name is unknown.", "host: hs-core.local", "Write the address instead."),
    "timeout": Page("No answer in time.", "connected, then silence", "Is the switch up and not busy?"),
    "closed": Page("The switch hung up.", "closed after 7,579 bytes", "Run again; look for limits on sessions."),
    "auth": Page("User name or password was not taken. Never tried twice.", "netadmin refused", "Try one by hand."),
    "enable": Page("The enable password was not taken.", "still in user mode", "$SWITCHREFRESH_SECRET"),
    "host-key-changed": Page(
        "The switch shows another host key than the one on record: a replaced switch, or someone in between. "
        "No password was sent.",
        "SHA256:ab... on record, SHA256:cd... shown",
        "Compare the fingerprint on the console. If it was just swapped: switchrefresh trust SWITCH --replaced",
    ),
    "host-key-unknown": Page("First contact, and host_keys is strict.", "SHA256:ab...", "switchrefresh trust SWITCH"),
    "crypto": Page("The switch only offers SHA-1 era SSH.", "no acceptable kex", "legacy_ssh: true for that switch."),
    "error-text": Page("It answered with an error.", "% Invalid input", "Log in by hand; check the user's rights."),
    "truncated": Page("The config did not end as it must.", "no `end` line", "Run again; the last good one is kept."),
    "wrong-device": Page("Another switch answered.", "expected hs-sw1, got ms-sw1", "Check host and hostname."),
    "pager": Page("Paging could not be switched off.", "--More--", "Switch it off for this user."),
    "limit": Page("Too long, too much, or no free session.", "32 MiB and no end", "Look at the switch by hand."),
    "unsupported": Page("No recipe for this platform.", "zyxel_os", "Back it up by hand."),
    "snapshot-damaged": Page(
        "A stored config is no longer as it was written.",
        "snapshots/hs-sw1/20261123T190211Z-before-ab12cd34.cfg",
        "Put the file back from a copy, or pull the switch again; other files are not touched.",
    ),
    "snapshot-missing": Page("A stored config is gone.", "it stands in SHA256SUMS", "Put it back from a copy."),
    "snapshot-stray": Page("A file that is no stored config.", "snapshots/notes.txt", "Move it somewhere else."),
    "snapshot-exists": Page("Nothing is ever overwritten.", "two configs in one second", "Run the backup again."),
    "untested-platform": Page(
        "The recipe was written from documents; no real capture of such a config was at hand.",
        "platform: fortinet",
        "Look at the first stored config of each model: is it whole? Then rely on it.",
    ),
    "unsaved-config": Page(
        "The running config differs from the saved one: a power cut or a reload would undo the difference.",
        "hs-idf1-sw2: the running config is not the saved one",
        "Type what the hint says on the switch (`write memory` on most), then back it up again.",
    ),
    "unknown-group": Page(
        "A user name stands under a word that is neither a building nor a platform, so no switch would use it.",
        "access: {usernames: {hp_procuve: manager}}",
        "Take the suggestion, or name a building of buildings.yaml or a platform.",
    ),
    "no-cluster": Page(
        "The Dask scheduler cannot be used: the package is missing, or nothing answers there.",
        "backup --cluster tcp://10.0.0.5:8786",
        "pip install 'switchrefresh[cluster]', start `dask scheduler` and workers, check the address.",
    ),
    "not-contacted": Page("Nothing to log in to.", "platform: unmanaged", "Its proof comes from the switch above."),
    "unknown-what-if": Page(
        "The words after --what-if name no change that can be tried.",
        'plan --what-if "vendr 2027-06-07"',
        'Write it like "vendor 2027-06-07..2027-06-18", "tech evenings 3", "without vendor" or "until 2027-07-15".',
    ),
    "unknown-chart": Page("There is no chart of this name.", "--chart pie", "--chart building, crew or load."),
    "unknown-preset": Page(
        "There is no preset of goals with this name.",
        "plan --prefer cheapest",
        "--prefer fewest-visits, earliest-finish or least-disruption.",
    ),
    "no-snapshot": Page(
        "A switch has no proven config of that phase.", "compare before the backup", "backup it first."
    ),
    "no-credentials": Page(
        "No way to log in was given.",
        "backup hs without a password",
        "--password-file FILE, $SWITCHREFRESH_PASSWORD, an SSH agent, or a terminal to ask on.",
    ),
    "refused-action": Page("It could be done and will not be.", "a missing yes", "The hint says what is missing."),
}
