"""The page of all networks is what its script writes."""

import runpy
from pathlib import Path

import pytest

import rfcalc

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_networks_is_current() -> None:
    page = runpy.run_path(str(DOCS / "make_networks.py"))["page"]()

    assert page == (DOCS / "networks.md").read_text("utf-8"), "run python docs/make_networks.py"
    assert all(f"| `{name}` |" in page for name in rfcalc.presets())
    assert "| `efficientnet-b0 --set gates=false` |" in page
