"""Where tiles are called exact, a network computes the very same of them; and one pixel less is too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.analysis import Analysis
from rfcalc.analysis.tiles import Misfit, Run, Tiling

from .executed import PRIME, Executed, TooSmallError, dice
from .tiled import NETWORKS, PLANES, made, random_graph

if TYPE_CHECKING:
    import random

    from .executed import Described

pytestmark = [pytest.mark.slow, pytest.mark.traced]


def _tiling(layers: list[Described], size: int) -> Tiling:
    analysis = Analysis(rfcalc.Network(made(layers), input=[size]))
    return Tiling(analysis.fields, 0, len(layers))


def _pixels(draw: random.Random, size: int) -> list[int]:
    return [draw.randrange(PRIME) for _ in range(size)]


@pytest.mark.parametrize("name", NETWORKS)
def test_tiles_that_are_called_exact_compute_what_the_whole_run_does(name: str) -> None:
    layers, draw = NETWORKS[name], dice(name)
    network = Executed(layers, 1)
    size = 8 * 24
    tiling = _tiling(layers, size)
    assert not tiling.reasons

    pixels = _pixels(draw, size)
    whole = network.run(pixels)
    least = tiling.least()
    assert least < size
    for tile in {least, tiling.least(above=least + 1), tiling.least(above=least + tiling.align + 3)}:
        assert _made_of_tiles(tiling, network, pixels, tile) == whole


@pytest.mark.parametrize("name", NETWORKS)
def test_the_features_next_to_those_that_are_kept_are_not_right(name: str) -> None:
    layers, draw = NETWORKS[name], dice(name)
    network = Executed(layers, 2)
    size = 8 * 24
    tiling = _tiling(layers, size)
    pixels = _pixels(draw, size)
    tile = tiling.least(above=size // 2 + 1) if tiling.least(above=size // 2 + 1) < size else tiling.least()
    _check_spoiled(tiling, network, pixels, tile)


# Of a map resized to a slightly other size some features happen to read the same; that is no promise.
@pytest.mark.parametrize("name", [name for name in NETWORKS if name != "resized like"])
def test_no_smaller_tile_works(name: str) -> None:
    layers = NETWORKS[name]
    network, draw = Executed(layers, 3), dice(name)
    size = 8 * 24
    tiling = _tiling(layers, size)
    pixels = _pixels(draw, size)
    whole, least, block = network.run(pixels), tiling.least(), tiling.block
    begin = tiling.align * (size // tiling.align // 3)
    for tile in range(max(least - 3 * tiling.align, 1), least):
        try:
            outputs = network.run(pixels[begin : begin + tile])
        except TooSmallError:
            continue
        shift = begin // tiling.align * block
        right = [output == whole[j + shift] for j, output in enumerate(outputs) if j + shift < len(whole)]
        kept = right[tiling.spoiled :]
        assert not all(kept[:block]) or len(kept) < block


def test_a_tile_that_begins_off_the_grid_has_no_right_output() -> None:
    draw = dice(5)
    pixels = _pixels(draw, 192)
    for name in ("VGG-like", "ResNet-like", "padded U-Net, transposed", "window attention"):
        layers = NETWORKS[name]
        network, tiling = Executed(layers, 4), _tiling(layers, 192)
        whole = set(network.run(pixels))
        begin = tiling.align * 3 + tiling.align // 2

        assert not whole & set(network.run(pixels[begin : begin + 96]))


@pytest.mark.parametrize("part", range(4))
def test_tiles_of_random_graphs_compute_what_the_whole_run_does(part: int) -> None:
    """Everything right where it is called right, and the feature beside it wrong."""
    draw, told = dice(part), 0
    while told < 25:
        layers, size = random_graph(draw), draw.randint(50, 110)
        network = Executed(layers, part)
        pixels = _pixels(draw, size)
        try:
            whole, tiling = network.run(pixels), _tiling(layers, size)
            assert not tiling.reasons
        except (TooSmallError, rfcalc.RfcalcError):
            continue
        tile = tiling.least(above=draw.choice((1, size // 2)))
        if tile >= size:
            continue
        told += 1
        assert _made_of_tiles(tiling, network, pixels, tile) == whole, layers
        if not any(layer.get("mode") == "nearest" for layer in layers):  # a border may repeat what copies hold anyway
            _check_spoiled(tiling, network, pixels, tile)


def _made_of_tiles(tiling: Tiling, network: Executed, pixels: list[int], tile: int) -> list[int]:
    """Return what the tiles of a plan write, one after another."""
    plan = tiling.plan(tile)
    assert not isinstance(plan, Misfit)
    written: list[int] = []
    for (first, end), (keep, kept), (at, until) in plan:
        assert first % tiling.align == 0
        written += network.run(pixels[first:end])[keep:kept]
        assert at == len(written) - (kept - keep)
        assert until == len(written)
    return written


def _check_spoiled(tiling: Tiling, network: Executed, pixels: list[int], tile: int) -> None:
    """Hold a tile within the image to what is called spoiled of it."""
    begin = (len(pixels) - tile) // (2 * tiling.align) * tiling.align
    if not begin:
        return
    run, whole = tiling.run(tile), network.run(pixels)
    assert isinstance(run, Run)
    outputs, shift = network.run(pixels[begin : begin + tile]), begin // tiling.align * tiling.block
    right = [output == whole[j + shift] for j, output in enumerate(outputs) if j + shift < len(whole)]
    assert len(outputs) == run.n
    assert all(right[run.before : run.n - run.after])
    assert not run.before or not right[run.before - 1]
    assert not run.after or run.n - run.after >= len(right) or not right[run.n - run.after]


@pytest.mark.parametrize("name", PLANES)
def test_tiles_of_an_image_are_right_where_they_are_along_both_axes(name: str) -> None:
    layers, draw = PLANES[name], dice(name)
    rows = [_pixels(draw, 26) for _ in range(22)]
    network = Executed(layers, 3)
    whole = network.run_plane(rows)
    fields = Analysis(rfcalc.Network(made(layers), input=(22, 26))).fields
    down, across = Tiling(fields, 0, len(layers)), Tiling(fields, 1, len(layers))
    plans = down.plan(down.least(13)), across.plan(across.least(15))
    assert not isinstance(plans[0], Misfit)
    assert not isinstance(plans[1], Misfit)
    assert len(plans[0]) * len(plans[1]) > 1

    written = [[0] * len(row) for row in whole]
    for top in plans[0]:
        for left in plans[1]:
            outputs = network.run_plane([row[slice(*left.read)] for row in rows[slice(*top.read)]])
            for y, row in zip(range(*top.write), outputs[slice(*top.keep)]):
                written[y][slice(*left.write)] = row[slice(*left.keep)]
    assert written == whole


def test_a_plan_needs_the_size_of_the_image() -> None:
    fields = Analysis(rfcalc.load("wavenet")).fields
    tiling = Tiling(fields._replace(axes=(fields.axes[0]._replace(n=[None] * len(fields.axes[0].n)),)), 0, 1)
    with pytest.raises(rfcalc.RfcalcError, match="depends on the input size; give it with --input"):
        tiling.plan(10)
