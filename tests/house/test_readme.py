"""README is short, has its parts, and its two commands for set-up are those that are used."""

from __future__ import annotations

import re

from .pages import README, ROOT, blocks, text_of

PARTS = ["Set-up", "One file", "Five commands", "Ten lines of Python", "Limits", "Documentation"]


def test_it_is_short_and_has_its_parts() -> None:
    text = text_of(README)

    assert len(text.splitlines()) <= 150
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    assert {language for language, _ in blocks(README)} == {"console", "yaml", "python", "sh"}
    assert len(blocks(README, "console")) >= 4


def test_it_shows_five_commands_one_file_and_ten_lines_of_python() -> None:
    shown = set(re.findall(r"(?:^\$ |`)rfcalc (summary|locate|sizes|form|map) ", text_of(README), re.MULTILINE))
    ((_, python),) = blocks(README, "python")

    assert shown == {"summary", "locate", "sizes", "form", "map"}
    assert len(blocks(README, "yaml")) == 1
    assert len(python.splitlines()) <= 10


def test_it_names_the_page_of_limits() -> None:
    assert "[docs/limits.md](docs/limits.md) lists every limit" in text_of(README)


def test_the_integration_script_runs_the_readmes_test_command() -> None:
    commands = [body.strip() for _, body in blocks(README, "sh")]

    assert len(commands) == 2
    assert commands[1] in text_of(ROOT / ".ci" / "run").splitlines()
    assert commands[1] in text_of(ROOT / "CONTRIBUTING.md")
    assert commands[1] in text_of(ROOT / ".github" / "workflows" / "ci.yml")
