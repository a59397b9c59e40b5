"""What README and docs show is what the program does: every block is run, and its output compared."""

from __future__ import annotations

import doctest
import os
import re
import runpy
from typing import TYPE_CHECKING

import pytest

import rfcalc

from .pages import DOCS, PAGES, blocks, replayed, text_of, with_blocks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Golden

posix = pytest.mark.skipif(os.name != "posix", reason="the blocks are written for a POSIX shell")

MADE = {"commands.md": "make_commands.py", "rfcalc.1": "make_man.py", "types.md": "make_types.py"}
LEAST = {
    "README.md": 5,
    "advice.md": 3,
    "decisions.md": 21,
    "figures.md": 4,
    "form.md": 7,
    "page.md": 5,
    "python.md": 11,
}
OF_PYTORCH = DOCS / "models.md"
"""Its blocks need PyTorch: tests/pytorch/test_docs.py runs them."""


def name_of(page: Path) -> str:
    return page.name


@pytest.mark.slow
@posix
@pytest.mark.parametrize("page", with_blocks("console"), ids=name_of)
def test_console_blocks_show_what_the_program_prints(page: Path, tmp_path: Path, golden: Golden) -> None:
    golden(replayed(page, tmp_path), page)


def test_pages_have_blocks_that_are_run() -> None:
    assert {"README.md", "errata.md", "form.md", "format.md", "questions.md", "reach.md", "types.md", "usage.md"} <= {
        page.name for page in with_blocks("console")
    }
    assert {language for page in PAGES for language, _ in blocks(page)} == {"console", "yaml", "python", "sh", "text"}


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in with_blocks("python") if page != OF_PYTORCH], ids=name_of)
def test_python_blocks_run(page: Path) -> None:
    outcome = doctest.testfile(str(page), module_relative=False, encoding="utf-8")

    assert outcome.attempted >= LEAST[page.name]
    assert outcome.failed == 0


@pytest.mark.parametrize("page", with_blocks("yaml"), ids=name_of)
def test_every_yaml_block_is_a_network(page: Path) -> None:
    assert all(rfcalc.loads(body).layers for _, body in blocks(page, "yaml"))


@pytest.mark.parametrize(("page", "script"), MADE.items(), ids=MADE)
def test_a_page_that_a_script_writes_is_current(page: str, script: str, golden: Golden) -> None:
    golden(runpy.run_path(str(DOCS / script))["page"](), DOCS / page)


def test_pictures_of_the_docs_are_there_and_made_by_commands() -> None:
    """Making them anew takes a few seconds: the tests of pictures and of the viewer do that on smaller networks."""
    shown = {name for page in PAGES for name in re.findall(r"\(\S*pictures/(\S+)\)", text_of(page))}
    drawn = runpy.run_path(str(DOCS / "make_pictures.py"))["COMMANDS"]
    taken = runpy.run_path(str(DOCS / "make_screens.py"))["SCREENS"]

    made = {*drawn, *[f"{name}.png" for name in taken]}
    assert shown == made == {path.name for path in (DOCS / "pictures").iterdir()}


def test_ten_questions_are_answered_by_a_command_each() -> None:
    page = text_of(DOCS / "questions.md")
    answers = page.split("\n## ")[1:]

    assert len(answers) == 10
    for answer in answers:
        assert answer.splitlines()[0].endswith("?")
        assert re.search(r"^\*.+\* \(\[.+?\]\(https://\S+/issues/\d+\)\)", answer, re.MULTILINE)
        assert answer.count("\n$ rfcalc ") == 1
        assert answer.count("```console") == 1
