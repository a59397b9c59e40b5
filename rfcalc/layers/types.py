"""The table of layer types: a new type is one row.

Each row says what a type does to one axis, which keys it has, what it means, and what else is to be known of it.
"""

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.layers import keys, model_keys
from rfcalc.layers.rearranging import Concat, Roll, Table, Take
from rfcalc.layers.resizing import AdaptivePool, Resize
from rfcalc.layers.rules import (
    CEIL_MODE_ALONE,
    CROP_OR_LIKE,
    ONE_DIRECTION,
    OUTPUT_PADDING_SMALL,
    PAD_OR_LIKE,
    SCALE_OR_SIZE,
    TAPS_ALONE,
    Rule,
)
from rfcalc.layers.unknown import Unknown
from rfcalc.layers.whole import Attention, Gate, GridAttention, Recurrent, WholeMap, WindowAttention
from rfcalc.layers.windows import Crop, Keep, Pad, Shuffle, Slice, Transposed, Unshuffle, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.layers.keys import Key
    from rfcalc.layers.values import Operation


class LayerType(NamedTuple):
    """One type of layer."""

    operation: "Callable[..., Operation]"  # takes the values of the keys along one axis
    keys: "dict[str, Key]"
    meaning: str  # a sentence
    example: str  # a layer of the type, as a file has it
    reads: str = ""  # what feature i reads, where other words say it better than the operation's formula
    rule: Rule | None = None  # of keys that hang together
    joins: bool = False  # takes two or more inputs
    any_inputs: bool = False  # takes one or more
    broadcasts: bool = False  # a map of one feature may join larger ones
    averages: bool = False  # however many positions a feature reads, what it weighs them by adds up to 1
    keeps_image: bool = False  # what it hands on of an image is still one: a convolution behind it alone is a stem

    @property
    def formula(self) -> str:
        """Return what feature i reads."""
        from rfcalc.layers.formulas import FORMULAS

        return self.reads or FORMULAS[self.operation].reads


_CONV = LayerType(
    operation=Window,
    keys=keys.CONV,
    meaning="Convolution: feature i reads i * stride - padding + t * dilation for every tap t of the kernel.",
    example="{name: conv1, type: conv, kernel: 3, stride: 2, padding: 1}",
    rule=TAPS_ALONE,
)
_POOL = LayerType(
    operation=Window,
    keys=keys.POOL,
    meaning="Largest value of a window: reads what a convolution does.",
    example="{name: pool1, type: maxpool, kernel: 3, stride: 2, ceil_mode: true}",
    rule=CEIL_MODE_ALONE,
)
_ADAPTIVE = LayerType(
    operation=AdaptivePool,
    keys=keys.ADAPTIVE,
    meaning="Means of as many windows as output_size says.",
    reads="floor(i * n / n') ... ceil((i + 1) * n / n') - 1",
    example="{name: pool, type: adaptive_avgpool, output_size: 7}",
    averages=True,
)
_WHOLE = LayerType(
    operation=WholeMap,
    keys={},
    meaning="Mean of the whole map; one feature is left.",
    reads="the whole map, as a kernel of its size",
    example="{name: pool, type: global_avgpool}",
)
_RESIZE = LayerType(
    operation=Resize,
    keys={**keys.RESIZE, **model_keys.IN_WORDS_OF_ONNX},
    meaning="Interpolation to scale times as many features, to a size, or to that of another layer.",
    reads="floor(i / scale) for mode nearest; else the features around (i + 1/2) / scale - 1/2",
    example="{name: up1, type: upsample, scale: 2}",
    rule=SCALE_OR_SIZE,
    averages=True,
    keeps_image=True,
)
_GATE = LayerType(
    operation=Gate,
    keys=keys.GATE,
    meaning="A gate: every feature reads itself and the whole map.",
    reads="itself and the whole map; with whole: false, itself",
    example="{name: gate, type: squeeze_excite}",
)
_NORM = _GATE._replace(
    keys=keys.NORM,
    reads="itself and the whole map; with cumulative: true, 0 ... i; with whole: false, itself",
)
_JOIN = LayerType(
    operation=Keep,
    keys={},
    meaning="Sum of two or more maps: reads the same feature of each; "
    "a map of one feature is spread over a larger one.",
    reads="i in each input; 0 where an input has one feature",
    example="{name: sum, type: add, inputs: [conv1, conv2]}",
    joins=True,
    broadcasts=True,
    keeps_image=True,
)

UNCHANGING = (
    "identity", "relu", "relu6", "leaky_relu", "prelu", "elu", "selu", "celu", "gelu", "silu", "swish", "mish",
    "hardswish", "hardsigmoid", "hardtanh", "sigmoid", "logsigmoid", "tanh", "softplus", "softsign", "softmax",
    "log_softmax", "glu", "batchnorm", "layernorm", "lrn", "l2norm", "scale", "dropout", "droppath", "flatten",
    "channel_shuffle",
)  # fmt: skip
"""The types that treat every position by itself: activations, norms over channels, dropout."""

LAYER_TYPES: dict[str, LayerType] = {
    "conv": _CONV,
    "conv_transpose": LayerType(
        operation=Transposed,
        keys=keys.TRANSPOSED,
        meaning="Transposed convolution: feature i reads every q with q * stride - padding + t * dilation = i.",
        example="{name: up1, type: conv_transpose, kernel: 2, stride: 2}",
        rule=OUTPUT_PADDING_SMALL,
    ),
    "maxpool": _POOL,
    "avgpool": _POOL._replace(
        meaning="Mean of a window: reads what a convolution does.",
        example="{name: pool1, type: avgpool, kernel: 2}",
    ),
    "adaptive_avgpool": _ADAPTIVE,
    "adaptive_maxpool": _ADAPTIVE._replace(
        meaning="Largest values of as many windows as output_size says.",
        example="{name: pool, type: adaptive_maxpool, output_size: [7, 7]}",
    ),
    "global_avgpool": _WHOLE,
    "global_maxpool": _WHOLE._replace(
        meaning="Largest value of the whole map; one feature is left.",
        example="{name: pool, type: global_maxpool}",
    ),
    "linear": _WHOLE._replace(
        meaning="Fully connected: reads the whole map; one feature is left.",
        example="{name: fc, type: linear}",
    ),
    "upsample": _RESIZE,
    "resize": _RESIZE._replace(
        meaning="The same as upsample.",
        example="{name: resize, type: resize, size: [56, 56], mode: bilinear, align_corners: true}",
    ),
    "pad": LayerType(
        operation=Pad,
        keys=keys.PAD,
        meaning="Puts virtual features around the map, or cuts features off: feature i reads i - before.",
        example="{name: pad1, type: pad, padding: [[1, 0], [1, 0]]}",
        rule=PAD_OR_LIKE,
        keeps_image=True,
    ),
    "crop": LayerType(
        operation=Crop,
        keys=keys.CROP,
        meaning="Cuts features off: feature i reads i + before.",
        example="{name: crop1, type: crop, crop: 4}",
        rule=CROP_OR_LIKE,
        keeps_image=True,
    ),
    "slice": LayerType(
        operation=Slice,
        keys=keys.SLICE,
        meaning="Keeps every step-th feature from start on, up to before stop.",
        reads="start + i * step",
        example="{name: frames, type: slice, start: [1, 0], stop: [-1, 8], step: 2}",
        keeps_image=True,
    ),
    "pixel_shuffle": LayerType(
        operation=Shuffle,
        keys=keys.SHUFFLE,
        meaning="Channels become places: feature i reads i // scale.",
        example="{name: shuffle, type: pixel_shuffle, scale: 2}",
    ),
    "space_to_depth": LayerType(
        operation=Unshuffle,
        keys=keys.UNSHUFFLE,
        meaning="Places become channels: feature i reads i * scale and the scale - 1 after it.",
        example="{name: fold, type: space_to_depth, scale: 2}",
    ),
    "attention": LayerType(
        operation=Attention,
        keys=keys.ATTENTION,
        meaning="Every feature reads the whole map, or with causal: true all up to its own place.",
        reads="the whole map; with causal: true, 0 ... i",
        example="{name: attention1, type: attention, causal: true}",
    ),
    "recurrent": LayerType(
        operation=Recurrent,
        keys={**keys.RECURRENT, **model_keys.DIRECTION},
        meaning="A recurrent layer (LSTM, GRU): every feature reads all up to its own place.",
        reads="0 ... i; with bidirectional: true, the whole map; with direction: reverse, i ... n - 1",
        example="{name: lstm1, type: recurrent}",
        rule=ONE_DIRECTION,
    ),
    "window_attention": LayerType(
        operation=WindowAttention,
        keys=keys.WINDOWS,
        meaning="Every feature reads its window.",
        example="{name: attention1, type: window_attention, window: 7, shift: 3}",
    ),
    "grid_attention": LayerType(
        operation=GridAttention,
        keys=model_keys.GRID,
        meaning="Every feature reads itself and all that lie a multiple of n / grid away from it.",
        reads="i mod (n / grid) + k * n / grid, k = 0 ... grid - 1",
        example="{name: attention1, type: grid_attention, grid: 8}",
    ),
    "squeeze_excite": _GATE,
    "instancenorm": _NORM._replace(
        meaning="Norm over the map: every feature reads itself and the whole map.",
        example="{name: norm1, type: instancenorm}",
        keeps_image=True,
    ),
    "groupnorm": _NORM._replace(
        meaning="Norm over the map and some channels: every feature reads itself and the whole map.",
        example="{name: norm1, type: groupnorm}",
        keeps_image=True,
    ),
    "add": _JOIN,
    "mul": _JOIN._replace(
        meaning="Product of two or more maps: reads the same feature of each, as a sum does.",
        example="{name: product, type: mul, inputs: [conv1, gate]}",
    ),
    "concat": _JOIN._replace(
        operation=Concat,
        keys=model_keys.CONCAT,
        meaning="Two or more maps side by side, or one after another along an axis.",
        reads="i in each input; with along, i - n of the maps before in one of them",
        example="{name: cat, type: concat, inputs: [conv1, conv2]}",
        broadcasts=False,
    ),
    "roll": LayerType(
        operation=Roll,
        keys=model_keys.ROLL,
        meaning="A cyclic shift: what goes out at one end comes in at the other.",
        reads="(i - shift) mod n",
        example="{name: roll1, type: roll, shift: -3}",
    ),
    "take": LayerType(
        operation=Take,
        keys=model_keys.TAKE,
        meaning="Picks features by their indices.",
        reads="indices[i]",
        example="{name: even, type: take, indices: [0, 2, 4, 6]}",
    ),
    "index_map": LayerType(
        operation=Table,
        keys=model_keys.TABLE,
        meaning="Any other layer with one input: a table of what its features read, which begins anew, moved on.",
        reads="ranges[i mod p] + floor(i / p) * advance, p their number",
        example="{name: fold, type: index_map, size: 8, advance: 4, ranges: [[0, 3], [2, 3]]}",
    ),
    "unknown": LayerType(
        operation=Unknown,
        keys=model_keys.UNKNOWN,
        meaning="An operator of a model that reads nobody knows what: what lies behind it has no numbers.",
        reads="not known; with treat, i or the whole map",
        example="{name: boxes, type: unknown, operator: NonMaxSuppression, inputs: [conv1, conv2]}",
        any_inputs=True,
        broadcasts=True,
    ),
    **{
        name: LayerType(
            operation=Keep,
            keys={},
            meaning="Changes nothing: feature i reads feature i.",
            example=f"{{name: {name}1, type: {name}}}",
            keeps_image=True,
        )
        for name in UNCHANGING
    },
}
