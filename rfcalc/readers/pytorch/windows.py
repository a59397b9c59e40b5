"""Operations that slide along dims: convolutions, pools, paddings, resizings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.digits import plain, size_of
from rfcalc.readers.moves.mixing import known, reduced, regular
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.moves.windows import filtered, kept_size, recurrent, slid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.layers.kinds import Plain
    from rfcalc.readers.moves.windows import Settings
    from rfcalc.readers.pytorch.call import Call

SPATIAL = 2
"""The first dim that windows slide along, after batch and channels."""

STILL: Settings = {"kernel": 1, "stride": 1, "padding": (0, 0), "dilation": 1}


def _windows(call: Call, **keys: Sequence[Plain]) -> dict[int, Settings]:
    """Return the keys along each of the last dims."""
    count = len(next(iter(keys.values())))
    first = len(call.places) - count
    return {first + at: {key: values[at] for key, values in keys.items()} for at in range(count)}


def _both(sides: Sequence[int]) -> list[Plain]:
    return [(side, side) for side in sides]


def convolution(call: Call) -> Tensor:
    """Return the map of a convolution, transposed or not."""
    weights = call.tensor(1).shape or ()
    count = len(weights) - SPATIAL
    if count < 1 or None in weights:
        raise Unread("the sizes of its kernel are not known")
    groups = int(call.given(8, "groups", 1))
    turned = bool(call.given(6, "transposed"))
    still: Settings = {**STILL, "output_padding": 0} if turned else STILL
    keys: dict[str, Sequence[Plain]] = {
        "kernel": list(weights[SPATIAL:]),
        "stride": call.numbers(3, "stride", count, 1),
        "padding": _both(call.numbers(4, "padding", count, 0)),
        "dilation": call.numbers(5, "dilation", count, 1),
    }
    if turned:
        keys["output_padding"] = call.numbers(7, "output_padding", count, 0)
    dims = _windows(call, **{key: keys[key] for key in still})
    channels = (weights[1] or 1) * groups if turned else weights[0]
    call.drawing.slides(call.tensor(), dims)
    tensor = regular(call.drawing, call.tensor(), dims)
    tensor = filtered(call.drawing, tensor, min(dims) - 1, channels, groups)
    return slid(call.drawing, tensor, "conv_transpose" if turned else "conv", dims, still)


def max_pool(call: Call, count: int) -> Tensor:
    """Return the map of a max pool."""
    return _pool(call, count, "maxpool", call.numbers(4, "dilation", count, 1), ceil_at=5)


def average_pool(call: Call, count: int) -> Tensor:
    """Return the map of an average pool."""
    return _pool(call, count, "avgpool", (1,) * count, ceil_at=4)


def _pool(call: Call, count: int, type_name: str, dilation: Sequence[int], ceil_at: int) -> Tensor:
    kernel = call.numbers(1, "kernel_size", count)
    stride = call.given(2, "stride")
    dims = _windows(
        call,
        kernel=kernel,
        stride=call.numbers(2, "stride", count) if stride else kernel,
        padding=_both(call.numbers(3, "padding", count, 0)),
        dilation=dilation,
    )
    call.drawing.slides(call.tensor(), dims)
    ceil = bool(call.given(ceil_at, "ceil_mode"))
    return slid(call.drawing, call.tensor(), type_name, dims, STILL, ceil_mode=ceil)


def adaptive_pool(call: Call, count: int, kind: str) -> Tensor:
    """Return as many windows as its output has."""
    sizes = call.numbers(1, "output_size", count)
    dims = _windows(call, output_size=sizes)
    call.drawing.slides(call.tensor(), dims)
    if all(size == 1 for size in sizes):
        return reduced(call.drawing, call.tensor(), [*dims], keep=True, one=f"global_{kind}pool")
    return slid(call.drawing, call.tensor(), f"adaptive_{kind}pool", dims, {"output_size": None})


def upsampling(call: Call, count: int, mode: str) -> Tensor:
    """Return the map in another size, which PyTorch has worked out."""
    sizes = call.shapes[0][-count:]
    first = len(call.places) - count
    dims = range(first, first + count)
    call.drawing.slides(call.tensor(), dims)
    tensor = regular(call.drawing, call.tensor(), dims)
    places = known(tensor)
    factors = [_factor(size, size_of(places[at])) for at, size in zip(dims, sizes)]
    aligned = bool(call.given(2, "align_corners")) and not mode.startswith("nearest")
    shared: dict[str, Plain] = {"mode": mode, **({"align_corners": True} if aligned else {})}
    if None not in factors:
        along: dict[int, Settings] = {at: {"scale": factor} for at, factor in zip(dims, factors)}
        return slid(call.drawing, tensor, "upsample", along, {"scale": 1}, **shared)
    dims_to: dict[int, Settings] = {at: {"size": size} for at, size in zip(dims, sizes)}
    return slid(call.drawing, tensor, "resize", dims_to, kept_size, **shared)


def _factor(size: int, n: int | None) -> int | None:
    return size // n if n and size % n == 0 else None


def padding(call: Call, mode: str) -> Tensor:
    """Return the map with what is put around it; the last dim's sides come first."""
    sides = call.given(1, "pad") or call.given(1, "padding")
    if not isinstance(sides, tuple) or len(sides) % 2 or not all(isinstance(side, int) for side in sides):
        raise Unread("by how much it pads is not known")
    last = len(call.places) - 1
    dims: dict[int, Settings] = {
        last - at // 2: {"padding": (sides[at], sides[at + 1])}
        for at in range(0, len(sides), 2)
        if sides[at] or sides[at + 1]
    }
    call.drawing.slides(call.tensor(), dims)
    return slid(call.drawing, call.tensor(), "pad", dims, {"padding": (0, 0)}, mode=mode) if dims else call.tensor()


def recurrent_module(call: Call) -> tuple[Tensor, ...]:
    """Return all steps of a recurrent module, and its states."""
    time = int(call.words["time"])
    if len(call.places) != 3:  # noqa: PLR2004 - a single sequence without batch
        raise Unread("it is given one sequence without a batch")
    call.drawing.slides(call.tensor(), [time])
    steps = recurrent(call.drawing, call.tensor(), time, str(call.words["direction"]))
    width = call.shapes[0][-1]
    steps = steps._replace(places=(*known(steps)[:-1], plain(width)))
    if not any(call.read[1:]):
        return (steps, *(UNKNOWN_CONSTANT for _ in call.shapes[1:]))
    last = reduced(call.drawing, steps, [time], keep=True)
    state = Tensor(tuple([plain(size) for size in call.shapes[1]]), last.layer)
    return (steps, *(state for _ in call.shapes[1:]))
