"""The oracle itself, against cases worked by hand or printed by others."""

from __future__ import annotations

import itertools
from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest

from .definitions import Layer, MisfitError, Value
from .joins import joined_size, ways_in
from .model_definitions import axis_rule
from .networks import seeded
from .oracle import Field, feature_maps, field, input_size, plain_layers, study

Seen = dict[tuple[int, ...], set[tuple[int, ...]]]


def chain(size: Value, *layers: dict[str, Any]) -> dict[str, Any]:
    """Return a network of layers a, b, c ... one after the other."""
    return {"input": size, "layers": [{"name": name, **layer} for name, layer in zip("abcdefghijklmnop", layers)]}


def conv(kernel: Value, stride: Value = 1, padding: Value = 0, **more: Value) -> dict[str, Any]:
    """Return a convolution."""
    return {"type": "conv", "kernel": kernel, "stride": stride, "padding": padding, **more}


def spans(network: dict[str, Any], layer: str, which: str = "visible") -> list[tuple[int, int] | None]:
    """Return the hulls of all features of a layer of a 1-D network."""
    fields = study(network)[layer].fields.values()
    hulls = [getattr(found, which) for found in fields]
    return [hull and hull[0] for hull in hulls]


def test_a_pixel_that_no_feature_reads_is_not_visible() -> None:
    """Input 5, windows of 2 every 2: pixel 4 is never read, though boxes reach past it."""
    network = chain([5], conv(2, 2), conv(3, 1, 1))
    assert spans(network, "b", "box") == [(-2, 4), (0, 6)]
    assert spans(network, "b") == [(0, 4), (0, 4)]


def test_alexnet_has_the_numbers_of_the_published_table() -> None:
    """Araujo, Norris, Sim, https://distill.pub/2019/computing-receptive-fields: 195 and 32; 355 at the linear layer."""
    pool = {"type": "maxpool", "kernel": 3, "stride": 2}
    network = chain(
        [227],
        conv(11, 4),
        pool,
        conv(5, 1, 2),
        pool,
        conv(3, 1, 1),
        conv(3, 1, 1),
        conv(3, 1, 1),
        pool,
        {"type": "linear"},
    )
    found = study(network)
    assert [seen.n[0] for seen in found.values()] == [55, 27, 27, 13, 13, 13, 13, 6, 1]
    assert [seen.rf[0] for seen in found.values()] == [11, 19, 51, 67, 99, 131, 163, 195, 355]
    assert [seen.jump[0] for seen in found.values()] == [4, 8, 8, 16, 16, 16, 16, 32, 32]
    assert found["a"].start == (Fraction(11, 2),)
    assert found["g"].start == (Fraction(35, 2),)
    assert found["g"].fields[4,] == Field(((0, 163),), ((0, 163),))
    assert found["g"].fields[3,] == Field(((-16, 147),), ((0, 147),))


def u_net(size: int) -> dict[str, Any]:
    """Return the U-Net of Ronneberger, Fischer, Brox (2015), figure 1, along one axis."""
    layers: list[dict[str, Any]] = []
    skips = []

    def two_convs() -> None:
        layers.extend({"name": f"conv{len(layers) + turn}", "type": "conv", "kernel": 3} for turn in (0, 1))

    sizes = [568, 280, 136, 64]
    for _ in range(4):
        two_convs()
        skips.append(layers[-1]["name"])
        layers.append({"name": f"pool{len(layers)}", "type": "maxpool", "kernel": 2})
    two_convs()
    for have, want in zip(reversed(sizes), (56, 104, 200, 392)):
        name = f"up{len(layers)}"
        layers.append({"name": name, "type": "conv_transpose", "kernel": 2, "stride": 2})
        crop = {"name": f"crop{len(layers)}", "type": "crop", "crop": [(have - want) // 2], "inputs": [skips.pop()]}
        layers.append(crop)
        layers.append({"name": f"concat{len(layers)}", "type": "concat", "inputs": [crop["name"], name]})
        two_convs()
    return {"input": [size], "layers": layers}


def test_the_u_net_sees_between_188_and_204_pixels() -> None:
    """572 pixels give 388, and no field has the 200 pixels of the recurrence with halved jumps."""
    network = u_net(572)
    maps = feature_maps(network)
    last = maps[list(maps)[-1]]
    assert last.n == (388,)
    assert last.jump == (Fraction(1),)
    fields = [field(last, (i,)).box for i in range(100, 132)]
    sizes = {box[0][1] - box[0][0] for box in fields if box}
    assert (min(sizes), max(sizes)) == (188, 204)
    assert 200 not in sizes


def test_a_transposed_convolution_with_a_small_kernel_has_gaps() -> None:
    """Kernel 1, stride 2 puts three pixels on positions 0, 2 and 4; between them nothing is read."""
    network = chain([3], {"type": "conv_transpose", "kernel": 1, "stride": 2})
    seen = study(network)["a"]
    assert seen.n == (5,)
    assert spans(network, "a", "box") == [(0, 1), None, (1, 2), None, (2, 3)]
    assert seen.jump == (Fraction(1, 2),)
    assert seen.rf == (1,)
    assert seen.rf_min is None


def test_a_corner_that_reads_only_padding_has_a_box_and_sees_nothing() -> None:
    """Kernel 1 with padding 1: the corner reads pixel (-1, -1)."""
    seen = study(chain([2, 2], conv(1, 1, 1)))["a"]
    assert seen.n == (4, 4)
    assert seen.fields[0, 1] == Field(((-1, 0), (0, 1)), None)
    assert seen.fields[1, 1] == Field(((0, 1), (0, 1)), ((0, 1), (0, 1)))


def test_a_branch_blind_along_one_axis_lends_nothing_to_the_union() -> None:
    """One branch sees far along x but only padding along y; the other sees one pixel."""
    network = {
        "input": [3, 5],
        "layers": [
            {"name": "wide", "type": "conv", "kernel": [1, 5], "padding": [1, 2]},
            {"name": "narrow", "type": "conv", "kernel": [3, 1], "padding": [2, 0], "inputs": "input"},
            {"name": "sum", "type": "add", "inputs": ["wide", "narrow"]},
        ],
    }
    seen = study(network)["sum"]
    assert seen.fields[0, 2].box == ((-2, 1), (0, 5))
    assert seen.fields[0, 2].visible == ((0, 1), (2, 3))
    assert seen.fields[1, 2].visible == ((0, 2), (0, 5))


@pytest.mark.parametrize(
    ("layer", "size", "n", "visible"),
    [
        ({"type": "maxpool", "kernel": 2, "ceil_mode": True}, 5, 3, [(0, 2), (2, 4), (4, 5)]),
        ({"type": "maxpool", "kernel": 2, "stride": 3, "padding": 1, "ceil_mode": True}, 5, 2, [(0, 1), (2, 4)]),
        ({"type": "maxpool", "kernel": 3, "stride": 2, "ceil_mode": True}, 2, 1, [(0, 2)]),
        (conv(3, 2, "same"), 4, 2, [(0, 3), (2, 4)]),
        (conv(3, 2, "same_lower"), 4, 2, [(0, 2), (1, 4)]),
        (conv(2, 1, [[0, 2]]), 3, 4, [(0, 2), (1, 3), (2, 3), None]),
        ({"type": "adaptive_avgpool", "output_size": 3}, 5, 3, [(0, 2), (1, 4), (3, 5)]),
        ({"type": "upsample", "size": 3}, 5, 3, [(0, 1), (1, 2), (3, 4)]),
        ({"type": "upsample", "size": 3, "mode": "nearest-exact"}, 5, 3, [(0, 1), (2, 3), (4, 5)]),
        ({"type": "upsample", "scale": 2, "mode": "bilinear"}, 2, 4, [(0, 1), (0, 2), (0, 2), (1, 2)]),
        ({"type": "resize", "size": 3, "mode": "bilinear", "align_corners": True}, 2, 3, [(0, 1), (0, 2), (1, 2)]),
        ({"type": "resize", "scale": 2, "mode": "bicubic"}, 3, 6, [(0, 2), (0, 3), (0, 3), (0, 3), (0, 3), (1, 3)]),
        ({"type": "resize", "scale": 1.5}, 3, 4, [(0, 1), (0, 1), (1, 2), (2, 3)]),
        ({"type": "window_attention", "window": 2, "shift": 1}, 4, 4, [(0, 1), (1, 3), (1, 3), (3, 4)]),
        ({"type": "space_to_depth", "scale": 2}, 4, 2, [(0, 2), (2, 4)]),
        ({"type": "pixel_shuffle", "scale": 2}, 2, 4, [(0, 1), (0, 1), (1, 2), (1, 2)]),
        ({"type": "conv_transpose", "kernel": 3, "stride": 2, "padding": 1}, 2, 3, [(0, 1), (0, 2), (1, 2)]),
        ({"type": "conv_transpose", "kernel": 2, "stride": 2, "output_padding": 1}, 1, 3, [(0, 1), (0, 1), None]),
        ({"type": "squeeze_excite"}, 3, 3, [(0, 3)] * 3),
        ({"type": "global_avgpool"}, 3, 1, [(0, 3)]),
    ],
)
def test_each_layer_type_reads_what_its_definition_says(
    layer: dict[str, Any], size: int, n: int, visible: list[tuple[int, int] | None]
) -> None:
    """One small map each, worked by hand."""
    network = chain([size], layer)
    assert study(network)["a"].n == (n,)
    assert spans(network, "a") == visible


@pytest.mark.parametrize(
    ("size", "layer"),
    [
        (2, conv(3)),
        (2, {"type": "crop", "crop": 1}),
        (3, {"type": "space_to_depth", "scale": 2}),
        (1, {"type": "upsample", "scale": 0.5}),
        (1, {"type": "conv_transpose", "kernel": 2, "padding": 1}),
    ],
)
def test_sizes_that_do_not_fit_name_their_layer(size: int, layer: dict[str, Any]) -> None:
    """Nothing is left of the map, or it cannot be dealt out."""
    with pytest.raises(MisfitError) as caught:
        study(chain([size], conv(1), layer))
    assert caught.value.layer == "b"


def test_branches_of_different_jumps_are_irregular_and_constants_do_not_count() -> None:
    """A stride met by none has no common jump; an average repeated over the map has no say in it."""
    network = {
        "input": [4],
        "layers": [
            {"name": "twice", "type": "upsample", "scale": 2},
            {"name": "cut", "type": "crop", "crop": 2},
            {"name": "sum", "type": "add", "inputs": ["cut", "input"]},
            {"name": "mean", "type": "global_avgpool", "inputs": "twice"},
            {"name": "spread", "type": "upsample", "size": 8},
            {"name": "both", "type": "concat", "inputs": ["spread", "twice"]},
            {"name": "scaled", "type": "mul", "inputs": ["mean", "twice"]},
        ],
    }
    seen = study(network)
    assert seen["sum"].irregular
    assert seen["sum"].jump == (None,)
    assert seen["both"].jump == seen["scaled"].jump == (Fraction(1, 2),)
    assert not seen["both"].irregular


@pytest.mark.parametrize("share", range(4))
def test_hulls_of_products_are_those_of_plain_sets_of_pixels(share: int) -> None:
    """The visible boxes again, this time with one set of whole index tuples per feature and layer."""
    for seed in range(share * 15, share * 15 + 15):
        network = seeded(seed).network
        layers = plain_layers(network)
        size = input_size(network)
        seen: dict[str, Seen] = {"input": {pixel: {pixel} for pixel in itertools.product(*map(range, size))}}
        while len(seen) <= len(layers):
            for name, layer in layers.items():
                if name not in seen and all(source in seen for source in layer["inputs"]):
                    seen[name] = plainly_seen(layer, [seen[source] for source in layer["inputs"]])
        for name, right in study(network).items():
            assert set(right.fields) == set(seen[name])
            for index, pixels in seen[name].items():
                hull = tuple((min(axis), max(axis) + 1) for axis in zip(*pixels)) or None
                assert right.fields[index].visible == hull, (network, name, index)


def plainly_seen(layer: Layer, sources: list[Seen]) -> Seen:
    """Return the pixels seen by every feature of a layer, as sets of index tuples."""
    found: Seen = defaultdict(set)
    sizes = [tuple(1 + max(axis) for axis in zip(*source)) for source in sources]
    n = joined_size(layer, sizes)
    for place, (source, size) in enumerate(zip(sources, sizes)):
        rules = [] if len(sizes) > 1 else [axis_rule(layer, axis, have) for axis, have in enumerate(size)]
        for index in itertools.product(*map(range, [rule.n for rule in rules] or n)):
            if rules:
                read = set(itertools.product(*(map(rule.fold, rule.reads(i)) for rule, i in zip(rules, index))))
                read |= {index} if rules[0].itself else set()
            else:
                ways = ways_in(layer, sizes, place)
                read = {at for way in ways for at in itertools.product(*(reads(i) for reads, i in zip(way, index)))}
            found[index] |= {pixel for position in read for pixel in source.get(position, ())}
    return dict(found)
