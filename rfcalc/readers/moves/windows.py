"""What slides along dims of a tensor: convolutions, pools, paddings, resizings, recurrent layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.digits import Digit, Dim, axes_in, plain, size_of
from rfcalc.readers.moves.drawing import check_map
from rfcalc.readers.moves.mixing import known, read_as, regular
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rfcalc.layers.kinds import Plain
    from rfcalc.readers.moves.drawing import Drawing

Settings = dict[str, "Plain"]
"""The keys of a type along one axis."""


def slid(
    drawing: Drawing,
    tensor: Tensor,
    type_name: str,
    dims: Mapping[int, Settings],
    still: Settings | Callable[[int | None], Settings],
    **shared: Plain,
) -> Tensor:
    """Return the map after a layer that slides along dims, each with the keys of the type along it.

    ``still`` are the keys along an axis that it does not slide along, perhaps by its n, ``shared`` those that are the
    same along all.
    Dims without places only change their size.
    """
    check_map(tensor.layer)
    tensor = regular(drawing, tensor, dims)
    places = known(tensor)
    along = {places[at][0].axis: at for at in dims if is_axis(places[at])}
    layer, n = tensor.layer, drawing.n[tensor.layer]
    if along:
        kept = [still(size) if callable(still) else still for size in n]
        each = [dims[along[axis]] if axis in along else kept[axis] for axis in range(drawing.axes)]
        settings: Settings = {key: tuple([one[key] for one in each]) for key in each[0]}
        layer = drawing.layer(type_name, (layer,), {**settings, **shared})
        n = drawing.n[layer]
    found: list[Dim] = []
    for at, dim in enumerate(places):
        if at not in dims:
            found.append(dim)
        elif is_axis(dim):
            found.append((Digit(dim[0].axis, n[dim[0].axis], 1),))
        else:
            found.append(plain(drawing.size_after(type_name, {**dims[at], **shared}, size_of(dim))))
    return Tensor(tuple(found), layer)


def kept_size(n: int | None) -> Settings:
    """Return the size along an axis that a resizing to given sizes leaves alone. Raises `Unread` if it is not known."""
    if n is None:
        raise Unread("what it reads depends on the size of the input", needs_size=True)
    return {"size": n}


def is_axis(dim: Dim) -> bool:
    """Return whether a dim counts the places of an axis, be it only one."""
    return len(dim) == 1 and dim[0].axis >= 0


def filtered(drawing: Drawing, tensor: Tensor, at: int, size: int | None, groups: int = 1) -> Tensor:
    """Return the map whose channels a convolution mixes, before it slides: places among them are read together."""
    places = known(tensor)
    if not axes_in(places[at]):
        return tensor._replace(places=(*places[:at], plain(size), *places[at + 1 :]))
    if groups > 1:
        tensor = regular(drawing, tensor, [other for other in range(len(places)) if other > at])
        places = known(tensor)
        if not axes_in(places[at]):
            return filtered(drawing, tensor, at, size)
    return read_as(drawing, tensor, (*places[:at], plain(size), *places[at + 1 :]))


def recurrent(drawing: Drawing, tensor: Tensor, at: int, direction: str) -> Tensor:
    """Return the map of a recurrent layer along a dim: forward, reverse, or both ways."""
    tensor = regular(drawing, tensor, [at])
    places = known(tensor)
    if not is_axis(places[at]):
        return tensor
    keys: list[Plain] = [direction if axis == places[at][0].axis else "none" for axis in range(drawing.axes)]
    return tensor._replace(layer=drawing.layer("recurrent", (tensor.layer,), {"direction": tuple(keys)}), cut=None)
