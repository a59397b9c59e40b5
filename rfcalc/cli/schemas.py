"""The JSON Schemas of what rfcalc reads and of what it writes."""

from __future__ import annotations

import json

from rfcalc.data.catalog import schema_names, schema_path
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.writers.schema import network_schema

NETWORK = "network"


def known_schemas() -> tuple[str, ...]:
    """Return the names of the schemas: that of network files first, then those of the answers."""
    return (NETWORK, *schema_names())


def schema_text(name: str) -> str:
    """Return a schema as JSON. Raises `RfcalcError` for a name that no schema has."""
    if name == NETWORK:
        return json.dumps(network_schema(), indent=2) + "\n"
    if name not in schema_names():
        allowed = f"{nearest(name, known_schemas())} one of {', '.join(known_schemas())}".strip()
        raise RfcalcError(quoted(name), allowed=allowed, key="NAME")
    with open(schema_path(name), encoding="utf-8") as stream:
        return stream.read()
