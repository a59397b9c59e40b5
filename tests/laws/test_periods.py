"""Laws of periods: what holds for one feature holds a period later, moved by as many jumps, and for nothing less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

import rfcalc
from rfcalc.analysis import Analysis
from rfcalc.axis import Boxes, field_period
from rfcalc.axis.index_map import decisive

from .agreement import exactly, read
from .law import law
from .networks import NETWORKS
from .test_laws import chain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction


LAW = law(150)
POOL = {"type": "maxpool", "kernel": 2}
UP = {"type": "upsample", "scale": 2}


def lines(analysis: Analysis, row: rfcalc.LayerRow) -> Iterator[tuple[list[Any], Fraction, int]]:
    """Yield for each axis the boxes of the features along it, the jump and the period that is told.

    Left out are fields that never repeat: those of branches that move differently, or of which one does not move.
    """
    node = analysis.node(row.name)
    for axis, (n, jump) in enumerate(zip(row.n, exactly(row.jump))):
        if n is None or jump is None or 0 in row.n or len(analysis.fields.axes[axis].fields[node]) > 1:
            continue
        index = [0] * len(row.n)
        boxes = []
        for feature in range(n):
            index[axis] = feature
            box = rfcalc.locate(analysis, row.name, tuple(index)).box
            boxes.append(box and box[axis])
        yield boxes, jump, row.period[axis] if row.period else 1


def repeats(boxes: list[Any], jump: Fraction, period: int) -> bool:
    """Return whether every box is that of so many features before, moved by as many jumps."""
    moved = period * jump
    return moved.denominator == 1 and all(
        then == (box and (box[0] + int(moved), box[1] + int(moved))) for box, then in zip(boxes, boxes[period:])
    )


@pytest.mark.slow
@LAW
@given(NETWORKS)
def test_fields_repeat_with_the_period_that_is_told(network: dict[str, Any]) -> None:
    analysis = Analysis(read(network))
    for row in rfcalc.summary(analysis).layers:
        for boxes, jump, period in lines(analysis, row):
            assert row.irregular or len(boxes) < 2 or repeats(boxes, jump, period)


@pytest.mark.slow
@LAW
@given(NETWORKS)
def test_no_smaller_period_would_do(network: dict[str, Any]) -> None:
    analysis = Analysis(read(network))
    for row in rfcalc.summary(analysis).layers:
        if len(row.n) == 1:
            for boxes, jump, period in lines(analysis, row):
                if len(boxes) >= 2 * period:
                    assert not any(repeats(boxes, jump, smaller) for smaller in range(1, period))


@pytest.mark.parametrize(
    ("layers", "period"),
    [
        ([POOL], None),
        ([POOL, UP], (2,)),
        ([POOL, UP, POOL], None),
        ([UP, UP], (4,)),
        ([POOL, UP, {"type": "conv", "kernel": 3, "padding": 1}], (2,)),
        ([POOL, {"type": "conv_transpose", "kernel": 2, "stride": 2}], (2,)),
        ([{"type": "conv_transpose", "kernel": 1, "stride": 3}], (3,)),
        ([UP, {"type": "global_avgpool"}], None),
        ([{"type": "adaptive_avgpool", "output_size": 1}, UP], None),  # one feature is spread: all are alike
        ([{"type": "window_attention", "window": 4}], (4,)),
    ],
)
def test_a_period_is_told_where_start_and_jump_do_not_tell_all_places(
    layers: list[dict[str, Any]], period: tuple[int, ...] | None
) -> None:
    assert rfcalc.summary(read(chain(16, *layers))).layers[-1].period == period


def test_a_period_is_reduced_where_phases_are_alike() -> None:
    assert field_period((Boxes(4, 4, ((0, 1), (1, 2), (2, 3), (3, 4))),)) == 1
    assert field_period((Boxes(4, 4, ((0, 1), (0, 1), (2, 3), (2, 3))),)) == 2
    assert field_period((Boxes(4, 2, ((0, 1), None, (1, 2), None)),)) == 2
    assert field_period((Boxes(3, 1, ((0, 1), (0, 1), (0, 1))),)) == 3
    assert field_period((Boxes(1, 1, ((0, 1),)), Boxes(1, 2, ((0, 1),)))) == 1


def test_axes_have_periods_of_their_own_and_branches_of_different_jumps_none() -> None:
    tall = rfcalc.loads("input: 8\nlayers: [{name: up, type: upsample, scale: [2, 1]}]")
    assert rfcalc.summary(tall).layers[0].period == (2, 1)
    assert rfcalc.summary(tall).notes[-1].startswith("Periodic: fields repeat every 2 features along y at up: ")
    uneven = rfcalc.loads(
        "input: [24]\nlayers:\n  - a: [2, 2]\n  - {name: up, type: upsample, scale: 2, inputs: input}\n"
        "  - {name: crop, type: crop, crop: 18, inputs: up}\n  - {name: add, type: add, inputs: [a, crop]}\n"
    )
    assert [row.period for row in rfcalc.summary(uneven).layers] == [None, (2,), (2,), None]


def test_of_what_is_read_only_the_first_and_the_last_turn_of_the_phases_decide() -> None:
    boxes = Boxes(2, 4, ((0, 3), (1, 9)))

    assert [*decisive(boxes, range(3, 13))] == [3, 4, 11, 12]
    assert [*decisive(boxes, range(3, 13, 2))] == [3, 11]  # of one phase alone
    assert [*decisive(boxes, range(3, 7))] == [3, 4, 5, 6]
