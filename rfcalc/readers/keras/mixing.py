"""Layers of Keras that read many places at once: linear layers, norms, recurrent layers, attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.readers.keras.call import inner_layer
from rfcalc.readers.moves.digits import axes_in, plain
from rfcalc.readers.moves.joining import joined
from rfcalc.readers.moves.mixing import known, mixed, product, projected, read_as, reduced
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.moves.windows import is_axis, recurrent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.keras.call import Call
    from rfcalc.readers.keras.settings import Settings
    from rfcalc.readers.moves.digits import Places

RECURRENT = ("LSTM", "GRU", "SimpleRNN")
CELLS = ("LSTMCell", "GRUCell", "SimpleRNNCell")

SEQUENCE = 3
"""Dims of what a recurrent layer reads: batch, time, channels."""


def dense(call: Call) -> Tensor:
    """Return what a linear layer makes of the last dim: it reads all places that stand there."""
    units = call.settings.count("units")
    last = len(call.places) - 1
    if axes_in(call.places[last]):
        return projected(call.drawing, call.tensor, last, units)
    places = (*call.places[:last], plain(units))
    if any(n != 1 for n in call.drawing.n[call.tensor.layer]):
        return _by_itself(call, places)
    return Tensor(places, call.drawing.layer("linear", (call.tensor.layer,), {}))


def _by_itself(call: Call, places: Places) -> Tensor:
    """Return the map of a linear layer that mixes channels alone: a convolution of kernel 1."""
    keys = {key: (value,) * call.drawing.axes for key, value in (("kernel", 1), ("stride", 1), ("dilation", 1))}
    return Tensor(places, call.drawing.layer("conv", (call.tensor.layer,), keys))


def einsum_dense(call: Call) -> Tensor:
    """Return what a linear layer makes whose equation says which dims its weights mix."""
    equation = call.settings.text("equation").replace(" ", "")
    left, arrow, result = equation.partition("->")
    given, comma, weights = left.partition(",")
    rank = len(call.places)
    if not arrow or not comma:
        raise RfcalcError(f"found '{equation}'", allowed="an equation such as ab,bc->ac", key="equation")
    spread = "".join(
        [letter for letter in "ABCDEFGHIJKL" if letter not in equation][: rank - len(given.replace("...", ""))]
    )
    given, result = given.replace("...", spread), result.replace("...", spread)
    shape = call.settings.raw("output_shape")
    sizes = dict(zip(reversed(result), reversed(shape if isinstance(shape, list) else [shape])))
    if len(given) != rank or len(set(given)) != rank:
        raise Unread("its equation is for another number of dims")
    at = dict(zip(given, call.places))
    made = tuple([at[label] if label in at and label not in weights else plain(sizes.get(label)) for label in result])
    if any(axes_in(each) for each in made) and all(not axes_in(at[label]) for label in given if label in weights):
        return _by_itself(call, made)
    return read_as(call.drawing, call.tensor, made, one="linear")


def norm(call: Call) -> Tensor:
    """Return a norm over some dims: with statistics over places, each reads all of these, unless gates are off."""
    dims = call.axes("axis", -1)
    if not call.drawing.gates:
        return call.tensor
    return mixed(call.drawing, call.tensor, dims, "groupnorm")


def group_norm(call: Call) -> Tensor:
    """Return a norm over all places and some channels; none of them, if gates are off."""
    channels = call.axes("axis", -1)
    dims = [at for at in range(1, len(call.places)) if at not in channels]
    call.drawing.slides(call.tensor, dims)
    return mixed(call.drawing, call.tensor, dims, "groupnorm") if call.drawing.gates else call.tensor


def softmax(call: Call) -> Tensor:
    """Return shares that sum to 1 along some dims."""
    return mixed(call.drawing, call.tensor, call.axes("axis", -1))


def recurrent_layer(call: Call) -> Tensor | tuple[Tensor, ...]:
    """Return what a recurrent layer makes of time, the second dim: all its steps, or the last alone, and its states."""
    return _over_time(call, call.settings, both_ways=False)


def recurrent_cells(call: Call) -> Tensor | tuple[Tensor, ...]:
    """Return what a recurrent layer makes whose cell is named in it. Raises `Unread` for a cell that is not known."""
    name, cell = inner_layer(call.settings, "cell")
    if name not in CELLS:
        raise Unread(f"what its cell {name} reads is not known")
    return _over_time(call, call.settings, both_ways=False, units=cell.whole("units"))


def bidirectional(call: Call) -> Tensor | tuple[Tensor, ...]:
    """Return what a recurrent layer makes that reads both ways."""
    name, settings = inner_layer(call.settings, "layer")
    if name not in RECURRENT:
        raise Unread(f"what its {name} reads is not known")
    return _over_time(call, settings, both_ways=True)


def _over_time(
    call: Call, settings: Settings, *, both_ways: bool, units: int | None = None
) -> Tensor | tuple[Tensor, ...]:
    drawing, rank = call.drawing, len(call.places)
    if rank != SEQUENCE:
        raise RfcalcError(
            f"{call.class_name} is given a tensor of {rank} dims", allowed="it takes 3: batch, time, channels"
        )
    if settings.flag("time_major"):
        raise Unread("time is its first dim")
    drawing.slides(call.tensor, [1])
    channels = plain(settings.whole("units", units))
    started = projected(drawing, _started(call), 2, None, one="")
    reverse = settings.flag("go_backwards") and not both_ways
    direction = "both" if both_ways else "reverse" if reverse else "forward"
    all_steps = settings.flag("return_sequences")
    if all_steps and reverse:
        raise Unread("its steps are handed on from the last to the first")
    steps = recurrent(drawing, started, 1, direction) if all_steps else started
    made = steps._replace(places=(*known(steps)[:-1], channels))
    if all_steps and not settings.flag("return_state"):
        return made
    last = reduced(drawing, started, [1], keep=False, one="linear")
    last = last._replace(places=(*known(last)[:-1], channels))
    if not all_steps:
        made = last
    return (made, *(last,) * 4) if settings.flag("return_state") else made


def _started(call: Call) -> Tensor:
    """Return what a recurrent layer reads: its steps, joined by what its first state is made of."""
    first, *states = call.tensors
    read = [each for each in states if not each.is_constant]
    if not read:
        return first
    if any(axes_in(dim) for each in read for dim in known(each)):
        raise Unread("its first state is a map")
    vectors = [each._replace(places=(known(each)[0], (), ())) for each in read]
    return joined(call.drawing, [first, *vectors], "add")


def attention(call: Call) -> Tensor:
    """Return attention over the last dim but one: each place of the query reads all those of the values."""
    return _attended(call, [len(call.places) - 2])


def multi_head_attention(call: Call) -> Tensor:
    """Return attention of several heads, over the dims that it names, or else all but batch and channels."""
    dims = call.axes("attention_axes", None) if "attention_axes" in call.settings else [*range(1, len(call.places) - 1)]
    return _attended(call, dims)


def _attended(call: Call, dims: Sequence[int]) -> Tensor:
    query, *others = [*call.inputs, *[call.named[word] for word in ("query", "value", "key") if word in call.named]][:3]
    drawing = call.drawing
    call.drawing.slides(query, dims)
    alone = bool(others) and all(each.is_constant for each in others)  # it attends to what is no part of the image
    read = {each.layer: each for each in (query, *others) if not each.is_constant}
    others = [each for layer, each in read.items() if layer != query.layer]
    if call.settings.flag("causal") or call.arguments.get("use_causal_mask") is True:
        return _looking_back(call, query, dims, others=bool(others))
    if alone:
        return query
    if not others:
        return mixed(drawing, query, dims)
    rank = len(known(query if not query.is_constant else others[0]))
    if any(len(known(each)) != rank for each in (query, *others)):
        raise Unread("it attends to a map of other dims")
    labels = "abcdefgh"[: rank - 1]
    theirs = "".join([label.upper() if at in dims else label for at, label in enumerate(labels)])
    scored = labels + "".join([theirs[at] for at in dims])
    made = query
    for each in others:
        scores = product(drawing, made, each, (labels + "x", theirs + "x", scored))
        made = product(drawing, scores, each, (scored, theirs + "v", labels + "v"))
    return made


def _looking_back(call: Call, tensor: Tensor, dims: Sequence[int], *, others: bool) -> Tensor:
    """Return attention with a causal mask, over one axis of a map. Raises `Unread` where it is over anything else."""
    places = known(tensor)
    if others or len(dims) != 1 or not is_axis(places[dims[0]]):
        raise Unread("its mask is causal, and it attends to more than one axis of its own map")
    return recurrent(call.drawing, tensor, dims[0], "forward")


def reduction(call: Call) -> Tensor:
    """Return the mean, sum or largest value along some dims."""
    if "axis" not in call.settings:
        raise Unread("it reads all of a batch")
    return reduced(call.drawing, call.tensor, call.axes("axis", None), keep=call.settings.flag("keepdims"))
