"""Which sizes fit, and at which nothing is cut off: every size up to a bound, by trying it."""

from __future__ import annotations

from typing import Any

import pytest

from rfcalc.analysis.sizes import Sizes
from rfcalc.network.graph import graph_of

from .agreement import read
from .definitions import JOINS, MisfitError, sides
from .model_definitions import axis_rule
from .networks import seeded
from .oracle import feature_maps, input_size, plain_layers

pytestmark = pytest.mark.slow


NETWORKS_PER_TEST = 40
TESTS = 10
BOUND = 48


def sized(network: dict[str, Any], axis: int, size: int) -> dict[str, Any]:
    """Return a network with another size along one axis."""
    sizes = [*input_size(network)]
    sizes[axis] = size
    return {**network, "input": sizes}


def is_drawn(network: dict[str, Any]) -> bool:
    """Return whether the sizes that a network has fit."""
    try:
        feature_maps(network)
    except MisfitError:
        return False
    return True


def is_cut(network: dict[str, Any], axis: int) -> bool:
    """Return whether a window's stride leaves over a part of the padded map behind the last window."""
    n = {name: seen.n[axis] for name, seen in feature_maps(network).items()}
    n["input"] = input_size(network)[axis]
    for layer in plain_layers(network).values():
        if "stride" not in layer and layer["type"] not in ("maxpool", "avgpool", "conv"):
            continue
        if layer["type"] in (*JOINS, "conv_transpose"):
            continue
        (source,) = layer["inputs"]
        rule = axis_rule(layer, axis, n[source])
        padding = layer.get("padding", 0)
        word = padding[axis] if isinstance(padding, list) else padding
        after = 0 if isinstance(word, str) else sides(padding, axis)[1]
        if max(rule.reads(rule.n - 1)) + 1 < n[source] + after:
            return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("share", range(TESTS))
@pytest.mark.parametrize("fits", [True, False])
def test_sizes_that_fit_are_those_that_can_be_drawn(share: int, *, fits: bool) -> None:
    for seed in range(share * NETWORKS_PER_TEST, (share + 1) * NETWORKS_PER_TEST):
        network = seeded(seed, fits=fits).network
        check(network, f"seed {seed}")


@pytest.mark.parametrize("seed", range(40))
def test_lines_that_few_networks_reach_are_traced(seed: int) -> None:
    check(seeded(seed, fits=bool(seed % 4)).network, f"seed {seed}")


def check(network: dict[str, Any], name: str) -> None:
    """Compare the pattern along the last axis with what every size gives."""
    asked = read(network)
    axis = len(asked.axes) - 1
    if axis and not is_drawn(network):
        return  # other axes have no say in whether one fits, but the oracle looks at all of them
    sizes = Sizes(asked, graph_of(asked), axis)
    found = sizes.fitting()
    fitting, uncut = [], []
    for size in range(1, BOUND):
        tried = sized(network, axis, size)
        try:
            n = feature_maps(tried)
        except MisfitError:
            continue
        fitting.append(size)
        uncut += [] if is_cut(tried, axis) else [size]
        last = len(asked.layers)
        assert sizes.count(last, size) == n[asked.layers[-1].name].n[axis], f"{name}: {network}"
    assert [size for size in range(1, BOUND) if found.fits.has(size)] == fitting, f"{name}: {found}, {network}"
    assert [size for size in range(1, BOUND) if found.uncut.has(size)] == uncut, f"{name}: {found}, {network}"
    for pattern, known in ((found.fits, fitting), (found.uncut, uncut)):
        for size in range(1, BOUND):
            assert pattern.below(size) == max([each for each in known if each < size], default=None)
            above = min([each for each in known if each > size], default=None)
            if above is not None or (pattern.above(size) or BOUND) < BOUND:
                assert pattern.above(size) == above
