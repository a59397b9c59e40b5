"""The layers that a walk over a model makes, and what each of its tensors is made by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError
from rfcalc.network import Layer, Origin
from rfcalc.readers.keras.places import Dims, axes_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.layers.kinds import Plain

MAX_LAYERS = 100_000


class Tensor(NamedTuple):
    """What a call of a layer hands on."""

    layer: str  # of the network: what it is made by; empty for a constant
    dims: Dims | None  # None: behind what cannot be told
    outer: Dims = ()  # dims that the layers inside a `TimeDistributed` do not see

    @property
    def axes(self) -> tuple[int, ...]:
        """Return the axes along which it has places."""
        return axes_in((*self.outer, *(self.dims or ())))


class Rows:
    """The layers made so far, in their order, and the names that stand for one of them.

    Without ``axes`` the walk is a dry one: every dim of the inputs is an axis, nothing is made, and ``decided`` tells
    in the end over which of them the first window slides.
    """

    def __init__(self, axes: int, file: str, *, everything: bool = False) -> None:
        """Begin with none."""
        self.axes = axes
        self.everything = everything
        self.layers: list[Layer] = []
        self.stands_for: dict[str, str] = {}
        self.decided: tuple[int, ...] | None = None
        self.mixed: dict[str, int | None] = {}  # how many places a layer with weights of their own reads
        self._origin = Origin(file)
        self._names: set[str] = set()

    @property
    def dry(self) -> bool:
        """Return whether nothing is made."""
        return not self.axes

    def add(self, name: str, type_name: str, inputs: Sequence[str], settings: dict[str, Plain]) -> str:
        """Return the name of a layer that is made; a constant makes none. Raises `RfcalcError`."""
        read = tuple([each for each in inputs if each])
        if not read:
            return ""
        if not self.dry:
            with RfcalcError.within(layer=name):
                if name in self._names or name == "input":
                    raise RfcalcError("the name is taken", allowed="every layer needs its own")
                if len(self.layers) >= MAX_LAYERS:
                    raise RfcalcError(f"the model has more than {MAX_LAYERS} layers", allowed="no more are read")
            self._names.add(name)
            self.layers.append(Layer(name, type_name, read, **settings).described_at(self._origin))
        return name

    def name(self, name: str, layer: str) -> None:
        """Let a name stand for a layer; that of a constant stands for none."""
        if layer and name not in self._names:
            self.stands_for[name] = layer

    def decide(self, axes: Sequence[int]) -> None:
        """Take the axes over which a layer slides for those of the image, if no layer before it did."""
        if self.dry and self.decided is None and axes:
            self.decided = tuple(sorted(set(axes)))
