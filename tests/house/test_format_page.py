"""The page of the file format tells of every key and type in the words of the schema; its examples are networks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.layers.formulas import FORMULAS
from rfcalc.layers.types import LAYER_TYPES, UNCHANGING
from rfcalc.readers.netfile import meanings

if TYPE_CHECKING:
    from rfcalc.layers.keys import Key

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")
NETWORKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def sections() -> dict[str, tuple[str, str]]:
    """Return heading and body of the section of every type."""
    found = {}
    for part in re.split(r"^##+ ", PAGE, flags=re.MULTILINE):
        heading, _, body = part.partition("\n")
        named = re.findall(r"`(\w+)`", heading)
        if heading == "The types that change nothing":
            named = re.findall(r"`(\w+)`", body.strip().split("\n\n")[0])
        found.update(dict.fromkeys(named, (heading, body)))
    return found


def default_of(row: Key) -> str:
    if row.required:
        return "needed"
    if row.default_from:
        return f"the {row.default_from}"
    default = row.default[0] if isinstance(row.default, tuple) else row.default
    return default if isinstance(default, str) else json.dumps(default)


def test_every_type_has_a_section_and_no_other() -> None:
    assert set(sections()) == set(LAYER_TYPES)
    assert {name for name, (heading, _) in sections().items() if "`" not in heading} == set(UNCHANGING)


@pytest.mark.parametrize("name", LAYER_TYPES)
def test_a_section_says_what_the_type_and_its_keys_mean(name: str) -> None:
    _, body = sections()[name]

    assert LAYER_TYPES[name].meaning in body
    for key, row in LAYER_TYPES[name].keys.items():
        default = default_of(row).replace("null", {"scale": "this or `size`", "size": "this or `scale`"}.get(key, ""))
        assert f"| `{key}` | {default} | {row.meaning} |" in body


@pytest.mark.parametrize("name", [name for name in LAYER_TYPES if name not in UNCHANGING])
def test_a_section_has_a_source_and_an_example_of_the_type(name: str) -> None:
    _, body = sections()[name]
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", body, re.DOTALL | re.MULTILINE)

    assert "Source" in body
    assert name in {layer.type for layer in rfcalc.loads(example).layers}


def test_every_key_of_networks_blocks_and_uses_stands_on_the_page() -> None:
    for group in (meanings.NETWORK, meanings.BLOCK, meanings.USE, meanings.LAYER):
        for key, told in group.items():
            assert re.search(rf"^\| `{key}` \|.* {re.escape(told)} \|$", PAGE, re.MULTILINE), key


@pytest.mark.parametrize("text", NETWORKS, ids=lambda text: text.split("\n", 1)[0])
def test_every_example_is_a_network(text: str) -> None:
    assert rfcalc.summary(rfcalc.loads(text)).layers


def test_there_are_many_examples() -> None:
    assert len(NETWORKS) >= 18


@pytest.mark.parametrize("name", {row.operation: name for name, row in reversed(LAYER_TYPES.items())}.values())
def test_a_section_has_the_formulas_of_its_operation(name: str) -> None:
    formulas = FORMULAS.get(LAYER_TYPES[name].operation)
    recurrence = formulas.recurrence._asdict() if formulas is not None and formulas.recurrence is not None else {}
    body = re.sub(r" +", " ", sections()[name][1])
    for number, formula in recurrence.items():
        assert not formula or f"{number}' = {formula}" in body
