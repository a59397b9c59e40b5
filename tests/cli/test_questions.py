"""A line of a dialogue, read as people write it: with blanks, commas, brackets and comments, and names of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli.questions import Names, Question

if TYPE_CHECKING:
    import pathlib


@pytest.fixture
def digits(folder: pathlib.Path) -> Names:
    return Names(rfcalc.load(folder / "digits.yaml"))


@pytest.mark.parametrize(
    ("line", "layer", "position"),
    [
        ("5", "5", ()),
        ("5 3 4", "5", ("3", "4")),
        ("conv 3", "conv 3", ()),
        ("conv 3 4", "conv", ("3", "4")),
        ("conv 3 4 5", "conv 3", ("4", "5")),
        ("conv  1\t2", "conv", ("1", "2")),
        ("quit 1 1", "quit", ("1", "1")),
        ("input 1 1", "input", ("1", "1")),
        ("last 1 -1", "last", ("1", "-1")),
        ("5 1", "5", ("1",)),
        ("conv,3,4", "conv", ("3", "4")),
        ("conv 3, 4", "conv", ("3", "4")),
        ("conv (3, -4)", "conv", ("3", "-4")),
        ("conv(3,4)", "conv", ("3", "4")),
        ("conv 3 (4, 5)", "conv 3", ("4", "5")),
        ("conv 3 x", "conv", ("3", "x")),
    ],
)
def test_a_line_is_read_with_the_longest_name_that_fits(
    line: str, layer: str, position: tuple[str, ...], digits: Names
) -> None:
    assert digits.understood(line, "") == Question(layer, position)


@pytest.mark.parametrize("line", ["5 1", "7 9", "-1 2", "1.5 2", "3", "(7, 9)", "7,9", "(7 9)"])
def test_numbers_are_about_the_layer_named_last(line: str, digits: Names) -> None:
    words = line.translate(str.maketrans(",()", "   ")).split()
    assert digits.understood(line, "conv") == Question("conv", tuple(words))


@pytest.mark.parametrize("line", ["cnv 1 2", "cnv", "cnv,1,2", "cnv (1, 2)", "cnv(1,2)"])
def test_an_unknown_name_gets_a_suggestion(line: str, digits: Names) -> None:
    with pytest.raises(rfcalc.RfcalcError, match="'Digits' has no layer 'cnv'; did you mean 'conv'"):
        digits.understood(line, "")


@pytest.mark.parametrize("line", ["(1, 2)", "1 2", ", (", "()"])
def test_numbers_without_a_layer_are_refused(line: str, digits: Names) -> None:
    with pytest.raises(rfcalc.RfcalcError, match="no layer"):
        digits.understood(line, "")


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("# words", ""),
        ("#", ""),
        ("conv 3 4 # where?", "conv 3 4"),
        ("conv#1 3", "conv#1 3"),
        ("a #1 3 4", "a #1 3 4"),
        ("a #1 3 4 # where?", "a #1 3 4"),
        ("a #2", "a"),
    ],
)
def test_a_comment_begins_at_a_blank_unless_a_name_has_its_mark(line: str, rest: str) -> None:
    layers = [rfcalc.Layer(name, "conv", kernel=3) for name in ("conv", "a #1")]
    assert Names(rfcalc.Network(layers, input=32)).without_comment(line) == rest


@pytest.mark.parametrize(("line", "holds"), [("map", True), ("map 3 4", True), ("map conv", False), ("form", False)])
def test_a_layer_that_is_called_like_a_command_is_meant_where_numbers_follow(line: str, *, holds: bool) -> None:
    names = Names(rfcalc.Network([rfcalc.Layer("map", "conv", kernel=3)], input=32))
    assert names.is_question(line) is holds
