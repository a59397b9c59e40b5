"""The JSON Schema of network files, made of the tables by which files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.layers.kinds import COUNTS, FLAGS, SIZES
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.words import SHORT_FORM
from rfcalc.network.inputs import AXES, INPUT, NAME_LIMIT
from rfcalc.network.pixel import MAX_WORD, PIXEL_KEYS
from rfcalc.readers.netfile import meanings
from rfcalc.readers.netfile.blocks import BLOCK_KEYS, INDEX
from rfcalc.readers.netfile.expansion import USE_KEYS
from rfcalc.readers.netfile.network import KEYS
from rfcalc.readers.netfile.repetitions import LAYER_LIMIT
from rfcalc.readers.netfile.settings import GENERAL_KEYS

if TYPE_CHECKING:
    from rfcalc.layers.keys import Key
    from rfcalc.layers.kinds import Allowed, Kind
    from rfcalc.layers.types import LayerType

_TEXT: Allowed = {"type": "string", "minLength": 1}


def network_schema() -> Allowed:
    """Return the schema (JSON Schema, draft 2020-12) of network files, with a description of every key.

    What a schema cannot say is not in it: which names exist, which sizes fit, whether layers form a cycle.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:rfcalc:schema:network:1",
        "title": "rfcalc network file",
        "description": "One network for rfcalc: an input and layers, in YAML or JSON.",
        **_mapping(
            KEYS,
            {
                **dict.fromkeys(("name", "description", "family", "source"), _TEXT),
                "input": _value(SIZES),
                "inputs": {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"minLength": 1, "maxLength": NAME_LIMIT},
                    "additionalProperties": {"anyOf": [*_value(SIZES)["anyOf"], {"type": "null"}]},
                },
                "pixel": _pixel(),
                "checks": {"type": "array", "items": {"type": "string", "pattern": r"\S"}},
                "parameters": _PARAMETERS,
                "blocks": {"type": "object", "additionalProperties": _at("block")},
                "layers": {"allOf": [_at("layers"), _NONE_CALLED_INPUT]},
            },
            meanings.NETWORK,
            ("layers",),
        ),
        "not": {"required": ["input", "inputs"]},
        "$defs": _definitions(),
    }


def _at(name: str) -> Allowed:
    return {"$ref": f"#/$defs/{name}"}


def _mapping(
    known: tuple[str, ...], allowed: dict[str, Allowed], told: dict[str, str], required: tuple[str, ...]
) -> Allowed:
    """Return a mapping that has exactly the known keys; ``allowed`` and ``told`` speak of each of them."""
    return {
        "type": "object",
        "required": [*required],
        "additionalProperties": False,
        "properties": {key: {"description": told[key], **allowed[key]} for key in known},
    }


def _pixel() -> Allowed:
    word: Allowed = {"type": "string", "minLength": 1, "maxLength": MAX_WORD}
    number: Allowed = {"type": "number", "exclusiveMinimum": 0}

    def alone_or_listed(one: Allowed) -> Allowed:
        return {"anyOf": [one, {"type": "array", "items": {"anyOf": [one, {"type": "null"}]}, "minItems": 1}]}

    return {
        **_mapping(
            PIXEL_KEYS,
            {"name": word, "size": alone_or_listed(number), "unit": alone_or_listed(word)},
            meanings.PIXEL,
            (),
        ),
        "minProperties": 1,
        "dependentRequired": {"size": ["unit"], "unit": ["size"]},
    }


def _value(kind: Kind) -> Allowed:
    """Return what a key of a kind may have: a value for every axis and, where there may be one, a list."""
    if kind.listed is None:
        return kind.alone
    several = {"type": "array", "items": kind.listed, "minItems": min(AXES), "maxItems": max(AXES)}
    return {"anyOf": [*kind.alone.get("anyOf", [kind.alone]), several]}


def _or_parameter(allowed: Allowed) -> Allowed:
    """Return what is allowed, and a parameter in its place and in that of every item."""
    forms = [
        {**form, "items": _or_parameter(form["items"])} if "items" in form else form
        for form in allowed.get("anyOf", [allowed])
    ]
    return {"anyOf": [*forms, _PARAMETER]}


_PARAMETER = _at("parameter")
_PARAMETERS: Allowed = {"type": "object", "propertyNames": {"not": {"const": INDEX}}}
_NAMES: Allowed = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_NONE_CALLED_INPUT: Allowed = {"items": {"properties": {"name": {"not": {"const": INPUT}}, INPUT: False}}}


def _definitions() -> dict[str, Allowed]:
    groups: dict[tuple[object, ...], list[str]] = {}
    for name, row in LAYER_TYPES.items():
        groups.setdefault((row.operation, *row.keys, row.joins, row.broadcasts), []).append(name)
    kinds = {key.kind.name: key.kind for layer_type in LAYER_TYPES.values() for key in layer_type.keys.values()}
    return {
        "parameter": {"type": "string", "pattern": r"^[-0-9+*/%() ]*\$.", "description": meanings.PARAMETER},
        **{name: _or_parameter(_value(kind)) for name, kind in kinds.items()},
        "layers": {"type": "array", "minItems": 1, "items": _at("layer")},
        "layer": _layer(),
        "typed": _typed([*groups.values()]),
        "short_form": _short_form(),
        "use": _use(),
        "block": _block(),
        **{names[0]: _settings(LAYER_TYPES[names[0]]) for names in groups.values()},
    }


def _layer() -> Allowed:
    """Return any entry of a list of layers; what its name and type may be is said here, so that editors offer both."""
    types = [{"const": name, "description": row.meaning} for name, row in LAYER_TYPES.items()]
    allowed: dict[str, Allowed] = {
        "name": {**_TEXT, "maxLength": NAME_LIMIT},
        "type": {"oneOf": types},
        "inputs": _NAMES,
        "when": _at(FLAGS.name),
    }
    told = {**meanings.LAYER, "block": meanings.USE["block"]}
    properties = {key: {"description": told[key], **allowed[key]} for key in GENERAL_KEYS}
    del properties["type"]["description"]  # each type has its own
    return {
        "type": "object",
        "if": {"required": ["name"]},
        "then": {
            "properties": {**properties, "block": {"description": told["block"], **_TEXT}},
            "if": {"required": ["block"]},
            "then": _at("use"),
            "else": _at("typed"),
        },
        "else": _at("short_form"),
    }


def _typed(groups: list[list[str]]) -> Allowed:
    return {
        "required": ["type"],
        "allOf": [
            {"if": {"required": ["type"], "properties": {"type": {"enum": names}}}, "then": _at(names[0])}
            for names in groups
        ],
    }


def _settings(layer_type: LayerType) -> Allowed:
    """Return the keys of a type."""
    schema: Allowed = {
        "required": [key for key, row in layer_type.keys.items() if row.required and not row.instead],
        "additionalProperties": False,
        "properties": {
            **{key: _setting(row) for key, row in layer_type.keys.items()},
            **dict.fromkeys(GENERAL_KEYS, True),
            "inputs": _inputs_of(layer_type),
        },
    }
    if layer_type.joins:
        schema["required"].append("inputs")
    if layer_type.rule is not None:
        schema["allOf"] = [*layer_type.rule.schema]
    return schema


def _inputs_of(layer_type: LayerType) -> Allowed:
    if layer_type.joins:
        return _names_of(2, None)
    return _NAMES if layer_type.any_inputs else {"anyOf": [_TEXT, _names_of(1, 1)]}


def _names_of(least: int, most: int | None) -> Allowed:
    names = {"type": "array", "items": _TEXT, "minItems": least}
    return names if most is None else {**names, "maxItems": most}


def _setting(row: Key) -> Allowed:
    schema = {"description": row.meaning, **_at(row.kind.name)}
    if row.default is not None:
        schema["default"] = row.default[0] if isinstance(row.default, tuple) else row.default
    return schema


def _short_form() -> Allowed:
    conv = LAYER_TYPES["conv"].keys
    values = {
        "type": "array",
        "description": meanings.SHORT_FORM,
        "prefixItems": [_setting(conv[key]) for key in SHORT_FORM],
        "items": False,
        "minItems": 1,
    }
    return {
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"minLength": 1, "maxLength": NAME_LIMIT},
        "additionalProperties": values,
    }


def _use() -> Allowed:
    values: Allowed = {"type": "object"}
    return _mapping(
        USE_KEYS,
        {
            "name": {},
            "block": _TEXT,
            "inputs": _NAMES,
            "repeat": _or_parameter({**COUNTS.alone, "maximum": LAYER_LIMIT}),
            **dict.fromkeys(("with", "first", "last"), values),
            "each": {
                "type": "object",
                "additionalProperties": _or_parameter({"type": "array", "minItems": 1}),
            },
            "when": _at(FLAGS.name),
        },
        meanings.USE,
        ("name", "block"),
    )


def _block() -> Allowed:
    return {
        **_mapping(
            BLOCK_KEYS,
            {
                "parameters": _PARAMETERS,
                "inputs": {"anyOf": [_TEXT, {**_names_of(1, None), "uniqueItems": True}]},
                "output": _TEXT,
                "layers": _at("layers"),
            },
            meanings.BLOCK,
            ("layers",),
        ),
        "anyOf": [{"required": ["inputs"]}, {"properties": {"layers": _NONE_CALLED_INPUT}}],
    }
