"""Pictures for papers: PDF, from near, bare, two maps in the same colors, several networks in one chart of growth."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.image import imread

import rfcalc
from rfcalc.api import map_pair
from rfcalc.api import maps as maps_of
from rfcalc.errors import RfcalcError
from rfcalc.render.figures import picture, svg
from rfcalc.render.figures.pixels import peak_of
from rfcalc.render.figures.style import DPI
from rfcalc.render.values import Look

from .forms import GROWTHS, MAPS

if TYPE_CHECKING:
    import pathlib

    from rfcalc.page.answer import Answer
    from rfcalc.reports.map_pair import MapPair

pytestmark = [pytest.mark.slow, pytest.mark.traced]

LINE = "name: Line\ninput: [64]\nlayers:\n  - a: [3, 1, 1]\n  - b: [3, 2, 1]\n  - c: [3, 2, 1]\n"
FLAT = LINE.replace("[64]", "[32, 32]")
CLIP = LINE.replace("[64]", "[8, 16, 16]")
GAP = "input: 8\nlayers:\n  - a: [3]\n  - {name: gap, type: conv_transpose, kernel: 1, stride: 2}\n"
WHITE = (255, 255, 255)


def pair(text: str, layer: str | None = None, index: tuple[int, ...] | None = None) -> MapPair:
    return map_pair(rfcalc.loads(text), layer, index)


def texts(answers: list[Answer], look: Look = Look()) -> list[str]:  # noqa: B008 - it is frozen
    root = ET.fromstring(svg(answers, look=look))  # noqa: S314 - our own
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


DRAW = """
import sys, rfcalc
from rfcalc.cli import main
sys.exit(main(["map", "vgg16", "conv2_1", "-o", sys.argv[1]]))
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_pdf_has_the_same_bytes_in_every_process_and_tells_no_time(seed: str, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "map.pdf"
    command = [sys.executable, "-c", DRAW, str(file)]
    subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)})
    pdf = file.read_bytes()

    assert pdf.startswith(b"%PDF-")
    assert pdf == picture([rfcalc.map("vgg16", "conv2_1")], "pdf")
    assert not any(word in pdf for word in (b"CreationDate", b"Producer", b"Creator", b"/Type3"))


def test_from_near_what_counts_fills_the_picture() -> None:
    report = rfcalc.map("vgg16", "conv4_1")
    ((first, end), _) = report.form.counted or ()
    ticks = [int(text) for text in texts([report], Look(near=True)) if text.isdigit() and len(text) <= 3]

    assert end - first == 60
    assert {tick for tick in ticks if first <= tick <= end} >= {90, 100, 110, 120, 130, 140}
    assert "200" in texts([report])
    assert "200" not in texts([report], Look(near=True))


def test_a_bare_map_is_its_panel_alone() -> None:
    report = rfcalc.map("vgg16", "conv4_1")
    for look in (Look(bare=True), Look(bare=True, near=True), Look(bare=True, log=True)):
        assert texts([report], look) == []
    dots = np.rint(imread(io.BytesIO(picture([report], "png", look=Look(bare=True, near=True))))[..., :3] * 255)
    corner = tuple(dots[3, 3].astype(int).tolist())

    assert corner != WHITE  # the image goes on around what counts
    assert dots.shape[0] == dots.shape[1] == 64 * (round(4.85 * DPI) // 64)


@pytest.mark.parametrize("text", [LINE, FLAT, CLIP])
def test_bare_maps_and_pairs_have_no_words_whatever_their_axes(text: str) -> None:
    network = rfcalc.loads(text)
    both = pair(text)

    assert texts([rfcalc.map(network)], Look(bare=True)) == []
    assert texts([both], Look(bare=True)) == []
    one, two = (size(picture([each], "png", look=Look(bare=True))) for each in (rfcalc.map(network), both))
    beside = len(network.axes) == 2
    assert two[0] > one[0] if beside else two[1] > one[1]


def test_a_bare_strip_has_its_maps_alone_and_from_near_each_fills_its_place() -> None:
    reports: list[Answer] = list(maps_of(rfcalc.loads(FLAT)))

    assert texts(reports, Look(bare=True)) == []
    near = "The colors of each map go up to its most paths. Each is magnified until what counts fills it."
    assert any(near in text for text in texts(reports, Look(near=True)))
    assert picture(reports, "png", look=Look(near=True)) != picture(reports, "png")
    for text in (LINE, GAP):
        assert picture(list(maps_of(rfcalc.loads(text))), "png", look=Look(near=True, bare=True))


def test_two_maps_tell_which_is_which_and_that_their_colors_are_alike() -> None:
    both = pair(FLAT)
    said = texts([both])

    assert {"before", "after", "c (4, 4) of Line"} <= set(said)
    assert "Input 32x32. Every tap counts one path. Before and after the cure of 2 convolutions." in said
    # 1 2 4 4 5 4 4 2 1 of 27 paths along each axis: the largest count is 25 of 729.
    assert "both maps: 100% = 3.43% of all paths" in said
    assert {"-1.5", "0"} <= set(said)
    assert "both maps: share of all paths (log)" in texts([both], Look(log=True))


def test_colors_of_two_maps_are_shares_of_all_paths() -> None:
    both = pair(FLAT)
    peaks = [peak_of(report.planes) for report in (both.before, both.after)]

    assert peaks[0] == Fraction(25, 729)
    assert peak_of([*both.before.planes, *both.after.planes]) == max(peaks) == peaks[0]
    dots = np.rint(imread(io.BytesIO(picture([both], "png", look=Look(bare=True, near=True))))[..., :3] * 255)
    light = np.abs(dots - (252, 253, 191)).max(axis=2) <= 6
    half = dots.shape[1] // 2
    assert light[:, :half].any(), "the largest share of both is before the cure"
    assert not light[:, half:].any()


def test_two_maps_of_three_axes_tell_each_number_by_axis() -> None:
    said = texts([pair(CLIP, "c", (1, 1, 2))])

    assert said.count("sum along z") == 2
    assert "both maps: share of all paths (% of most)" in said


def test_where_nothing_is_cured_both_maps_are_said_to_be_the_same() -> None:
    said = texts([pair("input: [9, 9]\nlayers: [a: [3, 1, 1]]")])

    assert any("Nothing was cured: both maps are the same." in text for text in said)


def test_two_maps_without_paths_are_not_drawn() -> None:
    with pytest.raises(RfcalcError, match="layer 'gap': no pixel counts for it; there is nothing to draw"):
        picture([pair(GAP, "gap", (1, 1))], "png")


def test_a_chart_of_growth_has_a_line_for_each_network() -> None:
    reports = [rfcalc.growth(name) for name in ("alexnet", "vgg11", "lenet5")]
    said = texts([*reports])

    assert {"Growth of 3 networks", "rf", "effective field (erf)"} <= set(said)
    assert {"AlexNet, input 227x227", "VGG11, input 224x224", "LeNet-5, input 32x32"} <= set(said)
    assert picture([*reports], "png") == picture([*reports], "png")


def test_a_chart_of_little_growth_has_a_linear_scale() -> None:
    report = GROWTHS["one"]._replace(rows=GROWTHS["one"].rows[:1])

    assert "0" in texts([report, report])


def test_marks_and_dashes_tell_twenty_eight_networks_apart() -> None:
    from rfcalc.render.figures.growths import COLORS, DASHES, MARKERS

    told = {(at % len(MARKERS), at % len(DASHES)) for at in range(28)}
    assert len(told) == 28
    assert len(COLORS) > 3
    assert picture([GROWTHS["one"]] * 28, "png")
    with pytest.raises(RfcalcError, match="NET: 29 networks; a picture takes at most 28; --format json takes all"):
        picture([GROWTHS["one"]] * 29, "png")


def test_a_network_that_nothing_counts_in_has_no_line() -> None:
    assert picture([GROWTHS["one"], GROWTHS["none"]], "png") == picture([GROWTHS["one"]], "png")
    assert MAPS["gap"].counts is None
