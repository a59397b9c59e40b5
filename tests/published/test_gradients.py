"""Path counts are the gradients that PyTorch works out for the same network with every weight 1.

Skipped where there is no PyTorch.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc

pytest.importorskip("torch")

from .all_ones import blank, forward, gradient

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

EXACT = 2**53
"""A double holds every whole number below. What is added up for a pixel never exceeds the sum, so that smaller counts
are exact however PyTorch gets there."""

ROUNDED = Fraction(1, 10**12)
"""By which share larger ones may differ."""


def flat(block: list[Any]) -> Iterator[int]:
    for item in block:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def compare(network: rfcalc.Network, layer: str, *indices: tuple[int, ...]) -> None:
    image = blank(network)
    features = forward(network, layer, image)
    (n,) = (row.n for row in rfcalc.summary(network).layers if row.name == layer)
    assert tuple(features.shape[2:]) == n
    for index in indices:
        counts = rfcalc.count_paths(network, layer, index)
        assert counts is not None
        shape: list[int] = []
        block: Any = counts.rows
        while isinstance(block, list):
            shape.append(len(block))
            block = block[0]
        inside = tuple(slice(first, first + length) for first, length in zip(counts.origin, shape))
        true = gradient(features, index, image)
        assert int((true != 0).sum()) == int((true[inside] != 0).sum()), "nothing counts outside the counts"
        found, exact = list(flat(counts.rows)), [int(value) for value in true[inside].flatten().tolist()]
        off = [
            (count, truth)
            for count, truth in zip(found, exact, strict=True)
            if abs(count - truth) > (0 if count < EXACT else count * ROUNDED)
        ]
        assert off == []


@pytest.mark.parametrize(
    ("name", "layer", "indices"),
    [
        ("vgg16", "conv5_3", [(7, 7), (0, 0), (13, 6)]),
        ("resnet50", "layer4.2.add", [(3, 3), (0, 0), (6, 3)]),
        ("resnet152", "layer4.2.add", [(3, 3)]),
        ("densenet121", "denseblock4.15.concat", [(3, 3), (0, 6)]),
        ("googlenet", "inception_5b.output", [(3, 3), (6, 6)]),
        ("unet", "classes", [(194, 194), (193, 200), (0, 0), (387, 5)]),
        ("unet-padded", "classes", [(256, 256), (0, 0), (511, 255)]),
        ("hourglass", "stack2.heatmap", [(32, 32), (63, 0)]),
    ],
)
def test_counts_are_the_gradients_of_the_network_with_weights_of_one(
    name: str, layer: str, indices: list[tuple[int, ...]]
) -> None:
    compare(rfcalc.load(name), layer, *indices)


def test_counts_of_volumes_are_gradients_as_well() -> None:
    compare(rfcalc.load("r2plus1d-18", input=(8, 56, 56)), "layer4.1.add", (0, 2, 2), (0, 0, 3))


@pytest.mark.parametrize("size", [224, 225])
def test_the_cure_has_the_counts_of_its_pools_and_convolutions(size: int) -> None:
    cured = rfcalc.remedy(rfcalc.load("resnet18", input=size)).network
    compare(cured, "layer4.1.add", (3, 3), (0, 0), (6, 6))
