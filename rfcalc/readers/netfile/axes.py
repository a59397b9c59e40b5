"""How many axes a network has, and what made them so many."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import Mistakes, RfcalcError, quoted
from rfcalc.layers.kinds import shown
from rfcalc.network.inputs import AXES
from rfcalc.network.model import Remark
from rfcalc.readers.netfile.keys import plain
from rfcalc.readers.netfile.settings import first_list

if TYPE_CHECKING:
    from rfcalc.readers.netfile.expansion import WrittenLayer

Size = tuple[int, ...]
"""A size asked for: one number for every axis, or one per axis."""

Input = int | None | tuple[int | None, ...]
"""The input as written: one size for every axis, one per axis, or nothing."""

CHANNELS = (1, 3, 4)
"""Numbers of channels that pictures have: grey, colours, colours and transparency."""

VOLUME = 3


def may_have_channels(size: tuple[int | None, ...]) -> bool:
    """Return whether a size of three axes may be one of two, with channels before it."""
    return len(size) == VOLUME and size[0] in CHANNELS


NONE_WRONG: Mapping[str, str] = {}


class Axes(NamedTuple):
    """How many axes there are, and what is to be said of it."""

    count: int  # type: ignore[assignment] # tuple.count is not needed
    notes: tuple[Remark, ...] = ()  # where that may be a mistake
    hint: str = ""  # what to add to an error that may follow from it
    wrong: Mapping[str, str] = NONE_WRONG  # entries and their keys with a list for no network, which has been noted


def axes_of(sizes: Input, layers: "list[WrittenLayer]", input_size: Size | None, mistakes: Mistakes) -> Axes:
    """Return how many axes the input, or else the first list in a layer, or else the asked size is made for.

    A list for no network is noted as a mistake.
    """
    if isinstance(sizes, tuple):
        return _of_volume(sizes, layers) if len(sizes) == VOLUME else Axes(len(sizes))
    wrong: dict[str, str] = {}
    for layer in layers:
        found = first_list(layer.keys, layer.type)
        if found is None or layer.written in wrong:
            continue
        key, node = found
        if len(node.items) in AXES:
            count = len(node.items)
            of_so_many = f"{count} {'axis' if count == 1 else 'axes'}"
            hint = f"{key}: {shown(plain(node))} of layer {quoted(layer.name)} makes it one of {of_so_many}"
            return Axes(count, hint=hint, wrong=wrong)
        wrong[layer.written] = key
        with mistakes:
            raise RfcalcError(
                f"found a list of {len(node.items)}",
                allowed="allowed: one value per axis, and a network has 1 to 3 axes",
                layer=layer.name,
                line=node.line,
                key=key,
            )
    if input_size is not None and len(input_size) > 1:
        return Axes(len(input_size), wrong=wrong)
    return Axes(2, wrong=wrong)


def _of_volume(sizes: tuple[int | None, ...], layers: "list[WrittenLayer]") -> Axes:
    """Return three axes, doubted where the first size looks like channels and no layer speaks of three axes."""
    if not may_have_channels(sizes) or any(_has_list_of_three(layer) for layer in layers):
        return Axes(VOLUME)
    planar = f"input: {shown(sizes[1:])}"
    note = (
        f"The input {shown(sizes)} has three axes, z y x, of which no layer speaks: "
        f"if the first is channels, leave it out, they are not written ({planar})."
    )
    return Axes(VOLUME, (Remark("axes", note),), f"channels are not written: {planar}")


def _has_list_of_three(layer: "WrittenLayer") -> bool:
    found = first_list(layer.keys, layer.type)
    return found is not None and len(found[1].items) == VOLUME
