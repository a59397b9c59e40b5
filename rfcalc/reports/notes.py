"""What stands out in a network, in words: the sentences below its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfcalc.analysis.numbers import Number
    from rfcalc.network import Network
    from rfcalc.reports.values import LayerRow


def notes_on(
    network: Network, rows: tuple[LayerRow, ...], shifts: dict[str, tuple[Number, ...]], blind: list[str]
) -> tuple[str, ...]:
    """Return one sentence for each thing that stands out.

    ``shifts`` tells how far apart, in pixels per axis, the branches' centres are where they differ;
    ``blind`` which layers have features that read nothing.
    """
    notes = []
    if None in network.input:
        notes.append("The input size is not known, so n is not either: give it with --input.")
    if shifts:
        worst = max(shifts, key=lambda name: max(shifts[name]))
        at = named([row.name for row in rows if row.name in shifts])
        amount = "by" if len(shifts) == 1 else f"by most at {escaped(worst)},"
        notes.append(
            f"Misaligned: branches with different centres meet at {at} "
            f"({amount} {_amount(shifts[worst], network.axes)})."
        )
    irregular = [row for row in rows if row.irregular]
    if irregular:
        notes.append(
            f"Irregular: branches with different jumps meet{_from(irregular, rows)}; "
            "features are not evenly spaced in the input, so there is no jump."
        )
    varying = [row for row in rows if row.rf_min is not None]
    if varying:
        last = varying[-1]
        at_last = f" at {escaped(last.name)}" if len(varying) > 1 else ""
        notes.append(f"The rf differs within a map{_from(varying, rows)}: {_range(last)} px{at_last}.")
    whole = [row for row in rows if row.whole]
    if whole:
        notes.append(f"Sees the whole input{_from(whole, rows)}.")
    larger = [row for row in rows if _exceeds(row, network.input, any)]
    if larger:
        on_every = " along every axis" if len(network.axes) > 1 and not _exceeds(larger[0], network.input, all) else ""
        which = " along some axis" if on_every else ""
        notes.append(f"The rf is larger than the input{which}{_from(larger, rows)}.")
    if blind:
        notes.append(f"Some features read nothing at all at {named(blind)}.")
    return tuple(notes)


def _exceeds(row: LayerRow, size: tuple[int | None, ...], of: Callable[[list[bool]], bool]) -> bool:
    return of([rf is not None and n is not None and rf > n for rf, n in zip(row.rf, size)])


def named(names: list[str]) -> str:
    """Return up to three names and how many more there are."""
    shown = ", ".join(escaped(name) for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"  # noqa: PLR2004 - three are enough


def _from(flagged: list[LayerRow], rows: tuple[LayerRow, ...]) -> str:
    """Return `` from x on`` where most later layers are flagged too, with the exceptions, else the names."""
    later = rows[rows.index(flagged[0]) :]
    if len(flagged) < 2 or 2 * len(flagged) <= len(later) or later[-1] != flagged[-1]:  # noqa: PLR2004 - a single one
        return f" at {named([row.name for row in flagged])}"
    names = {row.name for row in flagged}
    spared = [row.name for row in later if row.name not in names]
    return f" from {escaped(flagged[0].name)} on" + (f" (except {named(spared)})" if spared else "")


def _amount(shift: tuple[Number, ...], axes: tuple[str, ...]) -> str:
    if len(set(shift)) == 1:
        return f"{shift[0]} px"
    return ", ".join(f"{amount} px along {axis}" for amount, axis in zip(shift, axes) if amount)


def _range(row: LayerRow) -> str:
    ranges = [f"{least} to {most}" if least != most else str(most) for least, most in zip(row.rf_min or row.rf, row.rf)]
    return ranges[0] if len(set(ranges)) == 1 else " by ".join(ranges)
