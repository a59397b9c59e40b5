"""A layer's keys read into its settings along each axis, by the table of layer types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.layers.types import LAYER_TYPES, OTHER_NAMES
from rfcalc.readers.document import Scalar, Sequence
from rfcalc.readers.netfile.keys import Keys, shown, unknown_key

if TYPE_CHECKING:
    from rfcalc.layers import Settings

GENERAL_KEYS = ("name", "type", "inputs", "when")
"""Keys that every layer has, whatever its type."""

SHORT_FORM = ("kernel", "stride", "padding", "dilation")
"""The keys whose values stand in a list in the short form of a layer."""


def check_type(name: str, line: int) -> None:
    """Raise `RfcalcError` where there is no such type, with the nearest."""
    if name not in LAYER_TYPES:
        ours = OTHER_NAMES.get(name.casefold())
        hint = f"did you mean '{ours}'?" if ours else nearest(name, LAYER_TYPES)
        common = ", ".join(list(LAYER_TYPES)[:8])
        raise RfcalcError(
            f"unknown type {quoted(name)}",
            allowed=hint or f"the types are listed in the README ({common} ...)",
            line=line,
            key="type",
        )


def first_list(keys: Keys, type_name: str) -> tuple[str, Sequence] | None:
    """Return a layer's first key whose value is a list of one per axis, and the list; ``None`` if it has none."""
    for key in LAYER_TYPES[type_name].keys:
        entry = keys.get(key)
        if entry is not None and isinstance(entry[1], Sequence):
            return key, entry[1]
    return None


class SettingsReader:
    """Reads layers' keys; equal layers are read once."""

    def __init__(self, axes: int) -> None:
        """Remember how many axes the network has."""
        self.axes = axes
        self._seen: dict[tuple[Any, ...], tuple[Settings, ...]] = {}

    def read(self, type_name: str, keys: Keys) -> tuple[Settings, ...]:
        """Return the settings per axis; raise `RfcalcError` with the key and line, the layer yet to be named."""
        form: list[Any] = [type_name]
        for key, (_, node) in keys.items():
            if not isinstance(node, Scalar):
                return self._read(type_name, keys)
            form += (key, node.value, node.value.__class__)  # the class tells true from 1
        settings = self._seen.get(tuple(form))
        if settings is None:
            settings = self._seen[tuple(form)] = self._read(type_name, keys)
        return settings

    def _read(self, type_name: str, keys: Keys) -> tuple[Settings, ...]:
        layer_type = LAYER_TYPES[type_name]
        for key, (line, _) in keys.items():
            if key not in layer_type.keys:
                raise unknown_key(key, line, (*layer_type.keys, *GENERAL_KEYS), type_name)
        values = self._values(type_name, keys)
        if layer_type.check is not None:
            try:
                layer_type.check(values)
            except RfcalcError as error:
                if error.key in keys:
                    error.line = keys[error.key][0]
                raise
        columns: list[Settings] = [dict(zip(values, column)) for column in zip(*values.values())]
        if not columns or all(column == columns[0] for column in columns):
            return ((columns or [{}])[0],) * self.axes
        return tuple(columns)

    def _values(self, type_name: str, keys: Keys) -> dict[str, tuple[Any, ...]]:
        """Return the value of every key of the type, one per axis; defaults where it is left out."""
        values: dict[str, tuple[Any, ...]] = {}
        for key, row in LAYER_TYPES[type_name].keys.items():
            entry = keys.get(key)
            if entry is not None:
                try:
                    values[key] = row.kind.read(entry[1], self.axes)
                except RfcalcError as error:
                    error.key = key
                    raise
            elif row.required:
                raise RfcalcError(f"'{key}' is missing", allowed=f"{type_name} needs it")
            else:
                values[key] = values[row.default_from] if row.default_from else (row.default,) * self.axes
        return values


def short_form(name: str, node: Sequence) -> tuple[str, Keys]:
    """Return type and keys of a layer jotted down as ``conv1: [kernel, stride, padding, dilation]``."""
    if not 1 <= len(node.items) <= len(SHORT_FORM):
        raise RfcalcError(
            f"found {shown(node)}",
            allowed=f"allowed: [{', '.join(SHORT_FORM)}], the later ones may be left out",
            line=node.line,
        )
    stem = name.casefold().rstrip("0123456789_.-")
    type_name = {"pool": "maxpool", "maxpool": "maxpool", "avgpool": "avgpool"}.get(stem, "conv")
    return type_name, {word: (item.line, item) for word, item in zip(SHORT_FORM, node.items)}
