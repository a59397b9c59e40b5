"""Resizing in ONNX's words: positions in exact fractions, the edge beyond the map."""

from __future__ import annotations

import pytest

import rfcalc

PYTORCH = {
    "nearest": "coordinates: asymmetric, rounding: floor",
    "nearest-exact": "coordinates: half_pixel, rounding: round_prefer_ceil",
    "bilinear": "mode: bilinear, coordinates: half_pixel",
    "bicubic": "mode: bicubic, coordinates: half_pixel",
    "bilinear, align_corners: true": "mode: bilinear, coordinates: align_corners",
    "bicubic, align_corners: true": "mode: bicubic, coordinates: align_corners",
}


def read(keys: str, size: object = 8) -> rfcalc.Network:
    return rfcalc.loads(f"input: [{size}]\nlayers: [{{name: up, type: resize, {keys}}}]")


def seen(network: rfcalc.Network) -> list[list[int]]:
    """Return the pixels that every feature really reads."""
    (n,) = rfcalc.summary(network).layers[-1].n
    found = []
    for i in range(n or 0):
        visible = rfcalc.locate(network, "up", [i]).visible
        assert visible is not None
        found.append([*range(*visible[0])])
    return found


@pytest.mark.parametrize(
    ("size", "keys", "reads"),
    [
        (14, "size: 4, coordinates: asymmetric, rounding: floor", [0, 3, 7, 10]),
        (4, "size: 8, coordinates: half_pixel, rounding: round_prefer_floor", [0, 0, 1, 1, 2, 2, 3, 3]),
        (4, "scale: 0.75, coordinates: asymmetric, rounding: ceil", [0, 2, 3]),
        (2, "scale: 2, coordinates: asymmetric, rounding: ceil", [0, 1, 1, 1]),
        (5, "size: 2, coordinates: half_pixel, rounding: floor", [0, 3]),
        (4, "size: 3, coordinates: align_corners, rounding: round_prefer_ceil", [0, 2, 3]),
        (4, "size: 3, coordinates: align_corners, rounding: round_prefer_floor", [0, 1, 3]),
        (4, "size: 1, coordinates: align_corners, rounding: ceil", [0]),
        (5, "size: 1, coordinates: pytorch_half_pixel, rounding: ceil", [0]),
        (5, "size: 1, coordinates: half_pixel, rounding: ceil", [2]),
        (1, "size: 3, coordinates: half_pixel, rounding: ceil", [0, 0, 0]),
    ],
)
def test_the_nearest_feature_is_that_of_the_specification(size: int, keys: str, reads: list[int]) -> None:
    assert seen(read(keys, size)) == [[at] for at in reads]


def test_the_symmetric_rule_puts_middle_on_middle() -> None:
    """ONNX's test resize_downsample_scales_linear_half_pixel_symmetric: four features by 0.6 make two."""
    network = read("scale: 0.6, mode: bilinear, coordinates: half_pixel_symmetric", 4)
    assert seen(network) == [[0, 1], [2, 3]]


@pytest.mark.parametrize("mode", PYTORCH)
@pytest.mark.parametrize("how", ["scale: 2", "scale: 1.5", "size: 5", "scale: 0.5"])
def test_the_words_of_pytorch_are_these(mode: str, how: str) -> None:
    ours = rfcalc.summary(read(f"{how}, mode: {mode}")).layers[0]
    onnx = rfcalc.summary(read(f"{how}, {PYTORCH[mode]}")).layers[0]
    assert onnx._replace(window="") == ours._replace(window="")


def test_what_lies_beyond_the_map_is_its_edge() -> None:
    network = read("scale: 2, coordinates: asymmetric, rounding: ceil", 3)
    assert rfcalc.locate(network, "up", [5]).box == ((3, 4),)
    assert rfcalc.locate(network, "up", [5]).visible == ((2, 3),)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            "scale: 2, coordinates: half_pixel",
            "coordinates: 'rounding' is missing; mode nearest needs it beside coordinates",
        ),
        ("scale: 2, rounding: floor", "rounding: 'coordinates' is missing; mode nearest needs it beside rounding"),
        ("scale: 2, mode: bilinear, rounding: floor", "rounding: rounding does not go with mode bilinear"),
        ("scale: 2, mode: nearest-exact, coordinates: half_pixel", "coordinates do not go with mode nearest-exact"),
        (
            "scale: 2, mode: bilinear, align_corners: true, coordinates: half_pixel",
            "coordinates: coordinates do not go with align_corners; give one of them",
        ),
        (
            "scale: 2, mode: bilinear, coordinates: tf_crop_and_resize",
            "asymmetric, align_corners; where a region of interest lies is not known before the network runs",
        ),
        ("scale: 2, mode: bilinear, coordinates: halfpixel", "did you mean 'half_pixel'?"),
    ],
)
def test_what_contradicts_itself_is_refused(keys: str, message: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        read(keys)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            "scale: 1.5, mode: bilinear, coordinates: align_corners",
            "align_corners: where aligned corners lie depends on",
        ),
        ("size: 9, mode: bilinear, align_corners: true", "align_corners: where aligned corners lie depends on"),
        ("size: 9, mode: bilinear, coordinates: half_pixel", "size: what a resizing to a given size reads depends on"),
        (
            "scale: 1.5, mode: bilinear, coordinates: half_pixel_symmetric",
            "coordinates: where its features lie depends on",
        ),
    ],
)
def test_what_needs_a_size_says_so(keys: str, message: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.summary(read(keys, "null"))
    assert message in str(caught.value)


def test_a_whole_scale_needs_none() -> None:
    (row,) = rfcalc.summary(read("scale: 2, mode: bilinear, coordinates: half_pixel_symmetric", "null")).layers
    assert (row.jump, row.rf, row.start) == ((0.5,), (2,), (0,))
