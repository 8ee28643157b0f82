"""ntc-templates as an outside witness: it was written by others, for real switches, and must understand the lab's."""

from ntc_templates.parse import parse_output

ALIASES = {"cisco_xe": "cisco_ios"}


def rows(platform: str, command: str, said: bytes) -> list[dict]:
    """The answer as ntc-templates reads it; FastIron's templates live under two names."""
    if platform == "ruckus_fastiron" and command.startswith(("show lldp", "show span")):
        platform = "brocade_fastiron"
    return parse_output(platform=ALIASES.get(platform, platform), command=command, data=said.decode())
