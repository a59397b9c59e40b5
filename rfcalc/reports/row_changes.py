"""In which rows a network's table differs from an earlier one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import escaped
from rfcalc.page.spelling import across
from rfcalc.reports.summary import summarize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfcalc.page.answer import Value
    from rfcalc.readers.baseline import Baseline, Plain, Row
    from rfcalc.reports.metrics import Metrics

REACHES = ("reach", "clean")
"""What a summary's rows have where it is asked for."""


class RowChange(NamedTuple):
    """A layer that has come, has gone, or has another row than it had."""

    layer: str
    line: int | None  # where the layer is described now
    before: Row | None  # None: it has come; else what differs
    after: Row | None  # None: it has gone; else what differs

    @property
    def what(self) -> str:
        """Return the word for it: ``"added"``, ``"removed"`` or ``"changed"``."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def keys(self) -> list[str]:
        """Return the keys that differ, of a layer that is in both."""
        return list({**(self.before or {}), **(self.after or {})}) if self.what == "changed" else []

    def record(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {"layer": self.layer, "what": self.what, "before": self.before, "after": self.after}

    def text(self, baseline: str) -> str:
        """Return it in one line: ``conv1: rf is 13, not 11 as in base.json``."""
        name, file = escaped(self.layer), escaped(baseline)
        if self.before is None:
            return f"{name}: it is not in {file}"
        if self.after is None:
            return f"{name}: it is in {file}, and not in the network"
        told = [f"{key} is {_spelled(self.after.get(key))}, not {_spelled(self.before.get(key))}" for key in self.keys]
        return f"{name}: {'; '.join(told)} as in {file}"

    def cells(self) -> Iterator[tuple[str, str, Value, Value]]:
        """Yield what differs, along which axis, what it is and what it was."""
        if self.what != "changed":
            yield self.what, "", None, None
        for key in self.keys:
            found, wanted = ((side or {}).get(key) for side in (self.after, self.before))
            if isinstance(found, dict) and isinstance(wanted, dict):
                for axis in {**wanted, **found}:
                    if found.get(axis) != wanted.get(axis):
                        yield key, axis, _spelled(found.get(axis)), _spelled(wanted.get(axis))
            else:
                yield key, "", _spelled(found), _spelled(wanted)


def changes_since(metrics: Metrics, baseline: Baseline) -> tuple[RowChange, ...]:
    """Return the layers whose rows differ, in the order of the network, then those that have gone.

    Any difference is one: of a number, a type, an input. Raises `RfcalcError` where the network has no summary.
    """
    network = metrics.analysis.network
    if any(key in row for row in baseline.rows.values() for key in REACHES):
        rows = summarize(metrics.analysis, reach=True).layers
    else:
        rows = tuple([metrics.row(node) for node in range(1, len(network.layers) + 1)])
    now: dict[str, Row] = {row.name: _as_read(row.record(network.axes)) for row in rows}
    lines = {layer.name: layer.origin.line for layer in network.layers}
    changes = []
    for name, row in now.items():
        before = baseline.rows.get(name)
        if before is None:
            changes.append(RowChange(name, lines[name], None, row))
        elif before != row:
            differing = [key for key in {**before, **row} if before.get(key) != row.get(key)]
            sides = [{key: side[key] for key in differing if key in side} for side in (before, row)]
            changes.append(RowChange(name, lines[name], *sides))
    changes += [RowChange(name, None, row, None) for name, row in baseline.rows.items() if name not in now]
    return tuple(changes)


def _as_read(record: dict[str, object]) -> Row:
    """Return a row as it is read back from JSON."""
    return {key: _plain(value) for key, value in record.items()}


def _plain(value: object) -> Plain:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _spelled(value: Plain) -> str:
    """Return a value of a row as a line tells it: what axes share once."""
    if isinstance(value, dict) and value:
        return across(list(value.values()), _spelled)
    if isinstance(value, list):
        return escaped(f"[{', '.join(map(_spelled, value))}]")
    if value is None or isinstance(value, dict):
        return "none"
    return escaped(value) if isinstance(value, str) else json.dumps(value)
