"""``rfcalc explain`` in the words of ``locate``, in every format and file that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rfcalc.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "words", [("alexnet", "conv5"), ("conv5",), ("conv5", "--net", "alexnet"), ("alexnet", "conv5", "3", "4")]
)
def test_a_layer_is_named_as_for_locate(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("explain", *words)) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "rf = 19 + (5 - 1) * 1 * 8 = 51" in printed.out


def test_without_a_layer_it_is_the_last_map(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("explain", "alexnet")) == 0
    assert capsys.readouterr().out.startswith("pool5 of AlexNet has rf 195, jump 32 and start 33.5\n")


def test_a_file_that_ends_in_tex_holds_latex(tmp_path: Path) -> None:
    file = tmp_path / "slide.tex"
    assert main(("explain", "alexnet", "conv5", "-o", str(file))) == 0
    assert file.read_text("utf-8").startswith("% needs \\usepackage{amsmath}\n")


def test_latex_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("explain", "alexnet", "conv5", "--axis", "x", "--format", "latex")) == 0
    assert r"\mathrm{jump} &= 4 \cdot 2 = 8" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("explain", "alexnet", "conv5", "--axis", "z"), "--axis: found 'z'; allowed: y, x\n"),
        (
            ("explain", "alexnet", "conv5", "--format", "tex"),
            "--format: 'tex'; did you mean 'latex'? one of table, json, csv, markdown, latex\n",
        ),
        (("explain", "alexnet", "conv5", "3"), "layer 'conv5', index: 1 number; AlexNet needs 2: X Y\n"),
        (("summary", "alexnet", "--format", "latex"), "--format: 'latex'; one of table, json, csv, markdown\n"),
        (("summary", "alexnet", "-o", "a.tex"), "--output: unknown ending '.tex'; allowed: .json, .csv, .md, .txt\n"),
    ],
)
def test_what_it_does_not_have_is_refused(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr() == ("", message)
