"""One node with what it reads: its attributes and inputs, each as what an operator expects of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rfcalc.readers.moves.tensor import Tensor, constant
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.onnx.constants import decimal_of, values_of

if TYPE_CHECKING:
    from mmap import mmap

    from rfcalc.readers.moves.digits import Places
    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.moves.tensor import Shape, Values
    from rfcalc.readers.onnx.model import Attribute, Constant, Node

Kind = TypeVar("Kind")


class Call(NamedTuple):
    """One node, what it reads and where the layers that it makes go."""

    node: Node
    inputs: tuple[Tensor | None, ...]  # None: left out
    opset: int
    drawing: Drawing
    data: bytes | mmap

    def has(self, at: int) -> bool:
        """Return whether an input is given."""
        return at < len(self.inputs) and self.inputs[at] is not None

    def input(self, at: int = 0) -> Tensor:
        """Return an input that the operator needs. Raises `Unread` where it is left out."""
        tensor = self.inputs[at] if at < len(self.inputs) else None
        if tensor is None:
            raise Unread(f"its input {at + 1} is left out")
        return tensor

    def places(self, at: int = 0) -> Places:
        """Return where the places of an input stand. Raises `Unread` where it has none."""
        places = self.input(at).places
        if places is None:
            raise Unread("the sizes of what it reads are not known")
        return places

    def shape(self, at: int) -> Shape:
        """Return the sizes of an input's dims. Raises `Unread` where not even their number is known."""
        shape = self.input(at).shape
        if shape is None:
            raise Unread("the sizes of what it reads are not known")
        return shape

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number of an attribute."""
        return self._attribute(name, default, int)

    def word(self, name: str, default: str = "") -> str:
        """Return a text of an attribute."""
        return self._attribute(name, default, str)

    def numbers(self, name: str) -> tuple[int, ...] | None:
        """Return the whole numbers of an attribute; ``None`` where it is left out."""
        found = self.node.attributes.get(name)
        if found is None:
            return None
        if not isinstance(found, tuple) or not all(isinstance(each, int) for each in found):
            raise Unread(f"its attribute {name} holds no whole numbers")
        return found  # type: ignore[return-value] # each has been looked at

    def decimals(self, name: str) -> Values | None:
        """Return the numbers of an attribute as the decimals that they stand for; ``None`` where it is left out."""
        found = self.node.attributes.get(name)
        if found is None:
            return None
        if not isinstance(found, tuple) or not all(isinstance(each, (int, float)) for each in found):
            raise Unread(f"its attribute {name} holds no numbers")
        return tuple([decimal_of(float(each)) for each in found])  # type: ignore[arg-type] # each has been looked at

    def _attribute(self, name: str, default: Kind, kind: type[Kind]) -> Kind:
        found: Attribute = self.node.attributes.get(name)
        if found is None:
            return default
        if not isinstance(found, kind):
            raise Unread(f"its attribute {name} is of another kind")
        return found

    def listed(self, at: int, name: str = "") -> tuple[int, ...] | None:
        """Return the whole numbers of an input, or else of an attribute; ``None`` where both are left out.

        Raises `Unread` where they are not known before the model runs.
        """
        if not self.has(at):
            return self.numbers(name) if name else None
        return whole(self.partly(at))

    def partly(self, at: int) -> Values:
        """Return the values of an input, single ones of which may not be known."""
        tensor = self.input(at)
        if tensor.value is None:
            if tensor.is_constant:
                raise Unread(f"its input {at + 1} is not known", needs_size=True)
            raise Unread("what it does depends on the values of a map")
        return tensor.value

    def one(self, at: int) -> int:
        """Return the only whole number of an input."""
        found = whole(self.partly(at))
        if len(found) != 1:
            raise Unread(f"its input {at + 1} holds {len(found)} values, not one")
        return found[0]

    def held(self, found: Constant) -> Tensor:
        """Return a constant of the file as a tensor."""
        return constant(found.shape, values_of(self.data, found))

    def axis(self, axis: int, rank: int) -> int:
        """Return an axis counted from the first; negative ones count from the last. Raises `Unread` beyond both."""
        if not -rank <= axis < rank:
            raise Unread(f"its axis {axis} is none of {rank}")
        return axis % rank


def whole(values: Values) -> tuple[int, ...]:
    """Return values that are whole numbers. Raises `Unread` for others."""
    if not all(isinstance(value, int) for value in values):
        if any(value is None for value in values):
            raise Unread("what it does depends on the size of the input", needs_size=True)
        raise Unread("it is given numbers that are not whole")
    return values  # type: ignore[return-value] # each has been looked at
