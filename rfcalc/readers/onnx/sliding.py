"""Operators that slide: convolutions, pools, paddings, resizings, recurrent layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.digits import axes_in, is_regular, plain, size_of
from rfcalc.readers.moves.joining import joined
from rfcalc.readers.moves.mixing import known, projected, reduced, regular, settled
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.moves.windows import filtered, recurrent, slid

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.windows import Settings
    from rfcalc.readers.onnx.call import Call

SPATIAL = 2
"""The first dim that windows slide along, after batch and channels."""

STILL: Settings = {"kernel": 1, "stride": 1, "padding": (0, 0), "dilation": 1}
STILL_TRANSPOSED: Settings = {**STILL, "output_padding": 0}

SAME = {"SAME_UPPER": "same", "SAME_LOWER": "same_lower"}

PAD_MODES = {"constant": "zeros", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}

PADS_ARE_INPUTS = 11


def conv(call: Call, weight: int = 1) -> Tensor:
    """Return the map of a convolution, whose weights are an input of the node."""
    shape = call.input(weight).shape
    kernel = _kernel(call, None if shape is None else shape[SPATIAL:])
    dims = _windows(call, kernel)
    call.drawing.slides(call.input(), dims)
    tensor = settled(call.drawing, call.input(), dims)
    dims = {at: keys for at, keys in dims.items() if keys != STILL or _is_plain(known(tensor), at)}
    tensor = regular(call.drawing, tensor, dims)
    tensor = filtered(call.drawing, tensor, 1, shape[0] if shape else None, call.number("group", 1))
    return slid(call.drawing, tensor, "conv", dims, STILL)


def _is_plain(places: Places, at: int) -> bool:
    """Return whether a dim is an axis, or has no places: otherwise, a kernel of 1 reads each value by itself."""
    return is_regular(places, at) or not axes_in(places[at])


def fused_conv(call: Call) -> Tensor:
    """Return the map of a convolution to which another map may be added."""
    found = conv(call)
    return joined(call.drawing, [found, call.input(3)], "add") if call.has(3) else found


def quantized_conv(call: Call) -> Tensor:
    """Return the map of a convolution whose weights are the fourth input."""
    return conv(call, 3)


def pool(call: Call, type_name: str) -> Tensor:
    """Return the map of a pool."""
    kernel = _kernel(call, None)
    dims = _windows(call, kernel)
    call.drawing.slides(call.input(), dims)
    ceil = bool(call.number("ceil_mode")) and not any(isinstance(each["padding"], str) for each in dims.values())
    return slid(call.drawing, call.input(), type_name, dims, STILL, ceil_mode=ceil)


def global_pool(call: Call, type_name: str) -> Tensor:
    """Return the map of one feature that a global pool makes."""
    dims = range(SPATIAL, len(call.places()))
    call.drawing.slides(call.input(), dims)
    return reduced(call.drawing, call.input(), dims, keep=True, one=type_name)


def _kernel(call: Call, of_weights: tuple[int | None, ...] | None) -> tuple[int, ...]:
    """Return the sizes of a kernel: an attribute, or else the last dims of the weights."""
    kernel = call.numbers("kernel_shape") or of_weights
    rank = len(call.places()) - SPATIAL
    if kernel is None or len(kernel) != rank or rank < 1:
        raise Unread(f"its kernel has {len(kernel or ())} dims, its input {rank} to slide along")
    if any(size is None or size < 1 for size in kernel):
        raise Unread("the sizes of its kernel are not known")
    return tuple([size for size in kernel if size is not None])


def _listed(call: Call, name: str, count: int, default: int) -> tuple[int, ...]:
    """Return an attribute with so many whole numbers."""
    found = call.numbers(name) or (default,) * count
    if len(found) != count:
        raise Unread(f"its attribute {name} has {len(found)} values, not {count}")
    return found


def _windows(call: Call, kernel: tuple[int, ...]) -> dict[int, Settings]:
    """Return the keys of windows along each dim that they slide along."""
    rank = len(kernel)
    strides, dilations = _listed(call, "strides", rank, 1), _listed(call, "dilations", rank, 1)
    pads = _listed(call, "pads", 2 * rank, 0)
    automatic = call.word("auto_pad", "NOTSET")
    found: dict[int, Settings] = {}
    for at in range(rank):
        padding: Plain = (pads[at], pads[rank + at])
        if automatic in SAME:
            padding = SAME[automatic]
        elif automatic == "VALID":
            padding = (0, 0)
        found[SPATIAL + at] = {
            "kernel": kernel[at], "stride": strides[at], "padding": padding, "dilation": dilations[at]
        }  # fmt: skip
    return found


def conv_transpose(call: Call) -> Tensor:
    """Return the map of a transposed convolution."""
    shape = call.input(1).shape
    kernel = _kernel(call, None if shape is None else shape[SPATIAL:])
    dims = _windows(call, kernel)
    rank, automatic = len(kernel), call.word("auto_pad", "NOTSET")
    extra = _listed(call, "output_padding", rank, 0)
    wanted = call.numbers("output_shape")
    wanted = None if wanted is None else wanted[-rank:]
    if wanted is not None and len(wanted) != rank:
        raise Unread(f"its output_shape has {len(wanted)} values, not {rank}")
    tensor = call.input()
    call.drawing.slides(tensor, dims)
    tensor = regular(call.drawing, tensor, dims)
    places = known(tensor)
    behind = {}
    for at, dim in enumerate(dims):
        keys = dims[dim]
        keys["output_padding"] = 0
        behind[dim] = extra[at]
        if wanted is None and automatic in {"NOTSET", "VALID"}:
            continue
        n = size_of(places[dim])
        stride = _as_int(keys["stride"])
        natural = None if n is None else (n - 1) * stride + (kernel[at] - 1) * _as_int(keys["dilation"]) + 1 + extra[at]
        if wanted is not None and natural is None:
            raise Unread("where its padding lies depends on the size of the input", needs_size=True)
        if natural is not None:
            size = wanted[at] if wanted is not None else (n or 0) * stride
            total = natural - size
            if wanted is not None:  # a kernel below its stride makes less than `SAME` promises, as runtimes compute it
                behind[dim] += max(0, -total)
            total = max(0, total)
            before = total // 2 if automatic == "SAME_UPPER" else total - total // 2
            keys["padding"] = (before, total - before)
    channels = None if shape is None or shape[1] is None else shape[1] * call.number("group", 1)
    tensor = filtered(call.drawing, tensor, 1, channels, call.number("group", 1))
    return _extended(call, tensor, dims, behind)


def _extended(call: Call, tensor: Tensor, dims: dict[int, Settings], behind: dict[int, int]) -> Tensor:
    """Return the map of a transposed convolution with features behind it: as many as its type takes, else by a pad."""
    rest: dict[int, Settings] = {}
    for at, keys in dims.items():
        most = max(_as_int(keys["stride"]), _as_int(keys["dilation"])) - 1
        if behind[at] <= most:
            keys["output_padding"] = behind[at]
        else:
            rest[at] = {"padding": (0, behind[at])}
    found = slid(call.drawing, tensor, "conv_transpose", dims, STILL_TRANSPOSED)
    return slid(call.drawing, found, "pad", rest, {"padding": (0, 0)}) if rest else found


def _as_int(value: Plain) -> int:
    assert isinstance(value, int)  # noqa: S101 - written a few lines above
    return value


def pad(call: Call) -> Tensor:
    """Return the map with what is put around it, or cut off."""
    places = call.places()
    rank = len(places)
    sides = (
        call.listed(1, "pads") if call.opset >= PADS_ARE_INPUTS else call.numbers("pads") or call.numbers("paddings")
    )
    axes = tuple([call.axis(axis, rank) for axis in (call.listed(3) if call.has(3) else None) or range(rank)])
    if sides is None or len(sides) != 2 * len(axes):
        raise Unread(f"it pads {len(axes)} dims by {len(sides or ())} numbers")
    mode = PAD_MODES.get(call.word("mode", "constant"))
    if mode is None:
        raise Unread(f"its mode {call.word('mode')} is not known")
    dims: dict[int, Settings] = {
        axis: {"padding": (sides[at], sides[at + len(axes)])}
        for at, axis in enumerate(axes)
        if sides[at] or sides[at + len(axes)]
    }
    still: Settings = {"padding": (0, 0)}
    return slid(call.drawing, call.input(), "pad", dims, still, mode=mode) if dims else call.input()


def recurrent_layer(call: Call) -> tuple[Tensor, ...]:
    """Return the maps of an LSTM, a GRU or a plain recurrent layer: of all steps, of the last, and of its state."""
    drawing, tensor = call.drawing, call.input()
    rank = len(known(tensor))
    if rank != 3:  # noqa: PLR2004 - time, batch, features
        raise Unread(f"its input has {rank} dims, not 3")
    time, batch = (1, 0) if call.number("layout") else (0, 1)
    direction = {"forward": "forward", "reverse": "reverse", "bidirectional": "both"}.get(
        call.word("direction", "forward"), "both"
    )
    ways, hidden = 2 if direction == "both" else 1, call.number("hidden_size") or None
    drawing.slides(tensor, [time])
    tensor = projected(drawing, tensor, 2, None, one="")
    steps = recurrent(drawing, tensor, time, direction)
    places = known(steps)
    last = known(reduced(drawing, steps, [time], keep=True)) if len(call.node.outputs) > 1 else ()
    layer = reduced(drawing, steps, [time], keep=True).layer if last else ""
    if time:
        y = (places[batch], places[time], plain(ways), plain(hidden))
        state = (last[batch], plain(ways), plain(hidden)) if last else ()
    else:
        y = (places[time], plain(ways), places[batch], plain(hidden))
        state = (plain(ways), last[batch], plain(hidden)) if last else ()
    ends = [Tensor(state, layer) if last else UNKNOWN_CONSTANT for _ in call.node.outputs[1:]]
    return (Tensor(y, steps.layer), *ends)
