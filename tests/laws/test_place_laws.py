"""Where features lie by their own path: every feature of random networks, and networks of the field."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc

from .agreement import assert_agreed, exactly, read
from .networks import seeded
from .oracle import feature_maps, plain_layers
from .own_path import own_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

NETWORKS_PER_TEST = 40
TESTS = 12


def center(pixels: frozenset[int]) -> Fraction | None:
    """Return the centre of what is read."""
    return Fraction(min(pixels) + max(pixels) + 1, 2) if pixels else None


def disagreements(network: dict[str, Any]) -> Iterator[str]:
    """Yield one line for every place that brute force denies; none is told where it would be the center."""
    asked = read(network)
    locator = rfcalc.Locator(asked)
    rows = {row.name: row for row in rfcalc.summary(asked).layers}
    along = [own_paths(network, axis) for axis in range(len(asked.axes))]
    # A branch that sees nothing along one axis moves the center along the others, and not the place, told axis by axis.
    gaps = len(asked.axes) > 1 and any(
        layer["type"] in ("conv_transpose", "index_map") or "along" in layer for layer in plain_layers(network).values()
    )
    for name, seen in feature_maps(network).items():
        for index in itertools.product(*map(range, seen.n)):
            own = tuple(center(axis[name].pixels(i)) for axis, i in zip(along, index))
            found = locator.locate(name, index)
            if found.place is None and gaps:
                continue
            answer = found.center if found.place is None else found.place
            if None not in own and (answer is None or exactly(answer) != own):
                yield f"{name} at {index}: its place is {answer}, not {own}"
            if found.place is not None and None in own:
                yield f"{name} at {index}: its place is {found.place}, but its own path reads nothing"
            if not any(index) and found.place != rows[name].place:
                yield f"{name}: the table has {rows[name].place}, not {found.place}"


@pytest.mark.slow
@pytest.mark.parametrize("share", range(TESTS))
def test_places_are_those_of_brute_force(share: int) -> None:
    for seed in range(share * NETWORKS_PER_TEST, (share + 1) * NETWORKS_PER_TEST):
        assert_agreed(seeded(seed).network, disagreements, name=f"seed {seed}")


@pytest.mark.parametrize("seed", range(24))
def test_lines_that_few_networks_reach_are_traced(seed: int) -> None:
    assert_agreed(seeded(seed).network, disagreements)
