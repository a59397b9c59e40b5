"""Which input of a model is asked about, and which of its dims are axes of the image: found by a dry run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, first_few, nearest, quoted
from rfcalc.layers.kinds import is_whole, refusal
from rfcalc.network import AXES, INPUT
from rfcalc.readers.keras.graph import references
from rfcalc.readers.keras.walk import INPUT_LAYER, Walk, entries_of
from rfcalc.readers.moves.looking import axes_met, usual_axes
from rfcalc.readers.moves.tensor import Tensor, constant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.readers.keras.graph import Entry
    from rfcalc.readers.keras.settings import Json, Settings
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.moves.tensor import Shape

MAX_RANK = 8
LINE = 3
"""Dims of a batch of lines, whose last may be channels or an axis."""

_DIMENSIONS = re.compile(r"([123])D(?:Transpose)?$")


class Input(NamedTuple):
    """An input of a model."""

    name: str
    shape: Shape


class Chosen(NamedTuple):
    """The input that is asked about, its dims that are axes, and all inputs."""

    input: Input
    axes: tuple[int, ...]
    all: tuple[Input, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Return the names of the inputs that are not asked about."""
        return tuple([each.name for each in self.all if each is not self.input])


def inputs_of(class_name: str, settings: Settings) -> tuple[Input, ...]:
    """Return the inputs of a model with their shapes, the batch first. Raises `RfcalcError`."""
    entries = entries_of(settings)
    if class_name != "Sequential" and "output_layers" in settings:
        by_name = {entry.name: entry for entry in entries}
        named = [each.layer for each in references(settings.raw("input_layers"))]
        firsts = [by_name[name] for name in named if name in by_name]
        firsts = firsts or [entry for entry in entries if entry.class_name == INPUT_LAYER]
    else:
        firsts = entries[:1]
    if not firsts:
        raise RfcalcError("the model has no layers", allowed="a model reads at least one tensor", key="layers")
    return tuple([Input(entry.name, _shape_of(entry, settings)) for entry in firsts])


def _shape_of(entry: Entry, model: Settings) -> Shape:
    """Return the shape of what a first layer reads; of one that does not say it only how many dims it has."""
    for key in ("batch_shape", "batch_input_shape", "shape"):
        if key in entry.settings:
            shape = _read(entry.settings.raw(key), entry.name, key)
            return shape if key != "shape" else (None, *shape)
    if "build_input_shape" in model:
        return _read(model.raw("build_input_shape"), "", "build_input_shape")
    found = _DIMENSIONS.search(entry.class_name)
    if found is None:
        raise RfcalcError(
            "the shape of its input is missing",
            allowed="build the model before it is saved, or begin it with keras.Input(shape)",
            layer=entry.name,
        )
    return (None,) * (int(found[1]) + 2)


def _read(value: Json, layer: str, key: str) -> Shape:
    sizes = value if isinstance(value, list) else [value]
    if not 0 < len(sizes) <= MAX_RANK or not all(size is None or is_whole(size, 1) for size in sizes):
        with RfcalcError.within(layer=layer, key=key):
            raise refusal(value, f"a list of at most {MAX_RANK} sizes, null where one is not known")
    return tuple(sizes)


def chosen_input(class_name: str, settings: Settings, start: str) -> Chosen:
    """Return the first input that meets a window, or the one named ``start``. Raises `RfcalcError`."""
    inputs = inputs_of(class_name, settings)
    candidates = [each for each in inputs if each.name == start] if start else inputs
    if not candidates:
        names = [each.name for each in inputs]
        allowed = nearest(start, names) or first_few(names)
        raise RfcalcError(f"there is no input {quoted(start)}", allowed=allowed, key="--from")
    found = candidates[0], _usual_axes(candidates[0].shape)
    for each in candidates:
        axes = _axes_met(class_name, settings, inputs, each)
        if axes:
            found = each, axes
            break
    if len(found[1]) not in AXES:
        raise RfcalcError(
            f"windows slide along {len(found[1])} dims of the input {quoted(found[0].name)}",
            allowed="1 to 3 are supported",
        )
    return Chosen(*found, inputs)


def _usual_axes(shape: Shape) -> tuple[int, ...]:
    """Return the dims that are axes where no window tells: those before the channels, which stand last."""
    return tuple(range(1, len(shape) - 1)) if len(shape) > LINE else usual_axes(shape)


def _axes_met(class_name: str, settings: Settings, inputs: Sequence[Input], asked: Input) -> tuple[int, ...]:
    """Return the dims of an input that the first window slides along."""

    def walk(drawing: Drawing, places: Places) -> None:
        Walk(drawing, {}).through(class_name, settings, given(inputs, asked, places))

    return axes_met(asked.shape, walk)


def given(inputs: Sequence[Input], asked: Input, places: Places) -> list[Tensor]:
    """Return the tensors that a model is given: the input asked about is a map, others are constants."""
    return [Tensor(places, INPUT) if each is asked else constant(each.shape) for each in inputs]
