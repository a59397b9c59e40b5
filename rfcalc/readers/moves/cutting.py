"""What takes tensors apart: slices and picks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.along import Along
from rfcalc.readers.moves.digits import (
    TOKENS,
    Digit,
    Dim,
    Places,
    axes_in,
    channels,
    digits_of,
    has_tokens,
    is_regular,
    merged,
    plain,
    size_of,
)
from rfcalc.readers.moves.mixing import counted_anew, known, read_as, settled
from rfcalc.readers.moves.tensor import Cut, Tensor
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from rfcalc.readers.moves.drawing import Drawing


def sliced(drawing: Drawing, tensor: Tensor, at: int, first: int, count: int | None, step: int = 1) -> Tensor:
    """Return the map of every ``step``-th value of a dim from ``first`` on, ``count`` of them if that is known."""
    places = known(tensor)
    dim = places[at]
    if count == size_of(dim) and first == 0 and step == 1:
        return tensor
    if not any(digit.axis >= 0 for digit in dim) and not has_tokens(dim):
        return tensor._replace(places=with_dim(places, at, plain(count)))
    if has_tokens(dim):
        return _beside_tokens(drawing, tensor, at, first, count, step)
    if count == 1 and not is_regular(places, at) and None not in {digit.size for digit in dim[1:]}:
        return _one(drawing, tensor, at, first)
    return _stretch(drawing, tensor, at, first, count, step)


def with_dim(places: Places, at: int, dim: Dim) -> Places:
    """Return places with another dim in the place of one."""
    return (*places[:at], dim, *places[at + 1 :])


def _stretch(drawing: Drawing, tensor: Tensor, at: int, first: int, count: int | None, step: int) -> Tensor:
    """Return a stretch of a dim, of whose digits the highest alone is cut."""
    places = known(tensor)
    high, *rest = places[at]
    low = 1
    for digit in rest:
        low *= digit.size or 0
    if rest and (not low or step != 1 or first % low or count is None or count % low):
        apart = settled(drawing, tensor, [at])
        if is_regular(known(apart), at):
            return _stretch(drawing, apart, at, first, count, step)
        raise Unread("the places of a whole map lie in one dim, and it is cut through its rows")
    taken = None if count is None else count // low
    weight = high.weight * step
    new = Digit(high.axis, taken, high.weight)
    if high.axis == -1:
        return tensor._replace(places=with_dim(places, at, merged((new, *rest))))
    others = digits_of(places, high.axis)
    parts = tuple([(taken, weight) if digit == high else (digit.size, digit.weight) for digit in others])
    offset = first // low * high.weight
    alongs = [Along(parts, (), offset) if axis == high.axis else None for axis in range(drawing.axes)]
    cut = None
    if is_regular(places, at) and step == 1 and taken is not None and high.size is not None:
        base = tensor.cut if tensor.cut is not None and tensor.cut.axis == high.axis else None
        cut = Cut(base.layer if base else tensor.layer, high.axis, first + (base.first if base else 0), taken)
    layer = drawing.rearranged(tensor.layer, alongs)
    return Tensor(counted_anew(with_dim(places, at, (new, *rest))), layer, cut=cut)


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
    return Tensor(counted_anew(with_dim(places, at, left_over)), layer)


def _beside_tokens(drawing: Drawing, tensor: Tensor, at: int, first: int, count: int | None, step: int) -> Tensor:
    """Return the places of a dim without what lies beside them, or of that what has read them all."""
    places = known(tensor)
    extra, *dim = places[at]
    n = size_of(tuple(dim))
    if n is None or count is None or extra.size is None:
        raise Unread("its sizes depend on the size of the input", needs_size=True)
    end = first + (count - 1) * step + 1
    if first >= extra.weight + n or end <= extra.weight:
        if tensor.beside:
            return Tensor(
                tuple([plain(count) if other == at else _without(each) for other, each in enumerate(places)]),
                tensor.beside,
            )
        return read_as(drawing, tensor, with_dim(places, at, plain(count)))
    if step == 1 and first <= extra.weight and end >= extra.weight + n:
        left = count - n
        kept = (Digit(TOKENS, left, extra.weight - first),) if left else ()
        return tensor._replace(places=with_dim(places, at, (*kept, *dim)))
    if first >= extra.weight and end <= extra.weight + n:
        whole = tensor._replace(places=with_dim(places, at, tuple(dim)))
        return sliced(drawing, whole, at, first - extra.weight, count, step)
    raise Unread("values beside the places (class tokens) are cut together with some of them")


def _without(dim: Dim) -> Dim:
    """Return a dim of a map of one feature."""
    return merged(tuple([channels(digit.size) if digit.axis >= 0 else digit for digit in dim]))


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
        return tensor._replace(places=with_dim(places, at, plain(count)))
    tensor = settled(drawing, tensor, [at])
    places = known(tensor)
    if not is_regular(places, at):
        raise Unread("it picks among the places of a whole map that lie in one dim")
    own = places[at][0].axis
    keys = tuple([indices if axis == own else None for axis in range(drawing.axes)])
    layer = drawing.layer("take", (tensor.layer,), {"indices": keys}, again=True)
    return Tensor(with_dim(places, at, (Digit(own, count, 1),)), layer)
