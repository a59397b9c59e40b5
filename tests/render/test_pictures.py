"""Pictures and arrays say what the counts are: decoded again, and looked at where something must be."""

import io
import struct
import sys
from collections.abc import Callable
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.image import imread

import rfcalc
from rfcalc.analysis.paths import PathCounts
from rfcalc.api import maps as maps_of
from rfcalc.data.extras import extra
from rfcalc.errors import RfcalcError
from rfcalc.render.figures import array as array_file
from rfcalc.render.figures import picture, svg
from rfcalc.render.figures.pixels import Scale, outline, reduced, smoothed
from rfcalc.render.figures.style import DPI, IMAGE
from rfcalc.render.figures.words import ticks_of
from rfcalc.render.values import Look
from rfcalc.reports.forms import Growth, GrowthRow, Map

from .forms import GROWTHS, MAPS

pytestmark = [pytest.mark.slow, pytest.mark.traced]

GRAY = tuple(int(IMAGE[at : at + 2], 16) for at in (1, 3, 5))
WHITE, LIGHT, DARK = (255, 255, 255), (252, 253, 191), (0, 0, 4)  # the last two are the ends of the colors
PANEL = (160, 124)  # dots of the upper left corner of an image's panel

STRIDED = """
input: 14
layers:
  - {name: down, type: conv, kernel: 1, stride: 2}
  - {name: wide, type: conv, kernel: 3, padding: 1}
  - {name: last, type: conv, kernel: 3, padding: 1}
"""
LINE = """
input: [40]
layers:
  - {name: a, type: conv, kernel: 3, stride: 4}
  - {name: b, type: conv, kernel: 3}
"""
CLIP = """
input: [6, 20, 20]
layers:
  - {name: a, type: conv, kernel: [3, 5, 7]}
  - {name: b, type: conv, kernel: [1, 5, 5], stride: [1, 2, 2]}
"""
GAP = """
input: 8
layers:
  - {name: seen, type: conv, kernel: 3}
  - {name: gap, type: conv_transpose, kernel: 1, stride: 2}
"""


@pytest.fixture(scope="module")
def vgg() -> Map:
    return rfcalc.map(rfcalc.load("vgg16"), "conv5_3", (7, 7))


def strided(layer: str = "last") -> Map:
    return rfcalc.map(rfcalc.loads(STRIDED, name="Strided"), layer)


def pictured(report: Map | Growth, kind: str, *, log: bool = False) -> bytes:
    return picture([report], kind, look=Look(log=log))


def vectors(report: Map | Growth, *, log: bool = False) -> str:
    return svg([report], look=Look(log=log))


def decoded(png: bytes) -> np.ndarray:
    return np.rint(imread(io.BytesIO(png), format="png")[..., :3] * 255).astype(int)


def color(dots: np.ndarray, pixel: tuple[int, int], first: tuple[int, int], each: int) -> tuple[int, ...]:
    """Return the color of a pixel, in whose panel the first pixel is another and each takes so many dots."""
    y, x = [corner + int((at - low + 0.3) * each) for corner, at, low in zip(PANEL, pixel, first)]
    return tuple(dots[y, x].tolist())


def near(color: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(one - two) for one, two in zip(color, other)) <= 6


def texts(element: str) -> list[str]:
    root = ET.fromstring(element)  # noqa: S314 - our own
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_png_is_one_of_moderate_size(vgg: Map) -> None:
    png = pictured(vgg, "png", log=False)

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert 7.5 * DPI < width < 8.5 * DPI
    assert 5 * DPI < height < 6.5 * DPI
    assert len(png) < 100_000


def test_the_brightest_dots_are_where_most_paths_begin(vgg: Map) -> None:
    dots = decoded(pictured(vgg, "png", log=False))[PANEL[0] : PANEL[0] + 4 * 242, PANEL[1] : PANEL[1] + 4 * 242]
    rows, columns = np.nonzero(np.abs(dots - LIGHT).max(axis=2) <= 6)

    # Four dots a pixel, nine pixels before the image; the peak of conv5_3 (7, 7) is at 120.
    assert abs(rows.mean() / 4 - 9 - 120) < 1
    assert abs(columns.mean() / 4 - 9 - 120) < 1


def test_pixels_that_do_not_count_have_the_color_of_the_image_and_the_fewest_paths_the_darkest(vgg: Map) -> None:
    for log in (False, True):
        dots = decoded(pictured(vgg, "png", log=log))
        assert near(color(dots, (15, 100), (-9, -9), 4), GRAY)
        assert near(color(dots, (26, 26), (-9, -9), 4), DARK) == (not log)
        assert near(color(dots, (-5, -5), (-9, -9), 4), WHITE)


@pytest.mark.parametrize("log", [False, True])
def test_holes_are_visible_between_pixels_that_count(log: bool) -> None:  # noqa: FBT001 - a parameter of the test
    report = strided()
    assert report.counts
    dots = decoded(pictured(report, "png", log=log))
    top, left = report.counts.origin
    rows = report.counts.rows
    assert rows[0] == [1, 0, 2, 0, 3, 0, 2, 0, 1]
    for y, row in enumerate(rows):
        for x, count in enumerate(row):
            seen = color(dots, (top + y, left + x), (-2, -2), 53)
            assert near(seen, GRAY) == (count == 0), (y, x)
            assert near(seen, LIGHT) == (count == 9)
    assert near(color(dots, (top, left), (-2, -2), 53), DARK) == log


def test_an_svg_is_well_formed_and_its_texts_are_texts(vgg: Map) -> None:
    said = texts(vectors(vgg, log=False))

    assert "conv5_3 (7, 7) of VGG16" in said
    assert "Input 224x224. Every tap counts one path." in said
    assert {"box, padding included", "center of mass", "center of the image", "x (px)", "y (px)"} <= set(said)
    assert {"paths from a pixel (100% = 1.37e11)", "136832668281", "650717652052224", "[22, 218)"} <= set(said)


def test_a_logarithmic_color_bar_tells_powers_of_ten(vgg: Map) -> None:
    assert {"paths from a pixel (logarithmic)", "10⁰", "10³", "10⁶", "10⁹"} <= set(texts(vectors(vgg, log=True)))


@pytest.mark.parametrize("draw", [lambda report: pictured(report, "png"), vectors], ids=["png", "svg"])
def test_pictures_are_the_same_in_every_run_whatever_the_users_style(draw: Callable[[Map], str | bytes]) -> None:
    report = strided("wide")
    once = draw(report)
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "text.parse_math": True}):
        assert draw(report) == once
        assert mpl.rcParams["font.size"] == 30


def test_a_small_field_is_shown_from_near() -> None:
    report = rfcalc.map(rfcalc.load("resnet18"), "conv1")
    dots = decoded(pictured(report, "png", log=True))

    assert report.form.counted == ((109, 116), (109, 116))
    assert near(color(dots, (109, 109), (107, 107), 88), LIGHT)
    assert near(color(dots, (108, 108), (107, 107), 88), GRAY)


def test_a_box_that_ends_little_beyond_the_image_is_shown_and_one_far_beyond_is_said_to_be_there() -> None:
    network = rfcalc.load("vgg16")
    near_by = texts(vectors(rfcalc.map(network, "conv4_3", (1, 1)), log=False))
    far = texts(vectors(rfcalc.map(rfcalc.load("resnet50"), "layer4.2.add", (3, 3)), log=False))

    assert "box, padding included" in near_by
    assert "box (beyond what is shown)" in far
    assert "effective field (> 4.55%), smoothed" in far  # a grid makes many lines


def test_without_borders_the_picture_needs_no_input_size() -> None:
    network = rfcalc.loads("layers: [{a: [3, 1, 1]}, {b: [3, 2, 1]}]")
    said = texts(vectors(rfcalc.map(network, unclipped=True), log=False))

    assert "Input size not known. Every tap counts one path, as if image and maps had no borders." in said
    assert "center of the image" not in said


def test_mean_weights_are_said_to_be_weights() -> None:
    report = rfcalc.map(rfcalc.loads(STRIDED), "wide", weights="mean")

    assert "weight of a pixel (100% = 0.111)" in texts(vectors(report, log=False))
    assert "weight of a pixel (logarithmic)" in texts(vectors(report, log=True))


def test_images_much_wider_than_high_have_the_numbers_below() -> None:
    network = rfcalc.load("vgg16", (64, 2000))
    width, height = struct.unpack(">II", pictured(rfcalc.map(network, "conv5_3"), "png", log=False)[16:24])

    assert width == 8 * DPI
    assert height < 5 * DPI


def test_one_axis_is_drawn_as_bars() -> None:
    report = rfcalc.map(rfcalc.loads(LINE, name="Line"), "b")
    dots = decoded(pictured(report, "png", log=False))
    said = texts(vectors(report, log=False))

    assert report.counts
    assert report.counts.rows == [1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1]
    assert {"b (4) of Line", "100%", "x (px)"} <= set(said)
    ((first, end),) = report.form.counted or ()
    each = 7.18 * DPI / 44  # two pixels of room around the image
    row = [dots[PANEL[0] + 200, int(PANEL[1] + (x + 2.3) * each)].tolist() for x in range(first, end)]
    assert [near(tuple(seen), LIGHT) for seen in row] == [count > 0 for count in report.counts.rows]
    assert near(tuple(row[3]), GRAY)


def test_bars_need_no_input_size() -> None:
    report = MAPS["wave"]._replace(form=MAPS["wave"].form._replace(mass=(0.5,)))

    assert "center of the image" not in texts(vectors(report, log=True))


def test_of_three_axes_the_sums_along_each_are_drawn() -> None:
    network = rfcalc.loads(CLIP, name="Clip")
    report = rfcalc.map(network)
    said = texts(vectors(report, log=False))

    assert {
        "sum along z",
        "sum along y",
        "sum along x",
        "x 11",
        "y 9",
        "z 3",
        "effective field (any pixel > 4.55%)",
    } <= set(said)
    assert "paths from a line of pixels (each: % of largest)" in said
    assert "paths from a line of pixels (logarithmic)" in texts(vectors(report, log=True))


def test_names_are_taken_literally() -> None:
    name = r"$\alpha$_1 <&> \x1b[31m 名前"
    text = f"input: 9\nlayers: [{{name: '{name}', type: conv, kernel: 3}}]".replace(r"\x1b", "")
    network = rfcalc.loads(text, name="$a_b^c$")
    report = rfcalc.map(network)._replace(layer=name.replace(r"\x1b", "\x1b"))

    assert pictured(report, "png", log=False)
    assert f"{name} (3, 3) of $a_b^c$" in texts(vectors(report, log=False))
    assert "$a_b^c$" in texts(svg([report] * 2))


def test_long_names_make_a_title_of_several_lines() -> None:
    said = texts(vectors(strided()._replace(layer="stage." * 30), log=False))

    assert next(text for text in said if "stage." in text).startswith("stage." * 10)
    assert not any("stage." * 15 in text for text in said)


def test_counts_beyond_floats_are_drawn() -> None:
    report = strided("wide")
    huge = report._replace(
        counts=PathCounts((4, 4), [[3**4000, 1, 3**4000], [0, 3**3999, 0], [3**4000] * 3]),
        form=report.form._replace(counted=((4, 7), (4, 7)), paths=3**4000, largest=3**4000),
    )

    assert "paths from a pixel (100% = 3.06e1908)" in texts(vectors(huge, log=False))
    assert "10¹⁵²⁸" in texts(vectors(huge, log=True))


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        (Scale(0, 1, log=False), ["0%", "25%", "50%", "75%", "100%"]),
        (Scale(-1, 0, log=True, least=0), ["1"]),
        (Scale(0.1, np.log10(3), log=True, least=0.1), ["1.26", "3"]),
        (Scale(-2.7, -2.2, log=True, least=-2.7), ["2e-3", "6.31e-3"]),
        (Scale(400.2, 400.4, log=True, least=400.2), ["1.58e400", "2.51e400"]),
        (Scale(-2, 0, log=True, least=-2), ["10⁻²", "10⁻¹", "10⁰"]),
        (Scale(0, 30.5, log=True, least=0), ["10⁰", "10⁶", "10¹²", "10¹⁸", "10²⁴", "10³⁰"]),
    ],
)
def test_color_bars_tell_shares_powers_or_ends(scale: Scale, told: list[str]) -> None:
    assert list(ticks_of(scale).values()) == told


def test_an_outline_goes_along_the_edges_of_pixels() -> None:
    mask = [[True, True], [False, True]]

    assert sorted(outline(mask, ((5, 7), (2, 4)))) == sorted(
        [
            [(2, 5), (4, 5)],
            [(2, 6), (3, 6)],
            [(3, 7), (4, 7)],
            [(2, 5), (2, 6)],
            [(3, 6), (3, 7)],
            [(4, 5), (4, 7)],
        ]
    )


def test_a_smooth_outline_leaves_no_trace_of_a_grid() -> None:
    grid = [[y % 4 < 3] * 32 for y in range(32)]
    holes = [[not inside for inside in row] for row in grid]

    assert all(all(row[8:-8]) for row in smoothed(grid, 8)[8:-8])
    assert not any(any(row[8:-8]) for row in smoothed(holes, 8)[8:-8])


def test_a_dot_for_several_pixels_is_the_largest_of_them() -> None:
    values = [[None, 1.0, 2.0], [None, None, 5.0], [None, None, 0.0]]

    assert reduced(values, 2) == [[1, 5], [None, 0]]
    assert reduced(values, 1) == values


def test_a_strip_has_a_map_for_each_layer_with_its_numbers() -> None:
    network = rfcalc.load("vgg16")
    reports = list(maps_of(network))
    png = picture(reports, "png")
    said = texts(svg(reports, look=Look(log=True)))

    assert len(png) < 100_000
    assert {"VGG16", "conv1_1", "rf 3, erf 3", "conv5_3", "rf 196, erf 118.5", "pool5"} <= set(said)
    assert picture(reports, "png") == png


def test_a_strip_grows_with_the_number_of_maps() -> None:
    report = strided("wide")
    sizes = [struct.unpack(">II", picture([report] * count, "png")[16:24]) for count in (2, 6, 7, 40)]

    assert sizes[0] == sizes[1]
    assert sizes[2][0] == sizes[1][0]
    assert sizes[2][1] > sizes[1][1]
    assert sizes[3][1] > sizes[2][1]


def test_layers_that_see_nothing_keep_their_place_in_a_strip() -> None:
    reports = list(maps_of(rfcalc.loads(GAP)))
    said = texts(svg(reports))

    assert [report.counts is None for report in reports] == [False, True]
    assert {"seen", "rf 3, erf 3", "gap", "no path"} <= set(said)


@pytest.mark.parametrize("text", [LINE, "input: [4, 9, 9]\nlayers: [{a: [3, 1, 1]}, {b: [3, 2, 1]}]"])
def test_strips_take_one_and_three_axes(text: str) -> None:
    reports = list(maps_of(rfcalc.loads(text)))

    assert any("erf" in said for said in texts(svg(reports)))


def test_strips_without_borders_need_no_input_size() -> None:
    reports = list(maps_of(rfcalc.loads("layers: [{a: [3, 1, 1]}, {b: [3, 2, 1]}]"), unclipped=True))

    assert "rf 5, erf 5" in texts(svg(reports))


def test_growth_shows_fields_law_and_input_through_the_depth() -> None:
    said = texts(vectors(rfcalc.growth(rfcalc.load("vgg16"))))

    assert {"VGG16", "rf", "effective field (erf)", "erf_formula", "input (224 px)"} <= set(said)
    assert {"conv1_1", "pool5", "4", "8", "128"} <= set(said)  # powers of two, because the fields differ much


def test_growth_of_few_fields_is_drawn_on_a_linear_scale_and_names_are_whole() -> None:
    rows = (GrowthRow("a" * 30 + "$end", 1, 3.0, 3.0, 0.0), GrowthRow("b", 1, 5.0, 4.0, None), *GROWTHS["one"].rows[:1])
    report = Growth("$N$", ("y", "x"), (None, 9), "uniform", unclipped=True, rows=rows, notes=())
    said = texts(vectors(report._replace(rows=rows[:1])))

    assert {"$N$", "a" * 30 + "$end", "0"} <= set(said)
    assert "erf_formula" not in said
    assert not any(text.startswith("input (") for text in said)
    assert pictured(report, "png") == pictured(report, "png")


def test_growth_of_a_deep_network_names_as_many_layers_as_fit() -> None:
    rows = tuple([GrowthRow(f"layer{depth:03}", depth, 2.0 * depth + 1, depth + 1.0, None) for depth in range(100)])
    said = texts(vectors(GROWTHS["one"]._replace(rows=rows)))

    assert [text for text in said if text.startswith("layer0")] == [f"layer{depth:03}" for depth in range(0, 100, 3)]


def refusal(draw: Callable[[], bytes]) -> str:
    """Return why nothing is drawn."""
    with pytest.raises(RfcalcError) as failure:
        draw()
    return str(failure.value)


def array(report: Map) -> np.ndarray:
    return np.load(io.BytesIO(array_file(report)), allow_pickle=False)


def test_an_array_holds_the_exact_counts(vgg: Map) -> None:
    assert vgg.counts
    counts = array(vgg)

    assert counts.dtype == np.uint64
    assert counts.shape == (196, 196)
    assert counts.tolist() == vgg.counts.rows


@pytest.mark.parametrize("text", [LINE, "input: [4, 9, 7]\nlayers: [{conv: [3, 1, 1]}]"])
def test_an_array_has_the_axes_of_the_network(text: str) -> None:
    report = rfcalc.map(rfcalc.loads(text))

    assert report.counts
    assert array(report).tolist() == report.counts.rows


def test_counts_that_no_whole_number_of_an_array_holds_are_floats() -> None:
    report = MAPS["five"]

    assert array(report._replace(counts=PathCounts((0, 0), [[2**64 - 1, 0]]))).dtype == np.uint64
    assert array(report._replace(counts=PathCounts((0, 0), [[2**64, 1]]))).tolist() == [[2.0**64, 1.0]]
    with pytest.raises(RfcalcError) as failure:
        array_file(report._replace(counts=PathCounts((0, 0), [[10**309, 1]])))
    assert str(failure.value) == (
        "layer 'conv', --output: its counts are larger than an array's numbers, which end at 1.8e308; "
        "a .json file holds every digit"
    )


def test_mean_weights_are_floats() -> None:
    counts = array(MAPS["odd"])

    assert counts.dtype == np.float64
    assert counts.tolist() == [[1 / 3], [0.0], [2 / 3]]


def test_where_no_path_leads_there_is_nothing_to_draw() -> None:
    gap = MAPS["gap"]
    assert [
        refusal(lambda: pictured(gap, "png", log=False)),
        refusal(lambda: array_file(gap)),
        refusal(lambda: picture([gap, gap], "png")),
        refusal(lambda: picture([], "png")),
        refusal(lambda: pictured(GROWTHS["none"], "png")),
    ] == [
        *["layer 'gap': no pixel counts for it; there is nothing to draw"] * 2,
        *["--output: no path leads to any of the features; there is nothing to draw"] * 3,
    ]


def test_a_strip_has_a_thousand_maps_at_most() -> None:
    with pytest.raises(RfcalcError, match="1001 maps; a picture takes at most 1000; --format json takes all"):
        picture([strided()] * 1001, "png")


def test_a_missing_library_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "numpy", None)
    brings = f"which is not installed; {extra('plot')}"
    instead = ", or write a .svg, which needs no library"
    assert [
        refusal(lambda: pictured(MAPS["five"], "pdf", log=False)),
        refusal(lambda: picture([MAPS["five"]] * 2, "png", look=Look(log=True))),
        refusal(lambda: pictured(GROWTHS["one"], "png")),
        refusal(lambda: array_file(MAPS["five"])),
    ] == [
        f"--output: .pdf pictures need matplotlib, {brings}{instead}",
        *[f"--output: .png pictures need matplotlib, {brings}{instead}"] * 2,
        f"--output: arrays need numpy, {brings}",
    ]
