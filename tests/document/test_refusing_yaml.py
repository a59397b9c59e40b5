"""What is wrong in YAML is said in plain words, the same for both of PyYAML's parsers."""

from __future__ import annotations

import pytest
import yaml

from rfcalc.errors import RfcalcError
from rfcalc.readers.document import read_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

pytestmark = pytest.mark.usefixtures("each_yaml_parser")


def message(text: str) -> str:
    with pytest.raises(RfcalcError) as caught:
        read_document(text, format="yaml", file="net.yaml")
    return str(caught.value)


@pytest.mark.parametrize("text", ["", "  \n", "# a comment\n", "---\n", "--- ~\n", "null\n", "%YAML 1.2\n---\n..."])
def test_a_file_without_values_is_told_what_it_needs(text: str) -> None:
    assert message(text) == (
        "net.yaml: the file holds nothing; a network file needs at least 'layers:' and a list of layers"
    )


SAID = {
    "a: .inf": "1: the number .inf; numbers are finite",
    "a: -.INF": "1: the number -.INF; numbers are finite",
    "a: .NaN": "1: the number .NaN; numbers are finite",
    "a: !!int 3": "1: the tag '!!int'; tags are not read: leave it out",
    "a: !foo\n  b: 1": "1: the tag '!foo'; tags are not read: leave it out",
    "a: ! x": "1: the tag '!'; tags are not read: leave it out",
    "a: ! [x]": "1: the tag '!'; tags are not read: leave it out",
    "!<tag:x,1:y> a": "1: the tag 'tag:x,1:y'; tags are not read: leave it out",
    "a: !e!x y": "1: a tag ('!'); tags are not read; a text that starts with '!' stands in quotes",
    "a: !<x b": "1: a tag ('!'); tags are not read; a text that starts with '!' stands in quotes",
    "%YAML 1.2\n%TAG ! tag:x,1:\n---\na": "2: the tag '%TAG'; tags are not read: leave it out",
    "a: 1\n---\nb: 2": "2: a second document starts here; a file holds one network",
    "a: 1\n...\nb: 2": "3: more after the end of the network; a file holds one network",
    "kernel: 1\n'kernel': 2": "2: kernel: given twice, in lines 1 and 2; a key stands once in a mapping",
    "? a\n? b\n? a": "3: a: given twice, in lines 1 and 3; a key stands once in a mapping",
    "a: &a {}\n<<: *a\n<<: *a": "3: <<: given twice, in lines 2 and 3; a key stands once in a mapping",
    "3: a": "1: the number 3 as a key; keys are texts; put the key in quotes",
    "1.50: a": "1: the number 1.50 as a key; keys are texts; put the key in quotes",
    "true: a": "1: the truth value true as a key; keys are texts; put the key in quotes",
    "~: a": "1: null as a key; keys are texts; put the key in quotes",
    "? [a]\n: b": "1: a list as a key; keys are texts; put the key in quotes",
    "a: {{ b }}": "1: a mapping as a key; keys are texts; put the key in quotes",
    "a: &a [b]\n*a : c": "2: a list as a key; keys are texts; put the key in quotes",
    "a: &a {b: c}\n*a : c": "2: a mapping as a key; keys are texts; put the key in quotes",
    "a: *b": "1: the alias '*b' names no anchor before it; a text that starts with '*' stands in quotes",
    "a: &b [\n*b]": "2: the alias '*b' stands inside the value it names; no value holds itself",
    "a: &b\n  <<: *b": "2: the alias '*b' stands inside the value it names; no value holds itself",
    "a:\n  <<: 3": "2: '<<' merges something else than a mapping; '<<' takes a mapping or a list of mappings",
    "<<: [{}, a]": "1: '<<' merges something else than a mapping; '<<' takes a mapping or a list of mappings",
    "a:\n\t- b": "2: a tab; lines are indented with spaces",
    "a:\n  b: 1\n\tc: 2": "3: a tab; lines are indented with spaces",
    "a: |\n\tx": "2: a tab; lines are indented with spaces",
    "a: [1, 2\nb: 3": "2: a ',' or ']' is missing; the '[' stands in line 1",
    "a: [1, 2\n\n": "1: a ',' or ']' is missing; the '[' stands in line 1",
    "- {a: 1\n- {a: 2}": "2: a ',' or '}' is missing; the '{' stands in line 1",
    "a: @x": "1: a text that starts with '@'; such a text stands in quotes",
    "a: `x`": "1: a text that starts with '`'; such a text stands in quotes",
    "a: %x": "1: a text that starts with '%'; such a text stands in quotes",
    'a: 1\nb: "x\nc: 2\n': "2: a quote that is not closed; look for its end",
    "a: 'x\n---\n": "1: a quote that is not closed; look for its end",
    "a: [1,,2]": "1: ',' where a value belongs; look for an extra ',' or an open bracket",
    "a: ]": "1: ']' where a value belongs; look for an extra ',' or an open bracket",
    "[[[\n": "1: the end of the file where a value belongs; look for an extra ',' or an open bracket",
    "a: b: c": (
        "1: a ':' that fits nowhere; look for a missing space after a ':', a wrong indent, or a text that needs quotes"
    ),
    "a: - b": "1: a '-' that fits nowhere; a list starts on the line after its key",
    "a: ? b": "1: a '?' that fits nowhere; a text that starts with '?' stands in quotes",
    "a: 1\nb\nc: 2": "2: a line that is no 'key: value'; look for a missing ':' or '-'",
    "%\n---\na": "1: a '%' line that is not '%YAML 1.2'; a text that starts with '%' stands in quotes",
    "%YAML 1.1\n%YAML 1.1\n": "2: a '%' line that is not '%YAML 1.2'; a text that starts with '%' stands in quotes",
    "%YAML 2.0\n---\na": "1: another version of YAML; files are read as YAML 1.2",
    "a: * b": "1: a '*' without the name of an anchor; a text that starts with '*' stands in quotes",
    "a: & b": "1: a '&' without a name; a text that starts with '&' stands in quotes",
    "a: |x": "1: a wrong start of a block text; the line ends after '|' or '>'",
    'a: "C:\\dir"': r"1: a wrong '\' in double quotes; write '\\' for one, or use single quotes",
    'a: "x" y': (
        "1: this does not fit what stands before it; "
        "look for a wrong indent, a missing ':' or a quote inside a text"
    ),
    "a:\n  - b\n - c": (
        "3: this does not fit what stands before it; "
        "look for a wrong indent, a missing ':' or a quote inside a text"
    ),
    "a: b\nc: \x07": (
        "2: the character U+0007; YAML allows no control characters and no halves of surrogate pairs"
    ),
    "a: \ud800": "1: the character U+D800; YAML allows no control characters and no halves of surrogate pairs",
}  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_what_is_wrong_is_said_with_its_line_and_in_plain_words(text: str) -> None:
    assert message(text) == f"net.yaml:{SAID[text]}"


def test_a_repeated_key_is_a_part_of_its_error() -> None:
    with pytest.raises(RfcalcError) as caught:
        read_document("stride: 1\nstride: 2\n", format="yaml", file="net.yaml")
    assert (caught.value.key, caught.value.line) == ("stride", 2)


def test_what_pyyaml_raises_outside_its_own_errors_is_an_error_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_self: object) -> NoReturn:
        raise KeyError

    monkeypatch.setattr(yaml.BaseLoader, "get_event", failing)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert message("a: 1.5") == "net.yaml: this is not readable as YAML"
