"""House rules that no linter knows: length of files and functions, a sentence a module, each library in its room."""

from __future__ import annotations

import ast
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "switchrefresh"
MAX_FILE, MAX_FUNCTION = 400, 50
MEDIAN_FUNCTION = 10

# Where a library may be imported (design, section 2); a path prefix below src/switchrefresh.
HOMES: dict[str, tuple[str, ...]] = {
    "pydantic": ("inventory/schema.py",),
    "pydantic_core": ("inventory/model.py", "inventory/schema.py"),
    "icalendar": ("calendars/", "documents/"),
    "recurring_ical_events": ("calendars/",),
    "holidays": ("calendars/",),
    "highspy": ("planning/milp.py", "planning/priced/"),
    "numpy": ("planning/milp.py", "planning/priced/", "planning/zones/bounding.py"),
    "ntc_templates": ("snapshots/",),
    "textfsm": ("snapshots/",),
    "netutils": ("snapshots/",),
    "jinja2": ("documents/",),
    "pyrage": ("storage/bundle.py",),
    "typst": ("documents/paper/pdf.py",),
    "segno": ("documents/paper/codes.py",),
    "openpyxl": ("documents/", "importers/"),
    "yaml": ("storage/",),
    "typer": ("cli/",),
    "distributed": ("devices/cluster.py", "commands/helping.py"),
    "rich": ("cli/",),
    "netmiko": ("devices/ssh/",),
    "paramiko": ("devices/ssh/", "lab/"),
    "click": (),
}


def problems_in(path: Path) -> list[str]:
    """What is wrong with one module."""
    name = path.relative_to(SOURCE).as_posix()
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    found = []
    if (lines := text.count("\n")) > MAX_FILE:
        found.append(f"{name}: {lines} lines; a file has at most {MAX_FILE}")
    if not ast.get_docstring(tree):
        found.append(f"{name}: no sentence on what the module is for")
    found += [
        f"{name}:{f.lineno}: {f.name} has {n} lines; at most {MAX_FUNCTION}"
        for f, n in functions(tree)
        if n > MAX_FUNCTION
    ]
    return found + strangers(tree, name)


def functions(tree: ast.AST) -> list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Every function with its length in lines, docstring not counted."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            found.append((node, (node.end_lineno or 0) - body[0].lineno + 1))
    return found


def strangers(tree: ast.AST, name: str) -> list[str]:
    """Libraries imported outside their room."""
    found = []
    for node in ast.walk(tree):
        modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules = [node.module]
        for module in modules:
            homes = HOMES.get(module.split(".")[0])
            if homes is not None and not name.startswith(homes or ("-",)):
                found.append(f"{name}:{node.lineno}: imports {module}, whose home is {', '.join(homes) or 'nowhere'}")
    return found


def main() -> int:
    """Print every breach; 1 if there is one."""
    files = sorted(SOURCE.rglob("*.py"))
    found = [problem for path in files for problem in problems_in(path)]
    lengths = [n for path in files for _, n in functions(ast.parse(path.read_text(encoding="utf-8")))]
    if lengths and statistics.median(lengths) > MEDIAN_FUNCTION:
        found.append(f"median function length is {statistics.median(lengths)}; at most {MEDIAN_FUNCTION}")
    for problem in found:
        print(problem)
    print(f"house rules: {len(files)} modules, {len(lengths)} functions, {len(found)} breaches")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
