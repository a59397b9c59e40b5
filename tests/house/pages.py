"""The pages that people read, and the blocks of code on them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = [README, *sorted(DOCS.glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def text_of(page: Path) -> str:
    """Return what a page says."""
    return page.read_text("utf-8")


def blocks(page: Path, language: str = "") -> list[tuple[str, str]]:
    """Return language and body of each block of a page, or of those in one language."""
    found: list[tuple[str, str]] = BLOCK.findall(text_of(page))
    return [block for block in found if language in {"", block[0]}]


def with_blocks(language: str) -> list[Path]:
    """Return the pages that have blocks in a language."""
    return [page for page in PAGES if blocks(page, language)]


def replayed(page: Path, folder: Path) -> str:
    """Return a page with what its commands print now.

    Its blocks of YAML that begin with a name are files there, and so are the models of the docs.
    """
    for model in (DOCS / "models").iterdir():
        shutil.copy(model, folder)

    def again(block: re.Match[str]) -> str:
        language, body = block.groups()
        named = re.match(r"# (\S+\.yaml)\n", body)
        if language == "yaml" and named:
            (folder / named[1]).write_text(body, "utf-8")
        if language == "console":
            body = session(body, folder)
        return f"```{language}\n{body}```"

    return BLOCK.sub(again, text_of(page))


def session(block: str, folder: Path) -> str:
    """Return the block as a terminal would show it: each command with what it prints on either stream."""
    shown = ""
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        program = f'rfcalc() {{ {shlex.quote(sys.executable)} -m rfcalc "$@"; }}\n{line[2:]}'
        outcome = subprocess.run(
            ["/bin/sh", "-c", program],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        shown += f"{line}\n{outcome.stdout}" + ("" if outcome.stdout.endswith("\n") else "\n")
    return shown
