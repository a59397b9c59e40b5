"""What renderers need to know besides the reports."""

from __future__ import annotations

from typing import NamedTuple


class Screen(NamedTuple):
    """What a terminal can show; ``width`` counts columns, ``None`` is as wide as it takes."""

    width: int | None
    color: bool
    unicode: bool  # line and block characters can be encoded
