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
    if "coordinates" in layer:
        return resized_in_words(layer, axis, n, m)
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


def resized_in_words(layer: Layer, axis: int, n: int, m: int) -> AxisRule:
    """Return the rule of a Resize as https://onnx.ai/onnx/operators/onnx__Resize.html writes it, term by term."""
    scale = Fraction(str(along(layer["scale"], axis))) if "scale" in layer else Fraction(m, n)
    half = Fraction(1, 2)
    if n == m == 1:
        return AxisRule(m, lambda i: [i])
    words = layer["coordinates"]
    constant = n == 1 or (m == 1 and words in ("align_corners", "pytorch_half_pixel"))
    if constant:
        return AxisRule(m, lambda _: [0], Fraction(0))

    def x_original(x_resized: int) -> Fraction:
        if words == "half_pixel_symmetric":
            adjustment = m / (scale * n)
            offset = Fraction(n, 2) * (1 - adjustment)
            return offset + (x_resized + half) / scale - half
        if words == "align_corners":
            return x_resized * Fraction(n - 1, m - 1)
        return x_resized / scale if words == "asymmetric" else (x_resized + half) / scale - half

    def nearest(x: Fraction) -> int:
        if layer["rounding"] == "round_prefer_floor":
            return ceil(x - half)
        if layer["rounding"] == "round_prefer_ceil":
            return floor(x + half)
        return floor(x) if layer["rounding"] == "floor" else ceil(x)

    def taps(i: int) -> Iterable[int]:
        x = x_original(i)
        if layer.get("mode", "nearest") == "nearest":
            return [nearest(x)]
        around = range(floor(x) - 1, floor(x) + 3) if layer["mode"] == "bicubic" else range(floor(x), floor(x) + 2)
        return [floor(x)] if x.denominator == 1 else around

    return AxisRule(m, taps, x_original(1) - x_original(0), fold=lambda i: min(max(i, 0), n - 1))


def rolled(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of a cyclic shift, whose box goes the shorter way round."""
    shift = along(layer["shift"], axis)
    ways = sorted((way for way in range(-n, n + 1) if (way - shift) % n == 0), key=lambda way: (abs(way), way * shift < 0))
    return AxisRule(n, lambda i: [i - ways[0]], fold=lambda i: i % n)


def on_grid(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of attention among the positions that lie n / grid apart."""
    grid = along(layer["grid"], axis)
    if n % grid:
        why = f"{n} positions have no grid of {grid}"
        raise MisfitError(why)
    if grid == 1:  # each position is alone, virtual ones too
        return unchanged(n)._replace(itself=True)
    return AxisRule(n, lambda i: [j for j in range(n) if (j - i) % (n // grid) == 0], itself=True)


def taken(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of picked positions; beyond the list it goes on as it does within, or else begins anew."""
    indices: list[Value] = layer["indices"]
    if any(entry is None or isinstance(entry, list) for entry in indices):
        indices = indices[axis]
        if indices is None:
            return unchanged(n)
    if not all(-n <= at < n for at in indices):
        why = f"{n} positions have no {indices}"
        raise MisfitError(why)
    picked = list(range(n))
    table, m = [picked[at] for at in indices], len(indices)
    for period in range(1, m // 2 + 1):
        ahead = {after - before for before, after in zip(table, table[period:])}
        if len(ahead) == 1 and (min(ahead) > 0 or (ahead == {0} and period == 1)):
            return AxisRule(m, lambda i: [table[i % period] + i // period * min(ahead)], Fraction(min(ahead), period))
    if m == 1:
        return AxisRule(1, lambda i: [table[0] + i])
    return AxisRule(m, lambda i: [table[i % m] + i // m * n], Fraction(n, m))


def tabled(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of a table."""
    size, advance = along(layer["size"], axis), along(layer.get("advance", 1), axis)
    ranges: list[Value] = layer["ranges"]
    if any(isinstance(item, list) for entry in ranges for item in entry):
        ranges = ranges[axis]

    def reads(i: int) -> list[int]:
        first, count, step, *_ = *ranges[i % len(ranges)], 1, 1
        return [first + i // len(ranges) * advance + t * step for t in range(count)]

    m = n if size is None else size
    read = [at for i in range(m) for at in reads(i)] or [0]
    fold = folding(layer.get("mode", "zeros"), n, -min(*read, 0), max(*read, n - 1) - n + 1)
    return AxisRule(m, reads, Fraction(advance, len(ranges)), fold=fold)


def treated(layer: Layer, n: int) -> AxisRule:
    """Return the rule of an operator of which nothing is known, as it is treated."""
    return AxisRule(n, lambda _: range(n), itself=True) if layer["treat"] == "whole" else unchanged(n)


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
    return AxisRule(n, past if looks_back(layer, axis) else lambda _: range(n), itself=True)


def looks_back(layer: Layer, axis: int) -> bool:
    """Return whether a position reads those up to itself along an axis."""
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
    "roll": rolled,
    "grid_attention": on_grid,
    "take": taken,
    "index_map": tabled,
    "unknown": lambda layer, _axis, n: treated(layer, n),
}


def axis_rule(layer: Layer, axis: int, n: int) -> AxisRule:
    """Return the rule of any layer with one input map of n positions along an axis."""
    rule = RULES[layer["type"]](layer, axis, n)
    if rule.n < 1:
        why = "nothing is left of the map"
        raise MisfitError(why)
    return rule
