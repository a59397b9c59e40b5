"""Layers of Keras that put values in another order or together: reshapes, permutations, joins."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted
from rfcalc.readers.moves.digits import plain, reshaped, shape_of
from rfcalc.readers.moves.joining import joined
from rfcalc.readers.moves.mixing import known
from rfcalc.readers.moves.together import put_together
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.keras.call import Call
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.tensor import Tensor


def _laid_out(tensor: Tensor, places: Places) -> Tensor:
    return tensor._replace(places=places, cut=None)


def _total(sizes: Sequence[int | None]) -> int | None:
    return None if None in sizes else prod([size for size in sizes if size is not None])


def flatten(call: Call) -> Tensor:
    """Return all values in one dim; channels that stand first are put last."""
    batch, *dims = call.places
    if call.channels_first and len(dims) > 1:
        dims = [*dims[1:], dims[0]]
    places = (batch, *dims)
    return _laid_out(call.tensor, reshaped(places, (shape_of(places)[0], _total(shape_of(places)[1:]))))


def reshape(call: Call) -> Tensor:
    """Return the values in dims of other sizes, one of which may be -1. Raises `Unread` where they do not fit."""
    key = "target_shape" if "target_shape" in call.settings else "newshape"
    target = call.settings.axes(key, None)
    if key == "newshape":  # of an operation, which counts the batch
        target = target[1:]
    if any(size < -1 for size in target) or target.count(-1) > 1 or 0 in target:
        raise RfcalcError(f"found {quoted(str(target))}", allowed="sizes, one of which may be -1", key=key)
    batch, *sizes = shape_of(call.places)
    count, rest = _total(sizes), prod([size for size in target if size > 0])
    if count is not None and (count % rest if -1 in target else count != rest):
        raise Unread(f"{count} values do not fit into {target}", misfit=True)
    left = None if count is None else count // rest
    wanted = (batch, *[left if size == -1 else size for size in target])
    return _laid_out(call.tensor, reshaped(call.places, wanted))


def permute(call: Call) -> Tensor:
    """Return the dims in another order."""
    key = "dims" if "dims" in call.settings else "axes"
    order = call.settings.axes(key, None)
    order = [0, *order] if key == "dims" else order
    if sorted(order) != [*range(len(call.places))] or order[0]:
        raise RfcalcError(f"found {quoted(str(order))}", allowed="every dim of its tensor once", key=key)
    return _laid_out(call.tensor, tuple([call.places[at] for at in order]))


def repeat(call: Call) -> Tensor:
    """Return the values several times, in a dim before them."""
    batch, *dims = call.places
    return _laid_out(call.tensor, (batch, plain(call.settings.count("n")), *dims))


def expand(call: Call) -> Tensor:
    """Return the values with one more dim."""
    (axis, *_) = call.settings.axes("axis", None)
    rank = len(call.places) + 1
    if not -rank <= axis < rank:
        raise RfcalcError(f"found {quoted(axis)}", allowed=f"-{rank} to {rank - 1}", key="axis")
    at = axis % rank
    return _laid_out(call.tensor, (*call.places[:at], (), *call.places[at:]))


def squeeze(call: Call) -> Tensor:
    """Return the values without dims of size 1."""
    dims = call.axes("axis", None)
    return _laid_out(call.tensor, tuple([each for at, each in enumerate(call.places) if at not in dims]))


def embedding(call: Call) -> Tensor:
    """Return a vector for each value."""
    return _laid_out(call.tensor, (*call.places, plain(call.settings.count("output_dim"))))


def join(call: Call, type_name: str = "add") -> Tensor:
    """Return the sum, product or else of several tensors; of fewer dims, they stand behind the batch as 1s."""
    tensors = call.tensors
    if len(tensors) == 1:
        return tensors[0]
    rank = max([len(each.places) for each in tensors if each.places is not None], default=0)
    aligned = [
        each._replace(places=(each.places[0], *((),) * (rank - len(each.places)), *each.places[1:]))
        if each.places
        else each
        for each in tensors
    ]
    return joined(call.drawing, aligned, type_name)


def concatenate(call: Call) -> Tensor:
    """Return tensors one after another along a dim: channels side by side, or maps end to end."""
    tensors = call.tensors
    if len(tensors) == 1:
        return tensors[0]
    ranks = {len(known(each)) for each in tensors}
    if len(ranks) > 1:
        raise RfcalcError("its tensors have dims in different numbers", allowed="they are alike but for one dim")
    (axis, *_) = call.axes("axis", -1)
    return put_together(call.drawing, tensors, axis)
