"""Which features some pixels reach: the way back from the image."""

from __future__ import annotations

from math import prod
from operator import index as whole_number
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.influence import Features, readers_of_pixels
from rfcalc.errors import RfcalcError, quoted
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.page.notebook import shown_in_notebooks
from rfcalc.page.pixels import many, one, pixel_record
from rfcalc.page.words import counted
from rfcalc.reports.untold import notes_on_untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.influence import Readers
    from rfcalc.axis import Box
    from rfcalc.network import Network
    from rfcalc.network.pixel import Pixel
    from rfcalc.page.answer import Grid, Value
    from rfcalc.page.note import Note
    from rfcalc.page.parts import Page

    Bound = int | None
    Coordinate = int | slice | Sequence[Bound]
    """A pixel, or a range of pixels ``(first, end)``, end not included; ``None`` for a bound is that of the input."""


class Reading(NamedTuple):
    """Which features of a layer read the pixels; boxes ``(first, end)`` of features, one per axis, end not included."""

    name: str
    type: str
    n: tuple[int, ...]
    features: tuple[Box, ...] | None  # the smallest box around them; None if there are none
    count: int  # type: ignore[assignment] # of those that really read any of the pixels; there may be others in the box
    covering: Features | None = None  # whose visible box holds all of the pixels; if they are a range
    inside: Features | None = None  # that see some of the pixels and no others; if they are a range

    @property
    def share(self) -> float:
        """The share (0 to 1) of the map's features that read any of the pixels."""
        return self.count / prod(self.n)

    def record(self, axes: tuple[str, ...]) -> dict[str, object]:
        """Return the layer as JSON has it; what is told of ranges has no key for a pixel."""
        record: dict[str, object] = {
            "name": self.name,
            "type": self.type,
            "n": dict(zip(axes, self.n)),
            "features": self.features and dict(zip(axes, self.features)),
            "count": self.count,
        }
        for key, found in (("covering", self.covering), ("inside", self.inside)):
            if found is not None:
                record[key] = found.hull and dict(zip(axes, found.hull))
                record[f"{key}_count"] = found.count
        return record


@shown_in_notebooks
class Influence(NamedTuple):
    """Which features some pixels reach; every tuple has one entry per axis, in the network's axis order."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    pixels: tuple[Box, ...]  # (first, end), end not included
    layers: tuple[Reading, ...]
    ranged: bool  # whether they were asked for as a range, along any axis
    pixel: Pixel = SOME_PIXEL
    notes: tuple[Note, ...] = ()  # on layers of which nothing is told, which have no row

    def page(self) -> Page:
        """Return a sentence, and a row for each layer."""
        from rfcalc.reports.influence_page import influence_page

        return influence_page(self)

    def record(self) -> dict[str, object]:
        """Return the influence as JSON has it, rfcalc.influence/1."""
        axes = self.axes
        return {
            "schema": "rfcalc.influence/1",
            "network": self.network,
            "axes": axes,
            "input": dict(zip(axes, self.input)),
            **pixel_record(self.pixel, axes),
            "pixels": dict(zip(axes, self.pixels)),
            "layers": [row.record(axes) for row in self.layers],
            **({"notes": self.notes} if self.notes else {}),
        }

    def grid(self) -> Grid:
        """Return one row for each layer; a box has its first and its end (not included) in columns of their own."""
        from rfcalc.page.answer import Grid

        bounded = [(f"{kind}_first", f"{kind}_end") for kind in ("features", "covering", "inside")]
        by_axis = ("pixels_first", "pixels_end", "n", *[name for names in bounded for name in names])
        features, covering, inside = bounded
        layer = ("layer", "type", "n", *features, "count", *covering, "covering_count", *inside, "inside_count")
        columns = ("network", "pixels_first", "pixels_end", *layer)
        return Grid(columns, frozenset(by_axis), self.axes, [self._cells(row) for row in self.layers])

    def _cells(self, row: Reading) -> list[Value]:
        from rfcalc.page.answer import bounds

        def by_axis(numbers: Sequence[int]) -> dict[str, int]:
            return dict(zip(self.axes, numbers))

        cells: list[Value] = [self.network, *map(by_axis, bounds(self.pixels)), row.name, row.type, by_axis(row.n)]
        for found in (Features(row.features, row.count), row.covering, row.inside):
            cells += [*map(by_axis, bounds(found and found.hull)), found and found.count]
        return cells


def influence_of(analysis: Analysis, pixels: Sequence[Coordinate], layers: Iterable[str] = ()) -> Influence:
    """Return which features of all layers, or of named ones, some pixels reach; one coordinate per axis, in file order.

    All layers are those of which something is told. Raises `RfcalcError` for a layer that there is not or of which
    nothing is told, for pixels that do not all lie in the input, and without an
    input size.
    """
    network = analysis.network
    sizes = _sizes(network)
    asked = _coordinates(pixels, network)
    box = tuple([_range(each, axis, n, network.pixel) for each, axis, n in zip(asked, network.axes, sizes)])
    asked_layers = {analysis.called(name): _layer(analysis, name) for name in layers}
    chosen = dict(sorted(asked_layers.items(), key=itemgetter(1))) or {
        layer.name: node for node, layer in enumerate(network.layers, start=1) if analysis.fields.graph.tells(node)
    }
    if not chosen:
        analysis.check_told(len(network.layers))
    ranged = not all(isinstance(each, int) for each in asked)
    found = readers_of_pixels(analysis.fields, box, chosen.values(), ranged=ranged)
    return Influence(
        network=network.name,
        axes=network.axes,
        input=network.input,
        pixels=box,
        layers=tuple([_reading(analysis, name, node, each) for (name, node), each in zip(chosen.items(), found)]),
        ranged=ranged,
        pixel=network.pixel,
        notes=tuple(notes_on_untold(analysis)),
    )


def _reading(analysis: Analysis, name: str, node: int, found: Readers) -> Reading:
    return Reading(
        name=name,
        type=analysis.network.layers[node - 1].type,
        n=tuple([axis.n[node] or 0 for axis in analysis.fields.axes]),
        features=found.features.hull,
        count=found.features.count,
        covering=found.covering,
        inside=found.inside,
    )


def _layer(analysis: Analysis, name: str) -> int:
    """Return the node of a layer or of a block's output. Raises `RfcalcError`, also for the input."""
    node = analysis.node(name)
    if not node:
        raise RfcalcError("the input is no layer", allowed="name a layer or a block", layer=name)
    analysis.check_told(node)
    return node


def _sizes(network: Network) -> list[int]:
    """Return the size of the input along each axis."""
    sizes = [n for n in network.input if n is not None]
    if len(sizes) < len(network.input):
        raise RfcalcError(
            "which features read a pixel depends on the input size", allowed=network.size_advice, file=network.file
        )
    return sizes


def _coordinates(pixels: Sequence[Coordinate], network: Network) -> list[int | tuple[Bound, Bound]]:
    """Return what stands for each axis: a pixel, or the bounds of a range. Raises `RfcalcError`."""
    given: object = pixels
    if isinstance(given, str | bytes) or not hasattr(given, "__iter__"):
        raise _no_pixels(given, network)
    asked = [_coordinate(each, network) for each in pixels]
    if len(asked) != len(network.axes):
        error = RfcalcError(
            f"found {counted(len(asked), 'coordinate')}",
            allowed=f"{quoted(network.name)} has {len(network.axes)}: {', '.join(network.axes)}",
            key="pixels",
        )
        error.advise(network.hint)
        raise error
    return asked


def _coordinate(given: object, network: Network) -> int | tuple[Bound, Bound]:
    if isinstance(given, slice) and given.step is None:
        return _bound(given.start, network), _bound(given.stop, network)
    if isinstance(given, tuple | list) and len(given) == 2:  # noqa: PLR2004 - first and end
        first, end = given
        return _bound(first, network), _bound(end, network)
    if given is None or isinstance(given, bool):
        raise _no_pixels(given, network)
    return _whole(given, network)


def _bound(given: object, network: Network) -> Bound:
    return None if given is None else _whole(given, network)


def _whole(given: object, network: Network) -> int:
    """Return a whole number of any kind that is one, such as numpy's."""
    try:
        return whole_number(given)  # type: ignore[arg-type] # what it does not take is refused here
    except TypeError:
        raise _no_pixels(given, network) from None


def _no_pixels(found: object, network: Network) -> RfcalcError:
    allowed = f"allowed: a whole number or (first, end) for each axis: {', '.join(network.axes)}"
    return RfcalcError(f"found {quoted(found)}", allowed=allowed, key="pixels")


def _range(asked: int | tuple[Bound, Bound], axis: str, n: int, pixel: Pixel) -> Box:
    """Return the first pixel and the end of what is asked for along an axis. Raises `RfcalcError` beyond the input."""
    with RfcalcError.within(key=axis):
        if isinstance(asked, int):
            if not 0 <= asked < n:
                raise RfcalcError(f"{one(pixel)} {asked} lies outside the input", allowed=f"allowed: 0 to {n - 1}")
            return asked, asked + 1
        first, end = 0 if asked[0] is None else asked[0], n if asked[1] is None else asked[1]
        if first < 0 or end > n:
            allowed = f"allowed: ranges within 0:{n}"
            raise RfcalcError(f"{many(pixel)} {first}:{end} do not all lie in the input", allowed=allowed)
        if first >= end:
            raise RfcalcError(f"{first}:{end} is an empty range", allowed="allowed: FIRST:END, END not included")
        return first, end
