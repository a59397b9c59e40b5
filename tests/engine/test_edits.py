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
FEATURES = 20  # at the beginning of each map whose boxes are compared, and the last


def numbers(page: Page) -> list[Page]:
    """Return the layers of a page with boxes in the place of ids; what else features see on the way is left out."""
    return [
        {
            **{key: value for key, value in layer.items() if key not in {"keys", "reads", "own", "place"}},
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
        file = rfcalc.viewer(rfcalc.loads(other["yaml"]))
    except RfcalcError:
        assert lost, case
        return "lost"
    for told, right in zip(numbers(other), numbers(engine.open(file_network(other))), strict=True):
        if any(len(boxes) < period for period, _, boxes in page["boxes"]):  # the page has not all phases to compare
            told.pop("period", None), right.pop("period", None)
        assert "lost" in told or told == right, (case, told["name"], file.network)
    return "lost" if lost else "edited"


def _changed_numbers(network: rfcalc.Network, at: int, changes: dict[str, Any]) -> rfcalc.Summary:
    layers = [*network.layers]
    layers[at - 1] = layers[at - 1].changed(**changes)
    return rfcalc.summary(network.changed(layers=layers))


def file_network(page: Page) -> rfcalc.Network:
    return rfcalc.loads(page["yaml"])


def test_edits_of_random_networks_are_those_of_their_files(engine: Engine) -> None:
    draw = random.Random(8)  # noqa: S311 - not for secrets
    outcomes = [assert_edits_are_those_of_the_file(engine, read(network), draw) for network in networks(600, 6)]
    assert "edited" in outcomes


@pytest.mark.slow
def test_edits_of_many_random_networks_are_those_of_their_files(engine: Engine) -> None:
    draw = random.Random(9)  # noqa: S311 - not for secrets
    outcomes = [assert_edits_are_those_of_the_file(engine, read(network), draw) for network in networks(6000, 150)]
    assert outcomes.count("edited") > outcomes.count("lost") * 3


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
        ({"border": "reflect"}, "At conv: conv has no border to be changed here."),
    ],
)
def test_what_a_file_could_not_say_is_refused_in_a_sentence(
    engine: Engine, changes: dict[str, Any], sentence: str
) -> None:
    engine.open(rfcalc.loads(CHAIN))
    assert engine.ask("edited", 1, changes) == sentence


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
