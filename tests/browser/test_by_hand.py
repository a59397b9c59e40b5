"""The viewer follows keys, fingers, pictures and addresses, and asks nobody for anything."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Pages
    from tests.browser.tab import Tab

pytestmark = pytest.mark.slow

SAY = "[role=status]"
ADDRESS = "decodeURIComponent(location.hash)"
SEEN = """[...document.querySelectorAll('tr[data-layer] .seen')]
    .map(cell => cell.checkVisibility() ? cell.innerText.trim() : '')"""
KEYS = "ArrowRight ArrowDown Shift+ArrowRight Shift+ArrowDown ArrowLeft ArrowUp End Home PageDown PageUp"
STOPS = """(() => {
    const on = document.activeElement, {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(on);
    const called = on.classList.length ? on.classList[0] : on.name ?? '';
    const seen = boxShadow !== 'none' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1);
    return [`${on.tagName.toLowerCase()}.${called}`, seen];
})()"""


def fetched(tab: Tab) -> list[str]:
    """Return what was asked for that the page does not hold itself."""
    return [address for address in tab.requests if not address.startswith(("blob:", "data:"))]


def test_one_file_is_all_that_is_asked_for_and_the_console_stays_empty(tab: Tab, page: Pages) -> None:
    file = page("resnet18")
    tab.open(file)
    for option in ("heat", "contour", "ends"):
        tab.click(f".viewer [name={option}]")
    tab.press("Tab", "ArrowRight")
    tab.settle()

    assert fetched(tab) == [f"file://{file}"]
    assert tab.messages == []


def test_arrows_home_end_and_pages_move_through_a_map_and_the_layers(tab: Tab, page: Pages) -> None:
    tab.open(page("vgg16"), "conv3_1/3,4")
    tab.evaluate("document.querySelector('svg.image').focus()", object)
    been = []
    for key in KEYS.split():
        tab.press(key)
        tab.settle()
        been.append(tab.evaluate(ADDRESS, str))

    assert been == [
        "#conv3_1/4,4",
        "#conv3_1/4,5",
        "#conv3_1/14,5",
        "#conv3_1/14,15",
        "#conv3_1/13,15",
        "#conv3_1/13,14",
        "#conv3_1/55,55",
        "#conv3_1/0,0",
        "#conv3_2/0,0",
        "#conv3_1/0,0",
    ]
    assert tab.text(SAY) == "conv3_1 (0, 0) of VGG16 sees 24 x 24 pixels around (2, 2)"


def test_arrows_stop_at_the_ends_of_a_map(tab: Tab, page: Pages) -> None:
    tab.open(page("vgg16"), "pool5/0,0")
    tab.evaluate("document.querySelector('svg.map').focus()", object)
    tab.press("ArrowLeft", "ArrowUp", "Shift+ArrowRight")
    tab.settle()

    assert tab.evaluate(ADDRESS, str) == "#pool5/6,0"


def test_every_control_is_reached_by_tab_alone_and_seen_to_have_the_focus(tab: Tab, page: Pages) -> None:
    tab.open(page("lenet5"))
    stops: list[list[object]] = []
    for _ in range(80):
        tab.press("Tab")
        stop = tab.evaluate(STOPS, list)
        if stop[0] in ("body.", "html.") or (stops and stop == stops[0] and len(stops) > 20):
            break
        stops.append(stop)
    names = [name for name, _ in stops]
    reached = {"select.layer", "button.pin", "svg.image", "input.dots", "input.heat", "svg.map", "input.filter"}

    assert reached <= set(names)
    assert [name for name, seen in stops if not seen] == []
    assert names.index("select.layer") < names.index("svg.image") < names.index("svg.map") < names.index("input.filter")


def test_a_tap_chooses_and_a_swipe_scrolls_the_page(tab: Tab, page: Pages) -> None:
    tab.size(390, 844, touch=True)
    tab.open(page("vgg16"), "pool4/0,0")
    tab.tap("svg.image", 0.75, 0.5)
    tab.settle()
    chosen = tab.evaluate(ADDRESS, str)
    before = tab.evaluate("Math.round(scrollY)", int)
    tab.swipe("svg.image", 300)

    assert chosen != "#pool4/0,0"
    assert tab.evaluate("Math.round(scrollY)", int) > before + 200
    assert tab.evaluate(ADDRESS, str) == chosen


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a picture of three by two pixels, as a camera's file."""
    file = tmp_path / "photo.png"
    content = zlib.compress(bytes([0, *[200, 90, 60] * 3]) * 2)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0)), (b"IDAT", content), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part)) for kind, part in parts
    )
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    return file


PICTURE = "document.querySelector('.viewer svg.image image[href^=blob], .viewer svg.image image[href^=data]')"


@pytest.mark.parametrize("way", ["button", "drop", "paste"])
def test_a_picture_of_ones_own_lies_below_the_dots_and_is_sent_nowhere(
    tab: Tab, page: Pages, photo: Path, way: str
) -> None:
    file = page("vgg16")
    tab.open(file)
    assert not tab.evaluate(f"Boolean({PICTURE})", bool)
    if way == "button":
        tab.choose("button.own", str(photo))
    elif way == "drop":
        tab.drop("svg.image", str(photo))
    else:
        tab.copy_picture(str(photo))
        tab.press("Control+v")
    tab.until(PICTURE)

    assert fetched(tab) == [f"file://{file}"]
    assert tab.messages == []
    assert tab.evaluate("document.querySelector('.picture').files.length", int) == 0  # the same may be chosen again
    tab.click("button.remove")
    tab.until(f"!{PICTURE}")


def test_words_that_are_pasted_and_a_dialogue_that_is_closed_leave_the_picture(
    tab: Tab, page: Pages, photo: Path
) -> None:
    tab.open(page("vgg16"))
    tab.drop("svg.image", str(photo))
    tab.until(PICTURE)
    tab.evaluate("dispatchEvent(new ClipboardEvent('paste', {clipboardData: new DataTransfer()}))", bool)
    tab.evaluate("document.querySelector('.picture').dispatchEvent(new Event('change'))", bool)
    tab.settle()

    assert tab.evaluate(f"Boolean({PICTURE})", bool)


def test_a_picture_that_falls_beside_the_viewer_does_not_take_its_place(tab: Tab, page: Pages, photo: Path) -> None:
    tab.open(page("vgg16"))
    tab.drop("footer", str(photo))
    tab.drop("table.layers", str(photo))
    tab.until(PICTURE)

    assert tab.text(SAY).startswith("pool5 (3, 3) of VGG16 ")


def test_what_is_no_picture_is_refused_in_words(tab: Tab, page: Pages, tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("no picture", "utf-8")
    tab.open(page("vgg16"))
    tab.drop("svg.image", str(tmp_path / "notes.png"))
    tab.until("/no picture/.test(document.querySelector('.viewer').innerText)")

    assert not tab.evaluate(f"Boolean({PICTURE})", bool)
    assert tab.messages == []


def test_an_address_opens_a_feature_and_choosing_one_changes_the_address(tab: Tab, page: Pages) -> None:
    file = page("vgg16")
    tab.open(file, "conv4_2/5,6")
    assert tab.text(SAY).startswith("conv4_2 (5, 6) of VGG16 ")
    assert tab.evaluate("document.querySelector('select.layer').selectedOptions[0].text", str) == "conv4_2"

    tab.go(f"file://{file}#pool2/1,2")
    tab.until("/^pool2 .1, 2. of VGG16 /.test(document.querySelector('[role=status]').innerText)")
    tab.click("tr[data-layer='1']")
    tab.settle()
    assert tab.evaluate(ADDRESS, str).startswith("#conv1_1/")


@pytest.mark.parametrize("place", ["nowhere/1,2", "pool5/900,-3", "pool5/x", "%", "pool5/1", "constructor/0,0"])
def test_an_address_of_nothing_opens_what_is_nearest(tab: Tab, page: Pages, place: str) -> None:
    tab.open(page("vgg16"), place)

    assert " of VGG16 sees " in tab.text(SAY)
    assert tab.messages == []


def test_the_layer_asked_for_on_the_line_is_open(tab: Tab, page: Pages) -> None:
    tab.open(page("vgg16", "--layer", "pool3"))

    assert tab.text(SAY).startswith("pool3 (14, 14) of VGG16 sees ")


def test_a_clicked_pixel_tells_which_features_of_every_layer_read_it(tab: Tab, page: Pages) -> None:
    tab.open(page("lenet5"), "conv1/0,0")
    tab.click("svg.image", 0.5, 0.5)
    tab.settle()
    seen = tab.evaluate(SEEN, list)

    assert len(seen) == 5
    assert all(seen)
    tab.press("Escape")
    tab.settle()
    assert tab.evaluate(SEEN, list) == [""] * len(seen)


def test_a_pixel_is_marked_by_keys_as_by_the_mouse(tab: Tab, page: Pages) -> None:
    tab.open(page("lenet5"), "input/5,6")
    tab.evaluate("document.querySelector('svg.image').focus()", object)
    tab.press("m")
    tab.settle()

    assert tab.text(".seen-by").endswith("that read pixel (5, 6)")
    assert all(tab.evaluate(SEEN, list))


def test_three_fields_are_pinned_and_told_apart_by_their_dashes(tab: Tab, page: Pages) -> None:
    tab.open(page("vgg16"), "pool5/3,3")
    for key in ("p", "ArrowRight", "p", "PageUp", "p", "ArrowRight", "p"):
        tab.evaluate("document.querySelector('svg.image').focus()", object)
        tab.press(key)
    dashes = tab.evaluate(
        "[1, 2, 3].map(k => getComputedStyle(document.querySelector(`svg.image .pin-${k}`)).strokeDasharray)", list
    )

    assert tab.evaluate("document.querySelectorAll('.pins li').length", int) == 3
    assert len(set(dashes)) == 3


def test_the_filter_leaves_the_rows_that_hold_its_words(tab: Tab, page: Pages) -> None:
    tab.open(page("vgg16"))
    rows = "[...document.querySelectorAll('tr[data-layer]')].filter(row => row.checkVisibility()).length"
    every = tab.evaluate(rows, int)
    tab.click("input.filter")
    tab.type("pool")
    tab.settle()

    assert every == 18
    assert tab.evaluate(rows, int) == 5
