"""The viewer's document as a text: what may run in it, what can be read without it, and how large it is."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

import pytest

import rfcalc
from rfcalc.render.values import LOOK
from rfcalc.render.viewer import write
from rfcalc.render.viewer.document import viewer_script

from .markup import Markup

HOSTILE = "</script><script>alert('a & b')</script>\"<!-- ]]>"
FOLDER = Path(rfcalc.__file__).parent / "render" / "viewer"
SCRIPTS = ("core.js", "view.js", "app.js", "loader.js")


def written(*networks: str | rfcalc.Network) -> str:
    return write([rfcalc.viewer(network) for network in networks], look=LOOK)


def hostile() -> rfcalc.Network:
    layer = rfcalc.Layer(HOSTILE, "conv", kernel=3)
    return rfcalc.Network([layer], name=HOSTILE, input=(8, 8))


def test_the_policy_comes_first_and_lets_run_what_it_knows_by_its_hash() -> None:
    markup = Markup(written("alexnet"))
    policy = markup.named("meta")[0].attributes
    (loader,) = [each for each in markup.named("script") if "type" not in each.attributes]
    (style,) = markup.named("style")
    script = inflated(markup)
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"] == (
        f"default-src 'none'; script-src '{hashed(''.join(loader.text).encode())}' '{hashed(script)}'; "
        f"style-src '{hashed(''.join(style.text).encode())}'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def inflated(markup: Markup) -> bytes:
    return zlib.decompress(b64decode(markup.of("deflated")))


def hashed(text: bytes) -> str:
    return f"sha256-{b64encode(sha256(text).digest()).decode()}"


def test_the_script_is_that_of_the_project_to_the_last_comment() -> None:
    text = inflated(Markup(written("alexnet"))).decode()
    assert text == "".join([(FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS[:3]]) == viewer_script()


def test_no_element_has_a_style_or_listens_or_loads() -> None:
    for element in Markup(written("resnet18", hostile())).elements:
        for name, value in element.attributes.items():
            assert name not in {"style", "src", "srcset", "action", "ping", "background"}, element
            assert not name.startswith("on"), element
            assert not re.search(r"^//|://", value or "") or name == "xmlns", element


def test_a_page_refers_to_nothing_outside() -> None:
    text = written("alexnet")
    assert set(re.findall(r"https?://[^\s\"')]*", text)) <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in text
    assert "url(" not in text


def test_hostile_names_are_texts() -> None:
    text = written(hostile())
    markup = Markup(text)
    assert len(markup.named("script")) == 3
    assert markup.named("h1")[0].words == " ".join(HOSTILE.split())
    assert "<" not in markup.of("data")
    assert json.loads(markup.of("data"))[0]["network"] == HOSTILE
    assert markup.rows()[1][0] == " ".join(HOSTILE.split())


def test_a_name_that_its_row_cannot_spell_stands_in_the_data() -> None:
    name = "a\u202eb"
    network = rfcalc.Network([rfcalc.Layer(name, "conv", kernel=3)], name="Net", input=(8, 8))
    assert json.loads(Markup(written(network)).of("data"))[0]["layers"][1]["name"] == name


def test_the_data_are_the_record_but_for_what_the_table_and_the_notes_tell() -> None:
    markup = Markup(written("resnet18"))
    record = json.loads(json.dumps(rfcalc.viewer("resnet18").record(), default=str))
    (network,) = json.loads(markup.of("data"))
    (image, *layers), (whole_image, *wholes) = network.pop("layers"), record.pop("layers")
    del record["notes"]
    drawn = {key: network.pop(key) for key in ("branches", "rows", "length")}
    assert (len(drawn["rows"]), drawn["length"]) == (1 + len(wholes), [])
    assert network.pop("chosen") == 29  # layer4.1.add, the last of several features
    del record["chosen"]
    assert (network, image) == (record, whole_image)
    for before, (layer, whole, row) in enumerate(zip(layers, wholes, markup.rows()[1:], strict=True)):
        told = {"name": row[0], "type": row[1], "n": [int(row[3])] * 2, "sources": [before], **layer}
        assert told == {key: whole[key] for key in told}
        assert set(whole) - set(told) <= {"jump", "rf", "rf_min", "start", "period", "place"}


def test_without_a_script_there_are_facts_notes_a_picture_and_the_table() -> None:
    markup = Markup(written("resnet18"))
    summary = rfcalc.summary("resnet18")
    assert markup.named("h1")[0].words == "ResNet-18"
    assert "input 224x224, 29 layers" in [each.words for each in markup.named("p")]
    assert [each.words for each in markup.named("li")] == [str(note) for note in rfcalc.viewer("resnet18").notes]
    assert any("overview" in (each.attributes.get("class") or "") for each in markup.named("figure"))
    assert [row[0] for row in markup.rows()[1:]] == [layer.name for layer in summary.layers]


def test_the_viewer_is_hidden_until_the_script_runs() -> None:
    markup = Markup(written("alexnet", "vgg16"))
    viewers = [each for each in markup.elements if each.attributes.get("class") == "viewer"]
    assert len(viewers) == 2
    assert all("hidden" in each.attributes for each in viewers)
    assert "hidden" in next(each for each in markup.elements if each.attributes.get("id") == "chooser").attributes


def test_a_network_without_an_input_size_has_no_picture() -> None:
    network = rfcalc.Network([rfcalc.Layer("conv", "conv", kernel=3)], name="Net")
    assert "<svg" not in written(network).split("<template")[0]


def test_a_page_has_the_same_bytes_each_time() -> None:
    assert written("alexnet", "vgg16") == written("alexnet", "vgg16")


BUDGETS = {"vgg16": 60_000, "resnet50": 90_000}
"""The most bytes of a page."""


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_is_small(name: str) -> None:
    assert len(written(name).encode()) <= BUDGETS[name]


@pytest.mark.slow
def test_a_page_of_2000_layers_is_not_large() -> None:
    layers = [
        rfcalc.Layer(f"layer{at}", "conv", kernel=3, padding=1)
        if at % 4
        else rfcalc.Layer(f"layer{at}", "add", inputs=[f"layer{at - 1}", f"layer{max(at - 4, 1)}"])
        for at in range(1, 2001)
    ]
    assert len(written(rfcalc.Network(layers, name="Deep", input=(224, 224))).encode()) <= 450_000


LINES_OF_CODE = 1_077
"""The most lines of the script that are neither blank nor only a comment."""


def test_the_script_is_short() -> None:
    text = "\n".join([(FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS])
    told = re.sub(r"^ *(/\*.*?\*/|//[^\n]*)$", "", text, flags=re.DOTALL | re.MULTILINE)
    assert sum(bool(line.strip()) for line in told.splitlines()) <= LINES_OF_CODE


def test_the_layer_that_is_shown_first_is_told_by_number() -> None:
    network = rfcalc.loads("input: [9]\nlayers:\n  - a: [3]\n  - b: [3]\n  - all: [5]\n")
    told = {layer: write([rfcalc.viewer(network, layer)], look=LOOK) for layer in (None, "input", "a")}
    chosen = {layer: json.loads(Markup(html).of("data"))[0]["chosen"] for layer, html in told.items()}
    assert chosen == {None: 2, "input": 0, "a": 1}


def test_other_inputs_stand_behind_the_layers_and_before_them_in_the_order() -> None:
    layers = [rfcalc.Layer("z", "conv", ["b"], kernel=3), rfcalc.Layer("b", "add", ["left", "right"])]
    network = rfcalc.Network(layers, name="Two", inputs={"left": (9, 9), "right": (9, 9)})
    (told,) = json.loads(Markup(written(network)).of("data"))
    assert [layer.get("name") for layer in told["layers"]] == ["left", None, None, "right"]
    assert [told["order"].index(node) for node in (3, 2, 1)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("size", "unit", "told"),
    [
        ([10, 20], "um", [" (", "x", " x ", "y", " um)"]),
        ([10, 20], ["um", "ms"], [" (", "x", " ms x ", "y", " um)"]),
        ([None, 20], [None, "ms"], [" (", "x", " ms along x)"]),
    ],
)
def test_lengths_are_told_as_elsewhere(size: list[int | None], unit: str | list[str | None], told: list[str]) -> None:
    layer = rfcalc.Layer("a", "conv", kernel=3)
    network = rfcalc.Network([layer], input=(8, 8), pixel={"size": size, "unit": unit})
    assert json.loads(Markup(written(network)).of("data"))[0]["length"] == told


def test_branches_are_drawn_once_and_as_git_draws_them() -> None:
    layers = [
        rfcalc.Layer("a", "relu"),
        rfcalc.Layer("b", "relu"),
        rfcalc.Layer("c", "add", ["a", "b"]),
        rfcalc.Layer("d", "relu"),
    ]
    (told,) = json.loads(Markup(written(rfcalc.Network(layers, input=(8, 8)))).of("data"))
    assert [told["branches"][row][0] for row in told["rows"]] == [0, 0, 1, 0, 0]
    assert len({drawing for _, drawing in told["branches"]}) == len(told["branches"])


def test_scripts_are_written_in_lines_that_people_read() -> None:
    for name in SCRIPTS:
        assert max(map(len, (FOLDER / name).read_text(encoding="utf-8").splitlines())) <= 120, name
