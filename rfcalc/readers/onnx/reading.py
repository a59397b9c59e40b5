"""An ONNX file read into a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted
from rfcalc.network.model import Origin
from rfcalc.readers.made import asked_size, check_treated, gates_of, network_of, reading, remarks_of
from rfcalc.readers.moves.drawing import Drawing
from rfcalc.readers.moves.looking import placed
from rfcalc.readers.moves.naming import named
from rfcalc.readers.onnx.file import model_of
from rfcalc.readers.onnx.inputs import chosen_input, scope_of
from rfcalc.readers.onnx.opening import opened
from rfcalc.readers.onnx.walk import Walk

if TYPE_CHECKING:
    from rfcalc.network import Network
    from rfcalc.readers.document import Source
    from rfcalc.readers.netfile import Overrides
    from rfcalc.readers.onnx.model import Model


def read_onnx(source: Source, overrides: Overrides) -> Network:
    """Return the network that an ONNX file describes. Raises `RfcalcError`."""
    with reading(source.file), opened(source) as data:
        return network_of_model(model_of(data), source, overrides)


def network_of_model(model: Model, source: Source, overrides: Overrides) -> Network:
    """Return the network of a model: the input that is asked about, and all that reads it."""
    gates = gates_of(overrides)
    chosen = chosen_input(model, overrides.start)
    shape = list(chosen.value.shape or ())
    own = tuple([shape[axis] for axis in chosen.axes])
    sizes = asked_size(own, overrides)
    for axis, size in zip(chosen.axes, sizes):
        shape[axis] = size
    if shape[0] is None and 0 not in chosen.axes:
        shape[0] = 1
    made_for = "x".join(map(str, own)) if sizes != own and None not in own else ""
    places = placed(shape, chosen.axes)
    origin = Origin(source.file)
    for everything in (overrides.everything, True):  # of a model that changes nothing, all nodes are told
        drawing = Drawing(sizes, gates=gates)
        walk = Walk(model, drawing, overrides.treat, made_for=made_for, everything=everything)
        walk.through(model.graph, scope_of(model, chosen.value, places))
        if drawing.layers:
            break
    else:
        raise RfcalcError(f"no node reads the input {quoted(chosen.value.name)}")
    check_treated(overrides, drawing.unread)
    found = named(drawing, walk.walked, origin, start=chosen.value.name)
    return network_of(
        found.layers,
        sizes,
        name=source.name,
        file=source.file,
        stands_for=found.stands_for,
        notes=remarks_of(drawing.notes, chosen.value.name, chosen.others),
    )
