"""What takes tensors apart and puts them together: slices, picks, and concatenation, which may undo them elsewhere."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rfcalc.readers.moves.along import Along
from rfcalc.readers.moves.digits import (
    TOKENS,
    Digit,
    Dim,
    Places,
    axes_in,
    digits_of,
    has_tokens,
    is_regular,
    merged,
    plain,
    size_of,
)
from rfcalc.readers.moves.mixing import counted_anew, known, read_as, reduced
from rfcalc.readers.moves.tensor import Cut, Tensor
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.moves.drawing import Drawing


def sliced(drawing: Drawing, tensor: Tensor, at: int, first: int, count: int | None, step: int = 1) -> Tensor:
    """Return the map of every ``step``-th value of a dim from ``first`` on, ``count`` of them if that is known."""
    places = known(tensor)
    dim = places[at]
    if count == size_of(dim) and first == 0 and step == 1:
        return tensor
    if not any(digit.axis >= 0 for digit in dim) and not has_tokens(dim):
        return tensor._replace(places=_with(places, at, plain(count)))
    if has_tokens(dim):
        return _beside_tokens(drawing, tensor, at, first, count, step)
    if count == 1 and not is_regular(places, at) and None not in {digit.size for digit in dim[1:]}:
        return _one(drawing, tensor, at, first)
    return _stretch(drawing, tensor, at, first, count, step)


def _with(places: Places, at: int, dim: Dim) -> Places:
    return (*places[:at], dim, *places[at + 1 :])


def _stretch(drawing: Drawing, tensor: Tensor, at: int, first: int, count: int | None, step: int) -> Tensor:
    """Return a stretch of a dim, of whose digits the highest alone is cut."""
    places = known(tensor)
    high, *rest = places[at]
    low = 1
    for digit in rest:
        low *= digit.size or 0
    if rest and (not low or step != 1 or first % low or count is None or count % low):
        raise Unread("the places of a whole map lie in one dim, and it is cut through its rows")
    taken = None if count is None else count // low
    weight = high.weight * step
    new = Digit(high.axis, taken, high.weight)
    if high.axis == -1:
        return tensor._replace(places=_with(places, at, merged((new, *rest))))
    others = digits_of(places, high.axis)
    parts = tuple([(taken, weight) if digit == high else (digit.size, digit.weight) for digit in others])
    offset = first // low * high.weight
    alongs = [Along(parts, (), offset) if axis == high.axis else None for axis in range(drawing.axes)]
    cut = None
    if is_regular(places, at) and step == 1 and taken is not None and high.size is not None:
        base = tensor.cut if tensor.cut is not None and tensor.cut.axis == high.axis else None
        cut = Cut(base.layer if base else tensor.layer, high.axis, first + (base.first if base else 0), taken)
    layer = drawing.rearranged(tensor.layer, alongs)
    return Tensor(counted_anew(_with(places, at, (new, *rest))), layer, cut=cut)


def _one(drawing: Drawing, tensor: Tensor, at: int, index: int) -> Tensor:
    """Return the map of one value of a dim, whatever its digits."""
    places = known(tensor)
    offsets = [0] * drawing.axes
    for digit in reversed(places[at]):
        index, value = divmod(index, digit.size) if digit.size is not None else (0, index)
        if digit.axis >= 0:
            offsets[digit.axis] += value * digit.weight
    alongs: list[Along | None] = []
    for axis in range(drawing.axes):
        gone = [digit for digit in places[at] if digit.axis == axis and digit.size != 1]
        if not gone:
            alongs.append(None)
            continue
        left = [(digit.size, digit.weight) for digit in digits_of(places, axis) if digit not in gone]
        alongs.append(Along(tuple(left), (), offsets[axis]))
    left_over = (Digit(places[at][0].axis, 1, 1),) if is_regular(places, at) else ()
    layer = drawing.rearranged(tensor.layer, alongs)
    return Tensor(counted_anew(_with(places, at, left_over)), layer)


def _beside_tokens(drawing: Drawing, tensor: Tensor, at: int, first: int, count: int | None, step: int) -> Tensor:
    """Return the places of a dim without what lies beside them, or of that what has read them all."""
    places = known(tensor)
    extra, *dim = places[at]
    n = size_of(tuple(dim))
    if n is None or count is None or extra.size is None:
        raise Unread("its sizes depend on the size of the input", needs_size=True)
    end = first + (count - 1) * step + 1
    if first >= extra.weight + n or end <= extra.weight:
        return (
            reduced(drawing, tensor._replace(places=_with(places, at, tuple(dim))), [at], keep=True)._replace(cut=None)
            if count == 1
            else _channels_of(drawing, tensor, at, count)
        )
    if step == 1 and first <= extra.weight and end >= extra.weight + n:
        left = count - n
        kept = (Digit(TOKENS, left, extra.weight - first),) if left else ()
        return tensor._replace(places=_with(places, at, (*kept, *dim)))
    if first >= extra.weight and end <= extra.weight + n:
        whole = tensor._replace(places=_with(places, at, tuple(dim)))
        return sliced(drawing, whole, at, first - extra.weight, count, step)
    raise Unread("values beside the places (class tokens) are cut together with some of them")


def _channels_of(drawing: Drawing, tensor: Tensor, at: int, count: int) -> Tensor:
    return read_as(drawing, tensor, _with(known(tensor), at, plain(count)))


def picked(drawing: Drawing, tensor: Tensor, at: int, index: int) -> Tensor:
    """Return the map of one value of a dim, which is gone."""
    size = size_of(known(tensor)[at])
    if size is None and index < 0:
        raise Unread("where it picks depends on the size of the input", needs_size=True)
    index = index + size if index < 0 and size is not None else index
    found = sliced(drawing, tensor, at, index, 1)
    places = known(found)
    return found._replace(places=(*places[:at], *places[at + 1 :]), cut=None)


def taken(drawing: Drawing, tensor: Tensor, at: int, indices: tuple[int, ...]) -> Tensor:
    """Return the map with the values of a dim that are listed, in that order."""
    places = known(tensor)
    size = size_of(places[at])
    if size is not None:
        indices = tuple([index + size if index < 0 else index for index in indices])
        if not all(0 <= index < size for index in indices):
            raise Unread(f"it picks beyond the {size} values that there are", misfit=True)
    count = len(indices)
    step = indices[1] - indices[0] if count > 1 else 1
    if step > 0 and indices == tuple(range(indices[0], indices[0] + step * count, step)):
        return sliced(drawing, tensor, at, indices[0], count, step)
    if not axes_in(places[at]):
        return tensor._replace(places=_with(places, at, plain(count)))
    if not is_regular(places, at):
        raise Unread("it picks among the places of a whole map that lie in one dim")
    own = places[at][0].axis
    keys = tuple([indices if axis == own else None for axis in range(drawing.axes)])
    layer = drawing.layer("take", (tensor.layer,), {"indices": keys}, again=True)
    return Tensor(_with(places, at, (Digit(own, count, 1),)), layer)


def put_together(drawing: Drawing, tensors: Sequence[Tensor], at: int) -> Tensor:
    """Return tensors one after another along a dim; those of size 0 are left out."""
    parts = [tensor for tensor in tensors if tensor.places is None or 0 not in map(size_of, tensor.places[at : at + 1])]
    maps = [tensor for tensor in parts if not tensor.is_constant]
    if len({len(tensor.places) for tensor in parts if tensor.places is not None}) > 1:
        raise Unread("the tensors that it puts together differ in their number of dims")
    if len(parts) == 1 or not maps:
        return parts[0]
    if not any(axes_in(known(tensor)[at]) for tensor in maps):
        return _channels_together(drawing, parts, maps, at)
    first = known(maps[0])
    if len(maps) == 1:
        return _with_constants(drawing, parts, maps[0], at)
    axis = min([axis for tensor in maps for axis in axes_in(known(tensor)[at])])
    flat = [tensor for tensor in maps if not is_regular(known(tensor), at) and axes_in(known(tensor)[at])]
    if flat:
        return _in_rows(drawing, parts, at)
    around = _around(drawing, parts, axis)
    if around:
        n = drawing.n[around][axis]
        return Tensor(_with(first, at, (Digit(axis, n, 1),)), around)
    if len(maps) != len(parts):
        raise Unread("constants lie between maps that are put one after another")
    for tensor in maps[1:]:
        if _others(known(tensor), at) != _others(first, at):
            raise Unread("the places of the maps lie differently in the tensors")
    layer = drawing.layer("concat", [tensor.layer for tensor in maps], {"along": drawing.axis_names[axis]})
    return Tensor(_with(first, at, (Digit(axis, drawing.n[layer][axis], 1),)), layer)


def _others(places: Places, at: int) -> list[Dim]:
    return [dim for other, dim in enumerate(places) if other != at and axes_in(dim)]


def _channels_together(drawing: Drawing, parts: Sequence[Tensor], maps: Sequence[Tensor], at: int) -> Tensor:
    """Return maps side by side in a dim of channels."""
    from rfcalc.readers.moves.joining import joined

    total: int | None = 0
    for part in parts:
        size = None if part.places is None else size_of(part.places[at])
        total = None if total is None or size is None else total + size
    without = [tensor._replace(places=_with(known(tensor), at, ())) for tensor in maps]
    found = joined(drawing, without, "concat")
    return found._replace(places=_with(known(found), at, plain(total)), cut=None)


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
        return Tensor(_with(places, at, (Digit(axis, drawing.n[layer][axis], 1),)), layer)
    dim = places[at]
    if has_tokens(dim):
        (_, size, lies), *rest = dim
        extra = Digit(TOKENS, (size or 0) + before + after, lies + before)
        return tensor._replace(places=_with(places, at, (extra, *rest)), cut=None)
    return tensor._replace(places=_with(places, at, (Digit(TOKENS, before + after, before), *dim)), cut=None)


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
        return drawing.layer("roll", (base,), {"shift": tuple(none)})
    starts = [sum(count for _, count in stretches[:at]) for at, each in enumerate(stretches) if each == (0, n)]
    before = starts[0] if starts else (n - first) % n
    sides = [(0, 0)] * drawing.axes
    sides[axis] = (before, total - n - before)
    if min(sides[axis]) < 0:
        return ""
    return drawing.layer("pad", (base,), {"padding": tuple(sides), "mode": "circular"})


def _in_rows(drawing: Drawing, parts: Sequence[Tensor], at: int) -> Tensor:
    """Return maps side by side that hold parts of rows in a dim, as frames of a signal do: these are read together.

    Raises `Unread` for whole maps that are flattened into one dim.
    """
    found = []
    for part in parts:
        if not part.is_constant:
            places = known(part)
            if any(
                len(digits_of(places, axis)) == sum([d.axis == axis for d in places[at]])
                for axis in axes_in(places[at])
            ):
                raise Unread("maps that are flattened and put one after another are no map any more")
            part = read_as(drawing, part, _with(places, at, plain(size_of(places[at]))))  # noqa: PLW2901 - the same part
        found.append(part)
    return put_together(drawing, found, at)
