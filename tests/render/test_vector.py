"""A map as SVG: the bytes of a text that needs no library, and what stands in it is what was counted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rfcalc
from rfcalc.api import map_pair
from rfcalc.api import maps as maps_of
from rfcalc.errors import RfcalcError
from rfcalc.render import render
from rfcalc.render.figures import drawing, svg
from rfcalc.render.figures.pixels import outline
from rfcalc.render.figures.png import embedded
from rfcalc.render.figures.shapes import Area, Drawing, Heat, Lines, Text
from rfcalc.render.figures.style import BOX, LEVELS, RIM, heat
from rfcalc.render.figures.vector import written
from rfcalc.render.svg.widths import width_of
from rfcalc.render.values import Look

from .forms import GROWTHS, MAPS
from .svg_parts import SVG, dots_of, lines_of, parsed

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from rfcalc.page.answer import Answer
    from rfcalc.reports.forms import Map

STRIDED = """
input: 14
layers:
  - {name: down, type: conv, kernel: 1, stride: 2}
  - {name: wide, type: conv, kernel: 3, padding: 1}
  - {name: last, type: conv, kernel: 3, padding: 1}
"""
LINE = "input: [40]\nlayers:\n  - {name: a, type: conv, kernel: 3, stride: 4}\n  - {name: b, type: conv, kernel: 3}\n"
CLIP = "input: [8, 16, 16]\nlayers:\n  - a: [3, 1, 1]\n  - b: [3, 2, 1]\n  - c: [3, 2, 1]\n"
DOT = 100  # of an inch


def mapped(text: str, layer: str | None = None) -> Map:
    return rfcalc.map(rfcalc.loads(text, name="Net"), layer)


def root(answers: list[Answer], look: Look = Look()) -> ET.Element:  # noqa: B008 - it is frozen
    return parsed(svg(answers, look=look))


def strokes(drawn: ET.Element, color: str) -> list[list[tuple[float, float]]]:
    """Return the lines of the first path of a color."""
    path = next(path for path in drawn.iter(f"{SVG}path") if path.get("stroke") == color)
    return list(lines_of(path.get("d", "")))


def image(drawn: ET.Element) -> ET.Element:
    """Return the image of counts; the last is that of the color bar."""
    return next(drawn.iter(f"{SVG}image"))


RUN = """
import sys
from rfcalc.cli import main
code = main(sys.argv[1:])
heavy = {"matplotlib", "numpy", "PIL", "rich"} & set(sys.modules)
sys.exit(f"loaded {heavy}" if heavy else code)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "map five.yaml",
        "map five.yaml --all-layers",
        "map five.yaml --remedy",
        "growth five.yaml",
        "growth five.yaml five.yaml",
    ],
)
def test_a_picture_as_svg_loads_no_library_and_has_the_same_bytes_in_every_process(
    words: str, tmp_path: object
) -> None:
    folder = os.fspath(tmp_path)  # type: ignore[call-overload]
    with open(f"{folder}/five.yaml", "w", encoding="utf-8") as file:
        file.write("input: 9\nlayers: [{a: [3, 1, 1]}, {b: [3, 2, 1]}]")
    written = []
    for seed in "12":
        command = [sys.executable, "-c", RUN, *words.split(), "-o", f"{seed}.svg"]
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        subprocess.run(command, check=True, cwd=folder, env=environment)
        with open(f"{folder}/{seed}.svg", "rb") as file:
            written.append(file.read())
    assert written[0] == written[1]
    assert written[0].startswith(b"<svg xmlns=")


ANSWERS = {
    "map": [mapped(STRIDED)],
    "line": [mapped(LINE)],
    "clip": [mapped(CLIP)],
    "unknown": [rfcalc.map(rfcalc.loads("layers: [{a: [3]}]"), unclipped=True)],
    "strip": list(maps_of(rfcalc.loads(STRIDED))),
    "pair": [map_pair(rfcalc.loads(CLIP), None, None)],
    "growth": [GROWTHS["one"]],
    "growths": [GROWTHS["one"], GROWTHS["one"]],
}


@pytest.mark.parametrize("answers", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("look", [Look(), Look(log=True, near=True), Look(bare=True)], ids=["usual", "near", "bare"])
def test_a_picture_is_elements_and_attributes_alone(answers: list[Answer], look: Look) -> None:
    written = svg(answers, look=look)
    drawn = parsed(written)

    assert {element.tag.removeprefix(SVG) for element in drawn.iter()} <= {
        *("svg", "title", "desc", "rect", "path", "circle", "text", "image")
    }
    assert not {name for element in drawn.iter() for name in element.attrib} & {"id", "class", "style", "onload"}
    assert [part.tag for part in drawn][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert all((part.text or "").strip() for part in drawn[:2])
    assert not re.search(r"-0\b(?!\.)|nan|inf|\de[-+]\d+[ \"]", re.sub(r'href="[^"]*"|>[^<]*<', "", written))


@pytest.mark.parametrize("answers", ANSWERS.values(), ids=ANSWERS)
def test_no_text_is_cut_at_the_edges_of_a_picture(answers: list[Answer]) -> None:
    drawn = drawing(answers)
    texts = [shape for shape in drawn.shapes if isinstance(shape, Text)]

    assert texts
    for text in texts:
        wide = width_of(text.text, text.size) / 72
        start = {"left": 0.0, "middle": wide / 2, "right": wide}[text.stands]
        along, room = (-text.at[1], 0.0) if text.upwards else (text.at[0], drawn.width)
        assert (-drawn.height if text.upwards else 0) <= along - start, text
        assert along - start + wide <= room, text
        assert text.at[1] - text.size / 100 * (not text.upwards) > 0, text
        assert text.at[1] <= drawn.height, text


@pytest.mark.parametrize("name", ["名前" * 60, "W" * 200, "a b " * 80])
def test_long_names_and_wide_letters_are_not_cut(name: str) -> None:
    report = mapped(STRIDED)._replace(layer=name, network=name)
    growth = GROWTHS["one"]._replace(
        network=name, rows=tuple([row._replace(layer=name) for row in GROWTHS["one"].rows]), left_out=3
    )
    several: list[list[Answer]] = [[report], [report, report], [growth], [growth, growth]]
    for answers in several:
        test_no_text_is_cut_at_the_edges_of_a_picture(answers)


def test_names_of_layers_and_networks_are_told_whole() -> None:
    name = "features.denseblock4.denselayer32.attention.conv2.depthwise"
    report, growth = mapped(STRIDED)._replace(layer=name, network=name), GROWTHS["one"]
    grown = growth._replace(network=name, rows=tuple([row._replace(layer=name) for row in growth.rows]))
    for answers in ([report], [report, report], [grown]):
        drawn = drawing(answers)
        assert name in "".join([shape.text for shape in drawn.shapes if isinstance(shape, Text)])
        assert "…" not in svg(answers)


@pytest.mark.parametrize("log", [False, True])
def test_each_pixel_of_the_image_has_the_color_of_its_count(*, log: bool) -> None:
    report = mapped(STRIDED, "last")
    assert report.counts
    dots = dots_of(image(root([report], Look(log=log))).get("href", ""))
    colors = heat()

    assert report.counts.rows[0] == [1, 0, 2, 0, 3, 0, 2, 0, 1]
    assert [[dot is None for dot in row] for row in dots] == [
        [not count for count in row] for row in report.counts.rows
    ]
    by_count = {count: dot for row, line in zip(report.counts.rows, dots) for count, dot in zip(row, line) if dot}
    assert by_count[9] == colors[-1] == (252, 253, 191)
    shares = {1: 1 / 9, 2: 2 / 9, 3: 3 / 9, 4: 4 / 9, 6: 6 / 9}
    if not log:
        assert {count: by_count[count] for count in shares} == {
            count: colors[int(share * LEVELS)] for count, share in shares.items()
        }
    assert [colors.index(by_count[count]) for count in sorted(by_count)] == sorted(
        colors.index(by_count[count]) for count in by_count
    )


@pytest.mark.parametrize("layer", ["down", "wide", "last"])
def test_the_image_lies_over_what_counts_and_the_dashed_line_around_the_box(layer: str) -> None:
    report = mapped(STRIDED, layer)
    drawn = root([report])
    place = [float(image(drawn).get(name, "")) for name in ("x", "y", "width", "height")]
    assert report.form.counted
    assert report.form.box
    (top, bottom), (left, right) = report.form.counted
    each = place[2] / (right - left)

    assert place[3] / (bottom - top) == pytest.approx(each)
    (first, end), (left_edge, right_edge) = report.form.box
    upper, lower = (place[1] + (edge - top) * each for edge in (first, end))
    before, after = (place[0] + (edge - left) * each for edge in (left_edge, right_edge))
    dashed = [number for line in strokes(drawn, BOX) for point in line for number in point]
    level = [before, upper, after, upper, before, lower, after, lower]
    upright = [before, upper, before, lower, after, upper, after, lower]
    assert dashed == pytest.approx([*level, *upright], abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(("network", "layer"), [("vgg16", "conv4_1"), ("alexnet", "conv3"), ("lenet5", None)])
def test_the_line_around_the_effective_field_parts_its_pixels_from_the_others(network: str, layer: str | None) -> None:
    report = rfcalc.map(network, layer)
    (plane,) = report.planes
    drawn = root([report])
    held = image(drawn)
    left, top, width = (float(held.get(name, "")) for name in ("x", "y", "width"))
    each = width / len(plane.rows[0])
    upright = [line for line in strokes(drawn, RIM) if line[0][0] == line[1][0]]
    for y, marked in enumerate(plane.effective):
        middle = top + (y + 0.5) * each
        crossed = sorted(x for (x, first), (_, end) in upright if first < middle < end)
        inside = [sum(x < left + (at + 0.5) * each for x in crossed) % 2 == 1 for at in range(len(marked))]
        assert inside == marked


def test_bars_are_as_high_as_their_counts() -> None:
    report = mapped(LINE)
    drawn = root([report])
    areas = [path for path in drawn.iter(f"{SVG}path") if path.get("shape-rendering") == "crispEdges"]
    bars = sorted(line for path in areas for line in lines_of(path.get("d", "")))

    assert report.counts
    assert report.counts.rows == [1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1]
    assert len(bars) == 3, "neighbors of equal height are one bar"
    wide = bars[0][1][0] - bars[0][0][0]
    assert [bar[1][0] - bar[0][0] for bar in bars] == pytest.approx([wide] * 3, abs=0.02)
    assert len({bar[0][1] for bar in bars}) == len({bar[2][1] for bar in bars}) == 1
    assert {path.get("fill") for path in areas} == {"#fcfdbf"}


def test_no_bar_is_too_thin_to_be_seen_and_the_largest_of_its_pixels_is_told() -> None:
    report = mapped("input: [9000]\nlayers: [{a: [3, 2]}, {b: [400, 1]}]")
    areas = [path for path in root([report]).iter(f"{SVG}path") if path.get("shape-rendering") == "crispEdges"]
    bars = [line for path in areas for line in lines_of(path.get("d", ""))]

    assert all(bar[1][0] - bar[0][0] >= 0.99 for bar in bars)
    assert len(bars) < 100, "rows of ones and twos become bars of twos"


@pytest.mark.slow
@pytest.mark.parametrize(
    "answers",
    [
        lambda: [rfcalc.map("resnet50", "layer4")],
        lambda: [rfcalc.map("vgg16", "conv5_3")],
        pytest.param(lambda: [map_pair(rfcalc.load("resnet18"), "layer4", None)], marks=pytest.mark.traced),
        lambda: list(maps_of(rfcalc.load("resnet50"))),
        lambda: [rfcalc.map("wavenet")],
        lambda: [rfcalc.growth(name) for name in ("alexnet", "vgg16", "resnet50")],
    ],
    ids=["grid", "chain", "pair", "strip", "line", "growths"],
)
def test_pictures_of_usual_networks_take_sixty_kilobytes_at_most(answers: object) -> None:
    assert len(svg(answers()).encode()) <= 60_000  # type: ignore[operator]


@pytest.mark.slow
def test_many_images_are_coarser_and_those_of_few_pixels_keep_them() -> None:
    """Sixteen images of 100 cells on 100 dots, whose noise nothing compresses, are too much; one of 7 is not."""
    rows: list[list[int | None]] = [
        [(7 * x * x + 13 * x * y + 29 * y * y) % LEVELS for x in range(100)] for y in range(100)
    ]
    small = [row[:7] for row in rows[:7]]
    few = Heat((0, 0), (1, 1), small)
    many = [Heat((at, 1), (1, 1), rows) for at in range(16)]
    alone, all_of_them = (written(Drawing(16, 2, "", "", tuple(shapes))) for shapes in ([many[0]], [few, *many]))
    assert len(all_of_them) <= 60_000
    assert f'href="{embedded(rows)}"' in alone
    assert [path.get("width") for path in parsed(all_of_them).iter(f"{SVG}image")] == ["100"] * 17
    coarse = next(
        steps for steps in (4, 8) if embedded([[_middle(at, steps) for at in row] for row in small]) in all_of_them
    )
    assert embedded([[_middle(at, coarse) for at in row] for row in rows]) not in all_of_them


def test_a_picture_that_is_too_large_for_its_words_alone_is_drawn_all_the_same() -> None:
    cells: list[list[int | None]] = [[0, 1], [2, 3]]
    drawn = parsed(written(Drawing(1, 1, "", "", tuple([Heat((at, 0), (1, 1), cells) for at in range(250)]))))
    assert len(list(drawn.iter(f"{SVG}image"))) == 250


def _middle(level: int | None, steps: int) -> int | None:
    return None if level is None else level // steps * steps + steps // 2


@pytest.mark.slow
def test_an_image_larger_than_its_place_shows_the_largest_of_each_block() -> None:
    wide = rfcalc.map(rfcalc.loads("input: [8, 4000]\nlayers: [{a: [[3, 3000], 1, 0]}]"), "a", (3, 500))
    held = image(root([wide]))
    dots = dots_of(held.get("href", ""))

    assert len(dots[0]) <= float(held.get("width", "")) * 1.5
    assert held.get("image-rendering") is None or len(dots[0]) <= float(held.get("width", ""))
    assert all(dot is not None for row in dots for dot in row)


def test_names_are_inert() -> None:
    name = "</text><script>alert(1)</script>&\"'"
    written = svg([mapped(STRIDED)._replace(layer=name, network=name)])

    assert "<script" not in written
    assert any(name in (text.text or "") for text in parsed(written).iter(f"{SVG}text"))


def test_what_is_said_aloud_has_the_numbers_of_the_map() -> None:
    (title, words) = root([MAPS["five"]])[:2]

    assert title.text
    assert title.text.startswith("conv (")
    assert words.text
    assert words.text.startswith("Input ")
    assert "rf: " in words.text


ROWS = st.integers(1, 9).flatmap(
    lambda wide: st.lists(
        st.lists(st.none() | st.integers(0, LEVELS - 1), min_size=wide, max_size=wide), min_size=1, max_size=9
    )
)


@pytest.mark.slow
@given(ROWS)
def test_an_image_of_counts_has_the_color_of_each_and_nothing_where_there_is_none(rows: list[list[int | None]]) -> None:
    colors = heat()

    assert dots_of(embedded(rows)) == [[None if level is None else colors[level] for level in row] for row in rows]


MASKS = st.integers(1, 7).flatmap(
    lambda wide: st.lists(st.lists(st.booleans(), min_size=wide, max_size=wide), min_size=1, max_size=7)
)


@pytest.mark.slow
@given(MASKS, st.integers(-9, 9), st.integers(-9, 9))
def test_an_outline_lies_between_each_two_pixels_that_differ_and_nowhere_else(
    mask: list[list[bool]], top: int, left: int
) -> None:
    wide = len(mask[0])
    spans = ((top, top + len(mask)), (left, left + wide))
    lines = outline(mask, spans)
    pieces = [
        ((x, y), (x + (1 if level else 0), y + (0 if level else 1)))
        for (first, upper), (end, lower) in lines
        for level in [upper == lower]
        for x, y in ([(x, upper) for x in range(first, end)] if level else [(first, y) for y in range(upper, lower)])
    ]
    inside = {(left + x, top + y) for y, row in enumerate(mask) for x, true in enumerate(row) if true}
    expected = {
        piece
        for x in range(left, left + wide + 1)
        for y in range(top, top + len(mask) + 1)
        for piece, one, other in (
            (((x, y), (x + 1, y)), (x, y - 1), (x, y)),
            (((x, y), (x, y + 1)), (x - 1, y), (x, y)),
        )
        if (one in inside) != (other in inside)
    }
    assert len(pieces) == len(set(pieces))
    assert set(pieces) == expected


PLACES = st.floats(-20, 20, allow_nan=False)


@pytest.mark.slow
@given(
    strokes=st.lists(st.lists(st.tuples(PLACES, PLACES), min_size=2, max_size=5), min_size=1, max_size=4),
    closed=st.booleans(),
)
def test_points_of_a_path_are_where_they_were_said_to_be(
    strokes: list[list[tuple[float, float]]], *, closed: bool
) -> None:
    shape = Area(strokes, "#000000") if closed else Lines(strokes, "#000000", 1)
    drawn = parsed(written(Drawing(8, 5, "title", "about", (shape,))))
    read = [number for line in lines_of(drawn[3].get("d", "")) for point in line for number in point]

    assert read == pytest.approx([place * DOT for line in strokes for point in line for place in point], abs=0.0101)


def test_where_no_answer_is_there_nothing_is_drawn() -> None:
    with pytest.raises(RfcalcError, match="--output: no path leads to any of the features; there is nothing to draw"):
        render([], "svg")
