"""What the readers of models hand on: described layers made into a network, by the one builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.network import AXES, Network
from rfcalc.network.build import checked_texts, connected
from rfcalc.network.pixel import SOME_PIXEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.network import Layer


def network_of(  # noqa: PLR0913 - all that a model says
    layers: Sequence[Layer],
    size: Sequence[int | None],
    *,
    name: str,
    file: str,
    stands_for: Mapping[str, str],
    notes: tuple[str, ...] = (),
) -> Network:
    """Return the network of a model's layers; ``stands_for`` tells the layer of each name that is no layer's own.

    Raises `RfcalcError` with the file, and the layers where it is about some.
    """
    with RfcalcError.within(file=file):
        texts = checked_texts(name=name, description="", family="", source="")
        found = connected(layers, tuple(size), stands_for)
    return Network._make(
        (
            *texts,
            file,
            AXES[len(found.input)],
            found.input,
            found.layers,
            {other: layer for other, layer in stands_for.items() if other != layer},
            notes,
            "",
            SOME_PIXEL,
        )
    )
