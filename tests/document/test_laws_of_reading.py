"""Laws of reading: both formats agree with each other, with the standard library, and fail in one way only."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from rfcalc.errors import RfcalcError
from rfcalc.readers.document import Mapping, Ratio, Scalar, Sequence, decode, read_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    from rfcalc.readers.document import Node

    Document: TypeAlias = Any  # what json.loads returns

pytestmark = pytest.mark.slow

# PyYAML's parsers take these for line breaks, as YAML 1.1 did; JSON does not.
OLD_LINE_BREAKS = "\x85\u2028\u2029"
NUMBERS = st.integers(1 - 2**31, 2**31 - 1) | st.decimals(-(10**6), 10**6, places=9).map(float)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters=OLD_LINE_BREAKS), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)
DOCUMENTS = st.lists(VALUES, max_size=4) | st.dictionaries(TEXTS, VALUES, max_size=4)
# Words as YAML 1.2 reads them, and values of nothing else in block style.
NUMERALS = st.integers(1 - 2**31, 2**31 - 1)
WORDS = st.one_of(
    st.sampled_from([("~", None), ("null", None), ("True", True), ("FALSE", False)]),
    st.sampled_from(["yes", "Off", "n", "1:30", "2024-02-30", "0o17", "a-b", "a#b", "$x", "conv 1", "é"]).map(
        lambda word: (word, word)
    ),
    NUMERALS.map(lambda number: (f"{number:+013d}", number)),
    NUMERALS.map(lambda number: (f"0x{abs(number):X}", abs(number))),
    NUMERALS.map(lambda number: (f"'{number}'", str(number))),
    st.tuples(NUMERALS, st.integers(0, 20)).map(
        lambda pair: (f"{pair[0]}E-{pair[1]}", Fraction(pair[0], 10 ** pair[1]))
    ),
)
BLOCKS = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(st.sampled_from(["on", "y", "name", "input", "k 1", "0o7"]), inner, min_size=1, max_size=4)
    ),
    max_leaves=15,
).filter(lambda block: not isinstance(block, tuple))
# What files are made of, so that random text gets further than its first character.
SIGNS = "[]{},:-?&*!|>%@`\"'#<~ \n\t\r\\0123.eE+xuabn$\ud800\x00\ufeffé" + OLD_LINE_BREAKS
PIECES = ["a: ", "- ", "\n  ", "---\n", "...\n", "<<: *a\n", "&a ", "*a", "%YAML 1.2\n", "true", '"a": ', "\\ud800"]
SCRAPS = st.lists(st.sampled_from([*SIGNS, *PIECES])).map("".join)


def plain(node: Node) -> Document:
    """A node as Python's own values, decimals as fractions."""
    if isinstance(node, Mapping):
        return {key: plain(child) for key, (_, child) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(child) for child in node.items]
    if isinstance(node.value, Ratio):
        return Fraction(node.value.numerator, node.value.denominator)
    return node.value


def same(found: Document, expected: Document) -> bool:
    """Whether two values agree in their types too: true is not 1."""
    if isinstance(expected, dict):
        return list(found) == list(expected) and all(same(found[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    return type(found) is type(expected) and found == expected


@given(DOCUMENTS, st.sampled_from([None, 1, 3]))
@example([1e-05, 1e16 / 1e10, -0.0, 5e-7], None)
def test_both_readers_agree_with_the_standard_library_on_json(document: Document, indent: int | None) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    expected = json.loads(text, parse_float=Fraction)
    from_json = read_document(text, format="json", file="net")
    assert same(plain(from_json), expected)
    assert read_document(text, format="yaml", file="net") == from_json


@given(DOCUMENTS)
def test_escaped_json_is_the_same_json(document: Document) -> None:
    escaped = read_document(json.dumps(document), format="json", file="net")
    assert escaped == read_document(json.dumps(document, ensure_ascii=False), format="json", file="net")


@given(st.data(), st.integers(1, 5))
def test_yaml_means_what_each_word_in_it_means_and_keeps_its_lines(data: st.DataObject, step: int) -> None:
    lines, expected = data.draw(BLOCKS.map(lambda block: written(block, step)))
    root = read_document("\n".join(lines), format="yaml", file="net")
    assert same(plain(root), expected)
    for line, word in scalars(root):
        assert word in lines[line - 1]


def written(block: Document, step: int) -> tuple[list[str], Document]:
    """The lines of a value in block style, and what it means by the tables above."""
    if isinstance(block, tuple):
        return [block[0]], block[1]
    lines, meanings = [], []
    for number, child in enumerate(block.values() if isinstance(block, dict) else block):
        child_lines, meaning = written(child, step)
        opener = f"{list(block)[number]}:" if isinstance(block, dict) else "-"
        if isinstance(child, tuple):
            lines.append(f"{opener} {child_lines[0]}  # a comment: [")
        else:
            lines += [opener, *(" " * step + line for line in child_lines)]
        meanings.append(meaning)
    return lines, dict(zip(block, meanings, strict=True)) if isinstance(block, dict) else meanings


def scalars(node: Node) -> Iterator[tuple[int, str]]:
    """The line and the beginning of each key and text in a node."""
    if isinstance(node, Mapping):
        for key, (line, child) in node.entries.items():
            yield line, key
            yield from scalars(child)
    elif isinstance(node, Sequence):
        for child in node.items:
            yield from scalars(child)
    elif isinstance(node.value, str):
        yield node.line, node.value


@given(st.text() | SCRAPS, st.sampled_from(["yaml", "json"]), st.booleans())
def test_any_text_is_read_or_refused_in_one_line(text: str, kind: str, with_c_parser: bool) -> None:  # noqa: FBT001 - drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", with_c_parser and yaml.__with_libyaml__)
        try:
            node = read_document(text, format=kind, file="net")
        except RfcalcError as error:
            check_refusal(error, sum(map(text.count, "\n\r" + OLD_LINE_BREAKS)))
        else:
            assert isinstance(node, (Scalar, Sequence, Mapping))


def check_refusal(error: RfcalcError, line_breaks: int) -> None:
    assert str(error).startswith("net:")
    assert str(error).isprintable()
    assert error.line is None or 1 <= error.line <= line_breaks + 1


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        text = decode(content, "net")
    except RfcalcError as error:
        check_refusal(error, content.count(b"\n"))
    else:
        assert text.encode() in {content, content[3:]}
