"""What several networks, or two maps, look like in characters: told apart without colors, and on one scale."""

from __future__ import annotations

import re

import pytest

import rfcalc
from rfcalc.api import map_pair
from rfcalc.render import render
from rfcalc.render.lines import width
from rfcalc.render.values import Look, Screen

from .forms import GROWTHS, MAPS

LINE = "name: Line\ninput: [64]\nlayers:\n  - a: [3, 1, 1]\n  - b: [3, 2, 1]\n  - c: [3, 2, 1]\n"
FLAT = LINE.replace("[64]", "[32, 32]")
GAP = "input: 8\nlayers:\n  - a: [3]\n  - {name: gap, type: conv_transpose, kernel: 1, stride: 2}\n"
PLAIN = Look()


def screen(columns: int | None, rows: int | None, *, color: bool = False, unicode: bool = True) -> Screen:
    return Screen(columns, color=color, unicode=unicode, height=rows, palette=2**24)


def told(text: str, shown: Screen | None = None, look: Look = PLAIN, index: tuple[int, ...] | None = None) -> list[str]:
    """Return the lines of the maps of a network's last layer before and after a remedy."""
    both = map_pair(rfcalc.loads(text), "gap" if "gap" in text else None, index)
    return render([both], "table", shown, look=look).splitlines()


def test_plain_text_has_both_maps_beside_one_another() -> None:
    lines = told(FLAT)

    assert lines[0] == "c (4, 4) of Line, input 32x32"
    assert lines[1].endswith("Every tap counts one path. Shades are shares of all paths, the same in both.")
    at = next(at for at, line in enumerate(lines) if line.startswith("before"))
    assert lines[at].split() == ["before", "after"]
    assert lines[at - 2].startswith("shift_mass")
    # A character stands for two rows: (25 + 20) / 2 of 729 paths.
    assert "0 ..::;;==**%%##@@ 3.09%, linear   mean of 1 x 2 pixels" in lines
    assert "cure" not in "".join(told(FLAT, look=Look(bare=True)))
    rows = [row for row, line in enumerate(lines) if "X" in line][:2]
    assert rows == [at + 5, at + 6], "both maps show the same rows beside one another"


def test_the_shades_of_both_maps_are_those_of_one_scale() -> None:
    lines = told(FLAT, look=Look(bare=True, near=True))
    middle = max(map(len, lines)) // 2
    before, after = "".join(line[:middle] for line in lines), "".join(line[middle:] for line in lines)

    assert "#" in before
    assert set(after) <= set(" |+-o.:X")  # 81 of 11664 paths: a fifth of what the brightest pixel before has


@pytest.mark.slow
@pytest.mark.traced
@pytest.mark.parametrize("look", [Look(), Look(log=True), Look(bare=True), Look(near=True, bare=True)])
@pytest.mark.parametrize("text", [LINE, FLAT])
@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (40, 30), (80, 24), (130, 50)])
def test_both_maps_fit_the_screen(columns: int, rows: int, text: str, look: Look) -> None:
    lines = told(text, screen(columns, rows), look)

    assert max(map(width, lines)) <= columns
    if (columns, rows) != (40, 12):
        assert len(lines) <= rows
    assert any("before" in line for line in lines) == (not look.bare)


def test_a_map_of_few_counts_may_be_the_brighter_one_after_the_cure() -> None:
    both = map_pair(rfcalc.loads(FLAT))
    swapped = both._replace(before=both.after, after=both.before)

    assert "0 ..::;;==**%%##@@ 3.09%, linear" in render([swapped], "table")


def test_two_maps_without_paths_are_told_by_their_numbers() -> None:
    for shown in (None, screen(80, 24)):
        lines = told(GAP, shown, index=(1, 1))
        assert any("Nothing was cured" in line for line in lines)
        assert not any(line.startswith("before") for line in lines)


def test_json_csv_and_markdown_have_both_maps() -> None:
    both = map_pair(rfcalc.loads(LINE), "b", (3,), weights="mean", unclipped=True)
    rows = render([both], "csv").splitlines()

    assert rows[0] == "when,x,count"
    assert {row.split(",")[0] for row in rows[1:]} == {"before", "after"}
    assert "**b (3) of Line**, input 64" in render([both], "markdown")
    assert '"before": {"schema": "rfcalc.map/1", "network": "Line"' in render([both], "json")


def test_a_bare_map_is_the_drawing_alone_and_from_near_it_is_larger() -> None:
    report = rfcalc.map(rfcalc.loads(FLAT), "c")
    bare = render([report], "table", look=Look(bare=True)).splitlines()
    near = render([report], "table", look=Look(bare=True, near=True)).splitlines()
    usual = render([report], "table")

    assert "\n".join(bare) in usual
    assert not any("paths" in line or "erf" in line for line in bare)
    assert sum("X" in line for line in near) >= 1
    for shown in (screen(80, 24), screen(None, None)):
        lines = render([report], "table", shown, look=Look(bare=True)).splitlines()
        assert "c (4, 4)" not in lines[0]
        assert len(lines) > 5


def test_a_bare_map_of_nothing_says_so() -> None:
    assert "no path leads to it" in render([MAPS["gap"]], "table", look=Look(bare=True))
    assert "no path leads to it" in render([MAPS["gap"]], "table", screen(80, 24), look=Look(bare=True))


def charted(names: list[str], shown: Screen) -> list[str]:
    return render([rfcalc.growth(name) for name in names], "table", shown).splitlines()


def test_a_chart_of_several_networks_has_a_sign_for_each() -> None:
    lines = charted(["alexnet", "vgg11"], screen(80, 24))

    assert lines[0] == "Growth of 2 networks"
    assert "1 AlexNet   2 VGG11" in lines
    drawn = [line for line in lines if "┤" in line or "│" in line]
    # At the first depth AlexNet sees 11 pixels, and VGG11 3: from the top down.
    assert [line[5] for line in drawn if line[5] in "12"] == ["1", "2"]
    assert {sign for line in drawn for sign in line if sign.isdigit()} >= {"1", "2"}


@pytest.mark.parametrize(("columns", "rows"), [(40, 24), (40, 50), (80, 24), (80, 60), (200, 50), (None, None)])
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("color", [True, False])
def test_charts_fit_the_screen(columns: int | None, rows: int | None, *, unicode: bool, color: bool) -> None:
    text = render([GROWTHS["one"]] * 3, "table", screen(columns, rows, color=color, unicode=unicode))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    assert max(map(width, lines)) <= (columns or 200)
    assert len(lines) <= (rows or 200)
    assert sum("effective field (erf)" in line for line in lines) == 1


def test_notes_name_their_network_where_there_is_room() -> None:
    lines = charted(["alexnet", "vgg11"], screen(80, 60))

    assert any(line.startswith("• VGG11: The rf never reaches") for line in lines)
    assert not any(line.startswith("•") for line in charted(["alexnet", "vgg11"], screen(80, 20)))


def test_networks_in_which_nothing_counts_are_named_alone() -> None:
    lines = render([GROWTHS["none"]] * 2, "table", screen(80, 24)).splitlines()

    assert "1 Nothing   2 Nothing" in lines
    assert not any("┤" in line for line in lines)


def test_more_networks_than_signs_have_charts_of_their_own() -> None:
    many = render([GROWTHS["one"]] * 29, "table", screen(80, 24))

    assert "Growth of" not in many
    assert many.count("erf_formula") == 29
    assert "Growth of 28 networks" in render([GROWTHS["one"]] * 28, "table", screen(80, 24))


def test_plain_text_has_a_table_for_each_network() -> None:
    text = render([GROWTHS["one"], GROWTHS["none"]], "table")

    assert text == render([GROWTHS["one"]], "table") + "\n" + render([GROWTHS["none"]], "table")
