"""A yardstick for counting paths: PyTorch's gradients of a network of one channel and weights of 1, start to end.

``python benchmarks/backward.py PRESET LAYER`` prints in milliseconds, as medians: the backward pass, forward and
backward pass, and rfcalc's counts of the middle feature. Needs PyTorch, which gets the terms that suit it best: one
thread, because maps of one channel are small, and no gradients of weights; but doubles, because floats overflow.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch

import rfcalc

sys.path.append(str(Path(__file__).parents[1]))
from tests.published.all_ones import blank, forward

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 9


def seconds_of(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def main() -> None:
    """Measure in turn, so that a machine whose speed drifts moves no ratio."""
    torch.set_num_threads(1)
    network, layer = rfcalc.load(sys.argv[1]), sys.argv[2]
    image = blank(network)
    features = forward(network, layer, image)
    middle = tuple([side // 2 for side in features.shape[2:]])
    place = (0, 0, *middle)  # of the only image and channel
    feature = features[place]
    backward, both, counted = zip(
        *[
            (
                seconds_of(lambda: torch.autograd.grad(feature, image, retain_graph=True)),
                seconds_of(lambda: torch.autograd.grad(forward(network, layer, image)[place], image)),
                seconds_of(lambda: rfcalc.count_paths(network, layer, middle)),
            )
            for _ in range(RUNS)
        ]
    )
    print(*[statistics.median(seconds) * 1e3 for seconds in (backward, both, counted)])


if __name__ == "__main__":
    main()
