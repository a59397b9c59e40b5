"""What the viewer says is what the commands say, before and after it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli import main
from rfcalc.page.parts import Statement, part_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Pages
    from tests.browser.tab import Tab

pytestmark = pytest.mark.slow

SAY = "[role=status]"
PRESETS = ("alexnet", "unet", "mobilenet-v2", "tcn", "c3d", "conv-tasnet", "vit-b16")


def located(network: rfcalc.Network, layer: str, index: tuple[int, ...]) -> str:
    """Return the sentence of `rfcalc locate`; its index is in the order of axes."""
    statement = part_of(rfcalc.locate(network, layer, index).page(), Statement)
    return f"{statement.subject} {statement.predicate}"


@pytest.mark.parametrize("preset", PRESETS)
def test_its_sentences_are_those_of_locate(tab: Tab, page: Pages, preset: str) -> None:
    file = page(preset)
    tab.open(file)
    network = rfcalc.load(preset)
    layers = rfcalc.summary(network).layers
    for layer in layers[1 :: max(1, len(layers) // 3)]:
        sizes = [size for size in layer.n if size is not None]
        for index in ([0 for _ in sizes], [size * 2 // 3 for size in sizes]):
            place = f"{layer.name}/{','.join(map(str, reversed(index)))}"
            tab.go(f"file://{file}#{place}")
            tab.settle()

            assert tab.text(SAY) == located(network, layer.name, tuple(index)), place
    assert tab.messages == []


def table(words: list[str], capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """Return the cells of `rfcalc summary` that are numbers, a row a layer: its name, n, jump, rf and start."""
    assert main(["summary", *words, "--format", "markdown"]) == 0
    rows = [line.strip("|").split("|") for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    head = [cell.strip(" `*") for cell in rows[0]]
    return [[row[head.index(name)].strip(" `*").replace("\\", "") for name in COLUMNS] for row in rows[2:]]


def told(tab: Tab) -> list[list[str]]:
    """Return the same of the page's table."""
    return tab.evaluate(
        f"""(() => {{
            const head = [...document.querySelector('table.layers thead tr').cells].map(cell => cell.innerText.trim());
            const places = {list(COLUMNS)}.map(name => head.indexOf(name));
            return [...document.querySelectorAll('table.layers tbody tr')]
                .map(row => places.map(place => row.cells[place].innerText.trim()));
        }})()""",
        list,
    )


COLUMNS = ("name", "n", "jump", "rf", "start")
EDITS = (
    ("vgg16", "conv3_1", "kernel=5 padding=2"),
    ("vgg16", "pool3", "stride=3"),
    ("alexnet", "conv1", "kernel=7 stride=2 padding=3"),
    ("resnet18", "layer2.0.conv2", "dilation=2 padding=2"),
    ("tcn", "network.1.conv1", "kernel=3"),
)


@pytest.mark.parametrize("edit", EDITS, ids=" ".join)
def test_an_edited_network_is_that_of_the_file_copied_from_the_page(
    tab: Tab,
    page: Pages,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    edit: tuple[str, str, str],
) -> None:
    network, layer, changes = edit
    tab.open(page(network, "--layer", layer))
    tab.allow("clipboardReadWrite", "clipboardSanitizedWrite")
    before = told(tab)
    assert before == table([network], capsys)
    for change in changes.split():
        key, _, value = change.partition("=")
        tab.evaluate(f"document.querySelector('.edit [name={key}]').select()", object)
        tab.type(value)
    tab.press("Enter")
    tab.settle()
    after = told(tab)
    tab.click("button.copy")
    tab.settle()
    copied = tmp_path / "copied.yaml"
    copied.write_text(tab.evaluate("navigator.clipboard.readText()", str), "utf-8")

    assert after != before
    assert after == table([str(copied)], capsys)
    assert tab.messages == []


def test_of_keys_that_differ_by_axis_one_may_be_changed(tab: Tab, page: Pages, tmp_path: Path) -> None:
    file = tmp_path / "wide.yaml"
    file.write_text("name: Wide\ninput: 16\nlayers:\n  - {name: c, type: conv, kernel: [1, 5]}\n", "utf-8")
    tab.open(page(str(file)), "c/2,2")
    tab.click("button.copy")
    tab.evaluate("document.querySelector('.edit [name=dilation]').select()", object)
    tab.type("2")
    tab.press("Enter")
    tab.settle()

    assert tab.text(".wrong") == ""
    assert tab.text(SAY) == "c (2, 2) of Wide sees 9 (x) x 1 (y) pixels around (6.5, 2.5)"
    assert tab.evaluate("document.activeElement.name", str) == "dilation"  # where people go on
    assert not tab.evaluate("document.querySelector('.yaml').checkVisibility()", bool)  # it was that before
