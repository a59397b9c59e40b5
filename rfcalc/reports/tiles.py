"""How to cut the input into tiles whose outputs are the very outputs of the whole run."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.notebook import shown_in_notebooks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rfcalc.analysis.tiles import Tile
    from rfcalc.axis import Box
    from rfcalc.layers.values import Factor
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid, Value
    from rfcalc.page.parts import Page

PAIRS = ("read", "keep", "write")


class Obstacle(NamedTuple):
    """A layer that stands against tiles, and what it is.

    ``whole``, ``past``, ``size``, ``irregular``, ``circular`` or ``unknown``.
    """

    layer: str
    reason: str


class Stream(NamedTuple):
    """What an input that goes on and on takes; numbers are pixels, one per axis."""

    align: tuple[int, ...]  # the grid on which tiles begin
    context: tuple[tuple[int | None, int], ...]  # seen before and after an aligned block; None: all that was
    latency: tuple[int, ...]


class Cut(NamedTuple):
    """A tile that touches no border of the image; numbers are by axis."""

    tile: tuple[int, ...]  # pixels
    n: tuple[int, ...]  # its outputs
    crop: tuple[Box, ...]  # outputs to drop at its two ends
    step: tuple[int, ...]  # pixels from one tile to the next


@shown_in_notebooks
class Tiles(NamedTuple):
    """How to cut the input for the map of a layer; every tuple has one entry per axis, in the network's axis order."""

    network: str
    layer: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    exact: bool
    reasons: tuple[Obstacle, ...]  # why tiles are not exact; empty where they are
    cure: str  # what would make them so, if that is known
    stream: Stream | None  # None where more than the past stands against tiles
    cut: Cut | None  # None where tiles are not exact
    tiles: tuple[tuple[Tile, ...], ...] | None  # where a tile was asked for and the input size is known
    least: bool = False  # no tile was asked for, and the least that works is told
    rate: Factor | None = None  # pixels a second
    cached: int | None = None  # positions kept between steps of a stream, where a rate is given
    pixel: Pixel = SOME_PIXEL

    @property
    def overlap(self) -> tuple[int, ...] | None:
        """How many pixels neighbouring tiles share."""
        return self.cut and tuple([tile - step for tile, step in zip(self.cut.tile, self.cut.step)])

    @property
    def total(self) -> int | None:
        """How many tiles make the whole map."""
        return None if self.tiles is None else prod(map(len, self.tiles))

    def page(self) -> Page:
        """Return in sentences how to read and keep, a row for each axis, and the tiles along each."""
        from rfcalc.reports.tiles_page import tiles_page

        return tiles_page(self)

    def record(self) -> dict[str, object]:
        """Return it as JSON has it, rfcalc.tile/1."""
        record: dict[str, object] = {
            "schema": "rfcalc.tile/1",
            "network": self.network,
            "layer": self.layer,
            "axes": self.axes,
            "input": self._by_axis(self.input),
            "exact": self.exact,
        }
        if not self.exact:
            record["reasons"] = [each._asdict() for each in self.reasons]
            if self.cure:
                record["cure"] = self.cure
        for values in (self.stream, self.cut):
            if values is not None:
                record |= {key: self._by_axis(each) for key, each in values._asdict().items()}
        if self.overlap is not None:
            record["overlap"] = self._by_axis(self.overlap)
        if self.tiles is not None:
            record["tiles"] = self._by_axis([[tile._asdict() for tile in along] for along in self.tiles])
            record["count"] = self.total
        return record | self._in_seconds()

    def _by_axis(self, values: Sequence[object]) -> dict[str, object]:
        return dict(zip(self.axes, values))

    def _in_seconds(self) -> dict[str, object]:
        """Return what a rate adds: lengths of a stream in seconds, beside those in pixels."""
        if self.rate is None:
            return {}
        up, down = self.rate
        told: dict[str, object] = {"rate": up if down == 1 else up / down}
        if self.stream is not None:
            (align,), ((before, after),), (latency,) = self.stream
            history = None if before is None else before * down / up
            seconds = (align * down / up, [history, after * down / up], latency * down / up)
            told["seconds"] = {key: self._by_axis([value]) for key, value in zip(Stream._fields, seconds)}
            told["cached"] = self.cached
        return told

    def grid(self) -> Grid:
        """Return one row for each tile; a single one, without a plan, of what all tiles have in common."""
        from rfcalc.page.answer import Grid

        common = ("align", "latency", "context_before", "context_after", "tile", "n", "crop_begin", "crop_end", "step")
        ends = tuple([f"{pair}_{side}" for pair in PAIRS for side in ("first", "end")])
        columns = ("network", "layer", "exact", "reasons", *common, *ends)
        return Grid(columns, frozenset((*common, *ends)), self.axes, self._rows())

    def _rows(self) -> Iterator[list[Value]]:
        told = ";".join([f"{each.layer}: {each.reason}" for each in self.reasons])
        common = [
            self.network,
            self.layer,
            "true" if self.exact else "false",
            told,
            *map(self._numbers, self._columns()),
        ]
        if self.tiles is None:
            yield [*common, *[self._numbers(())] * (2 * len(PAIRS))]
            return
        for tiles in product(*self.tiles):
            boxes = [[getattr(tile, pair) for tile in tiles] for pair in PAIRS]
            yield [*common, *[self._numbers([box[side] for box in along]) for along in boxes for side in (0, 1)]]

    def _columns(self) -> list[Sequence[int | None]]:
        """Return the numbers that all tiles have in common, each with one entry per axis, or with none."""
        stream, cut = self.stream, self.cut
        context, crop = zip(*stream.context) if stream else ((), ()), zip(*cut.crop) if cut else ((), ())
        return [
            stream.align if stream else (),
            stream.latency if stream else (),
            *context,
            cut.tile if cut else (),
            cut.n if cut else (),
            *crop,
            cut.step if cut else (),
        ]

    def _numbers(self, values: Sequence[int | None]) -> Mapping[str, int | None]:
        return dict(zip(self.axes, values))
