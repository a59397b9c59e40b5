"""Which input of a model is asked about, and which of its dims are axes of the image: found by a dry run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import LimitError, RfcalcError, first_few, nearest, quoted
from rfcalc.network import AXES, INPUT
from rfcalc.readers.moves.digits import Digit, Places, plain
from rfcalc.readers.moves.drawing import Drawing
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor, constant
from rfcalc.readers.onnx.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rfcalc.readers.moves.tensor import Shape
    from rfcalc.readers.onnx.file import Model, Value

DRY_SIZE = 320
"""What is put for sizes that are not known while axes are looked for; many strides divide it."""

COLORS = (1, 3, 4)
"""Sizes of a last dim that holds the channels of an image."""


class Chosen(NamedTuple):
    """The input that is asked about, its dims that are axes, and the other inputs."""

    value: Value
    axes: tuple[int, ...]
    others: tuple[str, ...]


class _FoundAxes(Exception):
    def __init__(self, axes: tuple[int, ...]) -> None:
        super().__init__()
        self.axes = axes


class _Looking(Drawing):
    """A drawing that stops at the first window, because it tells the axes."""

    def slides(self, tensor: Tensor, dims: Collection[int]) -> None:
        if tensor.places is not None:
            found = {digit.axis for at in dims for digit in tensor.places[at] if digit.axis >= 0}
            if found:
                raise _FoundAxes(tuple(sorted(found)))


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
        found = (shaped[0], _usual_axes(shaped[0].shape or ()))
    value, axes = found
    if len(axes) not in AXES:
        raise RfcalcError(
            f"windows slide along {len(axes)} dims of the input {quoted(value.name)}", allowed="1 to 3 are supported"
        )
    return Chosen(value, axes, tuple([each.name for each in values if each is not value]))


def _usual_axes(shape: Shape) -> tuple[int, ...]:
    """Return the dims that are axes where no window tells: the last two, or those before colors."""
    dims = list(range(len(shape)))
    if len(dims) > 3 and shape[-1] in COLORS:  # noqa: PLR2004 - batch, height, width, colors
        dims = dims[:-1]
    return tuple(dims[1:][-2:] or dims)


def _axes_met(model: Model, value: Value) -> tuple[int, ...]:
    """Return the dims of an input that the first window slides along."""
    shape = value.shape or ()
    attempts = [_dry_sizes(shape, batch=True)]
    if len(shape) > 1 and shape[0] is None:
        attempts.append(_dry_sizes(shape, batch=False))
    for sizes in attempts:
        dims = [at for at, size in enumerate(sizes) if size != 1]
        if not dims:
            continue
        drawing = _Looking(tuple([sizes[at] for at in dims]))
        places = placed(sizes, tuple(dims))
        walk = Walk(model, drawing, {})
        try:
            walk.through(model.graph, scope_of(model, value, places))
        except _FoundAxes as found:
            return tuple([dims[axis] for axis in found.axes])
        except LimitError:
            raise
        except RfcalcError:
            continue
    return ()


def _dry_sizes(shape: Shape, *, batch: bool) -> list[int]:
    return [
        size if size is not None else 1 if at == 0 and batch and len(shape) > 1 else DRY_SIZE
        for at, size in enumerate(shape)
    ]


def placed(shape: Sequence[int | None], axes: Sequence[int]) -> Places:
    """Return the places of an input whose dims ``axes`` are the axes of the image."""
    return tuple([(Digit(axes.index(at), size, 1),) if at in axes else plain(size) for at, size in enumerate(shape)])


def scope_of(model: Model, value: Value, places: Places) -> dict[str, Tensor]:
    """Return the tensors that there are before the first node: the input asked about is a map, others are constants."""
    scope = {}
    for each in model.graph.inputs:
        if each.name not in model.graph.constants:
            shape = each.shape
            scope[each.name] = UNKNOWN_CONSTANT if shape is None else constant(shape)
    scope[value.name] = Tensor(places, INPUT)
    return scope
