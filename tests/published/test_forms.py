"""Published facts about the form of receptive fields."""

from __future__ import annotations

import json
from math import log
from pathlib import Path

import pytest

import rfcalc
from rfcalc.analysis.effective import gaussian_size

FACTS = json.loads((Path(__file__).parent / "forms.json").read_text("utf-8"))
DEPTHS = {int(depth): size for depth, size in FACTS["effective_sizes"]["by_depth"].items()}


@pytest.fixture(scope="module")
def stack() -> rfcalc.Forms:
    """The forms of the middle features in a stack of forty 3x3 convolutions that no border disturbs."""
    layers = "".join(f"  - c{number}: [3]\n" for number in range(1, 41))
    return rfcalc.form(rfcalc.loads(f"input: 161\nlayers:\n{layers}"))


def test_effective_sizes_are_as_published(stack: rfcalc.Forms) -> None:
    found = {depth: stack.layers[depth - 1].erf for depth in DEPTHS}

    assert {depth: round(size or 0, 2) for depth, size in found.items()} == DEPTHS


def test_the_effective_size_grows_as_the_root_of_the_depth_and_its_share_falls_likewise(stack: rfcalc.Forms) -> None:
    """Luo et al., sections 2.1 and 3.1; the share of the rf, 2 n + 1, by one power less."""
    first, last = stack.layers[9], stack.layers[39]
    assert first.erf
    assert first.erf_share
    assert last.erf
    assert last.erf_share

    assert log(last.erf / first.erf) / log(4) == pytest.approx(0.5, abs=0.03)
    assert log(last.erf_share / first.erf_share) / log(4) == pytest.approx(-0.5, abs=0.03)


def test_the_formula_foretells_the_effective_size_from_ten_layers_on(stack: rfcalc.Forms) -> None:
    for depth, form in enumerate(stack.layers, start=1):
        assert form.std_formula == form.std == pytest.approx([(2 * depth / 3) ** 0.5] * 2, abs=1e-6)
        if depth >= 10:
            assert gaussian_size(form.std_formula or ()) == pytest.approx(form.erf, rel=0.03)
    rows = rfcalc.growth(rfcalc.loads("input: 21\nlayers:\n  - a: [3]\n  - b: [3]\n")).rows
    assert [row.law for row in rows] == [round(gaussian_size((std,) * 2), 6) for std in (0.816497, 1.154701)]


def test_vgg16_has_as_many_paths_as_published() -> None:
    form = rfcalc.map(rfcalc.load("vgg16"), "conv5_3", (7, 7)).form

    assert form.paths == FACTS["path_counts"]["total"]
    assert form.largest == FACTS["path_counts"]["largest"]
    assert form.counted == ((22, 218), (22, 218))
    assert form.gridding == form.holes == 0


@pytest.mark.parametrize("name", FACTS["shifts"]["by_network"])
def test_last_maps_lie_off_the_middle_as_published(name: str) -> None:
    form = rfcalc.map(rfcalc.load(name)).form

    assert form.index == (3, 3)
    assert form.shift == form.shift_image == (FACTS["shifts"]["by_network"][name],) * 2
    assert (form.gridding == 0) == (name == "vgg16")


def test_the_cure_leaves_the_stems_shift() -> None:
    cured = rfcalc.remedy(rfcalc.load("resnet18")).network

    assert rfcalc.map(cured).form.shift == (FACTS["shifts"]["resnet18_cured"],) * 2


@pytest.mark.parametrize("kernel", ["1x1", "3x3"])
def test_a_stride_reads_unevenly_and_not_after_the_cure(kernel: str) -> None:
    width = int(kernel[0])
    layers = f"  - before: [1]\n  - conv: [{width}, 2, {width // 2}]\n"
    network = rfcalc.loads(f"input: 14\nlayers:\n{layers}")
    for asked, when in ((network, "before"), (rfcalc.remedy(network).network, "after")):
        assert read_by_all(asked) == FACTS["one_stride"][when][kernel]
        totals = [count for row in FACTS["one_stride"][when][kernel] for count in row]
        uneven = sum(abs(count - sum(totals) / 4) for count in totals) / (2 * sum(totals))
        assert rfcalc.map(asked, "conv").form.gridding == pytest.approx(uneven, abs=1e-6)


def read_by_all(network: rfcalc.Network) -> list[list[int]]:
    """Return how often the pixels of the block in the middle of the image are read by all features together."""
    totals = [[0] * 14 for _ in range(14)]
    for y in range(7):
        for x in range(7):
            found = rfcalc.count_paths(network, "conv", (y, x))
            assert found is not None
            for row, counts in enumerate(found.rows, start=found.origin[0]):
                for column, count in enumerate(counts, start=found.origin[1]):
                    totals[row][column] += count
    return [row[6:8] for row in totals[6:8]]
