"""How what rfcalc does without, until it is asked for, is added to the installation that runs.

pip, pipx and uv keep programs in places of their own, where only the same tool adds anything.
"""

from __future__ import annotations

import os
import sys

DISTRIBUTION = "receptive-fields"
"""What is installed: the name under which a package index knows rfcalc."""

UV_CACHES = ("archive-v0", "environments-v2")
"""Folders in which uv keeps the environments of programs that it only runs."""


def extra(name: str) -> str:
    """Return the command that adds an extra (``plot``), or that runs rfcalc with it where it is only run, not kept."""
    what = f'"{DISTRIBUTION}[{name}]"'
    if _has("uv-receipt.toml"):
        return f"uv tool install {what}"
    if _has("pipx_metadata.json"):
        # An extra of what is there already is not injected; installed anew it is.
        return f"pipx install --force {what}" if _folder() == "venvs" else f"pipx run --spec {what} rfcalc"
    if _made_by_uv() and _folder() in UV_CACHES:
        return f"uvx --from {what} rfcalc"
    return library(what)


def library(name: str) -> str:
    """Return the command that adds a library to the environment that runs."""
    return f"uv pip install {name}" if _made_by_uv() else f"python -m pip install {name}"


def _has(file: str) -> bool:
    return os.path.isfile(os.path.join(sys.prefix, file))


def _folder() -> str:
    """Return the name of the folder that environments like the one that runs are kept in."""
    return os.path.basename(os.path.dirname(os.path.normpath(sys.prefix)))


def _made_by_uv() -> bool:
    """Return whether uv made the environment, which then has no pip."""
    try:
        with open(os.path.join(sys.prefix, "pyvenv.cfg"), encoding="utf-8") as settings:
            return any(line.partition("=")[0].strip() == "uv" for line in settings)
    except OSError:
        return False
