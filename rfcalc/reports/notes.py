"""What stands out in a network, in words: the sentences below its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.axis import has_gaps
from rfcalc.errors import escaped
from rfcalc.page.note import Note
from rfcalc.page.pixels import beside, counted_in, lengths, many, one
from rfcalc.page.spelling import per_axis
from rfcalc.page.words import listed
from rfcalc.reports.untold import notes_on_untold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.network.pixel import Pixel
    from rfcalc.reports.layer import LayerRow


def notes_on(analysis: Analysis, rows: Sequence[LayerRow]) -> tuple[Note, ...]:
    """Return one note for each thing that stands out in the rows of a network's layers."""
    network = analysis.network
    notes = [Note(each.code, each.layers, each.text) for each in network.notes]
    if None in network.input:
        notes.append(
            Note("input-unknown", (), "The input size is not known, so n is not either: give it with --input.")
        )
    notes += [
        *notes_on_untold(analysis),
        *_on_alignment(analysis, rows),
        *_on_jumps(rows),
        *_on_periods(rows, network.axes),
        *_on_sizes(rows, network.pixel),
        *_on_whole_maps(rows),
        *_on_large_fields(rows, network.input),
        *_on_gaps(analysis),
        *_on_lengths(analysis, rows),
    ]
    return tuple(notes)


def _on_alignment(analysis: Analysis, rows: Sequence[LayerRow]) -> list[Note]:
    """Return which layers join branches off-centre: an alarm, unless all of their padding lies before."""
    joins = [node for node, row in enumerate(rows, start=1) if row.misaligned]
    if not joins:
        return []
    from rfcalc.reports.findings.placing import alignment

    return [finding.note() for finding in alignment(analysis, joins) if finding is not None]


def _on_jumps(rows: Sequence[LayerRow]) -> list[Note]:
    irregular = [row for row in rows if row.irregular]
    if not irregular:
        return []
    text = (
        f"Irregular: branches with different jumps meet{_from(irregular, rows)}; "
        "features are not evenly spaced in the input, so there is no jump."
    )
    return [Note("irregular", _names(irregular), text)]


def _on_periods(rows: Sequence[LayerRow], axes: tuple[str, ...]) -> list[Note]:
    """Return where start and jump do not tell the places of all features."""
    periodic = [(row, row.period) for row in rows if row.period is not None]
    if not periodic:
        return []
    periods = {period for _, every in periodic for period in every if period > 1}
    which = [axis for at, axis in enumerate(axes) if any(every[at] > 1 for _, every in periodic)]
    longest = max(periodic, key=lambda each: max(each[1]))[0]
    low, high = min(periods), max(periods)
    span, multiple, at_longest = f"{low} to {high}", "that", f" ({high} at {escaped(longest.name)})"
    if low == high:
        span, multiple, at_longest = f"{high}", f"{high}", ""
    of_axes = f" along {' and '.join(which)}" if len(which) < len(axes) else ""
    flagged = [row for row, _ in periodic]
    text = (
        f"Periodic: fields repeat every {span} features{of_axes}{_from(flagged, rows)}{at_longest}: "
        f"start + i * jump is right where i is a multiple of {multiple}; for others ask rfcalc locate."
    )
    return [Note("periodic", _names(flagged), text)]


def _on_sizes(rows: Sequence[LayerRow], pixel: Pixel) -> list[Note]:
    varying = [row for row in rows if row.rf_min is not None]
    if not varying:
        return []
    last = varying[-1]
    at_last = f" at {escaped(last.name)}" if len(varying) > 1 else ""
    text = f"The rf differs within a map{_from(varying, rows)}: {counted_in(pixel, _range(last))}{at_last}."
    return [Note("unequal", _names(varying), text)]


def _on_whole_maps(rows: Sequence[LayerRow]) -> list[Note]:
    whole = [row for row in rows if row.whole]
    return [Note("whole", _names(whole), f"Sees the whole input{_from(whole, rows)}.")] if whole else []


def _on_large_fields(rows: Sequence[LayerRow], size: tuple[int | None, ...]) -> list[Note]:
    larger = [row for row in rows if _exceeds(row, size, any)]
    if not larger:
        return []
    on_every = " along every axis" if len(size) > 1 and not _exceeds(larger[0], size, all) else ""
    which = " along some axis" if on_every else ""
    return [Note("exceeds-input", _names(larger), f"The rf is larger than the input{which}{_from(larger, rows)}.")]


def _on_gaps(analysis: Analysis) -> list[Note]:
    fields = analysis.fields
    blind = [
        analysis.name(node)
        for node in fields.graph.order
        if any(has_gaps(axis.fields[node], axis.n[node]) for axis in fields.axes)
    ]
    return [Note("gaps", blind, f"Some features read nothing at all at {listed(blind)}.")] if blind else []


def _on_lengths(analysis: Analysis, rows: Sequence[LayerRow]) -> list[Note]:
    """Return the rf and the jump of the last map of several features in the unit of the network's pixels."""
    pixel, axes = analysis.network.pixel, analysis.network.axes
    if not pixel.size or not rows:
        return []
    row = rows[analysis.last_map - 1]
    if None in row.rf:
        return []
    extents = [
        f"{per_axis(sizes)} {one(pixel) if set(sizes) == {1} else many(pixel)}{beside(lengths(pixel, axes, sizes))}"
        for sizes in ([rf for rf in row.rf if rf is not None], [jump for jump in row.jump if jump is not None])
        if len(sizes) == len(axes)
    ]
    words = " every ".join(extents)
    return [Note("length", (row.name,), f"Features of {escaped(row.name)} see {words}.")]


def _exceeds(row: LayerRow, size: tuple[int | None, ...], of: Callable[[list[bool]], bool]) -> bool:
    return of([rf is not None and n is not None and rf > n for rf, n in zip(row.rf, size)])


def _names(rows: Sequence[LayerRow]) -> list[str]:
    return [row.name for row in rows]


def _from(flagged: Sequence[LayerRow], rows: Sequence[LayerRow]) -> str:
    """Return `` from x on`` where most later layers are flagged too, with the exceptions, else the names."""
    later = rows[rows.index(flagged[0]) :]
    if len(flagged) < 2 or 2 * len(flagged) <= len(later) or later[-1] != flagged[-1]:  # noqa: PLR2004 - a single one
        return f" at {listed(_names(flagged))}"
    names = {row.name for row in flagged}
    spared = [row.name for row in later if row.name not in names]
    return f" from {escaped(flagged[0].name)} on" + (f" (except {listed(spared)})" if spared else "")


def _range(row: LayerRow) -> str:
    ranges = [f"{least} to {most}" if least != most else str(most) for least, most in zip(row.rf_min or row.rf, row.rf)]
    return ranges[0] if len(set(ranges)) == 1 else " by ".join(ranges)
