"""What comes of a node whose reads nobody knows, and of those behind it: maps without places, and without numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import GIVE_SIZE, RfcalcError
from rfcalc.layers.choices import POINTWISE, WHOLE
from rfcalc.readers.moves.digits import plain, size_of
from rfcalc.readers.moves.drawing import UNKNOWN
from rfcalc.readers.moves.mixing import known
from rfcalc.readers.moves.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.moves.unread import Unread


def lost(  # noqa: PLR0913 - all that decides it
    drawing: Drawing,
    operator: str,
    maps: Sequence[Tensor],
    reason: Unread,
    *,
    unchanging: bool,
    treat: Mapping[str, str],
    made_for: str,
) -> Tensor:
    """Return the map of a node for which ``reason`` was raised, given all the maps that it reads.

    ``unchanging``: the operator takes every value by itself, so that behind an unknown one it is another name of that.
    ``treat`` says what operators are taken for of which nothing is known, ``made_for`` the size that a model is made
    for where another is asked about. Raises `RfcalcError` where a size that is not known would help, or the one that
    is asked about does not fit.
    """
    behind = list(dict.fromkeys(tensor.layer for tensor in maps if tensor.places is None))
    if behind:
        if unchanging and len(behind) == 1:
            return Tensor(None, behind[0])
        return Tensor(None, drawing.layer("add" if len(behind) > 1 else "identity", behind, {}))
    if reason.needs_size and any(None in drawing.n[tensor.layer] for tensor in maps):
        raise RfcalcError(_depends(reason.why), allowed=GIVE_SIZE)
    if reason.misfit and made_for:
        raise RfcalcError(reason.why, allowed=f"the model is made for {made_for}")
    drawing.unread.setdefault(operator, reason.why)
    names = list(dict.fromkeys(tensor.layer for tensor in maps))
    treatment = treat.get(operator)
    if treatment is None:
        return Tensor(None, drawing.layer(UNKNOWN, names, {"operator": operator}))
    several = _sizes_of_several(drawing, names)
    if several and treatment == POINTWISE:
        raise RfcalcError(
            f"it reads maps of {' and '.join(several)} features, which are no map together",
            allowed=f"--treat {operator}={WHOLE} reads all of them",
        )
    if several:
        names = [drawing.layer("global_avgpool", (name,), {}, again=True) for name in names]
    layer = drawing.layer(UNKNOWN, names, {"operator": operator, "treat": treatment})
    if several:
        return Tensor(_without_places(maps), layer)
    largest = max(maps, key=lambda tensor: sum([n != 1 for n in drawing.n[tensor.layer]]))
    return Tensor(largest.places, layer)


def _sizes_of_several(drawing: Drawing, names: Sequence[str]) -> list[str]:
    """Return the numbers of features of maps along the first axis where they do not fit each other."""
    for sizes in zip(*[drawing.n[name] for name in names]):
        told = sorted({n for n in sizes if n not in {1, None}})
        if len(told) > 1:
            return [*map(str, told)]
    return []


def _without_places(maps: Sequence[Tensor]) -> Places:
    """Return the dims of maps of one feature that are put together: their sizes where all have the same."""
    rank = max([len(known(tensor)) for tensor in maps])
    sizes = [{size_of(known(tensor)[at]) for tensor in maps if len(known(tensor)) > at} for at in range(rank)]
    return tuple([plain(each.pop() if len(each) == 1 else None) for each in sizes])


def _depends(why: str) -> str:
    return why if "size of the input" in why else f"{why}: it depends on the size of the input"
