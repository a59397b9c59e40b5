"""The walk through what was recorded of a module: each operation becomes layers, or a name of a layer there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.errors import RfcalcError
from rfcalc.readers.moves.lost import lost
from rfcalc.readers.moves.naming import Walked
from rfcalc.readers.moves.tensor import Tensor, constant
from rfcalc.readers.moves.unchanging import with_rows
from rfcalc.readers.moves.unread import Unread
from rfcalc.readers.pytorch.call import Call
from rfcalc.readers.pytorch.recording import Reference
from rfcalc.readers.pytorch.table import CALLED, UNCHANGING, rule_of, type_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rfcalc.readers.moves.drawing import Drawing
    from rfcalc.readers.pytorch.recording import Operation, Recording


class Walk:
    """One way through a recording; what is drawn on the way is in ``drawing``."""

    def __init__(
        self, recording: Recording, drawing: Drawing, treat: Mapping[str, str], rows: Collection[int] = ()
    ) -> None:
        """Begin with nothing; ``rows`` are places of operations that are layers although they change nothing."""
        self.drawing = drawing
        self._rows = rows
        self._walked: dict[int, Walked] = {}
        self._recording = recording
        self._treat = treat
        self._read = {number for each in recording.operations for number in _numbers((each.arguments, each.words))}

    def through(self, tensors: dict[int, Tensor]) -> None:
        """Add to tensors, by their numbers, those that are made. Raises `RfcalcError`."""
        for place, operation in enumerate(self._recording.operations):
            name = self._name(operation)
            with RfcalcError.within(layer=name):
                self._operation(place, operation, name, tensors)

    def _operation(self, place: int, operation: Operation, name: str, tensors: dict[int, Tensor]) -> None:
        begin = len(self.drawing.layers)
        made = self._made(operation, tensors)
        if place in self._rows:
            made = with_rows(self.drawing, made, begin, type_of(operation.name))
        for reference, tensor in zip(operation.made, made):
            tensors[reference.number] = tensor
        if operation.overwritten and operation.name.removesuffix("_") not in UNCHANGING:
            self._overwrite(operation, made, tensors)
        layers = [tensor.layer for tensor, _ in zip(made, operation.made) if tensor.layer]
        if layers:
            drawn = range(begin, len(self.drawing.layers))
            first, *others = dict.fromkeys(layers)
            parts = ("", *[f"{name}.{number}" for number, _ in enumerate(others, start=1)])
            self._walked[place] = Walked(name, operation.name, parts, (first, *others), drawn)

    def _overwrite(self, operation: Operation, made: Sequence[Tensor], tensors: dict[int, Tensor]) -> None:
        """Let tensors of which a part has been written into be unknown."""
        written = [each for each in made if each.layer]
        if written:
            reason = Unread("it writes into a part of a tensor")
            unknown = self._lost(operation.name.removesuffix("_"), written, reason)
            tensors.update(dict.fromkeys(operation.overwritten, unknown))

    @property
    def walked(self) -> dict[int, Walked]:
        """Return the operations with names of their own, by place: what changes nothing leaves them to what does."""
        drawing = {each.name for each in self._walked.values() if each.drawn}
        last = {each.name: each for each in self._walked.values()}
        counts: dict[str, int] = {}
        found = {}
        for place, each in self._walked.items():
            if not each.drawn and (each.name in drawing or last[each.name] is not each):
                continue
            counts[each.name] = count = counts.get(each.name, 0) + 1
            found[place] = each if count == 1 else each._replace(name=f"{each.name}.{count}")
        return found

    def _name(self, operation: Operation) -> str:
        """Return what a layer is called: its module if that has no others in it, else with the operation behind it."""
        word = CALLED.get(operation.name, operation.name.strip("_").removeprefix("native_"))
        if operation.leaf and operation.module:
            return operation.module
        return f"{operation.module}.{word}" if operation.module else word

    def _made(self, operation: Operation, tensors: Mapping[int, Tensor]) -> tuple[Tensor, ...]:
        """Return the tensors that an operation makes."""
        arguments = tuple([_told(each, tensors) for each in operation.arguments])
        words = {word: _told(each, tensors) for word, each in operation.words.items()}
        shapes = tuple([each.shape for each in operation.made])
        read = tuple([each.number in self._read for each in operation.made])
        call = Call(operation.name, arguments, words, shapes, read, self.drawing)
        maps = [each for each in call.tensors if not each.is_constant]
        if not maps:
            return tuple([constant(shape) for shape in shapes])
        try:
            made = rule_of(operation.name)(call)
        except Unread as reason:
            return (self._lost(operation.name.removesuffix("_"), maps, reason),) * len(shapes)
        return (made,) * max(1, len(shapes)) if isinstance(made, Tensor) else made

    def _lost(self, operator: str, maps: Sequence[Tensor], reason: Unread) -> Tensor:
        unchanging = operator in UNCHANGING
        return lost(self.drawing, operator, maps, reason, unchanging=unchanging, treat=self._treat, made_for="")


def _numbers(value: Any) -> Iterator[int]:  # noqa: ANN401 - whatever PyTorch takes
    """Yield the numbers of all tensors of a value."""
    if isinstance(value, Reference):
        yield value.number
    elif isinstance(value, (tuple, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _numbers(each)


def _told(value: Any, tensors: Mapping[int, Tensor]) -> Any:  # noqa: ANN401 - whatever PyTorch takes
    """Return an argument with the tensors in the place of their numbers; weights are constants of their shape."""
    if isinstance(value, Reference):
        found = tensors.get(value.number)
        return constant(value.shape) if found is None else found
    return tuple([_told(each, tensors) for each in value]) if isinstance(value, tuple) else value
