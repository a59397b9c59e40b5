"""What a network reads: one input or several, their sizes along its axes, and which of them is asked about."""

from collections.abc import Mapping, Sequence
from operator import index
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, first_few, nearest, quoted
from rfcalc.layers.kinds import SIZES, items_of, refusal
from rfcalc.layers.numerals import decimal_number, not_finite, whole_number

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain
    from rfcalc.network.model import Layer

INPUT = "input"
"""The name of a network's input, where it has one."""

AXES = {1: ("x",), 2: ("y", "x"), 3: ("z", "y", "x")}
"""The names of the axes, in the order of files: height before width."""

NAME_LIMIT = 200
"""Characters of a layer's full name, and of an input's."""

SIZES_ALLOWED = "a whole number of at least 1, or a list of one (or null: not known) per axis, 1 to 3 of them"


class Inputs(NamedTuple):
    """What a network reads: the size of the input asked about, and where there are several all of them by name."""

    size: tuple[int | None, ...]
    sizes: dict[str, tuple[int | None, ...]]
    start: str


def inputs_of(size: "Plain", inputs: "Mapping[str, Plain] | None", start: str, layers: "Sequence[Layer]") -> Inputs:
    """Return the inputs of a network, one or several, along the same axes. Raises `RfcalcError`."""
    if inputs is None:
        chosen_input({}, start)
        with RfcalcError.within(key=INPUT):
            return Inputs(_input_sizes(size, layers), {}, INPUT)
    if size is not None:
        raise RfcalcError("both of 'input' and 'inputs' given", allowed="give one of them", key="inputs")
    named: object = inputs
    if not isinstance(named, Mapping) or not named:
        with RfcalcError.within(key="inputs"):
            raise refusal(named, "names of inputs with their sizes")
    plain = {checked_name(name): plain_value(each) for name, each in inputs.items()}
    axes = next((len(items) for each in plain.values() if (items := items_of(each)) is not None), None)
    sizes = {}
    for name, each in plain.items():
        with RfcalcError.within(key=f"inputs: {name}"):
            sizes[name] = _input_sizes(each, layers, axes)
    check_axes(sizes)
    chosen = chosen_input(sizes, start)
    return Inputs(sizes[chosen], sizes, chosen)


def check_axes(sizes: Mapping[str, tuple[int | None, ...]]) -> None:
    """Raise `RfcalcError` where the inputs of a network differ in their axes."""
    counts = {name: len(size) for name, size in sizes.items()}
    if len(set(counts.values())) > 1:
        told = ", ".join(f"{quoted(name)} has {count}" for name, count in counts.items())
        raise RfcalcError(
            f"the inputs differ in their axes: {told}", allowed="give all of them one number of axes", key="inputs"
        )


def chosen_input(inputs: Mapping[str, object], start: str) -> str:
    """Return the name of the input that is asked about: the first of several if none is wished for.

    Raises `RfcalcError` for a name that no input has.
    """
    known = [*inputs] or [INPUT]
    if not start:
        return known[0]
    if start not in known:
        told = first_few(known) if len(known) > 1 else f"the network has one input, {known[0]}"
        raise RfcalcError(f"found {quoted(start)}", allowed=nearest(start, known) or told, key="--from")
    return start


def _input_sizes(size: "Plain", layers: "Sequence[Layer]", axes: int | None = None) -> tuple[int | None, ...]:
    plain = plain_value(size)
    items = items_of(plain)
    axes = axes or next((len(layer.operations) for layer in layers if len(layer.operations) > 1), 2)
    if plain is None:
        return (None,) * axes
    if items is not None and len(items) not in AXES:
        raise refusal(plain, SIZES_ALLOWED)
    try:
        sizes = SIZES.read(plain, len(items) if items else axes)
    except RfcalcError as error:
        raise refusal(plain, SIZES_ALLOWED) from error
    return tuple([each if isinstance(each, int) else None for each in sizes])


def checked_name(name: object) -> str:
    """Return the full name of a layer; raise `RfcalcError` where it cannot be one."""
    if not isinstance(name, str) or not name:
        with RfcalcError.within(key="name"):
            raise refusal(name, "a text (a number needs quote marks)")
    if len(name) > NAME_LIMIT:
        raise RfcalcError(f"the name {quoted(name)} is too long", allowed=f"at most {NAME_LIMIT} characters")
    return name


def plain_value(value: object) -> "Plain":
    """Return a value of Python as those of files are: decimals exact, numbers in range."""
    items = items_of(value)
    if items is not None:
        return [plain_value(item) for item in items]
    if isinstance(value, float):
        text = repr(value)
        return decimal_number(text) if text.lstrip("-")[0].isdigit() else not_finite(text)
    if hasattr(value, "__index__") and not isinstance(value, bool):
        return whole_number(str(index(value)))
    return value  # type: ignore[return-value] # whatever else it is, no key takes it
