"""Every limit has its own message, and what is built to explode is refused before it does."""

from __future__ import annotations

import pytest

from rfcalc.errors import RfcalcError
from rfcalc.network.build import MAX_TEXT
from rfcalc.readers.document import MAX_BYTES, read_document
from rfcalc.readers.document.build import MAX_DEPTH

from .nodes import scalar_at

BOTH = pytest.mark.parametrize("kind", ["yaml", "json"])
TOO_DEEP = "lists and mappings nested too deep; at most 50 levels are read"
TOO_MANY = "too many values, aliases counted in full; at most 2000000 are read"
RANGE = "numbers go from -2147483647 to 2147483647"


def message(text: str, kind: str = "yaml") -> str:
    with pytest.raises(RfcalcError) as caught:
        read_document(text, format=kind, file="net")
    return str(caught.value)


@BOTH
def test_the_deepest_nesting_is_read(kind: str) -> None:
    assert read_document("[" * MAX_DEPTH + "]" * MAX_DEPTH, format=kind, file="net")


@BOTH
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 10_000, 1_000_000])
@pytest.mark.parametrize("opener", ["[", '{"a":'])
def test_deeper_nesting_in_brackets_is_refused(kind: str, opener: str, depth: int) -> None:
    assert message(opener * depth, kind) == f"net:1: {TOO_DEEP}"


def test_deeper_nesting_in_blocks_is_refused() -> None:
    assert message("- " * 10_000) == f"net:1: {TOO_DEEP}"
    assert message("? " * 10_000).startswith("net:1: a mapping as a key")
    assert message("\n".join(" " * depth + "a:" for depth in range(2000))) == f"net:51: {TOO_DEEP}"


def test_nesting_through_aliases_counts_in_full() -> None:
    levels = "\n".join(f"- &a{level + 1} [*a{level}]" for level in range(48))
    assert read_document(f"- &a0 []\n{levels}", format="yaml", file="net")
    assert message(f"- &a0 []\n{levels}\n- [*a48]\n") == f"net:50: {TOO_DEEP}"


@BOTH
def test_a_text_of_the_greatest_length_is_read(kind: str) -> None:
    text = "x" * MAX_TEXT
    assert scalar_at(read_document(f'{{"{text}": "{text}"}}', format=kind, file="net"), text) == text


@BOTH
def test_a_longer_text_is_refused(kind: str) -> None:
    text = "x" * (MAX_TEXT + 1)
    refusal = f"net:1: a text of 1001 characters, '{'x' * 55}...'; a text has at most 1000 characters"
    assert message(f'["{text}"]', kind) == refusal
    assert message(f'{{"{text}": 1}}', kind) == refusal


def test_a_longer_text_is_refused_without_quotes_and_in_blocks() -> None:
    assert message("a: " + "x" * 1001).startswith("net:1: a text of 1001 characters, 'xxx")
    assert message("a: |\n  " + "x" * 1001).startswith("net:1: a text of 1001 characters, 'xxx")


@BOTH
@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2147483648", "2147483648"),
        ("-2147483648", "-2147483648"),
        ("99999999999", "99999999999"),
        ("9" * 5000, "9" * 55 + "..."),
        ("2147483647.1", "2147483647.1"),
        ("1e10", "1e10"),
        ("1e999999999", "1e999999999"),
        ("-1e99999999999999999999", "-1e99999999999999999999"),
    ],
)
def test_numbers_out_of_range_are_refused_without_computing_them(kind: str, written: str, shown: str) -> None:
    assert message(f"[{written}]", kind) == f"net:1: the number {shown} is out of range; {RANGE}"


@pytest.mark.parametrize("written", ["0x80000000", "0xFFFFFFFFF", "0x" + "f" * 100_000])
def test_hexadecimal_numbers_out_of_range_are_refused(written: str) -> None:
    shown = written if len(written) < 60 else written[:55] + "..."
    assert message(f"[{written}]") == f"net:1: the number {shown} is out of range; {RANGE}"


@BOTH
@pytest.mark.parametrize("written", ["1e-31", "1e-999999999", "1e-99999999999999999999", "0." + "0" * 30 + "1"])
def test_numbers_with_too_many_decimal_places_are_refused(kind: str, written: str) -> None:
    assert message(f"[{written}]", kind) == (
        f"net:1: the number {written} has too many decimal places; numbers have at most 30 decimal places"
    )


@BOTH
def test_as_many_values_as_the_limit_are_read_and_no_more(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rfcalc.readers.document.build.MAX_VALUES", 5)
    assert read_document('[{"a": 1, "b": []}, 2]', format=kind, file="net")
    assert read_document('[{"a": 1, "b": 2}, []]', format=kind, file="net")
    assert message('[{"a": 1, "b": []}, 2,\n3]', kind).startswith("net:2: too many values")
    assert message('[{"a": 1, "b": []}, 2,\n[]]', kind).startswith("net:2: too many values")


def test_an_alias_weighs_what_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rfcalc.readers.document.build.MAX_VALUES", 7)
    assert read_document("- &a [1, 2]\n- *a\n", format="yaml", file="net")
    assert message("- &a [1, 2]\n- *a\n- &b 3\n- *b").startswith("net:3: too many values")


def test_an_alias_bomb_is_refused() -> None:
    lines = "\n".join(f"- &a{level + 1} [{', '.join([f'*a{level}'] * 10)}]" for level in range(9))
    assert message(f"- &a0 [x, x]\n{lines}") == f"net:7: {TOO_MANY}"


def test_a_merge_bomb_is_refused() -> None:
    entries = ", ".join(f"k{number}: 1" for number in range(1000))
    wide = "\n".join(f"- {{<<: [{', '.join(['*a'] * 50)}]}}" for _ in range(100))
    assert message(f"- &a {{{entries}}}\n{wide}") == f"net:41: {TOO_MANY}"
    deep = "\n".join(f"- &a{level + 1} {{<<: [{', '.join([f'*a{level}'] * 10)}]}}" for level in range(9))
    assert message(f"- &a0 {{x: 1}}\n{deep}") == f"net:7: {TOO_MANY}"


@pytest.mark.parametrize(
    "line",
    ["%TAG !a! tag:x,1:\n", "- " * 60 + "x\n", "&a ", "? a\n", "'\n", "[a, {b: c}, d]: \n", "!", "\ta\n", "a: *a\n"],
)  # fmt: skip
def test_much_of_the_same_is_refused_or_read(line: str) -> None:
    with pytest.raises(RfcalcError):
        read_document(line * (1_000_000 // len(line)), format="yaml", file="net")


@pytest.mark.slow
@BOTH
def test_the_longest_single_text_is_refused(kind: str) -> None:
    text = '"' + "x" * (MAX_BYTES - 2) + '"'
    assert message(text, kind).startswith(f"net:1: a text of {MAX_BYTES - 2} characters, 'xxx")
