"""What each layer type reads along one axis, written straight from its definition.

Nothing here is fast and nothing is shared with the package: sizes are found by counting
windows and by scattering positions, not by closed formulas.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Value = Any
"""What a file says of a layer's key: a number, a text, or a list with an entry per axis."""

Layer = dict[str, Value]
"""One layer in file format."""


class MisfitError(Exception):
    """The sizes of a network do not fit; ``layer`` is the name of the first layer that cannot be."""

    def __init__(self, why: str, layer: str = "") -> None:
        """Keep why, and the layer's name once it is known."""
        super().__init__(f"{layer}: {why}" if layer else why)
        self.why = why
        self.layer = layer


class AxisRule(NamedTuple):
    """One layer along one axis: ``reads(i)`` are the input positions of position i, for any integer i.

    ``step`` says how the distance between neighbours changes; it is 0 where every position
    reads the same. ``itself`` is set where a position is read besides those of ``reads``,
    as another path: a product with the other axes of its own.
    """

    n: int
    reads: Callable[[int], Iterable[int]]
    step: Fraction = Fraction(1)
    itself: bool = False
    fold: Callable[[int], int] = int  # where the map has what stands at a position outside


def folding(mode: str, n: int, *most: int) -> Callable[[int], int]:
    """Return where a position outside a map of n lies inside: https://numpy.org/doc/stable/reference/generated/numpy.pad.html"""
    if mode == "zeros":
        return int
    if max(most) > {"reflect": n - 1, "circular": n, "replicate": max(most)}[mode]:
        why = f"a map of {n} has no {mode} padding of {max(most)}"
        raise MisfitError(why)
    there, far = list(range(n)), 99
    around, before = {
        "reflect": (there[:0:-1] + there + there[-2::-1], n - 1),  # d c b | a b c d | c b a
        "replicate": ([0] * far + there + [n - 1] * far, far),  # a a | a b c d | d d
        "circular": (there * 3, n),  # c d | a b c d | a b
    }[mode]
    return lambda i: around[i + before] if 0 <= i + before < len(around) else i


CHANGE_NOTHING = (
    "relu relu6 leaky_relu prelu elu selu celu gelu silu swish mish hardswish hardsigmoid hardtanh sigmoid"
    " logsigmoid tanh softplus softsign softmax log_softmax glu batchnorm layernorm lrn l2norm scale dropout"
    " droppath identity flatten channel_shuffle"
)
UNCHANGING = tuple(CHANGE_NOTHING.split())
GATES = ("squeeze_excite", "instancenorm", "groupnorm")
GLOBAL = ("global_avgpool", "global_maxpool", "linear")
POOLS = ("maxpool", "avgpool")
ADAPTIVE = ("adaptive_avgpool", "adaptive_maxpool")
RESIZES = ("upsample", "resize")
JOINS = ("add", "mul", "concat")


def along(value: Value, axis: int) -> Value:
    """Return the entry of one axis: a value that is no list holds for all axes."""
    return value[axis] if isinstance(value, list) else value


def word_along(value: Value, axis: int) -> Value:
    """Return the word that a padding says along one axis; where it says none, the whole padding."""
    entry = along(value, axis)
    return entry if isinstance(entry, str) else value


def sides(value: Value, axis: int) -> tuple[int, int]:
    """Return (before, after) along one axis of a padding or crop."""
    entry = along(value, axis)
    return (entry[0], entry[1]) if isinstance(entry, list) else (entry, entry)


def conv_or_pool(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of a window that slides over a padded map: i reads i*s - before + t*d."""
    stride = along(layer.get("stride", layer["kernel"] if layer["type"] in POOLS else 1), axis)
    taps = taps_along(layer, axis)
    extent = max(taps) - min(taps) + 1
    padding = word_along(layer.get("padding", 0), axis)
    if padding in ("same", "same_lower"):
        # https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
        total = max(extent - stride if n % stride == 0 else extent - n % stride, 0)
        before, after = total // 2, total - total // 2
        if padding == "same_lower":
            before, after = after, before
        if "taps" in layer:  # each lies where it says, relative to i * stride
            before, after = -min(taps), (ceil(Fraction(n, stride)) - 1) * stride + max(taps) + 1 - n
    elif padding == "causal":  # https://keras.io/api/layers/convolution_layers/convolution1d/: zeros before the map
        before, after = extent - 1, 0
    else:
        before, after = (0, 0) if padding == "valid" else sides(padding, axis)
    starts = []  # counted from the begin of the padding
    start = 0
    while start + extent <= before + n + after:
        starts.append(start)
        start += stride
    if layer.get("ceil_mode", False):
        # One window more where the last one leaves something over, but none may start behind the map:
        # https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
        if start - stride + extent < before + n + after:
            starts.append(start)
        if starts and starts[-1] >= before + n:
            starts.pop()
    first = min(taps)
    fold = folding(layer.get("padding_mode", "zeros"), n, before, after)
    rule = AxisRule(len(starts), lambda i: [i * stride - before + t - first for t in taps], Fraction(stride))
    return rule._replace(fold=fold)


def taps_along(layer: Layer, axis: int) -> list[int]:
    """Return the taps of a window along one axis: those of its kernel, or as it says them."""
    if "taps" not in layer:
        dilation = along(layer.get("dilation", 1), axis)
        return [t * dilation for t in range(along(layer["kernel"], axis))]
    taps: list[Value] = layer["taps"]
    return taps[axis] if isinstance(taps[0], list) else taps


def conv_transpose(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of scattering: q is added to every q*s - before + t*d."""
    kernel = along(layer["kernel"], axis)
    stride = along(layer.get("stride", 1), axis)
    dilation = along(layer.get("dilation", 1), axis)
    padding = word_along(layer.get("padding", 0), axis)
    scattered = {q * stride + t * dilation for q in range(n) for t in range(kernel)}
    length = max(scattered) + 1
    if padding in ("same", "same_lower"):
        overlap = max((kernel - 1) * dilation + 1 - stride, 0)
        before = overlap // 2 if padding == "same" else overlap - overlap // 2
        length = n * stride
    else:
        before, after = (0, 0) if padding == "valid" else sides(padding, axis)
        length = length - before - after + along(layer.get("output_padding", 0), axis)

    def reads(i: int) -> list[int]:
        touching = [i + before - t * dilation for t in range(kernel)]
        return [scaled // stride for scaled in touching if scaled % stride == 0]

    return AxisRule(length, reads, Fraction(1, stride))


def adaptive(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of an adaptive pool: i reads [floor(i*n/m), ceil((i+1)*n/m))."""
    m = along(layer["output_size"], axis)
    if m is None:
        m = n
    if m == 1:
        return whole_as_kernel(n)
    ratio = Fraction(n, m)
    return AxisRule(m, lambda i: range(floor(i * ratio), ceil((i + 1) * ratio)), ratio)


def whole_as_kernel(n: int) -> AxisRule:
    """Return the rule of a kernel of the map's size with stride 1."""
    return AxisRule(1, lambda i: range(i, i + n))


def resize(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of an interpolation, taps outside the map included.

    The formulas are those of
    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
    """
    if "scale" in layer:
        scale = Fraction(str(along(layer["scale"], axis)))
        m, step = floor(n * scale), 1 / scale
    else:
        m = along(layer["size"], axis)
        step = Fraction(n, m)
    mode = layer.get("mode", "nearest")
    corners = layer.get("align_corners", False)
    if corners:
        step = Fraction(n - 1, m - 1) if m > 1 else Fraction(0)
    if n == m == 1:
        return AxisRule(m, lambda i: [i])
    if step == 0 or n == 1:
        return AxisRule(m, lambda _: [0], Fraction(0))
    half = Fraction(1, 2)
    if mode == "nearest":
        return AxisRule(m, lambda i: [floor(i * step)], step)
    if mode == "nearest-exact":
        return AxisRule(m, lambda i: [floor((i + half) * step)], step)

    def source(i: int) -> Fraction:
        return i * step if corners else (i + half) * step - half

    def taps(i: int) -> Iterable[int]:
        left, whole = floor(source(i)), source(i).denominator == 1
        if whole:
            return [left]
        return [left - 1, left, left + 1, left + 2] if mode == "bicubic" else [left, left + 1]

    return AxisRule(m, taps, step)


def pad_or_crop(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of positions put around a map or cut from it."""
    if layer["type"] == "pad":
        before, after = sides(layer["padding"], axis)
        fold = folding(layer.get("mode", "zeros"), n, before, after)
        return AxisRule(n + before + after, lambda i: [i - before], fold=fold)
    before, after = sides(layer["crop"], axis)
    return AxisRule(n - before - after, lambda i: [i + before])


def kept(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of a slice: what Python keeps of the positions."""
    start, step = along(layer.get("start", 0), axis), along(layer.get("step", 1), axis)
    positions = list(range(n))[start : along(layer.get("stop"), axis) : step]
    if not positions:
        why = "nothing is left of the map"
        raise MisfitError(why)
    return AxisRule(len(positions), lambda i: [positions[0] + i * step], Fraction(step))


def shuffle(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of channels dealt out to positions, or positions gathered into channels."""
    scale = along(layer["scale"], axis)
    if layer["type"] == "pixel_shuffle":
        return AxisRule(n * scale, lambda i: [i // scale], Fraction(1, scale))
    if n % scale:
        why = f"{n} positions cannot be dealt into groups of {scale}"
        raise MisfitError(why)
    return AxisRule(n // scale, lambda i: range(i * scale, (i + 1) * scale), Fraction(scale))


def attention(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of a layer in which each position sees its window, or the whole map."""
    if layer["type"] == "window_attention":
        window, shift = along(layer["window"], axis), along(layer.get("shift", 0), axis)
        return AxisRule(n, lambda i: [j for j in range(i - window, i + window) if same_window(i, j, window, shift)])
    direction = along(layer.get("direction"), axis)
    if direction in ("none", "reverse"):
        return AxisRule(
            n,
            (lambda i: [i]) if direction == "none" else lambda i: range(min(i, n - 1), max(i, n - 1) + 1),
            itself=True,
        )
    return AxisRule(n, past if looks_back(layer, axis) else lambda _: range(n), itself=True)


def looks_back(layer: Layer, axis: int) -> bool:
    """Return whether a position reads those up to itself along an axis."""
    if "direction" in layer:
        return bool(along(layer["direction"], axis) == "forward")
    if layer["type"] == "recurrent":
        return not along(layer.get("bidirectional", False), axis)
    return bool(along(layer.get("causal", layer.get("cumulative", False)), axis))


def past(i: int) -> range:
    """Return all positions from the first to this one, which may be virtual."""
    return range(min(i, 0), max(i, 0) + 1)


def same_window(i: int, j: int, window: int, shift: int) -> bool:
    """Return whether two positions lie in one window; windows begin at shift + multiples of window."""
    return (i - shift) // window == (j - shift) // window


def unchanged(n: int) -> AxisRule:
    """Return the rule of a layer that treats every position by itself."""
    return AxisRule(n, lambda i: [i])


RULES: dict[str, Callable[[Layer, int, int], AxisRule]] = {
    **dict.fromkeys(UNCHANGING, lambda _layer, _axis, n: unchanged(n)),
    **dict.fromkeys(GLOBAL, lambda _layer, _axis, n: whole_as_kernel(n)),
    **dict.fromkeys(
        GATES, lambda layer, axis, n: attention(layer, axis, n) if layer.get("whole", True) else unchanged(n)
    ),
    **dict.fromkeys(("attention", "recurrent", "window_attention"), attention),
    **dict.fromkeys(RESIZES, resize),
    **dict.fromkeys(ADAPTIVE, adaptive),
    **dict.fromkeys(("pad", "crop"), pad_or_crop),
    "slice": kept,
    **dict.fromkeys(("pixel_shuffle", "space_to_depth"), shuffle),
    "conv_transpose": conv_transpose,
    **dict.fromkeys(("conv", *POOLS), conv_or_pool),
}
