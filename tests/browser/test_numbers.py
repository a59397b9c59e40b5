"""What the viewer says is what the commands say, before and after it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli import main

if TYPE_CHECKING:
    from tests.browser.conftest import Pages
    from tests.browser.tab import Tab

pytestmark = pytest.mark.slow

SAY = "[role=status]"
PRESETS = ("alexnet", "unet", "googlenet", "mobilenet-v2", "tcn", "deeplab-v3", "c3d", "conv-tasnet", "vit-b16")


def located(network: str, layer: str, index: tuple[int, ...], capsys: pytest.CaptureFixture[str]) -> str:
    """Return the sentences of `rfcalc locate`, without its table."""
    assert main(["locate", network, layer, *map(str, index)]) == 0
    first, _, rest = capsys.readouterr().out.partition("\n\n")
    return " ".join([first, *rest.partition("\n\n")[2].splitlines()]).strip()


@pytest.mark.parametrize("network", PRESETS)
def test_its_sentences_are_those_of_locate(
    tab: Tab, page: Pages, network: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = page(network)
    tab.open(file)
    layers = rfcalc.summary(network).layers
    for layer in layers[1 :: max(1, len(layers) // 6)]:
        sizes = [size for size in layer.n if size is not None]
        for index in (tuple(0 for _ in sizes), tuple(size * 2 // 3 for size in reversed(sizes))):
            place = f"{layer.name}/{','.join(map(str, index))}"
            tab.go(f"file://{file}#{place}")
            tab.settle()
            said = tab.text(SAY) + " " + tab.text(".more")

            assert said.strip() == located(network, layer.name, index, capsys), place
    assert tab.messages == []
