"""Operators that read places together: products, reductions, softmax, norms, attention."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from rfcalc.readers.moves.digits import plain, size_of
from rfcalc.readers.moves.joining import joined
from rfcalc.readers.moves.mixing import known, mixed, product, projected, read_as, reduced
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.moves.windows import recurrent
from rfcalc.readers.onnx.shapes import axes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc.readers.onnx.call import Call

SOFTMAX_OF_ONE_DIM = 13
"""The opset since which Softmax is over one dim; before, over all from its axis on."""

ELLIPSIS = "..."

PACKED = 3
"""Projections that stand side by side in one matrix: of queries, keys and values."""


def reduce(call: Call) -> Tensor:
    """Return the map whose features read together all that lies along some dims."""
    places = call.places()
    gone = axes_of(call, len(places))
    keep = bool(call.number("keepdims", 1))
    return reduced(call.drawing, call.input(), gone, keep=keep)


def best(call: Call) -> Tensor:
    """Return the map of where the largest or smallest value lies along a dim."""
    at = call.axis(call.number("axis"), len(call.places()))
    return reduced(call.drawing, call.input(), [at], keep=bool(call.number("keepdims", 1)))


def softmax(call: Call) -> Tensor:
    """Return the map whose features also read those that they are divided by."""
    rank = len(call.places())
    if call.opset >= SOFTMAX_OF_ONE_DIM:
        return mixed(call.drawing, call.input(), [call.axis(call.number("axis", -1), rank)])
    return mixed(call.drawing, call.input(), range(call.axis(call.number("axis", 1), rank), rank))


def layer_norm(call: Call) -> tuple[Tensor, ...]:
    """Return the map whose features are normalized over the last dims."""
    rank = len(call.places())
    dims = range(call.axis(call.number("axis", -1), rank), rank)
    tensor = call.input()
    if call.node.operator.startswith("Skip"):
        tensor = joined(call.drawing, [tensor, call.input(1)], "add")
    found = _norm(call, tensor, dims, "groupnorm")
    return (found, *[tensor] * (len(call.node.outputs) - 1))


def lp_norm(call: Call) -> Tensor:
    """Return the map normalized over one dim."""
    return mixed(call.drawing, call.input(), [call.axis(call.number("axis", -1), len(call.places()))])


def map_norm(call: Call) -> Tensor:
    """Return the map whose features are normalized over all of it."""
    operator, rank = call.node.operator, len(call.places())
    dims: Iterable[int] = range(2, rank)
    if operator == "MeanVarianceNormalization":
        dims = [call.axis(axis, rank) for axis in call.numbers("axes") or (0, 2, 3)]
    return _norm(call, call.input(), dims, "instancenorm" if operator == "InstanceNormalization" else "groupnorm")


def _norm(call: Call, tensor: Tensor, dims: Iterable[int], type_name: str) -> Tensor:
    """Return a map after a norm over dims; without gates it changes nothing."""
    return mixed(call.drawing, tensor, dims, type_name) if call.drawing.gates else tensor


def cumulative(call: Call) -> Tensor:
    """Return the map whose features read all up to their own along one dim."""
    at = call.axis(call.one(1), len(call.places()))
    return recurrent(call.drawing, call.input(), at, "reverse" if call.number("reverse") else "forward")


def matmul(call: Call) -> Tensor:
    """Return a product of matrices."""
    return _matrices(call, call.input(0), call.input(1))


def quantized_matmul(call: Call) -> Tensor:
    """Return a product of matrices that stand beside their scales."""
    return _matrices(call, call.input(0), call.input(3))


def fused_matmul(call: Call) -> Tensor:
    """Return a product of matrices, each of which may be transposed."""
    one = _turned(call.input(0)) if call.number("transA") else call.input(0)
    other = _turned(call.input(1)) if call.number("transB") else call.input(1)
    return _matrices(call, one, other)


def gemm(call: Call) -> Tensor:
    """Return a product of matrices, to which another may be added."""
    found = fused_matmul(call)
    return joined(call.drawing, [found, call.input(2)], "add") if call.has(2) else found


def _turned(tensor: Tensor) -> Tensor:
    places = known(tensor)
    return tensor._replace(places=(*places[:-2], places[-1], places[-2]))


def _matrices(call: Call, one: Tensor, other: Tensor) -> Tensor:
    """Return the product over the last dim of one and the last but one of the other, for all others."""
    if one.is_constant and other.is_constant:
        return UNKNOWN_CONSTANT
    if one.places is None or other.places is None:
        return _with_unknown(call, one, other)
    a, b = known(one), known(other)
    first = _letters(len(a) - 2, len(b) - 2) + ("mk" if len(a) > 1 else "k")
    second = _letters(len(b) - 2, len(a) - 2) + ("kn" if len(b) > 1 else "k")
    result = max(first[:-2], second[:-2], key=len) + first[-2:-1] * (len(a) > 1) + second[-1:] * (len(b) > 1)
    first, one = _alone(first, one, second, other)
    second, other = _alone(second, other, first, one)
    return product(call.drawing, one, other, (first, second, result))


def _letters(count: int, others: int) -> str:
    """Return the names of the dims before a matrix, equal ones from the right."""
    most = max(count, others, 0)
    return ascii_uppercase[most - max(count, 0) : most]


def _alone(labels: str, tensor: Tensor, others: str, other: Tensor) -> tuple[str, Tensor]:
    """Return labels and tensor without dims of size 1 that the other operand has larger: they are spread."""
    places, sizes = known(tensor), dict(zip(others, map(size_of, known(other))))
    kept = [
        at
        for at, label in enumerate(labels)
        if not (label in ascii_uppercase and size_of(places[at]) == 1 and label in sizes)
    ]
    return "".join([labels[at] for at in kept]), tensor._replace(places=tuple([places[at] for at in kept]))


def _with_unknown(call: Call, one: Tensor, other: Tensor) -> Tensor:
    """Return the product with weights whose shape is not known: as many dims as the map, the last one channels."""
    if not one.is_constant and one.places is not None:
        rank = len(one.places)
        labels = ascii_uppercase[: rank - 1]
        return product(call.drawing, one, other._replace(places=((), plain(None))), (labels + "k", "kn", labels + "n"))
    raise Unread("the sizes of what it reads are not known")


def einsum(call: Call) -> Tensor:
    """Return what a formula in Einstein's notation makes of one or two tensors."""
    tensors = [tensor for tensor in call.inputs if tensor is not None]
    left, _, result = call.word("equation").replace(" ", "").partition("->")
    terms = left.split(",")
    if len(terms) != len(tensors) or len(terms) > 2 or "->" not in call.word("equation"):  # noqa: PLR2004
        raise Unread("it takes more than two tensors, or does not say its result")
    spread = max([len(known(tensor)) - len(term.replace(ELLIPSIS, "")) for term, tensor in zip(terms, tensors)])
    free = [letter for letter in ascii_lowercase + ascii_uppercase if letter not in left + result][: max(spread, 0)]
    labels = []
    for term, tensor in zip(terms, tensors):
        count = len(known(tensor)) - len(term.replace(ELLIPSIS, ""))
        labels.append(term.replace(ELLIPSIS, "".join(free[len(free) - count :]) if count else ""))
        if len(set(labels[-1])) != len(labels[-1]) or len(labels[-1]) != len(known(tensor)):
            raise Unread("it takes a diagonal")
    result = result.replace(ELLIPSIS, "".join(free))
    if len(tensors) == 1:
        at = dict(zip(labels[0], known(tensors[0])))
        return read_as(call.drawing, tensors[0], tuple([at[label] for label in result]))
    return product(call.drawing, tensors[0], tensors[1], (labels[0], labels[1], result))


def attention(call: Call) -> Tensor:
    """Return what queries make of keys and values (ONNX, Attention), heads in a dim of their own or not."""
    if call.node.operator == "Attention" and call.node.domain:
        return _packed_attention(call)
    query, key, value = call.input(0), call.input(1), call.input(2)
    if call.number("is_causal"):
        raise Unread("its mask is causal")
    heads = "h" if len(known(query)) == 4 else ""  # noqa: PLR2004 - batch, heads, places, channels
    scores = product(call.drawing, query, key, (f"b{heads}qd", f"b{heads}kd", f"b{heads}qk"))
    return product(call.drawing, scores, value, (f"b{heads}qk", f"b{heads}kv", f"b{heads}qv"))


def _packed_attention(call: Call) -> Tensor:
    """Return attention of a map over itself, whose projections are one matrix beside it (com.microsoft, Attention)."""
    if call.number("unidirectional"):
        raise Unread("its mask is causal")
    of_value, weights = call.numbers("qkv_hidden_sizes"), call.input(1).shape
    columns = weights[1] if weights is not None and len(weights) > 1 else None
    channels = of_value[-1] if of_value else None if columns is None else columns // PACKED
    return mixed(call.drawing, projected(call.drawing, call.input(), 2, channels, one=""), [1])
