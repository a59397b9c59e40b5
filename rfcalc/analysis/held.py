"""How large an object may be that some feature sees whole wherever it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rfcalc.axis import Box, Boxes, Field


def held_anywhere(field: Field, n: int | None) -> int:
    """Return the size of the largest object along an axis that some feature's box holds wherever it begins; 0 for none.

    Far from borders: features before the first of a map and after its last are thought of as there. ``n`` is the size
    of the input, all of which a part with advance 0 may hold: then every feature does.
    """
    if n is not None and any(_holds(box, (0, n)) for part in field if not part.advance for box in part.boxes):
        return max([_held_by(part) for part in field])
    return max([_held_by(part) for part in field if part.advance] or [0])


def _holds(box: Box | None, whole: Box) -> bool:
    return box is not None and box[0] <= whole[0] and whole[1] <= box[1]


def _held_by(part: Boxes) -> int:
    """Return what the boxes of a part hold wherever it begins.

    The worst place to begin is right before a box does: then the one that ends last of those that have begun decides.
    """
    boxes = [box for box in part.boxes if box is not None]
    if not part.advance or not boxes:
        return max([end - first for first, end in boxes], default=0)
    turned = sorted([(first % part.advance, end - first // part.advance * part.advance) for first, end in boxes])
    farthest = max([end for _, end in turned]) - part.advance  # of all that begin a turn before
    held = []
    for first, end in turned:
        held.append(farthest - (first - 1))
        farthest = max(farthest, end)
    return max(min(held), 0)
