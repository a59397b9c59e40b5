"""What takes several tensors element by element: sums, products, concatenated channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.along import Along
from rfcalc.readers.moves.digits import Digit, Dim, Places, axes_in, digits_of, plain, size_of
from rfcalc.readers.moves.mixing import known, reduced, regular
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.moves.drawing import Drawing


def joined(drawing: Drawing, tensors: Sequence[Tensor], type_name: str, *, gate: bool = True) -> Tensor:
    """Return the map that reads the same place of each; constants drop out, a map of one feature is spread.

    Without gates, a product leaves out maps of one feature, unless ``gate`` says that it is none.
    """
    maps = [tensor for tensor in tensors if not tensor.is_constant]
    rank = max([len(tensor.places) for tensor in tensors if tensor.places is not None], default=0)
    for tensor in maps:
        known(tensor)
    maps = [_ranked(tensor, rank) for tensor in maps]
    constants = [_ranked(tensor, rank) for tensor in tensors if tensor.is_constant and tensor.places is not None]
    if not _agree(maps):
        maps = _alike(drawing, maps) or maps
    if not _agree(maps):
        maps = [regular(drawing, tensor, range(rank)) for tensor in maps]
        if not _agree(maps):
            raise Unread("the places of the maps lie differently in the tensors")
    everything = [known(tensor) for tensor in (*maps, *constants)]
    places = tuple([_broadcast([each[at] for each in everything]) for at in range(rank)])
    if type_name == "mul" and gate and not drawing.gates:
        maps = [tensor for tensor in maps if _spread_over(places, known(tensor)) is False] or maps
    names = list(dict.fromkeys(tensor.layer for tensor in maps))
    besides = {tensor.beside for tensor in maps}
    beside = besides.pop() if len(besides) == 1 else ""
    if len(names) == 1:
        return Tensor(places, names[0], cut=maps[0].cut if places == known(maps[0]) else None, beside=beside)
    if type_name == "concat":
        names = [drawing.spread(name, names) for name in names]
    return Tensor(places, drawing.layer(type_name, names, {}), beside=beside)


def influenced(drawing: Drawing, tensor: Tensor, others: Sequence[Tensor]) -> Tensor:
    """Return a map all of whose features also depend on all of other maps, as on weights made of them.

    Without gates, they do not: what all features have alike is one.
    """
    if not others or not drawing.gates:
        return tensor
    wholes = [reduced(drawing, other, range(len(known(other))), keep=False) for other in others]
    names = [tensor.layer, *[whole.layer for whole in wholes]]
    return tensor._replace(layer=drawing.layer("mul", list(dict.fromkeys(names)), {}), cut=None)


def _ranked(tensor: Tensor, rank: int) -> Tensor:
    places = known(tensor)
    return tensor._replace(places=((),) * (rank - len(places)) + places)


def _alike(drawing: Drawing, maps: Sequence[Tensor]) -> list[Tensor] | None:
    """Return maps of which some lack digits that others have, spread over these; ``None`` where more differs."""
    places = [known(tensor) for tensor in maps]
    target = tuple([max(dims, key=lambda dim: len(axes_in(dim))) for dims in zip(*places)])
    found = []
    for tensor, own in zip(maps, places):
        weights: dict[Digit, int] = {}
        for mine, theirs in zip(own, target):
            if axes_in(mine):
                if [digit[:2] for digit in mine] != [digit[:2] for digit in theirs]:
                    return None
                weights.update({their: my.weight for my, their in zip(mine, theirs)})
        alongs: list[Along | None] = []
        for axis in range(drawing.axes):
            digits = [digit for digit in digits_of(target, axis) if digit.size != 1]
            parts = tuple([(digit.size, weights.get(digit, 0)) for digit in digits])
            lacking = any(weight == 0 for _, weight in parts) and any(weight for _, weight in parts)
            alongs.append(Along(parts) if lacking else None)
        layer = drawing.rearranged(tensor.layer, alongs)
        whole = [axis for axis, along in enumerate(alongs) if along is not None]
        dims = [theirs if any(digit.axis in whole for digit in theirs) else mine for mine, theirs in zip(own, target)]
        found.append(tensor._replace(places=tuple(dims), layer=layer, cut=None))
    return found


def _agree(maps: Sequence[Tensor]) -> bool:
    """Return whether each axis that maps have lies in the same digits of the same dims in all of them."""
    by_axis: dict[int, list[tuple[int, Dim]]] = {}
    for tensor in maps:
        places = known(tensor)
        for axis in {axis for dim in places for axis in axes_in(dim)}:
            where = [(at, dim) for at, dim in enumerate(places) if axis in axes_in(dim)]
            if by_axis.setdefault(axis, where) != where:
                return False
    return True


def _broadcast(dims: Sequence[Dim]) -> Dim:
    """Return the dim that several spread to."""
    placed = [dim for dim in dims if axes_in(dim)]
    sizes = {size_of(dim) for dim in dims} - {1, None}
    if len(sizes) > 1:
        raise Unread(
            f"sizes of {' and '.join(map(str, sorted(map(int, filter(None, sizes)))))} do not join", misfit=True
        )
    if placed:
        if any(dim != placed[0] and size_of(dim) != 1 and axes_in(dim) for dim in placed):
            raise Unread("the places of the maps lie differently in the tensors")
        return max(placed, key=len)
    longest = [dim for dim in dims if size_of(dim) != 1]
    if longest:
        return next((dim for dim in longest if size_of(dim) is not None), longest[0])
    return max(dims, key=len)


def _spread_over(places: Places, own: Places) -> bool:
    """Return whether a map of one feature is spread over a larger one."""
    axes = {digit.axis for dim in places for digit in dim if digit.axis >= 0 and digit.size != 1}
    return bool(axes) and not any(digit.size != 1 for axis in axes for digit in digits_of(own, axis))


def expanded(tensor: Tensor, shape: Sequence[int | None]) -> Tensor:
    """Return a tensor spread to a shape: dims of size 1 become channels of their size."""
    rank = max(len(shape), len(known(tensor)))
    places = known(_ranked(tensor, rank))
    sizes = (1,) * (rank - len(shape)) + tuple(shape)
    new = []
    for dim, size in zip(places, sizes):
        here = size_of(dim)
        if size is not None and here is not None and 1 not in {size, here} and size != here:
            raise Unread(f"{here} values cannot be spread to {size}", misfit=True)
        new.append(plain(size) if here == 1 and size != 1 else dim)
    return tensor._replace(places=tuple(new))
