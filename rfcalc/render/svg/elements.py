"""Elements of SVG as text: no style sheet, no script, numbers spelled short.

All that a picture says stands in attributes, so that it looks the same in a paper, on a slide, and on a page whose
policy forbids styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.render.svg.palette import FONT, INK, PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    Place = int | float | Fraction
    """A number of dots."""

PLACES = 2  # decimals of a number of dots

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def spelled(number: Place) -> str:
    """Return a number with two decimals at the most, and none that say nothing: ``7``, ``.5``, ``-12.25``.

    >>> spelled(7.0), spelled(0.5), spelled(-0.001), spelled(12.346)
    ('7', '.5', '0', '12.35')
    """
    if isinstance(number, int):
        return str(number)
    text = f"{float(number):.{PLACES}f}".rstrip("0").rstrip(".")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    if not digits.strip("0."):
        return "0"
    return sign + (digits[1:] if digits.startswith("0.") else digits)


def written(text: str) -> str:
    """Return text as XML takes it; control characters, which it takes in no form, stand as escapes."""
    return escaped(text).translate(_ENTITIES)


def element(name: str, *children: str, **attributes: Place | str | None) -> str:
    """Return an element; attributes without a value are left out, ``stroke_width`` is ``stroke-width``.

    Children are elements or `written` texts already; values of attributes are any text.
    """
    pairs = [
        f' {key.strip("_").replace("_", "-")}="{written(value) if isinstance(value, str) else spelled(value)}"'
        for key, value in attributes.items()
        if value is not None
    ]
    inside = "".join(children)
    return f"<{name}{''.join(pairs)}>{inside}</{name}>" if inside else f"<{name}{''.join(pairs)}/>"


def group(*children: str, **attributes: Place | str | None) -> str:
    """Return elements with attributes that they share, or no text where there are none."""
    return element("g", *children, **attributes) if any(children) else ""


def rectangle(left: Place, top: Place, width: Place, height: Place, **attributes: Place | str | None) -> str:
    """Return a rectangle."""
    return element("rect", x=left, y=top, width=width, height=height, **attributes)


def line(start: tuple[Place, Place], end: tuple[Place, Place], **attributes: Place | str | None) -> str:
    """Return a straight line between two points, x first."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)


def path(steps: Iterable[str], **attributes: Place | str | None) -> str:
    """Return a path of commands, such as ``"M3 4"``; no text where there are none."""
    drawn = "".join(steps)
    return element("path", d=drawn, **attributes) if drawn else ""


def text(left: Place, base: Place, words: str, **attributes: Place | str | None) -> str:
    """Return a line of text whose base line begins, or where ``text_anchor`` says so is centred or ends, at a point."""
    return element("text", written(words), x=left, y=base, **attributes)


def document(width: Place, height: Place, title: str, description: str, body: Iterable[str]) -> str:
    """Return a picture of a size in dots, on light paper, with the words by which it is read aloud."""
    wide, high = spelled(width), spelled(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'role="img" font-family="{FONT}" font-size="12" fill="{INK}">\n'
        f"<title>{written(title)}</title>\n<desc>{written(description)}</desc>\n"
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>\n'
        + "".join(f"{part}\n" for part in body if part)
        + "</svg>\n"
    )
