"""``rfcalc page``: a file for a browser, or its numbers, never on a terminal."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.cli.completion import viewer_formats
from rfcalc.cli.schemas import schema_text

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads(schema_text("page"))

NETWORKS = {
    "chain": "{input: 20, layers: [{name: a, type: conv, kernel: 3, padding: 1, padding_mode: reflect}]}",
    "unknown size": "{layers: [{name: a, type: conv, kernel: 3}, {name: b, type: global_avgpool}]}",
    "in time": "{input: [30], pixel: {name: sample, size: 2, unit: ms}, layers: [{name: a, type: recurrent}]}",
    "with taps": "{input: [30], layers: [{name: a, type: conv, taps: [-3, 0, 1]}]}",
    "with gaps": "{input: 8, layers: [{name: a, type: conv_transpose, kernel: 1, stride: 2}]}",
    "one after another": (
        "{input: [9], layers: [{name: a, type: relu}, {name: b, type: concat, along: x, inputs: [a, input]}]}"
    ),
    "several inputs": (
        "{inputs: {left: 9, right: 9}, layers: [{name: a, type: conv, kernel: 1, inputs: [left]}, "
        "{name: c, type: conv, kernel: 3, padding: 1, inputs: [right]}, {name: b, type: add, inputs: [a, c]}]}"
    ),
    "behind the unknown": "{input: 9, layers: [{name: a, type: unknown, operator: Sort}, {name: b, type: relu}]}",
    "like": (
        "{input: 9, layers: [{name: a, type: conv, kernel: 2, stride: 2}, "
        "{name: b, type: upsample, like: input, mode: nearest}, {name: d, type: pad, padding: after, like: b, "
        "inputs: [a]}, {name: c, type: crop, crop: middle, like: a, inputs: [b]}]}"
    ),
    "all rules": (
        "{input: 16, layers: [{name: a, type: pixel_shuffle, scale: 2}, {name: b, type: space_to_depth, scale: 2}, "
        "{name: c, type: adaptive_avgpool, output_size: 8}, {name: d, type: instancenorm, whole: false}, "
        "{name: e, type: resize, size: 12, mode: nearest}, {name: f, type: upsample, scale: 1.5, mode: bilinear}, "
        "{name: g, type: attention}, {name: h, type: pad, padding: 2, mode: circular}, {name: i, type: crop, crop: 1}, "
        "{name: j, type: attention, causal: true}, {name: k, type: upsample, scale: 2, mode: bilinear, "
        "align_corners: true}, {name: l, type: avgpool, kernel: 3, stride: 2, ceil_mode: true}, "
        "{name: m, type: resize, size: 30, mode: bicubic}]}"
    ),
    "seldom": (
        "{input: [90], layers: [{name: a, type: resize, size: 79, mode: bilinear}, {name: b, type: conv, kernel: 3}, "
        "{name: c, type: resize, size: 73, mode: bilinear}, {name: d, type: conv, kernel: 3}, "
        "{name: e, type: resize, size: 67, mode: bilinear}]}"
    ),
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def page_of(text: str) -> dict[str, Any]:
    """Return what a viewer is made of, as JSON has it."""
    page: dict[str, Any] = json.loads(json.dumps(rfcalc.viewer(rfcalc.loads(text)).record(), default=str))
    return page


@pytest.mark.slow
@pytest.mark.traced
@pytest.mark.parametrize("text", NETWORKS.values(), ids=NETWORKS)
def test_every_page_is_one_that_its_schema_allows(text: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(page_of(text))


def test_a_page_tells_a_chain_in_a_few_numbers() -> None:
    page = page_of("{name: Two, input: [9], layers: [{name: a, type: conv, kernel: 3, stride: 2}]}")
    assert page["reads"] == [[1, 2, [[0, 3, 1]]]]
    assert page["boxes"] == [[1, 1, [[0, 1]]], [1, 2, [[0, 3]]]]
    source, layer = page["layers"]
    assert (source["name"], source["sources"], source["n"], source["boxes"]) == ("input", [], [9], [[0]])
    assert layer == {
        "name": "a",
        "type": "conv",
        "sources": [0],
        "n": [4],
        "boxes": [[1]],
        "reads": [[[0]]],
        "jump": [2],
        "rf": [3],
        "start": [1.5],
        "keys": 0,
    }
    assert page["keys"][0]["text"] == "kernel: 3, stride: 2"


def test_features_that_repeat_too_seldom_are_listed_one_by_one() -> None:
    page = page_of(NETWORKS["seldom"])
    (part,) = page["layers"][-1]["boxes"][0]
    period, advance, boxes = page["boxes"][part]
    assert (period, advance, len(boxes)) == (67, -1, 67)


def test_notes_tell_layers_by_number() -> None:
    page = page_of("{input: 9, layers: [{name: a, type: conv, kernel: 3, stride: 2}]}")
    grid = next(note for note in page["notes"] if note["code"] == "grid")
    assert grid["layers"] == [1]


def test_a_page_goes_to_a_pipe_or_a_file_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending in ("html", "htm"):
        file = tmp_path / f"alexnet.{ending}"
        assert main(("page", "alexnet", "-o", str(file))) == 0
        assert capsys.readouterr() == ("", "")
        assert main(("page", "alexnet")) == 0
        assert capsys.readouterr().out == file.read_text("utf-8")


def test_several_networks_are_one_page_or_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("page", "alexnet", "srcnn", "--format", "json")) == 0
    assert [json.loads(line)["network"] for line in capsys.readouterr().out.splitlines()] == ["AlexNet", "SRCNN"]


def test_a_terminal_gets_a_hint_and_no_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(("page", "alexnet")) == 2
    assert terminal.getvalue() == ""
    assert capsys.readouterr().err == (
        "--output: standard output is a terminal; a page is for a browser: -o FILE.html\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--layer", "conv9"), "'AlexNet' has no layer 'conv9'; did you mean 'conv5'?\n"),
        (("--weights", "mena"), "--weights: 'mena'; did you mean 'mean'? one of uniform, mean\n"),
        (("-o", "x.csv"), "--output: unknown ending '.csv'; allowed: .html, .json, .txt\n"),
        (("--format", "htlm"), "--format: 'htlm'; did you mean 'html'? one of html, json\n"),
    ],
)
def test_what_makes_no_page_is_refused(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("page", "alexnet", *words)) == 2
    assert capsys.readouterr() == ("", message)


def test_other_commands_say_who_writes_pages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("summary", "alexnet", "-o", "x.html")) == 2
    assert capsys.readouterr().err.endswith("; rfcalc page writes .html\n")


def test_the_layer_and_the_weights_that_are_wanted_come_first() -> None:
    page = rfcalc.viewer("alexnet", "conv2", "mean").record()
    assert (page["chosen"], page["weights"]) == ("conv2", "mean")


@pytest.mark.slow
@pytest.mark.traced
def test_more_layers_than_a_browser_shows_are_refused() -> None:
    layers = [rfcalc.Layer(f"c{at}", "relu") for at in range(20_001)]
    with pytest.raises(rfcalc.RfcalcError, match="a page shows at most 20000"):
        rfcalc.viewer(rfcalc.Network(layers))


def test_a_viewer_says_itself_in_every_form() -> None:
    viewer = rfcalc.viewer("alexnet")
    assert viewer.page()
    assert len(list(viewer.grid().rows)) == len(viewer.summary.layers)


def test_formats_of_pages_are_offered() -> None:
    assert viewer_formats("") == ["html", "json"]
    assert viewer_formats("h") == ["html"]
