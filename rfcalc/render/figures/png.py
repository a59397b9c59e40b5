"""Steps of the colors of counts as a PNG with a palette, a pixel for each, and nothing where there is none.

The parts of the file are those of the PNG specification (ISO/IEC 15948), third edition: IHDR, PLTE, tRNS, IDAT, IEND.
"""

from __future__ import annotations

from binascii import b2a_base64
from struct import pack
from typing import TYPE_CHECKING
from zlib import compress, crc32

from rfcalc.render.figures.style import heat

if TYPE_CHECKING:
    from collections.abc import Sequence

BITS, PALETTE = 8, 3  # bits of a pixel, and the kind of image whose pixels are places in a palette
AS_IT_IS, UP = 0, 2  # filters of a row: none, and differences from the row above
BEST = 9


def embedded(rows: Sequence[Sequence[int | None]]) -> str:
    """Return the address of an image that holds itself."""
    return f"data:image/png;base64,{b2a_base64(encoded(rows), newline=False).decode()}"


def encoded(rows: Sequence[Sequence[int | None]]) -> bytes:
    """Return steps of colors as the bytes of a PNG; its palette has those that there are, and first that of nothing."""
    colors = heat()
    used = sorted({level for row in rows for level in row if level is not None})
    places: dict[int | None, int] = {None: 0, **{level: at for at, level in enumerate(used, start=1)}}
    header = pack(">IIBBBBB", len(rows[0]), len(rows), BITS, PALETTE, 0, 0, 0)
    palette = bytes(3) + b"".join([bytes(colors[level]) for level in used])
    lines = [bytes([places[level] for level in row]) for row in rows]
    plain = b"".join([bytes([AS_IT_IS]) + line for line in lines])
    above = [bytes(len(rows[0])), *lines]
    differing = b"".join(
        [bytes([UP, *((one - other) % 256 for one, other in zip(*pair))]) for pair in zip(lines, above)]
    )
    shortest = min((compress(dots, BEST) for dots in (plain, differing)), key=len)
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"tRNS", bytes(1)), (b"IDAT", shortest), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join([_part(*part) for part in parts])


def _part(name: bytes, held: bytes) -> bytes:
    return pack(">I", len(held)) + name + held + pack(">I", crc32(name + held))
