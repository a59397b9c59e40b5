"""The finished answers: named numbers, ready to be written in any format."""

from typing import NamedTuple

from rfcalc.analysis.numbers import Number


class LayerRow(NamedTuple):
    """What is known of one layer; every tuple has one entry per axis, in the network's axis order.

    Sizes and places are in input pixels. ``None`` means not known: ``n`` and whatever needs
    it when the network has no input size, ``jump`` where branches of different jumps met,
    ``start`` and ``rf`` where nothing is read.
    """

    name: str
    type: str
    inputs: tuple[str, ...]
    window: str  # kernel, stride, padding ... as people jot them: "k3 s2 p1", empty if the type has none
    n: tuple[int | None, ...]
    jump: tuple[Number | None, ...]
    rf: tuple[int | None, ...]  # the largest of the map
    start: tuple[Number | None, ...]
    rf_min: tuple[int | None, ...] | None = None  # the smallest, only where it differs on some axis
    whole: bool = False
    misaligned: bool = False
    irregular: bool = False


class Summary(NamedTuple):
    """One network's table."""

    network: str
    axes: tuple[str, ...]  # ("y", "x"), in file order
    input: tuple[int | None, ...]
    layers: tuple[LayerRow, ...]
    notes: tuple[str, ...]  # what was flagged, in words, one sentence each


class Place(NamedTuple):
    """Where one feature looks; every tuple has one entry per axis, in the network's axis order.

    Boxes are ``(first, end)`` in input pixels, end not included. ``box``, ``rf`` and ``center``
    are ``None`` where not even a virtual pixel is read; ``visible`` is ``None`` where no real
    pixel is read, and also without an input size (then some entry of ``input`` is ``None``).
    """

    network: str
    axes: tuple[str, ...]
    input: tuple[int | None, ...]
    layer: str
    index: tuple[int, ...]  # type: ignore[assignment] # the word of the contract; tuple.index is not needed
    rf: tuple[int, ...] | None
    center: tuple[Number, ...] | None
    box: tuple[tuple[int, int], ...] | None
    visible: tuple[tuple[int, int], ...] | None
    padding: float | None  # share (0 to 1) of the box that lies outside the image; None if not known
