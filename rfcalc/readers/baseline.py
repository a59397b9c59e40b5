"""The rows of an earlier summary: what a network is compared with, as ``rfcalc summary --format json`` writes it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from rfcalc.errors import RfcalcError, quoted
from rfcalc.readers.document import decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = "rfcalc.summary/1"
HOW = "rfcalc check NET --baseline FILE --update writes one"

Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None
"""A value as JSON has it."""

Row = dict[str, Plain]
"""What is known of a layer, by its keys."""


class Baseline(NamedTuple):
    """An earlier summary of a network."""

    file: str
    rows: dict[str, Row]  # by the names of layers


def read_baseline(path: str | os.PathLike[str]) -> Baseline:
    """Return the summary that a file holds. Raises `RfcalcError` where there is none."""
    file = os.fsdecode(path)
    if not os.path.lexists(file):
        raise RfcalcError("there is no such baseline", allowed=HOW, file=file)
    return baseline_in(decode(read_bytes(file), file), file)


def baseline_in(text: str, file: str) -> Baseline:
    """Return the summary that a text holds. Raises `RfcalcError` where it holds none."""
    with RfcalcError.within(file=file):
        record = _record(text)
        found = record.get("schema") if isinstance(record, dict) else None
        if not isinstance(record, dict) or found != SCHEMA:
            raise RfcalcError(f"found schema {quoted(found)}", allowed=f"a baseline is {SCHEMA}; {HOW}")
        if "left_out" in record:
            raise RfcalcError("it leaves out layers", allowed=f"a baseline has a row for each; {HOW}")
        layers = record.get("layers")
        rows: dict[str, Row] = {}
        for row in layers if isinstance(layers, list) else [None]:
            name = row.get("name") if isinstance(row, dict) else None
            if not isinstance(row, dict) or not isinstance(name, str) or name in rows:
                raise RfcalcError(f"its layers are not those of {SCHEMA}", allowed=HOW)
            rows[name] = row
    return Baseline(file, rows)


def _record(text: str) -> Plain:
    """Return the value of a text in JSON, which may have no key twice and no NaN."""
    try:
        value: Plain = json.loads(text, object_pairs_hook=_mapping, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        what = "more than one value" if error.msg == "Extra data" else "this is no JSON"
        raise RfcalcError(what, allowed=f"a baseline is one {SCHEMA}; {HOW}", line=error.lineno) from None
    except (RecursionError, ValueError):  # nested without end, a number of thousands of digits
        raise RfcalcError("this is no JSON that can be read", allowed=HOW) from None
    return value


def _mapping(pairs: Sequence[tuple[str, Plain]]) -> Row:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise RfcalcError("a key stands twice in a mapping", allowed=HOW)
    return mapping


def _refuse_constant(word: str) -> NoReturn:
    raise RfcalcError(f"found {word}", allowed=f"numbers are finite; {HOW}")
