"""One call of a layer: what it is given, and its configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError, quoted
from rfcalc.readers.moves.mixing import known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.readers.keras.settings import Json, Settings
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.moves.tensor import Tensor

LAST, FIRST = "channels_last", "channels_first"


class Call(NamedTuple):
    """A layer, what it is called with, and where the layers go that it makes."""

    class_name: str
    settings: Settings
    inputs: tuple[Tensor, ...]  # those given by their place
    named: Mapping[str, Tensor]  # those given by a word
    arguments: Mapping[str, Json]  # what is given by a word and is no tensor
    drawing: Drawing

    @property
    def tensors(self) -> list[Tensor]:
        """Return all tensors that it is given."""
        return [*self.inputs, *self.named.values()]

    @property
    def tensor(self) -> Tensor:
        """Return the only tensor that most layers are given, the first of several."""
        return self.tensors[0]

    @property
    def places(self) -> Places:
        """Return the dims of its only tensor, that of the batch first. Raises `Unread` where they are not known."""
        return known(self.tensor)

    @property
    def channels_first(self) -> bool:
        """Return whether channels stand before the places."""
        return self.settings.word("data_format", (LAST, FIRST), LAST) == FIRST

    def given(self, tensor: Tensor) -> Call:
        """Return the call with another tensor alone."""
        return self._replace(inputs=(tensor,), named={})

    def of(self, class_name: str, settings: Settings) -> Call:
        """Return the call of a layer that this one wraps."""
        return self._replace(class_name=class_name, settings=settings)

    def dims(self, count: int) -> range:
        """Return the dims that a layer of so many slides along: the last ones, or those before the last.

        Raises `RfcalcError` for a tensor of too few dims.
        """
        rank = len(self.places)
        if rank < count + 2:
            raise RfcalcError(
                f"{self.class_name} is given a tensor of {rank} dims",
                allowed=f"it takes {count + 2}: batch, channels and {count} to slide along",
            )
        return range(rank - count, rank) if self.channels_first else range(rank - count - 1, rank - 1)

    def channel(self, count: int) -> int:
        """Return the dim of channels of a layer that slides along so many."""
        dims = self.dims(count)
        return dims.start - 1 if self.channels_first else dims.stop

    def axes(self, key: str, default: Sequence[int] | int | None) -> list[int]:
        """Return the dims that a key names, the batch being 0. Raises `RfcalcError` for what is none."""
        rank = len(self.places)
        found = self.settings.axes(key, default)
        for axis in found:
            if not -rank <= axis < rank:
                raise RfcalcError(f"found {quoted(axis)}", allowed=f"its tensor has {rank} dims", key=key)
        return [axis % rank for axis in found]


def inner_layer(settings: Settings, key: str) -> tuple[str, Settings]:
    """Return class and configuration of a layer that stands in another's configuration."""
    layer = settings.inner(key)
    return layer.text("class_name"), layer.inner("config")
