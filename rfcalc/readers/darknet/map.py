"""A map on its way through a configuration of darknet."""

from __future__ import annotations

from typing import NamedTuple


class Map(NamedTuple):
    """What a section hands on."""

    layer: str  # what makes it
    n: tuple[int | None, ...] | None  # height and width; None: behind what nothing is known of
    channels: int | None
