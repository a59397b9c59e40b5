"""Measure the reading of ONNX files: ``python benchmarks/models.py [FOLDER]`` (extra ``dev``).

Half a gigabyte is written to the folder, or for a while to a temporary one. Of several runs the best counts.

large   a file of 518 MB with inline weights: time of reading, memory of the process that reads it
small   the table of a ResNet-18 as an ONNX file, against the one of its preset
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, save_model

LAYERS = 56
CHANNELS = 507  # 56 convolutions of 3 x 3 over them hold 518 million bytes

READ = """
import resource, sys, time
import rfcalc, rfcalc.api
from rfcalc.readers import onnx
def private():
    return sum(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith("Private"))
before = private()
begin = time.perf_counter()
network = rfcalc.load(sys.argv[1])
seconds = time.perf_counter() - begin
print(len(network.layers), seconds, private() - before, private())
"""


def main(folder: Path) -> None:
    """Print what was measured."""
    large = folder / "large.onnx"
    if not large.exists():
        save_model(_chain(), large)
    runs = [_read(large) for _ in range(5)]
    _, seconds, more, private = [min(each) for each in zip(*runs)]
    print(f"large: {large.stat().st_size / 1e6:.0f} MB, read in {seconds * 1000:.0f} ms (at most 100)")
    print(f"       {more / 1024:.0f} MB of private memory for it, {private / 1024:.0f} MB in all (at most 60)")
    small = folder / "resnet18.onnx"
    save_model(_resnet18(), small)
    print(f"small: a table takes {_ratio(str(small), 'resnet18'):.1f} times that of the preset (at most 4)")


def _read(file: Path) -> tuple[float, ...]:
    told = subprocess.run([sys.executable, "-c", READ, str(file)], check=True, capture_output=True, text=True)
    return tuple(map(float, told.stdout.split()))


def _ratio(one: str, other: str) -> float:
    """Return how many times longer a table of one network takes than that of another, in one process, in turn."""
    import rfcalc

    times: dict[str, list[float]] = {one: [], other: []}
    for _ in range(30):
        for name, taken in times.items():
            begin = time.perf_counter()
            rfcalc.summary(rfcalc.load(name))
            taken.append(time.perf_counter() - begin)
    return min(times[one]) / min(times[other])


def _model(nodes: list[NodeProto], weights: list[TensorProto], size: int, channels: int) -> ModelProto:
    image = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, channels, size, size])
    made = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)
    graph = helper.make_graph(nodes, "g", [image], [made], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])


def _weights(name: str, out: int, into: int, kernel: int) -> TensorProto:
    values = np.zeros(out * into * kernel**2, np.float32).tobytes()
    return helper.make_tensor(name, TensorProto.FLOAT, [out, into, kernel, kernel], values, raw=True)


def _chain() -> ModelProto:
    names = ["x", *[f"y{at}" for at in range(LAYERS)]]
    nodes = [
        helper.make_node("Conv", [names[at], f"w{at}"], [names[at + 1]], name=f"conv{at}", pads=[1] * 4)
        for at in range(LAYERS)
    ]
    return _model(nodes, [_weights(f"w{at}", CHANNELS, CHANNELS, 3) for at in range(LAYERS)], 224, CHANNELS)


def _resnet18() -> ModelProto:
    nodes: list[NodeProto] = []
    weights: list[TensorProto] = []

    def add(operator: str, *inputs: str, **given: object) -> str:
        nodes.append(helper.make_node(operator, inputs, [f"t{len(nodes)}"], name=f"{operator}{len(nodes)}", **given))
        return f"t{len(nodes) - 1}"

    def conv(source: str, out: int, into: int, kernel: int, stride: int) -> str:
        weights.append(_weights(f"w{len(weights)}", out, into, kernel))
        return add("Conv", source, weights[-1].name, strides=[stride] * 2, pads=[kernel // 2] * 4)

    last = add("MaxPool", add("Relu", conv("x", 64, 3, 7, 2)), kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4)
    into = 64
    for stage, width in enumerate((64, 128, 256, 512)):
        for block in range(2):
            stride = 2 if stage and not block else 1
            inner = conv(add("Relu", conv(last, width, into, 3, stride)), width, width, 3, 1)
            short = conv(last, width, into, 1, stride) if stride > 1 else last
            last, into = add("Relu", add("Add", inner, short)), width
    add("Flatten", add("GlobalAveragePool", last))
    return _model(nodes, weights, 224, 3)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            main(Path(scratch))
