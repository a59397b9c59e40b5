"""Plain YAML is read as PyYAML reads it, or left to PyYAML; most network files are plain."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rfcalc.errors import RfcalcError
from rfcalc.readers.document.plain_yaml import LONGEST, read_plain_yaml
from rfcalc.readers.document.yaml_events import read_yaml

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("configs/*.yaml"), *ROOT.glob("tests/**/*.yaml"), *ROOT.glob("tests/**/*.yml")])
PIECES = [
    *("name", "layers", "conv1", "a-b", "a.b", "$stride", "x y", "10", "007", "1.5", "-3", "true", "null", "Null", "~"),
    *('"q"', '"a: b"', '"# no"', '"\\n"', "'s'", "it's", "a:b", "a: b", "a #b", "a# b", "1x1", "1e3", "0x1f", "no"),
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        ": ",
        ":",
        " ",
        "- ",
        "-",
        "#",
        " # c",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "?",
        "---",
        "%",
    ),
    *("[]", "{}", "[3, 1, 1]", "{name: a, type: conv}", "[[1, 7], 1, same]", "{inputs: [a, b]}", "[a: b]", "{a, b}"),
    *("conv1: [3]", "name: a", "layers:", "- a: 1", "- {b: 2}", "  ", "    ", "\t", "é", "<<"),
]
LINES = st.tuples(st.integers(0, 3), st.lists(st.sampled_from(PIECES), max_size=4)).map(
    lambda line: "  " * line[0] + "".join(line[1])
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_read_as_by_pyyaml_or_not_at_all(path: Path) -> None:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return
    found = read_plain_yaml(text)
    assert found is None or found == read_yaml(text)


def test_nearly_all_presets_are_plain() -> None:
    presets = sorted((ROOT / "configs").glob("*.yaml"))
    plain = [path for path in presets if read_plain_yaml(path.read_text("utf-8")) is not None]
    assert len(plain) > 0.95 * len(presets)
    assert ROOT / "configs" / "vgg16.yaml" in plain


@given(st.lists(LINES, max_size=8).map("\n".join))
@example("a:\n- b\n- c\nd: e")
@example("- a: 1\n  b: [2,\n 3]")
@example("a: b\n  - c")
@example("a: b\n  c")
@example("a: 1 # b\nc: [d] # e\n")
@settings(max_examples=3000, deadline=None)
def test_any_text_is_read_as_by_pyyaml_or_not_at_all(text: str) -> None:
    found = read_plain_yaml(text)
    if found is not None:
        assert read_yaml(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("", "# nothing", "a", "a:", "- ", "a: 1\na: 2", "a: &b 1", "a: 'b'", 'a: "\\t"', "a: 1.5", "a: -1", "a: ~"),
        *("a: [b", "a: [b]]", "a: [b c: d]", "a: {b}", "a: {b:c}", "a: {[b]: c}", "a: [,]", "a: b: c", "a: b\n c: d"),
        *("true: 1", "a: True", "a: 0123456789", "a: |\n  b", "a:\n  b: 1\n c: 2", "é: 1", "a: \x07", "a: [b] c"),
        *("- a\n  - b", "a: " + "b" * 1001, "[" * 60, "a: " + "[" * 60, "a:\n" + "# c\n" * LONGEST),
    ],
)
def test_what_is_not_plain_is_left_alone(text: str) -> None:
    assert read_plain_yaml(text) is None


def test_a_value_that_is_too_deep_is_told_by_pyyaml() -> None:
    with pytest.raises(RfcalcError, match="nested too deep"):
        read_yaml("a: " + "[" * 60 + "]" * 60)
    assert read_plain_yaml("a: " + "[" * 60 + "]" * 60) is None
