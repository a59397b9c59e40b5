"""Networks of every kind: many layers, one axis or three, of unknown size, two at once, names that mean harm."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Pages
    from tests.browser.tab import Tab

pytestmark = pytest.mark.slow

SAY = "[role=status]"
HARM = (
    "</script><script>document.title='harmed'</script>",
    "<!--<script>",
    "<img src=x onerror=document.title='harmed'>",
    "\" onfocus=\"document.title='harmed'",
    "'];document.title='harmed'//",
    "&lt;b&gt;&amp;",
    "\u202egnp.kool\u202c",
    "שכבה ראשונה",
    "${document.title='harmed'}",
    "__proto__",
    "a/b#c?d%20",
)


def test_names_that_mean_harm_are_only_names(tab: Tab, page: Pages, tmp_path: Path) -> None:
    layers = [{"name": name, "type": "conv", "kernel": 3, "padding": 1} for name in HARM]
    file = tmp_path / "harm.json"
    file.write_text(json.dumps({"name": HARM[0], "input": 32, "layers": layers}), "utf-8")
    tab.open(page(str(file)))
    title = tab.evaluate("document.title", str)
    for place, name in enumerate(HARM, start=1):
        tab.click(f"tr[data-layer='{place}']")
        tab.settle()
        assert tab.text(SAY).startswith(name)
        tab.go(tab.evaluate("location.href", str))
        assert tab.text(SAY).startswith(name)

    assert "harmed" not in title.replace(HARM[0], "")
    assert tab.evaluate("document.title", str) == title
    assert tab.messages == []
    assert len(tab.requests) == 1
    assert tab.evaluate("document.querySelectorAll('img, article script').length", int) == 0


def test_two_thousand_layers_are_looked_at_like_few(tab: Tab, page: Pages, tmp_path: Path) -> None:
    layers = [{"name": f"conv{i}", "type": "conv", "kernel": 3, "padding": 1} for i in range(2000)]
    file = tmp_path / "deep.json"
    file.write_text(json.dumps({"name": "Deep", "input": 224, "layers": layers}), "utf-8")
    tab.open(page(str(file)), "conv1999/112,112")
    tab.settle()

    assert tab.text(SAY) == "conv1999 (112, 112) of Deep sees 4001 x 4001 pixels around (112.5, 112.5)"
    assert tab.messages == []


def test_two_networks_stand_side_by_side_and_others_are_a_choice_away(tab: Tab, page: Pages) -> None:
    tab.open(page("vgg16", "resnet50", "alexnet"))
    shown = "[...document.querySelectorAll('article.network')].filter(each => each.checkVisibility())"
    said = f"{shown}.map(each => each.querySelector('[role=status]').innerText.match(/ of ([\\w-]+) /)[1])"
    assert tab.evaluate(said, list) == ["VGG16", "ResNet-50"]
    beside = tab.evaluate(f"{shown}.map(each => Math.round(each.getBoundingClientRect().top))", list)
    assert beside[0] == beside[1]

    tab.evaluate(
        """(() => {
            const choice = document.querySelector('#chooser select[name=second]');
            choice.selectedIndex = [...choice.options].findIndex(each => each.text === 'AlexNet');
            choice.dispatchEvent(new Event('change', {bubbles: true}));
        })()""",
        object,
    )
    tab.settle()
    assert sorted(tab.evaluate(said, list)) == ["AlexNet", "VGG16"]
    assert tab.messages == []


def test_a_volume_is_looked_at_slice_by_slice(tab: Tab, page: Pages) -> None:
    tab.open(page("c3d"), "conv3a/3,4,1")
    assert tab.text(SAY).startswith("conv3a (3, 4, 1) of C3D ")
    sliders = tab.evaluate(
        "[...document.querySelectorAll('input.slice')].filter(each => each.checkVisibility()).length", int
    )
    tab.evaluate("document.querySelector('input.slice').focus()", object)
    tab.press("ArrowRight")
    tab.settle()

    assert sliders == 2
    assert tab.text(".sliced") == tab.evaluate("document.querySelector('.plane').value", str) == "5"
    assert tab.text(SAY).startswith("conv3a (3, 4, 2) of C3D ")
    assert tab.messages == []


def test_a_sequence_has_a_line_for_an_image(tab: Tab, page: Pages) -> None:
    tab.open(page("tcn"))
    tab.evaluate("document.querySelector('svg.map').focus()", object)
    tab.press("Home", "Shift+ArrowRight")
    tab.settle()

    assert " (10) of " in tab.text(SAY)
    assert tab.evaluate("location.hash", str).endswith("/10")
    assert tab.evaluate("document.querySelectorAll('svg.side path').length", int) > 1
    assert tab.messages == []


def test_the_feature_whose_center_lies_below_the_pointer_is_shown(tab: Tab, page: Pages) -> None:
    tab.open(page("tcn"))
    tab.hover("svg.image", 0.05)
    pointer, _ = tab.place("svg.image", 0.05)
    dot = tab.evaluate(
        "(({x, width}) => x + width / 2)(document.querySelector('svg.image .dot').getBoundingClientRect())", float
    )

    assert abs(dot - pointer) < 2


def test_a_network_of_unknown_size_has_its_table_and_an_unclipped_view(tab: Tab, page: Pages, tmp_path: Path) -> None:
    file = tmp_path / "unknown.yaml"
    file.write_text("layers:\n  - c1: [3, 2, 1]\n  - c2: [3, 2, 1]\n", "utf-8")
    tab.open(page(str(file)), "c2/0,0")
    tab.settle()

    assert tab.text(SAY) == "c2 (0, 0) of unknown sees 7 x 7 pixels around (0.5, 0.5)"
    assert tab.evaluate("Boolean(document.querySelector('svg.image .field'))", bool)
    tab.evaluate("document.querySelector('svg.image').focus()", object)
    tab.press("ArrowRight")
    tab.settle()
    assert tab.text(SAY) == "c2 (1, 0) of unknown sees 7 x 7 pixels around (4.5, 0.5)"
    assert tab.messages == []


NOT_NUMBERS = """[...document.querySelectorAll('.viewer svg *')].flatMap(each =>
    [...each.attributes].filter(({value}) => /NaN|Infinity|undefined/.test(value)).map(({value}) => value))"""


def test_features_that_see_nothing_stand_between_those_that_do(tab: Tab, page: Pages, tmp_path: Path) -> None:
    layers = [
        {"name": "up", "type": "conv_transpose", "kernel": 1, "stride": 3},
        {"name": "c", "type": "conv", "kernel": 3},
    ]
    file = tmp_path / "gaps.json"
    file.write_text(json.dumps({"name": "Gaps", "input": [9], "layers": layers}), "utf-8")
    tab.open(page(str(file)), "up/4")
    assert tab.text(SAY) == "up (4) of Gaps reads nothing, not even a pixel of the padding"
    tab.go(tab.evaluate("location.href.split('#')[0] + '#c/4'", str))
    tab.settle()

    assert tab.evaluate(NOT_NUMBERS, list) == []
    assert tab.messages == []


def test_of_what_sees_the_whole_of_an_unknown_input_no_box_is_told(tab: Tab, page: Pages, tmp_path: Path) -> None:
    file = tmp_path / "whole.yaml"
    file.write_text("layers:\n  - c: [3, 2, 1]\n  - {name: gate, type: global_avgpool}\n", "utf-8")
    tab.open(page(str(file)), "gate/0,0")

    assert tab.text(SAY) == "gate sees the whole input, whose size is not known"
    assert tab.evaluate(NOT_NUMBERS, list) == []
    assert tab.messages == []


def test_paths_of_a_long_sequence_are_drawn(tab: Tab, page: Pages, tmp_path: Path) -> None:
    layers = [{"name": "c", "type": "conv", "kernel": 3, "stride": 2}, {"name": "all", "type": "linear"}]
    file = tmp_path / "long.json"
    file.write_text(json.dumps({"name": "Long", "input": [200_000], "layers": layers}), "utf-8")
    tab.open(page(str(file)), "all/0")
    tab.click("[name=heat]")
    tab.click("[name=contour]")
    tab.settle()

    assert tab.evaluate("document.querySelector('svg.image .heat').getAttribute('href').length", int) > 100
    assert tab.evaluate("document.querySelectorAll('svg.image .contour').length", int) == 1
    assert tab.messages == []


def test_of_a_map_too_large_to_be_listed_no_centers_are_drawn(tab: Tab, page: Pages, tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text("name: Large\ninput: [2000000000]\nlayers:\n  - c: [3, 2, 1]\n  - d: [3, 2, 1]\n", "utf-8")
    tab.open(page(str(file)), "d/7")
    tab.hover("svg.image", 0.2)

    assert tab.text(SAY) == "d (7) of Large sees 7 pixels around 28.5"
    assert tab.text(".shown") == "Fields of d."
    assert tab.messages == []


def test_what_would_take_too_many_pieces_is_left_out(tab: Tab, page: Pages, tmp_path: Path) -> None:
    file = tmp_path / "long.yaml"
    file.write_text("name: Long\ninput: [9000000]\nlayers:\n  - c: [1, 4]\n  - {name: all, type: linear}\n", "utf-8")
    tab.open(page(str(file), "--layer", "all"))

    assert tab.text(SAY) == "all (0) of Long sees 8999997 pixels around 4499998.5"
    assert tab.text(".of-side") == "What all (0) reads along x cannot be drawn."
    assert tab.messages == []


def test_where_the_clipboard_is_closed_the_file_is_there_to_be_copied_by_hand(
    tab: Tab, page: Pages, tmp_path: Path
) -> None:
    frame = tmp_path / "frame.html"
    inner = escape(page("alexnet").read_text("utf-8"))
    frame.write_text(f'<!DOCTYPE html><iframe sandbox="allow-scripts" srcdoc="{inner}"></iframe>', "utf-8")
    tab.open_framed(frame)
    tab.evaluate("document.querySelector('button.copy').click()", object, framed=True)
    selected = """(() => {
        const {value, selectionStart, selectionEnd} = document.querySelector('.yaml');
        return value.slice(selectionStart, selectionEnd);
    })()"""

    assert tab.evaluate(selected, str, framed=True).startswith("name: AlexNet\n")
    assert tab.evaluate("document.querySelector('.copy').textContent", str, framed=True) == "Selected: copy it"


def test_in_a_sandboxed_frame_of_a_notebook_it_works_without_an_address(tab: Tab, page: Pages, tmp_path: Path) -> None:
    frame = escape(page("alexnet").read_text("utf-8"))
    notebook = tmp_path / "notebook.html"
    notebook.write_text(
        f'<!DOCTYPE html><title>n</title><iframe sandbox="allow-scripts" srcdoc="{frame}"></iframe>', "utf-8"
    )
    tab.open_framed(notebook)
    tab.evaluate("document.querySelector('svg.map').focus()", object, framed=True)
    tab.press("Tab", "Shift+Tab", "Home", "ArrowRight")

    said = tab.evaluate("document.querySelector('[role=status]').innerText", str, framed=True)
    assert said.startswith("pool5 (1, 0) of AlexNet sees 195 x 195 ")
    tab.evaluate("document.querySelector('.edit [name=kernel]').select()", object, framed=True)
    tab.type("1")
    tab.press("Enter")
    tab.until("/sees 163 x 163 /.test(document.querySelector('[role=status]').innerText)", framed=True)
    assert tab.requests == [f"file://{notebook}"]
    assert tab.messages == []


def test_a_network_of_several_inputs_is_edited_like_one_of_one(tab: Tab, page: Pages, tmp_path: Path) -> None:
    layers = [
        {"name": "a", "type": "conv", "kernel": 3, "padding": 1, "inputs": ["left"]},
        {"name": "b", "type": "add", "inputs": ["a", "right"]},
    ]
    file = tmp_path / "two.json"
    file.write_text(json.dumps({"name": "Two", "inputs": {"left": 32, "right": 32}, "layers": layers}), "utf-8")
    tab.open(page(str(file)), "a/16,16")
    tab.evaluate("document.querySelector('.edit [name=kernel]').select()", object)
    tab.type("1")
    tab.click(".change")
    tab.until("/ differ in size/.test(document.querySelector('.wrong').innerText)")

    assert tab.text(SAY) == "a (16, 16) of Two sees 3 x 3 pixels around (16.5, 16.5)"
    assert tab.messages == []
