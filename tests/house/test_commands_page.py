"""The pages of commands and types, which scripts write of the program's own data, leave nothing out."""

from __future__ import annotations

import re

import pytest

from rfcalc.cli.commands import NAMES, command
from rfcalc.cli.exit_codes import ExitCode
from rfcalc.layers.types import LAYER_TYPES

from .pages import DOCS, text_of

COMMANDS = text_of(DOCS / "commands.md")


@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_told_with_all_its_words(name: str) -> None:
    section = COMMANDS.partition(f"\n## rfcalc {name}\n")[2].partition("\n## ")[0]
    spec = command(name).SPEC

    assert spec.summary in section
    assert all(f"| `{argument.metavar}` |" in section for argument in spec.arguments)
    assert all(re.search(rf"`{flag}[ `]", section) for option in spec.options for flag in option.flags)
    assert all(example in section.splitlines() for example in spec.examples)


def test_every_exit_code_is_told_and_no_other() -> None:
    told = re.findall(r"^\| (\d+) \|", COMMANDS.partition("\n## Exit codes\n")[2], re.MULTILINE)

    assert sorted(map(int, told)) == sorted(ExitCode)


def test_every_json_answer_is_told_with_its_schema() -> None:
    page = text_of(DOCS / "json.md")
    schemas = {path.stem for path in (DOCS.parent / "rfcalc" / "data" / "schemas").iterdir()}

    assert set(re.findall(r"`rfcalc\.(\w+)/1` \| `rfcalc schema (\w+)` \|$", page, re.MULTILINE)) == {
        (name, name) for name in schemas
    }


def test_every_type_of_layer_is_told() -> None:
    page = text_of(DOCS / "types.md")

    assert [name for name in LAYER_TYPES if f"`{name}`" not in page] == []
