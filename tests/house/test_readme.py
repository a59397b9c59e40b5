"""What README and docs show is what the program does: every block is run, and its output compared."""

import doctest
import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import rfcalc
from rfcalc.cli.commands import NAMES, command
from rfcalc.layers.types import LAYER_TYPES

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

posix = pytest.mark.skipif(os.name != "posix", reason="the blocks are written for a POSIX shell")


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text("utf-8"))


CONSOLES = [page for page in PAGES if "console" in dict(blocks(page))]


def replayed(block: str, folder: Path) -> str:
    """Return the block as a terminal would show it: each command with what it prints on either stream."""
    untraced = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    shown = ""
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        program = f'rfcalc() {{ {shlex.quote(sys.executable)} -m rfcalc "$@"; }}\n{line[2:]}'
        outcome = subprocess.run(
            ["/bin/sh", "-c", program],
            cwd=folder,
            env={**untraced, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        shown += f"{line}\n{outcome.stdout}" + ("" if outcome.stdout.endswith("\n") else "\n")
    return shown


@pytest.mark.slow
@posix
@pytest.mark.parametrize("page", CONSOLES, ids=lambda page: page.name)
def test_console_blocks_show_what_the_program_prints(page: Path, tmp_path: Path) -> None:
    for model in (ROOT / "docs" / "models").iterdir():
        (tmp_path / model.name).write_bytes(model.read_bytes())
    for language, body in blocks(page):
        named = re.match(r"# (\S+\.yaml)\n", body)
        if language == "yaml" and named:
            (tmp_path / named[1]).write_text(body, "utf-8")
        if language == "console":
            assert replayed(body, tmp_path) == body


def test_the_readme_has_blocks_of_every_kind() -> None:
    languages = [language for language, _ in blocks(ROOT / "README.md")]

    assert languages.count("console") >= 8
    assert {"console", "yaml", "python", "sh"} == set(languages)
    assert {"README.md", "form.md", "format.md"} <= {page.name for page in CONSOLES}


@pytest.mark.slow
@pytest.mark.parametrize(("page", "least"), [("README.md", 7), ("docs/form.md", 7)])
def test_python_blocks_run(page: str, least: int) -> None:
    outcome = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")

    assert outcome.attempted >= least
    assert outcome.failed == 0


def test_pictures_of_the_docs_are_there_and_made_by_commands() -> None:
    """Drawing them anew takes a few seconds: the tests of pictures do that on smaller networks."""
    shown = {name for page in PAGES for name in re.findall(r"\(\S*pictures/(\S+)\)", page.read_text("utf-8"))}
    made = runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))["COMMANDS"]

    assert shown == set(made) == {path.name for path in (ROOT / "docs" / "pictures").iterdir()}


def test_every_yaml_block_of_the_readme_is_a_network() -> None:
    networks = [body for language, body in blocks(ROOT / "README.md") if language == "yaml"]

    assert len(networks) >= 2
    assert all(rfcalc.summary(rfcalc.loads(body)).layers for body in networks)


def test_the_integration_script_runs_the_readmes_test_command() -> None:
    commands = [body.strip() for language, body in blocks(ROOT / "README.md") if language == "sh"]

    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert commands[1] in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert commands[1] in (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")


def test_the_readme_names_every_type_of_layer() -> None:
    text = (ROOT / "README.md").read_text("utf-8")

    assert [name for name in LAYER_TYPES if f"`{name}`" not in text] == []


def test_the_readme_names_every_command_option_and_exit_code() -> None:
    text = (ROOT / "README.md").read_text("utf-8")

    for name in NAMES:
        spec = command(name).SPEC
        row = re.search(rf"^\| `rfcalc {name}(.*)` \|", text, re.MULTILINE)
        assert row is not None, name
        for option in spec.options:
            assert any(re.search(rf"\[{re.escape(flag)}[] ]", row[1]) for flag in option.flags), option.flags
        assert all(argument.metavar.strip("[]").split("]")[0] in row[1] for argument in spec.arguments)
    for code in ("0 answered", "1 a check failed", "2 bad usage", "130 interrupted", "70 a bug"):
        assert code in text
