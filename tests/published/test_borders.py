"""Every preset against brute force, where rules of thumb fail: corners, edges and the middle of several layers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rfcalc

from .brute import maps_along, seen

if TYPE_CHECKING:
    from .brute import Map, Span

pytestmark = pytest.mark.slow

CONFIGS = Path(__file__).parents[2] / "configs"
GATED = [name for name in rfcalc.presets() if "{gates:" in (CONFIGS / f"{name}.yaml").read_text("utf-8")]
LAYERS = 5  # looked at in each network: the last, and others evenly spread before it


def maps_of(network: rfcalc.Network) -> list[dict[str, Map]]:
    """Return the maps along each axis; axes that are alike share them."""
    alike = all(layer.operations.count(layer.operations[0]) == len(network.axes) for layer in network.layers)
    known: dict[tuple[int, int | None], dict[str, Map]] = {}
    axes = []
    for axis, size in enumerate(network.input):
        form = (0 if alike else axis, size)
        axes.append(known[form] if form in known else known.setdefault(form, maps_along(network, axis)))
    return axes


def places(sizes: tuple[int, ...]) -> set[tuple[int, ...]]:
    """Return two opposite corners, the middle of the first edge, and the middle of a map."""
    middle = tuple(n // 2 for n in sizes)
    return {(0,) * len(sizes), tuple(n - 1 for n in sizes), (0, *middle[1:]), middle}


def check(network: rfcalc.Network) -> None:
    axes = maps_of(network)
    rows = rfcalc.summary(network).layers
    for row in rows:
        assert row.n == tuple(maps[row.name].n for maps in axes), row.name
    locator = rfcalc.Locator(network)
    known: dict[tuple[int, str, int, bool], Span | None] = {}

    def truth(axis: int, layer: str, feature: int, *, real: bool) -> Span | None:
        form = (id(axes[axis]), layer, feature, real)
        if form not in known:
            known[form] = seen(axes[axis], layer, feature, real=real)
        return known[form]

    for row in rows[:: -max(len(rows) // LAYERS, 1)]:
        for index in places(tuple(maps[row.name].n for maps in axes)):
            place = locator.locate(row.name, index)
            box = tuple(truth(axis, row.name, i, real=False) for axis, i in enumerate(index))
            visible = tuple(truth(axis, row.name, i, real=True) for axis, i in enumerate(index))
            assert place.box == (None if None in box else box), (row.name, index)
            assert place.visible == (None if None in visible else visible), (row.name, index)
            for span, least, most in zip(box, row.rf_min or row.rf, row.rf, strict=True):
                assert span is not None
                assert least is not None
                assert most is not None
                assert least <= span[1] - span[0] <= most
            if not any(index):
                assert row.start == tuple(sum(span) / 2 for span in box if span)


@pytest.mark.parametrize("name", rfcalc.presets())
def test_a_preset_is_exact_at_its_borders(name: str) -> None:
    check(rfcalc.load(name))


@pytest.mark.parametrize("name", GATED)
def test_a_preset_without_its_gates_is_exact_at_its_borders(name: str) -> None:
    check(rfcalc.load(name, parameters={"gates": False}))


def test_brute_force_knows_a_case_worked_out_by_hand() -> None:
    """Five pixels, a convolution of kernel 2 and stride 2, one of kernel 3 with padding 1: pixel 4 is never read."""
    network = rfcalc.loads("input: 5\nlayers:\n  - a: [2, 2]\n  - b: [3, 1, 1]\n")
    maps = maps_along(network, 0)
    assert [maps["b"].n, seen(maps, "b", 1, real=False), seen(maps, "b", 1, real=True)] == [2, (0, 6), (0, 4)]


def test_several_layers_of_every_preset_are_looked_at() -> None:
    lengths = [len(rfcalc.load(name).layers) for name in rfcalc.presets()]
    looked_at = [len(range(length)[:: -max(length // LAYERS, 1)]) for length in lengths]
    assert min(looked_at) >= min(LAYERS, *lengths)
    assert len(GATED) >= 11
