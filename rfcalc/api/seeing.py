"""What features see of the input, and where they lie: tables, places, and networks side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.api.reading import analyze, load
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.readers.wishes import (
    NO_PARAMETERS,
    Parameter,
    SizeLike,
    parameter_value,
    parse_size,
)
from rfcalc.reports import Summary, summarize
from rfcalc.reports.choice import Choice

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.api.reading import Subject
    from rfcalc.network import Network
    from rfcalc.reports.anchors import Anchors
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.explanation import Explanation
    from rfcalc.reports.fixed_view import FixedView
    from rfcalc.reports.influence import Coordinate, Influence
    from rfcalc.reports.measures import Measure, Measures
    from rfcalc.reports.place import Place
    from rfcalc.reports.side_view import SideView
    from rfcalc.reports.sizes import FittingSizes
    from rfcalc.reports.sweep import PlainValue, Sweep
    from rfcalc.reports.tiles import Tiles
    from rfcalc.reports.viewer import Viewer


def summary(
    network: Subject, *, reach: bool = False, until: str | None = None, layers: Sequence[str] = (), ends: bool = False
) -> Summary:
    """Return n, jump, rf and start of every layer of a network. Raises `RfcalcError` where sizes do not fit.

    ``reach``: also how far each layer's features see to each side of their own place, ``[i * jump, (i + 1) * jump)``,
    and which of them read no padding. ``until``: also the first layer for which a condition holds along every axis:
    n, jump, rf or start, a sign and a number, such as ``"rf >= 200"``. ``layers`` and ``ends`` choose rows: those of
    named layers (a glob such as ``"conv4*"`` names all that fit it, a use of a block all its layers), and those of the
    ends of stages with the last layer; notes tell of all layers.
    """
    return summarize(analyze(network), reach=reach, until=until, choice=Choice(layers, ends))


def sweep(  # noqa: PLR0913 - those of `load` and `summary`, and what is swept
    source: str | os.PathLike[str],
    parameter: str,
    values: Iterable[Parameter],
    input: SizeLike = None,  # noqa: A002 - the word users know
    parameters: Mapping[str, Parameter] = NO_PARAMETERS,
    *,
    reach: bool = False,
    until: str | None = None,
) -> Sweep:
    """Return the last layer of a network for each of some values of one of its parameters.

    ``source``, ``input`` and ``parameters`` as for `load`, ``reach`` as for `summary`. ``until``: also the first value
    at which a condition holds for that layer, along every axis. Raises `RfcalcError`, for no values too.
    """

    def read_with(value: Parameter) -> Network:
        return load(source, input, {**parameters, parameter: value})

    return swept(read_with, parameter, values, reach=reach, until=until)


def swept(
    read_with: Callable[[PlainValue], Network],
    parameter: str,
    values: Iterable[Parameter],
    *,
    reach: bool = False,
    until: str | None = None,
) -> Sweep:
    """Return what `sweep` does of a network that is read with each of the values in turn."""
    from rfcalc.reports.sweep import sweep_of

    plain = [parameter_value(parameter, value) for value in values]
    return sweep_of(parameter, plain, lambda value: analyze(read_with(value)), reach=reach, until=until)


def locate(network: Subject, layer: str, index: Sequence[int]) -> Place:
    """Return where a feature looks: box, visible box, rf and center.

    ``index`` counts from 0, one number per axis in the order of files: ``(y, x)``, ``(z, y, x)`` or ``(x,)``; -1 is the
    last along an axis. ``layer`` may be ``"last"``: the last layer with more than one feature, unless a layer has that
    name; the answer tells its own name. Raises `RfcalcError` for an unknown layer and an index that its map does not
    have.
    """
    from rfcalc.reports.place import place_of

    return place_of(analyze(network), layer, index)


def explain(
    network: Subject, layer: str | None = None, index: Sequence[int] | None = None, *, axis: str | None = None
) -> Explanation:
    """Return where the numbers of a layer come from: equations, and the paths that decide where its field ends.

    By default of the last layer with more than one feature. With an ``index``, as for `locate`, also where the box of
    that feature comes from. ``axis``: one alone, such as ``"x"``. Raises `RfcalcError`.
    """
    from rfcalc.reports.explanation import explanation_of

    return explanation_of(analyze(network), layer, index, axis)


VIEWS = ("fixed", "side")
"""The ways to draw a network."""


def figure(
    network: Subject, layers: Iterable[str] = (), *, view: str = "fixed", axis: str | None = None
) -> FixedView | SideView:
    """Return a network as it is drawn: its maps over the image (``fixed``), or what one feature reads (``side``).

    ``layers``: names, uses of blocks or globs. *fixed* by default draws the ends of stages. *side* draws what the
    middle feature of the last layer reads along ``axis``, by default x, where all layers look back what the last one
    does; with several layers these alone are rows. Raises `RfcalcError`, also
    where the size of the input is not known.
    """
    analysis = analyze(network)
    named = [layers] if isinstance(layers, str) else [*layers]
    if view not in VIEWS:
        allowed = f"{nearest(view, VIEWS)} one of {', '.join(VIEWS)}".strip()
        raise RfcalcError(quoted(view), allowed=allowed, key="--view")
    if view == "side":
        from rfcalc.reports.side_view import side_view_of

        return side_view_of(analysis, named, axis)
    if axis is not None:
        raise RfcalcError(f"found {quoted(axis)}", allowed="only --view side is drawn along one axis", key="--axis")
    from rfcalc.reports.fixed_view import fixed_view_of

    return fixed_view_of(analysis, named)


def influence(network: Subject, pixels: Sequence[Coordinate], layers: Iterable[str] = ()) -> Influence:
    """Return which features of each layer, or of those that are named, really read some pixels.

    ``pixels`` has a coordinate per axis in the order of files, ``(y, x)``: a pixel, from 0, or a range ``(first, end)``
    without its end, ``None`` for a bound of the input. Raises `RfcalcError`, also without an input size.
    """
    from rfcalc.reports.influence import influence_of

    return influence_of(analyze(network), pixels, layers)


def compare(first: Subject, second: Subject, /, *others: Subject, layers: Sequence[str] = ()) -> Comparison:
    """Return networks side by side at the ends of their stages, and the difference of exactly two.

    ``layers`` names the layers or blocks to compare instead; every network must have them. Raises `RfcalcError`
    where one does not, and where sizes do not fit.
    """
    from rfcalc.reports.comparison import compared

    return compared([analyze(each) for each in (first, second, *others)], layers)


def sizes(network: Subject, near: SizeLike = None, out: SizeLike = None) -> FittingSizes:
    """Return which sizes of the input fit a network, and at which of them no stride cuts anything off at a border.

    ``near``: a size whose neighbours are told, by default the network's own. ``out``: how many features the last map
    shall have that grows with the input; told is the smallest size that fits and gives as many or more. Raises
    `RfcalcError`.
    """
    from rfcalc.reports.sizes import sizes_of

    return sizes_of(analyze(network), parse_size(near, "--near"), parse_size(out, "--out"))


def anchors(
    network: Subject,
    layers: Iterable[str],
    ratio: Number | str = 4,
    sizes: Mapping[str, Measures] | None = None,
    objects: Iterable[Measure] = (),
) -> Anchors:
    """Return anchors of a detector against what its layers see: rf and erf of a 3-wide convolution on each.

    Anchors are ``ratio`` jumps large, but for layers to which ``sizes`` gives others, in pixels. ``objects``: which
    layers see them whole. A size is a number, or one per axis in the order of files. Raises `RfcalcError`.
    """
    from rfcalc.reports.anchoring import anchors_of

    return anchors_of(analyze(network), layers, ratio, sizes, objects)


def viewer(network: Subject, layer: str | None = None, weights: str = "uniform") -> Viewer:
    """Return what people look at a network by: the numbers of all layers, from which a page works out all else.

    ``layer`` is the one that is shown first, by default the last with more than one feature (``"last"``); ``weights``
    are how its paths are counted at first, as for `map`. Raises `RfcalcError`, for more than 20,000 layers too.
    """
    from rfcalc import __version__
    from rfcalc.reports.viewer import viewer_of

    return viewer_of(analyze(network), __version__, layer, weights)


def tile(
    network: Subject,
    layer: str | None = None,
    tile: SizeLike = None,
    rate: float | str | None = None,
) -> Tiles:
    """Return how to cut the input so that the tiles' outputs for a layer are the very outputs of the whole run.

    ``layer``: by default the last of the network. ``tile``: the size of a tile in pixels; with the size of the input
    known, all tiles are told. Without it: the least that works. ``rate``: pixels a second, for a network of one axis.
    Where no tiles are exact the answer says why. Raises `RfcalcError`, for a tile that does not work too.
    """
    from rfcalc.reports.tile_plan import parse_rate, tiles_of

    return tiles_of(analyze(network), layer, parse_size(tile, "--tile"), parse_rate(rate))
