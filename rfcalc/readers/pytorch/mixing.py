"""Operations that read many places at once: products of matrices, norms, attention, reductions."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from rfcalc.readers.moves.digits import size_of
from rfcalc.readers.moves.joining import joined
from rfcalc.readers.moves.mixing import known, mixed, product, reduced
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.moves.windows import is_axis, recurrent

if TYPE_CHECKING:
    from rfcalc.readers.pytorch.call import Call


def matrices(call: Call) -> Tensor:
    """Return a product of two matrices, or of as many as there are in both."""
    return _product(call, call.tensor(0), call.tensor(1))


def added_product(call: Call) -> Tensor:
    """Return a product of two matrices to which another is added."""
    return joined(call.drawing, [_product(call, call.tensor(1), call.tensor(2)), call.tensor(0)], "add")


def _product(call: Call, one: Tensor, other: Tensor) -> Tensor:
    if one.is_constant and other.is_constant:
        return UNKNOWN_CONSTANT
    rank = len(known(one))
    if rank != len(known(other)) or rank < 2:  # noqa: PLR2004 - a matrix
        raise Unread("it multiplies tensors of different dims")
    batch = ascii_lowercase[: rank - 2]
    first, one = _alone(batch + "yz", one, other)
    second, other = _alone(batch + "zw", other, one)
    return product(call.drawing, one, other, (first, second, batch + "yw"))


def _alone(labels: str, tensor: Tensor, other: Tensor) -> tuple[str, Tensor]:
    """Return labels and tensor without dims of a batch of size 1: it is spread over the other's."""
    places, theirs = known(tensor), known(other)
    batch = len(labels) - 2
    gone = [at for at in range(batch) if size_of(places[at]) == 1 and at < len(theirs) and size_of(theirs[at]) != 1]
    return (
        "".join([label for at, label in enumerate(labels) if at not in gone]),
        tensor._replace(places=tuple([each for at, each in enumerate(places) if at not in gone])),
    )


def linear(call: Call) -> Tensor:
    """Return a linear layer of the last dim."""
    given, weights = call.tensor(0), call.tensor(1)
    labels = ascii_lowercase[: len(known(given)) - 1]
    found = product(call.drawing, given, weights, (labels + "z", "wz", labels + "w"))
    bias = call.given(2, "bias")
    return joined(call.drawing, [found, bias], "add") if isinstance(bias, Tensor) else found


def attention(call: Call) -> tuple[Tensor, ...]:
    """Return what queries make of keys and values, and numbers that nobody reads behind it."""
    query, key, value = call.tensor(0), call.tensor(1), call.tensor(2)
    rank = len(known(query))
    at = 5 if "flash" in call.name and "for_cpu" not in call.name else 4
    causal = call.words.get("is_causal", call.arguments[at] if at < len(call.arguments) else False) is True
    if causal:
        places = known(query)
        if query.layer != key.layer or not is_axis(places[rank - 2]):
            raise Unread("its mask is causal, and it attends to more than one axis of its own map")
        made = recurrent(call.drawing, query, rank - 2, "forward")
        made = joined(call.drawing, [made, value], "add") if value.layer != query.layer else made
    else:
        batch = ascii_lowercase[: rank - 2]
        scores = product(call.drawing, query, key, (batch + "qd", batch + "kd", batch + "qk"))
        made = product(call.drawing, scores, value, (batch + "qk", batch + "kv", batch + "qv"))
    return (made, *(UNKNOWN_CONSTANT for _ in call.shapes[1:]))


def softmax(call: Call) -> Tensor:
    """Return shares that sum to 1 along a dim."""
    return mixed(call.drawing, call.tensor(), [call.dim(1, "dim", -1)])


def batch_norm(call: Call) -> tuple[Tensor, ...]:
    """Return a norm by channels: of statistics of its own, every place reads all, unless gates are off."""
    training = call.given(5, "training") is True or "no_stats" in call.name
    made = call.tensor()
    if training and call.drawing.gates and "no_training" not in call.name:
        made = mixed(call.drawing, made, [at for at in range(len(call.places)) if at > 1], "instancenorm")
    return (made, *(UNKNOWN_CONSTANT for _ in call.shapes[1:]))


def layer_norm(call: Call) -> tuple[Tensor, ...]:
    """Return a norm over the last dims."""
    shape = call.given(1, "normalized_shape")
    rank = len(call.places)
    dims = range(rank - (len(shape) if isinstance(shape, tuple) else 1), rank)
    made = mixed(call.drawing, call.tensor(), dims, "groupnorm") if call.drawing.gates else call.tensor()
    return (made, *(UNKNOWN_CONSTANT for _ in call.shapes[1:]))


def group_norm(call: Call) -> tuple[Tensor, ...]:
    """Return a norm over all places and some channels."""
    made = call.tensor()
    if call.drawing.gates:
        made = mixed(call.drawing, made, range(2, len(call.places)), "groupnorm")
    return (made, *(UNKNOWN_CONSTANT for _ in call.shapes[1:]))


def reduction(call: Call) -> tuple[Tensor, ...]:
    """Return the mean, sum or largest value along some dims, all by default."""
    keep = call.words.get("keepdim", call.given(2, "keepdim")) is True
    made = reduced(call.drawing, call.tensor(), call.dims(1, "dim"), keep=keep)
    return (made,) * len(call.shapes)


def vector_norm(call: Call) -> Tensor:
    """Return the length of vectors along some dims."""
    keep = call.words.get("keepdim", call.given(3, "keepdim")) is True
    return reduced(call.drawing, call.tensor(), call.dims(2, "dim"), keep=keep)


def cumulative(call: Call) -> Tensor:
    """Return sums of all values up to each along a dim."""
    return recurrent(call.drawing, call.tensor(), call.dim(1, "dim"), "forward")
