"""What each type of layer does to one axis: how many features it hands on and which it reads.

A rule takes the layer's settings along one axis and the number ``n`` of features of its input
(``None``: not known) and returns a `Step`. It raises `RfcalcError` where they do not fit.
"""

from __future__ import annotations

from math import gcd
from typing import Callable, NamedTuple, Tuple, Union

from rfcalc.axis import KEEP, FIRST, Reads, check_phases, sliding, transposed
from rfcalc.errors import RfcalcError

Sides = Union[str, Tuple[int, int]]
"""``(before, after)``, or ``same``, ``same_lower``, ``valid``."""

Ratio = Tuple[int, int]
"""``(numerator, denominator)``."""


class Sliding(NamedTuple):
    """Settings of a convolution or pool."""

    kernel: int
    stride: int
    padding: Sides
    dilation: int
    ceil_mode: bool = False


class Transposed(NamedTuple):
    """Settings of a transposed convolution."""

    kernel: int
    stride: int
    padding: Sides
    dilation: int
    output_padding: int


class Resizing(NamedTuple):
    """Settings of an upsampling or resizing; exactly one of ``scale`` and ``size`` is given."""

    scale: Ratio | None
    size: int | None
    mode: str
    align_corners: bool


class Adaptive(NamedTuple):
    """Settings of an adaptive pool; ``None`` keeps the size."""

    output_size: int | None


class Padded(NamedTuple):
    """Settings of a padding: features added before and after."""

    padding: tuple[int, int]


class Cropped(NamedTuple):
    """Settings of a cropping: features taken away before and after."""

    crop: tuple[int, int]


class Shuffled(NamedTuple):
    """Settings of pixel_shuffle and space_to_depth."""

    scale: int


class Windowed(NamedTuple):
    """Settings of window attention."""

    window: int
    shift: int


class Gate(NamedTuple):
    """Settings of a layer that weighs features by what it finds in the whole map."""

    whole: bool


class Plain(NamedTuple):
    """Settings of a layer that has none."""


class Step(NamedTuple):
    """What a layer does along one axis."""

    n: int | None
    reads: tuple[Reads, ...]  # their union
    whole: bool = False  # it reads the whole map
    unbounded: bool = False  # and how large that is, is not known


Settings = Union[
    Sliding, Transposed, Resizing, Adaptive, Padded, Cropped, Shuffled, Windowed, Gate, Plain
]
Rule = Callable[..., Step]


def _sides(padding: Sides, total: int) -> tuple[int, int]:
    """Return padding before and after; ``same`` puts the odd one after, ``same_lower`` before."""
    if padding == "same":
        return total // 2, total - total // 2
    if padding == "same_lower":
        return total - total // 2, total // 2
    if isinstance(padding, str):  # valid
        return 0, 0
    return padding


def _with_reach(n: int, before: int, after: int, reach: int) -> str:
    padded = f" with padding {before} + {after}" if before or after else ""
    return f"the map of {n}{padded} is too small for a kernel that reaches over {reach}"


def slide(settings: Sliding, n: int | None) -> Step:
    """Return the step of a convolution or pool.

    Sizes by PyTorch (Conv2d, MaxPool2d: with ``ceil_mode`` a last window may hang over, but not
    begin past the input and its padding before). ``same`` by TensorFlow ("Neural network operations:
    padding") and ONNX (``SAME_UPPER``, ``SAME_LOWER``): ``ceil(n / stride)`` features, and the padding
    that takes, which depends on ``n`` unless the stride is 1.
    """
    kernel, stride, padding, dilation, ceil_mode = settings
    reach = (kernel - 1) * dilation + 1
    if padding == "same" or padding == "same_lower":
        if stride == 1:
            total = reach - 1
        elif n is None:
            raise RfcalcError(
                f"where '{padding}' padding with stride {stride} begins depends on the input size",
                allowed="give the size as 'input' in the file or with --input",
                key="padding",
            )
        else:
            total = max((-(-n // stride) - 1) * stride + reach - n, 0)
        before, after = _sides(padding, total)
        count = None if n is None else -(-n // stride)
    else:
        before, after = _sides(padding, 0)
        if n is None:
            count = None
        else:
            room = n + before + after - reach
            count = (-(-room // stride) if ceil_mode else room // stride) + 1
            if ceil_mode and (count - 1) * stride >= n + before:
                count -= 1
            if count < 1:
                raise RfcalcError(_with_reach(n, before, after, reach), key="kernel")
    return Step(count, (sliding(-before, kernel, dilation, stride),))


def transpose(settings: Transposed, n: int | None) -> Step:
    """Return the step of a transposed convolution.

    Sizes by PyTorch (ConvTranspose2d); ``same`` hands on ``n * stride`` features, as TensorFlow and ONNX do.
    """
    kernel, stride, padding, dilation, output_padding = settings
    reach = (kernel - 1) * dilation + 1
    same = padding in {"same", "same_lower"}
    before, after = _sides(padding, max(reach - stride, 0))
    if n is None:
        count = None
    elif same:
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


def _whole_map(n: int | None) -> Step:
    """Return the step of a layer that makes one feature of the whole map: a kernel of the map's size."""
    if n is None:
        return Step(1, (KEEP,), whole=True, unbounded=True)
    return Step(1, (sliding(0, n, 1, 1),), whole=True)


def gather(_: Plain, n: int | None) -> Step:
    """Return the step of global pooling and of a linear layer."""
    return _whole_map(n)


def attend(_: Plain, n: int | None) -> Step:
    """Return the step of global attention: every feature reads itself and the whole map."""
    if n is None:
        return Step(None, (KEEP,), whole=True, unbounded=True)
    return Step(n, (KEEP, Reads(1, 0, (range(n),))), whole=True)


def gate(settings: Gate, n: int | None) -> Step:
    """Return the step of a squeeze-excite gate or a norm whose statistics are the whole map's."""
    return attend(Plain(), n) if settings.whole else Step(n, (KEEP,))


def attend_window(settings: Windowed, n: int | None) -> Step:
    """Return the step of attention within windows, of which one begins at ``shift`` (Swin: 2103.14030, 3.2).

    A cyclic shift with a mask, as Swin computes it, sees the same: the windows cut by the border.
    """
    window, shift = settings
    check_phases(window)
    firsts = [(i - shift) // window * window + shift for i in range(window)]
    return Step(n, (Reads(window, window, tuple([range(f, f + window) for f in firsts])),))


def pool_to(settings: Adaptive, n: int | None) -> Step:
    """Return the step of an adaptive pool: feature i of m reads ``floor(i n / m) .. ceil((i + 1) n / m) - 1``.

    PyTorch, AdaptiveAvgPool2d. One feature is a kernel of the map's size, like global pooling.
    """
    m = settings.output_size
    if m is None:
        return Step(n, (KEEP,))
    if m == 1:
        return _whole_map(n)
    if n is None:
        raise _needs_size("an adaptive pool", "output_size")
    period, advance = m // gcd(n, m), n // gcd(n, m)
    check_phases(period)
    ranges = [range(i * advance // period, -(-(i + 1) * advance // period)) for i in range(period)]
    return Step(m, (Reads(period, advance, tuple(ranges)),))


def _needs_size(what: str, key: str) -> RfcalcError:
    return RfcalcError(
        f"what {what} reads depends on the input size",
        allowed="give the size as 'input' in the file or with --input",
        key=key,
    )


def resize(settings: Resizing, n: int | None) -> Step:
    """Return the step of an upsampling or resizing.

    Where feature i lies in the input, by PyTorch (``interpolate``) and ONNX (``Resize``): with ``r`` input
    features per output feature, ``floor(i r)`` for nearest, ``floor((i + 1/2) r)`` for nearest-exact,
    ``(i + 1/2) r - 1/2`` for the others, ``i (n - 1) / (m - 1)`` where corners are aligned.
    """
    scale, size, mode, align_corners = settings
    key = "size" if scale is None else "scale"
    if n is None and (scale is None or align_corners):
        what = "a resizing to a given size" if scale is None else "aligning corners"
        raise _needs_size(what, key if scale is None else "align_corners")
    if scale is None:
        m = size
    else:
        m = None if n is None else n * scale[0] // scale[1]
        if m == 0:
            raise RfcalcError(f"nothing is left of the map of {n}", key=key)
    if align_corners and n is not None and m is not None:
        numerator, denominator = (n - 1, m - 1) if m > 1 else (0, 1)
    elif scale is not None:
        numerator, denominator = scale[1], scale[0]
    elif n is not None and m is not None:
        numerator, denominator = (n, m) if n > 1 else (0, 1)
    else:  # pragma: no cover - refused above
        raise AssertionError
    divisor = gcd(numerator, denominator)
    advance, period = numerator // divisor, denominator // divisor
    check_phases(period)
    ranges = [_taps(i, advance, period, mode, align_corners=align_corners) for i in range(period)]
    reads = FIRST if advance == 0 else Reads(period, advance, tuple(ranges))
    return Step(m, (reads,))


def _taps(i: int, advance: int, period: int, mode: str, *, align_corners: bool) -> range:
    """Return the input features that output feature ``i`` weighs, those with weight 0 left out."""
    if mode == "nearest":
        place, rest = i * advance // period, 0
    elif mode == "nearest-exact":
        place, rest = (2 * i + 1) * advance // (2 * period), 0
    elif align_corners:
        place, rest = divmod(i * advance, period)
    else:
        place, rest = divmod((2 * i + 1) * advance - period, 2 * period)
    if not rest:
        return range(place, place + 1)
    return range(place - 1, place + 3) if mode == "bicubic" else range(place, place + 2)


def pad(settings: Padded, n: int | None) -> Step:
    """Return the step of a padding layer."""
    before, after = settings.padding
    return Step(None if n is None else n + before + after, (sliding(-before, 1, 1, 1),))


def crop(settings: Cropped, n: int | None) -> Step:
    """Return the step of a cropping layer."""
    before, after = settings.crop
    if n is not None and before + after >= n:
        raise RfcalcError(f"cropping {before} + {after} leaves nothing of the map of {n}", key="crop")
    return Step(None if n is None else n - before - after, (sliding(before, 1, 1, 1),))


def shuffle(settings: Shuffled, n: int | None) -> Step:
    """Return the step of pixel shuffle (1609.05158): feature i reads ``i // scale``."""
    scale = settings.scale
    check_phases(scale)
    return Step(None if n is None else n * scale, (Reads(scale, 1, (range(1),) * scale),))


def unshuffle(settings: Shuffled, n: int | None) -> Step:
    """Return the step of space to depth: feature i reads ``i * scale .. (i + 1) * scale - 1``."""
    scale = settings.scale
    if n is not None and n % scale:
        raise RfcalcError(f"the map of {n} cannot be split into blocks of {scale}", key="scale")
    return Step(None if n is None else n // scale, (sliding(0, scale, 1, scale),))


def keep(_: Plain, n: int | None) -> Step:
    """Return the step of a layer that treats every feature by itself."""
    return Step(n, (KEEP,))
