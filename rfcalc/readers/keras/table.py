"""The table of Keras's layers: what each class makes of its tensors. A class that is not in it is an unknown operator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rfcalc.layers.types import UNCHANGING
from rfcalc.readers.keras import mixing, moving, windows

if TYPE_CHECKING:
    from rfcalc.readers.keras.call import Call
    from rfcalc.readers.keras.rows import Tensor

Rule = Callable[["Call"], "Tensor | tuple[Tensor, ...]"]

DIMENSIONS = (1, 2, 3)

_CONVOLUTIONS = ("Conv", "Convolution", "SeparableConv", "SeparableConvolution", "DepthwiseConv")
_POOLS = {"MaxPooling": "max", "MaxPool": "max", "AveragePooling": "avg", "AvgPool": "avg"}
_ADAPTIVE = {"AdaptiveMaxPooling": "max", "AdaptiveAveragePooling": "avg"}


def _by_dimensions() -> dict[str, Rule]:
    """Return the rules of the classes that exist for one, two and three dims."""
    rules: dict[str, Rule] = {}
    for count in DIMENSIONS:
        of_count: dict[str, Rule] = {
            **{f"{name}{count}D": partial(windows.convolution, count=count) for name in _CONVOLUTIONS},
            **{f"{name}{count}D": partial(windows.pool, count=count, kind=kind) for name, kind in _POOLS.items()},
            **{
                f"Global{name}{count}D": partial(windows.global_pool, count=count, kind=kind)
                for name, kind in _POOLS.items()
            },
            **{
                f"{name}{count}D": partial(windows.adaptive_pool, count=count, kind=kind)
                for name, kind in _ADAPTIVE.items()
            },
            f"Conv{count}DTranspose": partial(windows.transposed, count=count),
            f"Convolution{count}DTranspose": partial(windows.transposed, count=count),
            f"ZeroPadding{count}D": partial(windows.zero_padding, count=count),
            f"Cropping{count}D": partial(windows.cropping, count=count),
            f"UpSampling{count}D": partial(windows.upsampling, count=count),
        }
        rules.update(of_count)
    return rules


_EACH_BY_ITSELF = """
    Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D AlphaDropout GaussianDropout GaussianNoise
    ActivityRegularization Identity Masking Rescaling Normalization LayerScale StochasticDepth
    AugMix AutoContrast CutMix MixUp Pipeline RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter
    RandomContrast RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHeight
    RandomHue RandomInvert RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness
    RandomShear RandomTranslation RandomWidth RandomZoom
    Abs Absolute Cast Ceil Clip Cos Erf Exp Expm1 Floor Log Log10 Log1p Log2 Logical_not Negative Reciprocal
    Round Rsqrt Sign Sin Sqrt Square StopGradient Tan
    Relu Relu6 Sigmoid Tanh Silu Swish Gelu Elu Selu Celu Softplus Softsign HardSigmoid HardSilu HardTanh LeakyRelu
    LogSigmoid Mish Glu
    Softshrink HardShrink TanhShrink Threshold
""".split()
"""Layers, and operations, that read no place but a value's own; those that augment do nothing at inference."""

_JOINS = {
    **dict.fromkeys(
        ("Add", "Subtract", "Average", "Maximum", "Minimum", "Divide", "TrueDivide", "Power", "Where", "Mod"), "add"
    ),
    "Multiply": "mul",
}

_ACTIVATIONS = {
    "ReLU": "relu",
    "LeakyReLU": "leaky_relu",
    "PReLU": "prelu",
    "ELU": "elu",
    "ThresholdedReLU": "relu",
}

_REDUCTIONS = ("Mean", "Sum", "Max", "Min", "Amax", "Amin", "Var", "Std", "Prod")


def activation(call: Call) -> Tensor:
    """Return the map behind an activation, by its name; softmax reads all of the last dim."""
    named = call.settings.raw("activation", "linear")
    word = named if isinstance(named, str) else ""
    if word in {"softmax", "log_softmax"}:
        return mixing.softmax(call)
    return call.unchanged(type_name=word if word in UNCHANGING else "identity")


RULES: dict[str, Rule] = {
    **_by_dimensions(),
    **{
        name: lambda call: call.unchanged() if len(call.tensors) == 1 else moving.join(call) for name in _EACH_BY_ITSELF
    },
    **{name: partial(moving.join, type_name=type_name) for name, type_name in _JOINS.items()},
    **{
        name: lambda call, type_name=type_name: call.unchanged(type_name=type_name)
        for name, type_name in _ACTIVATIONS.items()
    },
    **dict.fromkeys(_REDUCTIONS, moving.reduction),
    **dict.fromkeys(("LSTM", "GRU", "SimpleRNN"), mixing.recurrent),
    **dict.fromkeys(("BatchNormalization", "SyncBatchNormalization"), mixing.batch_norm),
    **dict.fromkeys(("LayerNormalization", "RMSNormalization", "UnitNormalization"), mixing.layer_norm),
    **dict.fromkeys(("Attention", "AdditiveAttention"), mixing.attention),
    **dict.fromkeys(
        ("MultiHeadAttention", "GroupQueryAttention", "GroupedQueryAttention"), mixing.multi_head_attention
    ),
    "Activation": activation,
    "Bidirectional": mixing.bidirectional,
    "CenterCrop": windows.center_crop,
    "Concatenate": moving.concatenate,
    "Dense": mixing.dense,
    "EinsumDense": mixing.einsum_dense,
    "Embedding": moving.embedding,
    "ExpandDims": moving.expand,
    "Flatten": moving.flatten,
    "GroupNormalization": mixing.group_norm,
    "Permute": moving.permute,
    "RNN": mixing.recurrent_cells,
    "RandomCrop": windows.random_crop,
    "RepeatVector": moving.repeat,
    "Reshape": moving.reshape,
    "Resizing": windows.resizing,
    "Softmax": mixing.softmax,
    "Squeeze": moving.squeeze,
    "Transpose": moving.permute,
}
"""By class: what it makes. Those that wrap another layer are told in `rfcalc.readers.keras.reading`."""
