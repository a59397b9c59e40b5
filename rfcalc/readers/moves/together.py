"""What puts tensors together: side by side, one after another, or as the map again that they were cut from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rfcalc.readers.moves.cutting import with_dim
from rfcalc.readers.moves.digits import (
    TOKENS,
    Digit,
    Dim,
    Places,
    axes_in,
    digits_of,
    has_tokens,
    is_regular,
    plain,
    size_of,
)
from rfcalc.readers.moves.joining import joined
from rfcalc.readers.moves.mixing import known, read_as, settled
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.moves.drawing import Drawing

CYCLIC = (
    "A cyclic shift is read as it is computed: where attention behind it has a mask, what that forbids at the borders "
    "is told as seen."
)


def put_together(drawing: Drawing, tensors: Sequence[Tensor], at: int) -> Tensor:
    """Return tensors one after another along a dim; those of size 0 are left out."""
    parts = [tensor for tensor in tensors if tensor.places is None or 0 not in map(size_of, tensor.places[at : at + 1])]
    maps = [tensor for tensor in parts if not tensor.is_constant]
    if len({len(tensor.places) for tensor in parts if tensor.places is not None}) > 1:
        raise Unread("the tensors that it puts together differ in their number of dims")
    if len(parts) == 1 or not maps:
        return parts[0]
    if any(is_regular(known(tensor), at) for tensor in maps):
        parts = [tensor if tensor.is_constant else settled(drawing, tensor, [at]) for tensor in parts]
        maps = [tensor for tensor in parts if not tensor.is_constant]
    if not any(axes_in(known(tensor)[at]) for tensor in maps):
        return _channels_together(drawing, parts, maps, at)
    if len(maps) == 1:
        return _with_constants(drawing, parts, maps[0], at)
    return _with_tokens(drawing, parts, maps, at) or _in_rows(drawing, parts, at) or _along(drawing, parts, maps, at)


def _along(drawing: Drawing, parts: Sequence[Tensor], maps: Sequence[Tensor], at: int) -> Tensor:
    """Return maps one after another along an axis, or as one that they are stretches of."""
    first = known(maps[0])
    axis = min([axis for tensor in maps for axis in axes_in(known(tensor)[at])])
    for tensor in maps:
        if _others(known(tensor), at) != _others(first, at) or axes_in(known(tensor)[at]) - {axis}:
            raise Unread("the places of the maps lie differently in the tensors")
    layer = _around(drawing, parts, axis)
    if not layer:
        if len(maps) != len(parts):
            raise Unread("constants lie between maps that are put one after another")
        layer = drawing.layer("concat", [tensor.layer for tensor in maps], {"along": drawing.axis_names[axis]})
    return Tensor(with_dim(first, at, (Digit(axis, drawing.n[layer][axis], 1),)), layer)


def _others(places: Places, at: int) -> list[Dim]:
    return [dim for other, dim in enumerate(places) if other != at and axes_in(dim)]


def _channels_together(drawing: Drawing, parts: Sequence[Tensor], maps: Sequence[Tensor], at: int) -> Tensor:
    """Return maps side by side in a dim of channels."""
    total: int | None = 0
    for part in parts:
        size = None if part.places is None else size_of(part.places[at])
        total = None if total is None or size is None else total + size
    without = [tensor._replace(places=with_dim(known(tensor), at, ())) for tensor in maps]
    found = joined(drawing, without, "concat")
    return found._replace(places=with_dim(known(found), at, plain(total)), cut=None)


def _with_constants(drawing: Drawing, parts: Sequence[Tensor], tensor: Tensor, at: int) -> Tensor:
    """Return a map between constants: padding where the dim is an axis, else values beside its places."""
    places = known(tensor)
    before = after = 0
    for part in parts:
        size = None if part.places is None else size_of(part.places[at])
        if part is tensor:
            before, after = after, 0
            continue
        if size is None:
            raise Unread("a constant of unknown size lies beside it")
        after += size
    if is_regular(places, at):
        axis = places[at][0].axis
        sides = tuple([(before, after) if each == axis else (0, 0) for each in range(drawing.axes)])
        layer = drawing.layer("pad", (tensor.layer,), {"padding": sides, "mode": "zeros"})
        return Tensor(with_dim(places, at, (Digit(axis, drawing.n[layer][axis], 1),)), layer)
    dim = places[at]
    if has_tokens(dim):
        (_, size, lies), *rest = dim
        extra = Digit(TOKENS, (size or 0) + before + after, lies + before)
        return tensor._replace(places=with_dim(places, at, (extra, *rest)), cut=None)
    return tensor._replace(places=with_dim(places, at, (Digit(TOKENS, before + after, before), *dim)), cut=None)


def _with_tokens(drawing: Drawing, parts: Sequence[Tensor], maps: Sequence[Tensor], at: int) -> Tensor | None:
    """Return a map with maps of one feature beside its places, if the parts are such."""
    placed = [part for part in maps if axes_in(known(part)[at])]
    if len(placed) != 1 or is_regular(known(placed[0]), at):
        return None
    others = [part for part in maps if part is not placed[0]]
    if any(n != 1 for part in others for n in drawing.n[part.layer]):
        return None
    constants = [Tensor(known(part)) if not part.is_constant and part is not placed[0] else part for part in parts]
    names = list(dict.fromkeys(part.layer for part in others))
    beside = names[0] if len(names) == 1 else drawing.layer("add", names, {}, again=True)
    return _with_constants(drawing, constants, placed[0], at)._replace(beside=beside)


def _around(drawing: Drawing, parts: Sequence[Tensor], axis: int) -> str:
    """Return the layer that turns or wraps a map, where the parts are stretches of it that follow on round its end."""
    whole = {part.cut.layer if part.cut is not None and part.cut.axis == axis else part.layer for part in parts}
    base = next((name for name in whole), "")
    if len(whole) != 1 or not base:
        return ""
    n = drawing.n[base][axis]
    if n is None:
        return ""
    stretches = [
        (part.cut.first, part.cut.length) if part.cut is not None and part.cut.layer == base else (0, n)
        for part in parts
    ]
    for (first, count), (following, _) in pairwise(stretches):
        if (first + count) % n != following % n:
            return ""
    total = sum(count for _, count in stretches)
    first = stretches[0][0]
    none: list[int | tuple[int, int]] = [0] * drawing.axes
    if total == n:
        none[axis] = n - first if 2 * first > n else -first
        drawing.note("cyclic_shift", CYCLIC)
        return drawing.layer("roll", (base,), {"shift": tuple(none)})
    starts = [sum(count for _, count in stretches[:at]) for at, each in enumerate(stretches) if each == (0, n)]
    before = starts[0] if starts else (n - first) % n
    sides = [(0, 0)] * drawing.axes
    sides[axis] = (before, total - n - before)
    if min(sides[axis]) < 0:
        return ""
    return drawing.layer("pad", (base,), {"padding": tuple(sides), "mode": "circular"})


def _in_rows(drawing: Drawing, parts: Sequence[Tensor], at: int) -> Tensor | None:
    """Return maps side by side that hold parts of rows in a dim, as frames of a signal do: these are read together.

    Raises `Unread` for whole maps that are flattened into one dim.
    """
    maps = [part for part in parts if not part.is_constant]
    if all(is_regular(known(part), at) or not axes_in(known(part)[at]) for part in maps):
        return None
    found = []
    for part in parts:
        if not part.is_constant:
            places = known(part)
            if any(
                len(digits_of(places, axis)) == sum([d.axis == axis for d in places[at]])
                for axis in axes_in(places[at])
            ):
                raise Unread("maps that are flattened and put one after another are no map any more")
            part = read_as(drawing, part, with_dim(places, at, plain(size_of(places[at]))))  # noqa: PLW2901 - the same part
        found.append(part)
    return put_together(drawing, found, at)
