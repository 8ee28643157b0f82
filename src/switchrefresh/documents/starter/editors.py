"""What stands around the data: lines by which editors find the schemas, and what git leaves out."""

from __future__ import annotations

SCHEMAS = ".schemas"
KINDS = ("district", "buildings", "switches")

GITIGNORE = """\
# originals hold passwords and keys of your switches: never into git, never into a mail
snapshots/
out/
*.lock
"""


def schema_file(kind: str) -> str:
    """Where the JSON Schema of a file lies, relative to the district folder."""
    return f"{SCHEMAS}/{kind}.json"


def modelines(kind: str) -> str:
    """Two comments: yaml-language-server (VS Code, Vim, Emacs) and JetBrains complete and check by the schema."""
    path = schema_file(kind)
    return f"# yaml-language-server: $schema={path}\n# $schema: {path}\n"
