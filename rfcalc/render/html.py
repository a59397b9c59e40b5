"""Answers as a fragment of HTML: no document, no script, and looks by classes alone; text of the user is escaped.

A cell has the class of its column's role, and ``number`` if it is one, to be set to the right. Rows that tell nothing
new have the class ``same``.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, escaped
from rfcalc.page.parts import (
    FAULTLESS,
    FORMULA,
    Abreast,
    Equations,
    Facts,
    Figure,
    Notes,
    Statement,
    Table,
    Text,
    Title,
    column,
    joined,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.page.parts import Cell, Column, Page, Part
    from rfcalc.render.values import Look

ROOT = "rfcalc"
"""The class of everything that is written here, by which a style sheet is kept to it."""

NAMES = ("layer", "name")
"""The roles of columns that name the rows; in a table without one the first does."""


DRAWN = ("curves", "fixed", "heatmap", "heatmaps", "side")
"""The kinds of figures that are drawn."""

_PADDING = re.compile(r"(?<=\[) +(?=-?\d)")
"""Blanks in a box, which set bounds below one another where letters are of one width."""


def write(answers: Sequence[Answer], *, look: Look) -> str:  # noqa: ARG001 - no map is drawn
    """Return a section for each page of the answers."""
    pages = joined(answer.page() for answer in answers)
    return "".join([f'<section class="{ROOT}">\n{page_as_html(page)}</section>\n' for page in pages])


def page_as_html(page: Page) -> str:
    """Return the parts of a page; the title of a table right below it is its caption.

    A drawing has title and numbers of the page in it: of the rest only what stands out is told below it.
    """
    drawing = drawing_of(page)
    if drawing:
        notes = [part_as_html(part) for part in page if isinstance(part, Notes)]
        return f"<figure>\n{drawing}\n</figure>\n{''.join(notes)}"
    title, *below = page or (None,)
    if isinstance(title, Title) and below and isinstance(below[0], Table):
        return table_as_html(below[0], caption=_title(title)) + "".join(map(part_as_html, below[1:]))
    return "".join(map(part_as_html, page))


def drawing_of(page: Page) -> str:
    """Return the figure of a page as one element of SVG; nothing where it has none that is drawn so."""
    from rfcalc.render import render

    figure = next((part for part in page if isinstance(part, Figure) and part.kind in DRAWN), None)
    try:
        return render([figure.answer], "svg").strip() if figure else ""
    except RfcalcError:  # nothing counts, so that there is nothing to draw
        return ""


def part_as_html(part: Part) -> str:
    """Return a part of a page as elements, each on lines of its own; nothing of a part that says nothing."""
    return ELEMENTS[type(part)](part)


def table_as_html(part: Table, *, kind: str = "", caption: str = "", classed: bool = True, padding: str = "") -> str:
    """Return a table, a row of elements a line; nothing of a table without columns.

    ``kind`` is its class, ``caption`` what stands in its caption, as elements. Where it is not ``classed``, rows and
    cells have no class and no scope, which makes it a third shorter. ``padding`` keeps cells apart where styles are
    blocked.
    """
    columns = [column for column in shown(part.columns) if column.heading != part.grouped]
    if not columns:
        return ""
    named = next((at for at, column in enumerate(columns) if column.role in NAMES), 0)
    above = f"<caption>\n{caption}</caption>\n" if caption else ""
    head = f"<thead><tr>{''.join(map(_heading, columns))}</tr></thead>\n"
    space = f' cellpadding="{padding}"' if padding else ""
    return f"<table{_attribute(kind)}{space}>\n{above}{head}{_body(columns, part, named, classed=classed)}</table>\n"


def _heading(column: Column) -> str:
    meaning = f' title="{escape(column.meaning)}"' if column.meaning else ""
    return f'<th scope="col"{_attribute("number" * _is_number(column))}{meaning}>{_text(column.heading)}</th>'


def _body(columns: Sequence[Column], part: Table, named: int, *, classed: bool) -> str:
    """Return the rows: together, or under the names of their groups."""
    rows = [
        f"<tr{_attribute('same' * (classed and same))}>{''.join(cells)}</tr>\n"
        for *cells, same in zip(
            *[_cells(column, named=at == named, classed=classed) for at, column in enumerate(columns)],
            part.repeats or (False,) * len(columns[0].cells),
        )
    ]
    group = next((column for column in part.columns if column.heading == part.grouped), None)
    if group is None:
        return f"<tbody>\n{''.join(rows)}</tbody>\n"
    bodies = []
    for name, members in groupby(zip([cell.text for cell in group.cells], rows), key=itemgetter(0)):
        title = f'<th scope="rowgroup" colspan="{len(columns)}">{_text(name or f"no {group.heading}")}</th>'
        bodies.append(f"<tbody>\n<tr>{title}</tr>\n{''.join([row for _, row in members])}</tbody>\n")
    return "".join(bodies)


def _cells(column: Column, *, named: bool, classed: bool) -> Iterator[str]:
    """Yield the cells of a column; those of one that names the rows are headings."""
    opening, closing = ("<th", "</th>") if named else ("<td", "</td>")
    if named and classed:  # a heading in the body of a table is one of its row by itself
        opening += ' scope="row"'
    number = "number" * _is_number(column)
    for cell in column.cells:
        role = cell.role or column.role
        role = "quiet" if role == "fault" and cell.text in FAULTLESS else role
        kinds = " ".join(filter(None, (role, number))) if classed else ""
        yield f"{opening}{_attribute(kinds)}>{_told(cell, column)}{closing}"


def _told(cell: Cell, column: Column) -> str:
    if column.paired and cell.text and cell.after:
        return f"<del>{_text(cell.text)}</del> → <ins>{_text(cell.after)}</ins>"
    text = _text(cell.text or cell.after)
    return text if column.role else _PADDING.sub("", text)


def _is_number(column: Column) -> bool:
    return column.right and not column.paired


def _attribute(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _text(text: str) -> str:
    return escape(text, quote=False)


def _title(part: Title) -> str:
    size = ", ".join(filter(None, (part.size, part.extent)))
    told = f"<p>{_text(part.told)}</p>\n" if part.told else ""
    about = f'<p class="about">{_text(part.about)}</p>\n' if part.about else ""
    return f'<p class="title"><strong>{_text(part.name)}</strong>, {_text(size)}</p>\n{told}{about}'


def _statement(part: Statement) -> str:
    return f'<p class="title"><strong>{_text(part.subject)}</strong> {_text(part.predicate)}</p>\n'


def _paragraphs(part: Text) -> str:
    return "".join([f"<p>{_text(sentence)}</p>\n" for sentence in part.sentences])


def _notes(part: Notes) -> str:
    items = "".join([f"<li>{_text(escaped(note))}</li>\n" for note in part.sentences])
    return f'<ul class="notes">\n{items}</ul>\n' if items else ""


def _facts(part: Facts) -> str:
    return table_as_html(
        Table(tuple([column(heading, texts) for heading, texts in zip(part.headings, zip(*part.rows))])), kind="facts"
    )


def _equations(part: Equations) -> str:
    """Return a row for each block; details that nowhere say anything have no column."""
    told = any(block.details for block in part.blocks)
    kept = [heading for heading, is_told in zip(part.headings, (True, told, True)) if is_told]
    head = "".join([f'<th scope="col">{_text(heading)}</th>' for heading in kept])
    rows = []
    for block in part.blocks:
        names, details, equations = map(_lines, (block.names, block.details, block.equations))
        detail = f"<td>{details}</td>" if told else ""
        rows.append(
            f'<tr><th scope="row" class="layer">{names}</th>{detail}<td class="{FORMULA}">{equations}</td></tr>\n'
        )
    body = f"<tbody>\n{''.join(rows)}</tbody>\n"
    return f'<table class="equations">\n<thead><tr>{head}</tr></thead>\n{body}</table>\n'


def _lines(texts: Sequence[str]) -> str:
    return "<br>".join(map(_text, texts))


def _abreast(part: Abreast) -> str:
    """Return one table, whose upper headings tell whose the columns below them are."""
    tables = ((part.key,), *part.tables)
    groups = "".join([f'<colgroup span="{len(columns)}"></colgroup>' for columns in tables])
    names = [
        f'<th scope="colgroup" colspan="{len(columns)}"><strong>{_text(title.name)}</strong>, {_text(title.size)}</th>'
        for title, columns in zip(part.titles, part.tables)
    ]
    every = [column for columns in tables for column in columns]
    head = f"<tr><td></td>{''.join(names)}</tr>\n<tr>{''.join(map(_heading, every))}</tr>\n"
    body = _body(every, Table(()), 0, classed=True)
    return f'<table class="abreast">\n{groups}\n<thead>\n{head}</thead>\n{body}</table>\n'


def _figure(part: Figure) -> str:
    """Return what stands for a figure."""
    return "".join(map(part_as_html, part.instead))


ELEMENTS: dict[type[Part], Callable[..., str]] = {
    Title: _title,
    Statement: _statement,
    Text: _paragraphs,
    Notes: _notes,
    Facts: _facts,
    Table: table_as_html,
    Equations: _equations,
    Abreast: _abreast,
    Figure: _figure,
}
"""How each kind of part is written."""
