"""The notebook of the docs in a real kernel: every cell shows what it ends with."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.house.pages import DOCS

from .markup import Markup

NOTEBOOK = DOCS / "notebook.ipynb"


pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Proactor event loop:RuntimeWarning"),  # as sockets are waited for on Windows
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """Return what each cell of code shows, by the kinds of media."""
    notebook = nbformat.read(NOTEBOOK, nbformat.NO_CONVERT)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("settings")))
        folder = str(tmp_path_factory.mktemp("notebook"))
        NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    return [only(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]


def only(outputs: list[Any]) -> dict[str, str]:
    """Return the result of a cell that prints nothing."""
    (output,) = outputs
    assert output.output_type == "execute_result"
    data: dict[str, str] = output.data
    return data


def test_every_cell_shows_html_that_is_balanced(shown: list[dict[str, str]]) -> None:
    assert len(shown) > 5
    for media in shown:
        assert Markup(media["text/html"]).named("section")


def test_a_network_is_shown_in_a_frame(shown: list[dict[str, str]]) -> None:
    frames = [frame for media in shown for frame in Markup(media["text/html"]).named("iframe")]
    assert [frame.attributes["title"] for frame in frames] == ["AlexNet"]


def test_figures_are_shown_as_svg_too(shown: list[dict[str, str]]) -> None:
    assert sum("image/svg+xml" in media for media in shown) > 1
