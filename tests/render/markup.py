"""HTML taken apart by the parser of the standard library, which knows nothing of who wrote it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"br", "col", "hr", "img", "input", "meta"}
"""Elements that have no end."""


class Element(NamedTuple):
    """An element, with the text that stands in it and in those within it."""

    name: str
    attributes: dict[str, str | None]
    text: list[str]
    within: tuple[str, ...]  # the names of the elements around it, from the outermost

    @property
    def words(self) -> str:
        """Return its text as people read it."""
        return " ".join("".join(self.text).split())


class Markup(HTMLParser):
    """All elements of a text; one that is not closed, or closed in the wrong place, is an error."""

    def __init__(self, text: str) -> None:
        """Take the text apart."""
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        assert len(attributes) == len(attrs), f"an attribute of {tag} is said twice"
        element = Element(tag, attributes, [], tuple([each.name for each in self._open]))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:  # as in SVG
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text.append(data)

    def named(self, *names: str) -> list[Element]:
        """Return the elements of some names, in their order."""
        return [element for element in self.elements if element.name in names]

    def rows(self) -> list[list[str]]:
        """Return the words in the cells of every row of every table."""
        rows: list[list[str]] = []
        for element in self.named("tr", "th", "td"):
            if element.name == "tr":
                rows.append([])
            else:
                rows[-1].append(element.words)
        return rows

    def of(self, name: str) -> str:
        """Return the text of the element that has an id."""
        return "".join(next(each.text for each in self.elements if each.attributes.get("id") == name))
