"""The numbers of a form: one list, from which tables, maps and pictures take their headings and their spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.form import GRADIENT
from rfcalc.network.pixel import surface
from rfcalc.page.glossary import GLOSSARY
from rfcalc.page.parts import ESSENTIAL, KEEP
from rfcalc.page.spelling import LONGEST, across, amount, box, number, percent, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from rfcalc.analysis.form import Form
    from rfcalc.analysis.numbers import Number


PLAIN = ("n", "rf")
"""What every table of layers has, and no table explains."""


class FormNumber(NamedTuple):
    """One number of a form and how people read it; where it differs by axis, that of one axis."""

    key: str  # the field of `Form` and the key in JSON
    spelled: Callable[[Any], str]
    importance: int = KEEP  # of its column in a table
    role: str = ""
    heading: str = ""  # what people know it by, where that is not the key
    in_full: Callable[[Any], str] | None = None  # how it is spelled where there is room
    needs_size: bool = False  # whether an input size would tell it where it is not known

    def named(self, axes: Sequence[str]) -> str:
        """Return what stands above a column of it, or before it; a network of one axis has no image."""
        return (self.heading or self.key).replace("image", surface(axes))

    def meaning(self, axes: Sequence[str]) -> str:
        """Return what it is, in a phrase; nothing of what any table of layers has."""
        return "" if self.key in PLAIN else GLOSSARY.get(self.key, "").replace("image", surface(axes))

    def text(self, form: Form) -> str:
        """Return the number as a cell of a table: axes that agree once, ``224``, and else ``224x320``."""
        value = getattr(form, self.key)
        if value is None:
            return "?" if self.needs_size and None in form.n else "-"
        return across(value, self.spelled) if isinstance(value, tuple) else self.spelled(value)

    def by_axis(self, form: Form, axes: Sequence[str]) -> list[tuple[str, str]]:
        """Return axes, x first, and the number of each; once and without an axis where all agree, nothing of None."""
        value = getattr(form, self.key)
        spelled = self.in_full or self.spelled
        if value is None:
            return []
        words = [spelled(each) for each in value] if isinstance(value, tuple) else [spelled(value)]
        if words.count(words[0]) == len(words):
            return [("", words[0])]
        return list(zip(axes, words))[::-1]


def _in_full(count: Number) -> str:
    return amount(count, LONGEST)


NUMBERS = (
    FormNumber("n", number, KEEP),
    FormNumber("rf", number, KEEP, "main"),
    FormNumber("box", box),
    FormNumber("counted", box),
    FormNumber("pixels", number, 0),
    FormNumber("holes", percent, 7, "fault"),
    FormNumber("paths", amount, 1, in_full=_in_full),
    FormNumber("largest", amount, in_full=_in_full),
    FormNumber("erf", rounded, ESSENTIAL, "main"),
    FormNumber("erf_share", percent, 8, heading="erf/rf"),
    FormNumber("std", rounded, 6),
    FormNumber("std_formula", rounded, 4),
    FormNumber("gridding", percent, KEEP, "fault"),
    FormNumber("checkerboard", percent, 5, "fault"),
    FormNumber("center", number),
    FormNumber("shift", rounded, KEEP, "fault", needs_size=True),
    FormNumber("shift_image", rounded, 3, needs_size=True),
    FormNumber("shift_mass", rounded, 2),
)
"""Every number that people are told of a form, in the order in which a map tells them.

``mass`` is not among them: it is ``center`` and ``shift_mass`` together.
"""

_BY_KEY = {each.key: each for each in NUMBERS}

OF_LAYERS = tuple(
    [
        _BY_KEY[key]
        for key in (
            *("n", "rf", "erf", "erf_share", "std", "std_formula", "holes", "gridding", "checkerboard"),
            *("shift", "shift_image", "shift_mass", "pixels", "paths"),
        )
    ]
)
"""Those of a table of layers, in its order."""

OF_A_CURE = tuple([_BY_KEY[key] for key in ("n", "rf", "erf", "erf_share", "std", "holes", "gridding", "shift")])
"""Those that stand before and after a cure."""

OF_A_MAP = NUMBERS[1:]
"""Those of a map; n is not one of a feature."""

OF_GRADIENTS = tuple([each._replace(heading="gradient") if each.key == "paths" else each for each in OF_A_MAP])
"""Those of a map of measured gradients, which have no paths."""


def of_map(weights: str) -> tuple[FormNumber, ...]:
    """Return the numbers of a map by what was counted."""
    return OF_GRADIENTS if weights == GRADIENT else OF_A_MAP
