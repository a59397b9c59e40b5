"""What operators make of constants: the arithmetic on shapes by which models find their sizes.

Values are exact and few; of larger constants, and of operators that are not here, only the shape is told, or nothing.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product as combinations
from math import ceil, prod
from typing import TYPE_CHECKING

from rfcalc.readers.moves.tensor import MOST_VALUES, UNKNOWN_CONSTANT, Tensor, constant
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.onnx.arithmetic import ELEMENTWISE
from rfcalc.readers.onnx.constants import decimal_of
from rfcalc.readers.onnx.model import Constant
from rfcalc.readers.onnx.picking import chosen, spread, steps_of
from rfcalc.readers.onnx.shapes import axes_of, broadcast, new_shape, slices_of, split_sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.readers.moves.tensor import Number, Shape, Values
    from rfcalc.readers.onnx.call import Call

INTEGER_TYPES = {2, 3, 4, 5, 6, 7, 12, 13}
BOOL_TYPE = 9

Folded = tuple[Tensor, ...]


def folded(call: Call) -> Folded:
    """Return what a node makes of constants alone; nothing is known of what is not worked out here."""
    try:
        rule = FOLDINGS.get(call.node.operator) if not call.node.domain else None
        made = rule(call) if rule is not None else None
    except Unread:
        made = None
    if made is None:
        return (UNKNOWN_CONSTANT,) * max(len(call.node.outputs), 1)
    return made if isinstance(made, tuple) and not isinstance(made, Tensor) else (made,)


def shape_value(call: Call) -> Tensor:
    """Return the sizes of a tensor's dims, those that are not known left out: it may be a map."""
    shape = call.shape(0)
    start, end = call.number("start"), call.node.attributes.get("end")
    taken = shape[start : end if isinstance(end, int) else None]
    return constant((len(taken),), tuple(taken))


def size_value(call: Call) -> Tensor:
    """Return how many values a tensor holds."""
    sizes = call.shape(0)
    return constant((), (None if None in sizes else prod([size or 0 for size in sizes]),))


def _constant(call: Call) -> Tensor | None:
    attributes = call.node.attributes
    value = attributes.get("value")
    if isinstance(value, Constant):
        return call.held(value)
    for name, found in attributes.items():
        if name in {"value_int", "value_float"} and isinstance(found, (int, float)):
            return constant((), (found if isinstance(found, int) else decimal_of(found),))
        if name == "value_ints":
            numbers = call.numbers(name) or ()
            return constant((len(numbers),), numbers)
        if name == "value_floats":
            decimals = call.decimals(name) or ()
            return constant((len(decimals),), decimals)
    return None


def _constant_of_shape(call: Call) -> Tensor:
    shape = tuple(map(_size, call.partly(0)))
    value = call.node.attributes.get("value")
    filled: Number | None = Fraction(0)
    if isinstance(value, Constant):
        held = call.held(value).value
        filled = held[0] if held else None
    return constant(shape, _repeated(filled, shape))


def _size(value: Number | None) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def _repeated(value: Number | None, shape: Shape) -> Values | None:
    if None in shape:
        return None
    count = prod([size or 0 for size in shape])
    return (value,) * count if count <= MOST_VALUES else None


def _range(call: Call) -> Tensor:
    start, limit, delta = [call.partly(at)[0] for at in range(3)]
    if start is None or limit is None or delta is None:
        return constant((None,))
    count = max(0, ceil(Fraction(limit - start) / Fraction(delta))) if delta else 0
    return constant((count,), tuple([start + at * delta for at in range(count)]) if count <= MOST_VALUES else None)


def _kept(call: Call) -> Tensor:
    return call.input()


def _cast(call: Call) -> Tensor:
    tensor, kind = call.input(), call.number("to")
    if tensor.value is None:
        return tensor
    to = bool if kind == BOOL_TYPE else int if kind in INTEGER_TYPES else Fraction
    return tensor._replace(value=tuple([None if value is None else _as(value, to) for value in tensor.value]))


def _as(value: Number, to: type) -> Number:
    return int(bool(value)) if to is bool else int(value) if to is int else Fraction(value)


def _gather(call: Call) -> Tensor:
    shape, wanted = call.shape(0), call.shape(1)
    axis = call.axis(call.number("axis"), len(shape))
    made = (*shape[:axis], *wanted, *shape[axis + 1 :])
    tensor, indices = call.input(), call.input(1).value
    size = shape[axis]
    if tensor.value is None or indices is None or size is None or not all(isinstance(at, int) for at in indices):
        return constant(made)
    steps = steps_of(shape)
    by_dim = [[at * step for at in range(each or 0)] for each, step in zip(shape, steps)]
    by_dim[axis] = [(int(at or 0) % size) * steps[axis] for at in indices]
    return chosen(tensor, made, by_dim)


def _slice(call: Call) -> Tensor:
    shape = call.shape(0)
    ranges = slices_of(call, shape)
    made = tuple([size if part is None else len(part) for part, size in zip(ranges, shape)])
    if None in made or call.input().value is None:
        return constant(made)
    steps = steps_of(shape)
    by_dim = [[at * step for at in part if at >= 0] for part, step in zip(ranges, steps) if part is not None]
    return chosen(call.input(), made, by_dim)


def _concat(call: Call) -> Tensor:
    rank = len(call.shape(0))
    axis = call.axis(call.number("axis"), rank)
    shapes = [call.shape(at) for at in range(len(call.inputs))]
    sizes = [shape[axis] for shape in shapes]
    total = None if None in sizes else sum([size or 0 for size in sizes])
    made = (*shapes[0][:axis], total, *shapes[0][axis + 1 :])
    values = [tensor.value for tensor in call.inputs if tensor is not None]
    if None in made or any(value is None for value in values):
        return constant(made)
    rows = prod([size or 0 for size in made[:axis]])
    widths = [len(value or ()) // max(rows, 1) for value in values]
    found: list[Number | None] = []
    for row in range(rows):
        for value, width in zip(values, widths):
            found += (value or ())[row * width : (row + 1) * width]
    return constant(made, tuple(found))


def _split(call: Call) -> Folded:
    shape = call.shape(0)
    axis = call.axis(call.number("axis"), len(shape))
    steps = steps_of(shape)
    made, first = [], 0
    for size in split_sizes(call, shape[axis]):
        if call.input().value is None:
            made.append(constant((*shape[:axis], size, *shape[axis + 1 :])))
            continue
        by_dim = [[at * step for at in range(each or 0)] for each, step in zip(shape, steps)]
        by_dim[axis] = [at * steps[axis] for at in range(first, first + size)]
        made.append(chosen(call.input(), (*shape[:axis], size, *shape[axis + 1 :]), by_dim))
        first += size
    return tuple(made)


def _transpose(call: Call) -> Tensor:
    shape = call.shape(0)
    order = call.numbers("perm") or tuple(range(len(shape)))[::-1]
    if sorted(order) != list(range(len(shape))):
        raise Unread(f"its order {list(order)} is none of {len(shape)} dims")
    made = tuple([shape[at] for at in order])
    if None in made or call.input().value is None:
        return constant(made)
    steps = steps_of(shape)
    return chosen(call.input(), made, [[at * steps[dim] for at in range(shape[dim] or 0)] for dim in order])


def _reshaped(call: Call) -> Tensor:
    shape, value = new_shape(call, call.shape(0)), call.input().value
    return constant(shape, value if value and len(value) == prod([size or 0 for size in shape]) else None)


def _expand(call: Call) -> Tensor:
    shape = broadcast([call.shape(0), tuple(map(_size, call.partly(1)))])
    if None in shape or prod([size or 0 for size in shape]) > MOST_VALUES:
        return constant(shape)
    return constant(shape, spread(call.input(), shape))


def _tile(call: Call) -> Tensor:
    shape, repeats = call.shape(0), call.listed(1) or ()
    made = tuple([None if size is None else size * times for size, times in zip(shape, repeats)])
    if None in made or prod([size or 0 for size in made]) > MOST_VALUES:
        return constant(made)
    steps = steps_of(shape)
    by_dim = [
        [at % (size or 1) * step for at in range((size or 0) * times)]
        for size, step, times in zip(shape, steps, repeats)
    ]
    return chosen(call.input(), made, by_dim)


def _reduce(function: Callable[[list[Number]], Number]) -> Callable[[Call], Tensor]:
    """Return the rule of an operator that makes one number of all along some dims."""

    def rule(call: Call) -> Tensor:
        shape = call.shape(0)
        gone = axes_of(call, len(shape))
        keep = call.number("keepdims", 1)
        made = tuple([1 if at in gone else size for at, size in enumerate(shape) if keep or at not in gone])
        value = call.input().value
        if value is None or None in shape:
            return constant(made)
        steps = steps_of(shape)
        groups: dict[int, list[Number | None]] = {}
        for places in combinations(*[range(size or 0) for size in shape]):
            at = sum([place * step for dim, (place, step) in enumerate(zip(places, steps)) if dim not in gone])
            groups.setdefault(at, []).append(value[sum([place * step for place, step in zip(places, steps)])])
        return constant(made, tuple([None if None in each else function(each) for each in groups.values()]))  # type: ignore[arg-type] # none is left

    return rule


def _clip(call: Call) -> Tensor:
    """Return values that are no smaller than the second and no larger than the third input, if these are given."""
    tensor = call.input()
    lowest, highest = [call.partly(at)[0] if call.has(at) else None for at in (1, 2)]
    if tensor.value is None:
        return tensor
    raised = [value if value is None or lowest is None else max(value, lowest) for value in tensor.value]
    return tensor._replace(value=tuple([v if v is None or highest is None else min(v, highest) for v in raised]))


def _nonzero(call: Call) -> Tensor:
    shape, value = call.shape(0), call.input().value
    if value is None or None in value or None in shape:
        return constant((len(shape), None))
    found = [places for places, each in zip(combinations(*[range(size or 0) for size in shape]), value) if each]
    return constant((len(shape), len(found)), tuple([places[dim] for dim in range(len(shape)) for places in found]))


def _shape_only(call: Call) -> Tensor:
    return constant(call.shape(0))


def _largest(values: list[Number]) -> Number:
    return max(values)


def _smallest(values: list[Number]) -> Number:
    return min(values)


FOLDINGS: dict[str, Callable[[Call], Tensor | Folded | None]] = {
    "Constant": _constant,
    "ConstantOfShape": _constant_of_shape,
    "Range": _range,
    "Shape": shape_value,
    "Size": size_value,
    **dict.fromkeys(("Identity", "Dropout", "QuantizeLinear", "DequantizeLinear"), _kept),
    "Cast": _cast,
    "Gather": _gather,
    "Slice": _slice,
    "Concat": _concat,
    "Split": _split,
    "Transpose": _transpose,
    **dict.fromkeys(("Reshape", "Squeeze", "Unsqueeze", "Flatten"), _reshaped),
    "Expand": _expand,
    "Tile": _tile,
    "Clip": _clip,
    "NonZero": _nonzero,
    **dict.fromkeys(
        ("ScatterND", "ScatterElements", "CumSum", "Trilu", "Softmax", "Exp", "Log", "Sin", "Cos"), _shape_only
    ),
    "ReduceProd": _reduce(prod),
    "ReduceSum": _reduce(sum),
    "ReduceMax": _reduce(_largest),
    "ReduceMin": _reduce(_smallest),
    **ELEMENTWISE,
}
"""By operator: what it makes of constants."""
