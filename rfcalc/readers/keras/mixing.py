"""Layers of Keras that read many places at once: linear layers, norms, recurrent layers, attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.readers.keras.places import Uneven, axes_in, dim, size_of
from rfcalc.readers.keras.rows import Tensor
from rfcalc.readers.keras.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.keras.call import Call

RECURRENT = {"LSTM": 3, "GRU": 2, "SimpleRNN": 2, "LSTMCell": 3, "GRUCell": 2, "SimpleRNNCell": 2}
"""The recurrent layers and cells, and how many tensors they hand on together with their states."""


def dense(call: Call) -> Tensor:
    """Return what a linear layer makes of the last dim: it reads all places that stand there."""
    last = len(call.dims) - 1
    units = dim(call.settings.count("units"))
    if axes_in(call.dims[last:]):
        call.rows.mixed[call.name] = size_of(call.dims[last])
        made = call.reduced([last], kind="linear")
    elif call.tensor.axes:
        made = call.tensor._replace(layer=call.made("conv", call.tensor, kernel=1))
    else:
        made = call.tensor._replace(layer=call.made("linear", call.tensor))
    return made._replace(dims=(*call.dims[:last], units))


def einsum_dense(call: Call) -> Tensor:
    """Return what a linear layer by an equation makes, where it treats every place by itself."""
    equation = call.settings.text("equation").replace(" ", "")
    left, _, made = equation.partition("->")
    given, _, weights = left.partition(",")
    if "..." in equation or len(given) != len(call.dims) + 1 or not made:
        raise Uneven
    dims = dict(zip(given[1:], call.dims))
    gone = [at for at, letter in enumerate(given[1:]) if letter not in made]
    if axes_in([call.dims[at] for at in gone]):
        raise Uneven
    letters = made.replace(given[:1], "", 1)
    shape = call.settings.raw("output_shape")
    sizes = shape if isinstance(shape, list) else [shape]
    new = dict(zip([*reversed(letters)], [*reversed(sizes)]))
    if any(letter in weights and axes_in([each]) for letter, each in dims.items()) or len(dims) < len(given) - 1:
        raise Uneven
    if not all(isinstance(new.get(letter), int) for letter in letters if letter not in dims):
        raise Uneven
    return call.tensor._replace(
        layer=call.made(
            "conv" if call.tensor.axes else "linear", call.tensor, **({"kernel": 1} if call.tensor.axes else {})
        ),
        dims=tuple([dims[letter] if letter in dims else dim(new[letter]) for letter in letters]),
    )


def layer_norm(call: Call) -> Tensor:
    """Return a norm over some dims: with statistics over places, every place reads all of these."""
    at = call.at("axis", call.settings.axes("axis", -1))
    if not call.gates or not axes_in([call.dims[each] for each in at]):
        return call.unchanged(type_name="layernorm")
    return call.mixed(at, "groupnorm")


def group_norm(call: Call) -> Tensor:
    """Return a norm over all places and some channels."""
    channels = call.at("axis", call.settings.axes("axis", -1))
    at = [each for each in range(len(call.dims)) if each not in channels]
    if not call.gates:
        return call.unchanged(type_name="identity")
    return call.mixed(at, "groupnorm")


def batch_norm(call: Call) -> Tensor:
    """Return the map: at inference the statistics are those of the training."""
    return call.unchanged(type_name="batchnorm")


def softmax(call: Call) -> Tensor:
    """Return shares that sum to 1 along some dims."""
    at = call.at("axis", call.settings.axes("axis", -1))
    if axes_in([call.dims[each] for each in at]):
        return call.mixed(at)
    return call.unchanged(type_name="softmax")


def recurrent(call: Call) -> Tensor | tuple[Tensor, ...]:
    """Return what a recurrent layer makes of time, the first dim: all its steps, or the last alone."""
    return _over_time(call, call.class_name, call.settings, both_ways=False)


def recurrent_cells(call: Call) -> Tensor | tuple[Tensor, ...]:
    """Return what a recurrent layer makes whose cell is named in it."""
    return _over_time(call, _class_of(call.settings.inner("cell")), call.settings, both_ways=False)


def bidirectional(call: Call) -> Tensor | tuple[Tensor, ...]:
    """Return what a recurrent layer makes that reads both ways."""
    inner = call.settings.inner("layer")
    name, settings = _class_of(inner), inner.inner("config")
    if name == "RNN":
        name = _class_of(settings.inner("cell"))
    return _over_time(call, name, settings, both_ways=True)


def _class_of(layer: Settings) -> str:
    return layer.text("class_name")


def _over_time(call: Call, name: str, settings: Settings, *, both_ways: bool) -> Tensor | tuple[Tensor, ...]:
    if name not in RECURRENT:
        raise Uneven
    if len(call.dims) != 2:  # noqa: PLR2004 - time and channels
        raise RfcalcError(
            f"{call.class_name} is given a tensor of {len(call.dims) + 1} dims",
            allowed="it takes 3: batch, time, channels",
        )
    all_steps, states = settings.flag("return_sequences"), settings.flag("return_state")
    reverse = settings.flag("go_backwards") and not both_ways
    call.axes_at(range(1))
    started = _started(call)
    units = dim(settings.whole("units"))
    if axes_in(call.dims[1:]):
        call.inputs, call.named = [started], {}
        started = call.reduced([1], ".channels", keep=True)
    time = call.dims[0]
    call.inputs, call.named = [started], {}
    if all_steps and reverse:  # its steps come out in the order of the walk: the last first
        raise Uneven
    last = call.reduced([0], "" if not all_steps else ".state", kind="linear") if states or not all_steps else None
    last = last and last._replace(dims=(units,))
    if not all_steps:
        assert last is not None  # noqa: S101 - it was made just now
        return (last,) * RECURRENT[name] if states else last
    if set(started.axes) - set(axes_in([time])):
        raise Uneven
    made = started.layer
    if axes_in([time]):
        made = call.made("recurrent", started, bidirectional=both_ways)
    steps = Tensor(made, (time, units), started.outer)
    return (steps, *(last,) * (RECURRENT[name] - 1)) if last else steps


def _started(call: Call) -> Tensor:
    """Return what a recurrent layer reads: its steps, joined by what its first state is made of."""
    first, *states = call.tensors
    states = [each for each in states if each.layer]
    if not first.layer or not states:
        return first
    if any(each.axes for each in states):
        raise Uneven
    joined = call.rows.add(f"{call.name}.state", "add", [first.layer, *(each.layer for each in states)], {})
    return first._replace(layer=joined)


def attention(call: Call) -> Tensor:
    """Return attention: each place of the query reads all those of the values."""
    return _attended(call, [len((call.tensors[0].dims or ((), ()))) - 2])


def multi_head_attention(call: Call) -> Tensor:
    """Return attention of several heads; over all places but the batch's if its axes are not named."""
    axes = call.settings.raw("attention_axes")
    at = call.at("attention_axes", call.settings.axes("attention_axes", -2)) if axes is not None else None
    return _attended(call, at or [*range(len(call.dims) - 1)])


def _attended(call: Call, at: Sequence[int]) -> Tensor:
    query, *others = _attending(call)
    causal = call.settings.flag("causal") or call.arguments.get("use_causal_mask") is True
    call.named, call.inputs = {}, [query]
    names = [each.layer for each in others if each.layer and each.layer != query.layer]
    if query.dims is None or any(each.dims is None for each in others):
        raise Uneven
    if not names:
        if not causal:
            return call.mixed(at)
        if len(axes_in([call.dims[each] for each in at])) > 1 or set(query.axes) - set(
            axes_in([call.dims[each] for each in at])
        ):
            raise Uneven
        return call.mixed(at, causal=True)
    # Attention to something else: the query's own place, and all of what it attends to.
    read = [query.layer]
    for number, other in enumerate({each.layer: each for each in others if each.layer in names}.values()):
        call.inputs = [other]
        if other.dims is None:
            raise Uneven
        whole = [place for place in at if place < len(other.dims)]
        read.append(call.reduced(whole, f".value{number or ''}").layer)
    if not query.layer:
        raise Uneven
    return Tensor(call.rows.add(call.name, "add", read, {}), query.dims, query.outer)


def _attending(call: Call) -> list[Tensor]:
    """Return the query, the values and the keys of a call, masks left out."""
    found = [*call.inputs, *(call.named[word] for word in ("query", "value", "key") if word in call.named)]
    if not found:
        raise RfcalcError("it reads nothing", allowed="attention takes a query and values")
    return found[:3]
