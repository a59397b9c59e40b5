"""Which input of a model is asked about, and which of its dims are axes of the image: found by a dry run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, first_few, nearest, quoted
from rfcalc.network import AXES, INPUT
from rfcalc.readers.moves.looking import axes_met, usual_axes
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor, constant
from rfcalc.readers.onnx.walk import Walk

if TYPE_CHECKING:
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.onnx.model import Constant, Model, Value


class Chosen(NamedTuple):
    """The input that is asked about, its dims that are axes, and the other inputs."""

    value: Value
    axes: tuple[int, ...]
    others: tuple[str, ...]


def chosen_input(model: Model, start: str) -> Chosen:
    """Return the first input that meets a window, or the one named ``start``. Raises `RfcalcError`."""
    values = [value for value in model.graph.inputs if value.name not in model.graph.constants]
    if start:
        named = [value for value in values if value.name == start]
        if not named:
            names = [value.name for value in values]
            raise RfcalcError(
                f"there is no input {quoted(start)}", allowed=nearest(start, names) or first_few(names), key="--from"
            )
        candidates = named
    else:
        candidates = values
    shaped = [value for value in candidates if value.shape]
    if not shaped:
        raise RfcalcError("the model has no input with dims", allowed="a model reads at least one tensor", key=INPUT)
    found = None
    for value in shaped:
        axes = _axes_met(model, value)
        if axes:
            found = (value, axes)
            break
    if found is None:
        found = (shaped[0], usual_axes(shaped[0].shape or ()))
    value, axes = found
    if len(axes) not in AXES:
        raise RfcalcError(
            f"windows slide along {len(axes)} dims of the input {quoted(value.name)}", allowed="1 to 3 are supported"
        )
    return Chosen(value, axes, tuple([each.name for each in values if each is not value]))


def _axes_met(model: Model, value: Value) -> tuple[int, ...]:
    """Return the dims of an input that the first window slides along."""

    def walk(drawing: Drawing, places: Places) -> None:
        Walk(model, drawing, {}).through(model.graph, scope_of(model, value, places))

    return axes_met(value.shape or (), walk)


def scope_of(model: Model, value: Value, places: Places) -> dict[str, Tensor | Constant]:
    """Return the tensors that there are before the first node: the input asked about is a map, others are constants."""
    scope: dict[str, Tensor | Constant] = {}
    for each in model.graph.inputs:
        if each.name not in model.graph.constants:
            shape = each.shape
            scope[each.name] = UNKNOWN_CONSTANT if shape is None else constant(shape)
    scope[value.name] = Tensor(places, INPUT)
    return scope
