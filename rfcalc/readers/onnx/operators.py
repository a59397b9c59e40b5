"""The table of ONNX's operators: what each makes of the tensors that it reads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rfcalc.readers.onnx import contracting, elementwise, resizing, shaping, sliding
from rfcalc.readers.onnx.folding import shape_value, size_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.readers.moves.tensor import Tensor
    from rfcalc.readers.onnx.call import Call

    Rule = Callable[[Call], "Tensor | tuple[Tensor, ...]"]

MICROSOFT = "com.microsoft"
"""The domain of the operators that ONNX Runtime fuses and quantizes."""

OPERATORS: dict[str, Rule] = {
    **dict.fromkeys(sorted(elementwise.UNCHANGING), elementwise.kept),
    **dict.fromkeys(elementwise.JOINING, elementwise.join),
    "Expand": elementwise.expand,
    **dict.fromkeys(("Conv", "ConvInteger"), sliding.conv),
    "FusedConv": sliding.fused_conv,
    "QLinearConv": sliding.quantized_conv,
    "ConvTranspose": sliding.conv_transpose,
    "MaxPool": partial(sliding.pool, type_name="maxpool"),
    **dict.fromkeys(("AveragePool", "LpPool", "QLinearAveragePool"), partial(sliding.pool, type_name="avgpool")),
    "GlobalMaxPool": partial(sliding.global_pool, type_name="global_maxpool"),
    **dict.fromkeys(
        ("GlobalAveragePool", "GlobalLpPool", "QLinearGlobalAveragePool"),
        partial(sliding.global_pool, type_name="global_avgpool"),
    ),
    "Pad": sliding.pad,
    **dict.fromkeys(("Resize", "Upsample"), resizing.resize),
    **dict.fromkeys(("LSTM", "GRU", "RNN"), sliding.recurrent_layer),
    **dict.fromkeys(("Reshape", "Flatten", "Squeeze", "Unsqueeze"), shaping.reshape),
    "Transpose": shaping.transpose,
    "DepthToSpace": shaping.depth_to_space,
    "SpaceToDepth": shaping.space_to_depth,
    "Slice": shaping.slice_,
    "Split": shaping.split,
    "Gather": shaping.gather,
    **dict.fromkeys(("Concat", "QLinearConcat"), shaping.concat),
    "Tile": shaping.tile,
    "OneHot": shaping.one_hot,
    "TopK": shaping.along_channels,
    **dict.fromkeys(
        (
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSum",
            "ReduceSumSquare",
        ),
        contracting.reduce,
    ),
    **dict.fromkeys(("ArgMax", "ArgMin"), contracting.best),
    **dict.fromkeys(("Softmax", "LogSoftmax", "Hardmax"), contracting.softmax),
    **dict.fromkeys(
        ("LayerNormalization", "SimplifiedLayerNormalization", "RMSNormalization", "SkipLayerNormalization"),
        contracting.layer_norm,
    ),
    "LpNormalization": contracting.lp_norm,
    **dict.fromkeys(("InstanceNormalization", "GroupNormalization", "MeanVarianceNormalization"), contracting.map_norm),
    "CumSum": contracting.cumulative,
    **dict.fromkeys(("MatMul", "MatMulInteger"), contracting.matmul),
    "QLinearMatMul": contracting.quantized_matmul,
    "FusedMatMul": contracting.fused_matmul,
    "Gemm": contracting.gemm,
    "Einsum": contracting.einsum,
    "Attention": contracting.attention,
    "MultiHeadAttention": contracting.attention,
}
"""By operator, in ONNX's own domain and ONNX Runtime's: the rule of its maps."""

MOVING = frozenset(name for name, rule in OPERATORS.items() if getattr(rule, "__module__", "") == shaping.__name__)
"""Operators that only move values: of what nobody knows they make nothing that is known."""

SHAPES: dict[str, Callable[[Call], Tensor]] = {"Shape": shape_value, "Size": size_value}
"""Operators that make a constant of a map."""

PARAMETERS = {
    **dict.fromkeys(sorted(elementwise.UNCHANGING), 1),
    **dict.fromkeys(
        (
            "Conv",
            "ConvInteger",
            "ConvTranspose",
            "GRU",
            "GroupNormalization",
            "InstanceNormalization",
            "LSTM",
            "LayerNormalization",
            "QLinearConv",
            "RMSNormalization",
            "RNN",
            "SimplifiedLayerNormalization",
        ),
        1,
    ),
}
"""Operators with weights, and the first input that holds some: a map that stands there is read as a whole."""
