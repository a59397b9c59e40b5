"""The viewer can be looked at by everybody, on every screen, and read where scripts and styles are blocked."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Pages
    from tests.browser.tab import Tab

pytestmark = pytest.mark.slow

WIDE = "[document.documentElement.scrollWidth, innerWidth]"


def violations(tab: Tab) -> list[str]:
    """Return what the checker finds, each with the elements concerned."""
    checker = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    tab.evaluate(checker + ";true", bool)
    found: list[dict[str, Any]] = tab.evaluate("axe.run().then(results => results.violations)", list)
    return [f"{each['id']}: {each['help']} {[node['target'] for node in each['nodes'][:4]]}" for each in found]


@pytest.mark.parametrize(
    ("words", "dark"),
    [(("resnet18",), False), (("tcn",), True), (("c3d",), False), (("vgg16", "alexnet"), True)],
    ids=["light", "dark, one axis", "light, three axes", "dark, two networks"],
)
def test_a_checker_of_accessibility_finds_nothing(tab: Tab, page: Pages, words: tuple[str, ...], *, dark: bool) -> None:
    tab.media(dark=dark)
    tab.open(page(*words))
    tab.settle()

    assert violations(tab) == []


def test_the_page_whose_script_is_blocked_is_accessible_too(tab: Tab, page: Pages, tmp_path: Path) -> None:
    scriptless = tmp_path / "scriptless.html"
    scriptless.write_text(
        re.sub("<script.*?</script>", "", page("resnet18").read_text("utf-8"), flags=re.DOTALL), "utf-8"
    )
    tab.go(f"file://{scriptless}")

    assert violations(tab) == []


@pytest.mark.parametrize("words", [("vgg16",), ("googlenet",), ("wavenet",), ("c3d",), ("unet", "vgg16")], ids=" ".join)
def test_nothing_has_to_be_scrolled_sideways_on_a_phone(tab: Tab, page: Pages, words: tuple[str, ...]) -> None:
    tab.size(390, 844, touch=True)
    tab.open(page(*words))
    tab.settle()
    wide, window = tab.evaluate(WIDE, list)

    assert wide <= window == 390


def test_a_dark_page_is_dark_and_a_light_one_light(tab: Tab, page: Pages) -> None:
    bright = []
    for dark in (False, True):
        tab.media(dark=dark)
        tab.open(page("vgg16"))
        colour = tab.evaluate("getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number)", list)
        bright.append(sum(colour[:3]))

    assert bright[0] > 600
    assert bright[1] < 200


def test_forced_colours_leave_boxes_and_dots_to_be_seen(tab: Tab, page: Pages) -> None:
    tab.media(forced=True)
    tab.open(page("vgg16"), "pool3/7,7")
    tab.settle()
    strokes = tab.evaluate(
        """['.field', '.dots'].map(name => {
            const {stroke} = getComputedStyle(document.querySelector('svg.image ' + name));
            return [stroke !== 'none', stroke !== getComputedStyle(document.body).backgroundColor];
        })""",
        list,
    )

    assert strokes == [[True, True], [True, True]]


def test_nothing_moves_by_itself_where_motion_is_not_wanted(tab: Tab, page: Pages) -> None:
    tab.media(still=True)
    tab.open(page("vgg16"))
    tab.evaluate("document.querySelector('svg.image').focus()", object)
    tab.press("End", "PageUp")

    assert tab.evaluate("document.getAnimations().length", int) == 0


def test_what_is_printed_has_the_table_and_no_controls(tab: Tab, page: Pages) -> None:
    tab.open(page("vgg16"))
    tab.media(printed=True)
    tab.settle()
    shown = tab.evaluate(
        "['table.layers', 'svg.image', '.viewer button', '.viewer input', '.viewer select'].map("
        "name => [...document.querySelectorAll(name)].some(each => each.checkVisibility()))",
        list,
    )

    assert shown == [True, True, False, False, False]


def test_without_a_script_the_page_tells_and_shows_what_it_can(tab: Tab, page: Pages) -> None:
    tab.forbid_script()
    tab.open(page("resnet50"))
    text = tab.text("body")

    assert "ResNet-50" in text
    assert "layer4" in text
    assert "15.5" in text
    assert tab.evaluate("document.querySelectorAll('table.layers tbody tr').length", int) > 50
    assert not tab.evaluate(
        "[...document.querySelectorAll('.viewer, select, button')].some(each => each.checkVisibility())", bool
    )
    assert tab.evaluate("[...document.querySelectorAll('svg')].some(each => each.checkVisibility())", bool)


def test_where_script_and_style_are_blocked_the_page_is_readable(tab: Tab, page: Pages) -> None:
    tab.open(page("resnet50"), blocked=True)

    assert "ResNet-50" in tab.text("h1")
    assert tab.evaluate("document.querySelectorAll('table.layers tbody tr').length", int) > 50
    assert not tab.evaluate(
        "[...document.querySelectorAll('.viewer, select, button')].some(each => each.checkVisibility())", bool
    )
    assert tab.evaluate("document.querySelector('svg').getBoundingClientRect().width > 100", bool)


def test_a_browser_that_cannot_unpack_the_script_leaves_a_page_to_read(tab: Tab, page: Pages) -> None:
    tab.take_away("DecompressionStream")
    tab.open(page("resnet18"))

    assert "ResNet-18" in tab.text("h1")
    assert tab.evaluate("document.querySelector('table.layers').checkVisibility()", bool)
    assert not tab.evaluate("document.querySelector('.viewer').checkVisibility()", bool)
    assert tab.messages == []
