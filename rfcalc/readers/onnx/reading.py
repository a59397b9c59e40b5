"""An ONNX file read into a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted
from rfcalc.network import INPUT
from rfcalc.network.model import Origin
from rfcalc.readers.made import network_of
from rfcalc.readers.moves.drawing import Drawing
from rfcalc.readers.onnx.file import model_of
from rfcalc.readers.onnx.inputs import chosen_input, placed, scope_of
from rfcalc.readers.onnx.names import Named, cleaned
from rfcalc.readers.onnx.opening import opened
from rfcalc.readers.onnx.walk import Walk

if TYPE_CHECKING:
    from rfcalc.network import Network
    from rfcalc.readers.document import Source
    from rfcalc.readers.netfile import Overrides
    from rfcalc.readers.onnx.file import Model
    from rfcalc.readers.onnx.inputs import Chosen


def read_onnx(source: Source, overrides: Overrides) -> Network:
    """Return the network that an ONNX file describes. Raises `RfcalcError`."""
    with RfcalcError.within(file=source.file), opened(source) as data:
        return network_of_model(model_of(data), source, overrides)


def network_of_model(model: Model, source: Source, overrides: Overrides) -> Network:
    """Return the network of a model: the input that is asked about, and all that reads it."""
    gates = _gates(overrides)
    chosen = chosen_input(model, overrides.start)
    sizes, made_for = _sizes(chosen, overrides)
    shape = list(chosen.value.shape or ())
    for axis, size in zip(chosen.axes, sizes):
        shape[axis] = size
    if shape[0] is None and 0 not in chosen.axes:
        shape[0] = 1
    drawing = Drawing(sizes, gates=gates)
    walk = Walk(model, drawing, overrides.treat, made_for)
    walk.through(model.graph, scope_of(model, chosen.value, placed(shape, chosen.axes)))
    _check_treated(walk, overrides)
    named = Named(drawing, walk.walked, Origin(source.file))
    for each in walk.walked:
        named.add(each, everything=overrides.everything)
    if not named.layers:
        raise RfcalcError(f"nothing in it reads the input {quoted(chosen.value.name)} place by place")
    if cleaned(chosen.value.name) not in named.taken:
        named.stands_for[cleaned(chosen.value.name)] = INPUT
    return network_of(
        named.layers,
        sizes,
        name=source.name,
        file=source.file,
        stands_for=named.stands_for,
        notes=_notes(chosen, drawing),
    )


def _gates(overrides: Overrides) -> bool:
    """Return whether gates count; other parameters a model has none. Raises `RfcalcError`."""
    gates = True
    for name, value in overrides.parameters.items():
        plain = getattr(value, "value", value)
        if name != "gates" or not isinstance(plain, bool):
            raise RfcalcError(
                f"a model has no parameter {quoted(name)}" if name != "gates" else f"found {quoted(plain)}",
                allowed="a model takes gates=false, which leaves out squeeze-excite gates and norms over the map",
                key=f"--set {name}",
            )
        gates = plain
    return gates


def _sizes(chosen: Chosen, overrides: Overrides) -> tuple[tuple[int | None, ...], str]:
    """Return the size along each axis, and what the file is made for if that is another."""
    shape = chosen.value.shape or ()
    own = tuple([shape[axis] for axis in chosen.axes])
    wanted = overrides.size
    if wanted is None:
        return own, ""
    if len(wanted) not in {1, len(own)}:
        raise RfcalcError(
            f"found {'x'.join(map(str, wanted))}, {len(wanted)} sizes",
            allowed=f"the image of {quoted(chosen.value.name)} has {len(own)} {'axis' if len(own) == 1 else 'axes'}",
            key="--input",
        )
    sizes = tuple(wanted) if len(wanted) == len(own) else tuple(wanted) * len(own)
    fixed = None not in own and sizes != own
    return sizes, "x".join(map(str, own)) if fixed else ""


def _check_treated(walk: Walk, overrides: Overrides) -> None:
    """Raise `RfcalcError` for an operator that is to be treated as something and that the model does not have."""
    for operator in overrides.treat:
        if operator not in walk.met:
            raise RfcalcError(
                f"no node behind the input has the operator {quoted(operator)}", key="--treat", allowed="leave it out"
            )


def _notes(chosen: Chosen, drawing: Drawing) -> tuple[str, ...]:
    notes = list(drawing.notes.values())
    if chosen.others:
        others = ", ".join([quoted(name) for name in chosen.others[:3]]) + (" ..." if len(chosen.others) > 3 else "")
        notes.insert(
            0,
            f"The model has {len(chosen.others) + 1} inputs: this is about {quoted(chosen.value.name)}, "
            f"{others} {'is' if len(chosen.others) == 1 else 'are'} taken for constant; --from asks about another",
        )
    return tuple(notes)
