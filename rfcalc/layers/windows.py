"""Layers whose features read a window: convolutions, pools, paddings, crops, shuffles."""

from typing import NamedTuple

from rfcalc.axis import KEEP, IndexMap, Positions, check_phases, moved, sliding, transposed
from rfcalc.errors import RfcalcError
from rfcalc.layers.values import Sides, Step, needs_size, operation

SAME = ("same", "same_lower")
"""The paddings that make as many features as the stride asks for, the odd one after or before."""


ZEROS = "zeros"

CIRCULAR = "circular"

CAUSAL = "causal"
"""The padding that puts all of it before."""


@operation
class Window(NamedTuple):
    """A convolution or pool.

    Sizes by PyTorch (Conv2d, MaxPool2d: with ``ceil_mode`` a last window may hang over, but not
    begin past the input and its padding before). ``same`` by TensorFlow ("Neural network operations:
    padding") and ONNX (``SAME_UPPER``, ``SAME_LOWER``): ``ceil(n / stride)`` features, and the padding
    that takes, which depends on ``n`` unless the stride is 1. ``causal`` by Keras (Conv1D): all of the padding
    before, so that feature i reads nothing after ``i * stride``; ``ceil(n / stride)`` features.

    ``taps`` say where a feature reads, in place of a kernel and its dilation, as those of time-delay networks do
    (Peddinti, Povey and Khudanpur, Interspeech 2015). The first lies at the begin of the padding; with ``same``
    padding all of them lie where they say.
    """

    kernel: int | None  # None: there are taps
    stride: int
    padding: Sides
    dilation: int
    ceil_mode: bool = False
    taps: tuple[int, ...] | None = None
    padding_mode: str = ZEROS

    @property
    def positions(self) -> Positions:
        """Return where the taps lie, relative to ``i * stride``."""
        if self.taps is None:
            return range(0, ((self.kernel or 1) - 1) * self.dilation + 1, self.dilation)
        first, last, count = self.taps[0], self.taps[-1], len(self.taps)
        evenly = range(first, last + 1, (last - first) // (count - 1) if count > 1 else 1)
        return evenly if tuple(evenly) == self.taps else self.taps

    @property
    def reach(self) -> int:
        """Return the number of positions from the first tap to the last."""
        return self.positions[-1] - self.positions[0] + 1

    @property
    def sides(self) -> tuple[int, int]:
        """Return the padding before and after; for what depends on the map, ``same``, none."""
        return (self.reach - 1, 0) if self.padding == CAUSAL else sides_of(self.padding, 0)

    def over(self, n: int | None) -> Step:
        """Return the windows that fit; a map too small for one is an error."""
        positions, stride = self.positions, self.stride
        if self.padding in SAME:
            count = None if n is None else -(-n // stride)
            before = self._before_of_same(n)
            after = 0 if count is None or n is None else (count - 1) * stride + self.reach - before - n
        else:
            before, after = self.sides
            count = None if n is None else self._count(n, before, after)
        reads = IndexMap(1, stride, (moved(positions, -before - positions[0]),))
        return Step(count, (bordered(reads, self.padding_mode, n, (before, after)),))

    def _before_of_same(self, n: int | None) -> int:
        """Return the padding before that ``same`` makes; taps stay where they are."""
        reach, stride = self.reach, self.stride
        if self.taps is not None:
            return -self.taps[0]
        if stride == 1:
            return sides_of(self.padding, reach - 1)[0]
        if n is None:
            raise needs_size(f"where '{self.padding}' padding with stride {stride} begins", "padding")
        return sides_of(self.padding, max((-(-n // stride) - 1) * stride + reach - n, 0))[0]

    def _count(self, n: int, before: int, after: int) -> int:
        """Return the number of windows that fit a map with padding around it."""
        reach, stride = self.reach, self.stride
        room = n + before + after - reach
        count = (-(-room // stride) if self.ceil_mode else room // stride) + 1
        if self.ceil_mode and (count - 1) * stride >= n + before:
            count -= 1
        if count < 1:
            raise RfcalcError(_with_reach(n, before, after, reach), key="kernel" if self.taps is None else "taps")
        return count


@operation
class Transposed(NamedTuple):
    """A transposed convolution.

    Sizes by PyTorch (ConvTranspose2d); ``same`` hands on ``n * stride`` features, as TensorFlow and ONNX do.
    """

    kernel: int
    stride: int
    padding: Sides
    dilation: int
    output_padding: int

    def over(self, n: int | None) -> Step:
        """Return what is left of the features once the padding is cut off; nothing is an error."""
        kernel, stride, padding, dilation, output_padding = self
        reach = (kernel - 1) * dilation + 1
        before, after = sides_of(padding, max(reach - stride, 0))
        if n is None:
            count = None
        elif padding in SAME:
            count = n * stride
        else:
            count = (n - 1) * stride - before - after + reach + output_padding
            if count < 1:
                raise RfcalcError(
                    f"padding {before} + {after} leaves nothing of the {count + before + after} features "
                    f"that the map of {n} makes",
                    key="padding",
                )
        return Step(count, (transposed(kernel, stride, before, dilation),))


def sides_of(padding: Sides, total: int) -> tuple[int, int]:
    """Return what is padded or cut before and after, of a total where a word says how it is split.

    ``same`` and ``middle`` put the odd one after, ``same_lower`` before.
    """
    if not isinstance(padding, str):
        return padding
    half = total // 2
    before = {"same": half, "middle": half, "same_lower": total - half, "before": total, "after": 0}.get(padding)
    return (0, 0) if before is None else (before, total - before)  # valid


def bordered(reads: IndexMap, mode: str, n: int | None, sides: tuple[int, int], key: str = "padding") -> IndexMap:
    """Return reads whose padding holds pixels of the map; more padding than the map has pixels for is an error."""
    if mode == ZEROS:
        return reads
    most = max(sides)
    if n is not None and mode != "replicate" and most > n - (mode == "reflect"):
        least = most + (mode == "reflect")
        raise RfcalcError(
            f"{mode} padding {sides[0]} and {sides[1]} needs a map of at least {least}, not of {n}", key=key
        )
    return reads._replace(border=mode)


def _with_reach(n: int, before: int, after: int, reach: int) -> str:
    padded = f" with padding {before} + {after}" if before or after else ""
    return f"the map of {n}{padded} is too small for a kernel that reaches over {reach}"


@operation
class Pad(NamedTuple):
    """A padding layer; a negative padding cuts features off (ONNX, Pad; PyTorch, ConstantPad2d).

    Beside ``like`` its padding is a word, and what that comes to is told by `rfcalc.layers.like`.
    """

    padding: Sides
    mode: str
    like: str | None = None

    def over(self, n: int | None) -> Step:
        """Return the map with virtual features around it; nothing is an error."""
        before, after = sides_of(self.padding, 0)
        if n is not None and n + before + after < 1:
            raise RfcalcError(f"padding {before} and {after} leaves nothing of the map of {n}", key="padding")
        reads = bordered(sliding(-before, 1, 1, 1), self.mode, n, (before, after))
        return Step(None if n is None else n + before + after, (reads,))


@operation
class Crop(NamedTuple):
    """A cropping layer; beside ``like`` its crop is a word, as with `Pad`."""

    crop: Sides
    like: str | None = None

    def over(self, n: int | None) -> Step:
        """Return what is left of the map; nothing is an error."""
        before, after = sides_of(self.crop, 0)
        if n is not None and before + after >= n:
            raise RfcalcError(f"cropping {before} + {after} leaves nothing of the map of {n}", key="crop")
        return Step(None if n is None else n - before - after, (sliding(before, 1, 1, 1),))


@operation
class Slice(NamedTuple):
    """Every ``step``-th feature from ``start`` to before ``stop``, as Python, PyTorch and ONNX (Slice) mean it.

    Negative positions count from the end; what lies beyond the map is its border.
    """

    start: int
    stop: int | None
    step: int

    def over(self, n: int | None) -> Step:
        """Return what is kept of the map; nothing is an error."""
        start, stop, step = self
        if n is None:
            if start < 0:
                raise needs_size("where a slice from the end begins", "start")
            return Step(None, (sliding(start, 1, 1, step),))
        kept = range(n)[start:stop:step]
        if not kept:
            raise RfcalcError(
                f"a slice from {start} to {'the end' if stop is None else stop} leaves nothing of the map of {n}",
                key="start" if stop is None else "stop",
            )
        return Step(len(kept), (sliding(kept.start, 1, 1, step),))


@operation
class Shuffle(NamedTuple):
    """Pixel shuffle (1609.05158): feature i reads ``i // scale``."""

    scale: int

    def over(self, n: int | None) -> Step:
        """Return ``scale`` features for each."""
        scale = self.scale
        check_phases(scale)
        return Step(None if n is None else n * scale, (IndexMap(scale, 1, (range(1),) * scale),))


@operation
class Unshuffle(NamedTuple):
    """Space to depth: feature i reads ``i * scale .. (i + 1) * scale - 1``."""

    scale: int

    def over(self, n: int | None) -> Step:
        """Return one feature for each ``scale``; a map that cannot be split so is an error."""
        scale = self.scale
        if n is not None and n % scale:
            raise RfcalcError(f"the map of {n} cannot be split into blocks of {scale}", key="scale")
        return Step(None if n is None else n // scale, (sliding(0, scale, 1, scale),))


@operation
class Keep(NamedTuple):
    """A layer that treats every feature by itself."""

    def over(self, n: int | None) -> Step:
        """Return the map as it is."""
        return Step(n, (KEEP,))
