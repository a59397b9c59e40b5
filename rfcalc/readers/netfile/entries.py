"""The entries of a list of layers: what they are called, and where their keys stand."""

from typing import NamedTuple

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.readers.document import Mapping, Node, Scalar, Sequence
from rfcalc.readers.netfile import keys
from rfcalc.readers.netfile.keys import shown
from rfcalc.readers.netfile.settings import GENERAL_KEYS


class Entry(NamedTuple):
    """One entry of a list of layers: its name, the body that holds its keys, and where it stands."""

    name: str
    body: Mapping | Sequence  # a sequence is the short form
    line: int
    name_line: int

    @property
    def is_use(self) -> bool:
        """Whether a block is put here."""
        return isinstance(self.body, Mapping) and "block" in self.body.entries


def read_entry(node: Node) -> Entry:
    """Return an entry of a list of layers. Raises `RfcalcError` where it is none or has no name."""
    if not isinstance(node, Mapping) or not node.entries:
        raise keys.refused(node, "a layer: {name: ..., type: ...} or name: [kernel, stride, padding]")
    if "name" in node.entries:
        line, named = node.entries["name"]
        return Entry(keys.text(named, "name"), node, node.line, line)
    if len(node.entries) == 1:
        ((name, (line, value)),) = node.entries.items()
        if isinstance(value, Sequence):
            return Entry(name, value, node.line, line)
        raise RfcalcError(
            f"found {shown(value)}",
            allowed=f"allowed: {quoted(name)}: [kernel, stride, padding], or a mapping with 'name' and 'type'",
            line=line,
            layer=name,
        )
    mistyped = next((key for key in node.entries if key not in GENERAL_KEYS and nearest(key, ("name",))), "")
    hint = f"did you mean 'name' by {quoted(mistyped)}?" if mistyped else "every layer needs one"
    raise RfcalcError("'name' is missing", allowed=hint, line=node.line)


def names_meant(node: Node) -> list[str]:
    """Return what an entry that cannot be read may have for a name: its texts, keys among them."""
    if isinstance(node, Mapping):
        return [*node.entries, *(name for _, value in node.entries.values() for name in names_meant(value))]
    return [node.value] if isinstance(node, Scalar) and isinstance(node.value, str) else []
