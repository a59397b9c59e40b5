"""The keys of one layer, as somebody gives them, checked and made into its operation along each axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rfcalc.errors import Mistakes, RfcalcError, nearest, quoted
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.values import setting_of
from rfcalc.layers.words import KEYS_OF_OTHERS, WITHOUT_SAY, unknown_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rfcalc.layers.kinds import Plain
    from rfcalc.layers.types import LayerType
    from rfcalc.layers.values import Operation, Setting

GENERAL_KEYS = ("name", "type", "inputs")
"""Keys that every layer has, whatever its type."""

Operations = tuple["Operation", ...]
"""What a layer does along each axis; equal axes share one value."""

LineOf = Callable[[str, "tuple[int, ...] | None"], "int | None"]


def no_line(_key: str, _item: tuple[int, ...] | None) -> int | None:
    """Return the line of what is in no file."""
    return None


def type_of(name: object) -> LayerType:
    """Return the row of a type; raise `RfcalcError` where there is no such type, with the nearest."""
    if isinstance(name, str) and name in LAYER_TYPES:
        return LAYER_TYPES[name]
    raise unknown_type(name)


def operations_of(
    type_name: str,
    given: Mapping[str, Plain],
    axes: int,
    *,
    general: Sequence[str] = GENERAL_KEYS,
    line_of: LineOf = no_line,
    hint: str = "",
) -> Operations:
    """Return what a layer does along each axis, given the keys of its type.

    ``general`` are the keys that layers have besides, for messages; ``line_of`` tells where a key (``None``) or
    an item of its value stands; ``hint`` is said of lists that are for another number of axes. Raises `RfcalcError`
    for all that is wrong, with keys and lines, without the layer.
    """
    row = type_of(type_name)
    mistakes = Mistakes()
    for key in given:
        if key not in row.keys:
            with mistakes, RfcalcError.within(line=line_of(key, None)):
                raise unknown_key(key, (*row.keys, *general), type_name)
    complete = not mistakes.found  # a missing key may be the mistyped one
    values: dict[str, tuple[Setting, ...]] = {}
    for key, about in row.keys.items():
        if key in given:
            with mistakes, RfcalcError.within(key=key):
                try:
                    values[key] = about.kind.read(given[key], axes)
                except RfcalcError as error:
                    error.line = line_of(key, error.item)
                    items = about.kind.along(given[key])
                    error.advise(hint if items is not None and len(items) != axes else "")
                    raise
        elif not about.required:
            default = values.get(about.default_from)
            values[key] = default if default is not None else (about.default,) * axes
        elif about.instead in given:
            values[key] = (about.default,) * axes
        elif complete:
            with mistakes:
                raise RfcalcError(f"'{key}' is missing", allowed=f"{type_name} needs it")
    mistakes.tell()
    made = [row.operation(**dict(zip(values, along))) for along in zip(*values.values())] or [row.operation()]
    return _checked(row, made, axes, {key: line_of(key, None) for key in given})


def changed(type_name: str, operations: Operations, given: Mapping[str, Plain]) -> Operations:
    """Return what a layer does with other values of some keys of its type; ``None`` leaves a key out.

    Raises `RfcalcError` with the key.
    """
    row, axes = type_of(type_name), len(operations)
    values = {}
    for key, value in given.items():
        if key not in row.keys:
            raise unknown_key(key, tuple(row.keys), type_name)
        about = row.keys[key]
        with RfcalcError.within(key=key):
            left_out = value is None and (about.instead or not about.required)
            values[key] = (about.default,) * axes if left_out else about.kind.read(value, axes)
    old = [{key: setting_of(each, key) for key in row.keys} for each in operations]
    new = [{**each, **{key: along[axis] for key, along in values.items()}} for axis, each in enumerate(old)]
    return _checked(row, [row.operation(**each) for each in new], axes, {})


def _checked(row: LayerType, made: list[Operation], axes: int, lines: Mapping[str, int | None]) -> Operations:
    """Return operations whose keys go together, one for each axis; equal axes share one."""
    alike = made.count(made[0]) == len(made)
    if row.rule is not None:
        try:
            for each in made[:1] if alike else made:
                row.rule.check(each)
        except RfcalcError as error:
            error.line = lines.get(error.key)
            raise
    return (made[0],) * axes if alike else tuple(made)


def unknown_key(key: str, known: Sequence[str], owner: str) -> RfcalcError:
    """Return the error that ``owner`` has no such key, with what to write instead."""
    ours = KEYS_OF_OTHERS.get(key.casefold(), ())
    hint = next((f"did you mean {quoted(each)}?" for each in ours if each in known), "")
    if not hint:
        hint = "leave it out, no receptive field depends on it;" if key in WITHOUT_SAY else nearest(key, known)
    return RfcalcError(
        f"unknown key {quoted(key)}",
        allowed=(f"{hint} " if hint else "") + f"{owner} takes: {', '.join(known)}",
    )
