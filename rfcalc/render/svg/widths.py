"""How wide texts are at most, in whatever sans-serif font a reader has, so that no label is cut.

Widths are those of DejaVu Sans, the widest of the usual ones, in thousandths of the size.
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from rfcalc.errors import escaped

_NARROW = {
    "'": 275, "i": 278, "j": 278, "l": 278, " ": 318, ",": 318, ".": 318, "I": 295, "J": 295, "/": 337, "|": 337,
    "\\": 337, ":": 337, ";": 337, "f": 352, "-": 361, "(": 390, ")": 390, "[": 390, "]": 390, "t": 392, "!": 401,
    "r": 411, '"': 460, "*": 500, "`": 500, "_": 500, "s": 521, "z": 525, "c": 550, "?": 531, "L": 557, "F": 575,
    "k": 579, "v": 592, "x": 592, "y": 592,
}  # fmt: skip
_WIDE = {"w": 818, "m": 974, "M": 863, "W": 989, "%": 950, "@": 1000, **dict.fromkeys("#+<=>^~", 838), "…": 1000}
_USUAL, _CAPITAL, _OTHER, _EAST_ASIAN = 640, 790, 1000, 1050
BOLD = 1.27
"""How many times as wide as others bold texts are at the most."""

_FIRST_OTHER = "\x7f"


def width_of(text: str, size: float = 12) -> float:
    """Return how many dots a text takes at most."""
    return size * sum(map(_width, text)) / 1000


def shortened(text: str, room: float, size: float = 12) -> str:
    """Return a text, escaped, its middle left out where it is wider than the room: both ends tell names apart."""
    text = escaped(text)
    if width_of(text, size) <= room:
        return text
    kept = len(text) - 1
    while kept > 1 and width_of(_ends(text, kept), size) > room:
        kept -= 1
    return _ends(text, kept)


def lines_of(text: str, room: float, size: float = 12) -> list[str]:
    """Return a text as lines that fit a room, broken between words, and within those that alone are too long."""
    lines: list[str] = []
    current = ""
    for word in escaped(text).split(" "):
        longer = f"{current} {word}" if current else word
        if width_of(longer, size) <= room:
            current = longer
            continue
        lines += [current] if current else []
        current = word
        while width_of(current, size) > room and len(current) > 1:
            fits = next(at for at in range(len(current) - 1, 0, -1) if at == 1 or width_of(current[:at], size) <= room)
            lines.append(current[:fits])
            current = current[fits:]
    return [*lines, current]


def _ends(text: str, kept: int) -> str:
    """Return so many characters of a text, from both of its ends."""
    return f"{text[: kept - kept // 2]}…{text[len(text) - kept // 2 :]}"


def _width(character: str) -> int:
    if character in _NARROW:
        return _NARROW[character]
    if character in _WIDE:
        return _WIDE[character]
    if character < _FIRST_OTHER:
        return _CAPITAL if character.isupper() or character == "&" else _USUAL
    if combining(character):
        return 0
    return _EAST_ASIAN if east_asian_width(character) in "WF" else _OTHER
