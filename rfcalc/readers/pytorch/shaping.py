"""Operations that only move values: views, permutations, slices, concatenations, shuffles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.cutting import picked, sliced
from rfcalc.readers.moves.digits import axes_in, reshaped, shape_of
from rfcalc.readers.moves.joining import expanded
from rfcalc.readers.moves.mixing import known, regular
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.moves.together import put_together
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.pytorch.call import Call

TO_THE_END = 2**62
"""From here on, the end of a slice is that of its dim."""


def _laid_out(tensor: Tensor, places: Places) -> Tensor:
    return tensor._replace(places=places, cut=None)


def view(call: Call) -> Tensor:
    """Return the values in dims of other sizes: of pixel shuffles by hand, channels become places."""
    return _settled(call, _laid_out(call.tensor(), reshaped(call.places, _wanted(call))))


def _wanted(call: Call) -> tuple[int | None, ...]:
    """Return the sizes that it makes; where they are recorded of another size than the map's, the map decides."""
    made, here = call.shapes[0], shape_of(call.places)
    asked = call.given(1, "size")
    if not isinstance(asked, tuple) or -1 not in asked or None in here:
        return made
    total = rest = 1
    for size in here:
        total *= size or 1
    for size in asked:
        rest *= size if isinstance(size, int) and size > 0 else 1
    return tuple([total // rest if size == -1 else size for size in asked])


def _settled(call: Call, tensor: Tensor) -> Tensor:
    """Return a map whose channels became places along all its axes (pixel shuffle) as one of so many features."""
    places = known(tensor)
    placed = [at for at, dim in enumerate(places) if axes_in(dim)]
    wide = [at for at in placed if len(places[at]) == 2 and places[at][1].axis < 0 and places[at][0].weight == 1]  # noqa: PLR2004 - place, then channel
    if len(wide) > 1 and wide == placed and len(wide) == call.drawing.axes:
        return regular(call.drawing, tensor, wide)
    return tensor


def permute(call: Call) -> Tensor:
    """Return the dims in another order."""
    return _laid_out(call.tensor(), tuple([call.places[at] for at in call.dims(1, "dims")]))


def transpose(call: Call) -> Tensor:
    """Return the map with two dims swapped, by default the last two."""
    places = [*call.places]
    if len(call.arguments) > 1:
        one, other = call.dim(1, "dim0"), call.dim(2, "dim1")
    elif len(places) > 1:
        one, other = len(places) - 2, len(places) - 1
    else:
        return call.tensor()
    places[one], places[other] = places[other], places[one]
    return _laid_out(call.tensor(), tuple(places))


def expand(call: Call) -> Tensor:
    """Return the map spread over dims that it lacks."""
    return expanded(call.tensor(), call.shapes[0])


def unsqueeze(call: Call) -> Tensor:
    """Return the values with one more dim of size 1."""
    at = int(call.given(1, "dim")) % (len(call.places) + 1)
    return _laid_out(call.tensor(), (*call.places[:at], (), *call.places[at:]))


def squeeze(call: Call) -> Tensor:
    """Return the values without dims of size 1, all or those that are named."""
    dims = call.dims(1, "dim")
    sizes = shape_of(call.places)
    return _laid_out(
        call.tensor(), tuple([each for at, each in enumerate(call.places) if at not in dims or sizes[at] != 1])
    )


def slice_of(call: Call) -> Tensor:
    """Return the map of every ``step``-th value of a dim."""
    at, step = call.dim(1, "dim"), int(call.given(4, "step", 1) or 1)
    size = shape_of(call.places)[at]
    first, end = int(call.given(2, "start") or 0), call.given(3, "end")
    end = None if end is None or end > TO_THE_END else int(end)
    if size is None:
        if first == 0 and end is None and step == 1:
            return call.tensor()
        raise Unread("where it cuts depends on the size of the input", needs_size=True)
    kept = range(size)[first:end:step]
    return sliced(call.drawing, call.tensor(), at, kept.start, len(kept), step)


def select(call: Call) -> Tensor:
    """Return the map of one value of a dim, which is gone."""
    return picked(call.drawing, call.tensor(), call.dim(1, "dim"), int(call.given(2, "index")))


def narrow(call: Call) -> Tensor:
    """Return a stretch of a dim."""
    return sliced(
        call.drawing, call.tensor(), call.dim(1, "dim"), int(call.given(2, "start")), int(call.given(3, "length"))
    )


def split(call: Call) -> tuple[Tensor, ...]:
    """Return stretches of a dim, one after another, as long as they were when it was recorded."""
    at = call.dim(2, "dim")
    found, first = [], 0
    for shape in call.shapes:
        found.append(sliced(call.drawing, call.tensor(), at, first, shape[at]))
        first += shape[at]
    return tuple(found)


def unbind(call: Call) -> tuple[Tensor, ...]:
    """Return each value of a dim, which is gone."""
    at = call.dim(1, "dim")
    return tuple([picked(call.drawing, call.tensor(), at, index) for index in range(len(call.shapes))])


def concatenate(call: Call) -> Tensor:
    """Return tensors one after another along a dim."""
    tensors = [each for each in call.given(0, "tensors") if isinstance(each, Tensor)]
    maps = [each for each in tensors if not each.is_constant]
    at = int(call.given(1, "dim", 0)) % len(known(maps[0]))
    return put_together(call.drawing, tensors, at)


def stack(call: Call) -> Tensor:
    """Return tensors side by side in a dim of their own."""
    tensors = [each for each in call.given(0, "tensors") if isinstance(each, Tensor)]
    at = int(call.given(1, "dim", 0)) % (len(call.shapes[0]))
    higher = []
    for each in tensors:
        places = known(each)
        higher.append(_laid_out(each, (*places[:at], (), *places[at:])))
    return put_together(call.drawing, higher, at)


def roll(call: Call) -> Tensor:
    """Return the map turned round along some dims."""
    dims = call.dims(2, "dims")
    if not call.given(2, "dims"):
        raise Unread("it is turned round as if it were one row")
    tensor = call.tensor()
    for at, shift in zip(dims, call.numbers(1, "shifts", len(dims))):
        size = shape_of(known(tensor))[at]
        if size is None:
            raise Unread("how far it is turned depends on the size of the input", needs_size=True)
        cut = -shift % size
        if cut:
            drawing = call.drawing
            parts = [sliced(drawing, tensor, at, cut, size - cut), sliced(drawing, tensor, at, 0, cut)]
            tensor = put_together(drawing, parts, at)
    return tensor


def pixel_shuffle(call: Call) -> Tensor:
    """Return the map of blocks that channels become."""
    scale = int(call.given(1, "upscale_factor"))
    *batch, channels, height, width = shape_of(call.places)
    rank = len(batch)
    if channels is None:
        raise Unread("the number of its channels is not known")
    apart = reshaped(call.places, (*batch, channels // scale**2, scale, scale, height, width))
    order = [*range(rank + 1), rank + 3, rank + 1, rank + 4, rank + 2]
    places = tuple([apart[at] for at in order])
    wide = tuple([None if size is None else size * scale for size in (height, width)])
    return _settled(call, _laid_out(call.tensor(), reshaped(places, (*batch, channels // scale**2, *wide))))


def pixel_unshuffle(call: Call) -> Tensor:
    """Return the map whose places of a block become channels."""
    scale = int(call.given(1, "downscale_factor"))
    *batch, channels, height, width = shape_of(call.places)
    rank = len(batch)
    if height is None or width is None:
        raise Unread("its blocks depend on the size of the input", needs_size=True)
    low = (height // scale, width // scale)
    apart = reshaped(call.places, (*batch, channels, low[0], scale, low[1], scale))
    order = [*range(rank + 1), rank + 2, rank + 4, rank + 1, rank + 3]
    places = tuple([apart[at] for at in order])
    count = None if channels is None else channels * scale**2
    return _laid_out(call.tensor(), reshaped(places, (*batch, count, *low)))


def channel_shuffle(call: Call) -> Tensor:
    """Return the map with its channels in another order; places stay."""
    return call.tensor()
