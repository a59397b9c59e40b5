"""What stands out: a sentence for people, a word and layers for programs."""

from __future__ import annotations

import copy
import json
import pickle
import re

import pytest

import rfcalc
from rfcalc.api import effect
from rfcalc.page.note import Note, findings
from rfcalc.render import render

CAUSAL = """
input: [64]
layers:
  - {name: first, type: conv, kernel: 3, padding: [[2, 0]]}
  - {name: conv, type: conv, kernel: 3, dilation: 2, padding: [[4, 0]]}
  - {name: add, type: add, inputs: [first, conv]}
"""
PADDED = """
input: [64]
layers:
  - {name: pad, type: pad, padding: [[4, 0]]}
  - {name: conv, type: conv, kernel: 5}
  - {name: add, type: add, inputs: [input, conv]}
"""
AHEAD = """
input: [64]
layers:
  - {name: conv, type: conv, kernel: 3, padding: [[1, 1]]}
  - {name: even, type: conv, kernel: 2, padding: [[0, 1]]}
  - {name: add, type: add, inputs: [conv, even]}
"""
STRIDED = """
input: [64]
layers:
  - {name: conv, type: conv, kernel: 3, stride: 2, padding: 1}
  - {name: pool, type: avgpool, kernel: 2, inputs: input}
  - {name: add, type: add, inputs: [conv, pool]}
"""
STEM = """
input: [64]
layers:
  - {name: stem, type: conv, kernel: 7, stride: 2, padding: 3}
  - {name: conv, type: conv, kernel: 3, padding: [[2, 0]]}
  - {name: add, type: add, inputs: [stem, conv]}
  - {name: late, type: conv, kernel: 3, padding: [[0, 2]]}
  - {name: off, type: add, inputs: [add, late]}
"""
GATED = """
input: [64]
layers:
  - {name: conv, type: conv, kernel: 3, padding: [[2, 0]]}
  - {name: gate, type: squeeze_excite}
  - {name: add, type: add, inputs: [input, gate]}
"""


def codes(text: str) -> list[str]:
    """Return the codes of a network's notes."""
    return [note.code for note in rfcalc.summary(rfcalc.loads(text)).notes]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CAUSAL, ["causal"]),
        (PADDED, ["causal"]),
        (AHEAD, ["misaligned"]),
        (STRIDED, ["misaligned"]),
        (STEM, ["misaligned", "causal"]),
        (GATED, ["misaligned", "whole", "exceeds-input"]),
    ],
)
def test_centres_that_differ_by_design_are_no_alarm(text: str, told: list[str]) -> None:
    assert codes(text) == told


def test_causal_branches_are_told_in_a_calm_line_and_flagged_all_the_same() -> None:
    summary = rfcalc.summary("tcn")

    assert [note.code for note in summary.notes] == ["causal", "exceeds-input"]
    assert summary.notes[0] == (
        "Causal: the branches that meet at network.0.add, network.1.add, network.2.add and 5 more look back only, "
        "so their centres differ by design."
    )
    assert summary.notes[0].layers == tuple(row.name for row in summary.layers if row.misaligned)


def test_a_network_may_be_causal_along_one_axis_and_misaligned_along_another() -> None:
    network = rfcalc.loads(
        "input: 32\nlayers:\n  - {name: conv, type: conv, kernel: 3, padding: [[2, 0], [0, 2]]}\n"
        "  - {name: add, type: add, inputs: [input, conv]}\n"
    )
    assert [note.code for note in rfcalc.summary(network).notes] == ["misaligned"]


def test_a_note_is_a_text_that_knows_its_code_and_its_layers() -> None:
    note = Note("grid", ["a", "b"], "Grid: a and b.")

    assert note == "Grid: a and b."
    assert isinstance(note, str)
    assert (note.code, note.layers, note.text) == ("grid", ("a", "b"), "Grid: a and b.")
    for twin in (pickle.loads(pickle.dumps(note)), copy.deepcopy(note)):  # noqa: S301 - made a line ago
        assert (twin, twin.code, twin.layers) == (note, "grid", ("a", "b"))
    assert findings([note]) == {"findings": [{"code": "grid", "layers": ("a", "b"), "text": note}]}
    assert findings([]) == {}


@pytest.mark.slow
def test_every_answer_with_notes_tells_them_to_programs() -> None:
    network = rfcalc.load("resnet18")
    answers = (
        rfcalc.summary(network),
        rfcalc.form(network),
        rfcalc.growth(network),
        effect(network, rfcalc.remedy(network)),
    )
    for answer in answers:
        record = json.loads(render([answer], "json"))
        assert [finding["text"] for finding in record["findings"]] == list(answer.notes)
        assert [finding["code"] for finding in record["findings"]] == [note.code for note in answer.notes]
        assert record.get("notes", list(answer.notes)) == list(answer.notes)
    assert "findings" not in json.loads(render([rfcalc.summary("vgg16")._replace(notes=())], "json"))


def test_no_network_with_a_checkerboard_is_smooth() -> None:
    text = "input: 16\nlayers: [{name: up, type: conv_transpose, kernel: 3, stride: 2, padding: 1, output_padding: 1}]"
    notes = rfcalc.form(rfcalc.loads(text)).notes

    assert "smooth" not in [note.code for note in notes]
    assert "Checkerboard: neighboring features are reached unevenly from up on: 16.7% at up." in notes
    resized = "input: 16\nlayers: [{name: up, type: upsample, scale: 2}, {conv: [3, 1, 1]}]"
    assert "smooth" in [note.code for note in rfcalc.form(rfcalc.loads(resized)).notes]


def test_a_checkerboard_in_a_checkerboard_has_the_period_of_both() -> None:
    """Of four features one is reached, where another layer reaches one of two."""
    layers = "".join(f"{{name: t{at}, type: conv_transpose, kernel: 1, stride: 2, output_padding: 1}}, " for at in "ab")
    assert rfcalc.map(rfcalc.loads(f"input: [4]\nlayers: [{layers}]"), "tb").form.checkerboard == (0.75,)


def test_a_mean_reaches_a_feature_once_however_many_positions_it_is_of() -> None:
    """Every feature is reached by the mean, every other one by the second branch too: two and one in turn."""
    text = """
input: [4]
layers:
  - {name: mean, type: avgpool, kernel: 3, stride: 1, padding: 1}
  - {name: up, type: upsample, scale: 2}
  - {name: holes, type: conv_transpose, kernel: 1, stride: 2, output_padding: 1, inputs: [input]}
  - {name: sum, type: add, inputs: [up, holes]}
"""
    told = rfcalc.map(rfcalc.loads(text), "sum", weights="mean").form
    assert told.checkerboard is not None
    assert told.checkerboard[0] == pytest.approx(1 / 6, abs=1e-6)


def test_a_worse_share_elsewhere_is_told_beside_that_of_the_last_map() -> None:
    layers = (
        "  - {name: up, type: conv_transpose, kernel: 3, stride: 2, padding: 1, output_padding: 1}\n"
        "  - {name: even, type: conv, kernel: 2}\n"
    )
    notes = rfcalc.form(rfcalc.loads(f"input: 16\nlayers:\n{layers}")).notes
    board = next(note for note in notes if note.code == "checkerboard")

    assert board.layers == ("up",)
    assert board.endswith("from up on: 16.7% at up, 0% at even.")


@pytest.mark.slow
def test_numbers_in_sentences_are_those_of_the_tables() -> None:
    growth = rfcalc.growth("wavenet")
    assert "The rf never reaches the size of the input (16000 samples)." in growth.notes
    for name in ("resnet18", "wavenet", "c3d", "unet"):
        forms = rfcalc.form(name)
        text = render([forms], "table")
        table, _, notes = text.rpartition("\n\n")
        shares = re.findall(r"(\d\S*%)(?! of the (?:image|input))", notes)
        assert set(shares) <= set(table.split())
        assert "e+" not in text
        assert "-0.00" not in text


@pytest.mark.slow
def test_no_number_is_minus_zero() -> None:
    text = render([rfcalc.form("densenet121")], "json")
    assert '"shift_mass": {"y": 0.0' in text
    assert "-0.0," not in text


@pytest.mark.slow
def test_a_growth_of_axes_that_differ_says_that_its_sizes_are_means() -> None:
    for name, averaged in (("c3d", True), ("vgg16", False), ("wavenet", False)):
        growth = rfcalc.growth(name)
        for form in ("table", "markdown"):
            text = render([growth], form)
            assert ("as geometric means over the axes" in text) == averaged
            assert ("Sizes are geometric means over the axes x, y, z" in text) == averaged
        assert ("geometric-mean" in [note.code for note in growth.notes]) == averaged
    wide = rfcalc.loads("input: [64, 64]\nlayers: [{conv: [[3, 7], 1, [1, 3]]}]")
    assert rfcalc.growth(wide).notes[-1].code == "geometric-mean"
