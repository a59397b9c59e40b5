"""A page as a fragment of HTML: every part of it, escaped, balanced, with headings that tell rows from columns."""

from __future__ import annotations

import pytest

import rfcalc
from rfcalc.page.note import Note
from rfcalc.page.parts import (
    Abreast,
    Cell,
    Column,
    EquationBlock,
    Equations,
    Facts,
    Figure,
    Notes,
    Part,
    Table,
    Text,
    Title,
    column,
)
from rfcalc.render.html import page_as_html, part_as_html, table_as_html, write
from rfcalc.render.values import LOOK

from .markup import Markup
from .test_pages import Toy

HOSTILE = "</table><script>alert('a & b')</script>\"<!--"


def test_every_part_of_a_page_is_written() -> None:
    text = write([Toy()], look=LOOK)
    markup = Markup(text)
    (section,) = markup.named("section")
    assert section.attributes == {"class": "rfcalc"}
    assert [element.words for element in markup.named("p", "li")] == [
        *("Net, input 8, 2 layers", "What is below.", "a (0) of Net sees 3 pixels"),
        *("One sentence.", "Another.", "A note."),
    ]
    assert markup.rows() == [
        *(["number", "value"], ["rf", "3"], ["paths", "9"]),
        *(["name", "n"], ["a.b", "4 → 8"], ["c", "4"]),
        *(["", "A, input 8"], ["jump", "layer", "n"], ["1", "a", "4"], ["2", "-", ""]),
    ]
    assert [element.words for element in markup.named("del", "ins")] == ["4", "8"]


def test_what_is_said_of_layers_cannot_become_markup() -> None:
    hostile: list[Part] = [
        Title(HOSTILE, HOSTILE, extent=HOSTILE, told=HOSTILE, about=HOSTILE),
        Text((HOSTILE,)),
        Notes((Note("odd", (), HOSTILE + "\x1b"),)),
        Facts((HOSTILE, HOSTILE), ((HOSTILE, HOSTILE),)),
        Table((column(HOSTILE, [HOSTILE], "layer")._replace(meaning=HOSTILE), Column("n", [Cell(HOSTILE, HOSTILE)]))),
        Table((column("a", [HOSTILE]), column(HOSTILE, [HOSTILE])), grouped=HOSTILE),
        Equations((HOSTILE,) * 3, (EquationBlock((HOSTILE,), (HOSTILE,), (HOSTILE,)),)),
        Abreast(column(HOSTILE, [HOSTILE]), (Title(HOSTILE, HOSTILE),), ((column(HOSTILE, [HOSTILE]),),)),
    ]
    text = page_as_html(tuple(hostile))
    markup = Markup(text)
    assert markup.named("script") == []
    assert "<!--" not in text
    assert "\x1b" not in text
    assert {element.attributes.get("title", HOSTILE) for element in markup.elements} == {HOSTILE}


def test_numbers_roles_and_repetitions_are_classes() -> None:
    markup = Markup(part_as_html(rfcalc.summary("lenet5").page()[1]))
    heads = [(each.words, each.attributes) for each in markup.named("th") if each.attributes["scope"] == "col"]
    assert heads[0] == ("name", {"scope": "col"})
    assert dict(heads)["rf"] == {"scope": "col", "class": "number"}
    names = [each for each in markup.named("th") if each.attributes == {"scope": "row", "class": "layer"}]
    assert [each.words for each in names] == ["C1", "S2", "C3", "S4", "C5"]
    assert {each.attributes.get("class") for each in markup.named("td")} == {"kind", "quiet", "number", "main number"}
    again = Markup(table_as_html(Table((column("a", "xy"),), repeats=(False, True))))
    assert [each.attributes for each in again.named("tr")] == [{}, {}, {"class": "same"}]


def test_a_table_can_do_without_classes_and_have_one_of_its_own() -> None:
    table = Table((column("name", "ab", "layer"), column("n", "12", right=True)), repeats=(False, True))
    markup = Markup(table_as_html(table, kind="layers", caption="<p>All.</p>\n", classed=False))
    assert [each.attributes for each in markup.named("table", "tr", "td")] == [{"class": "layers"}, *[{}] * 5]
    assert [each.words for each in markup.named("caption")] == ["All."]
    assert table_as_html(Table((column("a", [""], optional=True),))) == ""


def test_the_title_of_a_table_is_its_caption_and_other_titles_are_paragraphs() -> None:
    title, table = Title("Net", "input 8"), Table((column("a", "x"),))
    assert [each.within for each in Markup(page_as_html((title, table))).named("strong")] == [("table", "caption", "p")]
    assert [each.within for each in Markup(page_as_html((title, Text(("So.",)), table))).named("strong")] == [("p",)]
    assert page_as_html(()) == ""


def test_rows_stand_under_the_names_of_their_groups() -> None:
    table = Table((column("name", "abc", "name"), column("family", ["u", "u", ""])), grouped="family")
    markup = Markup(table_as_html(table))
    assert markup.rows() == [["name"], ["u"], ["a"], ["b"], ["no family"], ["c"]]
    assert [each.words for each in markup.named("th") if each.attributes["scope"] == "rowgroup"] == ["u", "no family"]
    assert len(markup.named("tbody")) == 2


def test_rows_are_named_by_the_layer_wherever_its_column_stands() -> None:
    markup = Markup(write([rfcalc.compare("alexnet", "zfnet")], look=LOOK))
    named = [each.words for each in markup.named("th") if each.attributes == {"scope": "row", "class": "layer"}]
    assert named[:3] == ["conv1", "pool1", "conv2"]
    assert [each.words for each in markup.named("th") if each.attributes["scope"] == "colgroup"] == [
        "AlexNet, input 227x227",
        "ZFNet, input 224x224",
    ]
    assert [each.attributes["span"] for each in markup.named("colgroup")] == ["1", "4", "4"]


@pytest.mark.parametrize(("details", "columns"), [(("k3",), 3), ((), 2)])
def test_equations_stand_below_one_another_in_a_row(details: tuple[str, ...], columns: int) -> None:
    block = EquationBlock(("conv", "add"), details, ("jump = 1 * 2 = 2", "rf = 3"))
    markup = Markup(part_as_html(Equations(("layer", "window", "equation"), (block,))))
    assert [len(row) for row in markup.rows()] == [columns, columns]
    assert len(markup.named("br")) == 2


def test_what_is_no_fault_stands_back_and_boxes_have_no_padding() -> None:
    columns = (column("holes", ["0%", "4%"], "fault"), column("box", ["[  0,  16)", "[-12, 147)"]))
    markup = Markup(table_as_html(Table((column("name", "ab"), *columns))))
    assert [each.attributes.get("class") for each in markup.named("td")] == ["quiet", None, "fault", None]
    assert markup.rows()[1:] == [["a", "0%", "[0, 16)"], ["b", "4%", "[-12, 147)"]]


def test_where_a_figure_is_not_drawn_stands_what_it_says() -> None:
    figure = Figure("none", Toy(), instead=(Notes((Note("odd", (), "So."),)),))
    assert part_as_html(figure) == part_as_html(Notes((Note("odd", (), "So."),)))
    assert part_as_html(Notes(())) == ""
