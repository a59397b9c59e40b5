"""Every format writes every part of a page, whatever answer it is of."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

import rfcalc
from rfcalc.page.answer import Grid
from rfcalc.page.note import Note
from rfcalc.page.parts import Abreast, Cell, Column, Facts, Notes, Page, Statement, Table, Text, Title, column
from rfcalc.page.words import counted, displacement, listed
from rfcalc.render import FORMATS, render
from rfcalc.render.values import Screen

from .forms import MAPS

KEY = column("jump", ["1", "2"], right=True)
PARTS: Page = (
    Title("Net", "input 8", extent="2 layers", about="What is below."),
    Statement("a (0) of Net", "sees 3 pixels"),
    Text(("One sentence.", "Another.")),
    Facts(("number", "value"), (("rf", "3"), ("paths", "9"))),
    Table((column("name", ["a.b", "c"], "layer"), Column("n", [Cell("4", "8"), Cell("4")], right=True, paired=True))),
    Abreast(KEY, (Title("A", "input 8"),), ((column("layer", ["a", "-"], "layer"), column("n", ["4", ""])),)),
    Notes((Note("odd", ("a",), "A note."),)),
)


class Toy(NamedTuple):
    """An answer with one of everything."""

    axes: tuple[str, ...] = ("y", "x")

    def page(self) -> Page:
        return PARTS

    def record(self) -> dict[str, object]:
        return {"schema": "toy/1", "axes": list(self.axes)}

    def grid(self) -> Grid:
        return Grid(("name", "n"), frozenset({"n"}), self.axes, [["a", {"y": 1, "x": None}], ["b\x1b", {}]])


def test_plain_text_has_every_part() -> None:
    assert render([Toy()], "table") == (
        "Net, input 8\nWhat is below.\n\n"
        "a (0) of Net sees 3 pixels\n\n"
        "One sentence.\nAnother.\n\n"
        "rf     3\npaths  9\n\n"
        "name  n\na.b   4 -> 8\nc     4\n\n"
        "        A, input 8\njump    layer  n\n   1    a      4\n   2    -\n\n"
        "A note.\n"
    )


def test_markdown_has_every_part() -> None:
    assert render([Toy()], "markdown") == (
        "**Net**, input 8\n\nWhat is below.\n\n"
        "**a (0) of Net** sees 3 pixels\n\n"
        "One sentence.\n\nAnother.\n\n"
        "| number | value |\n| :-- | :-- |\n| rf | 3 |\n| paths | 9 |\n\n"
        "| name | n |\n| :-- | :-- |\n| a.b | 4 → 8 |\n| c | 4 |\n\n"
        "- **A**, input 8\n\n| jump | A: layer | n |\n| --: | :-- | :-- |\n| 1 | a | 4 |\n| 2 | - |  |\n\n"
        "- A note.\n"
    )


def test_a_screen_has_every_part() -> None:
    assert render([Toy()], "table", Screen(40, color=False, unicode=True)) == (
        "Net  input 8, 2 layers\nWhat is below.\n\n"
        "a (0) of Net sees 3 pixels\n\n"
        "One sentence.\nAnother.\n\n"
        "rf     3\npaths  9\n\n"
        "name  n\n───────────\na.b   4 → 8\nc     4\n\n"
        "        A  input 8\njump    layer  n\n────    ────────\n   1    a      4\n   2    -\n\n"
        "• A note.\n"
    )


def test_programs_get_records_a_line_each_and_rows_under_one_header() -> None:
    assert [json.loads(line) for line in render([Toy(), Toy()], "json").splitlines()] == [Toy().record()] * 2
    line = Toy(("x",))
    assert render([Toy(), line], "csv") == "name,n_y,n_x\na,1,\nb\\x1b,,\na,1,\nb\\x1b,,\n"


@pytest.mark.parametrize("form", FORMATS)
def test_no_answer_is_an_empty_text_and_several_are_parted(form: str) -> None:
    assert render([], form) == ""
    texts = [render([rfcalc.summary(name)], form) for name in ("lenet5", "alexnet")]
    both = render([rfcalc.summary(name) for name in ("lenet5", "alexnet")], form)
    header = texts[1].partition("\n")[0] + "\n" if form == "csv" else ""
    between = "\n" if form in {"table", "markdown"} else ""
    assert both == texts[0] + between + texts[1].removeprefix(header)


@pytest.mark.slow
def test_a_list_of_presets_is_one_table_and_other_answers_part_it() -> None:
    presets = rfcalc.find_presets("lenet-5")
    assert len(presets) == 1
    two = render([*presets, *presets], "table").splitlines()
    assert [line.split()[0] for line in two] == ["name", "lenet5", "lenet5"]
    parted = render([*presets, Toy(), *presets], "table")
    assert parted.count("name") == 3


@pytest.mark.parametrize(
    ("names", "most", "words"),
    [
        (["a"], 3, "a"),
        (["a", "b", "c"], 3, "a, b, c"),
        (["a", "b", "c", "d"], 3, "a, b, c and 1 more"),
        (["a", "b"], 1, "a and 1 more"),
    ],
)
def test_of_many_names_the_first_are_listed(names: list[str], most: int, words: str) -> None:
    assert listed(names, most) == words


def test_things_are_counted_and_displaced_in_words() -> None:
    assert [counted(count, "layer") for count in (0, 1, 2)] == ["0 layers", "1 layer", "2 layers"]
    assert displacement((0, 0), ("y", "x")) == ""
    assert displacement((-1, 0), ("y", "x")) == "1 px above"


def test_what_nobody_knows_has_no_row_and_no_column() -> None:
    network = rfcalc.loads("name: Net\nlayers: [{conv: [3]}]")
    place = rfcalc.locate(network, "conv", (0, 0))
    assert render([place], "table").splitlines()[2].split() == ["axis", "index", "rf", "center", "box"]
    nothing = MAPS["gap"]._replace(form=MAPS["gap"].form._replace(checkerboard=None))
    assert "|" not in render([nothing], "markdown").partition("\n\n")[2]
