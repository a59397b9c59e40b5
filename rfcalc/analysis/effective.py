"""The effective receptive field: the pixels that count more than a small share of the largest.

Luo et al., "Understanding the effective receptive field in deep convolutional neural networks" (NIPS 2016), section 3.
"""

from __future__ import annotations

from math import gamma, log, pi, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RIM = (455, 10_000)
"""The share of the largest count as a quotient: 1 - 95.45 %, what lies beyond two standard deviations of a Gaussian."""


def threshold_of(largest: int) -> int:
    """Return the count that a pixel must exceed to belong to the effective field, given the largest there is.

    It is rounded down: a whole number exceeds it if it exceeds the share itself.
    """
    return largest * RIM[0] // RIM[1]


def gaussian_size(std: Sequence[float]) -> float:
    """Return the size of the effective field of a Gaussian: the root of the volume where it exceeds the rim's share.

    In two axes 4.406 times the (geometric mean of the) standard deviations.
    """
    axes = len(std)
    radius = (2 * log(RIM[1] / RIM[0])) ** 0.5
    volume = pi ** (axes / 2) / gamma(axes / 2 + 1) * radius**axes
    return float((volume * prod(std)) ** (1 / axes))
