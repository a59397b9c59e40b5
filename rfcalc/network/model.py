"""A network: its layers with what they do along each axis, names resolved."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import GIVE_MODEL_SIZE, GIVE_SIZE, RfcalcError
from rfcalc.layers.like import reference_of
from rfcalc.layers.settings import Operations, changed
from rfcalc.network import build
from rfcalc.network.inputs import AXES, plain_value
from rfcalc.network.pixel import SOME_PIXEL, Pixel, pixel_of

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Plain


class Origin(NamedTuple):
    """Where a layer is described: a file and, where it is one that has lines, the line, from 1."""

    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """Return ``file:line``, or the file alone."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


NOWHERE = Origin()
"""Of layers that are made by a program."""


class Check(NamedTuple):
    """A condition that a network is to hold, as its description says it, and the line where it does, from 1."""

    text: str
    line: int | None = None


class Remark(NamedTuple):
    """What a reader has to say of a network: a sentence for people, with a code and layers for programs."""

    code: str
    text: str
    layers: tuple[str, ...] = ()


class _Layer(NamedTuple):
    name: str
    type: str
    inputs: tuple[str, ...]
    operations: Operations
    origin: Origin
    tensor: str
    operator: str


class Layer(_Layer):
    """One layer; ``operations`` has one entry per axis, equal axes share one.

    A layer made by hand, ``Layer("conv2", "conv", "conv1", kernel=3, stride=2)``, takes the keys of its type as a file
    does, and is checked like one. Without ``inputs`` it reads the layer before; what it does holds for every axis,
    unless a key has a list.

    A layer that a model's file describes knows the ``tensor`` that it makes and the ``operator`` that makes it there;
    of others both are empty.
    """

    __slots__ = ()

    def __new__(cls, name: str, type: str, inputs: str | Sequence[str] = (), **settings: "Plain") -> "Layer":  # noqa: A002, PYI034 - the word of files
        """Return a layer; raise `RfcalcError`, with layer and key, for what a file could not say."""
        return cls._make((*build.described(name, type, inputs, settings), NOWHERE, "", ""))

    def __reduce__(self) -> "tuple[Callable[..., Layer], tuple[tuple[object, ...]]]":
        """Return how a copy is made: of values that have been checked."""
        return type(self)._make, (tuple(self),)

    @property
    def like(self) -> str:
        """Return the layer whose size the map gets, or ``input``; an empty text where it gets none's."""
        return reference_of(self.operations[0])

    def changed(self, *, inputs: Sequence[str] | None = None, **settings: "Plain") -> "Layer":
        """Return the layer with other inputs or with other values of some keys of its type; ``None`` leaves one out.

        Raises `RfcalcError`.
        """
        with RfcalcError.within(file=self.origin.file, line=self.origin.line, layer=self.name):
            operations = changed(self.type, self.operations, settings)
        return self._replace(inputs=self.inputs if inputs is None else tuple(inputs), operations=operations)

    def of_model(self, *, tensor: str = "", operator: str = "") -> "Layer":
        """Return the layer as a node of a model, with the tensor that it makes and its operator there."""
        return self._replace(tensor=tensor, operator=operator)

    def described_at(self, origin: Origin) -> "Layer":
        """Return the layer as one that is described elsewhere, for messages about it."""
        return self._replace(origin=origin)


class _Network(NamedTuple):
    name: str
    description: str
    family: str
    source: str
    file: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    layers: tuple[Layer, ...]
    outputs: dict[str, str]
    notes: tuple[Remark, ...]
    hint: str
    pixel: Pixel
    inputs: dict[str, tuple[int | None, ...]]
    start: str
    checks: tuple[Check, ...]


class Network(_Network):
    """One description: an input and layers in the order as written, repetitions expanded.

    ``input`` has one size per axis, ``None`` where it is not known. ``outputs`` tells which layer a name stands for
    that is no layer's own: a use of a block, one of its repetitions, a layer left out. ``notes`` are what
    its reader has to say; ``hint`` says, beside an error that may follow from it, what made so many axes. ``pixel`` is
    what a pixel of the input is: by hand a mapping such as ``{"name": "sample", "size": 0.0625, "unit": "ms"}``.
    ``checks`` are conditions, by hand texts such as ``"rf >= 50% input"``, which are read when `rfcalc.check` asks.

    A network made by hand, ``Network([Layer(...), ...], input=(224, 320))``, is checked like a file. The input says how
    many axes there are, else the first layer with a list in a key; else they are two.

    With several inputs, ``inputs={"left": (224, 320), "right": None}`` in place of ``input``, ``start`` is the name of
    the one that is asked about, by default the first, and ``input`` its size; the others are constants.
    """

    __slots__ = ()

    def __new__(  # noqa: PYI034, PLR0913 - all that a file may say
        cls,
        layers: Iterable[Layer],
        *,
        input: int | Sequence[int | None] | None = None,  # noqa: A002 - the word of files
        name: str = "network",
        description: str = "",
        family: str = "",
        source: str = "",
        pixel: "Mapping[str, Plain] | None" = None,
        inputs: Mapping[str, int | Sequence[int | None] | None] | None = None,
        start: str = "",
        checks: Iterable[str] = (),
    ) -> "Network":
        """Return a network; raise `RfcalcError` for all that a file could not say, with layers and keys."""
        texts = build.checked_texts(name=name, description=description, family=family, source=source)
        found = build.connected(layers, input, inputs=inputs, start=start)
        given = None if pixel is None else {key: plain_value(value) for key, value in pixel.items()}
        what = SOME_PIXEL if given is None else pixel_of(given, len(found.input))
        wanted = tuple([Check(text) for text in build.checked_conditions(checks)])
        return cls._make(
            (
                *texts,
                "",
                AXES[len(found.input)],
                found.input,
                found.layers,
                {},
                (),
                "",
                what,
                found.inputs,
                found.start,
                wanted,
            )
        )

    @property
    def size_advice(self) -> str:
        """Return how the size of its input is given, for messages about what depends on it."""
        return GIVE_MODEL_SIZE if any(layer.operator for layer in self.layers) else GIVE_SIZE

    def __reduce__(self) -> "tuple[Callable[..., Network], tuple[tuple[object, ...]]]":
        """Return how a copy is made: of values that have been checked."""
        return type(self)._make, (tuple(self),)

    def changed(
        self, *, name: str | None = None, description: str | None = None, layers: Iterable[Layer] | None = None
    ) -> "Network":
        """Return the network with other texts or layers; names keep what they mean. Raises `RfcalcError`."""
        made = self.layers
        if layers is not None:
            size = None if self.inputs else self.input
            made = build.connected(layers, size, self.outputs, self.inputs or None, self.start).layers
        return self._replace(
            name=self.name if name is None else name,
            description=self.description if description is None else description,
            layers=made,
        )

    def resized(self, input: tuple[int | None, ...]) -> "Network":  # noqa: A002 - the word of files
        """Return the network with another size of the input that is asked about, one for each of its axes."""
        inputs = {**self.inputs, self.start: input} if self.inputs else self.inputs
        return self._replace(input=input, inputs=inputs)
