"""The conditions that a file sets down for its network, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.layers.kinds import refusal
from rfcalc.network.build import CHECKS, CHECKS_ALLOWED
from rfcalc.network.model import Check
from rfcalc.readers.document import Mapping, Node, Scalar, Sequence
from rfcalc.readers.netfile import keys

if TYPE_CHECKING:
    from rfcalc.errors import Mistakes


def read_checks(node: Node, mistakes: Mistakes) -> tuple[Check, ...]:
    """Return the conditions of a network; what each says is read by whoever checks it."""
    checks: list[Check] = []
    with mistakes:
        if not isinstance(node, Sequence):
            raise keys.refused(node, CHECKS_ALLOWED, CHECKS)
        for item in node.items:
            with mistakes:
                checks.append(_check(item))
    return tuple(checks)


def _check(node: Node) -> Check:
    """Return one condition; YAML takes one with a layer for a mapping, unless it stands in quote marks."""
    if isinstance(node, Scalar) and isinstance(node.value, str) and node.value.strip():
        return Check(node.value.strip(), node.line)
    error = refusal(keys.plain(node), CHECKS_ALLOWED)
    error.line, error.key = node.line, CHECKS
    if isinstance(node, Mapping) and len(node.entries) == 1:
        ((layer, (_, condition)),) = node.entries.items()
        if isinstance(condition, Scalar) and isinstance(condition.value, str):
            error.advise(f'it needs quote marks: "{layer}: {condition.value}"')
    raise error
