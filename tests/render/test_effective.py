"""What belongs to the effective field is decided once: numbers, terminal and picture mark the same pixels."""

from __future__ import annotations

import re

import numpy as np
import pytest

import rfcalc
from rfcalc.analysis.effective import RIM, threshold_of
from rfcalc.analysis.paths import PathCounts
from rfcalc.analysis.planes import planes_of
from rfcalc.render.chars.overlay import cells_of
from rfcalc.render.chars.ramp import ERF
from rfcalc.render.figures import svg as written
from rfcalc.render.figures.growth import curves_of, names_of
from rfcalc.render.figures.pixels import pixels_of
from rfcalc.render.raster import rastered, view_of
from rfcalc.render.values import Look
from rfcalc.reports.forms import Growth, GrowthRow, Map

TWO_BRANCHES = """
input: [9, 41, 41]
layers:
  - {name: flat1, type: conv, kernel: [1, 9, 9], padding: same}
  - {name: flat2, type: conv, kernel: [1, 9, 9], padding: same}
  - {name: deep, type: conv, kernel: [9, 27, 27], padding: same, inputs: input}
  - {name: add, type: add, inputs: [flat2, deep]}
"""
"""Many paths lead from one plane, few from each pixel of a block: of every line along z one pixel may be effective."""


@pytest.fixture(scope="module")
def branches() -> Map:
    return rfcalc.map(rfcalc.loads(TWO_BRANCHES))


def test_terminal_and_picture_mark_the_same_pixels_of_three_axes(branches: Map) -> None:
    for plane in branches.planes:
        (down, across) = view = view_of(branches, plane, (400, 400), 1)
        cells = rastered(plane, view).effective
        each = across.grain.magnified
        assert down.grain == across.grain == (each, 1)
        terminal = {
            (down.first + y // each, across.first + x // each)
            for y, line in enumerate(cells)
            for x, marked in enumerate(line)
            if marked
        }
        drawn = pixels_of(plane, log=False)
        (top, _), (left, _) = drawn.spans
        assert terminal == {(top + y, left + x) for y, x in zip(*np.nonzero(drawn.effective))}


def test_the_rim_on_a_terminal_runs_around_what_the_picture_marks(branches: Map) -> None:
    plane = branches.planes[0]
    (down, across) = view = view_of(branches, plane, (80, 80), 1)
    shown = cells_of(branches, plane, view, logarithmic=False).marks
    rim = {at for at, mark in shown.items() if mark[0] == ERF}
    rows = [y for y, line in enumerate(plane.effective, start=plane.spans[0][0]) if any(line)]

    assert {y for y, _ in rim} == {y for row in rows for y in range(down.cell(row), down.after(row + 1))}
    assert down.grain == across.grain


def test_a_line_of_pixels_is_effective_if_one_of_them_is(branches: Map) -> None:
    """The threshold is a share of the largest count of a pixel, not of the sums along an axis, which are larger."""
    assert branches.counts is not None
    counts = np.array(branches.counts.rows, dtype=object)
    inside = counts * RIM[1] > counts.max() * RIM[0]

    assert branches.form.erf == pytest.approx(int(inside.sum()) ** (1 / 3), abs=1e-6)
    assert len(branches.planes) == 3
    for axis, plane in enumerate(branches.planes):
        assert plane.rows == counts.sum(axis=axis).tolist()
        assert plane.effective == inside.any(axis=axis).tolist()
        assert plane.axes == tuple(other for other in range(3) if other != axis)
        shape = np.delete(counts.shape, axis)
        assert [end - first for first, end in plane.spans] == shape.tolist()
    sums = counts.sum(axis=0)
    assert inside.any(axis=0).sum() == 277
    assert (sums > sums.max() * RIM[0] // RIM[1]).sum() == 729, "what a threshold of the sums would mark"


@pytest.mark.parametrize("largest", [1, 21, 22, 200, 2000, 10**40 + 7])
def test_a_whole_number_exceeds_the_threshold_if_it_exceeds_the_share(largest: int) -> None:
    threshold = threshold_of(largest)

    assert threshold * RIM[1] <= largest * RIM[0] < (threshold + 1) * RIM[1]


def test_one_axis_and_two_have_a_single_plane() -> None:
    (line,) = planes_of(PathCounts((3,), [1, 0, 30], 9))
    (image,) = planes_of(PathCounts((3, 0), [[1, 30], [2, 0]]))

    assert line == ((0,), ((3, 6),), [[1, 0, 30]], [[False, False, True]], 9)
    assert image == ((0, 1), ((3, 5), (0, 2)), [[1, 30], [2, 0]], [[False, True], [True, False]], 1)


@pytest.mark.slow
def test_a_growth_picture_names_at_each_depth_the_layer_that_its_lines_go_through() -> None:
    report = rfcalc.growth(rfcalc.load("inception-v3"))
    lines = {curve.name: dict(curve.points) for curve in curves_of(report)}
    by_depth = {row.depth: row for row in report.curve}
    names = names_of(report)

    assert len(names) > 18
    for depth, name in names.items():
        (row,) = [row for row in report.rows if row.depth == depth and row.layer == name]
        assert row == by_depth[depth]
        assert row.rf == max(other.rf for other in report.rows if other.depth == depth)
    for label, sizes in (("rf", "rf"), ("effective field (erf)", "erf"), ("erf_formula", "law")):
        assert lines[label] == {depth: getattr(row, sizes) for depth, row in by_depth.items()}


def test_the_curve_goes_through_the_last_of_the_layers_that_see_farthest() -> None:
    rows = [("a", 2, 9.0), ("b", 1, 3.0), ("c", 2, 9.0), ("d", 2, 7.0)]
    report = Growth(
        network="n",
        axes=("x",),
        input=(20,),
        weights="uniform",
        unclipped=False,
        rows=tuple([GrowthRow(layer, depth, rf, rf, None) for layer, depth, rf in rows]),
        notes=(),
    )

    assert [row.layer for row in report.curve] == ["b", "c"]
    assert report._replace(rows=()).curve == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("input: 9\nlayers: [{a: [3]}]", False),
        ("input: [9, 12]\nlayers: [{a: [3]}]", True),
        ("input: 9\nlayers: [{name: a, type: conv, kernel: [1, 3]}]", True),
        ("input: [9, 9, 9]\nlayers: [{name: a, type: conv, kernel: 3}]", False),
    ],
)
def test_a_growth_tells_whether_its_sizes_are_means_of_axes_that_differ(text: str, *, folded: bool) -> None:
    report = rfcalc.growth(rfcalc.loads(text))
    svg = written([report])

    assert report.folded == folded
    assert ("geometric mean of the axes" in svg) == (folded or len(report.axes) == 3)


@pytest.mark.slow
@pytest.mark.parametrize("log", [False, True])
def test_no_number_of_a_picture_is_a_minus_zero_or_a_power_of_ten_in_disguise(*, log: bool) -> None:
    layer = "layers: [{name: a, type: conv, kernel: 3, padding: 1}]"
    wide = rfcalc.map(rfcalc.loads(f"input: [1, 20000]\n{layer}"), "a", (0, 16000))
    line = rfcalc.map(rfcalc.loads(f"input: [3000000]\n{layer}"), "a", (2900000,))
    for report in (wide, line, wide._replace(form=wide.form._replace(shift_mass=(-0.004, -0.0)))):
        svg = written([report], look=Look(log=log))
        said = re.findall(r">([^<>\s][^<>]*)</text>", svg)
        assert len(said) > 20
        assert not [text for text in said if re.search(r"[-\N{MINUS SIGN}]0(\.0*)?(?!\.?\d)|\de\+", text)], said
    growth = written([rfcalc.growth(rfcalc.load("wavenet"))])
    assert "input (16000 samples)" in growth
    assert "e+" not in growth
