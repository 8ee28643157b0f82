"""A paper as PDF, set by Typst (the extra `pdf`); all text enters it as string literals, so none of it is markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from switchrefresh.errors import UsageError

_HEAD = """\
#set page(paper: "us-letter", margin: (x: 1.8cm, y: 1.7cm), numbering: "1 / 1",
  header: align(right, text(8pt, {title})))
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 10.5pt, lang: {language})
#set par(justify: false)
#set table(stroke: 0.5pt, inset: 4pt)
#show heading: set block(above: 1.1em, below: 0.6em, sticky: true)
#let warn(words) = block(width: 100%, stroke: 1.2pt, inset: 8pt, breakable: false, strong(words))
#let boxed(words) = grid(columns: (1.2em, 1fr), gutter: 4pt, box(width: 0.8em, height: 0.8em, stroke: 0.7pt), words)
"""


def to_pdf(paper: Paper) -> bytes:
    """The PDF; a usage error that says what to install when Typst is not there."""
    try:
        import typst
    except ImportError:
        hint = "install it with: pip install 'switchrefresh[pdf]', or take --format html and print that"
        raise UsageError("PDF needs the package typst, which is not installed", hint, code="missing-extra") from None
    made = typst.compile(to_typst(paper).encode(), format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    return made


def to_typst(paper: Paper) -> str:
    """The source that is set."""
    head = _HEAD.replace("{title}", quoted(paper.title)).replace("{language}", quoted(paper.language))
    body = [f"#heading(level: 1, {quoted(paper.title)})", *(part for block in paper.blocks for part in _block(block))]
    return head + "\n".join(body) + "\n"


def quoted(value: object) -> str:
    """A Typst string literal."""
    return '"' + one_line(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _block(block: Block) -> Iterable[str]:
    match block:
        case Heading(words, level, breaks):
            yield ("#pagebreak(weak: true)\n" if breaks else "") + f"#heading(level: {level}, {quoted(words)})"
        case Paragraph(words):
            yield f"#par(text({quoted(words)}))"
        case Warn(words):
            yield f"#warn(text({quoted(words)}))"
        case Listing(items, kind):
            yield _listing(items, kind)
        case Table(columns, rows):
            yield _table(columns, rows)
        case Commands(lines):
            code = "\\n".join(quoted(line)[1:-1] for line in lines)
            yield f'#block(width: 100%, stroke: 0.5pt, inset: 6pt, raw("{code}", block: true))'
        case Labels(labels):
            yield _stickers([(label.code, label.text) for label in labels])
        case Blanks(fields):
            rules = ", ".join(f"[#text({quoted(name)})], line(length: 100%, start: (0pt, 1em))" for name in fields)
            yield f"#block(breakable: false, grid(columns: (auto, 1fr), gutter: 14pt, {rules}))"


def _listing(items: Sequence[str], kind: str) -> str:
    if kind == "boxes":
        return "\n".join(f"#boxed(text({quoted(item)}))" for item in items)
    tag = "enum" if kind == "numbers" else "list"
    return f"#{tag}({', '.join(f'text({quoted(item)})' for item in items)})"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = f"table.header({', '.join(f'strong({quoted(name)})' for name in columns)}), " if columns else ""
    cells = ", ".join(f"text({quoted(cell)})" for row in rows for cell in row)
    width = len(columns) or len((rows or ((),))[0])
    widths = ", ".join(["auto"] * (width - 1) + ["1fr"])
    return f"#table(columns: ({widths},), {head}{cells})"


def _stickers(labels: Sequence[tuple[str, str]]) -> str:
    figures = []
    for code, words in labels:
        drawn = qr_svg(code)
        image = f'image(bytes({_literal(drawn)}), format: "svg", width: 2.2cm)' if drawn else quoted(code)
        figures.append(
            f"box(stroke: 0.5pt, inset: 5pt, align(center, stack(spacing: 4pt, {image}, text(8pt, {quoted(words)}))))"
        )
    return f"#block({' + h(6pt) + '.join(figures)})" if figures else ""


def _literal(drawn: str) -> str:
    return '"' + drawn.replace("\\", "\\\\").replace('"', '\\"') + '"'
