"""The site of the docs: every page can be reached, every link leads somewhere, and it builds without a warning."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .pages import DOCS, README, ROOT, text_of

if TYPE_CHECKING:
    from pathlib import Path

ARGUMENTS = ["-W", "--keep-going", "-c", "docs", "."]


def listed() -> list[str]:
    """Return the pages that README lists."""
    section = text_of(README).partition("\n## Documentation\n")[2]
    lines = re.findall(r"^- \*\*.+$", section, re.MULTILINE)
    return [path for line in lines for path in re.findall(r"\((\S+)\)", line)]


def test_the_readme_lists_every_page_once() -> None:
    assert sorted(listed()) == sorted(
        ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", *(f"docs/{page.name}" for page in DOCS.glob("*.md"))]
    )


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", "sphinx", *ARGUMENTS, "-d", str(tmp_path / "trees"), str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.returncode == 0, outcome.stderr
    start = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert [page for page in listed() if f'href="{page.removesuffix(".md")}.html"' not in start] == []
    viewers = (tmp_path / "site" / "docs" / "page.html").read_text("utf-8")
    live = re.findall(r'(?:href|src)="\.\./(live/\S+\.html)"', viewers)
    assert len(live) == 5
    assert [path for path in live if not (tmp_path / "site" / path).is_file()] == []


def test_continuous_integration_builds_the_site_as_the_test_does() -> None:
    command = f"python -m sphinx {' '.join(ARGUMENTS)} build/site"

    assert command in text_of(ROOT / ".github" / "workflows" / "ci.yml")
    assert command in text_of(ROOT / "CONTRIBUTING.md")
