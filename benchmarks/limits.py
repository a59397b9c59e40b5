"""What each documented limit costs when it is reached: CPU time and peak memory, as the table of docs/limits.md.

Run it with ``python benchmarks/limits.py``; it takes about three minutes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from typing import NamedTuple

BLOCK = {"window": {"parameters": {"k": 3, "p": 1}, "layers": [{"c": ["$k", 1, "$p"]}]}}


class Case(NamedTuple):
    """A command at a limit, and the network that it is about."""

    limit: str
    network: dict[str, object]
    words: tuple[str, ...]


def chain(size: int | list[int], repeat: int, *before: object, kernel: int = 3) -> dict[str, object]:
    """Return a network of equal convolutions behind some other layers."""
    use = {"name": "r", "block": "window", "repeat": repeat, "with": {"k": kernel, "p": kernel // 2}}
    return {"input": size, "blocks": BLOCK, "layers": [*before, use]}


UP = {"name": "up", "type": "upsample", "scale": 65_536}
OFF = {"name": "off", "type": "relu", "when": False}
UNEVEN = [
    layer
    for at, m in enumerate((1013, 1019, 1021))
    for layer in ({"name": f"c{at}", "type": "conv", "kernel": 2}, {"name": f"r{at}", "type": "resize", "size": m})
]
GATE = {"name": "gate", "type": "squeeze_excite"}
SPREAD = {"name": "t", "type": "conv_transpose", "kernel": 1, "stride": 64}

POOLS = [{"name": f"p{m}", "type": "adaptive_avgpool", "output_size": m} for m in range(65_535, 65_451, -2)]

CASES = (
    Case("100,000 layers", chain(224, 100_000), ("summary", "--format", "csv")),
    Case(
        "1,000,000 entries",
        {
            "input": 8,
            "blocks": {"b": {"layers": [OFF]}, "d": {"layers": [{"name": "v", "block": "b", "repeat": 990}]}},
            "layers": [{"name": "u", "block": "d", "repeat": 504}, {"c": [1]}],
        },
        ("summary",),
    ),
    Case("2,000,000 values", {"input": 8, "layers": [{"c": [1]}], "parameters": {"x": [0] * 1_999_980}}, ("summary",)),
    Case("65,536 phases", chain([3], 1, UP), ("summary",)),
    Case("2^23 boxes", chain([3], 31, UP), ("summary",)),
    Case("2^23 boxes along three axes", chain([3, 4, 5], 31, UP), ("summary",)),
    Case("2^23 boxes of maps that repeat seldom", chain([1009, 1008, 1007], 385, *UNEVEN), ("summary",)),
    Case("4,096 features with gaps", {"input": [8, 8], "layers": [SPREAD, {"c": [1]}]}, ("summary",)),
    Case(
        "1,000,000 pieces",
        {"input": [3_000_000], "layers": [{"name": "c", "type": "conv", "kernel": 1_000_000, "dilation": 2}]},
        ("locate", "c", "0"),
    ),
    Case("2^23 positions", {"input": [2896, 2896], "layers": [GATE]}, ("map", "gate", "0", "0", "--format", "csv")),
    Case("2^23 boxes, their forms", {"input": [65_536], "layers": POOLS}, ("form", "--format", "csv")),
    Case("4,000,000 maps of sizes", {"input": [9], "layers": [{"c": [1, 1_000_000]}]}, ("sizes", "--format", "json")),
    Case("2^32 bytes of counts", chain(2000, 295), ("map", "--format", "json")),
    Case("2^14 bytes for one count", chain(1, 41_000), ("map", "--weights", "mean", "--format", "csv")),
)


def cost(case: Case, folder: str) -> tuple[float, float, int]:
    """Return seconds of CPU, megabytes at the peak and the exit code."""
    file = os.path.join(folder, "net.json")
    with open(file, "w", encoding="utf-8") as stream:
        json.dump(case.network, stream)
    command, *words = case.words
    net = ["--net", file] if command in {"locate", "map"} else [file]
    process = subprocess.Popen(
        [sys.executable, "-m", "rfcalc", command, *net, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, told = process.communicate()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        print(told.decode().splitlines()[0][:160], file=sys.stderr)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def main() -> None:
    """Print a row for each limit; each is measured in a process of its own, whose children count alone."""
    if len(sys.argv) > 1:
        case = CASES[int(sys.argv[1])]
        with tempfile.TemporaryDirectory() as folder:
            seconds, megabytes, code = cost(case, folder)
        answered = "answered" if code == 0 else "refused"
        print(f"| {case.limit} | `{' '.join(case.words)}` | {seconds:.1f} | {megabytes:.0f} | {answered} |", flush=True)
        return
    for number in range(len(CASES)):
        subprocess.run([sys.executable, __file__, str(number)], check=True)


if __name__ == "__main__":
    main()
