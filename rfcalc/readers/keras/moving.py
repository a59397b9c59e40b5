"""Layers of Keras that put values in another order or together: reshapes, permutations, joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.network import AXES
from rfcalc.readers.keras.places import Uneven, axes_in, broadcast, dim, reshaped, size_of
from rfcalc.readers.keras.rows import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.keras.call import Call
    from rfcalc.readers.keras.places import Dims


def flatten(call: Call) -> Tensor:
    """Return all values in one dim; channels that stand first are put last."""
    dims = call.dims
    if call.channels_first and len(dims) > 1:
        dims = (*dims[1:], dims[0])
    return call.unchanged((tuple([digit for each in dims for digit in each]),))


def reshape(call: Call) -> Tensor:
    """Return the values in dims of other sizes. Raises `RfcalcError` where their number does not fit."""
    key = "target_shape" if "target_shape" in call.settings else "newshape"
    target = call.settings.axes(key, None)
    if key == "newshape":  # of an operation, which counts the batch
        target = target[1:]
    if any(size < -1 or not size for size in target) or target.count(-1) > 1:
        raise RfcalcError(f"found {quoted(str(target))}", allowed="sizes, one of which may be -1", key=key)
    count = size_of(tuple([digit for each in call.dims for digit in each]))
    wanted = 1
    for size in target:
        wanted *= abs(size)
    if count is not None and (count % wanted if -1 in target else count != wanted):
        raise RfcalcError(f"{count} values do not fit into {target}", allowed=call.sizes_hint, key=key)
    return call.unchanged(reshaped(call.dims, target))


def permute(call: Call) -> Tensor:
    """Return the dims in another order."""
    order = call.settings.axes("dims", None) if "dims" in call.settings else call.settings.axes("axes", None)[1:]
    if sorted(order) != [*range(1, len(call.dims) + 1)]:
        raise RfcalcError(
            f"found {quoted(str(order))}", allowed=f"every number from 1 to {len(call.dims)} once", key="dims"
        )
    return call.unchanged(tuple([call.dims[at - 1] for at in order]))


def repeat(call: Call) -> Tensor:
    """Return the values several times, in a dim before them."""
    return call.unchanged((dim(call.settings.count("n")), *call.dims))


def expand(call: Call) -> Tensor:
    """Return the values with one more dim."""
    (axis,) = call.settings.axes("axis", None)
    at = axis + len(call.dims) + 1 if axis < 0 else axis - 1
    if not 0 <= at <= len(call.dims):
        raise Uneven
    return call.unchanged((*call.dims[:at], (), *call.dims[at:]))


def squeeze(call: Call) -> Tensor:
    """Return the values without dims of one value."""
    at = call.at("axis", call.settings.axes("axis", None))
    return call.unchanged(tuple([each for place, each in enumerate(call.dims) if place not in at]))


def embedding(call: Call) -> Tensor:
    """Return a vector for each value."""
    return call.unchanged((*call.dims, dim(call.settings.count("output_dim"))))


def reduction(call: Call) -> Tensor:
    """Return the mean, sum or largest value along some dims."""
    if "axis" not in call.settings:
        raise Uneven
    at = call.at("axis", call.settings.axes("axis", None))
    call.rows.decide(axes_in([call.dims[each] for each in at]))
    made = call.reduced(at)
    if call.settings.flag("keepdims"):
        return made
    return made._replace(dims=tuple([each for place, each in enumerate(made.dims or ()) if place not in at]))


def join(call: Call, type_name: str = "add") -> Tensor:
    """Return the sum, product or else of several tensors; a single one is left as it is."""
    tensors = call.tensors
    if any(each.dims is None and each.layer for each in tensors):
        raise Uneven
    real = [each for each in tensors if each.layer]
    shaped = [each.dims for each in tensors if each.dims is not None]
    dims = broadcast(shaped, lax=call.rows.dry)
    if type_name == "mul" and not call.gates:
        real = _without_gates(real)
    return _joined(call, type_name, real, dims)


def _without_gates(tensors: list[Tensor]) -> list[Tensor]:
    """Return the factors of a product that have places, if there are any: those that have none are gates."""
    placed = [each for each in tensors if each.axes]
    return placed or tensors


def _joined(call: Call, type_name: str, tensors: Sequence[Tensor], dims: Dims) -> Tensor:
    """Return the tensor of a join of those tensors that are no constants."""
    if not tensors:
        return Tensor("", dims)
    call.inputs, call.named = [*tensors], {}
    names = [*dict.fromkeys([each.layer for each in tensors])]
    if len(names) == 1:
        return call.unchanged(dims)
    outer = max([each.outer for each in tensors], key=len)
    return Tensor(call.rows.add(call.name, type_name, names, {}), dims, outer)


def concatenate(call: Call) -> Tensor:
    """Return tensors one after another along a dim: channels side by side, or maps end to end."""
    tensors = call.tensors
    if any(each.dims is None for each in tensors):
        raise Uneven
    (axis,) = call.settings.axes("axis", -1)
    call.inputs, call.named = [max(tensors, key=lambda each: len(each.dims or ()))], {}
    (at,) = call.at("axis", [axis])
    several = [each.dims for each in tensors if each.dims is not None]
    if any(len(dims) != len(several[0]) for dims in several):
        raise RfcalcError("its tensors have dims in different numbers", allowed="they are alike but for one dim")
    real = [each for each in tensors if each.layer]
    if call.rows.dry or not axes_in([dims[at] for dims in several]):
        dims = broadcast(several, joined=at, lax=call.rows.dry)
        if call.rows.dry:
            dims = (*dims[:at], several[0][at], *dims[at + 1 :])
        alike = len({each.axes for each in real}) < 2  # noqa: PLR2004 - else a map of one feature is spread
        return _joined(call, "concat" if alike else "add", real, dims)
    return _end_to_end(call, tensors, at)


def _end_to_end(call: Call, tensors: Sequence[Tensor], at: int) -> Tensor:
    """Return maps one after another along an axis; constants before and after one are a padding."""
    several = [each.dims for each in tensors if each.dims is not None]
    axes = axes_in([dims[at] for dims in several])
    sizes = [size_of(dims[at]) for dims in several]
    real = [place for place, each in enumerate(tensors) if each.layer]
    if len(axes) != 1 or any(len(dims[at]) > 1 for dims in several) or any(not several[each][at] for each in real):
        raise Uneven
    total = sum([size for size in sizes if size is not None]) if None not in sizes else None
    dims = broadcast(several, joined=at)
    dims = (*dims[:at], dim(total, axes[0]), *dims[at + 1 :])
    if len(real) == 1:
        before, after = sizes[: real[0]], sizes[real[0] + 1 :]
        if None in before or None in after:
            raise Uneven
        sides = [[sum(map(int, before)), sum(map(int, after))] if axis == axes[0] else [0, 0] for axis in _all(call)]
        mine = tensors[real[0]]
        return Tensor(call.made("pad", mine, padding=sides), dims, mine.outer)
    if len(real) < len(tensors) or "along" not in LAYER_TYPES["concat"].keys:
        raise Uneven
    names = [each.layer for each in tensors]
    along = AXES[call.rows.axes][axes[0]]
    return Tensor(call.rows.add(call.name, "concat", names, {"along": along}), dims, tensors[0].outer)


def _all(call: Call) -> range:
    return range(call.rows.axes)
