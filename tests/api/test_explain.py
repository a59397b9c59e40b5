"""`rfcalc.explain` tells where the numbers of a layer come from, an equation a line, in every format."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import jsonschema
import pytest

import rfcalc
from rfcalc.page.parts import Equations, part_of
from rfcalc.render import render
from rfcalc.render.latex import math
from rfcalc.render.layout import Layout
from rfcalc.render.values import Screen
from tests.laws.test_explanation_laws import false_equations

SIZE_NEEDED = (
    "layer 'pool': it sees the whole input, whose size is not known; "
    "give the size as 'input' in the file or with --input"
)
SCHEMA = json.loads((Path(rfcalc.__file__).parent / "data/schemas/explain.json").read_text("utf-8"))


def told(network: rfcalc.Network | str, layer: str | None = None, index: tuple[int, ...] | None = None) -> str:
    text = render([rfcalc.explain(network, layer, index)], "table")
    assert not list(false_equations(text))
    return text


def chain(*layers: rfcalc.Layer, input: int | None = 16) -> rfcalc.Network:  # noqa: A002 - the word of files
    return rfcalc.Network(layers, input=None if input is None else (input,), name="chain")


DOWN = rfcalc.Layer("down", "conv", kernel=[3], stride=2, padding=1)


def test_every_step_has_its_formulas_with_the_numbers_put_in() -> None:
    lines = {line[15:] for line in told("alexnet", "conv5").splitlines()}
    assert lines >= {
        "jump = 4 * 2 = 8",
        "rf = 19 + (5 - 1) * 1 * 8 = 51",
        "start = 9.5 + ((5 - 1) * 1 / 2 - 2) * 8 = 9.5",
        "rf = 131 + (3 - 1) * 1 * 16 = 163",
    }


def test_an_explanation_of_seven_layers_is_a_slide() -> None:
    lines = told("alexnet", "conv5").splitlines()
    assert len(lines) <= 32
    assert max(map(len, lines[4:])) <= 80


def test_steps_have_the_numbers_of_the_summary() -> None:
    rows = {row.name: row for row in rfcalc.summary("resnet50").layers}
    for step in rfcalc.explain("resnet50").steps:
        row = rows[step.layer]
        assert (*step.jump.values(),) == row.jump
        assert (*step.rf.values(),) == row.rf
        assert (*step.start.values(),) == row.start


def test_long_chains_are_told_by_stages() -> None:
    text = told("resnet152")
    assert "rf = 171 + 36 * (3 - 1) * 1 * 16 = 1323" in text
    assert "152 layers in 6 stages" in text
    assert len(text.splitlines()) < 40
    assert len(rfcalc.explain("resnet152").steps) > 150


def test_windows_of_many_kinds_are_told_in_several_stages() -> None:
    text = told("wavenet")
    assert "rf = 1 + ((2 - 1) * 1 + (2 - 1) * 2 + (2 - 1) * 4) * 1 = 8" in text
    assert text.rstrip().splitlines()[-3].endswith("= -1534")


def test_paddings_below_zero_stand_in_brackets() -> None:
    pads = [rfcalc.Layer(f"pad{at}", "pad", padding=[[-1, 0]]) for at in range(2)]
    assert "start = 0.5 - (-1) * 1 = 1.5" in told(chain(*pads))


def test_on_a_long_way_layers_of_several_kinds_are_told_by_how_far_they_move() -> None:
    convs = [rfcalc.Layer(f"conv{at}", "conv", kernel=1, padding=0) for at in range(12)]
    cuts = [rfcalc.Layer(f"cut{at}", "pad", padding=[[-1, 0]]) for at in range(2)]
    taps = [rfcalc.Layer(f"taps{at}", "conv", kernel=2, padding="causal") for at in range(2)]
    text = told(chain(rfcalc.Layer("up", "upsample", scale=2), *convs, *cuts, *taps, input=8), None, (3,))
    assert "first = 3 - 2 * 1 + 2 * 1 = 3" in text


def test_a_long_chain_may_have_layers_that_are_no_windows() -> None:
    convs = [rfcalc.Layer(f"conv{at}", "conv", kernel=1) for at in range(13)]
    text = told(chain(*convs[:7], rfcalc.Layer("fold", "space_to_depth", scale=2), *convs[7:]))
    assert "rf = 1 + 7 * (1 - 1) * 1 * 1 = 1" in text
    assert "start = 0.5 + (2 - 1) / 2 * 1 = 1" in text


@pytest.mark.parametrize(
    ("layer", "line"),
    [
        (rfcalc.Layer("a", "conv", taps=[[-3, 0, 1]]), "rf = 3 + (4 - 0) * 2 = 11"),
        (rfcalc.Layer("a", "linear"), "rf = 3 + (8 - 1) * 2 = 17"),
        (rfcalc.Layer("a", "slice", start=2, step=3), "start = 0.5 + 2 * 2 = 4.5"),
        (rfcalc.Layer("a", "roll", shift=-1), "start = 0.5 - (-1) * 2 = 2.5"),
        (rfcalc.Layer("a", "crop", crop=2), "start = 0.5 + 2 * 2 = 4.5"),
        (rfcalc.Layer("a", "resize", size=4), "jump = 2 * 2 = 4"),
        (rfcalc.Layer("a", "conv_transpose", kernel=3), "start = 0.5 + (-2 + 0) / 2 * 2 = -1.5"),
    ],
)
def test_an_operation_has_formulas_of_its_own_or_those_of_what_it_reads(layer: rfcalc.Layer, line: str) -> None:
    assert line in told(chain(DOWN, layer), "a")


@pytest.mark.parametrize(
    ("layer", "line"),
    [
        (rfcalc.Layer("a", "conv_transpose", kernel=4, stride=2, padding=1), "first = (3 + 1 - 2 * 1) / 2 = 1"),
        (rfcalc.Layer("a", "upsample", scale=2), "first = floor(3 / 2) = 1"),
        (rfcalc.Layer("a", "upsample", size=12), "first = floor((3 * 2 + 0) / 3) + 0 = 2"),
        (rfcalc.Layer("a", "upsample", scale=2, mode="bilinear"), "last = floor((3 * 2 + (-1)) / 4) + 1 = 2"),
        (
            rfcalc.Layer("a", "conv_transpose", kernel=3, stride=2, padding="same"),
            "first = (3 + 0 - 1 * 1) / 2 = 1",
        ),
        (
            rfcalc.Layer("a", "conv_transpose", kernel=4, stride=2, padding="same"),
            "first = (3 + 1 - 2 * 1) / 2 = 1",
        ),
        (rfcalc.Layer("a", "pixel_shuffle", scale=2), "first = floor(3 / 2) = 1"),
        (rfcalc.Layer("a", "adaptive_avgpool", output_size=6), "last = floor(3 * 8 / 6) + 1 = 5"),
        (
            rfcalc.Layer("a", "window_attention", window=4, shift=1),
            "last = floor((3 - 1) / 4) * 4 + 1 + 3 = 4",
        ),
        (rfcalc.Layer("a", "squeeze_excite"), "last = 7\n"),
        (rfcalc.Layer("a", "attention", causal=True), "first = 0\n"),
        (rfcalc.Layer("a", "recurrent", direction="reverse"), "last = 7\n"),
        (rfcalc.Layer("a", "take", indices=[[3, 0, 1, 7]]), "first = 7 + floor(3 / 4) * 8 = 7"),
        (rfcalc.Layer("a", "concat", ["down", "down"], along="x"), "first = 3 - 0 = 3"),
    ],
)
def test_where_features_see_differently_borders_are_followed_back(layer: rfcalc.Layer, line: str) -> None:
    text = told(chain(DOWN, layer), "a", (3,))
    assert line in text
    place = rfcalc.locate(chain(DOWN, layer), "a", (3,))
    assert place.box is not None
    assert f"end = {place.box[0][1]}" in text or f"= {place.box[0][1]}\n" in text


def test_features_that_stand_for_all_are_the_narrowest_and_the_widest() -> None:
    explanation = rfcalc.explain("unet", "classes")
    assert [box.feature for box in explanation.boxes["x"]] == [0, 4]
    assert "rf = 204 - 0 = 204" in explanation.boxes["x"][1].equations
    text = told("unet", "classes")
    assert "Feature 0 of classes, the narrowest field:" in text
    assert "Feature 4 of classes, the widest field:" in text
    assert "Fields repeat every 16 features, moved by 16 px." in text
    assert explanation.boxes["x"][1].first[-1] == ("bottom.conv2", 0)


def test_long_ways_back_are_told_by_stages() -> None:
    text = told("swinir")
    assert len(text.splitlines()) < 60


def test_of_branches_that_meet_those_that_decide_are_named() -> None:
    left = rfcalc.Layer("left", "conv", "down", kernel=3, padding=[[2, 0]])
    right = rfcalc.Layer("right", "conv", "down", kernel=3, padding=[[0, 2]])
    network = chain(DOWN, left, right, rfcalc.Layer("sum", "add", ["left", "right"]))
    text = told(network)
    assert "At sum the branch by way of left begins first, that by way of right ends last." in text
    assert "first = min(-5, -1) = -5" in text
    assert "start = (-5 + 6) / 2 = 0.5" in text
    assert rfcalc.explain(network).paths["x"] == (
        ("input", "down", "left", "sum"),
        ("input", "down", "right", "sum"),
    )


def test_branches_of_different_jumps_have_no_common_formula() -> None:
    network = chain(
        DOWN,
        rfcalc.Layer("crop", "crop", "input", crop=[[0, 8]]),
        rfcalc.Layer("both", "add", ["down", "crop"]),
    )
    text = told(network)
    assert "because branches meet there that do not move alike" in text
    assert "the widest field" in text
    sizeless = rfcalc.Network(network.layers, name="sizeless", input=(None,))
    assert [box.feature for box in rfcalc.explain(sizeless).boxes["x"]] == [0]


def test_ways_to_both_borders_may_differ() -> None:
    network = chain(
        rfcalc.Layer("up", "upsample", scale=2),
        rfcalc.Layer("left", "conv", "up", kernel=3, padding=[[2, 0]]),
        rfcalc.Layer("right", "conv", "up", kernel=3, padding=[[0, 2]]),
        rfcalc.Layer("sum", "add", ["left", "right"]),
    )
    lines = told(network, "sum", (5,)).splitlines()
    assert [line.split()[0] for line in lines if re.search(r"(first|last) = ", line)][:6] == [
        *("sum", "left", "up", "sum", "right", "up")
    ]


def test_a_feature_that_reads_nothing_has_no_equations() -> None:
    network = chain(rfcalc.Layer("sparse", "conv_transpose", kernel=1, stride=2))
    assert "Feature 1 of sparse reads nothing." in told(network)
    assert rfcalc.explain(network, "sparse", (1,)).boxes["x"][0].box is None
    cut_off = chain(rfcalc.Layer("cut", "conv_transpose", kernel=1, stride=8, padding=1), input=2)
    assert "Feature 0 of cut reads nothing." in told(cut_off)
    alone = chain(rfcalc.Layer("cut", "conv_transpose", kernel=1, stride=2, padding=[[1, 0]]), input=2)
    assert rfcalc.explain(alone, "cut", (0,)).paths["x"] == ((), ())
    square = rfcalc.Network([rfcalc.Layer("sparse", "conv_transpose", kernel=1, stride=2)], input=(4, 4))
    assert "Each axis is told by itself" in told(square)


def test_a_feature_is_told_with_its_box_along_each_axis() -> None:
    text = told("alexnet", "conv5", (4, 3))
    assert "conv5 (3, 4) of AlexNet sees 163 x 163 pixels around (65.5, 81.5)" in text
    assert "center = 17.5 + 3 * 16 = 65.5" in text
    assert "first = 65.5 - 163 / 2 = -16" in text
    assert "Along y: feature 4 of conv5:" in text
    assert "Padding makes up 9.8% of its box: 16 px left." in text


def test_one_axis_can_be_asked_for() -> None:
    explanation = rfcalc.explain("alexnet", "conv5", axis="x")
    assert explanation.axes == ("x",)
    assert explanation.steps[0].jump == {"x": 4}
    assert "Along x:" in render([explanation], "table")


def test_axes_that_differ_are_told_apart() -> None:
    network = rfcalc.Network([rfcalc.Layer("tall", "conv", kernel=[3, 1])], input=(8, 8))
    text = told(network)
    assert "Along y:" in text
    assert "Along x:" in text


def test_what_changes_nothing_has_no_equation() -> None:
    explanation = rfcalc.explain(chain(DOWN, rfcalc.Layer("relu", "relu")))
    assert [step.layer for step in explanation.steps] == ["down", "relu"]
    assert explanation.steps[1].equations == {"x": ()}
    assert told(chain(rfcalc.Layer("relu", "relu"))).startswith("relu of chain has rf 1, jump 1 and start 0.5")


@pytest.mark.parametrize(
    ("network", "layer", "axis", "message"),
    [
        ("alexnet", "nope", None, "'AlexNet' has no layer 'nope'; the first are conv1, pool1, conv2 ..."),
        ("alexnet", "conv5", "z", "--axis: found 'z'; allowed: y, x"),
        (
            rfcalc.Network([DOWN], input=(8,)),
            "input",
            None,
            "layer 'input': the input follows from nothing: its jump and rf are 1, its start is 0.5; a layer is needed",
        ),
        (rfcalc.Network([rfcalc.Layer("pool", "global_avgpool")]), "pool", None, SIZE_NEEDED),
    ],
)
def test_what_cannot_be_explained_is_refused(
    network: rfcalc.Network | str, layer: str, axis: str | None, message: str
) -> None:
    with pytest.raises(rfcalc.RfcalcError) as refused:
        rfcalc.explain(network, layer, axis=axis)
    assert str(refused.value) == message


@pytest.mark.slow
@pytest.mark.traced
@pytest.mark.parametrize(
    ("network", "layer", "index"),
    [
        ("alexnet", "conv5", (4, 3)),
        ("unet", "classes", None),
        ("wavenet", None, None),
        (chain(rfcalc.Layer("sparse", "conv_transpose", kernel=1, stride=2)), "sparse", (1,)),
    ],
)
def test_records_keep_to_their_schema(
    network: rfcalc.Network | str, layer: str | None, index: tuple[int, ...] | None
) -> None:
    explanation = rfcalc.explain(network, layer, index)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render([explanation], "json")))
    copy = pickle.loads(pickle.dumps(explanation))  # noqa: S301 - our own
    assert copy == explanation


def test_csv_has_a_row_for_each_layer() -> None:
    lines = render([rfcalc.explain("alexnet", "conv5")], "csv").splitlines()
    assert lines[0] == "network,explained,layer,type,jump_y,jump_x,rf_y,rf_x,rf_min_y,rf_min_x,start_y,start_x"
    assert lines[-1] == "AlexNet,conv5,conv5,conv,16,16,163,163,163,163,17.5,17.5"


def test_markdown_has_equations_as_code() -> None:
    text = render([rfcalc.explain("alexnet", "conv1")], "markdown")
    assert "| conv1 | k11 s4 | `jump = 1 * 4 = 4` |" in text
    assert not list(false_equations(text))


def test_latex_closes_what_it_opens() -> None:
    network = rfcalc.Network(
        [rfcalc.Layer("a_b%c", "conv", kernel=3), rfcalc.Layer("up~{2}", "upsample", scale=2)],
        input=(8, 8),
        name="50 & 1",
    )
    text = render([rfcalc.explain(network), rfcalc.explain("resnet18")], "latex")
    assert text.startswith("% needs \\usepackage{amsmath}\n")
    bare = re.sub(r"\\[&%$#_{}]", "", text)
    assert bare.count("{") == bare.count("}")
    assert text.count(r"\begin{align*}") == text.count(r"\end{align*}")
    assert text.count(r"\left") == text.count(r"\right")
    assert r"50 \& 1" in text
    assert not re.search(r"(?<!\\)[&%]", re.sub(r"^.*(?:&|%).*\\\\$|^.* &=? .*$|^%.*$", "", text, flags=re.MULTILINE))
    assert all(line.count("&") - line.count(r"\&") in {1, 3, 4} for line in text.splitlines() if " &" in line)


@pytest.mark.parametrize(
    ("formula", "latex"),
    [
        ("19 + (5 - 1) * 1 * 8", r"19 + \left(5 - 1\right) \cdot 1 \cdot 8"),
        ("a - (b - 1)", r"a - \left(b - 1\right)"),
        ("floor(-3 / 2) + 1", r"\left\lfloor \frac{-3}{2} \right\rfloor + 1"),
        ("min(-5, jump)", r"\min\left(-5, \mathrm{jump}\right)"),
        ("2 * (-4)", r"2 \cdot \left(-4\right)"),
    ],
)
def test_arithmetic_is_latex(formula: str, latex: str) -> None:
    assert math(formula) == latex


def test_equations_stand_below_their_layer_where_a_screen_is_narrow() -> None:
    part = part_of(rfcalc.explain("alexnet", "conv1").page(), Equations)
    lines = ["".join(text for text, _ in line) for line in Layout(40, unicode=False).part(part)]
    assert lines == [
        "conv1  k11 s4",
        "  jump = 1 * 4 = 4",
        "  rf = 1 + (11 - 1) * 1 * 1 = 11",
        "  start = 0.5 + ((11 - 1) * 1 / 2 - 0) *",
        "  1 = 5.5",
    ]


def test_a_wide_terminal_has_room_for_a_table_of_equations() -> None:
    told = [rfcalc.explain("alexnet", "conv5")]
    wide, narrow = (render(told, "table", Screen(width=width, color=False, unicode=True)) for width in (120, 30))

    assert any(line.startswith("conv1  k11 s4  jump = 1 * 4 = 4") for line in wide.splitlines())
    assert "  jump = 1 * 4 = 4" in narrow.splitlines() or "jump = 1 * 4 = 4" in narrow
