"""Measure rfcalc against yardsticks in one run: ``python benchmarks/run.py [a b c d e f g h i j k]``.

Every figure is a ratio of medians taken in turn (yardstick, rfcalc, yardstick ...), so that a machine whose
speed drifts does not move it. Run it in an environment where rfcalc is installed from a wheel
(``python -m pip install .``): an editable install may compile the package at each start.

a  process time of one summary, against a bare typer program and against ``python -c pass``
b  arithmetic per layer and axis, against the plain three-line recurrence in a loop
c  growth from 10^3 to 10^6 layers: time and peak memory
d  a file of 20,000 layers end to end, against only parsing it with PyYAML's C loader
e  one locate, against one summary of the same network
f  the map of ResNet-152's last layer, against PyTorch: its backward pass, and a process that makes the same map
g  the form of every layer, as processor time of a whole process, against a summary of ResNet-152
h  influence of a pixel and of a range, against one summary of ResNet-152
i  tiles of ResNet-152, the least and a plan, against its summary
j  checks of ResNet-152, of its last map, of all layers and against a baseline, against its summary
k  a page as processor time of a whole process, against a summary; in V8 a hover and counts of middle features
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc import Network

HELLO = """
import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    print("hello", name)


app()
"""

UNET = """
name: Padded U-Net
input: 4096
blocks:
  double:
    layers:
      - {name: conv1, type: conv, kernel: 3, padding: 1}
      - {name: conv2, type: conv, kernel: 3, padding: 1}
  up:
    inputs: [deep, skip]
    layers:
      - {name: up, type: conv_transpose, kernel: 2, stride: 2, inputs: deep}
      - {name: concat, type: concat, inputs: [up, skip]}
      - {name: convs, block: double}
layers:
  - {name: down1, block: double}
  - pool1: [2, 2]
  - {name: down2, block: double}
  - pool2: [2, 2]
  - {name: down3, block: double}
  - pool3: [2, 2]
  - {name: down4, block: double}
  - pool4: [2, 2]
  - {name: bottom, block: double}
  - {name: up4, block: up, inputs: [bottom, down4]}
  - {name: up3, block: up, inputs: [up4, down3]}
  - {name: up2, block: up, inputs: [up3, down2]}
  - {name: up1, block: up, inputs: [up2, down1]}
"""

WINDOWS = ((3, 1, 1), (1, 1, 0), (5, 1, 2))  # kernel, stride, padding


def medians(runs: int, *calls: Callable[[], float]) -> list[float]:
    """Return the median of each call's own measure, the calls taken in turn after one warm-up."""
    for call in calls:
        call()
    measured = [[call() for call in calls] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*measured)]


def process(command: Sequence[str], *, terminal: bool = False) -> Callable[[], float]:
    """Return a call that runs a command and returns its seconds, its output read and thrown away."""
    environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm-256color"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> float:
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
        return time.perf_counter() - started

    def run_on_terminal() -> float:
        import pty

        leader, follower = pty.openpty()
        started = time.perf_counter()
        with subprocess.Popen(command, stdout=follower, env=environment) as running:
            os.close(follower)
            try:
                while os.read(leader, 65536):
                    pass
            except OSError:  # the other end is closed
                pass
            running.wait()
        seconds = time.perf_counter() - started
        os.close(leader)
        return seconds

    return run_on_terminal if terminal else run


def seconds_of(call: Callable[[], object]) -> Callable[[], float]:
    """Return a call that returns how long the given one takes, free of the collector's pauses."""

    def run() -> float:
        gc.collect()
        gc.disable()
        started = time.perf_counter()
        call()
        seconds = time.perf_counter() - started
        gc.enable()
        return seconds

    return run


def report(name: str, ratio: float, goal: float | None, detail: str) -> None:
    """Print one figure."""
    wanted = "" if goal is None else f"  (goal: at most {goal:g})"
    print(f"{name:58} {ratio:7.2f}{wanted:24} {detail}")


def process_time() -> None:
    """Compare whole processes."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, "utf-8")
        script = shutil.which("rfcalc", path=str(Path(python).parent))
        summary = [*([script] if script else [python, "-m", "rfcalc"]), "summary", "vgg16"]
        calls = [
            process([python, "-c", "pass"]),
            process([python, str(hello)]),
            process([*summary, "--format", "json"]),
            process(summary),
        ]
        if os.name == "posix":
            calls.append(process(summary, terminal=True))
        nothing, bare, as_json, as_plain, *as_table = medians(15, *calls)
    detail = f"{as_json * 1e3:.0f} ms; typer {bare * 1e3:.0f} ms, python -c pass {nothing * 1e3:.0f} ms"
    report("a  summary vgg16 --format json / python -c pass", as_json / nothing, 4.5, detail)
    report("a  summary vgg16 --format json / bare typer program", as_json / bare, 1.3, f"{as_json * 1e3:.0f} ms")
    report("a  summary vgg16, table piped / bare typer program", as_plain / bare, 2.0, f"{as_plain * 1e3:.0f} ms")
    for seconds in as_table:
        report("a  summary vgg16, table on a terminal / bare typer", seconds / bare, 2.0, f"{seconds * 1e3:.0f} ms")


def chain(layers: int) -> Network:
    """Return a chain of convolutions along two equal axes."""
    from rfcalc.network import Layer, Network

    alike = [
        Layer("conv", "conv", kernel=kernel, stride=stride, padding=padding) for kernel, stride, padding in WINDOWS
    ]
    return Network([alike[number % 3]._replace(name=f"conv{number}") for number in range(layers)], input=(224, 224))


def recurrence(windows: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, float]]:
    """Return size, jump, rf and start of a chain by the textbook, along one axis."""
    n, jump, rf, start = 224, 1, 1, 0.5
    rows = []
    for kernel, stride, padding in windows:
        n = (n + 2 * padding - kernel) // stride + 1
        start += ((kernel - 1) / 2 - padding) * jump
        rf += (kernel - 1) * jump
        jump *= stride
        rows.append((n, jump, rf, start))
    return rows


def arithmetic() -> None:
    """Compare the arithmetic of a chain, graph included, with the plain recurrence."""
    from rfcalc.analysis.fields import fields_of

    layers = 10_000
    network = chain(layers)
    windows = [WINDOWS[number % 3] for number in range(layers)]
    plain, ours = medians(15, seconds_of(lambda: recurrence(windows)), seconds_of(lambda: fields_of(network)))
    detail = f"{ours / layers * 1e6:.2f} us a layer; recurrence {plain / layers * 1e6:.2f} us"
    report("b  arithmetic per layer and axis / plain recurrence", ours / plain, 12.0, detail)


GROWTH = """
import sys, time
sys.path.insert(0, {folder!r})
from run import chain
from rfcalc.analysis.fields import fields_of
network = chain({layers})
started = time.perf_counter()
fields = fields_of(network)  # kept, so that giving the memory back is not measured
seconds = time.perf_counter() - started
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
except ImportError:
    peak = 0
print(seconds, peak)
"""


def growth() -> None:
    """Print time and peak memory from 10^3 to 10^6 layers, each in a process of its own."""
    folder = str(Path(__file__).parent)
    sizes = (10**3, 10**4, 10**5, 10**6)
    measured: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
    for _ in range(3):
        for size in sizes:
            code = GROWTH.format(folder=folder, layers=size)
            printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
            printed_seconds, printed_peak = printed.split()
            measured[size].append((float(printed_seconds), float(printed_peak)))
    before = 0.0
    for size in sizes:
        seconds = statistics.median(run[0] for run in measured[size])
        peak = max(run[1] for run in measured[size])
        goal = 11.0 if size == sizes[-1] else None
        detail = f"{seconds * 1e3:.1f} ms, {peak:.0f} MiB"
        report(f"c  {size:>9,} layers / ten times fewer", seconds / before if before else 1, goal, detail)
        before = seconds


def file_of_20000() -> None:
    """Compare a large file end to end with only parsing it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        lines = [
            f"  - {{name: conv{number}, type: conv, kernel: {kernel}, stride: {stride}, padding: {padding}}}\n"
            for number in range(20_000)
            for kernel, stride, padding in [WINDOWS[number % 3]]
        ]
        path.write_text("input: 224\nlayers:\n" + "".join(lines), "utf-8")
        parse = f"import yaml; yaml.load(open({str(path)!r}, encoding='utf-8'), Loader=yaml.CSafeLoader)"
        bare, ours = medians(
            5,
            process([sys.executable, "-c", parse]),
            process([sys.executable, "-m", "rfcalc", "summary", str(path), "--format", "json"]),
        )
    detail = f"{ours:.2f} s; parse {bare:.2f} s"
    report("d  20,000-layer file, summary as JSON / bare parse", ours / bare, 1.5, detail)


def one_locate() -> None:
    """Compare locating the middle feature of the last layer with one summary."""
    import rfcalc

    for name, network in (("ResNet-152", rfcalc.load("resnet152")), ("U-Net, 4096 px", rfcalc.loads(UNET))):
        last = rfcalc.summary(network).layers[-1]
        middle = tuple([(n or 1) // 2 for n in last.n])
        table, place = medians(
            15,
            seconds_of(partial(rfcalc.summary, network)),
            seconds_of(partial(rfcalc.locate, network, last.name, middle)),
        )
        detail = f"{place * 1e3:.2f} ms; summary {table * 1e3:.2f} ms"
        report(f"e  locate / summary, {name}", place / table, 5.0, detail)


def map_of_resnet152() -> None:
    """Compare the counts of the last layer's middle feature with PyTorch's gradients, if PyTorch is installed."""
    from importlib.util import find_spec

    layer = "layer4.2.add"
    if find_spec("torch") is None:
        print("f  left out: PyTorch is not installed")
        return
    yardstick = [sys.executable, str(Path(__file__).with_name("backward.py")), "resnet152", layer]
    words = subprocess.run(yardstick, capture_output=True, text=True, check=True).stdout.split()
    backward, both, counted = map(float, words)
    detail = f"{counted:.1f} ms; backward {backward:.1f} ms, with the forward pass {both:.1f} ms"
    report("f  ResNet-152, counts / backward pass of one channel", counted / backward, 0.5, detail)
    command = [sys.executable, "-m", "rfcalc", "map", "resnet152", layer, "3", "3", "--format", "json"]
    loading, whole = medians(5, process([sys.executable, "-c", "import torch"]), process(command))
    detail = f"{whole:.2f} s (goal: below 1); import torch {loading:.2f} s"
    report("f  ResNet-152, the map as a process / import torch alone", whole / loading, 0.5, detail)


CHAIN = """
input: [224]
blocks:
  one:
    layers:
      - {{name: conv, type: conv, kernel: 3, padding: 1}}
layers:
  - {{name: all, block: one, repeat: {layers}}}
"""


def processor_time(command: Sequence[str]) -> Callable[[], float]:
    """Return a call that runs a command and returns the seconds of processor time it took, its output thrown away."""

    def run() -> float:
        import resource

        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return run


def forms() -> None:
    """Compare what counts in every layer with a summary of ResNet-152, by the processor time of whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        volume = Path(folder) / "volume.yaml"
        volume.write_text(UNET.replace("input: 4096", "input: [64, 128, 128]"), "utf-8")
        asked: list[tuple[str, str, float | None]] = [
            ("form", "vgg16", None),
            ("form", "resnet50", None),
            ("form", "resnet152", 15),
            ("growth", "i3d", None),
            ("form", "nnunet-3d", None),
            ("form", str(volume), 50),
        ]
        for layers, most in ((200, None), (1000, 12), (4096, 60)):
            path = Path(folder) / f"chain{layers}.yaml"
            path.write_text(CHAIN.format(layers=layers), "utf-8")
            asked.append(("form", str(path), most))
        for word, network, goal in asked:
            commands = [
                [sys.executable, "-m", "rfcalc", *words, "--format", "json"]
                for words in (("summary", "resnet152"), (word, network))
            ]
            table, seconds = medians(3, *map(processor_time, commands))
            detail = f"{seconds:.2f} s; summary {table:.2f} s"
            report(f"g  {word} {Path(network).stem} / summary resnet152", seconds / table, goal, detail)


def influence() -> None:
    """Compare what a pixel, and what a range, reaches with one summary."""
    import rfcalc

    network = rfcalc.load("resnet152")
    asked: list[tuple[str, list[int | tuple[int, int]]]] = [("pixel", [90, 100]), ("range", [(90, 131), (100, 121)])]
    for what, pixels in asked:
        table, reached = medians(
            15,
            seconds_of(partial(rfcalc.summary, network)),
            seconds_of(partial(rfcalc.influence, network, pixels)),
        )
        detail = f"{reached * 1e3:.2f} ms; summary {table * 1e3:.2f} ms"
        report(f"h  influence of a {what} / summary, ResNet-152", reached / table, 2.0, detail)


def tiles() -> None:
    """Compare the least tile, and a plan of tiles, with one summary."""
    import rfcalc

    network = rfcalc.load("resnet152", input=4096)
    for what, size in (("least tile", None), ("plan", 2048)):
        table, cut = medians(
            15,
            seconds_of(partial(rfcalc.summary, network)),
            seconds_of(partial(rfcalc.tile, network, tile=size)),
        )
        detail = f"{cut * 1e3:.2f} ms; summary {table * 1e3:.2f} ms"
        report(f"i  {what} / summary, ResNet-152", cut / table, 2.0, detail)


def checks() -> None:
    """Compare conditions on the last map, on all layers, and a baseline with one summary."""
    import rfcalc
    from rfcalc.readers.baseline import baseline_in
    from rfcalc.render import render

    network = rfcalc.load("resnet152")
    baseline = baseline_in(render([rfcalc.summary(network)], "json"), "summary.json")
    asked: list[tuple[str, Callable[[], object]]] = [
        ("check of the last map", partial(rfcalc.check, network, "rf >= 50% input", "aligned", "latency <= 1000")),
        ("check of all layers", partial(rfcalc.check, network, "all: rf >= 7", "all: aligned", "all: not whole")),
        ("check of a baseline", partial(rfcalc.check, network, baseline=baseline)),
    ]
    for what, call in asked:
        table, seconds = medians(15, seconds_of(partial(rfcalc.summary, network)), seconds_of(call))
        detail = f"{seconds * 1e3:.2f} ms; summary {table * 1e3:.2f} ms"
        report(f"j  {what} / summary, ResNet-152", seconds / table, 2.0, detail)


WATCHED = """
const lasting = (run, often) => {
  const started = Date.now();
  for (let k = 0; k < often; k++) run(k);
  return (Date.now() - started) / often;
};
const counted = (layer, index) => { for (const _ of Core.counts(net, layer, index)); };
"""

HOVERS = 50  # features side by side, as a pointer passes over them
COUNTED = 5  # times


def pages() -> None:
    """Compare a page with a summary, and measure what people wait for in it, if an engine of JavaScript is there."""
    from importlib.util import find_spec

    import rfcalc

    for name in ("vgg16", "resnet50"):
        command = [sys.executable, "-m", "rfcalc"]
        table, page = medians(
            7, processor_time([*command, "summary", name]), processor_time([*command, "page", name, "--format", "html"])
        )
        report(f"k  page {name} / summary", page / table, 2.0, f"{page * 1e3:.0f} ms; summary {table * 1e3:.0f} ms")
    if find_spec("py_mini_racer") is None:
        print("k  hovers and counts left out: mini-racer is not installed")
        return
    from py_mini_racer import MiniRacer

    core = Path(rfcalc.__file__).parent / "render/viewer/core.js"
    engine = MiniRacer()
    engine.eval(core.read_text("utf-8") + WATCHED)
    for name in ("vgg16", "resnet50", "unet"):
        viewer = rfcalc.viewer(name)
        engine.eval(f"globalThis.net = Core.open({json.dumps(viewer.record(), default=str)}); 0")
        last = max(at for at, row in enumerate(viewer.summary.layers, start=1) if row.n != (1, 1))
        middle = [(n or 0) // 2 for n in viewer.summary.layers[last - 1].n]
        index = f"[{middle[0]}, k % {2 * middle[1] + 1}]"
        seeing = f"Core.boxOf(net, {last}, {index}), Core.visibleOf(net, {last}, {index})"
        hover = engine.eval(f"lasting((k) => [{seeing}], {HOVERS})")
        counts = engine.eval(f"lasting(() => counted({last}, {middle}), {COUNTED})")
        print(f"k  {name}: a hover {hover:.1f} ms (goal: at most 4), counts {counts:.0f} ms (goal: at most 150)")
    engine.close()


PARTS = {
    "a": process_time,
    "b": arithmetic,
    "c": growth,
    "d": file_of_20000,
    "e": one_locate,
    "f": map_of_resnet152,
    "g": forms,
    "h": influence,
    "i": tiles,
    "j": checks,
    "k": pages,
}


def main() -> None:
    """Run the parts named on the command line, or all."""
    asked = sys.argv[1:] or list(PARTS)
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        sys.exit(f"unknown part {json.dumps(unknown[0])}; there are: {' '.join(PARTS)}")
    for part in asked:
        PARTS[part]()


if __name__ == "__main__":
    main()
