"""What features see, and who sees a pixel, told by the viewer: brute force, the ten lines of the docs, and Python."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.laws.agreement import read
from tests.laws.law import seeds
from tests.laws.networks import seeded, with_likes
from tests.laws.oracle import feature_maps, field, input_size
from tests.laws.test_influence_laws import seen_pixels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .engine import Engine

Box = tuple[tuple[int, int], ...]


def paired(box: list[list[int]] | None) -> Box | None:
    """Return a box of JSON as Python tells it."""
    return tuple([(first, end) for first, end in box]) if box else None


def box_in_ten_lines(page: dict[str, Any], layer: str, index: Sequence[int]) -> Box | None:
    """Return the box of a feature, worked out of `rfcalc page --format json` alone."""
    (row,) = [each for each in page["layers"] if each["name"] == layer]
    box = []
    for i, parts in zip(index, row["boxes"]):
        seen = []
        for period, advance, boxes in [page["boxes"][part] for part in parts]:
            if boxes[i % period] is not None:
                seen += [end + i // period * advance for end in boxes[i % period]]
        box.append((min(seen), max(seen)) if seen else None)
    return None if None in box else tuple(box)  # type: ignore[arg-type] # none of them is None


def networks(first: int, usual: int) -> Iterator[dict[str, Any]]:
    """Yield small random networks with every type of layer, some of which are made like others."""
    for seed in seeds(first, usual):
        drawn = seeded(seed).network
        yield with_likes(drawn, seed) if seed % 3 == 0 else drawn


def assert_boxes_are_those_of_brute_force(engine: Engine, network: dict[str, Any]) -> None:
    page = engine.open(read(network))
    ids = {layer["name"]: at for at, layer in enumerate(page["layers"])}
    gaps = {layer["name"] for layer in page["layers"] if "gaps" in layer}
    for name, seen in feature_maps(network).items():
        for index, box, visible in engine.ask("boxes", ids[name]):
            right = field(seen, tuple(index))
            assert (paired(box), paired(visible)) == (right.box, right.visible), (network, name, index)
            if name not in gaps:
                assert box_in_ten_lines(page, name, index) == right.box, (network, name, index)


def test_boxes_of_random_networks_are_those_of_brute_force(engine: Engine) -> None:
    for network in networks(0, 3):
        assert_boxes_are_those_of_brute_force(engine, network)


@pytest.mark.slow
def test_boxes_of_many_random_networks_are_those_of_brute_force(engine: Engine) -> None:
    for network in networks(1000, 60):
        assert_boxes_are_those_of_brute_force(engine, network)


def assert_pixels_are_seen_by_their_readers(engine: Engine, network: dict[str, Any], draw: random.Random) -> None:
    page = engine.open(read(network))
    pixel = tuple([draw.randrange(n) for n in input_size(network)])
    told = {page["layers"][at]["name"]: bricks for at, bricks in engine.ask("seenBy", pixel)}
    for name, seen in feature_maps(network).items():
        right = {index for index, pixels in seen_pixels(seen).items() if pixel in pixels}
        found = {
            index
            for brick in told.get(name, ())
            for index in itertools.product(*[[i for run in runs for i in range(*run)] for runs in brick])
        }
        assert found == right, (network, name, pixel)


def test_a_pixel_is_seen_by_the_features_that_read_it(engine: Engine) -> None:
    draw = random.Random(3)  # noqa: S311 - not for secrets
    for network in networks(200, 4):
        assert_pixels_are_seen_by_their_readers(engine, network, draw)


@pytest.mark.slow
def test_pixels_of_many_networks_are_seen_by_the_features_that_read_them(engine: Engine) -> None:
    draw = random.Random(4)  # noqa: S311 - not for secrets
    for network in networks(2000, 120):
        assert_pixels_are_seen_by_their_readers(engine, network, draw)
