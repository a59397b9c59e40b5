"""What the columns of a table mean stands below it on a terminal, and nowhere else."""

from __future__ import annotations

import pytest

import rfcalc
from rfcalc.page.glossary import GLOSSARY
from rfcalc.render import render
from rfcalc.render.values import Screen

WIDE, NARROW = Screen(200, color=False, unicode=True), Screen(40, color=False, unicode=True)


def test_columns_that_need_it_are_explained_on_a_terminal() -> None:
    text = render([rfcalc.form("alexnet")], "table", WIDE)
    for word in ("erf", "std", "std_formula", "holes", "gridding", "checkerboard", "shift", "shift_mass"):
        assert f"\n{word:<14}{GLOSSARY[word]}\n" in text
    assert GLOSSARY["rf"] not in text


def test_columns_that_have_no_room_are_not_explained() -> None:
    text = " ".join(render([rfcalc.form("alexnet")], "table", NARROW).split())
    assert GLOSSARY["gridding"] in text
    assert GLOSSARY["checkerboard"] not in text


def test_of_several_answers_the_last_explains() -> None:
    text = render([rfcalc.form("alexnet"), rfcalc.form("zfnet")], "table", WIDE)
    assert text.count(GLOSSARY["gridding"]) == 1
    assert text.index("ZFNet") < text.index(GLOSSARY["gridding"])


def test_reach_is_explained_where_it_is_asked_for() -> None:
    text = render([rfcalc.summary("alexnet", reach=True)], "table", WIDE)
    assert f"\nreach  {GLOSSARY['reach']}\nclean  {GLOSSARY['clean']}\n" in text
    assert GLOSSARY["reach"] not in render([rfcalc.summary("alexnet")], "table", WIDE)


def test_a_network_of_one_axis_has_no_image() -> None:
    network = rfcalc.Network([rfcalc.Layer("c", "conv", kernel=3)], input=[9])
    assert "image" not in render([rfcalc.form(network)], "table", WIDE)


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_programs_and_files_get_no_explanations(form: str) -> None:
    assert GLOSSARY["gridding"] not in render([rfcalc.form("alexnet")], form, None)
