"""The table of Keras's layers: what each class makes of its tensors. Any other class is an unknown operator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rfcalc.readers.keras import mixing, moving, windows
from rfcalc.readers.keras.call import inner_layer
from rfcalc.readers.moves.mixing import known
from rfcalc.readers.moves.tensor import Tensor
from rfcalc.readers.moves.unchanging import IDENTITY, type_of_unchanging
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from rfcalc.readers.keras.call import Call
    from rfcalc.readers.keras.settings import Settings
    from rfcalc.readers.moves.digits import Dim

Rule = Callable[["Call"], "Tensor | tuple[Tensor, ...]"]

MOST_AXES = 3


def _each_by_itself(call: Call) -> Tensor:
    """Return the map of a layer that treats every value by itself; with several tensors, the same value of each."""
    return moving.join(call)


def _activation(call: Call) -> Tensor:
    """Return the map behind an activation; softmax reads all of the last dim."""
    named = call.settings.raw("activation", "linear")  # of one's own: a record
    return mixing.softmax(call) if named in ("softmax", "log_softmax") else call.tensor


def _wrapped(call: Call) -> Tensor | tuple[Tensor, ...]:
    """Return what a wrapped layer makes: the wrapper changes its weights alone."""
    return rule_of(_inner(call))(_inner(call))


def _time_distributed(call: Call) -> Tensor | tuple[Tensor, ...]:
    """Return what a layer makes of each step of time, the second dim; it does not see that dim, nor mix it."""
    if len(call.places) <= 1:
        raise Unread("its tensor has no dim of time")
    batch, time, *dims = call.places
    inner = _inner(call)
    if inner.class_name[-2:-1].isdigit() and len(dims) <= MOST_AXES:  # of a Conv2D; time is an axis, too
        first = inner.given(call.tensor._replace(places=(batch, *dims)))
        call.drawing.slides(call.tensor, [1, *[at + 1 for at in first.dims(int(inner.class_name[-2]))]])
    each = inner.given(call.tensor._replace(places=(batch, *dims), cut=None))
    made = rule_of(each)(each)
    call.drawing.slides(call.tensor, [1])  # unless a window within was the first
    tensors = (made,) if isinstance(made, Tensor) else made
    return tuple([_with_time(tensor, time) for tensor in tensors])


def _with_time(tensor: Tensor, time: Dim) -> Tensor:
    batch, *dims = known(tensor)
    return tensor._replace(places=(batch, time, *dims), cut=None)


def _inner(call: Call) -> Call:
    return call.of(*inner_layer(call.settings, "layer"))


_COUNTS = (1, 2, 3)
_CONVOLUTIONS = ("Conv", "Convolution", "SeparableConv", "SeparableConvolution", "DepthwiseConv")
_POOLS = {"MaxPooling": "max", "MaxPool": "max", "AveragePooling": "avg", "AvgPool": "avg"}


def _along(count: int) -> dict[str, Rule]:
    """Return the rules of the classes that exist for one, two and three dims."""
    rules: dict[str, Rule] = {name: partial(windows.convolution, count=count) for name in _CONVOLUTIONS}
    for name, kind in _POOLS.items():
        rules[name] = partial(windows.pool, count=count, kind=kind)
        rules[f"Global{name}"] = partial(windows.global_pool, count=count, kind=kind)
    rules["AdaptiveMaxPooling"] = partial(windows.adaptive_pool, count=count, kind="max")
    rules["AdaptiveAveragePooling"] = partial(windows.adaptive_pool, count=count, kind="avg")
    rules["ZeroPadding"] = partial(windows.zero_padding, count=count)
    rules["Cropping"] = partial(windows.cropping, count=count)
    rules["UpSampling"] = partial(windows.upsampling, count=count)
    transposed = dict.fromkeys(
        (f"Conv{count}DTranspose", f"Convolution{count}DTranspose"), partial(windows.transposed, count=count)
    )
    return {**{f"{name}{count}D": rule for name, rule in rules.items()}, **transposed}


_EACH_BY_ITSELF = """
    Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D AlphaDropout GaussianDropout GaussianNoise
    ActivityRegularization Identity Masking Rescaling Normalization LayerScale StochasticDepth
    BatchNormalization SyncBatchNormalization ReLU LeakyReLU PReLU ELU ThresholdedReLU
    AugMix AutoContrast CutMix MixUp Pipeline RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter
    RandomContrast RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHeight
    RandomHue RandomInvert RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness
    RandomShear RandomTranslation RandomWidth RandomZoom
    Abs Absolute Cast Ceil Clip Cos Erf Exp Expm1 Floor Log Log10 Log1p Log2 Negative Reciprocal Round Rsqrt Sign Sin
    Sqrt Square StopGradient Tan
    Relu Relu6 Sigmoid Tanh Silu Swish Gelu Elu Selu Celu Softplus Softsign HardSigmoid HardSilu HardTanh LeakyRelu
    LogSigmoid Mish Glu SoftShrink HardShrink TanhShrink Threshold
"""
"""Layers, and operations, that read no place but a value's own; those that augment do nothing at inference."""

_SUMS = (
    *("Add", "Subtract", "Average", "Maximum", "Minimum", "Divide", "TrueDivide", "FloorDivide", "Power", "Mod"),
    *("CustomScaleLayer", "Where", "Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual"),
)

RULES: dict[str, Rule] = {
    **{name: rule for count in _COUNTS for name, rule in _along(count).items()},
    **dict.fromkeys(_EACH_BY_ITSELF.split(), _each_by_itself),
    **dict.fromkeys(_SUMS, moving.join),
    **dict.fromkeys(("Mean", "Sum", "Max", "Min", "Amax", "Amin", "Var", "Std", "Prod"), mixing.reduction),
    **dict.fromkeys(mixing.RECURRENT, mixing.recurrent_layer),
    **dict.fromkeys(("LayerNormalization", "RMSNormalization", "UnitNormalization"), mixing.norm),
    **dict.fromkeys(("Attention", "AdditiveAttention"), mixing.attention),
    **dict.fromkeys(("MultiHeadAttention", "GroupQueryAttention"), mixing.multi_head_attention),
    "Activation": _activation,
    "Bidirectional": mixing.bidirectional,
    "CenterCrop": windows.center_crop,
    "Concatenate": moving.concatenate,
    "Dense": mixing.dense,
    "EinsumDense": mixing.einsum_dense,
    "Embedding": moving.embedding,
    "ExpandDims": moving.expand,
    "Flatten": moving.flatten,
    "GroupNormalization": mixing.group_norm,
    "Multiply": partial(moving.join, type_name="mul"),
    "Permute": moving.permute,
    "RNN": mixing.recurrent_cells,
    "RandomCrop": windows.random_crop,
    "RepeatVector": moving.repeat,
    "Reshape": moving.reshape,
    "Resizing": windows.resizing,
    "Softmax": mixing.softmax,
    "SpectralNormalization": _wrapped,
    "Squeeze": moving.squeeze,
    "TimeDistributed": _time_distributed,
    "Transpose": moving.permute,
}
"""By class: what it makes."""

_FUNCTIONS: dict[str, Rule] = {
    **dict.fromkeys(
        ("add", "sub", "subtract", "maximum", "minimum", "divide", "truediv", "pow", "square"), moving.join
    ),
    **dict.fromkeys(
        ("relu", "relu6", "sigmoid", "tanh", "softplus", "exp", "sqrt", "cast", "silu", "gelu", "clip_by_value"),
        _each_by_itself,
    ),
    **dict.fromkeys(("multiply", "mul"), partial(moving.join, type_name="mul")),
}
"""By the last word of a function of TensorFlow that Keras 2 wraps (`TFOpLambda`): what it makes."""

UNCHANGING = frozenset({*_EACH_BY_ITSELF.split(), *_SUMS, "Activation", "Flatten", "Multiply", "Permute", "Reshape"})
"""The classes that read no place but a value's own, or none at all."""


def rule_of(call: Call) -> Rule:
    """Return what the class of a call makes. Raises `Unread` where that is not known."""
    if call.class_name == "TFOpLambda":
        found = _FUNCTIONS.get(call.settings.text("function").rpartition(".")[2].strip("_"))
    else:
        found = RULES.get(call.class_name)
    if found is None:
        raise Unread("where it looks is not known, or depends on values")
    return found


_TYPES = {
    "BatchNormalization": "batchnorm", "LayerNormalization": "layernorm", "RMSNormalization": "layernorm",
    "ReLU": "relu", "Relu": "relu", "LeakyReLU": "leaky_relu", "PReLU": "prelu", "ELU": "elu", "Softmax": "softmax",
    "Dropout": "dropout", "Flatten": "flatten",
}  # fmt: skip


def type_of(class_name: str, settings: Settings) -> str:
    """Return the type of a layer that changes nothing."""
    if class_name == "Activation":
        return type_of_unchanging(str(settings.raw("activation", IDENTITY)))
    return _TYPES.get(class_name, IDENTITY)
