"""The types of layers that a file may name: what each reads, its keys and an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.layers.formulas import FORMULAS
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.words import unknown_type
from rfcalc.page.notebook import shown_in_notebooks

if TYPE_CHECKING:
    from rfcalc.layers.keys import Key
    from rfcalc.page.answer import Grid
    from rfcalc.page.parts import Page


class TypeKey(NamedTuple):
    """One key of a type; ``default`` is as a file has it, ``None`` where the key must be given or may be missing."""

    name: str
    default: str | None
    required: bool
    meaning: str


@shown_in_notebooks
class TypeOfLayer(NamedTuple):
    """One type; ``alone`` if it was asked for by its name, and is told in full."""

    name: str
    meaning: str
    formula: str  # what feature i reads
    example: str  # a layer, as a file has it
    keys: tuple[TypeKey, ...]
    alone: bool
    recurrence: dict[str, str]  # how jump, rf and start follow from those of the map before, as far as they change

    def page(self) -> Page:
        """Return the type in full, or a row of the list of types."""
        from rfcalc.page.parts import Facts, Statement, Table, column

        if not self.alone:
            columns = (
                column("type", [self.name], "name"),
                column("keys (default)", [", ".join(map(_in_short, self.keys))], importance=2),
                column("feature i reads", [self.formula], importance=1),
            )
            return (Table(columns, listed=True),)
        facts = Facts(
            ("type", self.name), (("reads", self.formula), *self.recurrence.items(), ("example", self.example))
        )
        keys = (
            column("key", [key.name for key in self.keys], "name"),
            column("default", ["needed" if key.required else key.default or "" for key in self.keys]),
            column("meaning", [key.meaning for key in self.keys], importance=1),
        )
        page: Page = (Statement(f"{self.name}:", self.meaning), facts)
        return (*page, Table(keys, flowing="meaning")) if self.keys else page

    def record(self) -> dict[str, object]:
        """Return the type as JSON has it, rfcalc.types/1."""
        keys = [
            {"name": key.name, "required": key.required, "default": key.default, "meaning": key.meaning}
            for key in self.keys
        ]
        return {
            "schema": "rfcalc.types/1",
            "type": self.name,
            "meaning": self.meaning,
            "formula": self.formula,
            **({"recurrence": self.recurrence} if self.recurrence else {}),
            "example": self.example,
            "keys": keys,
        }

    def grid(self) -> Grid:
        """Return one row."""
        from rfcalc.page.answer import Grid

        row = (self.name, " ".join(key.name for key in self.keys), self.formula, self.example, self.meaning)
        return Grid(("type", "keys", "formula", "example", "meaning"), frozenset(), (), [row])


def types_of_layers(name: str | None = None) -> tuple[TypeOfLayer, ...]:
    """Return all types in the order of the table, or the one of a name. Raises `RfcalcError` for another name."""
    if name is None:
        return tuple([_type(each, alone=False) for each in LAYER_TYPES])
    if name not in LAYER_TYPES:
        error = unknown_type(name)
        error.key = "NAME"
        raise error
    return (_type(name, alone=True),)


def _type(name: str, *, alone: bool) -> TypeOfLayer:
    row = LAYER_TYPES[name]
    keys = tuple([TypeKey(key, _default(about), about.required, about.meaning) for key, about in row.keys.items()])
    formulas = FORMULAS.get(row.operation)
    recurrence = formulas.recurrence._asdict() if formulas is not None and formulas.recurrence is not None else {}
    return TypeOfLayer(
        name=name,
        meaning=row.meaning,
        formula=row.formula,
        example=row.example,
        keys=keys,
        alone=alone,
        recurrence={number: formula for number, formula in recurrence.items() if formula},
    )


def _default(key: Key) -> str | None:
    """Return the default of a key as a file would have it."""
    if key.default_from:
        return f"the {key.default_from}"
    default = key.default[0] if isinstance(key.default, tuple) else key.default
    if default is None:
        return None
    return str(default).lower() if isinstance(default, bool) else str(default)


def _in_short(key: TypeKey) -> str:
    return f"{key.name} ({key.default})" if key.default else key.name
