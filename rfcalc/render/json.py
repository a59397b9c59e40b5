"""Answers as JSON, ASCII only: one object on one line, whose form is that of the schemas shipped with rfcalc."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.page.answer import Answer
    from rfcalc.render.values import Look


def write(answers: Sequence[Answer], *, look: Look) -> str:  # noqa: ARG001 - records hold numbers, which have no look
    """Return one object a line (JSON Lines), for one answer as for many."""
    # A number that no decimal spells exactly is a Fraction, the only value json does not know: "7/3".
    return "".join([json.dumps(answer.record(), default=str, allow_nan=False) + "\n" for answer in answers])
