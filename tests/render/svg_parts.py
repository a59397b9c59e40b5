"""What an SVG draws, read by rules of our own: lines of its paths, and the pixels of an image that it holds."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

Color = tuple[int, int, int]
Point = tuple[float, float]
SVG = "{http://www.w3.org/2000/svg}"
STEP = re.compile(r"([mlhvz])([-\d. ]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")


def parsed(svg: str) -> ET.Element:
    """Return the root; the text is our own."""
    return ET.fromstring(svg)  # noqa: S314


def lines_of(path: str) -> Iterator[list[Point]]:
    """Yield the points of each line of a path of relative steps."""
    x = y = 0.0
    line: list[Point] = []
    for command, words in STEP.findall(path):
        numbers = [float(number) for number in NUMBER.findall(words)]
        if command == "z":
            x, y = line[0]
            continue
        right, down = {"h": [*numbers, 0.0], "v": [0.0, *numbers]}.get(command, numbers)
        x, y = x + right, y + down
        if command == "m":
            if line:
                yield line
            line = []
        line.append((round(x, 2), round(y, 2)))
    yield line


def dots_of(address: str) -> list[list[Color | None]]:
    """Return the colors of the image at a ``data:`` address, whose pixels have places in a palette of a byte each."""
    png = b64decode(address.removeprefix("data:image/png;base64,"), validate=True)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    parts, at = {}, 8
    while at < len(png):
        length, name = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        held = png[at + 8 : at + 8 + length]
        assert int.from_bytes(png[at + 8 + length : at + 12 + length], "big") == zlib.crc32(name + held)
        parts[name.decode()], at = held, at + 12 + length
    assert list(parts) == ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]
    width, height = (int.from_bytes(parts["IHDR"][start : start + 4], "big") for start in (0, 4))
    assert parts["IHDR"][8:] == bytes([8, 3, 0, 0, 0])
    palette = parts["PLTE"]
    colors = [tuple(palette[start : start + 3]) for start in range(0, len(palette), 3)]
    told: list[list[Color | None]] = []
    above = bytes(width)
    plain = zlib.decompress(parts["IDAT"])
    assert len(plain) == height * (width + 1)
    for start in range(0, len(plain), width + 1):
        filtered, row = plain[start], plain[start + 1 : start + 1 + width]
        if filtered:
            assert filtered == 2
            row = bytes([(one + other) % 256 for one, other in zip(row, above)])
        above = row
        told.append([(colors[place] if place else None) for place in row])  # type: ignore[misc]
    return told
