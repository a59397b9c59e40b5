"""The public names: there when they are asked for, and loaded no sooner."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import rfcalc


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(rfcalc, name) is not None for name in rfcalc.__all__)
    assert set(rfcalc.__all__) <= set(dir(rfcalc))
    with pytest.raises(AttributeError, match="no attribute 'lacate'"):
        rfcalc.lacate  # type: ignore[attr-defined] # noqa: B018 - asking for it is the test
    with pytest.raises(AttributeError, match=r"module 'rfcalc\.api' has no attribute 'lacate'"):
        rfcalc.api.lacate  # type: ignore[attr-defined] # noqa: B018 - likewise


def test_type_checkers_are_told_of_the_same_names_and_modules() -> None:
    tree = ast.parse(Path(rfcalc.__file__).read_text("utf-8"))
    told, untold = [node for node in tree.body if isinstance(node, ast.If)]
    imported = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in told.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert imported == {name: f"rfcalc.{rfcalc._MODULES[name]}.{name}" for name in rfcalc.__all__}  # noqa: SLF001
    assert rfcalc.__all__ == sorted(imported)
    assert ast.unparse(untold.test) == "not TYPE_CHECKING"  # or else any name would be one to them


def test_importing_rfcalc_loads_nothing_heavy() -> None:
    code = "import sys, rfcalc; rfcalc.loads; print([m for m in sys.modules if m in {'yaml', 'typer', 'rich'}])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"
