"""The faults that the tests are tried with are small, real and many."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

run: Any = pytest.importorskip("mutation.run", reason="the project's folder is not where Python looks")
mutants = pytest.importorskip("mutation.mutants").mutants

ROOT = Path(__file__).parents[2]
TEXT = """
def larger(a, b, *, strict=False):
    '''Return the larger.'''
    found: int = max(a, b)
    if a < b and not strict:
        raise ValueError(f"{a + b}")
    for i in range(3):
        if i in (a, b):
            continue
        found += i
    return found[1:] if strict else -found
"""
CHANGES = [
    "strict=True",
    "min(a, b)",
    "a <= b",
    "or not strict",
    "and strict",
    "pass",
    "range(4)",
    "i not in (a, b)",
    "break",
    "found -= i",
    "return None",
    "found[2:]",
    "found[:]",
    "-found if strict else found[1:]",
    "else found",
]


def test_a_mutant_is_one_change_and_every_kind_of_change_is_made() -> None:
    made = mutants("larger.py", TEXT)
    texts = [ast.unparse(ast.parse(mutant.text)) for mutant in made]

    assert len(texts) == len(set(texts)) == len(CHANGES)
    for change in CHANGES:
        assert any(change in text for text in texts), change
    assert [mutant.line for mutant in made] == sorted(mutant.line for mutant in made)
    assert made[1].name == "larger.py: larger: max(a, b) -> min(a, b)"


def test_neither_types_nor_texts_are_changed() -> None:
    assert mutants("types.py", "'''A module.'''\nif TYPE_CHECKING:\n    X = 1\nBox = int | None\nname = 'a'\n") == []


def test_every_equivalent_mutant_has_its_reason() -> None:
    assert all(run.equivalents().values())


def test_the_scheduled_job_keeps_the_floor() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]

    assert "--floor" not in jobs["mutation"]["steps"][-1]["run"]
    assert run.FLOOR == 0.97
    assert all((ROOT / room).exists() for room in run.ROOMS)
