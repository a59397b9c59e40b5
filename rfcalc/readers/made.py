"""What the readers of models share: what is asked of a model, and its layers made into a network by the one builder."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rfcalc.errors import GIVE_MODEL_SIZE, GIVE_SIZE, RfcalcError, escaped, nearest, quoted
from rfcalc.network import AXES, Network, Remark
from rfcalc.network.build import checked_texts, connected
from rfcalc.network.pixel import SOME_PIXEL
from rfcalc.readers.document import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rfcalc.network import Layer
    from rfcalc.readers.netfile import Overrides

GATES = "gates"
"""The parameter of every model: whether gates, and norms over the map, read the whole of it."""


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Tell errors that pass the file of a model, and that a size is not given in it."""
    with RfcalcError.within(file=file):
        try:
            yield
        except RfcalcError as error:
            for each in (error, *error.others):
                each.allowed = each.allowed.replace(GIVE_SIZE, GIVE_MODEL_SIZE)
            raise


def gates_of(overrides: Overrides) -> bool:
    """Return whether gates are wanted. Raises `RfcalcError` for another parameter: models have no more."""
    for name in overrides.parameters:
        if name != GATES:
            raise RfcalcError(
                f"the model has no parameter {quoted(name)}", allowed=f"it has: {GATES} (true or false)", key="--set"
            )
    node = overrides.parameters.get(GATES, Scalar(value=True, line=0))
    value = node.value if isinstance(node, Scalar) else None
    if not isinstance(value, bool):
        raise RfcalcError(f"found {quoted(value)}", allowed="allowed: true or false", key=f"--set {GATES}")
    return value


def asked_size(sizes: Sequence[int | None], overrides: Overrides) -> tuple[int | None, ...]:
    """Return the size that is asked for along each axis, or else the model's own. Raises `RfcalcError`."""
    size = overrides.size
    if size is None:
        return tuple(sizes)
    if len(size) not in {1, len(sizes)}:
        axes = AXES[len(sizes)]
        raise RfcalcError(
            f"found {'x'.join(map(str, size))}, {len(size)} sizes",
            allowed=f"the model has {len(axes)} {'axis' if len(axes) == 1 else 'axes'} ({' '.join(axes)})",
            key="--input",
        )
    return size if len(size) == len(sizes) else size * len(sizes)


def check_treated(overrides: Overrides, operators: Collection[str]) -> None:
    """Raise `RfcalcError` where an operator is to be treated that is none of the unknown ones of a model."""
    for operator in overrides.treat:
        if operator not in operators:
            raise RfcalcError(
                f"{quoted(operator)} is no operator of the model of which nothing is known",
                allowed=nearest(operator, operators) or f"there are: {', '.join(sorted(operators)) or 'none'}",
                key="--treat",
            )


def remarks_of(notes: Mapping[str, str], start: str, others: Sequence[str]) -> tuple[Remark, ...]:
    """Return what is to be said of a model: sentences by their code, and which of several inputs it is about."""
    remarks = [Remark(code, text) for code, text in notes.items()]
    if others:
        first, *more = [escaped(name) for name in others]
        text = (
            f"Asked about is the input {escaped(start)}; {first}{f' and {len(more)} more' if more else ''} "
            f"{'are' if more else 'is'} constant (--from {first} asks about that one)."
        )
        remarks.insert(0, Remark("inputs", text))
    return tuple(remarks)


def network_of(  # noqa: PLR0913 - all that a model may say
    layers: Sequence[Layer],
    size: Sequence[int | None],
    *,
    name: str,
    file: str,
    stands_for: Mapping[str, str],
    notes: tuple[Remark, ...] = (),
    inputs: Mapping[str, Sequence[int | None]] | None = None,
    start: str = "",
) -> Network:
    """Return the network of a model's layers; ``stands_for`` tells the layer of each name that is no layer's own.

    ``inputs`` are the sizes of several inputs by name, in place of ``size``; ``start`` names the one asked about.

    Raises `RfcalcError` with the file, and the layers where it is about some.
    """
    with RfcalcError.within(file=file):
        texts = checked_texts(name=name, description="", family="", source="")
        several = None if inputs is None else {name: [*each] for name, each in inputs.items()}
        found = connected(layers, None if several else [*size], stands_for, several, start)
    return Network._make(
        (
            *texts,
            file,
            AXES[len(found.input)],
            found.input,
            found.layers,
            {other: layer for other, layer in stands_for.items() if other != layer},
            notes,
            "",
            SOME_PIXEL,
            found.inputs,
            found.start,
            (),
        )
    )
