"""What names mean in a list of layers: those of layers, of a block's inputs, and of layers that parameters name."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.readers.document import Scalar

if TYPE_CHECKING:
    from rfcalc.readers.document import Node
    from rfcalc.readers.netfile.blocks import Block
    from rfcalc.readers.netfile.repetitions import Repetition

    Parameters = dict[str, Node]


class Scope(NamedTuple):
    """A list of layers that is being read: the network's, or in one repetition of a use that of a block."""

    prefix: str
    inputs: dict[str, str]  # what the list's inputs are called here, and their full names
    parameters: "Parameters"  # the block's own, and the network's
    use: str = ""  # the full name of the use of a block
    blocks: tuple[str, ...] = ()  # that block, last, after those around it
    own: Collection[str] = ()  # the names of the list's layers
    writers: "dict[str, Scope]" = {}  # noqa: RUF012 - nobody changes it; where values of parameters from elsewhere stand
    top: "Scope | None" = None  # that of the network, in a block

    @property
    def block(self) -> str:
        """The block whose layers these are; empty for those of the network."""
        return self.blocks[-1] if self.blocks else ""

    def full_name(self, name: str) -> str | None:
        """Return the full name of what a name means here; ``None`` where there is none of that name.

        Inner layers of a use (``layer1.0.conv1``) are looked up later.
        """
        if name in self.inputs:
            return self.inputs[name]
        return self.prefix + name if name in self.own or "." in name else None

    def writer_of(self, value: "Node") -> "Scope":
        """Return where a value stands: that of a parameter (``$skip``) where it was given, any other here."""
        text = value.value if isinstance(value, Scalar) else None
        return self.writers.get(text[1:], self) if isinstance(text, str) and text.startswith("$") else self

    def inside(self, block: "Block", place: str, use: str, sources: Iterable[str], repetition: "Repetition") -> "Scope":
        """Return the scope of a block's layers in one repetition of a use: its full name is ``place``."""
        top = self.top or self
        given = {name: self.writer_of(value) for name, value in repetition.given.items()}
        everywhere = {name: top for name in top.parameters if name not in block.parameters}
        return Scope(
            prefix=f"{place}.",
            inputs=dict(zip(block.inputs, sources)),
            parameters={**top.parameters, **repetition.parameters},
            use=use,
            blocks=(*self.blocks, block.name),
            writers={**everywhere, **given},
            top=top,
        )
