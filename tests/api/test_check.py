"""Conditions on a network: what they are about, when they hold, and what is told of those that do not."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc

if TYPE_CHECKING:
    from pathlib import Path

NET = rfcalc.loads(
    """
name: Net
input: [64, 96]
blocks:
  pair:
    layers:
      - a: [3, 1, 1]
      - b: [3, 2, 1]
layers:
  - {name: first, block: pair}
  - {name: second, block: pair}
  - {name: side, type: conv, kernel: 2, inputs: [first], stride: 2}
  - {name: sum, type: add, inputs: [second, side]}
  - {name: wide, type: conv, kernel: [3, 5], padding: [1, 2]}
  - {name: gap, type: global_avgpool}
""",
    file="net.yaml",
)
SAME = rfcalc.loads("input: [9]\nlayers:\n  - all: [3]\n  - last: [3]\n  - 'a:b': [3]\n")
NAMED = "input: {size}\nlayers:\n  - c: [3]\n"


def passed(network: rfcalc.Network | str, *conditions: str) -> list[bool]:
    return [held.passed for held in rfcalc.check(network, *conditions).conditions]


def failures(network: rfcalc.Network | str, condition: str) -> list[tuple[Any, ...]]:
    """Return layer, axis, found and wanted of what fails."""
    (held,) = rfcalc.check(network, condition).conditions
    return [(each.layer, each.axis, each.found, each.wanted) for each in held.failures]


def refused(network: rfcalc.Network | str, *conditions: str) -> str:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.check(network, *conditions)
    return str(caught.value)


def test_without_a_layer_the_last_map_with_several_features_is_meant() -> None:
    assert failures(NET, "rf.y < 5") == [("wide", "y", 21, 5)]
    assert failures(NET, "last: rf.y < 5") == [("wide", "y", 21, 5)]


def test_a_block_means_its_output_and_a_pattern_all_that_fits_it() -> None:
    assert failures(NET, "first: rf.x > 9") == [("first.b", "x", 5, 9)]
    assert [layer for layer, *_ in failures(NET, "first*: rf.x > 9")] == ["first.a", "first.b"]
    assert [layer for layer, *_ in failures(NET, "*a*: rf.x > 900")] == ["first.a", "second.a", "gap"]
    assert [layer for layer, *_ in failures(NET, "all: jump.x > 4")] == [layer.name for layer in NET.layers]


def test_a_layer_that_is_really_called_so_wins_and_the_last_colon_separates() -> None:
    assert failures(SAME, "all: rf > 9") == [("all", "x", 3, 9)]
    assert failures(SAME, "last: rf > 9") == [("last", "x", 5, 9)]
    assert failures(SAME, "a:b: rf > 9") == [("a:b", "x", 7, 9)]


def test_a_condition_holds_for_every_feature() -> None:
    assert failures("unet", "rf >= 200") == [("classes", "y", 188, 200), ("classes", "x", 188, 200)]
    assert failures("unet", "rf <= 200") == [("classes", "y", 204, 200), ("classes", "x", 204, 200)]
    assert failures("unet", "rf.x == 190") == [("classes", "x", 204, 190)]
    assert failures("unet", "rf.x == 203") == [("classes", "x", 188, 203)]
    assert passed("unet", "rf >= 188", "rf <= 204", "rf != 187", "rf != 188", "rf > 188") == [True] * 3 + [False] * 2
    in_turn = rfcalc.loads("input: [8]\nlayers:\n  - {name: up, type: upsample, scale: 2}\n  - c: [2]\n")
    assert passed(in_turn, "c: rf != 1", "c: rf != 2", "c: rf != 3") == [False, False, True]


def test_a_condition_holds_along_every_axis_or_along_its_own() -> None:
    assert passed(NET, "wide: rf == 21", "wide: rf.y == 21", "wide: rf.x == 29") == [False, True, True]
    assert failures(NET, "wide: rf == 21") == [("wide", "x", 29, 21)]
    assert [each.text for each in rfcalc.check(NET, "wide: rf == 21").conditions[0].failures] == [
        "rf.x is 29, not == 21"
    ]


def test_a_line_tells_once_what_fails_alike_along_every_axis() -> None:
    verdict = rfcalc.check(NET, "first: rf > 9", "wide: rf > 90", "wide: rf > 50% input")

    assert [failure.text for case in verdict.cases() for failure in case.failures] == [
        "first.b: rf is 5, not > 9",
        "wide: rf.y is 21, not > 90",
        "wide: rf.x is 29, not > 90",
        "wide: rf.y is 21, not > 32 (50% input)",
        "wide: rf.x is 29, not > 48 (50% input)",
    ]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("-3", -3),
        ("0.5", 0.5),
        ("7/3", Fraction(7, 3)),
        ("8/4", 2),
        ("input", 96),
        ("50% input", 48),
        ("33.3 %  input", 31.968),
        ("100% input", 96),
    ],
)
def test_a_value_is_a_number_or_a_share_of_the_input(value: str, wanted: object) -> None:
    assert failures(NET, f"wide: start.x != {value}") == ([("wide", "x", 0.5, 0.5)] if wanted == 0.5 else [])
    assert failures(NET, f"wide: jump.x == {value}") == [("wide", "x", 4, wanted)]


def test_numbers_that_are_shares_take_percentages() -> None:
    assert passed("resnet18", "gridding < 10%", "gridding < 0.1", "gridding < 9%", "checkerboard == 0%") == [
        True,
        True,
        False,
        True,
    ]


def test_every_number_is_that_of_the_answer_that_tells_it() -> None:
    (form,) = rfcalc.form("resnet18", layers=["layer4.1.add"]).layers
    expected = {
        "n": 7,
        "jump": 32,
        "rf": 435,
        "start": 0.5,
        "period": 1,
        "shift": -15.5,
        "erf": form.erf,
        "holes": form.holes,
        "gridding": form.gridding,
        "checkerboard": 0,
        "align": 32,
        "latency": 218,
    }
    for number, value in expected.items():
        assert passed("resnet18", f"{number} == {value}", f"{number} != {value}") == [True, False], number
    assert failures("resnet18", "context.x < 200") == [("layer4.1.add", "x", 217, 200)]
    assert failures("resnet18", "context.x > 200") == [("layer4.1.add", "x", 186, 200)]


def test_latency_of_causal_networks_is_known_and_their_history_is_not_always() -> None:
    wave = "input: [100]\nlayers:\n  - {name: c, type: conv, kernel: 3, padding: causal}\n"
    past = wave + "  - {name: r, type: recurrent}\n"

    assert passed(rfcalc.loads(wave), "latency == 1", "context == 0", "context <= 2") == [True, False, True]
    assert passed(rfcalc.loads(past), "latency == 1", "align == 1", "context <= 1000") == [True, True, False]
    assert failures(rfcalc.loads(past), "context <= 1000") == [("r", "x", None, 1000)]


def test_a_number_that_there_is_not_fails_whatever_is_asked_of_it() -> None:
    crossed = rfcalc.loads(
        "input: 16\nlayers:\n  - a: [2, 2]\n  - {name: up, type: resize, size: 16}\n"
        "  - {name: half, type: resize, size: 8}\n"
        "  - {name: b, type: add, inputs: [half, a]}\n  - {name: g, type: global_avgpool}\n"
        "  - {name: c, type: add, inputs: [b, g]}\n  - {name: s, type: resize, size: 5, inputs: [input]}\n"
        "  - {name: t, type: conv, kernel: 4, stride: 3, inputs: [input]}\n  - {name: z, type: add, inputs: [s, t]}\n"
    )

    assert failures(crossed, "z: jump.x != 5") == [("z", "x", None, 5)]
    assert failures(crossed, "z: period.x > 0") == [("z", "x", None, 0)]
    assert failures(crossed, "g: align.x > 0") == [("g", "x", None, 0)]
    assert failures(crossed, "z: centered") == [("z", None, None, True)]
    assert failures(crossed, "z: not centered") == [("z", None, None, False)]
    assert passed(crossed, "z: regular", "z: not regular", "c: whole", "c: not whole") == [False, True, True, False]


def test_words_are_true_of_a_layer_or_not() -> None:
    assert failures(NET, "sum: aligned") == [("sum", None, False, True)]
    assert failures(NET, "second: not aligned") == [("second.b", None, True, False)]
    assert failures("alexnet", "centered") == []
    assert failures("resnet18", "centered") == [("layer4.1.add", None, False, True)]
    assert rfcalc.check("resnet18", "centered").conditions[0].failures[0].text == (
        "is not centered, but 15.5 px left of and above the middle"
    )


def test_conditions_of_the_network_come_first_with_their_lines() -> None:
    network = rfcalc.loads("checks:\n  - rf == 3\n  - rf == 4\nlayers:\n  - c: [3]\n")
    verdict = rfcalc.check(network, "jump == 1")

    assert [(held.condition, held.line, held.passed) for held in verdict.conditions] == [
        ("rf == 3", 2, True),
        ("rf == 4", 3, False),
        ("jump == 1", None, True),
    ]
    assert not verdict.passed


def test_sizes_that_do_not_fit_are_told_as_such() -> None:
    small = rfcalc.loads("input: 2\nlayers:\n  - c: [3]\n", file="small.yaml")

    assert refused(small, "rf == 3").startswith("small.yaml:3: layer 'c'")


@pytest.mark.parametrize("number", ["n", "erf", "holes", "shift", "rf"])
def test_what_needs_an_input_size_is_an_error_without_one(number: str) -> None:
    unsized = rfcalc.loads("layers:\n  - c: [3]\n  - {name: g, type: global_avgpool}\n", file="net.yaml")
    layer = "g" if number == "rf" else "c"

    assert "--input" in refused(unsized, f"{layer}: {number} > 3")


def test_so_is_what_is_compared_with_an_input_whose_size_is_not_known() -> None:
    assert refused(rfcalc.loads("layers:\n  - c: [3]\n", file="n.yaml"), "c: rf < 5% input") == (
        "n.yaml: condition 'c: rf < 5% input': '5% input' needs the input size; give it with --input"
    )


QUOTE = "quote the condition, such as 'rf >= 224': a shell takes > and blanks for its own"
FORMS = "allowed: [LAYER:] NUMBER[.AXIS] OP VALUE, [LAYER:] [not] WORD, or [LAYER:] no FINDING"
WORDS = "one of aligned, regular, centered, whole"
VALUES = "allowed: a number, such as 224 or 0.5, 5%, input, 50% input"


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("rf", f"a number without a sign and a value; {QUOTE}"),
        ("sum: rf.x", f"a number without a sign and a value; {QUOTE}"),
        ("rf >=", f"there is no value behind the sign of 'rf'; {QUOTE}"),
        (">= 5", f"this is only a part of one; {QUOTE}"),
        ("5", f"this is only a part of one; {QUOTE}"),
        ("not", f"this is only a part of one; {QUOTE}"),
        ("sum:", f"this is only a part of one; {QUOTE}"),
        ("", f"this is only a part of one; {QUOTE}"),
        (": rf > 3", f"there is no layer before the colon; {FORMS}"),
        ("one two three", f"this is no condition; {FORMS}"),
        (
            "rff > 3",
            "unknown number 'rff'; did you mean 'rf'? one of n, jump, rf, start, period, erf, holes, gridding, ",
        ),
        ("rf = 3", "unknown sign '='; did you mean '=='? one of >= <= == != > <"),
        ("rf ~ 3", "unknown sign '~'; one of >= <= == != > <"),
        ("rf ≥ 3", "unknown sign '≥'; did you mean '>='? one of >= <= == != > <"),
        ("rf > many", f"found the value 'many'; {VALUES}"),
        ("rf > 1e3", f"found the value '1e3'; {VALUES}"),
        ("rf > 1/0", f"found the value '1/0'; {VALUES}"),
        ("rf > 5%", "found the value '5%'; 5% of what? write '5% input'"),
        ("holes > input", "found the value 'input'; holes is a share: a number of 0 to 1, or 5%"),
        ("holes > 5% input", "found the value '5% input'; holes is a share: a number of 0 to 1, or 5%"),
        ("erf.x > 5", "found 'erf.x'; erf is one number for all axes"),
        ("rf.w > 5", "unknown axis 'w'; one of x, y, z"),
        ("rf.z > 5", "the network has no axis 'z'; it has y, x"),
        ("aligned > 5", "'aligned' is no number; write aligned or not aligned"),
        ("alined", f"unknown word 'alined'; did you mean 'aligned'? {WORDS}"),
        ("not rf", f"unknown word 'rf'; {WORDS}"),
        ("holey", "unknown word 'holey'; did you mean 'holes'? one of aligned, regular, centered, whole"),
        ("unproductive", f"unknown word 'unproductive'; did you mean 'no unproductive'? {WORDS}"),
        ("no unproductiv", "unknown finding 'unproductiv'; did you mean 'unproductive'? one of unproductive, "),
        ("summ: rf > 3", "'Net' has no layer 'summ'; did you mean 'sum'?"),
        ("z*: rf > 3", "no layer of 'Net' fits 'z*'; "),
        ("input: rf > 3", "the input is no layer; name a layer, a block, all or last"),
    ],
)
def test_what_is_no_condition_is_refused_with_what_would_be_one(condition: str, message: str) -> None:
    told = refused(NET, condition)

    assert told.startswith(f"net.yaml: condition '{condition}': {message}")
    assert "\n" not in told


def test_a_condition_that_is_no_text_is_refused() -> None:
    assert refused(NET, 5) == f"net.yaml: condition: found 5; allowed: a text, {FORMS.removeprefix('allowed: ')}"  # type: ignore[arg-type]


def test_all_wrong_conditions_are_told_at_once() -> None:
    network = rfcalc.loads("checks: [a, b]\nlayers:\n  - c: [3]\n", file="net.yaml")

    assert [line.split(": ")[:2] for line in refused(network, "rf").splitlines()] == [
        ["net.yaml", "condition 'rf'"],
        ["net.yaml:1", "condition 'a'"],
        ["net.yaml:1", "condition 'b'"],
    ]


def test_no_condition_at_all_is_an_error() -> None:
    assert refused("vgg16") == (
        "vgg16: there is nothing to check; give a condition, such as 'rf >= 224', list some under 'checks:' of the "
        "file, or a --baseline"
    )


def test_a_network_of_no_layers_has_none_to_check() -> None:
    empty = rfcalc.loads("input: 5\nlayers:\n  - {name: a, type: relu, when: false}\n", file="net.yaml")

    assert refused(empty, "rf > 3").endswith("the network has no layer; a condition is about layers")


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    """Return a file with the summary of NET."""
    file = tmp_path / "base.json"
    file.write_text(json.dumps(rfcalc.summary(NET).record(), default=str), "utf-8")
    return file


def test_a_network_has_its_own_rows(baseline: Path) -> None:
    verdict = rfcalc.check(NET, baseline=baseline)

    assert verdict.passed
    assert verdict.conclusion() == f"Net: its 8 rows are those of {baseline}."
    assert rfcalc.check(NET, "gap: whole", baseline=baseline).conclusion() == (
        f"1 of 1 condition holds for Net; its 8 rows are those of {baseline}."
    )


def test_any_difference_of_a_row_names_the_layer_and_what_differs(baseline: Path) -> None:
    layers = list(NET.layers)
    layers[4] = layers[4].changed(kernel=4, padding=1)
    layers[6] = layers[6].changed(kernel=[3, 7], padding=[1, 3])
    other = NET.changed(layers=[*layers[:7], rfcalc.Layer("new", "relu")])
    verdict = rfcalc.check(other, baseline=baseline)

    assert [change.text("b.json") for change in verdict.changes] == [
        "side: rf is 11, not 7 as in b.json",
        "wide: rf is 21x37, not 21x29 as in b.json",
        "new: it is not in b.json",
        "gap: it is in b.json, and not in the network",
    ]
    assert [change.what for change in verdict.changes[-2:]] == ["added", "removed"]
    assert not verdict.passed


def test_types_and_inputs_are_part_of_a_row(baseline: Path) -> None:
    again = [*NET.layers[:5], NET.layers[5]._replace(type="mul", inputs=("side", "second.b")), *NET.layers[6:]]
    (change,) = rfcalc.check(NET.changed(layers=again), baseline=baseline).changes

    assert change.text("b") == "sum: type is mul, not add; inputs is [side, second.b], not [second.b, side] as in b"
    assert list(change.cells()) == [
        ("type", "", "mul", "add"),
        ("inputs", "", "[side, second.b]", "[second.b, side]"),
    ]


def test_a_baseline_with_reaches_is_compared_with_reaches(tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    file.write_text(json.dumps(rfcalc.summary("vgg16", reach=True).record()), "utf-8")

    assert rfcalc.check("vgg16", baseline=file).passed
    assert not rfcalc.check(rfcalc.load("vgg16", 256), baseline=str(file)).passed


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("{", "this is no JSON; a baseline is one rfcalc.summary/1"),
        ('{"schema": "rfcalc.summary/1"}\n{}', "more than one value; a baseline is one rfcalc.summary/1"),
        ("[]", "found schema null; a baseline is rfcalc.summary/1"),
        ('{"schema": "rfcalc.form/1"}', "found schema 'rfcalc.form/1'; a baseline is rfcalc.summary/1"),
        ('{"schema": "rfcalc.summary/1"}', "its layers are not those of rfcalc.summary/1"),
        ('{"schema": "rfcalc.summary/1", "layers": [5]}', "its layers are not those of rfcalc.summary/1"),
        (
            '{"schema": "rfcalc.summary/1", "layers": [{"name": "a"}, {"name": "a"}]}',
            "its layers are not those of rfcalc.summary/1",
        ),
        ('{"schema": "rfcalc.summary/1", "left_out": 3}', "it leaves out layers; a baseline has a row for each"),
        ('{"a": 1, "a": 2}', "a key stands twice in a mapping"),
        ('{"a": NaN}', "found NaN; numbers are finite"),
        ("[" * 100_000, "this is no JSON that can be read"),
        ("1" * 5000, "this is no JSON that can be read"),
        ("\0", "this is no text file"),
    ],
)
def test_what_is_no_baseline_is_refused(content: str, found: str, tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    file.write_text(content, "utf-8")
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.check(NET, baseline=file)

    assert caught.value.file == str(file)
    assert caught.value.text.startswith(found)


def test_a_verdict_can_be_handed_from_process_to_process(baseline: Path) -> None:
    verdict = rfcalc.check(NET, "rf > 3", "all: aligned", baseline=baseline)

    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301 - our own


def test_no_finding_of_a_kind_is_a_condition() -> None:
    small = rfcalc.load("vgg16", 32)
    verdict = rfcalc.check(small, "no unproductive", "conv1*: no unproductive", "conv5_3: no unproductive")
    everywhere, first, last = verdict.conditions

    assert {(each.metric, each.axis, each.found, each.wanted) for each in everywhere.failures} == {
        ("unproductive", None, True, False)
    }
    assert everywhere.failures[-1].layer == "pool5"
    assert everywhere.failures[-1].text == "has the finding unproductive"
    assert first.passed
    assert [each.layer for each in last.failures] == ["conv5_3"]
    assert passed("resnet18", "no unproductive", "all: no unproductive", "no misaligned", "no holes") == [True] * 4


def test_a_finding_without_a_layer_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = SimpleNamespace(layers=(), text="Seams: all of it.")
    monkeypatch.setattr("rfcalc.reports.findings.table.find", lambda *_: finding)
    verdict = rfcalc.check(NET, "no seams")

    assert [failure.text for failure in verdict.cases()[0].failures] == ["finding seams: Seams: all of it."]
    assert failures(NET, "no seams") == [(None, None, True, False)]


def test_a_finding_about_an_object_needs_one() -> None:
    assert refused("vgg16", "no object-unseen") == (
        "vgg16: condition 'no object-unseen': object-unseen is about an object of some size; rfcalc advise --object "
        "SIZE looks for it"
    )


def test_layers_of_which_nothing_is_known_fail_and_constants_are_left_out() -> None:
    two = rfcalc.loads(
        "inputs: {a: [32], b: [16]}\nlayers:\n  - {name: p, type: conv, kernel: 3, inputs: [a]}\n"
        "  - {name: q, type: global_avgpool, inputs: [b]}\n  - {name: r, type: mul, inputs: [p, q]}\n"
    )

    assert passed(two, "all: rf == 3", "q: rf == 3", "q: aligned", "q: holes < 1") == [True, False, False, False]
    assert failures(two, "q: rf == 3") == [("q", "x", None, 3)]
    assert failures(two, "q: holes < 1") == [("q", None, None, 1)]


def test_conditions_that_hold_before_an_unknown_operator_say_how_far_they_are_known() -> None:
    text = "input: [64]\nlayers:\n  - c: [3]\n  - {name: u, type: unknown, operator: Sort}\n"

    assert rfcalc.check(rfcalc.loads(text), "rf == 3").conclusion().endswith("; what Sort reads is not known.")
    assert failures(rfcalc.loads(text), "all: rf >= 1") == [("u", "x", None, 1)]
    treated = rfcalc.loads(text, treat={"Sort": "pointwise"})
    assert rfcalc.check(treated, "rf == 3").conclusion() == "1 of 1 condition holds for network."
