"""The table of layer types: a new type is one row.

Each row tells which keys a type has and how they are read, and names the rule of `rfcalc.layers`
that says what it does to one axis.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from rfcalc import layers
from rfcalc.errors import RfcalcError
from rfcalc.readers.netfile import keys


class Key(NamedTuple):
    """One key: what its values may be, and what it is along an axis if left out."""

    kind: keys.Kind
    default: Any = None
    required: bool = False
    default_from: str = ""  # the key whose value is the default


class LayerType(NamedTuple):
    """One type of layer."""

    rule: layers.Rule
    keys: dict[str, Key]
    joins: bool = False  # takes two or more inputs
    broadcasts: bool = False  # a map of one feature may join larger ones
    check: Callable[[dict[str, tuple[Any, ...]]], None] | None = None  # of keys that hang together
    together: tuple[keys.Allowed, ...] = ()  # the same said for the schema


def _never_both(values: dict[str, keys.Allowed]) -> keys.Allowed:
    return {"not": {"required": [*values], "properties": values}}


def _check_pool(values: dict[str, tuple[Any, ...]]) -> None:
    if values["ceil_mode"][0] and isinstance(values["padding"][0], str):
        raise RfcalcError(
            f"ceil_mode does not go with '{values['padding'][0]}' padding",
            allowed="give one of them",
            key="ceil_mode",
        )


_CEIL_MODE_ALONE = _never_both({"ceil_mode": {"const": True}, "padding": {"enum": [*keys.PADDING_WORDS]}})


def _check_transpose(values: dict[str, tuple[Any, ...]]) -> None:
    if any(values["output_padding"]) and values["padding"][0] in {"same", "same_lower"}:
        raise RfcalcError(
            f"output_padding does not go with '{values['padding'][0]}' padding",
            allowed="give one of them",
            key="output_padding",
        )


_ABOVE_ZERO = {"type": "integer", "minimum": 1}
_OUTPUT_PADDING_ALONE = _never_both(
    {
        "output_padding": {"anyOf": [_ABOVE_ZERO, {"type": "array", "contains": _ABOVE_ZERO}]},
        "padding": {"enum": ["same", "same_lower"]},
    }
)


def _check_resize(values: dict[str, tuple[Any, ...]]) -> None:
    if (values["scale"][0] is None) == (values["size"][0] is None):
        raise RfcalcError(
            f"{'neither' if values['scale'][0] is None else 'both'} of 'scale' and 'size' given",
            allowed="give one of them",
        )
    if values["align_corners"][0] and values["mode"][0].startswith("nearest"):
        raise RfcalcError(
            f"align_corners does not go with mode {values['mode'][0]}",
            allowed="allowed with: bilinear, bicubic",
            key="align_corners",
        )


_EITHER_SCALE_OR_SIZE = {"oneOf": [{"required": ["scale"]}, {"required": ["size"]}]}
_CORNERS_BETWEEN_PIXELS = {
    "if": {"required": ["align_corners"], "properties": {"align_corners": {"const": True}}},
    "then": {"required": ["mode"], "properties": {"mode": {"not": {"enum": ["nearest", "nearest-exact"]}}}},
}

_KERNEL = Key(keys.COUNTS, required=True)
_ONE = Key(keys.COUNTS, default=1)
_PADDING = Key(keys.PADDINGS, default=(0, 0))

_CONV = {"kernel": _KERNEL, "stride": _ONE, "padding": _PADDING, "dilation": _ONE}
_POOL = {
    **_CONV,
    "stride": Key(keys.COUNTS, default_from="kernel"),
    "ceil_mode": Key(keys.FLAGS, default=False),
}
_RESIZE = {
    "scale": Key(keys.SCALES),
    "size": Key(keys.COUNTS),
    "mode": Key(keys.MODES, default="nearest"),
    "align_corners": Key(keys.FLAGS, default=False),
}
_SCALE = {"scale": Key(keys.COUNTS, required=True)}
_WHOLE = {"whole": Key(keys.FLAGS, default=True)}

_CONVOLUTION = LayerType(layers.slide, _CONV)
_POOLING = LayerType(layers.slide, _POOL, check=_check_pool, together=(_CEIL_MODE_ALONE,))
_ADAPTIVE = LayerType(layers.pool_to, {"output_size": Key(keys.SIZES, required=True)})
_GATHER = LayerType(layers.gather, {})
_RESIZING = LayerType(
    layers.resize, _RESIZE, check=_check_resize, together=(_EITHER_SCALE_OR_SIZE, _CORNERS_BETWEEN_PIXELS)
)
_GATE = LayerType(layers.gate, _WHOLE)
_JOIN = LayerType(layers.keep, {}, joins=True, broadcasts=True)
_KEEP = LayerType(layers.keep, {})

UNCHANGING = (
    "identity", "relu", "relu6", "leaky_relu", "prelu", "elu", "selu", "celu", "gelu", "silu", "swish", "mish",
    "hardswish", "hardsigmoid", "hardtanh", "sigmoid", "logsigmoid", "tanh", "softplus", "softsign", "softmax",
    "log_softmax", "glu", "batchnorm", "layernorm", "lrn", "l2norm", "scale", "dropout", "droppath", "flatten",
    "channel_shuffle",
)  # fmt: skip
"""The types that treat every position by itself: activations, norms over channels, dropout."""

LAYER_TYPES: dict[str, LayerType] = {
    "conv": _CONVOLUTION,
    "conv_transpose": LayerType(
        layers.transpose,
        {**_CONV, "output_padding": Key(keys.NATURALS, default=0)},
        check=_check_transpose,
        together=(_OUTPUT_PADDING_ALONE,),
    ),
    "maxpool": _POOLING,
    "avgpool": _POOLING,
    "adaptive_avgpool": _ADAPTIVE,
    "adaptive_maxpool": _ADAPTIVE,
    "global_avgpool": _GATHER,
    "global_maxpool": _GATHER,
    "linear": _GATHER,
    "upsample": _RESIZING,
    "resize": _RESIZING,
    "pad": LayerType(layers.pad, {"padding": Key(keys.PAIRS, required=True)}),
    "crop": LayerType(layers.crop, {"crop": Key(keys.PAIRS, required=True)}),
    "pixel_shuffle": LayerType(layers.shuffle, _SCALE),
    "space_to_depth": LayerType(layers.unshuffle, _SCALE),
    "attention": LayerType(layers.attend, {}),
    "window_attention": LayerType(
        layers.attend_window,
        {"window": Key(keys.COUNTS, required=True), "shift": Key(keys.NATURALS, default=0)},
    ),
    "squeeze_excite": _GATE,
    "instancenorm": _GATE,
    "groupnorm": _GATE,
    "add": _JOIN,
    "mul": _JOIN,
    "concat": LayerType(layers.keep, {}, joins=True),
    **dict.fromkeys(UNCHANGING, _KEEP),
}

OTHER_NAMES = {
    "conv1d": "conv", "conv2d": "conv", "conv3d": "conv", "convolution": "conv", "depthwise": "conv",
    "depthwise_conv": "conv", "convtranspose": "conv_transpose", "convtranspose1d": "conv_transpose",
    "convtranspose2d": "conv_transpose", "convtranspose3d": "conv_transpose", "deconv": "conv_transpose",
    "deconvolution": "conv_transpose", "transposed_conv": "conv_transpose", "conv2dtranspose": "conv_transpose",
    "pool": "maxpool", "pooling": "maxpool", "max_pool": "maxpool", "maxpool1d": "maxpool", "maxpool2d": "maxpool",
    "maxpool3d": "maxpool", "maxpooling2d": "maxpool", "avg_pool": "avgpool", "avgpool1d": "avgpool",
    "avgpool2d": "avgpool", "avgpool3d": "avgpool", "averagepool": "avgpool", "meanpool": "avgpool",
    "adaptiveavgpool2d": "adaptive_avgpool", "adaptivemaxpool2d": "adaptive_maxpool", "gap": "global_avgpool",
    "globalaveragepool": "global_avgpool", "global_pool": "global_avgpool", "fc": "linear", "dense": "linear",
    "fully_connected": "linear", "interpolate": "resize", "unpool": "upsample", "zeropad2d": "pad",
    "padding": "pad", "cropping2d": "crop", "pixelshuffle": "pixel_shuffle", "depth_to_space": "pixel_shuffle",
    "pixelunshuffle": "space_to_depth", "pixel_unshuffle": "space_to_depth", "self_attention": "attention",
    "multihead_attention": "attention", "se": "squeeze_excite", "bn": "batchnorm", "batchnorm2d": "batchnorm",
    "batch_norm": "batchnorm", "sum": "add", "plus": "add", "multiply": "mul", "cat": "concat",
    "concatenate": "concat", "route": "concat", "shortcut": "add",
}  # fmt: skip
"""What other tools call our types: suggested, never accepted, so that a file has one way to say a thing."""
