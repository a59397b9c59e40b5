"""What tells how to cut the input: the tiles along each axis put together, and what refuses one that does not work."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rfcalc.analysis.tiles import IS_PAST, IS_WHOLE, Misfit, Run, Tiling
from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.whole import Gate
from rfcalc.reports.sizes import numbers_per_axis
from rfcalc.reports.tiles import Cut, Obstacle, Stream, Tiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.analysis.tiles import Tile
    from rfcalc.axis import Box
    from rfcalc.layers.values import Factor

MOST = 2**20
"""Tiles of all axes together."""

LONGEST_RATE = 15
"""Characters of a rate."""

GATES = "whole: false"
"""The cure for layers that may be told not to read the whole map."""


def tiles_of(
    analysis: Analysis, layer: str | None = None, tile: Sequence[int] | None = None, rate: Factor | None = None
) -> Tiles:
    """Return how to cut the input for the map of a layer, by default of the last.

    ``tile`` has one number for every axis, or one per axis; without it the least that works is told, and no plan. A
    tile that does not work is an error that names the least one. ``rate``: pixels a second of a network of one axis.
    """
    network, fields = analysis.network, analysis.fields
    if rate is not None and len(network.axes) > 1:
        raise RfcalcError(
            f"a rate is that of a time axis, and the network has {len(network.axes)}: {', '.join(network.axes)}",
            allowed="it is for networks of one axis",
            key="--rate",
        )
    asked = None if tile is None else numbers_per_axis(tile, network.axes, "--tile")
    node = len(network.layers) if layer is None else analysis.node(layer)
    if node in fields.graph.constant:
        analysis.check_told(node)
    first = Tiling(fields, 0, node)
    alike = [first if known is fields.axes[0] else Tiling(fields, at, node) for at, known in enumerate(fields.axes)]
    reasons = tuple(dict.fromkeys([(each.node, each.reason) for along in alike for each in along.reasons]))
    stream = _stream(alike) if all(reason == IS_PAST for _, reason in reasons) else None
    cut, tiles = (None, None) if reasons else _cut(analysis, node, alike, asked)
    return Tiles(
        network=network.name,
        layer=analysis.name(node) if layer is None else analysis.called(layer),
        axes=network.axes,
        input=network.input,
        exact=not reasons,
        reasons=tuple([Obstacle(analysis.name(at), reason) for at, reason in sorted(reasons)]),
        cure=_cure(analysis, reasons),
        stream=stream,
        cut=cut,
        tiles=tiles,
        least=asked is None,
        rate=rate,
        cached=alike[0].cached if stream is not None and rate is not None else None,
        pixel=network.pixel,
    )


def parse_rate(rate: float | str | None) -> Factor | None:
    """Return a rate in pixels a second as ``(numerator, denominator)``; raise `RfcalcError` for what is none."""
    if rate is None:
        return None
    from fractions import Fraction

    text = str(rate).strip()
    if (
        isinstance(rate, bool)
        or len(text) > LONGEST_RATE
        or not text.isascii()
        or not text.replace(".", "", 1).isdigit()
    ):
        exact = Fraction(0)
    else:
        exact = Fraction(text)
    if not exact:
        raise RfcalcError(
            f"found {quoted(rate)}", allowed="allowed: pixels a second, a number above 0 such as 16000", key="--rate"
        )
    return exact.numerator, exact.denominator


def _stream(alike: Sequence[Tiling]) -> Stream:
    contexts = [(None if each.reasons else each.context[0], each.context[1]) for each in alike]
    return Stream(
        align=tuple([each.align for each in alike]),
        context=tuple(contexts),
        latency=tuple([each.align + after for each, (_, after) in zip(alike, contexts)]),
    )


def _cut(
    analysis: Analysis, node: int, alike: Sequence[Tiling], asked: Sequence[int] | None
) -> tuple[Cut, tuple[tuple[Tile, ...], ...] | None]:
    """Return the tile, and the plan if one is asked for and the size of the image is known."""
    cuts: list[tuple[int, int, Box, int]] = []
    plans: list[tuple[Tile, ...]] = []
    for at, along in enumerate(alike):
        with RfcalcError.within(layer=analysis.name(node)):
            pixels = analysis.network.input[at]
            size = along.least() if asked is None else asked[at]
            plan = along.plan(size) if asked is not None and pixels is not None else []
            if isinstance(plan, Misfit):
                raise _refusal(analysis, at, along, size, plan)
            plans.append(tuple(plan))
            cuts.append(_inner(analysis, at, along, size, whole=len(plan) == 1))
    _check_count(plans)
    return Cut(*zip(*cuts)), tuple(plans) if all(plans) else None


def _inner(analysis: Analysis, at: int, along: Tiling, size: int, *, whole: bool) -> tuple[int, int, Box, int]:
    """Return tile, n, crop and step of a tile that touches no border.

    Where none of the size works and the image is no larger, it is as large as the image; where not even that can touch
    no border, nothing is dropped.
    """
    pixels = analysis.network.input[at] or size
    for each in (size, pixels) if whole else (size,):
        run, step = along.run(each), along.step(each)
        if isinstance(run, Run) and isinstance(step, int) and step:
            return each, run.n, (run.before, run.after), step
    if whole:
        made = along.run(pixels, begins=True, ends=True)
        assert isinstance(made, Run)  # noqa: S101 - it is the run of the whole image
        return pixels, made.n, (0, 0), pixels
    why = step if isinstance(step, Misfit) else Misfit(0, "nothing is left of it")
    raise _refusal(analysis, at, along, size, why)


def _refusal(analysis: Analysis, at: int, along: Tiling, size: int, misfit: Misfit) -> RfcalcError:
    """Return the error that a tile does not work, with the least that does, and the next above."""
    least = along.least()
    pixels = analysis.network.input[at]
    if pixels is not None and pixels < least:
        allowed = f"the image of {pixels} is one tile; the least tile that works in larger ones is {least}"
    elif size < least:
        allowed = f"the least tile that works is {least}"
    else:
        allowed = f"the least tile that works is {least}, the next above {size} is {along.least(size + 1)}"
    axes = analysis.network.axes
    where = f" along {axes[at]}" if len(axes) > 1 else ""
    at_layer = f" at {quoted(analysis.name(misfit.node))}" if misfit.node else ""
    return RfcalcError(f"found {size}{where}: {misfit.why}{at_layer}", allowed=allowed, key="--tile")


def _check_count(plans: Sequence[Sequence[Tile]]) -> None:
    count = prod(map(len, plans))
    if count > MOST:
        raise RfcalcError(f"{count} tiles", allowed=f"at most {MOST}: larger tiles are fewer", key="--tile")


def _cure(analysis: Analysis, reasons: Sequence[tuple[int, str]]) -> str:
    """Return what of a file makes tiles exact, where all that stands against them can be switched off."""
    gates = [
        any(isinstance(operation, Gate) for operation in analysis.network.layers[node - 1].operations)
        for node, reason in reasons
        if reason in {IS_WHOLE, IS_PAST}
    ]
    return GATES if gates and all(gates) and len(gates) == len(reasons) else ""
