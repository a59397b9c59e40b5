"""Take the pictures of the viewer in docs/pictures, in a browser.

Run ``python -m docs.make_screens [NAME...]`` in the project's folder after a change of how the viewer looks, and look
at what it took. It needs Chromium, or the browser that RFCALC_BROWSER names, and receptive-fields[plot].
"""

from __future__ import annotations

import io
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from docs.landscape import landscape
from rfcalc.cli import main as rfcalc
from tests.browser.chromium import Chromium, find

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.tab import Tab

PICTURES = Path(__file__).with_name("pictures")
COLOURS = 256
LARGEST = 150_000
"""Bytes of a picture."""

NETWORKS = {
    "misaligned.yaml": """\
name: Branches that are misaligned
input: 16
layers:
  - {name: left, type: conv, kernel: 5, stride: 2, padding: 1}
  - {name: middle, type: conv, kernel: 3, inputs: input}
  - {name: right, type: maxpool, kernel: 3, stride: 2, ceil_mode: true}
  - {name: sum, type: add, inputs: [left, right]}
""",
    "small.yaml": """\
name: Two convolutions
input: 5
layers:
  - conv1: [3, 2, 1]
  - conv2: [3, 2, 1]
""",
    "causal.yaml": """\
name: Dilated causal convolutions
input: [16]
layers:
  - {name: hidden1, type: conv, kernel: 2, padding: [[1, 0]]}
  - {name: hidden2, type: conv, kernel: 2, dilation: 2, padding: [[2, 0]]}
  - {name: hidden3, type: conv, kernel: 2, dilation: 4, padding: [[4, 0]]}
  - {name: output, type: conv, kernel: 2, dilation: 8, padding: [[8, 0]]}
""",
}
"""Networks that are no presets."""


class Screen(NamedTuple):
    """What is to be seen on one picture."""

    words: str  # after `rfcalc page`
    place: str = ""  # what follows # in the address
    size: tuple[int, int] = (1120, 820)
    top: str = "[role=status]"  # what stands at the window's top
    of: str = ""  # what is pictured, where it is not the window
    act: Callable[[Tab, Path], None] | None = None  # what is done in the page


def show_paths(tab: Tab, _: Path) -> None:
    """Show how much the pixels count in both networks."""
    for heat in ("article:nth-of-type(1) [name=heat]", "article:nth-of-type(2) [name=heat]"):
        tab.click(heat)


def pin_neighbours(tab: Tab, _: Path) -> None:
    """Pin two fields that lie side by side."""
    tab.evaluate("document.querySelector('svg.image').focus()", object)
    tab.press("p", "ArrowRight", "ArrowDown", "p")


def choose_picture(tab: Tab, folder: Path) -> None:
    """Put the landscape below the dots."""
    landscape().save(folder / "landscape.png")
    tab.choose("button.own", str(folder / "landscape.png"))
    tab.until("document.querySelector('svg.image image')")
    tab.click(".viewer [name=ends]")


def click_pixel(tab: Tab, _: Path) -> None:
    """Ask which features read a pixel."""
    tab.click("svg.image", 0.4, 0.35)


def use_keys(tab: Tab, _: Path) -> None:
    """Go to a feature by keys alone."""
    while tab.evaluate("document.activeElement.getAttribute('class')", object) != "image":
        tab.press("Tab")
    tab.press("ArrowRight", "ArrowDown")


SCREENS = {
    "viewer-shift": Screen("vgg16 resnet50", size=(1280, 900), top="body", act=show_paths),
    "viewer-neighbours": Screen("unet", "classes/191,191", act=pin_neighbours),
    "viewer-tcn": Screen("causal.yaml", "output/15", of="figure:has(.side)"),
    "viewer-misaligned": Screen("misaligned.yaml", "sum/3,3", of="figure:has(.side)"),
    "viewer-small": Screen("small.yaml", "conv2/1,1", (1120, 900), "body"),
    "viewer-photo": Screen("vgg16 --layer pool4", act=choose_picture),
    "viewer-pixel": Screen("alexnet", "conv3/6,6", (1120, 1340), act=click_pixel),
    "viewer-keys": Screen("vgg16", "conv4_3/14,14", top="body", act=use_keys),
    "viewer-blocked": Screen("resnet50", top="body"),
}
"""What is to be seen on each picture."""


def take(browser: Chromium, folder: Path, name: str) -> None:
    """Take one picture."""
    screen = SCREENS[name]
    page = folder / f"{name}.html"
    words = [str(folder / word) if word in NETWORKS else word for word in screen.words.split()]
    code = rfcalc(["page", *words, "-o", str(page)])
    if code:
        sys.exit(code)
    tab = browser.tab()
    tab.size(*screen.size)
    tab.open(page, screen.place, blocked=name == "viewer-blocked")
    if screen.act:
        screen.act(tab, folder)
    tab.evaluate(f"document.querySelector('{screen.top}').scrollIntoView(); scrollBy(0, -16)", object)
    tab.settle()
    tab.until("[...document.querySelectorAll('.layers .erf')].every(bar => bar.getAttribute('width') !== '0')")
    shot = Image.open(io.BytesIO(tab.picture(of=screen.of))).convert("RGB")
    file = PICTURES / f"{name}.png"
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    tab.close()
    if file.stat().st_size > LARGEST:
        sys.exit(f"{file} has {file.stat().st_size} bytes, more than {LARGEST}")


def main() -> None:
    """Take the pictures that are named, or all."""
    asked = sys.argv[1:] or list(SCREENS)
    path = find()
    if not path:
        sys.exit("no browser: RFCALC_BROWSER names one")
    with tempfile.TemporaryDirectory() as folder, closing(Chromium(path)) as browser:
        for name, text in NETWORKS.items():
            Path(folder, name).write_text(text, "utf-8")
        for name in asked:
            take(browser, Path(folder), name)


if __name__ == "__main__":
    main()
