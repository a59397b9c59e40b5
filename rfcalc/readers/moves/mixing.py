"""What reads many places together: norms over them, reductions, products with weights, products of two maps.

Whatever the model, it is one rule: digits that stand in a dim that is mixed are read with all their values, the
others as they are. Whole attention mixes all digits of the map, window attention the lower ones, grid attention the
higher ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.along import Along, Part
from rfcalc.readers.moves.digits import (
    CHANNELS,
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
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rfcalc.readers.moves.drawing import Drawing


def known(tensor: Tensor) -> Places:
    """Return where the places of a map stand. Raises `Unread` where it is no map any more."""
    if tensor.places is None:
        raise Unread("what it reads is not known")
    return tensor.places


def mixed(drawing: Drawing, tensor: Tensor, dims: Iterable[int], whole: str = "attention") -> Tensor:
    """Return the map each of whose features also reads all that lie along some dims of the tensor."""
    places = known(tensor)
    inside = [digit for at in dims for digit in places[at]]
    alongs: list[Along | None] = []
    for axis in range(drawing.axes):
        if not any(digit.axis == axis and digit.size != 1 for digit in inside):
            alongs.append(None)
            continue
        digits = digits_of(places, axis)
        parts = [(digit.size, 0 if digit in inside else digit.weight) for digit in digits]
        alongs.append(Along(tuple(parts), _every(digit for digit in digits if digit in inside)))
    layer = drawing.rearranged(tensor.layer, alongs, whole=whole)
    return tensor._replace(layer=_with_beside(drawing, tensor, layer), cut=None, beside="")


def reduced(drawing: Drawing, tensor: Tensor, dims: Sequence[int], *, keep: bool, one: str = "") -> Tensor:
    """Return the map whose features read together all that lie along some dims, which are gone or of size 1."""
    places = known(tensor)
    left = [_rest_of(places, at, keep=keep) if at in dims else dim for at, dim in enumerate(places)]
    kept = [dim for at, dim in enumerate(left) if keep or at not in dims]
    return read_as(drawing, tensor, tuple(kept), one=one)


def _rest_of(places: Places, at: int, *, keep: bool) -> Dim:
    """Return what is left of a dim that is read together: the axis is known still, where it is one."""
    return (Digit(places[at][0].axis, 1, 1),) if keep and is_regular(places, at) else ()


def projected(drawing: Drawing, tensor: Tensor, at: int, size: int | None, one: str = "linear") -> Tensor:
    """Return the map after a product with weights along one dim, which holds ``size`` channels then."""
    places = known(tensor)
    return read_as(drawing, tensor, (*places[:at], plain(size), *places[at + 1 :]), one=one)


def read_as(drawing: Drawing, tensor: Tensor, places: Places, one: str = "") -> Tensor:
    """Return the map whose dims hold some of the digits of a tensor's; the others are read together."""
    old = known(tensor)
    alongs: list[Along | None] = []
    for axis in range(drawing.axes):
        there, kept = digits_of(old, axis), digits_of(places, axis)
        gone = [digit for digit in there if digit not in kept and digit.size != 1]
        parts = tuple([(digit.size, digit.weight) for digit in kept if digit.size != 1])
        alongs.append(Along(parts, _every(gone)) if gone else None)
    layer = drawing.rearranged(tensor.layer, alongs, one=one)
    if all(old_dim in places for old_dim in old if has_tokens(old_dim)):
        return Tensor(counted_anew(places), layer, beside=tensor.beside)
    return Tensor(counted_anew(places), _with_beside(drawing, tensor, layer))


def _with_beside(drawing: Drawing, tensor: Tensor, layer: str) -> str:
    """Return the layer that reads what lies beside the places of a tensor, too."""
    return drawing.layer("add", (layer, tensor.beside), {}, again=True) if tensor.beside else layer


def counted_anew(places: Places) -> Places:
    """Return places whose digits count without gaps, in the order in which they counted."""
    weights: dict[Digit, int] = {}
    for axis in {digit.axis for dim in places for digit in dim if digit.axis >= 0}:
        weight = 1
        for digit in reversed(digits_of(places, axis)):
            weights[digit] = weight
            weight *= digit.size or 1  # the highest alone may be of unknown size
    return tuple(
        [merged(tuple([digit._replace(weight=weights.get(digit, digit.weight)) for digit in dim])) for dim in places]
    )


def regular(drawing: Drawing, tensor: Tensor, dims: Collection[int]) -> Tensor:
    """Return the map with each of some dims either one whole axis or without places.

    Digits that lie elsewhere are read together (space to depth), channels inside the dim become places (pixel
    shuffle). Raises `Unread` where a dim holds places of two axes.
    """
    places = known(tensor)
    wrong = [at for at in dims if any(digit.axis >= 0 for digit in places[at]) and not is_regular(places, at)]
    if not wrong:
        return tensor
    made = {}
    alongs: list[Along | None] = [None] * drawing.axes
    for at in wrong:
        axes = axes_in(places[at]) or {digit.axis for digit in places[at] if digit.axis >= 0}
        axis = min(axes)
        if len(axes) > 1 or has_tokens(places[at]):
            raise Unread("the places of a whole map lie in one dim, and it slides along it")
        if alongs[axis] is not None:
            raise Unread("two dims that it slides along hold the places of one axis")
        elsewhere = [digit for digit in digits_of(places, axis) if digit not in places[at]]
        alongs[axis] = Along(tuple([(digit.size, digit.weight) for digit in places[at]]), _every(elsewhere))
        made[at] = axis
    layer = drawing.rearranged(tensor.layer, alongs)
    new: list[Dim] = []
    for at, dim in enumerate(places):
        if at in made:
            new.append((Digit(made[at], size_of(dim), 1),))
        else:
            new.append(merged(tuple([channels(d.size) if d.axis in made.values() else d for d in dim])))
    return Tensor(tuple(new), layer)


def settled(drawing: Drawing, tensor: Tensor, dims: Iterable[int]) -> Tensor:
    """Return the map with each of some dims as one axis that holds all its places, be channels among them."""
    places = known(tensor)
    whole = [at for at in dims if _holds_an_axis(places, at)]
    return regular(drawing, tensor, whole)


def _holds_an_axis(places: Places, at: int) -> bool:
    axes = {digit.axis for digit in places[at] if digit.axis != CHANNELS}
    return len(axes) == 1 and axes == axes_in(places[at]) and set(digits_of(places, *axes)) <= {*places[at]}


def _every(digits: Iterable[Digit]) -> tuple[Part, ...]:
    return tuple([(digit.size, digit.weight) for digit in sorted(digits, key=lambda digit: -digit.weight)])


def product(
    drawing: Drawing, one: Tensor, other: Tensor, labels: tuple[str, str, str], one_type: str = "linear"
) -> Tensor:
    """Return the product of two tensors, summed over what is not in the result; ``labels`` name dims as Einsum does.

    The result keeps the places of the first one's rows and of what both share; what else the second one holds is
    read together. Where only the second has places along an axis, these are kept.
    """
    first, second, result = labels
    if one.is_constant or other.is_constant:
        if one.is_constant:
            return _weighted(drawing, other, one, (second, first, result), one_type)
        return _weighted(drawing, one, other, labels, one_type)
    a, b = known(one), known(other)
    mine, theirs = dict(zip(first, a)), dict(zip(second, b))
    own = {axis for label in result if label in mine for axis in axes_in(mine[label]) if label not in theirs}
    dims = []
    for label in result:
        if label in mine and label in theirs:
            dims.append(_shared(mine[label], theirs[label]))
        elif label in mine:
            dims.append(mine[label])
        else:
            dims.append(merged(tuple([channels(d.size) if d.axis in own else d for d in theirs[label]])))
    places = tuple(dims)
    shared = {
        digit for label in result if label in mine and label in theirs for digit in _shared(mine[label], theirs[label])
    }
    rows = {digit for label in result if label in mine and label not in theirs for digit in mine[label]}
    columns = {digit for label, dim in zip(result, dims) if label not in mine for digit in dim}
    left = _operand(drawing, one, places, shared | rows)
    right = _operand(drawing, other, places, shared | columns)
    return Tensor(counted_anew(places), _both(drawing, one.layer, left, other.layer, right))


def _both(drawing: Drawing, one: str, left: str, other: str, right: str) -> str:
    """Return the layer that reads two; a map that is mixed reads itself already."""
    if left == right or (left == one == other):
        return right
    if right == one == other:
        return left
    return drawing.layer("mul", (left, right), {})


def _weighted(drawing: Drawing, tensor: Tensor, weights: Tensor, labels: tuple[str, str, str], one_type: str) -> Tensor:
    """Return the product with a constant: what is summed over is read together."""
    mine, others, result = labels
    at = dict(zip(mine, known(tensor)))
    sizes = dict(zip(others, weights.shape or (None,) * len(others)))
    for label, size in sizes.items():
        here = size_of(at[label]) if label in at else size
        if None not in {size, here} and size != here and 1 not in {size, here}:
            raise Unread(f"a row of {here} does not fit weights for {size}", misfit=True)
    places = tuple([at[label] if label in at else plain(sizes.get(label)) for label in result])
    return read_as(drawing, tensor, places, one=one_type)


def _shared(one: Dim, other: Dim) -> Dim:
    """Return a dim that both operands have. Raises `Unread` where their places lie differently in it."""
    if not axes_in(one):
        return other if axes_in(other) else one
    if axes_in(other) and one != other:
        raise Unread("the places of the two maps lie differently in the tensors")
    return one


def _operand(drawing: Drawing, tensor: Tensor, places: Places, mine: Collection[Digit]) -> str:
    """Return the layer that reads an operand as the result asks: its own digits by place, the others together."""
    alongs: list[Along | None] = []
    for axis in range(drawing.axes):
        digits = [digit for digit in digits_of(places, axis) if digit.size != 1]
        own = digits_of(known(tensor), axis)
        gone = [digit for digit in own if digit not in digits or digit not in mine]
        gone = [digit for digit in gone if digit.size != 1]
        if not gone:
            alongs.append(None)
            continue
        parts = tuple([(digit.size, digit.weight if digit in mine and digit in own else 0) for digit in digits])
        same = [digit.size for digit in digits] == [digit.size for digit in own if digit.size != 1]
        if not same and all(weight == 0 for _, weight in parts):
            parts = ()
        alongs.append(Along(parts, _every(gone)))
    layer = drawing.rearranged(tensor.layer, alongs)
    return _with_beside(drawing, tensor, layer) if layer != tensor.layer else layer
