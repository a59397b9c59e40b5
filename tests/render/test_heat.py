"""A heat map shows where the counts are, wherever the box lies and whatever the screen can show."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.analysis.effective import RIM
from rfcalc.analysis.paths import PathCounts
from rfcalc.page.spelling import quotient
from rfcalc.render import render
from rfcalc.render.chars.overlay import Cells, cells_of
from rfcalc.render.chars.ramp import (
    ASCII,
    BOX,
    CENTER,
    ERF,
    EXACT,
    FEW_RAMP,
    IMAGE,
    INFERNO,
    MANY_MARKS,
    MANY_RAMP,
    UNICODE,
    Shades,
    ramp_color,
)
from rfcalc.render.raster import Grain, fitted, view_of
from rfcalc.render.values import Look, Screen

from .forms import MAPS

if TYPE_CHECKING:
    from rfcalc.reports.forms import Map

TRUECOLOR = 2**24
SGR = re.compile(r"\x1b\[([0-9;]*)m")
NETWORKS = {
    "3x3": "input: 15\nlayers: [{name: conv, type: conv, kernel: 3, padding: 1}]",
    "7x7": "input: 224\nlayers: [{name: conv1, type: conv, kernel: 7, stride: 2, padding: 3}]",
    "holes": "input: 14\nlayers:\n"
    "  - {name: down, type: conv, kernel: 1, stride: 2}\n  - {name: conv, type: conv, kernel: 3, padding: 1}",
    "corner": "input: 6\nlayers: [{name: conv, type: conv, kernel: 5, padding: 2}]",
    "long": "input: [1, 300]\nlayers: [{name: conv, type: conv, kernel: [1, 200], padding: [0, 100]}]",
    "line": "input: [400]\nlayers:\n"
    "  - {name: a, type: conv, kernel: 9, padding: 4}\n  - {name: b, type: conv, kernel: 9, padding: 4}",
    "volume": "input: [9, 9, 9]\nlayers:\n"
    "  - {name: a, type: conv, kernel: 3, padding: 1}\n  - {name: b, type: conv, kernel: 3, padding: 1}",
    "any": "layers: [{name: conv, type: conv, kernel: 3, padding: 1}]",
    "gap": "input: 4\nlayers: [{name: up, type: conv_transpose, kernel: 1, stride: 2}]",
}
SCREENS = {
    "truecolor": (True, True, TRUECOLOR),
    "256": (True, True, 256),
    "16": (True, True, 16),
    "ascii in color": (True, False, TRUECOLOR),
    "unicode": (False, True, 16),
    "ascii": (False, False, 16),
}


@lru_cache
def network(name: str) -> rfcalc.Network:
    return rfcalc.loads(f"name: {name}\n{NETWORKS[name]}") if name in NETWORKS else rfcalc.load(name)


@lru_cache
def map_of(
    name: str,
    layer: str | None = None,
    index: tuple[int, ...] | None = None,
    weights: str = "uniform",
    *,
    unclipped: bool = False,
) -> Map:
    return rfcalc.map(network(name), layer, index, weights, unclipped=unclipped)


def vgg() -> Map:
    return map_of("vgg16", "conv5_3", (7, 7))


def drawn(
    report: Map,
    width: int | None = 80,
    height: int | None = 24,
    kind: str = "unicode",
    *,
    logarithmic: bool = False,
) -> list[str]:
    color, unicode, palette = SCREENS[kind]
    screen = Screen(width, color, unicode, height, palette)
    return render([report], "table", screen, look=Look(log=logarithmic)).splitlines()


def plain(text: str) -> str:
    return SGR.sub("", text)


def cells(report: Map, rows: int = 40, columns: int = 40, ratio: int = 1, *, logarithmic: bool = False) -> Cells:
    plane = report.planes[0]
    return cells_of(report, plane, view_of(report, plane, (rows, columns), ratio), logarithmic=logarithmic)


def places(shown: Cells, kind: str) -> set[tuple[int, int]]:
    return {at for at, mark in shown.marks.items() if mark[0] == kind}


def pixel_colors(line: str) -> list[tuple[str, str]]:
    """Return for each character of a line the colors of its upper and its lower half, "" for the background."""
    found = []
    front = back = ""
    for code, letter in re.findall(r"\x1b\[([0-9;]*)m|(.)", line):
        if letter:
            found.append((front, back) if letter == "▀" else ("", front) if letter == "▄" else ("", ""))
        elif code in {"", "0"}:
            front = back = ""
        else:
            parts = re.findall(r"([34])8;(2;\d+;\d+;\d+|5;\d+)", code)
            front, back = dict(parts).get("3", ""), dict(parts).get("4", "")
    return found


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("name", ["3x3", "7x7", "holes", "vgg"])
def test_an_even_field_is_drawn_even(name: str, ratio: int) -> None:
    # Rows that stand for two pixels each cannot lie evenly around an odd number of them: then the field is magnified.
    shown = cells(vgg() if name == "vgg" else map_of(name), 40, 80, ratio)
    shares = shown.scaled.shares
    assert shares == shares[::-1]
    assert shares == [line[::-1] for line in shares]
    size = (len(shares), len(shares[0]))
    for kind in (BOX, ERF, CENTER):
        own = places(shown, kind) - (places(shown, BOX) if name == "vgg" else set())
        assert own == {(size[0] - 1 - row, size[1] - 1 - column) for row, column in own}


@pytest.mark.parametrize("name", ["3x3", "7x7", "holes", "vgg"])
def test_the_center_is_marked_in_the_middle_of_the_box(name: str) -> None:
    shown = cells(vgg() if name == "vgg" else map_of(name))
    box = places(shown, BOX)
    for axis in (0, 1):
        middle = [at[axis] for at in places(shown, CENTER)]
        ends = [at[axis] for at in box]
        assert min(middle) + max(middle) == min(ends) + max(ends)
    assert len(places(shown, CENTER)) in {1, 4, 5}


def test_a_grain_is_a_whole_number_of_cells_or_of_pixels() -> None:
    box = ((0, 7), (0, 7))
    assert fitted(box, (9, 9), (100, 100), 1)[0].grain == Grain(8, 1)
    assert [along.grain for along in fitted(box, (9, 9), (100, 100), 2)] == [Grain(4, 1), Grain(8, 1)]
    assert [along.grain for along in fitted(box, (9, 9), (16, 16), 2)] == [Grain(1, 2), Grain(1, 1)]
    assert [along.grain for along in fitted(box, (9, 9), (100, 10), 1)] == [Grain(1, 3)] * 2
    assert [along.cells for along in fitted(((0, 1), (0, 10**6)), (1, 10**6), (0, 30), 1)] == [3, 30]


def test_a_cell_of_several_pixels_counts_their_mean() -> None:
    shown = cells(vgg(), 38, 38)
    counts = vgg().counts
    assert counts is not None
    around = [row[90:106] for row in counts.rows[90:106]]  # the middle of 196
    total, parts = shown.scaled.ends.peak
    assert parts == 49
    assert max(map(max, around)) > total / parts > min(map(min, around))
    assert max(share or 0 for line in shown.scaled.shares for share in line) == 1


def test_a_grid_is_seen_in_means() -> None:
    shares = cells(map_of("resnet50"), 94, 94).scaled.shares
    row = [share or 0 for share in shares[len(shares) // 2]]
    middle = row[row.index(max(row)) - 5 :][:10]
    steps = [after > before for before, after in pairwise(middle)]
    assert sum(one != other for one, other in pairwise(steps)) >= 4, "not only up and then down"


def test_pixels_that_the_image_does_not_have_are_not_averaged() -> None:
    shown = cells(map_of("long"), 20, 30)
    (row,) = [line for line in shown.scaled.shares if any(line)]
    inside = [share for share in row if share]
    assert set(inside[1:-1]) == {1}, "each cell is an image of one row"
    assert shown.scaled.ends.peak[0] == shown.scaled.ends.peak[1] > 1


def test_the_contour_lies_around_the_peak_and_leaves_out_what_hardly_counts() -> None:
    report = vgg()
    assert report.form.erf is not None
    shown = cells(report, 64, 64)
    shares = shown.scaled.shares
    rim = places(shown, ERF)
    peak = max((share or 0, row, column) for row, line in enumerate(shares) for column, share in enumerate(line))[1:]
    for axis in (0, 1):
        along = [at[axis] for at in rim if at[1 - axis] == peak[1 - axis]]
        assert len(along) == 2
        assert along[0] < peak[axis] < along[1] or along[1] < peak[axis] < along[0]
    assert all(RIM[0] / RIM[1] / 2 < (shares[row][column] or 0) < 0.15 for row, column in rim)
    span = max(at[0] for at in rim) - min(at[0] for at in rim) + 1
    pixels = shown.scaled.ends.peak[1] ** 0.5
    assert abs(span * pixels - report.form.erf * 2 / 3.14159**0.5) < 2 * pixels, "the diameter of a disk of that area"


def test_there_is_no_contour_where_all_pixels_count_enough() -> None:
    for name in ("3x3", "7x7", "holes"):
        assert not places(cells(map_of(name)), ERF)
        assert "erf" not in " ".join(drawn(map_of(name))[-3:])


def test_holes_are_seen_between_pixels() -> None:
    shares = cells(map_of("holes")).scaled.shares
    field = [line[8:-8] for line in shares if any(line)]
    assert [bool(share) for share in field[0][::4]] == [True, False, True, False, True] * (len(field[0]) // 20)
    lines = drawn(map_of("holes"), kind="ascii")
    assert any(re.search(r"\|@+( +)@+\1@+\|", line) for line in lines)


def test_the_border_of_the_image_is_drawn_where_it_is_in_view() -> None:
    assert not places(cells(map_of("7x7")), IMAGE)
    assert not any("╔═ image" in line for line in drawn(map_of("7x7")))
    shown = cells(map_of("corner", index=(0, 0)))
    border, box = places(shown, IMAGE), places(shown, BOX)
    last = len(shown.scaled.shares) - 1
    top = min(at[0] for at in border)
    assert min(at[0] for at in box) < top, "the padding lies above the image"
    field = [row for row, line in enumerate(shown.scaled.shares) if any(line)]
    assert top == field[0] - 1
    assert {(top, last), (last, top)} <= border, "it goes on to the right and down"
    assert not {at for at in border if last in at and min(at) != top}, "and ends out of view"
    assert any("╔═ image" in line for line in drawn(map_of("corner", index=(0, 0))))


def test_where_box_and_border_are_one_both_are_seen() -> None:
    whole = rfcalc.map(rfcalc.loads("name: W\ninput: 7\nlayers: [{name: w, type: conv, kernel: 7}]"), "w", (0, 0))
    both = cells(whole)
    around = places(both, BOX) | places(both, IMAGE)
    assert len(around) == 4 * (7 * 3 + 1)
    assert min(len(places(both, BOX)), len(places(both, IMAGE))) > 30
    text = "\n".join(drawn(whole))
    assert "┌─ box" in text
    assert "╔═ image" in text


def test_an_unclipped_field_goes_on_beyond_the_border() -> None:
    shown = cells(map_of("corner", index=(0, 0), unclipped=True))
    assert {share for line in shown.scaled.shares for share in line} == {None, 1}
    assert places(shown, IMAGE)
    lines = drawn(map_of("corner", index=(0, 0), unclipped=True))
    assert lines[0] == "conv (0, 0) of corner: 25 paths from 25 pixels"
    assert "as if image and maps had no borders" in lines[1]
    assert not places(cells(map_of("any", unclipped=True)), IMAGE), "there is no border of an image of any size"


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(40, 12), (60, 20), (80, 24), (100, 12), (132, 43), (200, 60)])
@pytest.mark.parametrize("kind", SCREENS)
def test_a_map_fits_the_screen(kind: str, width: int, height: int) -> None:
    for report in (
        vgg(),
        map_of("resnet50"),
        map_of("7x7"),
        map_of("holes"),
        map_of("line"),
        map_of("volume"),
        map_of("long"),
    ):
        lines = [plain(line) for line in drawn(report, width, height, kind)]
        assert max(map(len, lines)) <= width
        assert len(lines) <= height - 2, "with the prompt's"
        assert len(lines) >= 6


def test_numbers_stand_beside_the_picture_where_there_is_room_and_else_below() -> None:
    wide, narrow = drawn(vgg(), 80, 24), drawn(vgg(), 40, 60)
    assert re.fullmatch(r".{20,}  rf +196", wide[2])
    assert [line for line in narrow if re.fullmatch(r"rf +196", line)]
    assert narrow[-1] == "shift_mass    0"
    assert re.fullmatch(r"\d+ more numbers in a larger window", drawn(vgg(), 40, 14)[-1])


def test_a_screen_of_unknown_size_shows_a_small_picture_and_all_numbers() -> None:
    lines = drawn(vgg(), None, None)
    assert max(map(len, lines)) <= 100
    assert len(lines) < 60
    assert "\n".join(lines).count("650717652052224") == 2


@pytest.mark.parametrize("kind", ["unicode", "ascii"])
def test_without_color_there_are_no_escape_codes(kind: str) -> None:
    text = "\n".join(drawn(vgg(), kind=kind))
    assert "\x1b" not in text
    assert text.isascii() == (kind == "ascii")
    assert {"ascii": "XX", "unicode": "┼┼"}[kind] in text


@pytest.mark.parametrize("kind", ["truecolor", "256"])
def test_a_pixel_has_the_color_of_its_count(kind: str) -> None:
    lines = [pixel_colors(line)[:34] for line in drawn(vgg(), kind=kind)[2:20]]
    seen = {color for line in lines for pair in line for color in pair}
    ramp = [f"2;{';'.join(map(str, color))}" for color in INFERNO]
    first, *others, last = ramp if kind == "truecolor" else [f"5;{each}" for each in MANY_RAMP]
    marks = EXACT if kind == "truecolor" else MANY_MARKS
    assert {"", first, *marks.values()} <= seen
    assert lines[1][1:-1] == [("", "")] * 32, "outside the box nothing counts"
    flat = [pixel_colors(line) for line in drawn(map_of("7x7"), kind=kind)[2:20]]
    told = {color for line in flat for pair in line[:34] for color in pair}
    assert told == {"", last, marks[BOX], marks[CENTER]}, "all pixels count as much as the most"
    assert not told & {first, *others}


def test_the_peak_is_brightest_and_all_around_it_fades() -> None:
    shares = cells(vgg()).scaled.shares
    middle = [share for share in shares[len(shares) // 2] if share]
    half = len(middle) // 2
    assert middle[half] == 1
    assert middle[:half] == sorted(middle[:half])
    assert middle[half:] == sorted(middle[half:], reverse=True)


def test_every_line_ends_with_the_colors_of_the_terminal() -> None:
    for line in drawn(vgg(), kind="truecolor"):
        codes = SGR.findall(line)
        assert codes[1::2] == ["0"] * (len(codes) // 2)


def test_sixteen_colors_are_those_of_the_user() -> None:
    text = "\n".join(drawn(vgg(), kind="16"))
    assert "38;" not in text
    assert all(f"\x1b[{code}m" in text for code in FEW_RAMP)
    assert plain(text) == "\n".join(drawn(vgg(), kind="unicode"))
    assert plain("\n".join(drawn(vgg(), kind="ascii in color"))) == "\n".join(drawn(vgg(), kind="ascii"))


def test_ramps_go_from_faint_to_strong() -> None:
    # Relative luminance of sRGB colors, rising evenly enough for no step to look like its neighbor.
    ramp_color.cache_clear()
    colors = [ramp_color(at / 63) for at in range(64)]
    lights = [0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2 for r, g, b in colors]
    assert lights == sorted(lights)
    assert (colors[0], colors[-1]) == (INFERNO[0], INFERNO[-1])
    for shades, ramp in ((Shades(0, unicode=True), UNICODE), (Shades(0, unicode=False), ASCII)):
        assert (shades.character(1e-300), shades.character(1)) == (ramp[0], ramp[-1])
        assert (shades.color(1), shades.mark(BOX)) == ("", "")


def test_marks_do_not_look_like_counts() -> None:
    letters = set("┌─┐│└┘╔═╗║╚╝┼+-|!~oX ")
    assert not letters & {*UNICODE, *ASCII}


def test_a_logarithmic_scale_shows_the_rim() -> None:
    linear, logarithmic = cells(vgg()), cells(vgg(), logarithmic=True)
    corner = min(places(linear, BOX))
    inside = (corner[0] + 6, corner[1] + 6)
    values = [each.scaled.shares[inside[0]][inside[1]] for each in (linear, logarithmic)]
    assert values[0] is not None
    assert values[1] is not None
    assert values[0] < 0.01
    assert values[1] > 0.3
    assert values[1] == pytest.approx(1 - log(values[0]) / log(logarithmic.scaled.ends.lowest))
    assert linear.scaled.ends.lowest == 0 < logarithmic.scaled.ends.lowest
    assert any(re.search(r"e-\d+ .* 1 = 1\.\d+e11, log", line) for line in drawn(vgg(), logarithmic=True))
    assert {share for line in cells(map_of("7x7"), logarithmic=True).scaled.shares for share in line} == {None, 1}


def test_counts_of_any_number_of_digits_are_drawn() -> None:
    report = vgg()._replace(
        counts=PathCounts((22, 22), [[1, 10**900], [0, 10**450]]),
        form=vgg().form._replace(counted=((22, 24), (22, 24)), largest=10**900, paths=10**900),
    )
    for logarithmic, faint in ((False, 1e-300), (True, 0)):
        shares = cells(report, logarithmic=logarithmic).scaled.shares
        assert {share for line in shares for share in line} == {None, faint, 1}
    assert drawn(report)[0].startswith("conv5_3 (7, 7) of VGG16: 1.00e900 paths")


def test_axes_that_differ_are_told_one_by_one_and_x_first() -> None:
    lines = "\n".join(drawn(map_of("long", index=(0, 0)), 100, 30))
    assert re.search(r"rf +x 200, y 1", lines)
    assert re.search(r"box +x \[-100, 100\), y \[0, 1\)", lines)


def test_a_line_of_pixels_is_drawn_as_bars() -> None:
    lines = drawn(map_of("line"), 80, 24)
    tops = [re.sub(r" {4,}[a-z].*", "", line) for line in lines[2:14]]
    heights = [sum(column < len(line) and line[column] != " " for line in tops) for column in range(40)]
    field = heights[min(at for at, height in enumerate(heights) if height) :]
    field = field[: max(at for at, height in enumerate(field) if height) + 1]
    assert field == field[::-1]
    assert max(field) == 12
    assert [word for line in lines[14:18] for word in re.findall(r"[─┼]+┤? +(\w+)", line)] == ["box", "erf", "center"]
    assert "mean of" not in "\n".join(lines)
    ends = drawn(map_of("line", index=(0,)), 80, 24, "ascii")
    assert any(re.search(r"\|-+  input", line) for line in ends), "the border on the left is in view, not the other"
    assert "a column is the mean of" in "\n".join(drawn(map_of("wavenet"), 80, 24))
    assert not any(line.split(" rf")[0].endswith("image") for line in drawn(MAPS["wave"], 30, 40)[4:])


def test_three_axes_are_added_up_along_the_first() -> None:
    lines = drawn(map_of("volume"), 80, 24)
    assert lines[1] == "Every tap counts one path. Drawn are the sums along z."
    shown = cells(map_of("volume"))
    counts = map_of("volume").counts
    assert counts is not None
    assert shown.scaled.ends.peak == (sum(plane[2][2] for plane in counts.rows), 1)
    assert "conv" not in lines[0]


def test_mean_weights_are_told_and_drawn_alike() -> None:
    report = map_of("7x7", weights="mean")
    lines = drawn(report)
    assert lines[0] == "conv1 (56, 56) of 7x7: paths that weigh 1 from 49 pixels"
    assert lines[1] == "The taps of a window share one path."
    assert re.search(r"largest +0\.0204", "\n".join(lines))
    assert "█ 0.0204, linear" in "\n".join(lines)
    assert cells(report).scaled.shares == cells(map_of("7x7")).scaled.shares


@pytest.mark.parametrize(
    ("total", "parts", "words"),
    [(1, 3, "0.333"), (7, 1, "7"), (11, 2, "5.5"), (1000, 7, "142"), (10**12, 7, "1.43e11")],
)
def test_a_mean_is_told_by_its_first_digits(total: int, parts: int, words: str) -> None:
    assert quotient(total, parts) == words


def test_a_feature_without_paths_is_a_sentence() -> None:
    report = map_of("gap", "up", (1, 1))
    assert drawn(report) == ["up (1, 1) of gap: no path leads to it from any pixel", "Every tap counts one path."]
    assert render([report], "table").splitlines() == drawn(report)
    assert drawn(MAPS["gap"], 20, 24)[1] == "no path leads to it from any pixel"


def test_plain_text_has_every_number_and_a_small_picture() -> None:
    text = render([vgg()], "table")
    assert text.isascii()
    lines = text.splitlines()
    assert lines[0] == "conv5_3 (7, 7) of VGG16: 650717652052224 paths from 38416 pixels"
    assert lines[3].split() == ["rf", "196"]
    first = lines.index("", 4)
    assert max(map(len, lines[first:])) <= 64
    assert "+- box   !~ image   o erf   X center" in text
    assert render([vgg()], "table", look=Look(log=True)) != text


def test_numbers_that_are_not_known_are_left_out() -> None:
    lines = render([MAPS["volume"]], "table").splitlines()
    told = [line.split("  ")[0] for line in lines[3 : lines.index("", 3)]]
    assert told == ["rf", "box", "counted", "pixels", "holes", "paths", "largest"]
