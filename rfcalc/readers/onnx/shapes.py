"""Sizes as operators ask for them: new shapes, axes, slices, splits, each by the rules of the model's opset."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.moves.tensor import Shape
    from rfcalc.readers.onnx.call import Call

MOST_PARTS = 4096
"""Parts that a tensor is split into at most."""


def broadcast(shapes: Sequence[Shape]) -> Shape:
    """Return the shape that several spread to. Raises `Unread` where they do not fit."""
    rank = max([len(shape) for shape in shapes], default=0)
    made: list[int | None] = []
    for sizes in zip(*[(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]):
        larger = {size for size in sizes if size is not None} - {1}
        if len(larger) > 1:
            raise Unread(f"sizes of {' and '.join(map(str, sorted(larger)))} do not join", misfit=True)
        made.append(next(iter(larger)) if larger else None if None in sizes else 1)
    return tuple(made)


def axes_of(call: Call, rank: int, at: int = 1) -> tuple[int, ...]:
    """Return the axes of a reduction: by default all, unless the node says none."""
    found = call.listed(at, "axes")
    if not found:
        return () if call.number("noop_with_empty_axes") else tuple(range(rank))
    return tuple([call.axis(axis, rank) for axis in found])


def new_shape(call: Call, shape: Shape) -> Shape:
    """Return the shape that Reshape, Flatten, Squeeze or Unsqueeze makes. Raises `Unread`."""
    operator = call.node.operator
    if operator == "Reshape":
        return _reshape(call, shape)
    if operator == "Flatten":
        axis = call.number("axis", 1)
        axis = axis + len(shape) if axis < 0 else axis
        return _product(shape[:axis]), _product(shape[axis:])
    if operator == "Squeeze":
        gone = squeezed_axes(call, shape)
        return tuple([size for at, size in enumerate(shape) if at not in gone])
    new = unsqueezed_axes(call, len(shape))
    sizes = iter(shape)
    return tuple([1 if at in new else next(sizes, 1) for at in range(len(shape) + len(new))])


def squeezed_axes(call: Call, shape: Shape) -> set[int]:
    """Return the dims that Squeeze leaves out: by default all of size 1. Raises `Unread`."""
    given = call.listed(1, "axes")
    if given is None:
        return {at for at, size in enumerate(shape) if size == 1}
    gone = {call.axis(axis, len(shape)) for axis in given}
    if any(shape[at] not in {1, None} for at in gone):
        raise Unread("it leaves out a dim that is not of size 1", misfit=True)
    return gone


def unsqueezed_axes(call: Call, rank: int) -> set[int]:
    """Return the dims of size 1 that Unsqueeze puts in, counted as they are then. Raises `Unread`."""
    given = call.listed(1, "axes") or ()
    return {call.axis(axis, rank + len(given)) for axis in given}


def _product(sizes: Shape) -> int | None:
    return None if None in sizes else prod([size or 0 for size in sizes])


def _reshape(call: Call, shape: Shape) -> Shape:
    wanted = call.partly(1) if call.has(1) else call.numbers("shape") or ()
    zero = call.number("allowzero")
    made: list[int | None] = []
    free = -1
    for at, size in enumerate(wanted):
        if size == 0 and not zero:
            if at >= len(shape):
                raise Unread(f"it keeps dim {at} of {len(shape)}")
            made.append(shape[at])
        elif size == -1:
            if free >= 0:
                raise Unread("two of its sizes are -1")
            free = at
            made.append(1)
        else:
            made.append(size if isinstance(size, int) and size >= 0 else None)
    if free >= 0:
        rest, total = _product(tuple(made)), _product(shape)
        made[free] = None
        if total is None or rest is None:
            made[free] = _left_over(shape, made, free)
        elif rest:
            if total % rest:
                raise Unread(f"{total} values cannot be cut into rows of {rest}", misfit=True)
            made[free] = total // rest
    return tuple(made)


def _left_over(shape: Shape, made: Sequence[int | None], free: int) -> int | None:
    """Return the size of what is left over where unknown sizes are the same on both sides; ``None`` where it is one."""
    if list(shape).count(None) != [size for at, size in enumerate(made) if at != free].count(None):
        return None
    have = prod([size for size in shape if size is not None])
    want = prod([size for at, size in enumerate(made) if size is not None and at != free])
    return have // want if want and have % want == 0 else None


def slices_of(call: Call, shape: Shape) -> list[range | None]:
    """Return what is kept along each dim, not known where the size is not. Raises `Unread`."""
    kept: list[range | None] = [None if size is None else range(size) for size in shape]
    for axis, (start, end, step) in cuts_of(call, len(shape)).items():
        size = shape[axis]
        if size is not None:
            kept[axis] = range(size)[start:end:step]
    return kept


def cuts_of(call: Call, rank: int) -> dict[int, tuple[int, int, int]]:
    """Return start, end and step along each dim that is sliced."""
    starts, ends = call.listed(1, "starts") or (), call.listed(2, "ends") or ()
    axes = call.listed(3, "axes") or tuple(range(len(starts)))
    steps = (call.listed(4) if call.has(4) else None) or (1,) * len(starts)
    if not len(starts) == len(ends) == len(axes) == len(steps):
        raise Unread("its starts, ends, axes and steps differ in number")
    if 0 in steps:
        raise Unread("its step is 0")
    return {call.axis(axis, rank): (start, end, step) for start, end, axis, step in zip(starts, ends, axes, steps)}


def split_sizes(call: Call, size: int | None) -> tuple[int, ...]:
    """Return the sizes that a dim is split into: given, or as even as can be, the last smaller. Raises `Unread`."""
    given = call.listed(1, "split")
    if given:
        if size is not None and sum(given) != size:
            raise Unread(f"it splits {size} into {sum(given)}", misfit=True)
        return given
    if size is None:
        raise Unread("what it cuts depends on the size of the input", needs_size=True)
    count = call.number("num_outputs", len(call.node.outputs)) or 1
    if not 1 <= count <= MOST_PARTS:
        raise Unread(f"it splits into {count} parts")
    each = -(-size // count)
    return tuple([max(0, min(each, size - at * each)) for at in range(count)])
