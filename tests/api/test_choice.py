"""Rows are chosen by name, by glob, by block and by the ends of stages; what stands out is told of all layers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.cli.schemas import schema_text
from rfcalc.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc import Forms, Growth, Summary

BLOCKS = """
name: Blocks
input: 64
blocks:
  pair:
    parameters: {stride: 1, extra: true}
    layers:
      - {name: a, type: conv, kernel: 3, padding: 1, stride: $stride}
      - {name: b, type: conv, kernel: 3, padding: 1, when: $extra}
layers:
  - stem: [3, 2, 1]
  - {name: one, block: pair, repeat: 2}
  - {name: two, block: pair, with: {stride: 2, extra: false}}
  - {name: r, type: relu}
  - {name: 'odd[1]', type: conv, kernel: 3, padding: 1}
  - {name: pool, type: global_avgpool}
"""


@pytest.fixture(scope="module")
def network() -> rfcalc.Network:
    return rfcalc.loads(BLOCKS)


def names(answer: Summary | Forms | Growth) -> list[str]:
    if isinstance(answer, rfcalc.Summary):
        return [row.name for row in answer.layers]
    return [row.layer for row in (answer.layers if isinstance(answer, rfcalc.Forms) else answer.rows)]


@pytest.mark.parametrize(
    ("layers", "chosen"),
    [
        (["stem"], ["stem"]),
        (["r", "stem", "stem"], ["stem", "r"]),
        (["one"], ["one.0.a", "one.0.b", "one.1.a", "one.1.b"]),
        (["one.1"], ["one.1.a", "one.1.b"]),
        (["one.*.a"], ["one.0.a", "one.1.a"]),
        (["*.?"], ["one.0.a", "one.0.b", "one.1.a", "one.1.b", "two.a"]),
        (["t*"], ["two.a"]),
        (["two.b"], ["two.a"]),
        (["two.[ab]"], ["two.a"]),
        (["odd[1]"], ["odd[1]"]),
        (["last"], ["odd[1]"]),
        (["o*"], ["one.0.a", "one.0.b", "one.1.a", "one.1.b", "odd[1]"]),
        (["o?e"], ["one.0.a", "one.0.b", "one.1.a", "one.1.b"]),
    ],
)
def test_names_globs_and_blocks_stand_for_their_layers(
    layers: Sequence[str], chosen: list[str], network: rfcalc.Network
) -> None:
    summary = rfcalc.summary(network, layers=layers)
    assert names(summary) == chosen
    assert names(rfcalc.form(network, layers=layers)) == chosen
    assert summary.left_out == 9 - len(chosen)


def test_ends_are_those_of_stages_and_the_last_layer(network: rfcalc.Network) -> None:
    assert names(rfcalc.summary(network, ends=True)) == ["one.1.b", "odd[1]", "pool"]
    assert names(rfcalc.form(network, ends=True)) == ["one.1.b", "odd[1]", "pool"]
    assert names(rfcalc.summary(network, layers=["stem"], ends=True)) == ["stem", "one.1.b", "odd[1]", "pool"]
    ends = [level.layers[0] for level in rfcalc.compare(network, network).levels]
    assert names(rfcalc.summary(network, ends=True)) == [row.name for row in ends if row]


def test_growth_has_the_chosen_rows_that_it_would_have(network: rfcalc.Network) -> None:
    every = rfcalc.growth(network)
    assert "r" not in names(every)
    some = rfcalc.growth(network, layers=["one.1", "r"])
    assert some.rows == tuple([row for row in every.rows if row.layer.startswith("one.1.")])
    assert (some.notes, some.left_out, every.left_out) == (every.notes, len(every.rows) - 2, 0)
    with pytest.raises(rfcalc.RfcalcError) as told:
        rfcalc.growth(network, layers=["r"])
    assert str(told.value) == (
        "<text>: --layer: no layer that is asked for widens a field or joins branches; rfcalc form tells of every layer"
    )


def test_rows_and_notes_are_those_of_the_whole_table(network: rfcalc.Network) -> None:
    every, some = (rfcalc.summary(network, reach=True, until="rf >= 20", layers=each) for each in ((), ["one"]))
    assert some.layers == tuple([row for row in every.layers if row.name.startswith("one.")])
    assert (some.notes, some.until) == (every.notes, every.until)
    forms, chosen = (rfcalc.form(network, layers=each) for each in ((), ["one"]))
    assert chosen.layers == tuple([form for form in forms.layers if form.layer.startswith("one.")])
    assert chosen.notes == forms.notes


@pytest.mark.parametrize("answer", [rfcalc.summary, rfcalc.form, rfcalc.growth])
def test_every_format_tells_or_leaves_out_the_same_rows(answer: object, network: rfcalc.Network) -> None:
    assert callable(answer)
    some, every = answer(network, layers=["one.*"]), answer(network)
    rows = 4 + some.left_out
    name = some.record()["schema"].removeprefix("rfcalc.").removesuffix("/1")
    sentence = f"4 of {rows} layers shown."
    for form in ("table", "markdown"):
        assert sentence in render([some], form, None)
        assert "shown" not in render([every], form, None)
        words = render([some], form, None).partition(sentence)[0].replace("|", " ").split()
        assert [word for word in words if word in {"stem", "pool"}] == ["stem"] * (
            (name, form) == ("summary", "markdown")
        ), "an input"
    assert len(render([some], "csv", None).splitlines()) == 5
    record = json.loads(render([some], "json", None))
    jsonschema.Draft202012Validator(json.loads(schema_text(name))).validate(record)
    assert record["left_out"] == some.left_out
    assert [each["name"] for each in record["layers"]] == names(some)
    assert "left_out" not in json.loads(render([every], "json", None))


REFUSED = {
    "stm": "<text>: --layer: 'Blocks' has no layer 'stm'; did you mean 'stem'?",
    "input": "<text>: --layer: the input is no layer; name a layer, a block or 'last'",
    "zzz": "<text>: --layer: 'Blocks' has no layer 'zzz'; the first are stem, one.0.a, one.0.b ...",
    "conv 3, pool 2": (
        "<text>: --layer: 'Blocks' has no layer 'conv 3, pool 2'; --layers takes a chain of layers; --layer is "
        "repeated for each name"
    ),
    "stm*": "<text>: --layer: no layer of 'Blocks' fits 'stm*'; did you mean 'stem'?",
    "oen.*": "<text>: --layer: no layer of 'Blocks' fits 'oen.*'; did you mean 'one.*'?",
    "zz*": "<text>: --layer: no layer of 'Blocks' fits 'zz*'; the first are stem, one.0.a, one.0.b ...",
    "[": "<text>: --layer: no layer of 'Blocks' fits '['; the first are stem, one.0.a, one.0.b ...",
}


@pytest.mark.parametrize("layer", REFUSED)
def test_what_fits_no_layer_is_refused_with_the_nearest(layer: str, network: rfcalc.Network) -> None:
    for answer in (rfcalc.summary, rfcalc.form, rfcalc.growth):
        with pytest.raises(rfcalc.RfcalcError) as told:
            answer(network, layers=["stem", layer])
        assert str(told.value) == REFUSED[layer]


@pytest.mark.parametrize(
    ("layers", "told"),
    [
        ("stem", "layers: found 'stem'; a list of names is needed"),
        ([3], "<text>: --layer: found layer 3; the name of a layer is needed"),
        (None, "layers: found null; a list of names is needed"),
    ],
)
def test_what_is_no_list_of_names_is_refused(layers: list[str], told: str, network: rfcalc.Network) -> None:
    with pytest.raises(rfcalc.RfcalcError) as error:
        rfcalc.summary(network, layers=layers)
    assert str(error.value) == told
