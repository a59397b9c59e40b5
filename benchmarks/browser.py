"""Measure the viewer in a browser: ``python benchmarks/browser.py``, in milliseconds, beside what it may take.

Needs Chromium, or the browser that RFCALC_BROWSER names. "ready" is the time from the begin of loading the file to a
page that waits for people; "hover" what a movement of the pointer takes until its box is drawn, style and layout
included; "counts" the time from asking for the paths of a feature in the middle to their picture.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from rfcalc.cli import main as rfcalc

sys.path.append(str(Path(__file__).parents[1]))
from tests.browser.chromium import Chromium, find

if TYPE_CHECKING:
    from tests.browser.tab import Tab

RUNS = 5
PAGES = (("vgg16", "conv5_3/7,7"), ("resnet50", "layer4.2.add/3,3"), ("unet", "classes/194,194"))
"""Networks, and features in the middle of their last maps."""
READY, READY_DEEP, HOVER, COUNTS = 1000, 3000, 4, 150
"""Milliseconds that each may take."""

WAIT = """new Promise(done => {
    const look = () => document.querySelector('.viewer:not([hidden])') && !document.querySelector('[aria-busy=true]')
        ? done(performance.now()) : setTimeout(look, 1);
    look();
})"""

MOVE = """(() => {
    const image = document.querySelector('svg.image');
    const {x, y, width, height} = image.getBoundingClientRect();
    const begun = performance.now();
    for (let k = 0; k < 60; k += 1) {
        const clientX = x + width * ((k * 7) % 60 + 0.5) / 60, clientY = y + height * ((k * 11) % 60 + 0.5) / 60;
        image.dispatchEvent(new PointerEvent('pointermove', {clientX, clientY, pointerType: 'mouse', bubbles: true}));
        image.getBoundingClientRect();
    }
    return (performance.now() - begun) / 60;
})()"""

COUNT = """new Promise(done => {
    const started = performance.now(), heat = document.querySelector('[name=heat]');
    heat.click();
    const look = () => document.querySelector('[aria-busy=true]') ? setTimeout(look) : (() => {
        const took = performance.now() - started;
        heat.click();
        done(took);
    })();
    look();
})"""


def report(name: str, milliseconds: list[float], most: float) -> None:
    """Print a figure, the median of its runs."""
    print(f"{name:42} {statistics.median(milliseconds):8.2f}  (goal: at most {most:g})")


def measured(tab: Tab, expression: str) -> float:
    """Return how long something took in the page."""
    value = tab.evaluate(expression, object)
    assert isinstance(value, int | float)  # noqa: S101 - whole numbers come as integers
    return value


def ready(tab: Tab, file: Path, place: str) -> float:
    """Return how long a page takes to be ready, in a tab that has not seen it."""
    tab.go("about:blank")
    tab.open(file, place)
    return measured(tab, WAIT)


def deep(folder: Path) -> Path:
    """Write the page of 2,000 layers."""
    layers = [{"name": f"conv{place}", "type": "conv", "kernel": 3, "padding": 1} for place in range(2000)]
    (folder / "deep.json").write_text(json.dumps({"name": "Deep", "input": 224, "layers": layers}), "utf-8")
    return written(folder, str(folder / "deep.json"), "deep")


def written(folder: Path, network: str, name: str) -> Path:
    """Write the page of a network."""
    file = folder / f"{name}.html"
    code = rfcalc(["page", network, "-o", str(file)])
    if code:
        sys.exit(code)
    return file


def main() -> None:
    """Measure all pages."""
    path = find()
    if not path:
        sys.exit("no browser: RFCALC_BROWSER names one")
    with tempfile.TemporaryDirectory() as folder, closing(Chromium(path)) as browser:
        print(browser.version)
        tab = browser.tab()
        for network, place in PAGES:
            file = written(Path(folder), network, network)
            report(f"ready, {network}", [ready(tab, file, place) for _ in range(RUNS)], READY)
            ready(tab, file, place)
            report(f"hover, {place} of {network}", [measured(tab, MOVE) for _ in range(RUNS)], HOVER)
            report(f"counts, {place} of {network}", [measured(tab, COUNT) for _ in range(RUNS)], COUNTS)
        file = deep(Path(folder))
        report("ready, 2,000 layers", [ready(tab, file, "conv1000/112,112") for _ in range(RUNS)], READY_DEEP)


if __name__ == "__main__":
    main()
