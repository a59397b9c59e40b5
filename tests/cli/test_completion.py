"""What a shell is offered: names that begin as typed, and never a word on standard error."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.data.catalog import completion_path

from .conftest import asked
from .running import run

if TYPE_CHECKING:
    from .conftest import Offered

ROOT = pathlib.Path(__file__).parents[2]


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


def test_the_script_of_a_shell_that_is_named_is_shown_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    for shell, begins in {"bash": "# Completion", "zsh": "#compdef rfcalc receptive-fields", "pwsh": "Import"}.items():
        assert main(["--show-completion", shell]) == 0
        assert capsys.readouterr().out.startswith(begins)


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (["--show-completion", "basch"], "--show-completion: found the shell 'basch'; did you mean 'bash'?"),
        (
            ["--install-completion=tcsh"],
            "--install-completion: found the shell 'tcsh'; allowed: bash, zsh, fish, powershell or pwsh",
        ),
        (["--show-completion", "bash", "zsh"], "--show-completion: found 'zsh'; one shell is named, or none"),
        (["--install-completion", "pwsh"], "--install-completion: 'pwsh' is not installed"),
    ],
)
def test_a_shell_that_is_not_known_is_refused(
    words: list[str], refused: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert main(words) == 2
    assert capsys.readouterr() == ("", f"rfcalc: {refused}\n")


@pytest.mark.parametrize(("running", "told"), [(None, "not known"), ("dash", "'dash'")])
def test_without_a_shell_that_is_known_one_is_to_be_named(
    running: str | None, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: running)

    assert main(["--install-completion"]) == 2
    refused = f"rfcalc: --install-completion: the shell that rfcalc was started from is {told}; "
    allowed = "name one: --install-completion bash (bash, zsh, fish, powershell or pwsh)\n"
    assert capsys.readouterr() == ("", refused + allowed)


def test_completion_is_put_where_the_shell_looks_for_it(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: "zsh")
    assert main(["--install-completion"]) == 0
    put = tmp_path / ".zfunc" / "_rfcalc"
    assert capsys.readouterr() == (f"zsh: completion is in {put}; it begins with the next shell.\n", "")
    assert main(["--show-completion"]) == 0
    assert capsys.readouterr().out == put.read_text("utf-8")


def test_a_powershell_keeps_what_typer_puts_into_its_profile(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/bin/pwsh")
    monkeypatch.setattr("typer._completion_shared.install_powershell", lambda **_: tmp_path / "profile.ps1")

    assert main(["--install-completion", "pwsh"]) == 0
    assert capsys.readouterr().out.startswith(f"pwsh: completion is in {tmp_path / 'profile.ps1'};")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix" or shutil.which("bash") is None, reason="no bash is installed")
def test_a_bash_completes_both_commands_and_takes_no_word_for_a_pattern(folder: pathlib.Path) -> None:
    (folder / "layer4.x").touch()
    for name in ("rfcalc", "receptive-fields"):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rfcalc "$@"\n', "utf-8")
        (folder / name).chmod(0o755)
    session = """
        source "$SCRIPT"
        COMP_WORDS=(receptive-fields form resnet18 --layer layer4.1.) COMP_CWORD=4
        complete -p rfcalc receptive-fields
        _rfcalc receptive-fields
        printf '%s\\n' "${COMPREPLY[@]}"
        """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    path = completion_path("bash")
    assert path is not None
    done = subprocess.run(
        ["bash", "--norc", "-c", session],
        cwd=folder,
        env={**kept, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "SCRIPT": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout.splitlines(), done.stderr) == (
        [
            "complete -o default -F _rfcalc rfcalc",
            "complete -o default -F _rfcalc receptive-fields",
            *["layer4.1.conv1", "layer4.1.conv2", "layer4.1.add", "layer4.1.downsample", "layer4.1.*"],
        ],
        "",
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell's script")
def test_the_script_for_a_shell_is_printed(folder: pathlib.Path) -> None:
    script = run(folder=folder, _RFCALC_COMPLETE="source_zsh")
    assert (script.code, script.err) == (0, "")
    assert "#compdef rfcalc" in script.out


def test_an_explanation_has_a_format_more(offered: Offered) -> None:
    assert offered("rfcalc explain --format l") == ["latex"]
    assert offered("rfcalc map --format s") == ["svg"]
    assert offered("rfcalc summary --format l") == []
