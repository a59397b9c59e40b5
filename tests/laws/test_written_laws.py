"""Laws of networks written as files again: whatever is written reads back to the same network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

import rfcalc
from rfcalc.readers.document import Mapping, Node, Ratio, Scalar, Sequence, read_document
from rfcalc.readers.sources import find_source
from rfcalc.writers import values as writing
from rfcalc.writers.text import FORMATS, file_text

from .agreement import read
from .law import law
from .networks import NETWORKS, SIZELESS

pytestmark = pytest.mark.slow

LAW = law(80)
GOLDEN = Path(__file__).parents[1] / "golden" / "valid"
GOLDEN_FILES = sorted(path for path in GOLDEN.iterdir() if ".summary" not in path.name)
ODD_NAMES = (
    "no", "1", "- x", "a: b", "[/]", "$x", " ", "x ", "a #b", "null", "Y", "1e3", "0x1f", "1_000", "2024-01-01",
    "12:30", ".5", "~", "<<", "=", "? a", "*a", "&a", "!a", "%a", "@a", "`a", "'a'", '"a"', "\\", "a\\nb", "{a}",
    "a, b", "a,b", "---", "...", "é1", "层", "\N{GRINNING FACE}", "\n", "a\tb", "\0", "\x1b[31m", "\x7f", "\x85",
    "\xa0", "\u2028", "\ufeff", "\ufffe", "\U0010ffff", "conv 3", "1x1", "3a.1x1", "a-b", "-", "a -b", "true", "0o7",
    "+1", "x" * 190, "\U000e0001" * 190,
)  # fmt: skip

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
NAMES = st.lists(
    st.sampled_from(ODD_NAMES) | TEXTS | st.text("a1:-#$ ,[]{}'\"\\\n.", max_size=6),
    min_size=1,
    max_size=6,
    unique=True,
).map(lambda names: [name for name in names if name and name != "input"] or ["x"])


def same(one: rfcalc.Network, other: rfcalc.Network) -> bool:
    """Return whether two networks are the same but for the lines of their files, and names that stand for layers."""

    def facts(network: rfcalc.Network) -> tuple[object, ...]:
        layers = [(layer.name, layer.type, layer.inputs, layer.operations) for layer in network.layers]
        texts = (network.name, network.description, network.family, network.source)
        return (texts, network.axes, network.input, layers, str(summary_of(network)))

    return facts(one) == facts(other)


def summary_of(network: rfcalc.Network) -> object:
    """Return the summary of a network, or what is wrong with its sizes, apart from file and line."""
    try:
        return rfcalc.summary(network)
    except rfcalc.RfcalcError as error:
        return (error.layer, error.key, error.found, error.allowed)


def assert_reads_back(network: rfcalc.Network) -> None:
    for form in FORMATS:
        assert same(rfcalc.loads(rfcalc.show(network, form), format=form), network)


@pytest.mark.parametrize("name", rfcalc.presets())
def test_every_preset_reads_back_when_spelled_out(name: str) -> None:
    assert_reads_back(rfcalc.load(name))


@pytest.mark.parametrize("path", GOLDEN_FILES, ids=lambda path: path.name)
def test_every_golden_network_reads_back_when_spelled_out(path: Path) -> None:
    assert_reads_back(rfcalc.load(path))


@pytest.mark.parametrize("name", [*rfcalc.presets(), *(str(path) for path in GOLDEN_FILES)])
def test_every_file_reads_back_when_written_anew(name: str) -> None:
    network = rfcalc.load(name)
    text, own, file, *_ = find_source(name)
    document = read_document(text, format=own, file=file)
    for form in FORMATS:
        again = rfcalc.loads(file_text(writing.rewritten(document), form), format=form, name=network.name)
        assert same(again, network)
        assert again.outputs == network.outputs


@LAW
@given(description=NETWORKS)
def test_a_random_network_reads_back(description: dict[str, Any]) -> None:
    assert_reads_back(read(description))


@LAW
@given(description=SIZELESS, known=st.lists(st.booleans(), min_size=3, max_size=3), lists=st.booleans())
def test_a_size_that_is_not_known_stays_unknown(description: dict[str, Any], known: list[bool], lists: bool) -> None:  # noqa: FBT001
    size = description["input"]
    sizes = [n if given else None for n, given in zip(size if isinstance(size, list) else [size] * 2, known)]
    without = {key: value for key, value in description.items() if key != "input"}
    assert_reads_back(read({**description, "input": sizes}))
    if lists:
        named = {"name": "list", "type": "conv", "kernel": [1] * len(sizes), "inputs": "input"}
        assert_reads_back(read({**without, "layers": [*description["layers"], named]}))


@LAW
@given(names=NAMES)
@example([*ODD_NAMES])
def test_any_name_reads_back(names: list[str]) -> None:
    assert_reads_back(network_of(names))


def test_any_name_reads_back_whichever_parser_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert_reads_back(network_of([*ODD_NAMES]))


def network_of(names: list[str]) -> rfcalc.Network:
    """Return a network with layers called so, and the last of them wherever else a text stands."""
    layers: list[dict[str, Any]] = [{"name": name, "type": "relu", "inputs": [names[0]]} for name in names]
    layers[0]["inputs"] = ["input"]
    layers.append({"name": "all of them", "type": "concat", "inputs": [*names, names[0]]})
    description = {"name": names[0], "description": names[-1] * 3, "source": names[-1], "layers": layers}
    return read(description)


@pytest.mark.traced
@LAW
@given(names=NAMES)
@example([*ODD_NAMES])
def test_any_name_of_a_block_parameter_or_layer_reads_back_when_written_anew(names: list[str]) -> None:
    block = {"parameters": dict.fromkeys(names, 1), "layers": [{name: [3, 1, 1]} for name in names]}
    description = {
        "parameters": {name: name for name in names},
        "blocks": dict.fromkeys(names, block),
        "layers": [{"name": name, "block": name, "with": {name: 2}} for name in names],
    }
    for form in FORMATS:
        text = file_text(description, form)
        assert json.loads(json.dumps(values_in(text, form))) == description


def values_in(text: str, form: str) -> Any:  # noqa: ANN401
    """Return the values of a text, as plain mappings and lists."""
    return writing.rewritten(read_document(text, format=form, file="text"))


NUMBERS = st.builds(
    lambda digits, places: f"{digits // 10**places}.{digits % 10**places:0{places}}",
    st.integers(1, 10**12),
    st.integers(1, 30),
).filter(lambda text: float(text) < 2**31 - 1 and text.strip("0."))


@LAW
@given(scales=st.lists(NUMBERS, min_size=1, max_size=3), sign=st.sampled_from(("", "-")))
@example(scales=["1." + "0" * 80, "1e3", "12.5e-1"], sign="-")
def test_every_number_stays_exact(scales: list[str], sign: str) -> None:
    text = (
        f'{{"input": {[None] * len(scales)}, "parameters": {{"p": {sign}{scales[0]}, "q": -7}},'.replace("None", "null")
        + f' "layers": [{{"name": "up", "type": "resize", "scale": [{", ".join(scales)}]}}]}}'
    )
    network = rfcalc.loads(text, format="json")
    document = read_document(text, format="json", file="text")
    for form in FORMATS:
        assert (
            rfcalc.loads(rfcalc.show(network, form), format=form).layers[0].operations == network.layers[0].operations
        )
        again = read_document(file_text(writing.rewritten(document), form), format=form, file="text")
        assert listed(again) == listed(document)


def listed(node: Node) -> str:
    """Return the values of a document as a text, numbers as exact fractions with their kind."""
    if isinstance(node, Mapping):
        return str([(key, listed(value)) for key, (_, value) in node.entries.items()])
    if isinstance(node, Sequence):
        return str([listed(item) for item in node.items])
    assert isinstance(node, Scalar)
    value = node.value
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Ratio) else repr(value)


@LAW
@given(description=NETWORKS, size=st.integers(24, 40))
def test_another_size_reads_back_in_a_network_written_anew(description: dict[str, Any], size: int) -> None:
    text = json.dumps(description)
    try:
        wished = rfcalc.loads(text, size, format="json")
    except rfcalc.RfcalcError:
        return
    document = writing.with_input(values_in(text, "json"), wished.input)
    for form in FORMATS:
        assert same(rfcalc.loads(file_text(document, form), format=form), wished)
