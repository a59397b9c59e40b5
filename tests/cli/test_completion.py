"""What a shell is offered: names that begin as typed, and never a word on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import rfcalc

from .running import run

if TYPE_CHECKING:
    import pathlib


def offered(typed: str, folder: pathlib.Path, **changes: str) -> list[str]:
    """Return what bash is offered for the last word of a line."""
    words = typed.split(" ")
    asked = {"_RFCALC_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    ended = run(folder=folder, **asked, **changes)
    assert (ended.code, ended.err) == (0, "")
    return ended.out.split()


def test_presets_are_offered_for_a_network(folder: pathlib.Path) -> None:
    assert offered("rfcalc summary vgg", folder) == ["vgg11", "vgg13", "vgg16", "vgg19"]
    assert offered("rfcalc locate conv1 1 1 --net alex", folder) == ["alexnet"]
    assert set(rfcalc.presets()) < set(offered("rfcalc interactive ", folder))


def test_network_files_are_offered_as_they_are_typed(folder: pathlib.Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "net.yml").touch()
    (folder / "sub" / "net.txt").touch()
    assert offered("rfcalc summary wave.", folder) == ["wave.yaml"]
    assert offered("rfcalc summary sub/n", folder) == [str((folder / "sub/net.yml").relative_to(folder))]
    assert offered("rfcalc summary nowhere/n", folder) == []


def test_layers_are_offered_of_the_network_that_locate_is_about(folder: pathlib.Path) -> None:
    assert offered("rfcalc locate conv", folder) == ["conv1", "conv2", "conv3", "conv4", "conv5"]
    assert offered("rfcalc locate --net wave.yaml c", folder) == ["c1", "c2"]
    assert offered("rfcalc locate c", folder, RFCALC_NET="wave.yaml") == ["c1", "c2"]


def test_uses_of_blocks_are_offered_like_layers(folder: pathlib.Path) -> None:
    assert offered("rfcalc locate --net resnet18 layer4.1", folder)[-1] == "layer4.1"
    assert "layer4" in offered("rfcalc locate --net resnet18 lay", folder)
    assert offered("rfcalc compare wave.yaml resnet18 --layer layer4.1.a", folder) == ["layer4.1.add"]
    assert offered("rfcalc compare wave.yaml broken.yaml --layer c", folder) == ["c1", "c2"]


def test_parameters_of_the_network_are_offered(folder: pathlib.Path) -> None:
    (folder / "own.yaml").write_text("parameters: {gates: true, width: 3}\nlayers: [c: [$width]]\n", "utf-8")
    assert offered("rfcalc locate --net own.yaml --set g", folder) == ["gates=true", "gates=false"]
    assert offered("rfcalc summary own.yaml wave.yaml --set w", folder) == ["width="]
    assert offered("rfcalc show own.yaml --set w", folder) == ["width="]
    assert offered("rfcalc locate c 1 1 --set w", folder, RFCALC_NET="own.yaml") == ["width="]
    assert offered("rfcalc interactive --set ", folder, RFCALC_NET="own.yaml")[-1] == "width="
    (folder / "own.yaml").write_text("- no network", "utf-8")
    assert offered("rfcalc summary - missing.yaml own.yaml --set ", folder) == []


@pytest.mark.parametrize("net", ["-", "broken.yaml", "missing.yaml", "."])
def test_a_network_that_cannot_be_read_offers_nothing(net: str, folder: pathlib.Path) -> None:
    assert offered(f"rfcalc locate --net {net} c", folder) == []


def test_formats_and_commands_are_offered(folder: pathlib.Path) -> None:
    assert offered("rfcalc presets --format ", folder) == ["table", "json", "csv", "markdown"]
    assert offered("rfcalc su", folder) == ["summary"]
    assert offered("rfcalc schema ", folder)[0] == "network"


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell's script")
def test_the_script_for_a_shell_is_printed(folder: pathlib.Path) -> None:
    ended = run("--show-completion", folder=folder, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert ended.code == 2
    script = run(folder=folder, _RFCALC_COMPLETE="source_zsh")
    assert (script.code, script.err) == (0, "")
    assert "#compdef rfcalc" in script.out
