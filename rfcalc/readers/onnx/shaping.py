"""Operators that only move values: reshapes, transposes, slices, concatenations, shuffles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.cutting import picked, sliced, taken
from rfcalc.readers.moves.digits import Digit, axes_in, channels, merged, plain, reshaped, size_of
from rfcalc.readers.moves.mixing import known, read_as, regular
from rfcalc.readers.moves.tensor import Tensor, constant
from rfcalc.readers.moves.together import put_together
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.moves.windows import is_axis
from rfcalc.readers.onnx.shapes import cuts_of, new_shape, split_sizes, squeezed_axes, unsqueezed_axes

if TYPE_CHECKING:
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.onnx.call import Call

QUANTIZED_STEP = 3
"""Inputs of a quantized concatenation: each tensor with its scale and zero point, after two for the result."""


def reshape(call: Call) -> Tensor:
    """Return the map with its dims cut anew, row by row."""
    places = call.places()
    if call.node.operator in {"Squeeze", "Unsqueeze"}:
        return call.input()._replace(places=_with_ones(call, places), cut=None)
    shape = new_shape(call, call.shape(0))
    return _settled(call, call.input()._replace(places=reshaped(places, shape), cut=None))


def _with_ones(call: Call, places: Places) -> Places:
    """Return places with dims of size 1 left out or put in."""
    if call.node.operator == "Squeeze":
        gone = squeezed_axes(call, call.shape(0))
        return tuple([dim for at, dim in enumerate(places) if at not in gone])
    new = unsqueezed_axes(call, len(places))
    rest = iter(places)
    return tuple([() if at in new else next(rest, ()) for at in range(len(places) + len(new))])


def _settled(call: Call, tensor: Tensor) -> Tensor:
    """Return a map whose channels became places along all its axes (pixel shuffle) as one of so many features."""
    places = known(tensor)
    placed = [at for at, dim in enumerate(places) if axes_in(dim)]
    wide = [at for at in placed if len(places[at]) == 2 and places[at][1].axis < 0 and places[at][0].weight == 1]  # noqa: PLR2004 - place, then channel
    if len(wide) > 1 and wide == placed and len(wide) == call.drawing.axes:
        return regular(call.drawing, tensor, wide)
    return tensor


def transpose(call: Call) -> Tensor:
    """Return the map with its dims in another order."""
    places = call.places()
    order = call.numbers("perm") or tuple(range(len(places)))[::-1]
    if sorted(order) != list(range(len(places))):
        raise Unread(f"its order {list(order)} is none of {len(places)} dims")
    return call.input()._replace(places=tuple([places[at] for at in order]))


def depth_to_space(call: Call) -> Tensor:
    """Return the map of blocks that channels become."""
    places, block = call.places(), call.number("blocksize")
    sizes = call.shape(0)
    if len(sizes) != 4 or block < 1 or sizes[1] is None:  # noqa: PLR2004 - batch, channels, height, width
        raise Unread("it needs 4 dims and a blocksize")
    rest = sizes[1] // block**2
    if call.word("mode", "DCR") == "DCR":
        cut, order = (sizes[0], block, block, rest, sizes[2], sizes[3]), (0, 3, 4, 1, 5, 2)
    else:
        cut, order = (sizes[0], rest, block, block, sizes[2], sizes[3]), (0, 1, 4, 2, 5, 3)
    apart = reshaped(places, cut)
    moved = [apart[at] for at in order]
    together = (moved[0], moved[1], merged((*moved[2], *moved[3])), merged((*moved[4], *moved[5])))
    return regular(call.drawing, Tensor(together, call.input().layer), [2, 3])


def space_to_depth(call: Call) -> Tensor:
    """Return the map whose blocks become channels."""
    tensor, block, sizes = call.input(), call.number("blocksize"), call.shape(0)
    if len(sizes) != 4 or block < 1:  # noqa: PLR2004 - batch, channels, height, width
        raise Unread("it needs 4 dims and a blocksize")
    if None in sizes[2:]:
        raise Unread("how many blocks it makes depends on the size of the input", needs_size=True)
    tensor = regular(call.drawing, tensor, [2, 3])
    if any((size or 0) % block for size in sizes[2:]):
        raise Unread(f"{sizes[2]} x {sizes[3]} values cannot be cut into blocks of {block}", misfit=True)
    high, wide = (sizes[2] or 0) // block, (sizes[3] or 0) // block
    apart = reshaped(known(tensor), (sizes[0], sizes[1], high, block, wide, block))
    after = [
        (Digit(whole[0].axis, 1, 1),) if is_axis(whole) and not axes_in(part) else part
        for whole, part in zip(known(tensor)[2:], (apart[2], apart[4]))
    ]
    channels_after = plain(None if sizes[1] is None else sizes[1] * block**2)
    return read_as(call.drawing, tensor._replace(places=apart), (apart[0], channels_after, *after))


def slice_(call: Call) -> Tensor:
    """Return the stretches of dims that are kept."""
    tensor = call.input()
    shape = call.shape(0)
    for at, (start, end, step) in cuts_of(call, len(shape)).items():
        size = shape[at]
        if step < 0:
            if size == 1:
                continue
            raise Unread("it turns a dim round")
        if size is None:
            tensor = _of_unknown(call, tensor, at, (start, end, step))
            continue
        kept = range(size)[start:end:step]
        tensor = _empty(tensor, at) if not kept else sliced(call.drawing, tensor, at, kept.start, len(kept), step)
    return tensor


def _of_unknown(call: Call, tensor: Tensor, at: int, cut: tuple[int, int, int]) -> Tensor:
    """Return a stretch of a dim whose size is not known: up to its end, or a few of its first values."""
    start, end, step = cut
    if start >= 0 and end >= 2**31 - 1:
        return sliced(call.drawing, tensor, at, start, None, step) if (start, step) != (0, 1) else tensor
    if not axes_in(known(tensor)[at]):
        places = known(tensor)
        return tensor._replace(places=(*places[:at], plain(None), *places[at + 1 :]))
    raise Unread("what it cuts depends on the size of the input", needs_size=True)


def _empty(tensor: Tensor, at: int) -> Tensor:
    """Return a tensor of no values, which is a constant: whatever is put together with it is left alone."""
    shape = tensor.shape or ()
    return constant((*shape[:at], 0, *shape[at + 1 :]))


def split(call: Call) -> tuple[Tensor, ...]:
    """Return stretches of one dim."""
    tensor = call.input()
    at = call.axis(call.number("axis"), len(call.places()))
    first, made = 0, []
    for size in split_sizes(call, size_of(call.places()[at])):
        made.append(sliced(call.drawing, tensor, at, first, size) if size else _empty(tensor, at))
        first += size
    return tuple(made)


def gather(call: Call) -> Tensor:
    """Return what is picked along a dim, or of a table of constants by the values of a map."""
    indices = call.input(1)
    at = call.axis(call.number("axis"), len(call.places()))
    if not indices.is_constant:
        if not call.input().is_constant:
            raise Unread("where it picks depends on the values of a map")
        table = call.places()
        return indices._replace(places=(*table[:at], *known(indices), *table[at + 1 :]), cut=None)
    picks, shape = call.listed(1) or (), call.shape(1)
    if not shape and picks:
        return picked(call.drawing, call.input(), at, picks[0])
    if not picks:
        return _empty(call.input(), at)
    found = taken(call.drawing, call.input(), at, picks)
    if len(shape) == 1:
        return found
    places = known(found)
    cut = reshaped(
        places, (*[size_of(dim) for dim in places[:at]], *shape, *[size_of(dim) for dim in places[at + 1 :]])
    )
    return found._replace(places=cut)


def concat(call: Call) -> Tensor:
    """Return tensors one after another along a dim."""
    tensors = [tensor for tensor in call.inputs if tensor is not None]
    if call.node.operator == "QLinearConcat":
        tensors = tensors[2::QUANTIZED_STEP]
    rank = max([len(tensor.places) for tensor in tensors if tensor.places is not None], default=0)
    return put_together(call.drawing, tensors, call.axis(call.number("axis", 1), rank))


def tile(call: Call) -> Tensor:
    """Return the map repeated along its dims."""
    places, repeats = call.places(), call.listed(1) or ()
    if len(repeats) != len(places) or min(repeats, default=0) < 1:
        raise Unread(f"it repeats {len(places)} dims by {len(repeats)} numbers")
    return call.input()._replace(
        places=tuple([merged((channels(r), *dim)) for r, dim in zip(repeats, places)]), cut=None
    )


def one_hot(call: Call) -> Tensor:
    """Return the map with a dim of channels, one for each value."""
    places = call.places()
    at = call.axis(call.number("axis", -1), len(places) + 1)
    depth = call.input(1).value
    size = depth[0] if depth and isinstance(depth[0], int) else None
    return call.input()._replace(places=(*places[:at], plain(size), *places[at:]), cut=None)


def along_channels(call: Call) -> tuple[Tensor, ...]:
    """Return the best values along a dim of channels; along places they lie where the values say."""
    places = call.places()
    at = call.axis(call.number("axis", -1), len(places))
    if axes_in(places[at]):
        raise Unread("where it looks depends on the values of a map")
    count = call.listed(1) if call.has(1) else (call.number("k"),)
    found = call.input()._replace(places=(*places[:at], plain((count or (1,))[0]), *places[at + 1 :]), cut=None)
    return (found,) * len(call.node.outputs)
