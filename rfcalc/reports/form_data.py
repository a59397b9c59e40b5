"""A form as programs read it: every field of it, as a record and as the cells of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.analysis.form import Form
from rfcalc.page.answer import bounds

if TYPE_CHECKING:
    from rfcalc.page.answer import Value

SINGLE = ("paths", "largest", "pixels", "holes", "erf", "erf_share", "gridding")
"""The numbers that a form has one of; of all others it has one for each axis."""

BOXES = {"box": ("first", "end"), "counted": ("counted_first", "counted_end")}
"""The boxes, and the columns of their bounds."""

_FIELDS = ("index", *[field for field in Form._fields if field not in {"layer", "type", "index"}])

COLUMNS = tuple([column for field in _FIELDS for column in BOXES.get(field, (field,))])
"""The columns of a grid for a form."""

BY_AXIS = frozenset(COLUMNS) - frozenset(SINGLE)


def form_record(form: Form, axes: tuple[str, ...]) -> dict[str, object]:
    """Return a form as JSON has it."""
    record: dict[str, object] = {"name": form.layer, "type": form.type}
    for field in _FIELDS:
        value = getattr(form, field)
        record[field] = dict(zip(axes, value)) if isinstance(value, tuple) else value
    return record


def form_cells(form: Form, axes: tuple[str, ...]) -> list[Value]:
    """Return what stands under `COLUMNS` in a grid."""
    cells: list[Value] = []
    for field in _FIELDS:
        value = getattr(form, field)
        if field in SINGLE:
            cells.append(value)
        elif field in BOXES:
            cells += [dict(zip(axes, numbers)) for numbers in bounds(value)]
        else:
            cells.append(dict(zip(axes, value or ())))
    return cells
