"""The first page of a bundle: what it is, and the five lines that a crew types."""

from __future__ import annotations

from collections.abc import Sequence

from switchrefresh.documents.paper.blocks import one_line
from switchrefresh.documents.words import say_date, say_span
from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.model import Window

_TEXT = """\
{district}: network switch refresh, for the crew that does these windows

{windows}

What is here
  runbooks/   one document a window: read it first; the .html prints well
  folder/     a district folder for switchrefresh: go there and type the lines below
  configs/    each old switch's config, secrets taken out
  site/       open index.html: the dates as everybody sees them
  MANIFEST.json   the SHA-256 of every file

On the night, in folder/
  switchrefresh window start {first} --dry-run     what is missing
  switchrefresh window start {first}
  switchrefresh trust SWITCH --replaced           after each swap, then
  switchrefresh verify SWITCH
  switchrefresh window finish {first}

Passwords are not in here: ask for them, and give them to nobody.
When you are done, send folder/ back as a zip; it is merged with: switchrefresh handoff --merge FILE
"""


def readme(inventory: Inventory, windows: Sequence[Window]) -> str:
    """The text, 80 columns wide."""
    lines = []
    for window in windows:
        building = inventory.buildings.get(window.building)
        name = one_line(building.name if building else window.building)
        when = f"{say_date(window.start.date())}, {say_span(window.start, window.end)}"
        lines.append(
            f"  {window.id}  {when}\n        {name}, crew {one_line(window.crew)}, {len(window.tasks)} switches"
        )
    district = one_line(inventory.district.district)
    return _TEXT.format(district=district, windows="\n".join(lines), first=windows[0].id)
