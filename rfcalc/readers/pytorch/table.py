"""The table of PyTorch's operations, by their names in ATen: what each makes of its tensors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rfcalc.readers.moves.joining import joined
from rfcalc.readers.moves.tensor import Tensor, constant
from rfcalc.readers.moves.unchanging import IDENTITY, type_of_unchanging
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.pytorch import mixing, shaping, windows
from rfcalc.readers.pytorch.recording import CIRCULAR, RECURRENT

if TYPE_CHECKING:
    from rfcalc.readers.pytorch.call import Call

Rule = Callable[["Call"], "Tensor | tuple[Tensor, ...]"]


def _each_by_itself(call: Call) -> tuple[Tensor, ...]:
    """Return the map of an operation that reads no place but a value's own, of each of its tensors."""
    found = joined(call.drawing, call.tensors, "add")
    return (found,) * max(1, len(call.shapes))


def _product(call: Call) -> Tensor:
    return joined(call.drawing, call.tensors, "mul")


def _overwritten(call: Call) -> Tensor:
    """Return the values that another tensor is overwritten by, whatever they were before."""
    return call.tensor(1, "src")


def _constant(call: Call) -> Tensor:
    """Return values that have nothing of a tensor but its shape."""
    return constant(call.shapes[0])


def _same_memory(call: Call) -> Tensor:
    """Return the values as they lie elsewhere in memory. Raises `Unread` where they have another shape."""
    if call.tensor().shape != call.shapes[0]:
        raise Unread("it takes the memory of a tensor for one of another shape")
    return call.tensor()


_COUNTS = (1, 2, 3)

_INTERPOLATIONS = {
    "upsample_nearest1d": (1, "nearest"), "upsample_nearest2d": (2, "nearest"), "upsample_nearest3d": (3, "nearest"),
    "_upsample_nearest_exact1d": (1, "nearest-exact"), "_upsample_nearest_exact2d": (2, "nearest-exact"),
    "_upsample_nearest_exact3d": (3, "nearest-exact"), "upsample_linear1d": (1, "bilinear"),
    "upsample_bilinear2d": (2, "bilinear"), "upsample_trilinear3d": (3, "bilinear"),
    "upsample_bicubic2d": (2, "bicubic"),
}  # fmt: skip

_EACH_BY_ITSELF = """
    relu relu6 hardtanh hardswish hardsigmoid leaky_relu elu celu selu gelu silu mish sigmoid log_sigmoid_forward tanh
    softplus softshrink hardshrink threshold glu _prelu_kernel prelu abs neg exp log log1p log2 sqrt rsqrt square sin
    cos sign round floor ceil reciprocal erf clamp clamp_min clamp_max pow add sub rsub div true_divide floor_divide
    maximum minimum where masked_fill eq ne lt le gt ge logical_and logical_or logical_not bitwise_not lerp addcmul
    addcdiv
    clone contiguous detach alias lift_fresh lift_fresh_copy _to_copy to native_dropout dropout bernoulli
    nan_to_num isnan isinf atan atan2 remainder fmod
""".split()  # noqa: SIM905 - so many words are read better so
"""Operations that read no place but a value's own; of several tensors, the same place of each."""

ATTENTIONS = (
    *("_scaled_dot_product_flash_attention_for_cpu", "_scaled_dot_product_flash_attention"),
    *("_scaled_dot_product_efficient_attention", "_scaled_dot_product_fused_attention_overrideable"),
    *("_scaled_dot_product_attention_math", "scaled_dot_product_attention"),
)

CALLED = {
    **dict.fromkeys(ATTENTIONS, "attention"),
    "_softmax": "softmax",
    "max_pool2d_with_indices": "max_pool2d",
    "_unsafe_view": "view",
}
"""What an operation is called in the name of its layer, where that is another word."""

RULES: dict[str, Rule] = {
    **dict.fromkeys(_EACH_BY_ITSELF, _each_by_itself),
    **{f"max_pool{n}d_with_indices": partial(windows.max_pool, count=n) for n in _COUNTS},
    **{f"max_pool{n}d": partial(windows.max_pool, count=n) for n in _COUNTS},
    **{f"avg_pool{n}d": partial(windows.average_pool, count=n) for n in _COUNTS},
    **{
        f"{dash}adaptive_avg_pool{n}d": partial(windows.adaptive_pool, count=n, kind="avg")
        for n in _COUNTS
        for dash in ("", "_")
    },
    **{f"adaptive_max_pool{n}d": partial(windows.adaptive_pool, count=n, kind="max") for n in _COUNTS},
    **{name: partial(windows.upsampling, count=count, mode=mode) for name, (count, mode) in _INTERPOLATIONS.items()},
    **{f"reflection_pad{n}d": partial(windows.padding, mode="reflect") for n in _COUNTS},
    **{f"replication_pad{n}d": partial(windows.padding, mode="replicate") for n in _COUNTS},
    **dict.fromkeys(("mm", "bmm", "matmul"), mixing.matrices),
    **dict.fromkeys(("addmm", "baddbmm"), mixing.added_product),
    **dict.fromkeys(("_softmax", "_log_softmax", "_safe_softmax", "softmax", "log_softmax"), mixing.softmax),
    **dict.fromkeys(
        (
            *("native_batch_norm", "_native_batch_norm_legit", "_native_batch_norm_legit_no_training"),
            *("cudnn_batch_norm", "batch_norm_with_update", "_batch_norm_with_update"),
        ),
        mixing.batch_norm,
    ),
    **dict.fromkeys(("mean", "sum", "amax", "amin", "max", "min", "var", "std", "var_mean", "prod"), mixing.reduction),
    **dict.fromkeys(
        ATTENTIONS,
        mixing.attention,
    ),
    **dict.fromkeys(("view", "_unsafe_view", "reshape", "_reshape_alias", "flatten"), shaping.view),
    **dict.fromkeys(("transpose", "t", "swapaxes"), shaping.transpose),
    **dict.fromkeys(("split", "split_with_sizes", "chunk", "unsafe_split", "unsafe_chunk"), shaping.split),
    **dict.fromkeys(("channel_shuffle", "native_channel_shuffle"), shaping.channel_shuffle),
    **dict.fromkeys(("squeeze", "squeeze_copy"), shaping.squeeze),
    **dict.fromkeys(
        (
            *("new_zeros", "new_ones", "new_empty", "new_full", "new_empty_strided", "zeros_like", "ones_like"),
            *("empty_like", "full_like", "rand_like", "randn_like", "zero", "fill"),
        ),
        _constant,
    ),
    CIRCULAR: partial(windows.padding, mode="circular"),
    RECURRENT: windows.recurrent_module,
    "as_strided": _same_memory,
    "cat": shaping.concatenate,
    "constant_pad_nd": partial(windows.padding, mode="zeros"),
    "convolution": windows.convolution,
    "_convolution": windows.convolution,
    "copy": _overwritten,
    "cumsum": mixing.cumulative,
    "expand": shaping.expand,
    "linalg_vector_norm": mixing.vector_norm,
    "linear": mixing.linear,
    "mul": _product,
    "narrow": shaping.narrow,
    "native_group_norm": mixing.group_norm,
    "native_layer_norm": mixing.layer_norm,
    "permute": shaping.permute,
    "pixel_shuffle": shaping.pixel_shuffle,
    "pixel_unshuffle": shaping.pixel_unshuffle,
    "roll": shaping.roll,
    "select": shaping.select,
    "slice": shaping.slice_of,
    "stack": shaping.stack,
    "unbind": shaping.unbind,
    "unsqueeze": shaping.unsqueeze,
}
"""By name, without the ending ``_`` of those that write into their first tensor."""

UNCHANGING = frozenset({*_EACH_BY_ITSELF, "mul", "view", "_unsafe_view", "permute", "transpose", "t", "unsqueeze"})
"""The operations that read no place but a value's own, or none at all."""


def rule_of(name: str) -> Rule:
    """Return the rule of an operation. Raises `Unread` where there is none."""
    found = RULES.get(name) or RULES.get(name.removesuffix("_"))
    if found is None:
        raise Unread("where it looks is not known, or depends on values")
    return found


_TYPES = {"native_batch_norm": "batchnorm", "native_layer_norm": "layernorm", "native_dropout": "dropout"}


def type_of(name: str) -> str:
    """Return the type of a layer that changes nothing."""
    return _TYPES.get(name) or type_of_unchanging(name.removesuffix("_")) or IDENTITY
