"""Operators of which nothing is known: no numbers behind them, a reason, and the rest as ever."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

import rfcalc

DETECTOR = """
input: [64, 64]
layers:
  - conv1: [3, 2, 1]
  - conv2: [3, 2, 1]
  - {name: warp, type: unknown, operator: GridSample, inputs: [conv2, conv1]}
  - {name: after, type: conv, kernel: 3, padding: 1, stride: 2}
  - {name: sum, type: add, inputs: [conv1, after]}
  - {name: boxes, type: unknown, operator: TopK}
  - {name: again, type: unknown, operator: GridSample, inputs: conv1}
  - {name: head, type: conv, kernel: 3, padding: 1, inputs: conv2}
"""
PLAIN = """
input: [64, 64]
layers:
  - conv1: [3, 2, 1]
  - conv2: [3, 2, 1]
  - {name: head, type: conv, kernel: 3, padding: 1, inputs: conv2}
"""
LOST = ["warp", "after", "sum", "boxes", "again"]


@pytest.fixture(scope="module")
def network() -> rfcalc.Network:
    return rfcalc.loads(DETECTOR)


def test_only_what_lies_behind_has_no_numbers(network: rfcalc.Network) -> None:
    rows = {row.name: row for row in rfcalc.summary(network, reach=True).layers}
    plain = {row.name: row for row in rfcalc.summary(rfcalc.loads(PLAIN), reach=True).layers}

    assert {name: rows[name] for name in plain} == plain
    for name in LOST:
        row = rows[name]
        assert row.unknown
        assert row.flags() == ("unknown",)
        assert {row.n, row.jump, row.rf, row.start, row.reach} == {(None, None)}
    assert rows["after"].window == "k3 s2 p1"


def test_each_operator_is_noted_once_with_its_layers(network: rfcalc.Network) -> None:
    found = {note.layers: note.text for note in rfcalc.summary(network).notes if note.code == "unknown"}

    assert found == {
        ("warp", "again"): "Unknown: what GridSample reads at 2 layers, the first warp, is not known, nor what the 3 "
        "layers behind it see (--treat GridSample=pointwise or GridSample=whole).",
        ("boxes",): "Unknown: what TopK reads at boxes is not known (--treat TopK=pointwise or TopK=whole).",
    }


def test_json_has_null_and_a_flag(network: rfcalc.Network) -> None:
    record = json.loads(json.dumps(rfcalc.summary(network).record()))
    row = next(row for row in record["layers"] if row["name"] == "after")

    assert row["unknown"] is True
    assert row["n"] == row["jump"] == row["rf"] == row["start"] == {"y": None, "x": None}


@pytest.mark.parametrize("ask", [rfcalc.locate, rfcalc.count_paths])
def test_asking_behind_it_names_operator_and_layer(network: rfcalc.Network, ask: object) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        ask(network, "after", (0, 0))  # type: ignore[operator] # a call of the API
    assert str(caught.value) == (
        "<text>: layer 'after': what GridSample reads is not known, at layer 'warp' before it; "
        "--treat GridSample=pointwise or --treat GridSample=whole makes something of it"
    )
    with pytest.raises(rfcalc.RfcalcError, match="layer 'boxes': what GridSample reads is not known"):
        rfcalc.map(network, "boxes")


def test_the_last_map_is_the_last_that_is_known() -> None:
    tail = DETECTOR + "  - {name: nms, type: unknown, operator: NonMaxSuppression}\n"

    assert rfcalc.locate(rfcalc.loads(tail), "last", (0, 0)).layer == "head"
    assert rfcalc.map(rfcalc.loads(tail)).layer == "head"


def test_where_nothing_is_known_last_says_why() -> None:
    network = rfcalc.loads("layers: [{name: a, type: unknown, operator: Loop}, conv: [3]]")

    assert all(row.unknown for row in rfcalc.summary(network).layers)
    with pytest.raises(rfcalc.RfcalcError, match="what Loop reads is not known, at layer 'a'"):
        rfcalc.locate(network, "last", (0, 0))
    forms = rfcalc.form(network._replace(input=(8, 8)))
    assert [note.code for note in forms.notes] == ["unknown", "no-path"]


def test_forms_and_growth_leave_it_out(network: rfcalc.Network) -> None:
    forms = {form.layer: form for form in rfcalc.form(network).layers}
    plain = {form.layer: form for form in rfcalc.form(rfcalc.loads(PLAIN)).layers}

    assert {name: forms[name] for name in plain} == plain
    for name in LOST:
        form = forms[name]
        assert set(form[2:]) == {None, (None, None)}
    assert [row.layer for row in rfcalc.growth(network).rows] == ["conv1", "conv2", "head"]
    assert [note.code for note in rfcalc.growth(network).notes][:2] == ["unknown", "unknown"]
    assert [found.layer for found in rfcalc.api.maps(network)] == ["conv1", "conv2", "head"]


def test_compare_shows_the_last_known_layer_and_what_got_unknown(network: rfcalc.Network) -> None:
    last = rfcalc.compare(network, rfcalc.loads(PLAIN)).levels[-1].layers
    assert [row and row.name for row in last] == ["head", "head"]
    first = DETECTOR.replace("operator: TopK", "operator: TopK, treat: whole").replace(
        "inputs: conv1}", "inputs: conv2}"
    )
    known = first.replace("operator: GridSample, ", "operator: GridSample, treat: whole, ", 2)
    known = known.replace("inputs: [conv2, conv1]", "inputs: conv2").replace("stride: 2", "stride: 1")
    known = known.replace("inputs: [conv1, after]", "inputs: [conv2, after]")
    difference = rfcalc.compare(network, rfcalc.loads(known)).difference
    assert difference is not None
    assert {each.second.name for each in difference.changes if each.second and "unknown" in each.numbers} == set(LOST)


def test_sizes_and_remedy_go_by_what_is_known(network: rfcalc.Network) -> None:
    assert rfcalc.sizes(network).fits == rfcalc.sizes(rfcalc.loads(PLAIN)).fits
    cure = rfcalc.remedy(network)
    assert cure.cured == ("conv2",)
    assert ("after", "nothing is told of it: it lies behind an unknown operator, or is constant") in cure.left
    assert [row.name for row in rfcalc.summary(cure.network).layers if row.unknown] == LOST


@pytest.mark.parametrize("how", ["pointwise", "whole"])
def test_it_may_be_treated_as_something(how: str) -> None:
    text = DETECTOR.replace("inputs: [conv2, conv1]", "inputs: conv2")
    text = text.replace("type: add, inputs: [conv1, after]", "type: relu, inputs: after")
    network = rfcalc.loads(text, treat={"GridSample": how})
    rows = {row.name: row for row in rfcalc.summary(network).layers}

    assert (rows["warp"].n, rows["warp"].whole) == ((16, 16), how == "whole")
    assert rows["boxes"].unknown
    assert rows["warp"].window == f"GridSample as {how}"
    shown = rfcalc.loads(rfcalc.show(network))
    assert shown.layers == tuple([layer.described_at(new.origin) for layer, new in zip(network.layers, shown.layers)])


def test_maps_of_several_sizes_meet_as_in_a_sum() -> None:
    text = (
        "input: [8]\nlayers:\n  - conv: [3, 1, 1]\n  - {name: pool, type: global_avgpool}\n"
        "  - {name: u, type: unknown, operator: Op, treat: whole, inputs: [conv, pool]}\n"
    )
    (row,) = rfcalc.summary(rfcalc.loads(text)).layers[2:]
    assert (row.n, row.rf, row.whole) == ((8,), (10,), True)
    wrong = text.replace("global_avgpool", "maxpool, kernel: 2")
    with pytest.raises(rfcalc.RfcalcError, match="layer 'u', inputs: the branches differ in size"):
        rfcalc.summary(rfcalc.loads(wrong))


@pytest.mark.parametrize(
    ("treat", "message"),
    [
        (
            {"Gridsample": "whole"},
            "<text>: --treat: there is no unknown operator 'Gridsample'; did you mean 'GridSample'?",
        ),
        ({"Conv": "whole"}, "<text>: --treat: there is no unknown operator 'Conv'; there are: GridSample, TopK"),
        ({"TopK": "all"}, "--treat TopK: found 'all'; allowed: pointwise, whole"),
        (["TopK"], "--treat: found ['TopK']; allowed: a dict of operators and words"),
    ],
)
def test_what_would_be_treated_in_vain_is_refused(treat: dict[str, str], message: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.loads(DETECTOR, treat=treat)
    assert message in str(caught.value)


def test_in_a_network_without_unknown_operators_nothing_is_treated() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="no unknown operator 'TopK'; nothing in the network is unknown"):
        rfcalc.load("alexnet", treat={"TopK": "whole"})


def test_a_file_has_no_nodes_left_out() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="alexnet: --all: all layers of a network file are shown"):
        rfcalc.load("alexnet", everything=True)


@pytest.mark.parametrize("operator", ["''", "1", "[a]", f"'{'a' * 201}'", '"a\\nb"'])
def test_an_operator_is_a_short_text(operator: str) -> None:
    with pytest.raises(rfcalc.RfcalcError, match="layer 'u', operator: found"):
        rfcalc.loads(f"layers: [{{name: u, type: unknown, operator: {operator}}}]")


def test_it_needs_an_input() -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"layer 'u', inputs: found \[\]; allowed: the name of a layer"):
        rfcalc.loads("layers: [{name: u, type: unknown, operator: Op, inputs: []}]")


def test_layers_of_a_model_know_tensor_and_operator() -> None:
    layer = rfcalc.Layer("conv", "conv", kernel=3).of_model(tensor="conv_out", operator="Conv")
    network = rfcalc.Network([layer], input=[8])

    for twin in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer)), layer.changed(kernel=5)):  # noqa: S301 - our own
        assert (twin.tensor, twin.operator) == ("conv_out", "Conv")
    (row,) = rfcalc.summary(network).layers
    assert row.tensor == "conv_out"
    assert row.record(("x",))["tensor"] == "conv_out"
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(rfcalc.Network([layer.changed(kernel=9)], input=[8]))
    assert str(caught.value).startswith("layer 'conv' (Conv), kernel: the map of 8 is too small")
