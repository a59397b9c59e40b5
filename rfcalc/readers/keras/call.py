"""One call of a layer of a model: what it is given, and the ways to make what it hands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.settings import operations_of
from rfcalc.readers.keras.places import Digit, Uneven, axes_in, dim, size_of, without_axes
from rfcalc.readers.keras.rows import Tensor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.layers.kinds import Plain
    from rfcalc.readers.keras.places import Dim, Dims
    from rfcalc.readers.keras.rows import Rows
    from rfcalc.readers.keras.settings import Json, Settings

MOST_AXES = 3

NEUTRAL: Mapping[str, Plain] = {
    "kernel": 1,
    "stride": 1,
    "dilation": 1,
    "scale": 1,
    "padding": [0, 0],
    "crop": [0, 0],
    "output_padding": 0,
    "output_size": None,
}
"""The values of keys with which a layer leaves an axis as it is."""

FOR_ALL = ("mode", "align_corners", "whole")
"""The keys that are the same for every axis."""


class Call:
    """A layer called with tensors."""

    __slots__ = ("arguments", "class_name", "gates", "inputs", "name", "named", "rows", "settings")

    def __init__(  # noqa: PLR0913 - what a call has
        self,
        *,
        name: str,
        class_name: str,
        settings: Settings,
        inputs: Sequence[Tensor],
        rows: Rows,
        named: Mapping[str, Tensor] | None = None,
        arguments: Mapping[str, Json] | None = None,
        gates: bool = True,
    ) -> None:
        """Keep what the call is given: ``inputs`` by place, ``named`` by word, ``arguments`` that are no tensors."""
        self.name = name
        self.class_name = class_name
        self.settings = settings
        self.inputs = [*inputs]
        self.named = named or {}
        self.arguments = arguments or {}
        self.rows = rows
        self.gates = gates

    @property
    def tensor(self) -> Tensor:
        """Return the only tensor that most layers are given. Raises `RfcalcError`."""
        return self.tensors[0]

    @property
    def tensors(self) -> list[Tensor]:
        """Return all tensors that it is given; raise `RfcalcError` where there are none."""
        tensors = [*self.inputs, *self.named.values()]
        if not tensors:
            raise RfcalcError("it reads nothing", allowed="its call names no tensor")
        return tensors

    @property
    def dims(self) -> Dims:
        """Return the dims of its only tensor; raise `Uneven` behind what cannot be told."""
        if self.tensor.dims is None:
            raise Uneven
        return self.tensor.dims

    def made(self, type_name: str, tensor: Tensor, suffix: str = "", **settings: Any) -> str:  # noqa: ANN401
        """Return the name of a layer that reads a tensor; its own, or with a suffix one before it."""
        return self.rows.add(self.name + suffix, type_name, [tensor.layer], settings)

    def again(self, class_name: str, settings: Settings, tensor: Tensor) -> Call:
        """Return the call of a layer that this one wraps."""
        return Call(
            name=self.name,
            class_name=class_name,
            settings=settings,
            inputs=[tensor],
            rows=self.rows,
            arguments=self.arguments,
            gates=self.gates,
        )

    def unchanged(self, dims: Dims | None = None, type_name: str = "identity") -> Tensor:
        """Return the tensor of a layer that treats every place by itself, which is no row of its own by default."""
        given = self.tensor
        if self.rows.everything:
            layer = self.made(type_name, given)
        else:
            layer = given.layer
            self.rows.name(self.name, layer)
        return Tensor(layer, given.dims if dims is None else dims, given.outer)

    def unknown(self) -> Tensor:
        """Return what cannot be told, of a layer nobody can say what it reads; behind such a one it is no row's fault."""
        tensors = [each for each in self.tensors if each.layer]
        if not tensors:
            return Tensor("", None)
        if all(each.dims is not None for each in tensors):
            layer = self.rows.add(
                self.name, "unknown", [each.layer for each in tensors], {"operator": self.class_name}
            )
        elif len(tensors) > 1:
            layer = self.rows.add(self.name, "add", [each.layer for each in tensors], {})
        else:
            layer = self.made("identity", tensors[0])
        return Tensor(layer, None, tensors[0].outer)

    def places(self, count: int, channels_first: bool | None = None) -> range:  # noqa: FBT001 - what a layer knows
        """Return which dims are places for a layer of so many: those before the last, or else the last ones.

        Raises `RfcalcError` for a tensor of too few dims.
        """
        first = self.channels_first if channels_first is None else channels_first
        rank = len(self.dims)
        if rank <= count:
            raise RfcalcError(
                f"{self.class_name} is given a tensor of {rank + 1} dims",
                allowed=f"it takes {count + 2}: batch, places and channels",
            )
        return range(rank - count, rank) if first else range(rank - count - 1, rank - 1)

    @property
    def channels_first(self) -> bool:
        """Return whether channels stand before the places."""
        words = ("channels_last", "channels_first")
        return self.settings.word("data_format", words, words[0]) == words[1]

    def axes_at(self, places: range) -> list[int | None]:
        """Return the axis of each dim over which the layer slides, ``None`` for channels.

        A dim of one value is one of the axis that is whole already, if all others are there. Raises `Uneven` where a
        dim has places of several digits.
        """
        dims = self.dims
        rows = self.rows
        axes: list[int | None] = []
        for at in places:
            if len(dims[at]) > 1 and axes_in([dims[at]]):
                raise Uneven
            axes.append(dims[at][0].axis if len(dims[at]) == 1 else None)
        found = [axis for axis in axes if axis is not None]
        if len({*found}) < len(found):
            raise Uneven
        outer = axes_in(self.tensor.outer)
        rows.decide([*found, *(outer if len(outer) + len(found) <= MOST_AXES else ())])
        if not rows.dry:
            free = [axis for axis in range(rows.axes) if axis not in self.tensor.axes]
            empty = [at for at, place in enumerate(places) if not dims[place]]
            if len(empty) == len(free):
                for at, axis in zip(empty, free):
                    axes[at] = axis
        return axes

    def slid(
        self,
        type_name: str,
        places: range,
        channels: Dim | None = None,
        *,
        tensor: Tensor | None = None,
        **settings: Sequence[Plain],
    ) -> Tensor:
        """Return what a layer makes that slides over some dims; ``settings`` have a value for each of them.

        ``channels``: those that it makes of the last dim that is no place, all of whose places it reads then.
        """
        if tensor is not None:
            self.inputs = [tensor]
        axes = self.axes_at(places)
        mine = self.tensor if channels is None else self._gathered(places)
        dims = [*mine.dims or ()]
        for at, place in enumerate(places):
            along = {key: values[at] for key, values in settings.items()}
            made = _made_of(type_name, along, size_of(dims[place]))
            dims[place] = (Digit(axes[at], made),) if axes[at] is not None else dim(made)
        if channels is not None:
            dims[_channel_dim(places, len(dims))] = channels
        layer = ""
        if mine.layer and any(axis is not None for axis in axes):
            by_axis = {axis: at for at, axis in enumerate(axes) if axis is not None}
            layer = self.made(
                type_name,
                mine,
                **{key: _along_axes(key, values, by_axis, self.rows.axes) for key, values in settings.items()},
            )
        elif mine.layer:  # it slides over channels alone
            neutral = {"kernel": 1} if type_name in {"conv", "conv_transpose"} else {}
            layer = self.made("conv" if neutral else "identity", mine, **neutral)
        return Tensor(layer, tuple(dims), mine.outer)

    def _gathered(self, places: range) -> Tensor:
        """Return the tensor with no places in its dim of channels: a layer reads all of them."""
        at = _channel_dim(places, len(self.dims))
        return self.reduced([at], ".channels", keep=True) if axes_in([self.dims[at]]) else self.tensor

    def reduced(self, at: Sequence[int], suffix: str = "", *, keep: bool = False, kind: str = "avg") -> Tensor:
        """Return the tensor with some dims read together: one value in their place, or ``keep`` as many as they had.

        ``kind`` is that of a pool, ``avg`` or ``max``, or ``linear``.
        """
        given, dims = self.tensor, self.dims
        read = axes_in([dims[each] for each in at])
        left = set(axes_in([*given.outer, *(each for place, each in enumerate(dims) if place not in at)]))
        made = tuple([(without_axes(each) if keep else ()) if place in at else each for place, each in enumerate(dims)])
        if left & set(read):
            raise Uneven
        pool = "max" if kind == "max" else "avg"
        if not left:
            layer = self.made("linear" if kind == "linear" else f"global_{pool}pool", given, suffix)
        elif read:
            size: list[Plain] = [1 if axis in read else None for axis in range(self.rows.axes)]
            layer = self.made(f"adaptive_{pool}pool", given, suffix, output_size=size)
        else:
            layer = given.layer
        return Tensor(layer, made, given.outer)

    def mixed(self, at: Sequence[int], type_name: str = "attention", **settings: Plain) -> Tensor:
        """Return what a layer makes each of whose features reads all the values of some dims, and itself."""
        given = self.tensor
        read = set(axes_in([self.dims[each] for each in at]))
        self.rows.decide([*read])
        if not read:
            return self.unchanged()
        if set(given.axes) <= read:
            return Tensor(self.made(type_name, given, **settings), given.dims, given.outer)
        if any(axis in read for axis in axes_in([*given.outer, *self._others(at)])):
            raise Uneven
        size: list[Plain] = [1 if axis in read else None for axis in range(self.rows.axes)]
        whole = self.made("adaptive_avgpool", given, ".whole", output_size=size)
        return Tensor(self.rows.add(self.name, "add", [given.layer, whole], {}), given.dims, given.outer)

    def _others(self, at: Sequence[int]) -> list[Dim]:
        return [each for place, each in enumerate(self.dims) if place not in at]

    def at(self, key: str, axes: Sequence[int]) -> list[int]:
        """Return which dims are meant by numbers that count the batch. Raises `RfcalcError`, with the key."""
        rank = len(self.dims) + 1
        found = [axis + rank if axis < 0 else axis for axis in axes]
        for axis, number in zip(axes, found):
            if not 0 < number < rank:
                raise RfcalcError(
                    f"found {quoted(axis)}", allowed=f"its tensor has dims 1 to {rank - 1} besides the batch", key=key
                )
        return [number - 1 for number in found]


def _channel_dim(places: range, rank: int) -> int:
    """Return the dim of channels beside places: behind them, or else before."""
    return places.stop if places.stop < rank else places.start - 1


def _made_of(type_name: str, along: dict[str, Plain], n: int | None) -> int | None:
    """Return how many features a layer makes of n along one axis; what does not fit is told once all is known."""
    nested = {key: value if key in FOR_ALL else [value] for key, value in along.items()}
    try:
        return operations_of(type_name, nested, 1)[0].over(n).n
    except RfcalcError:
        return None


def _along_axes(key: str, values: Sequence[Plain], by_axis: Mapping[int, int], axes: int) -> Plain:
    """Return the values of a key for all axes of the network, those that no dim has left as they are."""
    if key in FOR_ALL:
        return values[0]
    return [values[by_axis[axis]] if axis in by_axis else NEUTRAL[key] for axis in range(axes)]


