"""YAML is read by the rules of YAML 1.2, and every value knows its line."""

from __future__ import annotations

import pytest

from rfcalc.readers.document import Mapping, Ratio, Scalar, Sequence, read_document

from .nodes import entries_of, items_of, scalar_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.readers.document import Node


pytestmark = pytest.mark.usefixtures("each_yaml_parser")


def read(text: str) -> Node:
    return read_document(text, format="yaml", file="net.yaml")


def value(written: str) -> object:
    """What a word means as the value of a key."""
    return scalar_at(read(f"key: {written}\n"), "key")


def plain(node: Node) -> object:
    """A node as Python's own values, lines left out."""
    if isinstance(node, Mapping):
        return {key: plain(child) for key, (_, child) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(child) for child in node.items]
    return node.value


def test_every_key_and_value_knows_its_line() -> None:
    assert read("# a comment\nname: x\nlayers:\n  - [1,\n     2]\n  - {a: b}\n") == Mapping(
        {
            "name": (2, Scalar("x", 2)),
            "layers": (
                3,
                Sequence(
                    (
                        Sequence((Scalar(1, 4), Scalar(2, 5)), 4),
                        Mapping({"a": (6, Scalar("b", 6))}, 6),
                    ),
                    4,
                ),
            ),
        },
        2,
    )


def test_all_line_breaks_count_alike() -> None:
    assert entries_of(read("a: 1\r\nb: 2\rc: 3\n"))["c"] == (3, Scalar(3, 3))


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_null_has_five_spellings(written: str) -> None:
    assert value(written) is None


@pytest.mark.parametrize("written", ["true", "True", "TRUE"])
def test_true_has_three_spellings(written: str) -> None:
    assert value(written) is True


@pytest.mark.parametrize("written", ["false", "False", "FALSE"])
def test_false_has_three_spellings(written: str) -> None:
    assert value(written) is False


@pytest.mark.parametrize(
    "written",
    ["yes", "No", "on", "OFF", "y", "1:30", "2024-13-45", "0o17", "0b1", "1_000", "-0x1F", "nUll", "tRUE", "=",
     "1e", ".", "+", "-.", "1.2.3", "٣", ".iNf", "+.nan"],
)  # fmt: skip
def test_what_yaml_1_2_does_not_know_is_text(written: str) -> None:
    assert value(written) == written


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), ("-0", 0), ("+7", 7), ("010", 10), ("-010", -10), ("0x1F", 31), ("0x0", 0), ("2147483647", 2**31 - 1),
     ("-2147483647", 1 - 2**31), ("0x7fffffff", 2**31 - 1), ("0" * 5000 + "5", 5)],
)  # fmt: skip
def test_whole_numbers_are_decimal_or_hexadecimal(written: str, number: int) -> None:
    assert value(written) == number
    assert type(value(written)) is int


@pytest.mark.parametrize(
    ("written", "numerator", "denominator"),
    [("2.5", 5, 2), ("-.5", -1, 2), ("1.", 1, 1), ("1e3", 1000, 1), ("1.50E+2", 150, 1), ("+25e-2", 1, 4),
     ("0.0", 0, 1),
     ("0e999999999999", 0, 1), ("100e-00000000000000000002", 1, 1), ("0.3333333333333333", 3333333333333333, 10**16),
     ("1e-30", 1, 10**30), ("2147483647.0", 2**31 - 1, 1)],
)  # fmt: skip
def test_decimals_are_exact_ratios(written: str, numerator: int, denominator: int) -> None:
    assert value(written) == Ratio(numerator, denominator, written)
    assert str(value(written)) == written


@pytest.mark.parametrize("written", ["'12'", '"12"', "'true'", '"null"', "'~'", "''", '"<<"'])
def test_what_stands_in_quotes_is_text(written: str) -> None:
    assert value(written) == written[1:-1]


def test_block_texts_are_text() -> None:
    assert value("|\n  12\n  34") == "12\n34\n"
    assert value(">-\n  12\n  34") == "12 34"


def test_words_that_other_yaml_takes_for_truth_values_are_keys() -> None:
    assert plain(read("on: 1\ny: 2\nno: 3\n")) == {"on": 1, "y": 2, "no": 3}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_version_directive_changes_nothing(version: str) -> None:
    assert plain(read(f"%YAML {version}\n---\na: no\n...\n")) == {"a": "no"}


def test_aliases_share_the_value_they_name() -> None:
    root = read("a: &a [1, &two 2]\nb: *a\n? &key c\n: *two\nd: *key\n")
    assert plain(root) == {"a": [1, 2], "b": [1, 2], "c": 2, "d": "c"}
    assert entries_of(root)["a"][1] is entries_of(root)["b"][1]


def test_an_alias_may_be_a_key() -> None:
    assert plain(read("a: &name b\n*name : 1\n")) == {"a": "b", "b": 1}


def test_the_latest_anchor_of_a_name_counts() -> None:
    assert plain(read("[&a 1, &a 2, *a]")) == [1, 2, 2]
    assert plain(read("[&a [&a 1, 2], *a]")) == [[1, 2], 1]


def test_merged_entries_yield_to_explicit_ones_and_earlier_mappings_to_none() -> None:
    text = "- &a {x: 1, y: 1}\n- &b {y: 2, z: 2}\n- {<<: [*a, *b], z: 3}\n- {z: 4, <<: *b}\n- {<<: {k: 5}}\n"
    _, _, *merged = items_of(read(text))
    assert [plain(node) for node in merged] == [{"z": 3, "x": 1, "y": 1}, {"z": 4, "y": 2}, {"k": 5}]


def test_merged_entries_keep_the_lines_they_were_written_in() -> None:
    assert entries_of(read("a: &a\n  x: 1\nb:\n  <<: *a\n"))["b"][1] == Mapping({"x": (2, Scalar(1, 2))}, 4)


def test_only_a_plain_merge_key_merges() -> None:
    assert plain(read('"<<": {a: 1}\n')) == {"<<": {"a": 1}}
    assert plain(read("[<<]")) == ["<<"]
