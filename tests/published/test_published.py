"""Truth that others printed: every number is in a data file beside this one, with its source.

`facts*.json` and `known_wrong.json` name a network (a preset, a file in `networks`, or a chain of
`[name, kernel, stride, padding, dilation]`) and what its layers must say, one number for every axis or a list of one
per axis.
`distill.json` is the table of the Distill article. `facts-executed.json` has what gradients of the networks themselves
say: `visible` is a list of features, each with the pixels whose gradient is not 0.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc

if TYPE_CHECKING:
    from rfcalc.reports import LayerRow

pytestmark = pytest.mark.slow


HERE = Path(__file__).parent
LONG = {
    "Demucs v2 without LSTM, executed at its own size",
    "HRNet-W32, executed at its own size",
    "Real-ESRGAN x4, executed at its own size",
    "SpliceAI-10k, executed at its own size",
    "SpliceAI-2k, executed at its own size",
}
"""Facts that take a while to check, all the others seconds together."""
RESNETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")


def read(name: str) -> Any:  # noqa: ANN401  (JSON of any form)
    return json.loads((HERE / name).read_text(encoding="utf-8"))


FACTS: list[dict[str, Any]] = [fact for path in sorted(HERE.glob("facts*.json")) for fact in read(path.name)]
KNOWN_WRONG: list[dict[str, Any]] = read("known_wrong.json")
DISTILL: dict[str, dict[str, Any]] = read("distill.json")["networks"]


def network_of(fact: dict[str, Any]) -> rfcalc.Network:
    size = fact.get("input")
    if "layers" in fact:
        layers = [{name: numbers} for name, *numbers in fact["layers"]]
        document = {"name": fact["name"], "input": size, "layers": layers}
        if size is None:
            del document["input"]
        return rfcalc.loads(json.dumps(document), format="json")
    source = fact["network"]
    if source.endswith(".yaml"):
        source = str(HERE / "networks" / source)
    return rfcalc.load(source, size, fact.get("parameters", {}))


def rows_of(network: rfcalc.Network) -> dict[str, LayerRow]:
    rows = {row.name: row for row in rfcalc.summary(network).layers}
    return rows | {alias: rows[name] for alias, name in network.outputs.items()}


def per_axis(expected: Any, axes: int) -> tuple[Any, ...]:  # noqa: ANN401
    """Return a published number per axis: one number is every axis's, a list one per axis."""
    return tuple(expected) if isinstance(expected, list) else (expected,) * axes


def check(network: rfcalc.Network, row: LayerRow, expected: dict[str, Any]) -> None:
    axes = len(network.axes)
    for key in ("n", "jump", "rf", "start"):
        if key in expected:
            assert getattr(row, key) == per_axis(expected[key], axes), (row.name, key)
    if None in network.input:
        assert row.n == (None,) * axes
    if "rf" in expected:
        assert row.rf_min == (per_axis(expected["rf_min"], axes) if "rf_min" in expected else None)
    assert row.whole is expected.get("whole", False)
    assert row.misaligned is expected.get("misaligned", False)
    assert not row.irregular
    if "visible" in expected:
        locator = rfcalc.Locator(network)
        for index, box in expected["visible"]:
            assert locator.locate(row.name, tuple(index)).visible == tuple(map(tuple, box)), (row.name, index)
    if "box" in expected:
        place = rfcalc.locate(network, row.name, (0,) * axes)
        assert place.box == (tuple(expected["box"]),) * axes
    if "off_center" in expected:
        middle = rfcalc.locate(network, row.name, tuple((n or 0) // 2 for n in row.n))
        assert middle.center is not None
        for center, size in zip(middle.center, network.input, strict=True):
            assert center - (size or 0) / 2 == expected["off_center"]


def check_rows(fact: dict[str, Any]) -> dict[str, LayerRow]:
    network = network_of(fact)
    rows = rows_of(network)
    for expected in fact["rows"]:
        check(network, rows[expected["layer"]], expected)
    return rows


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact["name"] not in LONG], ids=lambda fact: fact["name"])
def test_a_published_number_comes_out(fact: dict[str, Any]) -> None:
    assert fact["source"]
    check_rows(fact)


@pytest.mark.slow
@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact["name"] in LONG], ids=lambda fact: fact["name"])
def test_a_published_number_of_a_long_network_comes_out(fact: dict[str, Any]) -> None:
    assert fact["source"]
    check_rows(fact)


@pytest.mark.parametrize("fact", KNOWN_WRONG, ids=lambda fact: fact["name"])
def test_a_number_known_to_be_wrong_does_not_come_out(fact: dict[str, Any]) -> None:
    assert fact["why_wrong"]
    rows = check_rows(fact)
    for key, wrong_numbers in fact.get("never", {}).items():
        for row in rows.values():
            assert not set(wrong_numbers) & set(getattr(row, key) or ()), row.name


@pytest.mark.parametrize("name", DISTILL)
def test_the_distill_table_comes_out(name: str) -> None:
    table = DISTILL[name]
    network = network_of(table)
    rows = rows_of(network)
    for end_point, (field, stride, padding) in table["end_points"].items():
        start = (field - 1) / 2 - padding + 0.5
        expected = {"jump": stride, "rf": field, "start": start}
        check(network, rows[table.get("prefix", "") + end_point], expected)


@pytest.mark.parametrize("preset", RESNETS)
def test_torchvision_resnets_start_at_half_a_pixel_everywhere(preset: str) -> None:
    starts = {row.start for row in rfcalc.summary(rfcalc.load(preset)).layers}
    assert starts == {(0.5, 0.5)}


@pytest.mark.parametrize("kernel", [2, 3, 4, 5, 9])
@pytest.mark.parametrize("stride", [1, 2, 3, 4])
def test_a_transposed_convolution_never_makes_a_field_negative(kernel: int, stride: int) -> None:
    text = (
        "layers:\n"
        "  - conv: [3, 2, 1]\n"
        f"  - {{name: up1, type: conv_transpose, kernel: {kernel}, stride: {stride}, padding: 1}}\n"
        f"  - {{name: up2, type: conv_transpose, kernel: {kernel}, stride: {stride}, padding: 1}}\n"
    )
    _, *ups = rfcalc.summary(rfcalc.loads(text)).layers
    most_read = -(-kernel // stride)  # neighbouring features that one output reads at most
    assert ups[0].rf == (3 + (most_read - 1) * 2,) * 2
    for up in ups:
        assert all(low is not None and low >= 3 for low in up.rf_min or up.rf)


def test_nothing_is_missing() -> None:
    facts = [(len(facts), sum(len(fact["rows"]) for fact in facts)) for facts in (FACTS, KNOWN_WRONG)]
    assert facts == [(352, 2295), (33, 59)]
    assert {fact["name"] for fact in FACTS} > LONG
    assert (len(DISTILL), sum(len(table["end_points"]) for table in DISTILL.values())) == (19, 187)


def test_every_network_and_every_preset_is_checked_by_some_fact() -> None:
    used = {fact["network"] for fact in [*FACTS, *KNOWN_WRONG, *DISTILL.values()] if "network" in fact}
    files = {path.name for path in (HERE / "networks").glob("*.yaml")}
    assert used == files | set(rfcalc.presets())


@pytest.mark.parametrize("preset", rfcalc.presets())
def test_every_presets_chain_of_sizes_is_the_published_one(preset: str) -> None:
    rows = [row for fact in FACTS if fact.get("network") == preset for row in fact["rows"] if "n" in row]
    assert rows
    sizes = rfcalc.summary(preset).layers[-1].n
    assert any(per_axis(row["n"], len(sizes)) == sizes for row in rows)
