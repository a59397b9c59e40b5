"""Which features pixels reach: the transpose of what brute force says that every feature reads, pixel by pixel."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import rfcalc
from rfcalc.api import analyze

from .agreement import read, report
from .law import USUAL, law
from .networks import NETWORKS, seeded
from .oracle import feature_maps, input_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .oracle import Index, Map, Span

    Matrix = dict[Index, frozenset[Index]]

NETWORKS_PER_TEST = 50
TESTS = 40
SAMPLED = 3  # pixels and ranges of a network that are asked about in the usual profile; in another all pixels


def seen_pixels(seen: Map) -> Matrix:
    """Return the dependency matrix of a map: by feature, the real pixels that it reads."""
    return {
        index: frozenset(
            pixel
            for path in seen.paths
            for pixel in itertools.product(*[pixels(i) for pixels, i in zip(path.visible, index)])
        )
        for index in itertools.product(*map(range, seen.n))
    }


def hull(indices: Iterable[Index]) -> tuple[Span, ...] | None:
    return tuple((min(along), max(along) + 1) for along in zip(*indices)) or None


def holds(box: tuple[Span, ...] | None, pixels: tuple[Span, ...]) -> bool:
    return box is not None and all(first <= low and high <= end for (first, end), (low, high) in zip(box, pixels))


def answers(matrix: Matrix, pixels: tuple[Span, ...]) -> list[tuple[tuple[Span, ...] | None, int]]:
    """Return hull and number of the features that read some of the pixels, whose hull holds all, that see no others."""
    asked = frozenset(itertools.product(*[range(*span) for span in pixels]))
    reading = [index for index, seen in matrix.items() if seen & asked]
    covering = [index for index in reading if holds(hull(matrix[index]), pixels)]
    covering += [index for index, seen in matrix.items() if not seen & asked and holds(hull(seen), pixels)]
    inside = [index for index in reading if matrix[index] <= asked]
    return [(hull(found), len(found)) for found in (reading, covering, inside)]


def disagreements(network: dict[str, Any], draw: random.Random, sampled: int | None) -> Iterator[str]:
    """Yield one line for every answer about pixels, all of them or some, and about some ranges, that is wrong."""
    matrices = {name: seen_pixels(seen) for name, seen in feature_maps(network).items()}
    analysis = analyze(read(network))
    pixels: list[tuple[int, ...]] = [*itertools.product(*map(range, input_size(network)))]
    if sampled is not None:
        pixels = draw.sample(pixels, min(sampled, len(pixels)))
    ranges: list[tuple[Span, ...]] = [
        tuple((first, draw.randint(first + 1, n)) for n in input_size(network) for first in [draw.randrange(n)])
        for _ in range(SAMPLED)
    ]
    alone: list[tuple[Sequence[int | Span], tuple[Span, ...]]] = [
        (asked, tuple((each, each + 1) for each in asked)) for asked in pixels
    ]
    for asked, box in (*alone, *zip(ranges, ranges)):
        for row in rfcalc.influence(analysis, asked).layers:
            told = [found and tuple(found) for found in ((row.features, row.count), row.covering, row.inside)]
            right = answers(matrices[row.name], box)[: 1 if row.covering is None else 3]
            if told[: len(right)] != right:
                yield f"{row.name}: {asked} reach {told}, not {right}"


def sample() -> int | None:
    """Return how many pixels are asked about; ``None`` for all."""
    return SAMPLED if settings().max_examples <= USUAL else None


@pytest.mark.slow
@pytest.mark.parametrize("share", range(TESTS))
def test_influence_is_the_transpose_of_what_features_read(share: int) -> None:
    """Two thousand graphs: gaps, borders that fold, crossed branches, layers that look back, whole maps."""
    for seed in range(share * NETWORKS_PER_TEST, (share + 1) * NETWORKS_PER_TEST):
        network = seeded(seed).network
        found = list(disagreements(network, random.Random(seed), sample()))  # noqa: S311 - not for secrets
        assert not found, f"seed {seed}: {report(network, found)}"


@pytest.mark.parametrize("seed", range(12))
def test_lines_that_few_networks_reach_are_traced(seed: int) -> None:
    network = seeded(seed).network
    found = list(disagreements(network, random.Random(seed), 2))  # noqa: S311 - not for secrets
    assert not found, report(network, found)


@pytest.mark.slow
@law(60)
@given(network=NETWORKS)
def test_influence_is_the_transpose_shrunk(network: dict[str, Any]) -> None:
    """The same for networks that Hypothesis makes small when they fail."""
    found = list(disagreements(network, random.Random(0), sample()))  # noqa: S311 - not for secrets
    assert not found, report(network, found)
