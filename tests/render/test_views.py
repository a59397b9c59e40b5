"""Whatever is drawn is small, safe, whole, and the same every time."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.render import render
from rfcalc.render.svg.overview import overview
from rfcalc.render.svg.widths import BOLD, lines_of, shortened, width_of

from .views import DANG, MISALIGNED, SVG, TCN, elements, number, picture

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parent / "golden_views"
SCHEMA = json.loads((Path(rfcalc.__file__).parent / "data/schemas/figure.json").read_text("utf-8"))
HOSTILE = "</title><script>alert(1)</script>&\"'\x07\u202e"
SMALL = {"dang": (DANG, "fixed"), "misaligned": (MISALIGNED, "side"), "tcn": (TCN, "side")}
LARGE = ["vgg16", "resnet152", "densenet201", "real-esrgan", "fcn32s", "c3d", "wavenet", "vit-b16", "unet", "espcn"]


def pictures(network: rfcalc.Network) -> Iterator[str]:
    fixed = rfcalc.figure(network)
    assert isinstance(fixed, rfcalc.FixedView)
    yield from (picture(fixed), picture(rfcalc.figure(network, view="side")), overview(fixed))


@pytest.mark.parametrize("name", SMALL)
def test_famous_examples_are_drawn_as_they_were(name: str) -> None:
    text, view = SMALL[name]
    drawn = picture(rfcalc.figure(rfcalc.loads(text), view=view))
    assert drawn == (GOLDEN / f"{name}.svg").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_pictures_keep_to_their_budgets_and_answers_to_their_schema(name: str) -> None:
    network = rfcalc.load(name)
    *large, small = map(len, map(str.encode, pictures(network)))
    assert max(large) <= 60_000
    assert small <= 5_000
    for view in ("fixed", "side"):
        jsonschema.Draft202012Validator(SCHEMA).validate(
            json.loads(render([rfcalc.figure(network, view=view)], "json"))
        )


@pytest.mark.slow
@pytest.mark.parametrize("text", [DANG, MISALIGNED], ids=["Dang", "Misaligned"])
def test_answers_keep_to_their_schema(text: str) -> None:
    network = rfcalc.loads(text)
    for view in ("fixed", "side"):
        jsonschema.Draft202012Validator(SCHEMA).validate(
            json.loads(render([rfcalc.figure(network, view=view)], "json"))
        )


def test_names_are_texts_whatever_they_hold() -> None:
    layers = [rfcalc.Layer(HOSTILE, "conv", kernel=3, padding=1), rfcalc.Layer("b" * 200, "conv", kernel=3, stride=2)]
    for svg in pictures(rfcalc.Network(layers, input=(16, 16), name=HOSTILE)):
        found = elements(svg)
        assert {each.tag.removeprefix(SVG) for each in found} <= {
            "svg", "title", "desc", "rect", "text", "line", "path", "circle", "g"
        }  # fmt: skip
        assert not {"id", "style", "href", "onload", "class"} & {key for each in found for key in each.keys()}  # noqa: SIM118 - elements have no others
        assert r"\x07\u202e" in svg


@pytest.mark.parametrize("text", [DANG, MISALIGNED, TCN], ids=["Dang", "Misaligned", "TCN"])
def test_no_text_and_no_shape_goes_beyond_the_frame(text: str) -> None:
    network = rfcalc.loads(text.replace("name: ", f"name: {'A very long name, ' * 8}", 1))
    for svg in pictures(network):
        root, *others = elements(svg)
        width, height = number(root, "width"), number(root, "height")
        anchored = {id(child): each.get("text-anchor") for each in others for child in each}
        for each in others:
            if each.tag == f"{SVG}text":
                wide = width_of(each.text or "", float(each.get("font-size", "12")))
                anchor = each.get("text-anchor") or anchored.get(id(each))
                left = number(each, "x") - {"end": wide, "middle": wide / 2}.get(anchor or "", 0)
                assert left >= 0
                assert left + wide * (BOLD if each.get("font-weight") else 1) <= width
                assert 0 < number(each, "y") < height
            if each.tag == f"{SVG}circle":
                assert number(each, "r") <= number(each, "cx") <= width - number(each, "r")


@pytest.mark.slow
def test_widths_are_at_least_those_of_the_widest_usual_font() -> None:
    image_font = pytest.importorskip("PIL.ImageFont")
    font_manager = pytest.importorskip("matplotlib.font_manager")
    fonts = [image_font.truetype(font_manager.findfont(f"DejaVu Sans{weight}"), 1000) for weight in ("", ":bold")]
    for code in (*range(0x20, 0x7F), *range(0xA1, 0x152)):
        for font, wider in zip(fonts, (1, BOLD)):
            assert width_of(chr(code), 1000) * wider + 2 >= font.getlength(chr(code)), chr(code)


def test_words_are_broken_into_lines_and_long_ones_within() -> None:
    assert lines_of("a bc def", width_of("a bc")) == ["a bc", "def"]
    assert lines_of("abcdef x", width_of("abcd")) == ["abcd", "ef x"]
    assert lines_of("WW", 1) == ["W", "W"]
    assert "".join(lines_of("\u5b57" * 9, width_of("\u5b57" * 4))) == "\u5b57" * 9
    assert width_of("e\u0301") == width_of("e")


def test_a_name_without_room_loses_its_middle() -> None:
    assert shortened("layer4.2.conv3", 300) == "layer4.2.conv3"
    assert re.fullmatch(r"layer.*….*conv3", shortened("layer4.2.some.block.conv3", width_of("layer4….conv3")))
    assert shortened("abc", 1) == "a…"


@pytest.mark.parametrize("view", ["fixed", "side"])
def test_names_of_layers_are_told_whole(view: str) -> None:
    name = "features.denseblock4.denselayer32.attention.conv2.depthwise"
    svg = render([rfcalc.figure(rfcalc.loads(f"input: 9\nlayers: [{{{name}: [3, 2, 1]}}]"), view=view)], "svg")
    assert "…" not in svg
    assert name in "".join(re.findall("<text[^>]*>([^<]*)</text>", svg))


def test_the_overview_tells_how_far_a_map_lies_off_the_middle() -> None:
    """ResNet-50's 15.5 px, as `rfcalc form` tells them, beside VGG-16, which has none."""
    off, even = (
        overview(fixed) for fixed in map(rfcalc.figure, ("resnet50", "vgg16")) if isinstance(fixed, rfcalc.FixedView)
    )
    words = [re.sub(r"\s*<[^>]*>\s*", " ", svg) for svg in (off, even)]
    assert "Its map lies 15.5 px left of and above the middle of the image." in " ".join(words[0].split())
    assert "Its map lies in the middle of the image." in " ".join(words[1].split())
    assert (off.count("<circle"), even.count("<circle")) == (1, 0)


def test_nothing_is_shown_of_a_network_without_maps() -> None:
    view = rfcalc.figure("alexnet")
    assert isinstance(view, rfcalc.FixedView)
    assert overview(view._replace(maps=())) == ""


def test_a_box_outside_of_a_picture_and_maps_that_are_not_even_are_left_out() -> None:
    far = rfcalc.figure(rfcalc.loads("input: [4, 4]\nlayers:\n  - {name: a, type: conv, kernel: 1, padding: 40}\n"))
    assert isinstance(far, rfcalc.FixedView)
    (shown,) = far.maps
    away = far._replace(maps=(shown._replace(box=((60, 61), (60, 61)), centers=((2.5,), (2.5,))),))
    assert not [each for each in elements(picture(away)) if each.tag == f"{SVG}rect" and each.get("fill") == "none"]
    nothing = far._replace(maps=(shown._replace(box=None, shift=None),))
    assert "sees nothing" in overview(nothing)
    assert "Its map lies" not in overview(nothing)
