"""JSON is read strictly, with lines, and refused in plain words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rfcalc.errors import RfcalcError
from rfcalc.readers.document import Mapping, Ratio, Scalar, Sequence, read_document

from .nodes import items_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.readers.document import Node


def read(text: str) -> Node:
    return read_document(text, format="json", file="net.json")


def message(text: str) -> str:
    with pytest.raises(RfcalcError) as caught:
        read(text)
    return str(caught.value)


def test_every_key_and_value_knows_its_line() -> None:
    assert read('{"name": "x",\n "layers"\n:\n [\n  {}, [ ], [null, true,\nfalse],\n {"a": {"b": 1}}]}\n') == Mapping(
        {
            "name": (1, Scalar("x", 1)),
            "layers": (
                2,
                Sequence(
                    (
                        Mapping({}, 5),
                        Sequence((), 5),
                        Sequence((Scalar(None, 5), Scalar(value=True, line=5), Scalar(value=False, line=6)), 5),
                        Mapping({"a": (7, Mapping({"b": (7, Scalar(1, 7))}, 7))}, 7),
                    ),
                    4,
                ),
            ),
        },
        1,
    )


def test_lines_before_the_first_sign_count() -> None:
    assert read('\n{"a":\n1}') == Mapping({"a": (2, Scalar(1, 3))}, 2)


def test_all_line_breaks_count_alike() -> None:
    assert items_of(read("[\r\n1,\r2]"))[1] == Scalar(2, 3)


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), ("-0", 0), ("-12", -12), ("2147483647", 2**31 - 1), ("1.5", Ratio(3, 2, "1.5")),
     ("1e3", Ratio(1000, 1, "1e3")), ("-2.50E-1", Ratio(-1, 4, "-2.50E-1"))],
)  # fmt: skip
def test_numbers_are_exact(written: str, number: int | Ratio) -> None:
    assert read(written) == Scalar(number, 1)


def test_escapes_are_read_in_keys_and_texts() -> None:
    assert read(r'{"\u0061\n" : "\ud83d\ude00\"\\"}') == Mapping({"a\n": (1, Scalar('😀"\\', 1))}, 1)


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert read('{"<<": 1}') == Mapping({"<<": (1, Scalar(1, 1))}, 1)


@pytest.mark.parametrize("text", ["", " \r\n\t", "null", "\nnull\n"])
def test_a_file_without_values_is_told_what_it_needs(text: str) -> None:
    assert message(text) == (
        "net.json: the file holds nothing; a network file needs at least 'layers:' and a list of layers"
    )


SAID = {
    "[NaN]": "1: the number NaN; numbers are finite",
    "[-Infinity]": "1: the number -Infinity; numbers are finite",
    '{"a": 1,\n}': "2: a ',' before '}'; JSON has no ',' after the last value",
    "[1,]": "1: a ',' before ']'; JSON has no ',' after the last value",
    "[1 2]": "1: '2'; ',' or ']' belongs here",
    "[,]": "1: ','; a value belongs here",
    "[1}": "1: '}'; ',' or ']' belongs here",
    '{"a": 1]': "1: ']'; ',' or '}' belongs here",
    '{"a" 1}': "1: '1'; ':' belongs here",
    '{"a"}': "1: '}'; ':' belongs here",
    '{"a":}': "1: '}'; a value belongs here",
    "{a: 1}": "1: 'a'; a key in double quotes belongs here",
    "{1: 1}": "1: '1'; a key in double quotes belongs here",
    "{[]: 1}": "1: '['; a key in double quotes belongs here",
    "\ufeff1": r"1: '\ufeff'; a value belongs here",
    "[1] [2]": "1: more after the end of the network; a file holds one network",
    "{}\n}": "2: more after the end of the network; a file holds one network",
    "[\n// x\n1]": "2: a comment; JSON has no comments",
    "[1 # x\n]": "1: a comment; JSON has no comments",
    "['a']": "1: single quotes; texts and keys stand in double quotes",
    "{'a': 1}": "1: single quotes; texts and keys stand in double quotes",
    "[True]": "1: the word 'True'; JSON knows true, false and null; texts stand in double quotes",
    "[undefined]": "1: the word 'undefined'; JSON knows true, false and null; texts stand in double quotes",
    '["a\n"]': r"1: a control character or line break in a text; write it as an escape like '\n'",
    '["a': "1: a text that is not closed; a text ends in its line with '\"'",
    '["a"': "1: the file ends too early; a ']' for line 1 is missing",
    '{"a":\n{"b": 1,\n': "2: the file ends too early; a '}' for line 2 is missing",
    "{": "1: the file ends too early; a '}' for line 1 is missing",
    '{"a"': "1: the file ends too early; a '}' for line 1 is missing",
    r'["\q"]': r"1: a wrong '\' in a text; write '\\' for one",
    r'["\u12"]': r"1: a wrong '\' in a text; write '\\' for one",
    r'["\ud800"]': "1: half a surrogate pair, U+D800; write both halves or neither",
    '["\udfff"]': "1: half a surrogate pair, U+DFFF; write both halves or neither",
    '{"a": 1,\n"a": 2}': "2: a: given twice, in lines 1 and 2; a key stands once in a mapping",
    '{"a": 1,\n"\\u0061": 2}': "2: a: given twice, in lines 1 and 2; a key stands once in a mapping",
}  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_what_is_wrong_is_said_with_its_line_and_in_plain_words(text: str) -> None:
    assert message(text) == f"net.json:{SAID[text]}"


NUMBERS = "JSON numbers have digits on both sides of the point, no '+' and no leading zeros"


@pytest.mark.parametrize("number", ["010", "-01", "+1", ".5", "1.", "1.e3", "1e", "0x10", "1_000", "--1", "1.2.3"])
def test_numbers_that_json_does_not_know_are_refused(number: str) -> None:
    assert message(f"[{number}]") in {
        f"net.json:1: the number {number}; {NUMBERS}",
        f"net.json:1: the word '{number}'; JSON knows true, false and null; texts stand in double quotes",
    }


def test_reading_json_loads_no_yaml() -> None:
    program = (
        "import sys; from rfcalc.readers.document import read_document; read_document('[]', format='json', file='');"
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
