"""Layers of Keras that slide along dims: convolutions, pools, paddings, crops, upsampling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.digits import size_of
from rfcalc.readers.moves.mixing import reduced, regular
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.moves.windows import filtered, kept_size, slid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.layers.kinds import Plain
    from rfcalc.readers.keras.call import Call
    from rfcalc.readers.moves.tensor import Tensor
    from rfcalc.readers.moves.windows import Settings

PADDINGS = ("valid", "same")
MODES = {"nearest": "nearest", "bilinear": "bilinear", "bicubic": "bicubic"}

STILL: Settings = {"kernel": 1, "stride": 1, "padding": (0, 0)}


def convolution(call: Call, count: int) -> Tensor:
    """Return the map of a convolution along so many dims, be it a depthwise or a separable one."""
    settings, ones = call.settings, [1] * count
    words = (*PADDINGS, "causal") if count == 1 else PADDINGS
    padding: Plain = settings.word("padding", words, "valid")
    return _filtered(
        call,
        count,
        "conv",
        {**STILL, "dilation": 1},
        kernel=settings.counts("kernel_size", count),
        stride=settings.counts("strides", count, ones),
        padding=[(0, 0) if padding == "valid" else padding] * count,
        dilation=settings.counts("dilation_rate", count, ones),
    )


def transposed(call: Call, count: int) -> Tensor:
    """Return the map of a transposed convolution.

    Without ``output_padding`` it has ``n * stride`` features, and with padding ``valid`` those that the kernel reaches
    besides (Keras, `compute_conv_transpose_output_length`); ``same`` cuts as TensorFlow does.
    """
    settings, ones = call.settings, [1] * count
    kernel, stride = settings.counts("kernel_size", count), settings.counts("strides", count, ones)
    dilation = settings.counts("dilation_rate", count, ones)
    same = settings.word("padding", PADDINGS, "valid") == "same"
    wanted: Sequence[int | None] = [None] * count
    if "output_padding" in settings:
        wanted = settings.counts("output_padding", count, least=0)
    sides = [_cut((k - 1) * d + 1, s, asked, same=same) for k, s, d, asked in zip(kernel, stride, dilation, wanted)]
    return _filtered(
        call,
        count,
        "conv_transpose",
        {**STILL, "output_padding": 0, "dilation": 1},
        kernel=kernel,
        stride=stride,
        padding=[side[:2] for side in sides],
        output_padding=[side[2] for side in sides],
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


def _filtered(call: Call, count: int, type_name: str, still: Settings, **keys: Sequence[Plain]) -> Tensor:
    """Return the map of a layer whose weights mix its channels; places among these are read together."""
    dims, drawing = call.dims(count), call.drawing
    drawing.slides(call.tensor, dims)
    tensor = regular(drawing, call.tensor, dims)
    groups = call.settings.whole("groups", 1) or 1
    tensor = filtered(drawing, tensor, call.channel(count), call.settings.whole("filters"), groups)
    return slid(drawing, tensor, type_name, _along(dims, still, keys), still)


def _along(dims: range, still: Settings, keys: dict[str, Sequence[Plain]]) -> dict[int, Settings]:
    """Return the keys along each dim."""
    return {dim: {key: keys[key][at] for key in still} for at, dim in enumerate(dims)}


def _slid(call: Call, type_name: str, dims: dict[int, Settings], still: Settings, **shared: Plain) -> Tensor:
    """Return the map of a layer that slides along dims, which are axes of the image if it is the first that does."""
    call.drawing.slides(call.tensor, dims)
    return slid(call.drawing, call.tensor, type_name, dims, still, **shared)


def pool(call: Call, count: int, kind: str) -> Tensor:
    """Return the map of a pool, whose stride is its size by default."""
    size = call.settings.counts("pool_size", count)
    padding: Plain = call.settings.word("padding", PADDINGS, "valid")
    keys: dict[str, Sequence[Plain]] = {
        "kernel": size,
        "stride": call.settings.counts("strides", count, size),
        "padding": [(0, 0) if padding == "valid" else padding] * count,
    }
    return _slid(call, f"{kind}pool", _along(call.dims(count), STILL, keys), STILL)


def global_pool(call: Call, count: int, kind: str) -> Tensor:
    """Return what is left of a map: one feature, in dims of size 1 where they are kept."""
    dims = call.dims(count)
    call.drawing.slides(call.tensor, dims)
    keep = call.settings.flag("keepdims")
    return reduced(call.drawing, call.tensor, dims, keep=keep, one=f"global_{kind}pool")


def adaptive_pool(call: Call, count: int, kind: str) -> Tensor:
    """Return as many windows as its output has."""
    sizes = call.settings.counts("output_size", count)
    dims: dict[int, Settings] = {dim: {"output_size": size} for dim, size in zip(call.dims(count), sizes)}
    return _slid(call, f"adaptive_{kind}pool", dims, {"output_size": None})


def zero_padding(call: Call, count: int) -> Tensor:
    """Return the map with zeros around it."""
    return _sides(call, count, "pad", "padding")


def cropping(call: Call, count: int) -> Tensor:
    """Return the map with its sides cut off."""
    return _sides(call, count, "crop", "crop", "cropping")


def _sides(call: Call, count: int, type_name: str, key: str, theirs: str = "") -> Tensor:
    pairs = call.settings.pairs(theirs or key, count)
    dims: dict[int, Settings] = {dim: {key: tuple(pair)} for dim, pair in zip(call.dims(count), pairs)}
    return _slid(call, type_name, dims, {key: (0, 0)})


def upsampling(call: Call, count: int) -> Tensor:
    """Return a larger map."""
    scales = call.settings.counts("size", count)
    dims: dict[int, Settings] = {dim: {"scale": scale} for dim, scale in zip(call.dims(count), scales)}
    return _slid(call, "upsample", dims, {"scale": 1}, mode=_mode(call, "nearest"))


def _mode(call: Call, default: str) -> str:
    """Return how values between features are found. Raises `Unread` for more than four taps along an axis."""
    found = str(call.settings.raw("interpolation", default)).lower()
    if found not in MODES:
        raise Unread(f"its interpolation {found} reads more features than is told")
    return MODES[found]


def resizing(call: Call) -> Tensor:
    """Return the map in another size; nearest features are those at the middle of pixels, as TensorFlow has them."""
    for key in ("crop_to_aspect_ratio", "pad_to_aspect_ratio"):
        if call.settings.flag(key):
            raise Unread(f"with {key} what it reads is not told")
    mode = _mode(call, "bilinear")
    sizes = (call.settings.count("height"), call.settings.count("width"))
    dims: dict[int, Settings] = {dim: {"size": size} for dim, size in zip(call.dims(2), sizes)}
    call.drawing.slides(call.tensor, dims)
    exact = "nearest-exact" if mode == "nearest" else mode
    return slid(call.drawing, call.tensor, "resize", dims, kept_size, mode=exact)


def center_crop(call: Call) -> Tensor:
    """Return the middle of the map. Raises `Unread` for a map that is too small, because it is resized then."""
    dims: dict[int, Settings] = {}
    for at, size in zip(call.dims(2), (call.settings.count("height"), call.settings.count("width"))):
        n = size_of(call.places[at])
        if n is None:
            raise Unread("where it crops depends on the size of the input", needs_size=True)
        if n < size:
            raise Unread(f"it resizes a map of {n} to {size} in a way that is not told")
        before = (n - size) // 2
        dims[at] = {"crop": (before, n - size - before)}
    return _slid(call, "crop", dims, {"crop": (0, 0)})


def random_crop(call: Call) -> Tensor:
    """Return the map, if it has the size already. Raises `Unread` for another: it is resized and cropped then."""
    wanted = [call.settings.count("height"), call.settings.count("width")]
    if [size_of(call.places[at]) for at in call.dims(2)] != wanted:
        raise Unread("it resizes and crops in a way that is not told")
    return call.tensor
