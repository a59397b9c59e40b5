"""What kind of answer a command gives: a format by its name, or what the ending of a file says."""

from __future__ import annotations

from os.path import splitext

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.render import FORMATS

PICTURES = ("png", "svg")
ARRAY = "npy"
GROWTH_KINDS = (*FORMATS, *PICTURES)
MAP_KINDS = (*GROWTH_KINDS, ARRAY)

BY_ENDING = {
    ".json": "json",
    ".jsonl": "json",
    ".csv": "csv",
    ".md": "markdown",
    **{f".{kind}": kind for kind in (*PICTURES, ARRAY)},
}
"""What a file of each ending gets; one of any other gets the text of ``--format``."""

OTHER_PICTURES = (".bmp", ".eps", ".gif", ".jpeg", ".jpg", ".pdf", ".ps", ".tif", ".tiff", ".webp")
OTHER_ARRAYS = (".h5", ".mat", ".npz", ".pt")

SCALES = ("linear", "log")
DRAWN = ("table", *PICTURES)
"""The kinds in which a scale has a say: the others hold numbers."""


def kind_of(output: str | None, wish: str | None, kinds: tuple[str, ...] = tuple(FORMATS)) -> str:
    """Return the kind of an answer, one of ``kinds``: what the ending of a file says, else the format that is wished.

    Raises `RfcalcError` for a word that is no format, for a wish that contradicts the ending, and for a picture or an
    array that is not among the kinds.
    """
    ending = splitext(output or "")[1].lower()
    kind = BY_ENDING.get(ending)
    for others, known in ((OTHER_PICTURES, PICTURES), (OTHER_ARRAYS, (ARRAY,))):
        if ending in others or (kind in known and kind not in kinds):
            possible = " or ".join(f".{name}" for name in known if name in kinds)
            what = "pictures" if known == PICTURES else "arrays"
            allowed = f"{what} are written as {possible}" if possible else f"this command writes no {what}"
            raise RfcalcError(f"unknown ending {quoted(ending)}", allowed=allowed, key="--output")
    if wish is None or wish == kind:
        return kind or "table"
    if wish in kinds and wish not in FORMATS:
        raise RfcalcError(quoted(wish), allowed=f"it needs a file of that ending: -o FILE.{wish}", key="--format")
    if wish not in FORMATS:
        allowed = f"{nearest(wish, FORMATS)} one of {', '.join(FORMATS)}".strip()
        raise RfcalcError(quoted(wish), allowed=allowed, key="--format")
    if kind is not None:
        raise RfcalcError(quoted(wish), allowed=f"a file that ends in {ending} holds {kind}", key="--format")
    return wish


def is_logarithmic(scale: str | None, kind: str) -> bool:
    """Return whether a scale is logarithmic; without a wish it is linear.

    Raises `RfcalcError` for a word that is no scale, and for a kind of answer in which it has no say.
    """
    if scale is None:
        return False
    if scale not in SCALES:
        allowed = f"{nearest(scale, SCALES)} one of {', '.join(SCALES)}".strip()
        raise RfcalcError(quoted(scale), allowed=allowed, key="--scale")
    if kind not in DRAWN:
        raise RfcalcError(quoted(scale), allowed=f"only tables and pictures have one, not {kind}", key="--scale")
    return scale == "log"
