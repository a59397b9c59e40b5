"""The README's set-up works as written, on a machine with nothing but ``python3`` and its ``venv``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LEFT_BEHIND = (".*_cache", ".coverage*", ".git", ".hypothesis", ".venv", "__pycache__", "build", "dist")
UNREACHED = "No matching distribution found for hatchling"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the command is written for a POSIX shell")
def test_the_first_command_ends_in_a_table(tmp_path: Path) -> None:
    command = re.findall(r"^```sh\n(.*?)\n```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)[0]
    clone, programs = tmp_path / "rfcalc", tmp_path / "bin"
    shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    programs.mkdir()
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (programs / "python3").symlink_to(base)
    outcome = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=clone,
        env={"PATH": str(programs), "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if UNREACHED in outcome.stderr and "CI" not in os.environ:
        pytest.skip("no package index can be reached")

    assert outcome.returncode == 0, outcome.stderr
    assert "pool5    maxpool  k2 s2     7    32  212   16\n" in outcome.stdout
