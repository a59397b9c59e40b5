"""The numbers of a form: one list, from which tables, maps, pictures and CSV take their headings and their spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Union

from rfcalc.page.answer import bounds
from rfcalc.page.parts import KEEP, Cell, Column
from rfcalc.page.spelling import LONGEST, across, amount, box, number, percent, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis.form import Form
    from rfcalc.page.answer import Value

Told = Union[int, float, tuple[object, ...], None]

COMPARED = 6
"""The least importance of the numbers that stand before and after a cure."""


class FormNumber(NamedTuple):
    """One number of a form: a field of `Form`, and how people read it."""

    key: str
    spelled: Callable[..., str]  # one value, or that of one axis
    importance: int | None = None  # of its column in a table of layers; None: only a map tells it
    role: str = ""
    heading: str = ""  # where it is not the key
    room: Callable[..., str] | None = None  # how it is spelled where there is room

    @property
    def name(self) -> str:
        """Return what stands above a column of it, or before it."""
        return self.heading or self.key

    def text(self, form: Form) -> str:
        """Return the number of a form as a cell of a table: axes that agree once, ``224``, and else ``224x320``."""
        value: Told = getattr(form, self.key)
        if value is None:
            return "?" if self.key in SIZED and None in form.n else "-"
        return across(value, self.spelled) if isinstance(value, tuple) else self.spelled(value)

    def by_axis(self, form: Form, axes: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Return the number with its axis, x first; once and with an empty word if it is the same for all of them."""
        value: Told = getattr(form, self.key)
        spelled = self.room or self.spelled
        if value is None:
            return ()
        if not isinstance(value, tuple):
            return (("", spelled(value)),)
        words = [spelled(along) for along in value]
        if words.count(words[0]) == len(words):
            return (("", words[0]),)
        return tuple(reversed(list(zip(axes, words))))


def _in_full(count: int | float) -> str:  # noqa: PYI041 - a float is no int where it is spelled
    return amount(count, LONGEST)


def _size(value: int | None) -> str:
    return number(value)


SIZED = ("shift", "shift_image")
"""Numbers that an input size would tell, if there were one."""

N = FormNumber("n", _size, KEEP)

OF_A_MAP = (
    FormNumber("rf", number, KEEP, "main"),
    FormNumber("box", box),
    FormNumber("counted", box),
    FormNumber("pixels", number, 0),
    FormNumber("holes", percent, 7, "fault"),
    FormNumber("paths", amount, 1, room=_in_full),
    FormNumber("largest", amount, room=_in_full),
    FormNumber("erf", rounded, KEEP, "main"),
    FormNumber("erf_share", percent, 8, heading="erf/rf"),
    FormNumber("std", rounded, 6),
    FormNumber("std_formula", rounded, 4),
    FormNumber("gridding", percent, KEEP, "fault"),
    FormNumber("center", number),
    FormNumber("shift", rounded, KEEP, "fault"),
    FormNumber("shift_image", rounded, 3),
    FormNumber("shift_mass", rounded, 2),
)
"""The numbers in the order in which a map tells them."""

_ORDER = (
    *("n", "rf", "erf", "erf_share", "std", "std_formula", "holes", "gridding"),
    *("shift", "shift_image", "shift_mass", "pixels", "paths"),
)
