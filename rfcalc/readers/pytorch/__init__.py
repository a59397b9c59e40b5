"""Modules of PyTorch, and programs of ``torch.export``: recorded while they run once, and read into a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, first_few, nearest, quoted
from rfcalc.network import AXES, INPUT
from rfcalc.network.model import Origin
from rfcalc.readers.made import network_of, remarks_of
from rfcalc.readers.moves.drawing import Drawing
from rfcalc.readers.moves.looking import axes_met, placed, usual_axes
from rfcalc.readers.moves.naming import named
from rfcalc.readers.moves.tensor import Tensor, constant
from rfcalc.readers.pytorch.recording import recorded
from rfcalc.readers.pytorch.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rfcalc.network import Network
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.pytorch.recording import Recording, Reference, Torch

__all__ = ["read_module"]


def read_module(
    module: Torch,
    inputs: Sequence[Torch],
    *,
    gates: bool = True,
    start: str = "",
    treat: Mapping[str, str],
    everything: bool = False,
) -> Network:
    """Return the network of a module as it runs on some inputs. Raises `RfcalcError`."""
    if not isinstance(gates, bool):
        raise RfcalcError(f"found {quoted(gates)}", allowed="allowed: true or false", key="gates")
    recording = recorded(module, inputs)
    at, axes = _chosen(recording, start)
    asked = recording.inputs[at]
    sizes = tuple([asked.shape[axis] for axis in axes])
    rows: Collection[int] = ()
    for _ in range(1 + everything):  # which operations have names of their own is known after one walk
        drawing = Drawing(sizes, gates=gates)
        walk = Walk(recording, drawing, treat, rows)
        walk.through(_given(recording, asked, placed(asked.shape, axes)))
        rows = walk.walked
    for operator in treat:
        if operator not in drawing.unread:
            raise RfcalcError(
                f"{quoted(operator)} is no operator of the module of which nothing is known",
                allowed=nearest(operator, drawing.unread) or f"there are: {', '.join(drawing.unread) or 'none'}",
                key="treat",
            )
    found = named(drawing, [*walk.walked.values()], Origin(), start=recording.input_names[at])
    if not found.layers:
        raise RfcalcError("no operation of the module reads its input", key="module")
    others = [name for name in recording.input_names if name != recording.input_names[at]]
    return network_of(
        found.layers,
        sizes,
        name=recording.name,
        file="",
        stands_for=found.stands_for,
        notes=remarks_of(drawing.notes, recording.input_names[at], others),
    )


def _chosen(recording: Recording, start: str) -> tuple[int, tuple[int, ...]]:
    """Return the first input that meets a window, or the one named ``start``, and its dims that are axes."""
    if start and start not in recording.input_names:
        names = recording.input_names
        raise RfcalcError(
            f"there is no input {quoted(start)}", allowed=nearest(start, names) or first_few(names), key="start"
        )
    candidates = [at for at, name in enumerate(recording.input_names) if start in {"", name}]
    for at in candidates:
        asked = recording.inputs[at]

        def walk(drawing: Drawing, places: Places, asked: Reference = asked) -> None:
            Walk(recording, drawing, {}).through(_given(recording, asked, places))

        axes = axes_met(asked.shape, walk)
        if axes:
            if len(axes) not in AXES:
                raise RfcalcError(f"windows slide along {len(axes)} dims of the input", allowed="1 to 3 are supported")
            return at, axes
    return candidates[0], usual_axes(recording.inputs[candidates[0]].shape)


def _given(recording: Recording, asked: Reference, places: Places) -> dict[int, Tensor]:
    """Return the tensors that there are before the first operation: that asked about is a map, others are constants."""
    return {each.number: Tensor(places, INPUT) if each is asked else constant(each.shape) for each in recording.inputs}
