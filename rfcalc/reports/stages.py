"""Where the stages of a network end: at the last layers of each jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis.numbers import Number
    from rfcalc.network import Network
    from rfcalc.reports.layer import LayerRow


def ends_of_stages(network: Network, rows: Sequence[LayerRow]) -> dict[tuple[Number, ...], LayerRow]:
    """Return the last layer of each jump; a map of a single feature has no neighbours, and so no say in it.

    ``rows`` are those of the network's summary. A jump has one number if the axes agree, else one per axis.
    """
    ends = {}
    outputs = set(network.outputs.values())
    for row in rows:
        jump = tuple([each for each in row.jump if each is not None])
        if len(jump) == len(row.jump) and any(n != 1 for n in row.n):
            ends[jump[:1] if jump.count(jump[0]) == len(jump) else jump] = row
    by_name = {row.name: row for row in rows}
    return {
        jump: row if row is rows[-1] else _end_of_stage(row, by_name, outputs)  # what ends the network ends its stage
        for jump, row in ends.items()
    }


def _end_of_stage(last: LayerRow, by_name: dict[str, LayerRow], outputs: set[str]) -> LayerRow:
    """Return the output of a block or the join from which the last layer of a jump has its numbers, if there is one.

    The next stage often begins with a convolution of kernel 1 ahead of the one with the stride.
    """
    row: LayerRow | None = last
    while row is not None and _agrees(row, last):
        if row.name in outputs or len(row.inputs) > 1:
            return row
        row = by_name.get(row.inputs[0])
    return last


def _agrees(row: LayerRow, other: LayerRow) -> bool:
    return all(getattr(row, name) == getattr(other, name) for name in ("n", "jump", "rf", "rf_min", "start"))


def names_of_ends(network: Network, rows: Sequence[LayerRow]) -> frozenset[str]:
    """Return the names of the layers that end a stage, and that of the last layer.

    ``rows`` are those of the network's summary.
    """
    return frozenset([row.name for row in (*ends_of_stages(network, rows).values(), *rows[-1:])])
