"""What a pixel is: people read its name and lengths in its unit, programs pixels and the key ``pixel``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import rfcalc
from rfcalc.api import effect
from rfcalc.network.pixel import Pixel
from rfcalc.page.pixels import counted_in, lengths, with_article
from rfcalc.render import render
from rfcalc.writers.schema import network_schema

if TYPE_CHECKING:
    from rfcalc.page.answer import Answer

SCHEMAS = Path(rfcalc.__file__).parent / "data" / "schemas"

SOUND = """
name: Sound
input: [16000]
pixel: {name: sample, size: 0.0625, unit: ms}
layers:
  - {name: conv, type: conv, kernel: 1040, stride: 320}
  - {name: gap, type: global_avgpool}
"""

VOLUME = """
name: Volume
input: [16, 64, 32]
pixel: {name: voxel, size: [2.5, 0.5, 0.5], unit: [um, um, um]}
layers:
  - {name: conv, type: conv, kernel: 3, stride: [1, 2, 2], padding: 1}
"""


def told(answer: Answer, kind: str = "table") -> str:
    return render([answer], kind)


def record(answer: Answer) -> dict[str, Any]:
    return dict(json.loads(render([answer], "json")))


def network(pixel: str, axes: int = 1) -> rfcalc.Network:
    sizes = ", ".join(["32", "64", "128"][:axes])
    return rfcalc.loads(
        f"input: [{sizes}]\npixel: {pixel}\nlayers:\n  - {{name: c, type: conv, kernel: 3}}\n", file="f"
    )


def test_locate_tells_samples_and_their_length() -> None:
    sentence = told(rfcalc.locate(rfcalc.loads(SOUND), "conv", (2,))).splitlines()[0]
    assert sentence == "conv (2) of Sound sees 1040 samples (65 ms) around 1160"


def test_a_summary_tells_the_length_of_the_input_and_of_the_last_map() -> None:
    summary = rfcalc.summary(rfcalc.loads(SOUND))
    assert told(summary).splitlines()[0] == "Sound, input 16000 samples (1000 ms)"
    (note,) = [note for note in summary.notes if note.code == "length"]
    assert note == "Features of conv see 1040 samples (65 ms) every 320 samples (20 ms)."
    assert note.layers == ("conv",)


def test_axes_have_lengths_of_their_own_and_locate_says_x_first() -> None:
    volume = rfcalc.loads(VOLUME)
    assert told(rfcalc.locate(volume, "conv", (0, 0, 0))).splitlines()[0] == (
        "conv (0, 0, 0) of Volume sees 3 x 3 x 3 voxels (1.5 x 1.5 x 7.5 um) around (0.5, 0.5, 0.5)"
    )
    summary = rfcalc.summary(volume)
    assert told(summary).splitlines()[0] == "Volume, input 16x64x32 voxels (40 x 32 x 16 um)"
    assert (
        summary.notes[-1] == "Features of conv see 3 voxels (7.5 x 1.5 x 1.5 um) every 1x2x2 voxels (2.5 x 1 x 1 um)."
    )


def test_padding_is_told_by_name() -> None:
    place = rfcalc.locate(rfcalc.loads(VOLUME), "conv", (0, 0, 0))
    assert "1 voxel left, 1 voxel top, 1 voxel front." in told(place)


@pytest.mark.parametrize(
    ("mode", "visible", "remark"),
    [
        ("reflect", ((0, 3),), True),
        ("circular", ((0, 32),), True),
        ("replicate", ((0, 1),), False),
        ("zeros", ((0, 1),), False),
    ],
)
def test_pixels_that_fill_the_padding_are_told(mode: str, visible: tuple[tuple[int, int]], *, remark: bool) -> None:
    causal = "{name: c, type: conv, kernel: 3, padding: causal, padding_mode: " + mode + "}"
    place = rfcalc.locate(rfcalc.loads(f"input: [32]\npixel: {{name: base}}\nlayers: [{causal}]"), "c", (0,))
    assert place.visible == visible
    _, *remarks = told(place).splitlines()[5:]
    filled = "Its padding is filled with bases from elsewhere in the input: the visible box goes around them, too."
    assert remarks == [filled] * remark


def test_a_length_stands_where_there_is_one() -> None:
    spectrogram = network("{name: bin, size: [null, 10], unit: ms}", 2)
    assert told(rfcalc.locate(spectrogram, "c", (0, 0))).splitlines()[0] == (
        "c (0, 0) of network sees 3 x 3 bins (30 ms along x) around (1.5, 1.5)"
    )
    mixed = network("{size: [20, 10], unit: [Hz, ms]}", 2)
    assert "sees 3 x 3 pixels (30 ms x 60 Hz)" in told(rfcalc.locate(mixed, "c", (0, 0)))
    assert "length" not in {note.code for note in rfcalc.summary(network("{name: base}")).notes}


def test_what_has_no_length_is_not_told_one() -> None:
    pixel = "pixel: {size: 2, unit: m}\n"
    layers = "layers:\n  - {name: a, type: conv, kernel: 3}\n"
    irregular = "  - {name: b, type: conv, kernel: 3, stride: 2, padding: 1, inputs: input}\n"

    assert rfcalc.summary(rfcalc.loads(f"input: [9]\n{pixel}{layers}")).notes[-1] == (
        "Features of a see 3 pixels (6 m) every 1 pixel (2 m)."
    )
    unknown = rfcalc.summary(rfcalc.loads(f"input: [null]\n{pixel}{layers}  - {{name: g, type: global_avgpool}}\n"))
    assert unknown.notes[0].code == "input-unknown"
    assert "length" in {note.code for note in unknown.notes}
    nothing = "layers: [{name: a, type: relu, when: false}]\n"
    assert rfcalc.summary(rfcalc.loads(f"input: [9]\n{pixel}{nothing}")).notes == ()
    whole = rfcalc.summary(rfcalc.loads(f"input: [null]\n{pixel}layers: [{{name: t, type: attention}}]\n"))
    assert "length" not in {note.code for note in whole.notes}
    stretched = f"input: [8]\n{pixel}{layers}{irregular}  - {{name: r, type: resize, size: 6, inputs: b}}\n"
    joined = f"{stretched}  - {{name: c, type: concat, inputs: [a, r]}}\n"
    assert rfcalc.summary(rfcalc.loads(joined)).notes[-1] == "Features of c see 5 pixels (10 m)."


@pytest.mark.parametrize(
    ("count", "size", "length"),
    [
        (1040, (1, 16), "65 m"),
        (1029, (1, 16), "64.3125 m"),
        (3, (1, 3), "1 m"),
        (2.5, (2, 5), "1 m"),
        (400, (1, 44100), "0.00907 m"),
        (123457, (1, 44100), "2.799 m"),
        (1234567, (1, 7), "176400 m"),
        (1, (1, 10**9), "1e-09 m"),
        (2147483647, (2147483647, 1), "4611686014132420609 m"),
    ],
)
def test_lengths_are_exact_in_six_digits_and_else_have_four(count: float, size: tuple[int, int], length: str) -> None:
    assert lengths(Pixel("", (size,), ("m",)), ("x",), (count,)) == length


def test_names_stand_in_the_right_number_and_with_their_article() -> None:
    assert [counted_in(Pixel("event"), count) for count in ("1", "1.5", "0")] == ["1 event", "1.5 events", "0 events"]
    assert counted_in(Pixel(), "1") == "1 px"
    assert (with_article(Pixel("event")), with_article(Pixel())) == ("an event", "a pixel")
    assert (
        told(
            rfcalc.summary(
                network("{name: base}"),
            )
        ).splitlines()[0]
        == "network, input 32 bases"
    )


def answers(of: rfcalc.Network, layer: str) -> list[Answer]:
    index = (0,) * len(of.axes)
    return [
        rfcalc.summary(of),
        rfcalc.locate(of, layer, index),
        rfcalc.form(of),
        rfcalc.map(of, layer, index),
        rfcalc.growth(of),
        rfcalc.compare(of, of),
        effect(of, rfcalc.remedy(of)),
        rfcalc.sizes(of),
    ]


@pytest.mark.parametrize("text", [SOUND, VOLUME])
def test_json_keeps_pixels_and_carries_the_key(text: str) -> None:
    named = rfcalc.loads(text)
    unnamed = rfcalc.loads("\n".join(line for line in text.splitlines() if not line.startswith("pixel")))
    for with_it, without in zip(answers(named, "conv"), answers(unnamed, "conv")):
        one, other = record(with_it), record(without)
        schema = json.loads((SCHEMAS / f"{one['schema'].split('.')[1].split('/')[0]}.json").read_text("utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        validator.validate(one)
        validator.validate(other)
        owners = one.get("networks", [one])
        assert [owner.pop("pixel") for owner in owners] == [expected(named)] * len(owners)
        for key in ("notes", "findings"):
            one.pop(key, None)
            other.pop(key, None)
        assert one == other


def expected(of: rfcalc.Network) -> dict[str, Any]:
    if of.name == "Sound":
        return {"name": "sample", "size": {"x": 0.0625}, "unit": {"x": "ms"}}
    return {"name": "voxel", "size": {"z": 2.5, "y": 0.5, "x": 0.5}, "unit": {"z": "um", "y": "um", "x": "um"}}


def test_json_says_null_where_there_is_no_length_and_nothing_of_a_size_that_is_not_given() -> None:
    spectrogram = record(rfcalc.summary(network("{size: [null, 10], unit: ms}", 2)))
    assert spectrogram["pixel"] == {"name": "pixel", "size": {"y": None, "x": 10}, "unit": {"y": None, "x": "ms"}}
    assert record(rfcalc.summary(network("{name: base}")))["pixel"] == {"name": "base"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["table", "markdown"])
@pytest.mark.parametrize("name", ["wavenet", "tcn"])
def test_networks_of_one_axis_have_no_image(name: str, kind: str) -> None:
    whole = rfcalc.load(name)
    layer = whole.layers[-1].name
    nowhere = rfcalc.loads("input: [4]\nlayers: [{name: a, type: conv, kernel: 1, padding: 2}]")
    blocks = rfcalc.loads("input: [64]\nlayers: [{name: a, type: conv, kernel: 4, stride: 2}, {name: b, type: relu}]")
    every = [
        *answers(whole, layer),
        *answers(blocks, "a"),
        rfcalc.locate(nowhere, "a", (0,)),
        rfcalc.locate(rfcalc.loads("input: [null]\nlayers: [{name: a, type: relu}]"), "a", (0,)),
        rfcalc.form(blocks, unclipped=True),
        rfcalc.growth(blocks, unclipped=True),
    ]
    for answer in every:
        assert "image" not in told(answer, kind)


def test_errors_about_networks_of_one_axis_speak_of_their_input() -> None:
    looking_back = rfcalc.loads("input: [16]\nlayers: [{name: a, type: recurrent}]")
    with pytest.raises(rfcalc.RfcalcError, match="counts on the real input are supported"):
        rfcalc.map(looking_back, unclipped=True)


def test_what_people_read_of_a_network_of_samples_has_no_pixel() -> None:
    sound = rfcalc.loads(SOUND.replace("1040", "104"))
    for answer in answers(sound, "conv"):
        text = told(answer).replace("  pixels", "").replace("pixels  ", "")  # the number of that name
        assert "pixel" not in text
        assert " px" not in text


@pytest.mark.slow
@pytest.mark.traced
@pytest.mark.parametrize("name", ["sample", None])
def test_pictures_of_one_axis_have_no_image_and_the_name(name: str | None, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from rfcalc.cli import main

    text = SOUND.replace("1040", "104")
    (tmp_path / "net.yaml").write_text(text if name else text.replace("pixel:", "#"), "utf-8")
    for words in (("map", str(tmp_path / "net.yaml"), "conv", "20"), ("growth", str(tmp_path / "net.yaml"))):
        assert main((*words, "-o", str(tmp_path / "out.svg"))) == 0
        texts = re.findall("<text[^>]*>([^<]*)", (tmp_path / "out.svg").read_text("utf-8"))
        assert not any("image" in each for each in texts)
        assert any((name or "px") in each for each in texts)


WRONG = {
    "3": "f:2: pixel: found 3; allowed: a mapping with 'name', or 'size' and 'unit', or all of them",
    "{}": "f:2: pixel: found a mapping; allowed: a mapping with 'name', or 'size' and 'unit', or all of them",
    "{nam: a}": "f:2: pixel: unknown key 'nam'; did you mean 'name'? a pixel takes: name, size, unit",
    "{colour: a}": "f:2: pixel: unknown key 'colour'; a pixel takes: name, size, unit",
    "{size: 2}": "f:2: pixel: 'unit' is missing; a size needs a unit",
    "{unit: ms}": "f:2: pixel: 'size' is missing; a unit needs a size",
    "{name: 3}": "f:2: pixel: name: found 3; allowed: a text of 1 to 30 characters (a number needs quote marks)",
    "{name: ' a'}": "f:2: pixel: name: found ' a'; allowed: a text of 1 to 30 characters (a number needs quote marks)",
    "{size: 0, unit: m}": "f:2: pixel: size: found 0; allowed: a number above 0 such as 0.0625, "
    "or a list of one (or null) per axis",
    "{size: -1.5, unit: m}": "f:2: pixel: size: found -1.5; allowed: a number above 0 such as 0.0625, "
    "or a list of one (or null) per axis",
    "{size: null, unit: m}": "f:2: pixel: size: found null; allowed: a number above 0 such as 0.0625, "
    "or a list of one (or null) per axis",
    "{size: [1, 2], unit: m}": "f:2: pixel: size: found [1, 2]; allowed: one value, or a list of one (or null) per "
    "axis, of which the network has 1",
    "{size: [null], unit: [m]}": "f:2: pixel: unit: found ['m']; allowed: null where the size "
    "is null, and nowhere else",
    "{size: [1], unit: [null]}": "f:2: pixel: unit: found [null]; allowed: null where the size "
    "is null, and nowhere else",
}


@pytest.mark.parametrize("pixel", WRONG)
def test_what_is_no_pixel_is_refused(pixel: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        network(pixel)
    assert str(caught.value) == WRONG[pixel]


def test_an_error_has_the_line_of_the_key() -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"^f:3: pixel: size: found 0; "):
        rfcalc.loads("pixel:\n  name: a\n  size: 0\n  unit: m\nlayers: [{name: a, type: relu}]\n", file="f")


@pytest.mark.parametrize(
    ("pixel", "written", "axes"),
    [
        ("{name: sample, size: 0.0625, unit: ms}", "{name: sample, size: 0.0625, unit: ms}", 1),
        ("{name: base}", "{name: base}", 1),
        ("{size: [2.50, 1, 1e0], unit: um}", "{size: [2.5, 1, 1], unit: um}", 3),
        ("{size: [null, 10], unit: ms}", "{size: [null, 10], unit: [null, ms]}", 2),
        ("{name: a, size: [null], unit: ms}", "{name: a}", 1),
    ],
)
def test_a_pixel_is_written_as_it_reads(pixel: str, written: str, axes: int) -> None:
    read = network(pixel, axes)
    for kind in ("yaml", "json"):
        assert rfcalc.loads(rfcalc.show(read, kind), format=kind).pixel == read.pixel
    assert f"pixel: {written}\n" in rfcalc.show(read)


def test_the_schema_of_network_files_knows_it() -> None:
    validator = jsonschema.Draft202012Validator(network_schema())
    layers = [{"name": "a", "type": "relu"}]
    good = ({"name": "a"}, {"size": 0.5, "unit": "m"}, {"size": [None, 2], "unit": [None, "m"]})
    bad: tuple[object, ...] = (
        {},
        3,
        {"size": 1},
        {"unit": "m"},
        {"size": 0, "unit": "m"},
        {"name": ""},
        {"nam": "a"},
        {"name": "a" * 31},
    )
    assert all(validator.is_valid({"pixel": each, "layers": layers}) for each in good)
    assert not any(validator.is_valid({"pixel": each, "layers": layers}) for each in bad)


def test_a_network_made_by_hand_has_one() -> None:
    made = rfcalc.Network(
        [rfcalc.Layer("c", "conv", kernel=[3])], input=[100], pixel={"name": "sample", "size": 0.0625, "unit": "ms"}
    )
    assert made.pixel == rfcalc.loads(SOUND).pixel
    with pytest.raises(rfcalc.RfcalcError, match=r"^pixel: size: found 0; "):
        rfcalc.Network([rfcalc.Layer("c", "conv", kernel=3)], pixel={"size": 0, "unit": "m"})
