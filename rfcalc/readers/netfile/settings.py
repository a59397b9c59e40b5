"""A layer's keys as written, read into what the layer does along each axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError
from rfcalc.layers import settings
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.words import SHORT_FORM, short_type
from rfcalc.readers.document import Scalar, Sequence
from rfcalc.readers.netfile.keys import Keys, item_of, line_of, plain, shown, tell_arithmetic

if TYPE_CHECKING:
    from rfcalc.layers import Operation
    from rfcalc.layers.settings import Operations
    from rfcalc.readers.document import Node

GENERAL_KEYS = (*settings.GENERAL_KEYS, "when")
"""Keys that every layer of a file has, whatever its type."""


def first_list(keys: Keys, type_name: str) -> tuple[str, Sequence] | None:
    """Return a layer's first key whose value is a list of one per axis, and the list; ``None`` if it has none."""
    for key in LAYER_TYPES[type_name].keys:
        entry = keys.get(key)
        if entry is not None and isinstance(entry[1], Sequence):
            return key, entry[1]
    return None


class SettingsReader:
    """Reads layers' keys; layers with equal keys are read once, and equal operations are one."""

    def __init__(self, axes: int, hint: str = "") -> None:
        """Remember how many axes the network has, and what to say of them where a list is one for others."""
        self.axes = axes
        self.hint = hint
        self._read_before: dict[tuple[object, ...], Operations] = {}
        self._known: dict[Operation, Operation] = {}

    def read(self, type_name: str, keys: Keys) -> Operations:
        """Return the operation along each axis.

        Raises `RfcalcError` for all that is wrong, with keys and lines, the layer yet to be named.
        """
        form: list[object] = [type_name]
        for key, (_, node) in keys.items():
            form += (key, _form(node))
        known = self._read_before.get(tuple(form))
        if known is None:
            known = self._read_before[tuple(form)] = self._read(type_name, keys)
        return known

    def _read(self, type_name: str, keys: Keys) -> Operations:
        def line(key: str, item: tuple[int, ...] | None) -> int | None:
            return keys[key][0] if item is None else line_of(keys[key][1], item)

        given = {key: plain(node) for key, (_, node) in keys.items()}
        try:
            made = settings.operations_of(
                type_name, given, self.axes, general=GENERAL_KEYS, line_of=line, hint=self.hint
            )
        except RfcalcError as error:
            for each in (error, *error.others):
                if each.key in keys:
                    tell_arithmetic(each, item_of(keys[each.key][1], each.item))
            raise
        return tuple([self._known.setdefault(each, each) for each in made])


def _form(node: Node) -> object:
    """Return what tells one value from another, wherever they stand."""
    if isinstance(node, Scalar):
        return node.value, node.value.__class__  # the class tells true from 1
    return tuple([_form(item) for item in node.items]) if isinstance(node, Sequence) else ()  # no key has a mapping


def short_form(name: str, node: Sequence) -> tuple[str, Keys]:
    """Return type and keys of a layer jotted down as ``conv1: [kernel, stride, padding, dilation]``."""
    if not 1 <= len(node.items) <= len(SHORT_FORM):
        raise RfcalcError(
            f"found {shown(node)}",
            allowed=f"allowed: [{', '.join(SHORT_FORM)}], the later ones may be left out",
            line=node.line,
        )
    type_name = short_type(name, [plain(item) for item in node.items])
    return type_name, {word: (item.line, item) for word, item in zip(SHORT_FORM, node.items)}
