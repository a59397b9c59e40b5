"""Which dims of an input are axes of the image: a dry run in which all of them are, up to the first window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import LimitError, RfcalcError
from rfcalc.readers.moves.digits import Digit, Places, plain
from rfcalc.readers.moves.drawing import Drawing
from rfcalc.readers.moves.mixing import known

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from rfcalc.readers.moves.tensor import Shape, Tensor

DRY_SIZE = 320
"""What is put for sizes that are not known while axes are looked for; many strides divide it."""

COLORS = (1, 3, 4)
"""Sizes of a last dim that holds the channels of an image."""


class _AxesFound(Exception):  # noqa: N818 - it is what is looked for, no error
    """The axes of the first window."""

    def __init__(self, axes: tuple[int, ...]) -> None:
        super().__init__()
        self.axes = axes


class _Looking(Drawing):
    """A drawing that stops at the first window, because it tells the axes."""

    def slides(self, tensor: Tensor, dims: Collection[int]) -> None:
        """Stop where something slides along places of the input."""
        places = known(tensor)
        found = {digit.axis for at in dims for digit in places[at] if digit.axis >= 0}
        if found:
            raise _AxesFound(tuple(sorted(found)))


def axes_met(shape: Shape, walk: Callable[[Drawing, Places], None]) -> tuple[int, ...]:
    """Return the dims of an input that the first window slides along; none where no window does.

    ``walk`` goes through the model with a drawing and the places of the input. The first dim is a batch, unless
    nothing is found so.
    """
    attempts = [_dry_sizes(shape, batch=True)]
    if len(shape) > 1 and shape[0] is None:
        attempts.append(_dry_sizes(shape, batch=False))
    for sizes in attempts:
        dims = [at for at, size in enumerate(sizes) if size != 1]
        if not dims:
            continue
        try:
            walk(_Looking(tuple([sizes[at] for at in dims])), placed(sizes, dims))
        except _AxesFound as found:
            return tuple([dims[axis] for axis in found.axes])
        except LimitError:
            raise
        except RfcalcError:
            continue
    return ()


def usual_axes(shape: Shape) -> tuple[int, ...]:
    """Return the dims that are axes where no window tells: the last two, or those before colors."""
    dims = list(range(len(shape)))
    first, last = shape[min(1, len(shape) - 1)], shape[-1]
    if len(dims) > 3 and last in COLORS and first not in COLORS and (first or DRY_SIZE) > (last or 0):  # noqa: PLR2004 - batch, height, width, colors
        dims = dims[:-1]
    return tuple(dims[1:][-2:] or dims)


def placed(shape: Sequence[int | None], axes: Sequence[int]) -> Places:
    """Return the places of an input whose dims ``axes`` are the axes of the image."""
    return tuple([(Digit(axes.index(at), size, 1),) if at in axes else plain(size) for at, size in enumerate(shape)])


def _dry_sizes(shape: Shape, *, batch: bool) -> list[int]:
    return [
        size if size is not None else 1 if at == 0 and batch and len(shape) > 1 else DRY_SIZE
        for at, size in enumerate(shape)
    ]
