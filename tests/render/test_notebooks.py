"""Answers in notebooks: as HTML with a style of their own, whatever they are answers to."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

import pytest

import rfcalc
from rfcalc.api import effect, map_pair
from rfcalc.page import notebook
from rfcalc.render import render
from rfcalc.render.notebook import STYLE

from .forms import MAPS
from .markup import Markup
from .test_pages import Toy

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.page.answer import Answer


class Shown(Protocol):
    """What a notebook asks a value for."""

    def _repr_html_(self) -> str: ...

    def _repr_svg_(self) -> str | None: ...


ANSWERS: dict[str, Callable[[], Answer]] = {
    "Advice": lambda: rfcalc.advise("lenet5"),
    "Anchors": lambda: rfcalc.anchors("s3fd", ["conv3_3", "conv4_3"]),
    "Comparison": lambda: rfcalc.compare("alexnet", "zfnet"),
    "Effect": lambda: effect("resnet18", rfcalc.remedy("resnet18")),
    "Explanation": lambda: rfcalc.explain("alexnet", "conv2", (2, 2)),
    "FittingSizes": lambda: rfcalc.sizes("unet"),
    "FixedView": lambda: rfcalc.figure("lenet5"),
    "Forms": lambda: rfcalc.form("lenet5"),
    "Growth": lambda: rfcalc.growth("lenet5"),
    "Influence": lambda: rfcalc.influence("alexnet", (65, (80, 90))),
    "Map": lambda: rfcalc.map("lenet5"),
    "Place": lambda: rfcalc.locate("alexnet", "conv5", (4, 3)),
    "Preset": lambda: rfcalc.find_presets("lenet-5")[0],
    "SideView": lambda: rfcalc.figure("lenet5", view="side"),
    "Summary": lambda: rfcalc.summary("alexnet"),
    "Sweep": lambda: rfcalc.sweep("deeplab-v3", "image_pooling", [False, True]),
    "Tiles": lambda: rfcalc.tile("unet", tile=572),
    "Viewer": lambda: rfcalc.viewer("lenet5"),
    "Verdict": lambda: rfcalc.check("vgg16", "pool5: rf >= 224"),
}
"""One of each sort that the public functions hand out."""


@cache
def html(kind: str) -> str:
    return shown(ANSWERS[kind]())


def shown(answer: object) -> str:
    return cast("Shown", answer)._repr_html_()


def drawn(answer: object) -> str | None:
    return cast("Shown", answer)._repr_svg_()


def public_answers() -> list[str]:
    return [name for name in rfcalc.__all__ if hasattr(getattr(rfcalc, name), "page")]


def test_every_answer_of_the_public_names_shows_itself_and_none_is_forgotten_here() -> None:
    assert public_answers() == sorted(ANSWERS)
    asked = ("_repr_html_", "_repr_svg_")
    kinds = [getattr(rfcalc, name) for name in public_answers()]
    assert [kind for kind in kinds if not all(hasattr(kind, method) for method in asked)] == []


@pytest.mark.slow
@pytest.mark.traced  # other tests look at what it has made
@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_is_a_balanced_fragment_of_elements_with_one_style(kind: str) -> None:
    assert type(ANSWERS[kind]()).__name__ == kind
    markup = Markup(html(kind))
    assert [each.name for each in markup.elements if not each.within] == ["style", "section"]
    assert len(markup.named("style")) == 1
    names = {each.name for each in markup.elements}
    assert not names & {"html", "head", "body", "script", "link", "object", "embed", "h1", "h2"}
    assert [key for each in markup.elements for key in each.attributes if key.startswith("on") or key == "style"] == []
    scopes = {each.attributes.get("scope") for each in markup.named("th")}
    assert scopes <= {"col", "row", "colgroup", "rowgroup"}


def test_a_summary_has_a_row_for_each_layer() -> None:
    head, *rows = Markup(html("Summary")).rows()
    assert head == ["name", "type", "window", "n", "jump", "rf", "start"]
    assert rows[6] == ["conv5", "conv", "k3 p1", "13", "16", "163", "17.5"]
    assert [row[0] for row in rows] == [row.name for row in rfcalc.summary("alexnet").layers]


def test_a_check_tells_what_fails() -> None:
    assert [each.words for each in Markup(html("Verdict")).named("li")] == ["vgg16: pool5: rf is 212, not >= 224"]


def test_a_viewer_stands_in_a_frame_of_its_own_that_is_closed_off() -> None:
    (frame,) = Markup(html("Viewer")).named("iframe")
    assert frame.attributes["sandbox"] == "allow-scripts"
    assert frame.attributes["title"] == "LeNet-5"
    assert frame.attributes["srcdoc"] == render([rfcalc.viewer("lenet5")], "html")
    assert frame.words == ""


def test_names_of_layers_cannot_become_markup() -> None:
    name = "<img src=x onerror=alert(1)>"
    network = rfcalc.Network([rfcalc.Layer(name, "conv", kernel=3)], input=8, name="</style><script>")
    markup = Markup(shown(rfcalc.summary(network)))
    assert markup.named("img", "script") == []
    assert markup.rows()[1][0] == name


def test_the_style_is_for_what_stands_in_it_alone() -> None:
    rules = re.findall(r"^(.*)\{(.*)\}$", STYLE, re.MULTILINE)
    assert len(rules) == len(STYLE.splitlines())
    assert [selector for selector, _ in rules if not selector.startswith("section.rfcalc.rfcalc")] == []
    assert "url(" not in STYLE


def test_where_nobody_writes_for_notebooks_they_have_the_text_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "WRITERS", {})
    assert shown(rfcalc.summary("lenet5")) is None


def test_any_class_with_a_page_can_be_shown() -> None:
    kind = notebook.shown_in_notebooks(type("Other", (Toy,), {}))
    assert shown(kind()).endswith("</section>\n")


@pytest.mark.parametrize("kind", ["FixedView", "Growth", "Map", "SideView"])
def test_a_figure_is_one_element_of_svg_alone_and_within_the_html(kind: str) -> None:
    picture = drawn(ANSWERS[kind]())
    assert picture is not None
    assert [each.name for each in Markup(picture).elements if not each.within] == ["svg"]
    assert picture in html(kind)
    assert Markup(html(kind)).named("table") == []  # its numbers stand in the picture


def test_what_is_no_figure_has_no_svg() -> None:
    assert drawn(rfcalc.summary("lenet5")) is None
    assert drawn(rfcalc.locate("lenet5", "C1", (0, 0))) is None


def test_where_nothing_can_be_drawn_stands_what_is_known() -> None:
    assert drawn(MAPS["gap"]) is None
    markup = Markup(shown(MAPS["gap"]))
    assert markup.named("svg") == []
    assert [each.words for each in markup.named("li")] == ["No path leads to it."]


@pytest.mark.slow
def test_a_map_pair_is_shown_too() -> None:
    pair = map_pair("resnet18", "layer2")
    assert str(drawn(pair)) in shown(pair)
    assert len(Markup(shown(pair)).named("li")) == len(pair.notes)


@pytest.mark.slow
def test_an_answer_that_is_not_shown_loads_no_writer() -> None:
    code = (
        "import sys, rfcalc; rfcalc.summary('lenet5'); print(*[m for m in sys.modules if m.startswith('rfcalc.ren')])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == []
