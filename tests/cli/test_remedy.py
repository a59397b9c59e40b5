"""``rfcalc remedy``: the cured network in the format it is asked for, and what is told beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli import main

if TYPE_CHECKING:
    import pathlib

    from .conftest import Piped

pytestmark = pytest.mark.usefixtures("nets")


def answered(capsys: pytest.CaptureFixture[str], *words: str, told: str = "") -> str:
    """Return what a command prints, having checked that it answers and what it tells beside that."""
    assert main(words) == 0
    printed = capsys.readouterr()
    assert printed.err == told
    return printed.out


class TestRemedy:
    TOLD = (
        "Strides: 2 convolutions cured; left alone: stem (a stem: it reads the image); "
        "c (its kernel is 5x5: only 1x1 and 3x3 are cured)\n"
    )

    def test_is_a_network_and_what_was_cured_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = answered(capsys, "remedy", "strides.yaml", told=self.TOLD)
        cured = rfcalc.loads(text)
        assert [layer.name for layer in cured.layers] == ["stem", "a.pool", "a", "b.pool", "b", "c"]
        assert cured.layers[1].type == "avgpool"

    def test_of_one_kernel_leaves_the_others_alone(self, capsys: pytest.CaptureFixture[str]) -> None:
        told = (
            "Strides: 1 convolution cured; left alone: stem (a stem: it reads the image); "
            "a (its kernel is 3x3: only 1x1 was asked for); c (its kernel is 5x5: only 1x1 and 3x3 are cured)\n"
        )
        assert "b.pool" in answered(capsys, "remedy", "strides.yaml", "--on", "1x1", told=told)

    def test_of_a_healthy_network_is_the_network(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = answered(capsys, "remedy", "five.yaml", told="Five: no convolution cured\n")
        assert text == rfcalc.show(rfcalc.load("five.yaml"))

    def test_names_a_few_of_many(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(("remedy", "mobilenet-v1")) == 0
        told = capsys.readouterr().err
        assert told.startswith("MobileNet")
        assert " and 2 more (depthwise, by its name: " in told

    @pytest.mark.parametrize(
        ("words", "begins"),
        [
            ("strides.yaml -o f.json", "{"),
            ("strides.yaml -o f.txt", "name: "),
            ("strides.yaml --format json -o f.txt", "{"),
            ("volume.json -o f.txt", "{"),
            ("volume.json -o f.yml", "name: "),
        ],
    )
    def test_is_written_as_asked_or_as_the_network_is(self, words: str, begins: str, nets: pathlib.Path) -> None:
        assert main(["remedy", *words.split()]) == 0
        assert (nets / words.rsplit(maxsplit=1)[-1]).read_text("utf-8").startswith(begins)

    def test_of_standard_input_is_in_its_format(self, nets: pathlib.Path, piped: Piped) -> None:
        ended = piped("remedy", "-", given=(nets / "volume.json").read_bytes())
        assert (ended.code, ended.out[0], ended.err) == (0, "{", "Volume: no convolution cured\n")

    def test_report_has_the_numbers_instead(self, capsys: pytest.CaptureFixture[str]) -> None:
        words = ("remedy", "strides.yaml", "--report", "--on", "3x3", "--weights", "mean", "--format", "json")
        report = json.loads(answered(capsys, *words))
        assert (report["on"], report["weights"], report["cured"]) == ("3x3", "mean", ["a"])
