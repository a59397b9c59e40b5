"""Every answer fits every screen of 40 columns and more, breaks no word, and says what it leaves out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.api import analyze, effect
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.render import render
from rfcalc.render.values import Screen
from rfcalc.reports.layer_types import types_of_layers

from .comparisons import COMPARISONS
from .forms import EFFECTS, FORMS, GROWTHS, MAPS
from .reports import PLACES, PRESETS, SUMMARIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.answer import Answer

WIDTHS = (40, 60, 80, 120, 200)
MADE: dict[str, Sequence[Answer]] = {
    "summaries": [*SUMMARIES.values()],
    "places": [*PLACES.values()],
    "comparisons": [*COMPARISONS.values()],
    "forms": [*FORMS.values()],
    "maps": [*MAPS.values()],
    "growths": [*GROWTHS.values()],
    "effects": [*EFFECTS.values()],
    "presets": PRESETS,
}
NETWORKS = ("inception-v3", "unet", "c3d", "tcn")


@lru_cache
def answers_on(name: str) -> tuple[Answer, ...]:
    """Return every answer about one preset."""
    about = analyze(name)
    summary = rfcalc.summary(about)
    middle = [tuple((n or 1) // 2 for n in row.n) for row in summary.layers]
    layers = (0, len(summary.layers) // 2, -1)
    return (
        summary,
        *(rfcalc.locate(about, summary.layers[at].name, middle[at]) for at in layers),
        rfcalc.compare(about, "resnet18"),
        rfcalc.compare(about, "vgg16", "resnet18"),
        rfcalc.compare(about, about, layers=[summary.layers[0].name, summary.layers[-1].name]),
        rfcalc.form(about),
        rfcalc.growth(about),
        rfcalc.map(about),
        effect(about, rfcalc.remedy(about)),
    )


def words(answers: Sequence[Answer], width: int | None) -> tuple[list[str], list[str]]:
    """Return the lines of answers on a screen of a width, and the words in them; curves are no words."""
    lines = render(answers, "table", Screen(width, color=False, unicode=True)).splitlines()
    return lines, re.findall(r"\b(?!oo)[A-Za-z][\w./-]+", "\n".join(lines))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", MADE)
def test_answers_made_by_hand_fit(name: str, width: int) -> None:
    for answer in MADE[name]:
        lines, _ = words([answer], width)
        assert max(map(len, lines)) <= width


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NETWORKS)
def test_answers_on_networks_fit_and_no_word_is_broken(name: str, width: int) -> None:
    for answer in answers_on(name):
        lines, narrow = words([answer], width)
        assert max(map(len, lines)) <= width
        _, wide = words([answer], None)
        layers = [layer.name for layer in rfcalc.load(name).layers]
        assert set(narrow) <= {*wide, *layers, "left", "out", "for", "want", "of", "width"}


@pytest.mark.slow
def test_the_list_of_presets_fits() -> None:
    presets = rfcalc.find_presets()
    for width in WIDTHS:
        lines, found = words(presets, width)
        assert max(map(len, lines)) <= width
        assert {preset.name for preset in presets} <= set(found)


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_column_that_is_missing_is_named(name: str, width: int) -> None:
    summary, *places = answers_on(name)[:4]
    headings = {"summary": ["type", "window", "n", "jump", "rf", "start"], "place": ["index", "rf", "center", "box"]}
    for answer, kind in ((summary, "summary"), *((place, "place") for place in places)):
        _, found = words([answer], width)
        text = " ".join(found) + " " + render([answer], "table", Screen(width, color=False, unicode=True))
        assert all(re.search(rf"\b{heading}\b", text) for heading in headings[kind])


def test_what_a_drawing_leaves_no_room_for_is_said_beside_it() -> None:
    lines, _ = words([PLACES["left"]], 80)
    assert any(line.startswith("left out for want of width: input ") for line in lines)
    assert not any("left out" in line for line in words([PLACES["left"]], 200)[0])


def test_rows_that_no_table_has_room_for_are_told_in_words() -> None:
    lines, _ = words([SUMMARIES["flagged"]], 40)
    assert "stage.0.join  n 64  jump varies  rf 9" in lines
    assert "  start 0.5  " not in lines
    assert lines[lines.index("stage.0.join  n 64  jump varies  rf 9") + 1] == "  start 0.5"


def test_numbers_that_do_not_fit_go_on_below_themselves() -> None:
    network = rfcalc.loads("input: [2000, 3000]\nlayers: [{conv: [[1, 101], 1, [[0, 0], [50, 50]]]}]")
    lines, _ = words([rfcalc.map(network, "conv", (1999, 2999))], 40)
    at = next(at for at, line in enumerate(lines) if line.startswith("box"))
    assert [line.strip() for line in lines[at : at + 2]] == ["box           x [2949, 3050),", "y [1999, 2000)"]


def test_a_change_that_does_not_fit_is_broken_at_its_arrow() -> None:
    lines, _ = words([COMPARISONS["flags"]], 40)
    at = lines.index("  flags misaligned irregular →")
    assert lines[at + 1] == "  misaligned"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_type_of_layer_fits_and_no_word_is_broken(width: int) -> None:
    every = {word for each in LAYER_TYPES for word in words(types_of_layers(each), None)[1]}
    for name in LAYER_TYPES:
        lines, narrow = words(types_of_layers(name), width)
        assert max(map(len, lines)) <= width
        assert set(narrow) <= {*every, "left", "out", "for", "want", "of", "width:", "width"}
