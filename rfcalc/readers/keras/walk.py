"""The walk through a model of Keras: each call of a layer becomes layers, or a name of a layer that there is."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from rfcalc.errors import LimitError, RfcalcError, quoted
from rfcalc.readers.keras.call import Call
from rfcalc.readers.keras.graph import Arguments, Entry, Reference, entry_of, from_zero, references
from rfcalc.readers.keras.table import RULES, UNCHANGING, rule_of, type_of
from rfcalc.readers.moves.lost import lost
from rfcalc.readers.moves.naming import Walked
from rfcalc.readers.moves.tensor import UNKNOWN_CONSTANT, Tensor
from rfcalc.readers.moves.unchanging import with_rows
from rfcalc.readers.moves.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.readers.keras.settings import Settings
    from rfcalc.readers.moves.drawing import Drawing

MODELS = ("Functional", "Model", "Sequential")
MAX_CALLS = 100_000
MAX_DEPTH = 50
INPUT_LAYER = "InputLayer"


class Walk:
    """One way through a model, from its inputs to its last call; what is drawn on the way is in ``drawing``."""

    def __init__(
        self,
        drawing: Drawing,
        treat: Mapping[str, str],
        made_for: str = "",
        rows: Mapping[str, int | None] | None = None,
        *,
        everything: bool = False,
    ) -> None:
        """Begin with nothing.

        ``made_for`` is the size that the model is made for, if another is asked about, ``rows`` how many values
        each of its linear layers reads there. ``everything``: a layer that changes nothing is one, too.
        """
        self.drawing = drawing
        self.walked: list[Walked] = []
        self.rows: dict[str, int | None] = {}
        self._treat = treat
        self._made_for = made_for
        self._made_rows = rows or {}
        self._everything = everything
        self._calls = 0

    def through(
        self, class_name: str, settings: Settings, given: Sequence[Tensor], prefix: str = "", depth: int = 0
    ) -> tuple[Tensor, ...]:
        """Return what a model makes of tensors. Raises `RfcalcError`."""
        if depth > MAX_DEPTH:
            raise LimitError(f"models lie more than {MAX_DEPTH} deep in each other")
        entries = entries_of(settings)
        if class_name == "Sequential" or "output_layers" not in settings:
            return (self._in_a_row(entries, given, prefix, depth),)
        entries, outputs = from_zero(entries, references(settings.raw("output_layers")))
        made = dict(zip(_firsts(settings, entries), given))
        waiting: dict[Reference, list[tuple[Entry, int]]] = {}
        ready = deque(
            (entry, at) for entry in entries if entry.class_name != INPUT_LAYER for at in range(len(entry.calls))
        )
        postponed: set[tuple[str, int]] = set()
        while ready:
            entry, at = ready.popleft()
            missing = next((each for each in entry.calls[at].tensors if each not in made), None)
            if missing is not None:
                waiting.setdefault(missing._replace(tensor=0), []).append((entry, at))
                postponed.add((entry.name, at))
                continue
            postponed.discard((entry.name, at))
            found = self._called(entry, at, made, prefix, depth)
            made.update({Reference(entry.name, at, number): tensor for number, tensor in enumerate(found)})
            ready.extendleft(reversed(waiting.pop(Reference(entry.name, at, 0), [])))
        if postponed:
            missing, ((entry, _), *_) = next(iter(waiting.items()))
            raise RfcalcError(
                f"it reads {quoted(missing.layer)}, which is not made before it", layer=prefix + entry.name
            )
        return tuple([made.get(each) or _no_such(each) for each in outputs])

    def _in_a_row(self, entries: Sequence[Entry], given: Sequence[Tensor], prefix: str, depth: int) -> Tensor:
        """Return what the layers of a Sequential make, one after another."""
        tensors = tuple(given)
        for entry in entries:
            if entry.class_name != INPUT_LAYER:
                tensors = self._made(entry, 0, tensors[:1], {}, Arguments((), {}, {}), prefix, depth)
        return tensors[0]

    def _called(
        self, entry: Entry, at: int, made: Mapping[Reference, Tensor], prefix: str, depth: int
    ) -> tuple[Tensor, ...]:
        arguments = entry.calls[at]
        inputs = tuple([made[each] for each in arguments.inputs])
        named = {word: made[each] for word, each in arguments.named.items() if "mask" not in word}
        return self._made(entry, at, inputs, named, arguments, prefix, depth)

    def _made(  # noqa: PLR0913, PLR0917 - one call with all that it is given
        self,
        entry: Entry,
        at: int,
        inputs: tuple[Tensor, ...],
        named: Mapping[str, Tensor],
        arguments: Arguments,
        prefix: str,
        depth: int,
    ) -> tuple[Tensor, ...]:
        """Return the tensors of one call, noted under its name: those of later calls of a layer have a number."""
        self._calls += 1
        if self._calls > MAX_CALLS:
            raise LimitError(f"the model calls more than {MAX_CALLS} layers", allowed="no more are read")
        name = prefix + (f"{entry.name}.{at + 1}" if at else entry.name)
        begin = len(self.drawing.layers)
        with RfcalcError.within(layer=name):
            if is_model(entry.class_name, entry.settings):
                given = [*inputs, *named.values()]
                made = self.through(entry.class_name, entry.settings, given, f"{name}.", depth + 1)
                begin = len(self.drawing.layers)
            else:
                made = self._of_layer(name, entry, inputs, named, arguments)
            if self._everything:
                made = with_rows(self.drawing, made, begin, type_of(entry.class_name, entry.settings))
        layers = tuple([tensor.layer for tensor in made])
        if any(layers):
            drawn = range(begin, len(self.drawing.layers))
            first, *others = dict.fromkeys(layers)
            tensors = ("", *[f"{name}.{number}" for number, _ in enumerate(others, start=1)])
            self.walked.append(Walked(name, entry.class_name, tensors, (first, *others), drawn))
        return made

    def _of_layer(
        self, name: str, entry: Entry, inputs: tuple[Tensor, ...], named: Mapping[str, Tensor], arguments: Arguments
    ) -> tuple[Tensor, ...]:
        """Return the tensors that one layer makes."""
        maps = [each for each in (*inputs, *named.values()) if not each.is_constant]
        if not maps:
            return (UNKNOWN_CONSTANT,) * 5
        call = Call(entry.class_name, entry.settings, inputs, named, arguments.others, self.drawing)
        try:
            self._check_row(name, call)
            made = rule_of(call)(call)
        except Unread as reason:
            tensor = lost(
                self.drawing,
                entry.class_name,
                maps,
                reason,
                unchanging=entry.class_name in UNCHANGING,
                treat=self._treat,
                made_for=self._made_for,
            )
            return (tensor,) * 5
        except RfcalcError as error:
            if self._made_for:
                error.advise(f"the model is made for {self._made_for}")
            raise
        return (made,) if isinstance(made, Tensor) else made

    def _check_row(self, name: str, call: Call) -> None:
        """Note how many values a linear layer reads; raise `Unread` where its weights are for another number."""
        if call.class_name != "Dense" or call.tensor.shape is None:
            return
        row = self.rows[name] = call.tensor.shape[-1]
        expected = self._made_rows.get(name, row)
        if None not in {row, expected} and row != expected:
            raise Unread(f"a row of {row} does not fit weights for {expected}", misfit=True)


def entries_of(settings: Settings) -> list[Entry]:
    """Return the layers of a model."""
    return [entry_of(layer) for layer in settings.items("layers")]


def is_model(class_name: str, settings: Settings) -> bool:
    """Return whether a layer is a model that says what it is made of, be it of a class of its own."""
    return class_name in MODELS or (class_name not in RULES and "layers" in settings and "output_layers" in settings)


def _firsts(settings: Settings, entries: Sequence[Entry]) -> Sequence[Reference]:
    """Return the inputs of a model in its order."""
    found = references(settings.raw("input_layers"))
    return found or [Reference(entry.name, 0, 0) for entry in entries if entry.class_name == INPUT_LAYER]


def _no_such(reference: Reference) -> Tensor:
    raise RfcalcError(f"there is no layer {quoted(reference.layer)}", key="output_layers")
