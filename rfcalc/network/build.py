"""The one way to make a network, whoever describes it: layers checked, their inputs found, their axes agreed on."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import Mistakes, RfcalcError, first_few, nearest, quoted
from rfcalc.layers.kinds import refusal
from rfcalc.layers.like import LIKE, referring_to
from rfcalc.layers.rearranging import check_along
from rfcalc.layers.settings import operations_of, type_of
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.network.inputs import AXES, INPUT, Inputs, checked_name, inputs_of, plain_value

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain
    from rfcalc.layers.settings import Operations
    from rfcalc.network.model import Layer

CHECKS = "checks"
"""The key of the conditions that a network is to hold."""

CHECKS_ALLOWED = "a list of conditions, each a text such as 'pool5: rf >= 224'"

MAX_TEXT = 1000
"""Characters of any text of a network that a file can hold."""


class Connected(NamedTuple):
    """Layers that fit together, and the size of what they read."""

    layers: "tuple[Layer, ...]"
    input: tuple[int | None, ...]
    inputs: dict[str, tuple[int | None, ...]]
    start: str


def described(
    name: object, type_name: object, inputs: object, settings: "Mapping[str, Plain]"
) -> "tuple[str, str, tuple[str, ...], Operations]":
    """Return the parts of a layer that a program describes, along the axes of its lists. Raises `RfcalcError`."""
    mistakes = Mistakes()
    checked = ""
    with mistakes:
        checked = checked_name(name)
    with mistakes, RfcalcError.within(layer=str(name)):
        type_of(type_name)
    names: tuple[str, ...] = ()
    with mistakes, RfcalcError.within(layer=str(name), key="inputs"):
        names = _input_names(inputs)
    operations: Operations = ()
    if isinstance(type_name, str) and type_name in LAYER_TYPES:
        given = {key: plain_value(value) for key, value in settings.items()}
        keys = LAYER_TYPES[type_name].keys.items()
        lists = [items for key, about in keys if (items := about.kind.along(given.get(key))) is not None]
        axes = len(lists[0]) if lists else 1
        with mistakes, RfcalcError.within(layer=str(name)):
            if axes not in AXES:
                raise refusal(lists[0], "a list of one value per axis, and a network has 1 to 3 axes")
            operations = operations_of(type_name, given, axes)
    mistakes.tell()
    return checked, str(type_name), names, operations


def checked_texts(**texts: object) -> list[str]:
    """Return the texts of a network; raise `RfcalcError` for what is none. A network needs a name."""
    for key, text in texts.items():
        if not isinstance(text, str) or (key == "name" and not text):
            with RfcalcError.within(key=key):
                raise refusal(text, "a text")
    return [str(text) for text in texts.values()]


def checked_conditions(texts: object) -> list[str]:
    """Return conditions as texts; raise `RfcalcError` for what is no list of texts."""
    given = list(texts) if isinstance(texts, Iterable) and not isinstance(texts, str) else None
    wrong = [texts] if given is None else [text for text in given if not isinstance(text, str) or not text]
    if given is None or wrong:
        with RfcalcError.within(key=CHECKS):
            raise refusal(wrong[0], CHECKS_ALLOWED)
    return given


def _input_names(inputs: object) -> tuple[str, ...]:
    names = (inputs,) if isinstance(inputs, str) else inputs
    if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) and name for name in names):
        raise refusal(inputs, "the name of a layer, or a list of names")
    return tuple(names)


def connected(
    layers: "Iterable[Layer]",
    size: "Plain",
    stands_for: Mapping[str, str] | None = None,
    inputs: "Mapping[str, Plain] | None" = None,
    start: str = "",
) -> Connected:
    """Return layers whose inputs are found, along the network's axes. Raises `RfcalcError` for all that is wrong.

    ``inputs`` are the sizes of several, in place of the one ``size``; ``start`` names the one that is asked about.
    """
    mistakes = Mistakes()
    given = _given(layers)
    found_inputs = Inputs((), {}, INPUT)
    with mistakes:
        found_inputs = inputs_of(size, inputs, start, given)
    sizes = found_inputs.size
    taken_names = {INPUT, *found_inputs.sizes}
    names = {name: name for name in found_inputs.sizes or (INPUT,)}
    for layer in given:
        with mistakes, RfcalcError.within(layer=layer.name):
            if layer.name in names or layer.name == INPUT:
                taken = "the network's input is called so" if layer.name in taken_names else "the name is taken"
                raise RfcalcError(taken, allowed="every layer needs its own")
        names[layer.name] = layer.name
    known = {**names, **(stands_for or {})}
    found = []
    previous = next(iter(names))
    for layer in given:
        with mistakes, RfcalcError.within(layer=layer.name):
            read = layer.inputs or (previous,)
            for name in read:
                if name not in known:
                    raise no_layer(name, [other for other in known if other != layer.name])
            check_inputs(layer.type, len(read))
            operations = _along(layer, len(sizes) or len(layer.operations))
            if layer.like:
                if layer.like not in known:
                    raise no_layer(layer.like, [other for other in known if other != layer.name], key=LIKE)
                operations = tuple([referring_to(along, known[layer.like]) for along in operations])
            found.append(layer._replace(inputs=tuple([known[name] for name in read]), operations=operations))
        previous = layer.name
    mistakes.tell()
    return Connected(tuple(found), *found_inputs)


def _given(layers: object) -> "list[Layer]":
    from rfcalc.network.model import Layer

    given = list(layers) if isinstance(layers, Iterable) else []
    if not given or not all(isinstance(layer, Layer) for layer in given):
        wrong = next((layer for layer in given if not isinstance(layer, Layer)), layers)
        with RfcalcError.within(key="layers"):
            raise refusal(wrong, "a list of layers, at least one: rfcalc.Layer(name, type, ...)")
    return given


def _along(layer: "Layer", axes: int) -> "Operations":
    """Return a layer's operations along each axis of the network."""
    operations = layer.operations
    check_along(operations[0], AXES.get(axes, ()))
    if len(operations) == 1:
        return operations * axes
    if len(operations) != axes:
        raise RfcalcError(
            f"its lists are for {len(operations)} axes",
            allowed=f"the network has {axes} ({' '.join(AXES[axes])})",
        )
    return operations


def check_inputs(type_name: str, count: int) -> None:
    """Raise `RfcalcError` where a type does not take so many inputs."""
    row = LAYER_TYPES[type_name]
    if row.joins:
        if count < 2:  # noqa: PLR2004 - a join
            raise RfcalcError("found one input", allowed=f"{type_name} joins two or more: inputs: [a, b]", key="inputs")
    elif count != 1 and not (row.any_inputs and count):
        raise RfcalcError(
            f"found {count} inputs", allowed=f"{type_name} takes one; add, mul and concat join several", key="inputs"
        )


def found_layer(name: str, known: Collection[str], stands_for: Mapping[str, str], key: str = "inputs") -> str:
    """Return the layer that a full name in a key means, by way of blocks' outputs and layers left out."""
    at = name
    for _ in range(len(stands_for) + 1):
        if at in known:
            return at
        if at not in stands_for:
            break
        at = stands_for[at]
    else:
        raise RfcalcError(f"{quoted(name)} is left out and stands for itself", key=key)
    raise no_layer(at, [*known, *stands_for], key=key)


def no_layer(name: str, known: Collection[str], of: str = "the network", key: str = "inputs") -> RfcalcError:
    """Return the error that no layer has a name, with the nearest, or else the first that there are."""
    others = [each for each in known if each != INPUT]
    return RfcalcError(
        f"there is no layer {quoted(name)}",
        allowed=nearest(name, known) or first_few(others) or f"allowed: the name of a layer of {of}",
        key=key,
    )
