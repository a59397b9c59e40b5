"""A network cured of shift and grid, and what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis import Analysis
from rfcalc.analysis.remedy import KINDS, cured
from rfcalc.errors import RfcalcError, escaped, nearest, quoted
from rfcalc.reports.comparison import ends_of_stages
from rfcalc.reports.notes import named
from rfcalc.reports.summary import summarize

if TYPE_CHECKING:
    from rfcalc.analysis.form import Form
    from rfcalc.analysis.numbers import Number
    from rfcalc.network import Network

DIRECTIONS = {"x": ("left of", "right of"), "y": ("above", "below"), "z": ("in front of", "behind")}


class Left(NamedTuple):
    """A convolution with a stride that was left alone."""

    layer: str
    reason: str  # a phrase: "a stem: it reads the image"


class Remedy(NamedTuple):
    """A network with the cure applied."""

    network: Network
    on: str  # which kernels: "1x1", "3x3" or "all"
    cured: tuple[str, ...]  # names of the convolutions whose stride went into a pool before them
    left: tuple[Left, ...]


class Effect(NamedTuple):
    """Numbers before and after the cure."""

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    on: str
    weights: str
    cured: tuple[str, ...]
    left: tuple[Left, ...]
    layers: tuple[tuple[Form, Form], ...]  # before and after: ends of stages and the last map
    notes: tuple[str, ...]


def remedied(analysis: Analysis, on: str = "all") -> Remedy:
    """Return a network with strides of 2 in average pools, wherever the cure fits, and what was left alone.

    ``on`` tells for which kernels: ``"1x1"``, ``"3x3"`` or ``"all"``. No layer's n changes. Raises `RfcalcError` for
    another ``on``, and where sizes do not fit or a needed size is not known.
    """
    if on not in KINDS:
        allowed = "; ".join(filter(None, (f"allowed: {', '.join(KINDS)}", nearest(on, KINDS))))
        raise RfcalcError(f"found {quoted(on)}", allowed=allowed, key="--on")
    cure = cured(analysis.fields, on)
    return Remedy(cure.network, on, cure.cured, tuple([Left(*each) for each in cure.left]))


def effect_of(analysis: Analysis, remedy: Remedy, weights: str = "uniform") -> Effect:
    """Return the forms of middle features before and after: at the ends of stages and of the last map.

    ``weights`` as for `Statistics`. Raises `RfcalcError` also where the input size is not known.
    """
    network = analysis.network
    rows = summarize(analysis).layers
    ends = {row.name for row in (*ends_of_stages(network, rows).values(), *rows[-1:])}
    names = [row.name for row in rows if row.name in ends]
    before = _forms(analysis, names, weights)
    after = _forms(Analysis(remedy.network), names, weights) if remedy.cured else before
    pairs = tuple(zip(before, after))
    return Effect(
        network.name,
        network.axes,
        network.input,
        remedy.on,
        weights,
        remedy.cured,
        remedy.left,
        pairs,
        _notes(network, remedy, pairs),
    )


def _forms(analysis: Analysis, names: list[str], weights: str) -> list[Form]:
    statistics = analysis.statistics(weights)
    forms = []
    for name in names:
        node = analysis.node(name)
        index = statistics.middle(node)
        forms.append(statistics.form(node, index, statistics.counts(node, index)))
    return forms


def _notes(network: Network, remedy: Remedy, pairs: tuple[tuple[Form, Form], ...]) -> tuple[str, ...]:
    """Return what was cured, what that did to the last map of more than one feature, and what was left alone."""
    if remedy.cured:
        each = "it reads" if len(remedy.cured) == 1 else "each reads"
        notes = [f"Cured: {named([*remedy.cured])}; {each} an average pool of stride 2 now and has stride 1."]
        maps = [pair for pair in pairs if any(n != 1 for n in pair[0].n)]
        for before, after in maps[-1:]:
            notes += changes(before, after, network.axes)
    else:
        why = "every convolution with a stride was left alone" if remedy.left else "no convolution has a stride"
        notes = [f"Nothing was cured: {why}."]
    by_reason: dict[str, list[str]] = {}
    for layer, reason in remedy.left:
        by_reason.setdefault(reason, []).append(layer)
    if by_reason:
        left = "; ".join([f"{named(layers)} ({reason})" for reason, layers in by_reason.items()])
        notes.append(f"Left alone: {left}.")
    return tuple(notes)


def changes(before: Form, after: Form, axes: tuple[str, ...]) -> list[str]:
    """Return how shift and gridding of one layer changed, one sentence each."""
    layer = escaped(before.layer)
    notes = []
    if before.shift is not None and after.shift is not None:
        first, then = _place(before.shift, axes, "its ideal place"), _place(after.shift, axes, "it")
        looks = f"still looks {first}" if before.shift == after.shift else f"looked {first}, and now looks {then}"
        notes.append(f"The middle feature of {layer} {looks}.")
    if before.gridding is not None and after.gridding is not None:
        grids = _percent(before.gridding), _percent(after.gridding)
        how = f"is still {grids[0]}" if grids[0] == grids[1] else f"was {grids[0]}, and now is {grids[1]}"
        notes.append(f"Gridding at {layer} {how}.")
    return notes


def _place(shift: tuple[Number, ...], axes: tuple[str, ...], even: str) -> str:
    """Return where a feature looks, against where it would if features shared the image evenly."""
    sides = [(abs(by), DIRECTIONS[axis][by > 0]) for by, axis in reversed(list(zip(shift, axes))) if by]
    if not sides:
        return "at its ideal place"
    if len({by for by, _ in sides}) == 1:
        words = [side for _, side in sides]
        words[0] = f"{sides[0][0]} px {words[0]}"
    else:
        words = [f"{by} px {side}" for by, side in sides]
    *others, last = words
    return f"{', '.join(others)} and {last} {even}" if others else f"{last} {even}"


def _percent(share: float) -> str:
    text = f"{share * 100:.1f}".removesuffix(".0")
    return "less than 0.1%" if share and text == "0" else f"{text}%"
