"""Laws that every receptive field obeys, each a test of its name: layers and what they equal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rfcalc

from .agreement import exactly, places, read
from .law import law

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.slow

LAW = law(60)

WINDOW = st.fixed_dictionaries(
    {
        "type": st.just("conv"),
        "kernel": st.integers(1, 7),
        "stride": st.integers(1, 4),
        "dilation": st.integers(1, 3),
        "padding": st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda pair: [list(pair)]),
    }
)
WINDOWS = st.lists(WINDOW, min_size=1, max_size=6)
SCALE = st.integers(1, 4)

# The largest window reaches over (7 - 1) * 3 + 1 = 19 features and moves by 4 at most.
ROOM_FOR_ONE = 23  # (23 - 19) // 4 + 1 = 2 features are left
ROOM_FOR_TWO = 91  # (91 - 19) // 4 + 1 = 19 are left, and of them one


def chain(size: int | None, *layers: dict[str, Any]) -> dict[str, Any]:
    """Return a 1-D network of layers one after the other, the last one called ``last``."""
    names = [f"layer{place}" for place in range(1, len(layers))] + ["last"]
    return {"input": [size], "layers": [{"name": name, **layer} for name, layer in zip(names, layers)]}


def last_row(network: dict[str, Any]) -> rfcalc.LayerRow:
    """Return the last row of a network's summary."""
    return rfcalc.summary(read(network)).layers[-1]


def along(numbers: Sequence[Fraction | float | None]) -> Fraction:
    """Return the number of the only axis."""
    (number,) = exactly(numbers)
    assert number is not None
    return number


def alike(*networks: dict[str, Any]) -> None:
    """Assert that the last layers of networks have the same numbers and see the same, feature by feature."""
    rows = [last_row(network) for network in networks]
    seen = [places(network, "last") for network in networks]
    for row, fields, network in zip(rows, seen, networks):
        assert (row.n, row.jump, row.rf, row.rf_min, row.start) == (
            rows[0].n, rows[0].jump, rows[0].rf, rows[0].rf_min, rows[0].start
        ), (networks[0], network)  # fmt: skip
        assert fields == seen[0], (networks[0], network)


@LAW
@given(windows=WINDOWS)
def test_a_chain_of_convolutions_follows_the_textbook_recurrences(windows: list[dict[str, Any]]) -> None:
    """Araujo, Norris, Sim, https://distill.pub/2019/computing-receptive-fields, equations 1 to 4."""
    jump, rf, start = 1, 1, Fraction(1, 2)
    rows = rfcalc.summary(read(chain(None, *windows))).layers
    for row, window in zip(rows, windows):
        reach = (window["kernel"] - 1) * window["dilation"]
        start += (Fraction(reach, 2) - window["padding"][0][0]) * jump
        rf += reach * jump
        jump *= window["stride"]
        assert (row.n, row.rf, row.rf_min) == ((None,), (rf,), None)
        assert (exactly(row.jump), exactly(row.start)) == ((jump,), (start,))


@LAW
@given(first=WINDOWS, second=WINDOWS)
def test_chains_compose(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> None:
    """Jumps multiply; the second chain's field and start are counted in jumps of the first."""
    a, b, both = (last_row(chain(None, *windows)) for windows in (first, second, first + second))
    assert along(both.jump) == along(a.jump) * along(b.jump)
    assert along(both.rf) == along(a.rf) + (along(b.rf) - 1) * along(a.jump)
    assert along(both.start) == along(a.start) + (along(b.start) - Fraction(1, 2)) * along(a.jump)


@LAW
@given(window=WINDOW, more=WINDOW, size=st.integers(ROOM_FOR_ONE, 40))
def test_padding_may_be_a_layer_of_its_own(window: dict[str, Any], more: dict[str, Any], size: int) -> None:
    """A padded convolution is a pad and a convolution without."""
    bare = {key: value for key, value in window.items() if key != "padding"}
    more = {**more, "kernel": 2, "dilation": 1, "stride": 1}
    alike(
        chain(size, window, more),
        chain(size, {"type": "pad", "padding": window["padding"]}, bare, more),
    )


@LAW
@given(windows=st.lists(WINDOW, max_size=2), sides=st.tuples(st.integers(0, 4), st.integers(0, 4)))
def test_a_crop_undoes_a_pad(windows: list[dict[str, Any]], sides: tuple[int, int]) -> None:
    """What was put around a map and cut from it again changes nothing."""
    pair = [list(sides)]
    alike(
        chain(ROOM_FOR_TWO, *windows, {"type": "identity"}),
        chain(ROOM_FOR_TWO, *windows, {"type": "pad", "padding": pair}, {"type": "crop", "crop": pair}),
    )


@LAW
@given(scale=SCALE, windows=st.lists(WINDOW, max_size=2), size=st.integers(2, 9))
def test_upsampling_is_a_transposed_convolution_is_a_pixel_shuffle(
    scale: int, windows: list[dict[str, Any]], size: int
) -> None:
    """Nearest upsampling by s, kernel s with stride s, and pixel shuffle by s read alike.

    Not of a map of one feature: resizing spreads it, so that all features are alike and have no jump.
    """
    windows = [{**window, "padding": 20, "stride": 1} for window in windows]
    alike(
        *(
            chain(size, layer, *windows, {"type": "identity"})
            for layer in (
                {"type": "upsample", "scale": scale},
                {"type": "resize", "scale": scale, "mode": "nearest-exact"},
                {"type": "conv_transpose", "kernel": scale, "stride": scale},
                {"type": "pixel_shuffle", "scale": scale},
            )
        )
    )


@LAW
@given(scale=st.integers(2, 4), size=st.integers(2, 9))
def test_upsampling_to_a_multiple_is_upsampling_by_the_factor(scale: int, size: int) -> None:
    """By size or by scale, in every mode."""
    for mode in ("nearest", "nearest-exact", "bilinear", "bicubic"):
        alike(
            chain(size, {"type": "upsample", "scale": scale, "mode": mode}),
            chain(size, {"type": "resize", "size": scale * size, "mode": mode}),
        )


@LAW
@given(scale=SCALE, groups=st.integers(2, 6))
def test_pools_without_overlap_are_adaptive_pools_and_space_to_depth(scale: int, groups: int) -> None:
    """Where the stride divides the size, all ways of grouping a map read alike."""
    size = scale * groups
    alike(
        chain(size, {"type": "maxpool", "kernel": scale}),
        chain(size, {"type": "avgpool", "kernel": scale, "ceil_mode": True}),
        chain(size, {"type": "conv", "kernel": scale, "stride": scale, "padding": "same"}),
        chain(size, {"type": "adaptive_avgpool", "output_size": groups}),
        chain(size, {"type": "space_to_depth", "scale": scale}),
    )


@LAW
@given(windows=st.lists(WINDOW, max_size=2), size=st.integers(ROOM_FOR_TWO, 100))
def test_global_pools_are_kernels_of_the_size_of_the_map(windows: list[dict[str, Any]], size: int) -> None:
    """One feature that reads the whole map, whatever it is called."""
    n = last_row(chain(size, *windows, {"type": "identity"})).n[0]
    kinds = ("global_avgpool", "global_maxpool", "linear")
    alike(
        chain(size, *windows, {"type": "conv", "kernel": n}),
        chain(size, *windows, {"type": "adaptive_maxpool", "output_size": 1}),
        *(chain(size, *windows, {"type": kind}) for kind in kinds),
    )


@LAW
@given(scale=SCALE, kernel=st.integers(1, 9))
def test_a_convolution_after_upsampling_has_fields_of_two_sizes_at_most(scale: int, kernel: int) -> None:
    """It begins anywhere within the s copies of a pixel: (k - 1) // s + 1 pixels or (s + k - 2) // s + 1."""
    row = last_row(chain(30, {"type": "upsample", "scale": scale}, {"type": "conv", "kernel": kernel}))
    least, most = (kernel - 1) // scale + 1, (scale + kernel - 2) // scale + 1
    assert row.rf == (most,)
    assert row.rf_min == (None if least == most else (least,))


@LAW
@given(kernel=st.integers(1, 4), stride=st.integers(1, 5))
def test_a_transposed_convolution_with_stride_beyond_its_kernel_has_gaps(kernel: int, stride: int) -> None:
    """Of each stride's features the first ones, as many as the kernel has taps, see something."""
    seen = places(chain(4, {"type": "conv_transpose", "kernel": kernel, "stride": stride}), "last")
    blind = {index[0] % stride for index, place in seen.items() if place[0] is None}
    assert blind == set(range(kernel, stride))


@pytest.mark.parametrize("padding", ["same", "same_lower"])
@LAW
@given(window=WINDOW, size=st.integers(1, 40))
def test_same_padding_gives_one_feature_per_stride_begun(padding: str, window: dict[str, Any], size: int) -> None:
    """TensorFlow and ONNX: n / stride, rounded up; a transposed convolution gives n * stride."""
    assert last_row(chain(size, {**window, "padding": padding})).n == (-(-size // window["stride"]),)
    transposed = {**window, "type": "conv_transpose", "padding": padding}
    assert last_row(chain(size, transposed)).n == (size * window["stride"],)


@LAW
@given(window=WINDOW, size=st.integers(ROOM_FOR_ONE, 40))
def test_valid_padding_is_none(window: dict[str, Any], size: int) -> None:
    """``valid``, 0 and nothing mean the same."""
    bare = {key: value for key, value in window.items() if key != "padding"}
    alike(*(chain(size, {**bare, **given}) for given in ({}, {"padding": 0}, {"padding": "valid"})))
