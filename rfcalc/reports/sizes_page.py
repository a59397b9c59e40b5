"""Which sizes of the input fit a network, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Table, Text, Title, column
from rfcalc.page.spelling import number, per_axis
from rfcalc.page.words import input_size

if TYPE_CHECKING:
    from rfcalc.analysis.pattern import Pattern
    from rfcalc.page.parts import Column, Page
    from rfcalc.reports.sizes import FittingSizes, Near, Wanted

SPELLED = 4  # remainders and single sizes that are listed in full


def sizes_page(sizes: FittingSizes) -> Page:
    """Return a row for each axis, or one for all that are alike, and a sentence on the outputs that are wanted."""
    title = Title(escaped(sizes.network), input_size(sizes.input, sizes.axes, sizes.pixel))
    outputs = () if sizes.wanted is None else (Text((_outputs(sizes.wanted),)),)
    return (title, Table(_columns(sizes)), *outputs)


def _columns(sizes: FittingSizes) -> tuple[Column, ...]:
    rows = list(zip(sizes.axes, sizes.fits, sizes.uncut, sizes.near))
    if all(row[1:] == rows[0][1:] for row in rows):
        rows = [(" ".join(sizes.axes), *rows[0][1:])]
    return (
        column("axis", [axes for axes, *_ in rows], "name"),
        column("fits", [_spelled(fits) for _, fits, _, _ in rows], "main"),
        column("nothing cut off", [_spelled(uncut) for _, _, uncut, _ in rows]),
        column("size", [_size(near) for *_, near in rows], right=True, optional=True),
        column("below", [number(near.below, "-") if near else "" for *_, near in rows], right=True, optional=True),
        column("above", [number(near.above, "-") if near else "" for *_, near in rows], right=True, optional=True),
    )


def _size(near: Near | None) -> str:
    if near is None:
        return ""
    return f"{near.size} {'fits' if near.fits else 'does not fit'}"


def _spelled(pattern: Pattern) -> str:
    """Return a set of sizes: ``8 n + 4 from 188``, ``multiples of 32``, ``7, 9``."""
    words = [_regular(pattern)] if pattern.rests else []
    if pattern.besides:
        words.append(_few(list(map(str, pattern.besides))))
    return " and ".join(words) or "none"


def _regular(pattern: Pattern) -> str:
    every, rests, start = pattern.every, pattern.rests, pattern.start
    if every == 1:
        return "every size" if start == 1 else f"every size from {start}"
    if rests == (0,):
        words, first = f"multiples of {every}", every
    else:
        words, first = _few([f"{every} n + {rest}" if rest else f"{every} n" for rest in rests]), rests[0] or every
    return words if start == first else f"{words} from {start}"


def _few(words: list[str]) -> str:
    if len(words) <= SPELLED:
        return ", ".join(words)
    return f"{', '.join([*words[: SPELLED - 2], '...', words[-1]])} ({len(words)} of them)"


def _outputs(wanted: Wanted) -> str:
    outputs = f"{per_axis(wanted.n)} features of {escaped(wanted.layer)}"
    if None in wanted.input:
        return f"No size gives {outputs}."
    if wanted.made == wanted.n:
        return f"An input of {per_axis(wanted.input)} gives {outputs}."
    return f"No size that fits gives {outputs}; {per_axis(wanted.input)} gives {per_axis(wanted.made)}."
