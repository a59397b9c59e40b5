"""Layers of Keras that slide over places: convolutions, pools, paddings, crops, upsampling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.readers.keras.places import Uneven, dim, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.layers.kinds import Plain
    from rfcalc.readers.keras.call import Call
    from rfcalc.readers.keras.places import Dim
    from rfcalc.readers.keras.rows import Tensor

PADDINGS = ("valid", "same")
MODES = {"nearest": "nearest", "bilinear": "bilinear", "bicubic": "bicubic"}


def convolution(call: Call, count: int) -> Tensor:
    """Return the map of a convolution over so many dims, a depthwise or a separable one."""
    words = (*PADDINGS, "causal") if count == 1 else PADDINGS
    ones = [1] * count
    return call.slid(
        "conv",
        call.places(count),
        _channels(call),
        kernel=call.settings.counts("kernel_size", count),
        stride=call.settings.counts("strides", count, ones),
        padding=[call.settings.word("padding", words, "valid")] * count,
        dilation=call.settings.counts("dilation_rate", count, ones),
    )


def _channels(call: Call) -> Dim:
    """Return the channels that a convolution makes; those of a depthwise one are not needed by anybody."""
    return dim(call.settings.whole("filters"))


def transposed(call: Call, count: int) -> Tensor:
    """Return the map of a transposed convolution.

    Without ``output_padding`` it has ``n * stride`` features, and with padding ``valid`` those that the kernel reaches
    besides (Keras, `compute_conv_transpose_output_length`); ``same`` cuts as TensorFlow does.
    """
    ones = [1] * count
    settings = call.settings
    kernel, stride = settings.counts("kernel_size", count), settings.counts("strides", count, ones)
    dilation = settings.counts("dilation_rate", count, ones)
    same = settings.word("padding", PADDINGS, "valid") == "same"
    given = settings.counts("output_padding", count, least=0) if "output_padding" in settings else [None] * count
    sides = [_cut((k - 1) * d + 1, s, asked, same=same) for k, s, d, asked in zip(kernel, stride, dilation, given)]
    return call.slid(
        "conv_transpose",
        call.places(count),
        _channels(call),
        kernel=kernel,
        stride=stride,
        padding=[[before, after] for before, after, _ in sides],
        output_padding=[added for *_, added in sides],
        dilation=dilation,
    )


def _cut(reach: int, stride: int, asked: int | None, *, same: bool) -> tuple[int, int, int]:
    """Return what a transposed convolution cuts off before and after, and what it adds after.

    Keras, `_convert_conv_transpose_padding_args_from_keras_to_jax`, which follows TensorFlow.
    """
    if not same:
        return 0, 0, max(stride - reach, 0) if asked is None else asked
    room = stride + reach - 2 if asked is None else reach + reach % 2 - 2 + asked
    left = min(room // 2 + room % 2, reach - 1)
    right = room - left
    return reach - 1 - left, max(reach - 1 - right, 0), max(right - reach + 1, 0)


def pool(call: Call, count: int, kind: str) -> Tensor:
    """Return the map of a pool, whose stride is its size by default."""
    size = call.settings.counts("pool_size", count)
    return call.slid(
        f"{kind}pool",
        call.places(count),
        kernel=size,
        stride=call.settings.counts("strides", count, size),
        padding=[call.settings.word("padding", PADDINGS, "valid")] * count,
    )


def global_pool(call: Call, count: int, kind: str) -> Tensor:
    """Return what is left of a map: one feature, in dims of their own where they are kept."""
    places = call.places(count)
    call.axes_at(places)
    whole = call.reduced(places, kind=kind)
    if call.settings.flag("keepdims"):
        return whole
    return whole._replace(dims=tuple([each for at, each in enumerate(whole.dims or ()) if at not in places]))


def adaptive_pool(call: Call, count: int, kind: str) -> Tensor:
    """Return as many windows as its output has."""
    return call.slid(f"adaptive_{kind}pool", call.places(count), output_size=call.settings.counts("output_size", count))


def zero_padding(call: Call, count: int) -> Tensor:
    """Return the map with zeros around it."""
    return call.slid("pad", call.places(count), padding=call.settings.pairs("padding", count))


def cropping(call: Call, count: int) -> Tensor:
    """Return the map with its sides cut off."""
    return call.slid("crop", call.places(count), crop=call.settings.pairs("cropping", count))


def upsampling(call: Call, count: int) -> Tensor:
    """Return a larger map; one interpolated with more than four taps along an axis is none that files can say."""
    mode = MODES.get(str(call.settings.raw("interpolation", "nearest")).lower())
    if mode is None:
        raise Uneven
    return call.slid("upsample", call.places(count), scale=call.settings.counts("size", count), mode=[mode] * count)


def resizing(call: Call) -> Tensor:
    """Return the map in another size; nearest features are those at the middle of pixels, as TensorFlow has them."""
    settings = call.settings
    mode = MODES.get(str(settings.raw("interpolation", "bilinear")).lower())
    if mode is None or any(settings.flag(key) for key in ("crop_to_aspect_ratio", "pad_to_aspect_ratio")):
        raise Uneven
    places = call.places(2)
    size = [settings.count("height"), settings.count("width")]
    if len(call.tensor.axes) > len(size):  # a size for every axis, and another one than these is there
        raise Uneven
    exact = "nearest-exact" if mode == "nearest" else mode
    return call.slid("resize", places, size=size, mode=[exact, exact])


def center_crop(call: Call) -> Tensor:
    """Return the middle of the map; a map that is too small is resized, which is not told."""
    places = call.places(2)
    wanted = [call.settings.count("height"), call.settings.count("width")]
    sides: list[Plain] = []
    for at, size in zip(places, wanted):
        n = size_of(call.dims[at])
        if n is None:
            raise RfcalcError("where it crops depends on the input size", allowed="give it with --input")
        if n < size:
            raise Uneven
        before = (n - size) // 2
        sides.append([before, n - size - before])
    return call.slid("crop", places, crop=sides)


def random_crop(call: Call) -> Tensor:
    """Return the map, if it has the size already: at inference, any other is resized and cropped."""
    wanted: Sequence[int] = [call.settings.count("height"), call.settings.count("width")]
    if [size_of(call.dims[at]) for at in call.places(2)] != wanted:
        raise Uneven
    return call.unchanged()
