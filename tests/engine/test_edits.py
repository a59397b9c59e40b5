"""A window's keys changed in the viewer: the numbers are those of the file that is copied from it."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.errors import RfcalcError
from tests.laws.agreement import read

from .test_boxes import networks

if TYPE_CHECKING:
    from .engine import Engine

    Page = dict[str, Any]

VALUES: dict[str, list[Any]] = {
    "kernel": [1, 2, 3, 5],
    "stride": [1, 2, 3],
    "padding": [0, 1, 2, "same", "same_lower", "uneven"],
    "dilation": [1, 2, 3],
}
WORKED_OUT = ("name", "n", "jump", "rf", "rf_min", "start")
FEATURES = 20  # at the beginning of each map whose boxes are compared, and the last


def numbers(page: Page) -> list[Page]:
    """Return what is worked out of each layer of a page, with boxes in the place of ids."""
    return [
        {
            **{key: layer[key] for key in WORKED_OUT if key in layer},
            "boxes": [_boxes(page, n, parts) for n, parts in zip(layer["n"], layer["boxes"], strict=True)],
        }
        for layer in page["layers"]
    ]


def _boxes(page: Page, n: int | None, parts: list[int]) -> list[tuple[int, int] | None]:
    count = FEATURES if n is None else n
    found: list[tuple[int, int] | None] = []
    for i in sorted({*range(min(count, FEATURES)), count - 1}):
        seen = [
            end + i // period * advance
            for period, advance, boxes in [page["boxes"][part] for part in parts]
            for end in boxes[i % period] or ()
        ]
        found.append((min(seen), max(seen)) if seen else None)
    return found


def drawn_change(page: Page, draw: random.Random) -> tuple[int, dict[str, Any]] | None:
    """Return a window of a network, and other values of some of its keys; ``None`` where it has no window."""
    windows = [
        at
        for at, layer in enumerate(page["layers"])
        if "keys" in layer and not {"unknown", "constant"} & layer.keys()
        if page["keys"][layer["keys"]]["as"] in ("window", "transposed")
    ]
    if not windows:
        return None
    at = draw.choice(windows)
    keys = [key for key in VALUES if key in page["keys"][page["layers"][at]["keys"]]]
    changes = {key: draw.choice(VALUES[key]) for key in draw.sample(keys, draw.choice([1, 1, 2]))}
    return at, {key: [[1, 0]] * len(page["axes"]) if value == "uneven" else value for key, value in changes.items()}


def assert_edits_are_those_of_the_file(engine: Engine, network: rfcalc.Network, draw: random.Random) -> str:
    """Change a window, and hold the viewer to what rfcalc says of the file; return what became of it."""
    page = engine.open(network)
    change = drawn_change(page, draw)
    if change is None:
        return "no window"
    at, changes = change
    case = (network.name, page["layers"][at]["name"], changes, engine.ask("yaml"))
    other = engine.ask("edited", at, changes)
    if isinstance(other, str):
        with pytest.raises(RfcalcError):
            _changed_numbers(network, at, changes)
        return "refused"
    lost = any("lost" in layer for layer in other["layers"])
    try:
        rights = numbers(engine.open(rfcalc.loads(other["yaml"])))
    except RfcalcError:
        assert lost, case
        return "lost"
    for layer, told, right in zip(other["layers"], numbers(other), rights, strict=True):
        assert "lost" in layer or told == right, (case, told["name"])
    return "lost" if lost else "edited"


def _changed_numbers(network: rfcalc.Network, at: int, changes: dict[str, Any]) -> rfcalc.Summary:
    layers = [*network.layers]
    layers[at - 1] = layers[at - 1].changed(**changes)
    return rfcalc.summary(network.changed(layers=layers))


def test_edits_of_random_networks_are_those_of_their_files(engine: Engine) -> None:
    draw = random.Random(8)  # noqa: S311 - not for secrets
    outcomes = [assert_edits_are_those_of_the_file(engine, read(network), draw) for network in networks(600, 6)]
    assert "edited" in outcomes


@pytest.mark.slow
def test_edits_of_many_random_networks_are_those_of_their_files(engine: Engine) -> None:
    draw = random.Random(9)  # noqa: S311 - not for secrets
    outcomes = [assert_edits_are_those_of_the_file(engine, read(network), draw) for network in networks(6000, 150)]
    assert outcomes.count("edited") > outcomes.count("lost") * 3


RULES = {
    "features that are kept": "{name: b, type: relu}, {name: c, type: window_attention, window: 4, shift: 2}",
    "a whole map": "{name: b, type: global_avgpool}, {name: c, type: relu}",
    "a whole map besides": "{name: b, type: squeeze_excite}, {name: c, type: conv, kernel: 3, padding: 1}",
    "a whole map of one feature, spread": "{name: b, type: global_avgpool}, {name: c, type: mul, inputs: [a, b]}",
    "all that came before": "{name: b, type: attention, causal: true}, {name: c, type: conv, kernel: 2, stride: 2}",
    "all that comes behind": "{name: b, type: recurrent, direction: reverse}",
    "a pad and a crop": "{name: b, type: pad, padding: [[2, 1], 1], mode: reflect}, {name: c, type: crop, crop: 2}",
    "a shuffle and back": "{name: b, type: pixel_shuffle, scale: 4}, {name: c, type: space_to_depth, scale: 2}",
    "a scale": "{name: b, type: upsample, scale: 1.5, mode: bilinear}, {name: c, type: conv, kernel: 3, stride: 3}",
    "a size": (
        "{name: b, type: upsample, size: [6, 20], mode: nearest}, {name: c, type: adaptive_avgpool, output_size: 4}"
    ),
    "the size of another": (
        "{name: b, type: conv, kernel: 3}, {name: c, type: crop, crop: middle, like: b, inputs: [a]}, "
        "{name: d, type: upsample, like: input, mode: nearest}, {name: e, type: conv, kernel: 1}"
    ),
    "features that read nothing": (
        "{name: b, type: conv_transpose, kernel: 1, stride: 2}, {name: c, type: conv, kernel: 2}, "
        "{name: d, type: conv_transpose, kernel: 2, stride: [3, 2], padding: same, dilation: 2}"
    ),
    "branches of different jumps": (
        "{name: b, type: resize, size: 7, mode: nearest}, {name: c, type: crop, crop: after, like: b, inputs: [a]}, "
        "{name: d, type: add, inputs: [b, c]}, {name: e, type: conv, kernel: 3}"
    ),
    "taps": "{name: b, type: conv, taps: [-3, 0, 1], padding: same, stride: 2}",
}


@pytest.mark.parametrize("layers", RULES.values(), ids=RULES)
@pytest.mark.parametrize("kernel", [5, [1, 3]], ids=str)
def test_what_lies_behind_an_edit_is_what_the_file_says(engine: Engine, layers: str, kernel: int | list[int]) -> None:
    first = "{name: a, type: conv, kernel: 1, padding: [[1, 0], 1]}"
    engine.open(rfcalc.loads(f"{{name: edited, input: [18, 14], layers: [{first}, {layers}]}}"))
    other = engine.ask("edited", 1, {"kernel": kernel})
    assert not any("lost" in layer for layer in other["layers"])
    assert numbers(other) == numbers(engine.open(rfcalc.loads(other["yaml"])))


CHAIN = """
input: 32
layers:
  - {name: conv, type: conv, kernel: 3, padding: 1}
  - {name: pool, type: maxpool, kernel: 2}
  - {name: size, type: resize, size: 20, mode: bilinear, align_corners: true}
  - {name: last, type: conv, kernel: 3}
"""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kernel": 0}, "At conv: kernel 0: a whole number from 1 on is allowed."),
        ({"kernel": 2.5}, "At conv: kernel 2.5: a whole number from 1 on is allowed."),
        ({"kernel": [3, 3, 3]}, "At conv: kernel has 3 values for 2 axes."),
        ({"padding": "some"}, 'At conv: padding "some": a whole number, a pair [before, after] or a word is allowed.'),
        ({"kernel": 40}, "At conv: the map of 32 with padding 1 + 1 is too small for a kernel that reaches over 40."),
        (
            {"padding": [1, [0, -1]]},
            "At conv: padding [0,-1]: a whole number, a pair [before, after] or a word is allowed.",
        ),
        ({"border": "reflect"}, "At conv: conv has no border to be changed here."),
    ],
)
def test_what_a_file_could_not_say_is_refused_in_a_sentence(
    engine: Engine, changes: dict[str, Any], sentence: str
) -> None:
    engine.open(rfcalc.loads(CHAIN))
    assert engine.ask("edited", 1, changes) == sentence


REFUSED = {
    "At b: the branches differ in size.": "{name: b, type: add, inputs: [a, input]}",
    "At b: the map of 5 is too small: from 6 on is allowed.": "{name: b, type: pad, padding: 5, mode: reflect}",
    "At c: the map of 5 is too small: from 6 on is allowed.": "{name: c, type: crop, crop: [[2, 3]]}",
    "At b: the map of 5 cannot be split into blocks of 2.": "{name: b, type: space_to_depth, scale: 2}",
    "At c: the map of 5 is too small to be cropped to 6.": (
        "{name: b, type: conv, kernel: 1, inputs: [input], stride: 2, padding: 1}, "
        "{name: c, type: crop, crop: middle, like: b, inputs: [a]}"
    ),
    "At b: reflect padding 5 needs a map of at least 6.": (
        "{name: b, type: conv, kernel: 3, padding: 5, padding_mode: reflect}"
    ),
    "At b: padding 3 + 3 leaves nothing of the map of 5.": (
        "{name: b, type: conv_transpose, kernel: 2, stride: 1, padding: 3}"
    ),
}


@pytest.mark.parametrize(("sentence", "layers"), REFUSED.items())
def test_sizes_that_do_not_fit_after_an_edit_are_refused_in_a_sentence(
    engine: Engine, sentence: str, layers: str
) -> None:
    text = f"{{input: [10], layers: [{{name: a, type: conv, kernel: 1, padding: same}}, {layers}]}}"
    engine.open(rfcalc.loads(text))
    assert engine.ask("edited", 1, {"kernel": 2, "stride": 2, "padding": 0}) == sentence


WINDOWS = {
    "At w: ceil_mode needs a padding in numbers.": ("maxpool, ceil_mode: true", {"padding": "same"}),
    "At w: output_padding needs a padding in numbers, and a larger stride or dilation.": (
        "conv_transpose, stride: 2, output_padding: 1",
        {"stride": 1},
    ),
    "At w: its padding depends on the input size.": ("conv", {"padding": "same", "stride": 2}),
    "At w: its receptive field reaches beyond 2^52 pixels.": ("conv", {"kernel": 2**31 - 1, "dilation": 2**31 - 1}),
}


@pytest.mark.parametrize(("sentence", "window"), WINDOWS.items())
def test_keys_that_do_not_go_together_are_refused_in_a_sentence(
    engine: Engine, sentence: str, window: tuple[str, dict[str, Any]]
) -> None:
    layer, changes = window
    engine.open(rfcalc.loads(f"{{layers: [{{name: w, kernel: 3, type: {layer}}}]}}"))
    assert engine.ask("edited", 1, changes) == sentence


def test_an_edit_that_changes_nothing_leaves_every_layer_as_it_was_told(engine: Engine) -> None:
    page = engine.open(rfcalc.load("efficientnet-b0"))
    other = engine.ask("edited", 1, {"kernel": 3, "padding": 1})
    differing = [layer["name"] for told, layer in zip(page["layers"], other["layers"], strict=True) if told != layer]
    assert differing == [page["layers"][1]["name"]]  # whose keys are spelled out


def test_after_an_edit_features_that_see_a_whole_map_keep_a_place_of_their_own(engine: Engine) -> None:
    gate = "{name: b, type: squeeze_excite}, {name: c, type: conv, kernel: 3, stride: 2}"
    engine.open(rfcalc.loads(f"{{input: [30], layers: [{{name: a, type: conv, kernel: 3}}, {gate}]}}"))
    other = engine.ask("edited", 1, {"kernel": 5})
    right = engine.open(rfcalc.loads(other["yaml"]))
    for told, layer in zip(other["layers"][2:], right["layers"][2:], strict=True):
        assert _boxes(other, None, told["own"][0]) == _boxes(right, None, layer["own"][0])


def test_a_map_that_does_not_hang_on_the_input_is_lost_once_it_is_edited(engine: Engine) -> None:
    engine.open(
        rfcalc.loads(
            "{inputs: {left: 9, right: 9}, layers: [{name: a, type: relu, inputs: [left]}, "
            "{name: c, type: conv, kernel: 3, padding: 1, inputs: [right]}, {name: b, type: add, inputs: [a, c]}]}"
        )
    )
    other = engine.ask("edited", 2, {"kernel": 5})
    assert [layer["name"] for layer in other["layers"] if "lost" in layer] == ["c", "b"]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([3, 3], "3"),
        ([1, 7], "[1, 7]"),
        ([[1, 1], [2, 2]], "[1, 2]"),
        ([[1, 0]], "[[1, 0]]"),
        (["same", "same"], "same"),
        (["same", [1, 0]], '["same", [1, 0]]'),
    ],
)
def test_values_are_jotted_down_as_they_are_read_again(engine: Engine, values: list[Any], text: str) -> None:
    assert engine.ask("jotted", values) == text


def test_what_lies_behind_a_layer_that_the_page_cannot_work_out_has_no_numbers(engine: Engine) -> None:
    engine.open(rfcalc.loads(CHAIN))
    other = engine.ask("edited", 2, {"stride": 1})
    assert [layer.get("lost", False) for layer in other["layers"]] == [False, False, False, True, True]
    assert other["layers"][4]["rf"] == [None, None]
    same_size = engine.ask("edited", 1, {"dilation": 2, "padding": 2})
    assert not any("lost" in layer for layer in same_size["layers"])


def test_a_window_of_two_million_taps_is_worked_out_at_once(engine: Engine) -> None:
    engine.open(rfcalc.loads("input: [32]\nlayers:\n  - {name: up, type: conv_transpose, kernel: 3, stride: 2}\n"))
    other = engine.ask("edited", 1, {"kernel": 2_000_001, "stride": 3, "dilation": 2})
    large = {"name": "up", "type": "conv_transpose", "kernel": 2_000_001, "stride": 3, "dilation": 2}
    (row,) = rfcalc.summary(rfcalc.loads(json.dumps({"input": [32], "layers": [large]}))).layers

    assert (other["layers"][1]["n"], other["layers"][1]["rf"]) == (list(row.n), list(row.rf))
