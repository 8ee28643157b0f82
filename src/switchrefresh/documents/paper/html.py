"""A paper as one HTML file: no script, no request to anywhere, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as escape_html

from switchrefresh.documents.paper.blocks import (
    Blanks,
    Block,
    Commands,
    Heading,
    Labels,
    Listing,
    Paper,
    Paragraph,
    Table,
    Warn,
    one_line,
)
from switchrefresh.documents.paper.codes import qr_svg

# Nothing may be loaded or run, whatever a name in the document says.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 52rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; border-bottom: 1px solid; padding-bottom: .2rem; }
h3 { font-size: 1.05rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { border: 1px solid #767676; padding: .25rem .5rem; text-align: left; vertical-align: top; }
.warn { border: 2px solid #b00020; padding: .5rem .75rem; font-weight: 600; }
pre { border: 1px solid #767676; padding: .5rem; overflow-x: auto; white-space: pre-wrap; }
ul.boxes { list-style: none; padding-left: .2rem; } ul.boxes li::before { content: "\\2610\\00a0"; }
.labels { display: flex; flex-wrap: wrap; gap: 1rem; } .labels figure { margin: 0; text-align: center; }
.labels svg { background: #fff; }
.blanks div { border-bottom: 1px solid; padding: 1.4rem 0 .1rem; }
@media print {
  body { font-size: 10.5pt; max-width: none; margin: 0; }
  .breaks { break-before: page; } table, figure, .warn { break-inside: avoid; }
}
"""


def to_html(paper: Paper) -> str:
    """The whole page; whatever came from outside is escaped."""
    body = "\n".join(part for block in paper.blocks for part in _block(block))
    title = text(paper.title)
    return (
        f'<!doctype html>\n<html lang="{text(paper.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )


def text(value: object) -> str:
    """Text for a page or an attribute."""
    return escape_html(one_line(value), quote=True)


def _block(block: Block) -> Iterable[str]:
    match block:
        case Heading(words, level, breaks):
            mark = ' class="breaks"' if breaks else ""
            yield f"<h{level}{mark}>{text(words)}</h{level}>"
        case Paragraph(words):
            yield f"<p>{text(words)}</p>"
        case Warn(words):
            yield f'<p class="warn">{text(words)}</p>'
        case Listing(items, kind):
            yield _listing(items, kind)
        case Table(columns, rows):
            yield _table(columns, rows)
        case Commands(lines):
            yield "<pre>" + "\n".join(text(line) for line in lines) + "</pre>"
        case Labels(labels):
            figures = (
                f"<figure>{qr_svg(label.code)}<figcaption>{text(label.text)}</figcaption></figure>" for label in labels
            )
            yield f'<div class="labels">{"".join(figures)}</div>'
        case Blanks(fields):
            yield '<div class="blanks">' + "".join(f"<div>{text(name)}</div>" for name in fields) + "</div>"


def _listing(items: Sequence[str], kind: str) -> str:
    tag = "ol" if kind == "numbers" else "ul"
    mark = ' class="boxes"' if kind == "boxes" else ""
    return f"<{tag}{mark}>" + "".join(f"<li>{text(item)}</li>" for item in items) + f"</{tag}>"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in columns)
    top = f"<thead><tr>{head}</tr></thead>" if columns else ""
    return f"<table>{top}<tbody>{''.join(_row(row, own_head=not columns) for row in rows)}</tbody></table>"


def _row(row: Sequence[str], own_head: bool) -> str:
    first = f'<th scope="row">{text(row[0])}</th>' if own_head else f"<td>{text(row[0])}</td>"
    return f"<tr>{first}{''.join(f'<td>{text(cell)}</td>' for cell in row[1:])}</tr>"
