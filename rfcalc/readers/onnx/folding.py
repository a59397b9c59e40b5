"""What operators make of constants: the arithmetic on shapes by which models find their sizes.

Values are exact and few; of larger constants, and of operators that are not here, only the shape is told, or nothing.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product as combinations
from math import ceil, floor, isqrt, prod
from typing import TYPE_CHECKING

from rfcalc.readers.moves.tensor import MOST_VALUES, UNKNOWN_CONSTANT, Tensor, constant
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.onnx.constants import decimal_of
from rfcalc.readers.onnx.file import Constant
from rfcalc.readers.onnx.shapes import axes_of, broadcast, new_shape, slices_of, split_sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


def _elementwise(function: Callable[..., Number | None], count: int = 2) -> Callable[[Call], Tensor | None]:
    """Return the rule of an operator that takes numbers at the same place of ``count`` inputs; 0: of any number."""

    def rule(call: Call) -> Tensor | None:
        tensors = [tensor for tensor in call.inputs if tensor is not None]
        if not tensors or len(tensors) != (count or len(tensors)):
            raise Unread(f"it takes {count or 'one or more'} inputs")
        shape = broadcast([call.shape(at) for at in range(len(tensors))])
        if None in shape or prod([size or 0 for size in shape]) > MOST_VALUES:
            return constant(shape)
        columns = [_spread(tensor, shape) for tensor in tensors]
        if any(column is None for column in columns):
            return constant(shape)
        values = [None if None in row else function(*row) for row in zip(*[column or () for column in columns])]
        return constant(shape, tuple(values))

    return rule


def _where(call: Call) -> Tensor | None:
    shape = broadcast([call.shape(at) for at in range(3)])
    if None in shape or prod([size or 0 for size in shape]) > MOST_VALUES:
        return constant(shape)
    columns = [_spread(call.input(at), shape) for at in range(3)]
    if columns[0] is None or columns[1] is None or columns[2] is None:
        return constant(shape)
    rows = zip(columns[0], columns[1], columns[2])
    return constant(shape, tuple([None if test is None else yes if test else no for test, yes, no in rows]))


def _spread(tensor: Tensor, shape: Shape) -> Values | None:
    """Return a constant's values, repeated over a shape that its own fits."""
    own = tensor.shape
    if tensor.value is None or own is None:
        return None
    if own == shape:
        return tensor.value
    own = (1,) * (len(shape) - len(own)) + own
    steps = _steps(own)
    by_dim = [[0 if mine == 1 else at * step for at in range(size or 0)] for mine, step, size in zip(own, steps, shape)]
    return tuple([tensor.value[sum(places)] for places in combinations(*by_dim)])


def _steps(shape: Shape) -> list[int]:
    """Return how far apart neighbours along each dim lie, row by row."""
    found, step = [], 1
    for size in reversed(shape):
        found.append(step)
        step *= size or 0
    return found[::-1]


def _chosen(tensor: Tensor, shape: Shape, by_dim: Sequence[Sequence[int]]) -> Tensor:
    """Return the constant of a shape whose values lie at all sums of one of each dim's places."""
    if tensor.value is None:
        return constant(shape)
    return constant(shape, tuple([tensor.value[sum(places)] for places in combinations(*by_dim)]))


def _gather(call: Call) -> Tensor:
    shape, wanted = call.shape(0), call.shape(1)
    axis = call.axis(call.number("axis"), len(shape))
    made = (*shape[:axis], *wanted, *shape[axis + 1 :])
    tensor, indices = call.input(), call.input(1).value
    size = shape[axis]
    if tensor.value is None or indices is None or size is None or not all(isinstance(at, int) for at in indices):
        return constant(made)
    steps = _steps(shape)
    by_dim = [[at * step for at in range(each or 0)] for each, step in zip(shape, steps)]
    by_dim[axis] = [(int(at or 0) % size) * steps[axis] for at in indices]
    return _chosen(tensor, made, by_dim)


def _slice(call: Call) -> Tensor:
    shape = call.shape(0)
    ranges = slices_of(call, shape)
    made = tuple([size if part is None else len(part) for part, size in zip(ranges, shape)])
    if None in made:
        return constant(made)
    steps = _steps(shape)
    by_dim = [[at * step for at in part if at >= 0] for part, step in zip(ranges, steps) if part is not None]
    return _chosen(call.input(), made, by_dim)


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
    steps = _steps(shape)
    made, first = [], 0
    for size in split_sizes(call, shape[axis]):
        by_dim = [[at * step for at in range(each or 0)] for each, step in zip(shape, steps)]
        by_dim[axis] = [at * steps[axis] for at in range(first, first + size)]
        made.append(_chosen(call.input(), (*shape[:axis], size, *shape[axis + 1 :]), by_dim))
        first += size
    return tuple(made)


def _transpose(call: Call) -> Tensor:
    shape = call.shape(0)
    order = call.numbers("perm") or tuple(range(len(shape)))[::-1]
    if sorted(order) != list(range(len(shape))):
        raise Unread(f"its order {list(order)} is none of {len(shape)} dims")
    made = tuple([shape[at] for at in order])
    if None in made:
        return constant(made)
    steps = _steps(shape)
    return _chosen(call.input(), made, [[at * steps[dim] for at in range(shape[dim] or 0)] for dim in order])


def _reshaped(call: Call) -> Tensor:
    shape = new_shape(call, call.shape(0))
    return constant(shape, call.input().value)


def _expand(call: Call) -> Tensor:
    shape = broadcast([call.shape(0), tuple(map(_size, call.partly(1)))])
    if None in shape or prod([size or 0 for size in shape]) > MOST_VALUES:
        return constant(shape)
    return constant(shape, _spread(call.input(), shape))


def _tile(call: Call) -> Tensor:
    shape, repeats = call.shape(0), call.listed(1) or ()
    made = tuple([None if size is None else size * times for size, times in zip(shape, repeats)])
    if None in made or prod([size or 0 for size in made]) > MOST_VALUES:
        return constant(made)
    steps = _steps(shape)
    by_dim = [
        [at % (size or 1) * step for at in range((size or 0) * times)]
        for size, step, times in zip(shape, steps, repeats)
    ]
    return _chosen(call.input(), made, by_dim)


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
        steps = _steps(shape)
        groups: dict[int, list[Number | None]] = {}
        for places in combinations(*[range(size or 0) for size in shape]):
            at = sum([place * step for dim, (place, step) in enumerate(zip(places, steps)) if dim not in gone])
            groups.setdefault(at, []).append(value[sum([place * step for place, step in zip(places, steps)])])
        return constant(made, tuple([None if None in each else function(each) for each in groups.values()]))  # type: ignore[arg-type] # none is left

    return rule


def _nonzero(call: Call) -> Tensor:
    shape, value = call.shape(0), call.input().value
    if value is None or None in value or None in shape:
        return constant((len(shape), None))
    found = [places for places, each in zip(combinations(*[range(size or 0) for size in shape]), value) if each]
    return constant((len(shape), len(found)), tuple([places[dim] for dim in range(len(shape)) for places in found]))


def _shape_only(call: Call) -> Tensor:
    return constant(call.shape(0))


def _divided(one: Number, other: Number) -> Number | None:
    if not other:
        return None
    if isinstance(one, int) and isinstance(other, int):
        return abs(one) // abs(other) * (1 if (one < 0) == (other < 0) else -1)
    return Fraction(one) / Fraction(other)


def _remainder(one: Number, other: Number) -> Number | None:
    return one % other if other else None


def _power(base: Number, exponent: Number) -> Number | None:
    whole = exponent == int(exponent) and abs(exponent) <= 64 and abs(base) < 2**64  # noqa: PLR2004
    return base ** int(exponent) if whole and (base or exponent >= 0) else None


def _root(value: Number) -> Number | None:
    root = Fraction(isqrt(max(0, value.numerator)), isqrt(value.denominator))
    return root if root * root == value else None


def _rounded(value: Number) -> Number:
    return Fraction(round(value))


FOLDINGS: dict[str, Callable[[Call], Tensor | Folded | None]] = {
    "Constant": _constant,
    "ConstantOfShape": _constant_of_shape,
    "Range": _range,
    "Shape": shape_value,
    "Size": size_value,
    **dict.fromkeys(("Identity", "Dropout", "QuantizeLinear", "DequantizeLinear"), _kept),
    "Cast": _cast,
    "Where": _where,
    "Gather": _gather,
    "Slice": _slice,
    "Concat": _concat,
    "Split": _split,
    "Transpose": _transpose,
    **dict.fromkeys(("Reshape", "Squeeze", "Unsqueeze", "Flatten"), _reshaped),
    "Expand": _expand,
    "Tile": _tile,
    "NonZero": _nonzero,
    **dict.fromkeys(
        ("ScatterND", "ScatterElements", "CumSum", "Trilu", "Softmax", "Exp", "Log", "Sin", "Cos"), _shape_only
    ),
    "ReduceProd": _reduce(prod),
    "ReduceSum": _reduce(sum),
    "ReduceMax": _reduce(max),
    "ReduceMin": _reduce(min),
    "Add": _elementwise(lambda one, other: one + other),
    "Sub": _elementwise(lambda one, other: one - other),
    "Mul": _elementwise(lambda one, other: one * other),
    "Div": _elementwise(_divided),
    "Mod": _elementwise(_remainder),
    "Pow": _elementwise(_power),
    "Sqrt": _elementwise(_root, 1),
    "Neg": _elementwise(lambda value: -value, 1),
    "Abs": _elementwise(abs, 1),
    "Floor": _elementwise(lambda value: Fraction(floor(value)), 1),
    "Ceil": _elementwise(lambda value: Fraction(ceil(value)), 1),
    "Round": _elementwise(_rounded, 1),
    "Min": _elementwise(lambda *values: min(values), 0),
    "Max": _elementwise(lambda *values: max(values), 0),
    "Sum": _elementwise(lambda *values: sum(values), 0),
    "Not": _elementwise(lambda value: int(not value), 1),
    "And": _elementwise(lambda one, other: int(bool(one and other))),
    "Or": _elementwise(lambda one, other: int(bool(one or other))),
    "Xor": _elementwise(lambda one, other: int(bool(one) != bool(other))),
    "Equal": _elementwise(lambda one, other: int(one == other)),
    "Greater": _elementwise(lambda one, other: int(one > other)),
    "GreaterOrEqual": _elementwise(lambda one, other: int(one >= other)),
    "Less": _elementwise(lambda one, other: int(one < other)),
    "LessOrEqual": _elementwise(lambda one, other: int(one <= other)),
}
"""By operator: what it makes of constants."""
