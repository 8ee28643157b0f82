"""QR codes for closet stickers (segno, the extra `labels`); without it a sticker is text alone."""

from __future__ import annotations

from switchrefresh.documents.paper.blocks import one_line

_LONGEST = 200  # characters; a code for a phone's camera at arm's length


def qr_svg(code: str) -> str:
    """The code as inline SVG, or nothing when segno is not installed."""
    try:
        import segno
    except ImportError:
        return ""
    drawn: str = segno.make(one_line(code)[:_LONGEST] or "-", micro=False).svg_inline(scale=3, border=2)
    return drawn
