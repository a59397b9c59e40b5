"""Operators that take every value by itself, or the same value of several tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.readers.moves.joining import expanded, joined
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor
from rfcalc.readers.moves.unchanging import type_of_unchanging

if TYPE_CHECKING:
    from rfcalc.readers.onnx.call import Call

UNCHANGING = frozenset(  # as words they stay readable
    """
    Abs Acos Acosh Asin Asinh Atan Atanh BatchNormalization BiasGelu BitShift BitwiseNot Cast CastLike Ceil Celu
    Cos Cosh DequantizeLinear Dropout DynamicQuantizeLinear Elu Erf Exp FastGelu Floor Gelu HardSigmoid HardSwish
    Identity IsInf IsNaN LRN LeakyRelu Log Mish Neg Not QLinearLeakyRelu QLinearSigmoid QuantizeLinear QuickGelu
    Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Swish Tan Tanh
    ThresholdedRelu Trilu
    """.split()  # noqa: SIM905
)
"""Operators that take every value by itself, or every place with its channels."""

JOINING = {
    **dict.fromkeys(
        """
        Add And BitwiseAnd BitwiseOr BitwiseXor Clip Equal Greater GreaterOrEqual Less LessOrEqual Max Mean Min Mod Or
        PRelu Pow QLinearAdd Sub Sum Where Xor
        """.split(),  # noqa: SIM905
        "add",
    ),
    **dict.fromkeys(("Div", "Mul", "QLinearMul"), "mul"),
}
"""Operators that take the same place of several tensors, and the type of the layer that they make."""

QUANTIZED_OPERANDS = (0, 3)
"""The operands among the inputs of a quantized sum or product; the others say how numbers are spelled."""


WORDS = {"BatchNormalization": "batchnorm", "LeakyRelu": "leaky_relu", "LogSoftmax": "log_softmax"}
"""Operators that files call by another word."""


def unchanging_type(operator: str) -> str:
    """Return the type of the layer of a node that changes nothing."""
    return type_of_unchanging(WORDS.get(operator, operator.lower()))


def kept(call: Call) -> tuple[Tensor, ...]:
    """Return the map as it is; what a node hands on besides (a scale, a mask) is a constant to whoever asks."""
    tensor = call.input()
    if call.node.operator == "DynamicQuantizeLinear":
        call.drawing.note("quantized", "Quantized as it runs: that a scale is made of the whole map is left out.")
    return (tensor, *[UNKNOWN_CONSTANT] * (len(call.node.outputs) - 1))


def join(call: Call) -> Tensor:
    """Return the map that reads the same place of each input."""
    operator = call.node.operator
    tensors = [tensor for tensor in call.inputs if tensor is not None]
    if operator.startswith("QLinear"):
        tensors = [call.input(at) for at in QUANTIZED_OPERANDS]
    return joined(call.drawing, tensors, JOINING[operator], gate=operator != "Div")


def expand(call: Call) -> Tensor:
    """Return the map spread to a shape."""
    shape = [size if isinstance(size, int) else None for size in call.partly(1)]
    return expanded(call.input(), shape)
