"""What a shell is offered: names that begin as typed, and never a word on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import rfcalc

from .conftest import asked
from .running import run

if TYPE_CHECKING:
    import pathlib

    from .conftest import Offered


def test_a_process_of_its_own_offers_the_same(folder: pathlib.Path, offered: Offered) -> None:
    typed = "rfcalc summary vgg"
    assert run(folder=folder, **asked(typed)) == (0, "\n".join(offered(typed)) + "\n", "")


def test_presets_are_offered_for_a_network(offered: Offered) -> None:
    assert offered("rfcalc summary vgg") == ["vgg11", "vgg13", "vgg16", "vgg19"]
    assert offered("rfcalc locate conv1 1 1 --net alex") == ["alexnet"]
    assert set(rfcalc.presets()) < set(offered("rfcalc interactive "))


def test_types_of_layers_are_offered(offered: Offered) -> None:
    assert offered("rfcalc types con") == ["conv", "conv_transpose", "concat"]


def test_network_files_are_offered_as_they_are_typed(folder: pathlib.Path, offered: Offered) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "net.yml").touch()
    (folder / "sub" / "net.txt").touch()
    assert offered("rfcalc summary wave.") == ["wave.yaml"]
    assert offered("rfcalc summary sub/n") == [str((folder / "sub/net.yml").relative_to(folder))]
    assert offered("rfcalc summary nowhere/n") == []


def test_layers_are_offered_of_the_network_that_locate_is_about(offered: Offered) -> None:
    assert offered("rfcalc locate conv") == ["conv1", "conv2", "conv3", "conv4", "conv5"]
    assert offered("rfcalc locate --net wave.yaml c") == ["c1", "c2"]
    assert offered("rfcalc locate c", RFCALC_NET="wave.yaml") == ["c1", "c2"]


def test_uses_of_blocks_are_offered_like_layers(offered: Offered) -> None:
    assert offered("rfcalc locate --net resnet18 layer4.1")[-1] == "layer4.1"
    assert "layer4" in offered("rfcalc locate --net resnet18 lay")
    assert offered("rfcalc compare wave.yaml resnet18 --layer layer4.1.a") == ["layer4.1.add"]
    assert offered("rfcalc compare wave.yaml broken.yaml --layer c") == ["c1", "c2"]


def test_rows_are_offered_by_name_by_block_and_by_glob(offered: Offered) -> None:
    assert offered("rfcalc summary alexnet --layer conv") == ["conv1", "conv2", "conv3", "conv4", "conv5"]
    assert offered("rfcalc form resnet18 --layer layer4.1")[-2:] == ["layer4.1", "layer4.1.*"]
    assert offered("rfcalc growth resnet18 --layer layer4.*.c") == []
    assert offered("rfcalc summary resnet18 --layer layer4.*") == ["layer4.*"]
    assert offered("rfcalc summary alexnet --layer zz*") == []
    assert offered("rfcalc summary alexnet --en") == ["--ends"]
    assert offered("rfcalc help su") == ["summary"]


def test_parameters_of_the_network_are_offered(folder: pathlib.Path, offered: Offered) -> None:
    (folder / "own.yaml").write_text("parameters: {gates: true, width: 3}\nlayers: [c: [$width]]\n", "utf-8")
    assert offered("rfcalc locate --net own.yaml --set g") == ["gates=true", "gates=false"]
    assert offered("rfcalc summary own.yaml wave.yaml --set w") == ["width="]
    assert offered("rfcalc show own.yaml --set w") == ["width="]
    assert offered("rfcalc locate c 1 1 --set w", RFCALC_NET="own.yaml") == ["width="]
    assert offered("rfcalc interactive --set ", RFCALC_NET="own.yaml")[-1] == "width="
    (folder / "own.yaml").write_text("- no network", "utf-8")
    assert offered("rfcalc summary - missing.yaml own.yaml --set ") == []


@pytest.mark.parametrize("net", ["-", "broken.yaml", "missing.yaml", "."])
def test_a_network_that_cannot_be_read_offers_nothing(net: str, offered: Offered) -> None:
    assert offered(f"rfcalc locate --net {net} c") == []


def test_formats_and_commands_are_offered(offered: Offered) -> None:
    assert offered("rfcalc presets --format ") == ["table", "json", "csv", "markdown"]
    assert offered("rfcalc su") == ["summary"]
    assert offered("rfcalc schema ")[0] == "network"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell's script")
def test_the_script_for_a_shell_is_printed(folder: pathlib.Path) -> None:
    ended = run("--show-completion", folder=folder, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert ended.code == 2
    script = run(folder=folder, _RFCALC_COMPLETE="source_zsh")
    assert (script.code, script.err) == (0, "")
    assert "#compdef rfcalc" in script.out


def test_an_explanation_has_a_format_more(offered: Offered) -> None:
    assert offered("rfcalc explain --format l") == ["latex"]
    assert offered("rfcalc summary --format l") == []
