"""Sets of sizes that repeat with a period."""

from __future__ import annotations

from typing import NamedTuple


class Pattern(NamedTuple):
    """A set of sizes: from ``start`` on all whose remainder by ``every`` is in ``rests``; and ``besides`` others."""

    every: int
    rests: tuple[int, ...]  # none: only those besides
    start: int
    besides: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is any such size."""
        return bool(self.rests or self.besides)

    def has(self, size: int) -> bool:
        """Return whether a size is one of them."""
        return size in self.besides or (size >= self.start and size % self.every in self.rests)

    def below(self, size: int) -> int | None:
        """Return the largest of them that is smaller than a size."""
        found = [each for each in self.besides if each < size]
        for rest in self.rests:
            last = size - 1 - (size - 1 - rest) % self.every
            found += [last] if last >= self.start else []
        return max(found, default=None)

    def above(self, size: int) -> int | None:
        """Return the smallest of them that is larger than a size."""
        found = [each for each in self.besides if each > size]
        least = max(size + 1, self.start)
        return min([*found, *(least + (rest - least) % self.every for rest in self.rests)], default=None)


NONE = Pattern(1, (), 0)
"""No size at all."""


def pattern_of(always: list[bool], regular: int, others: list[int]) -> Pattern:
    """Return the sizes ``others``, and from ``regular`` on those of a period of which some always belong to them."""
    period = len(always)
    every = next(each for each in range(1, period + 1) if not period % each and always[each:] + always[:each] == always)
    rests = tuple(sorted({(regular + at) % every for at in range(every) if always[at]}))
    if not rests:
        return Pattern(1, (), 0, tuple(others))
    start, known = regular, set(others)
    while start > 1 and (start - 1 in known) == ((start - 1) % every in rests):
        start -= 1
    start = next(size for size in range(start, start + every) if size % every in rests)
    return Pattern(every, rests, start, tuple([size for size in others if size < start or size % every not in rests]))
