"""The form of one feature's receptive field as named numbers: what really counts inside the box."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rfcalc.analysis.numbers import Number
    from rfcalc.axis import Box

WEIGHTS = ("uniform", "mean")
"""``uniform``: every tap counts one path. ``mean``: the taps of a window share 1."""

GRADIENT = "gradient"
"""What stands in the place of weights where no paths were counted: gradients of a module were measured."""


class Form(NamedTuple):
    """The form of one feature's receptive field; every tuple has one entry per axis, in the network's axis order.

    Places and lengths are in input pixels. Whatever cannot be told is ``None``: for a feature to which no path leads
    everything after ``rf`` but ``checkerboard``, which is its map's; single numbers where a comment says so. The ideal
    place of a feature is the one that it would have if its whole map were moved into the middle of the image.
    """

    layer: str
    type: str
    n: tuple[int | None, ...]
    index: tuple[int, ...] | None  # type: ignore[assignment] # the word of the contract; None: nothing is told of the map
    rf: tuple[int, ...] | None
    box: tuple[Box, ...] | None  # virtual pixels of the padding included
    counted: tuple[Box, ...] | None = None  # the smallest box around the pixels that count
    paths: Number | None = None  # how many there are in all
    largest: Number | None = None  # the largest count of a pixel
    pixels: int | None = None  # how many count
    holes: float | None = None  # share (0 to 1) of the pixels of that box that do not count
    erf: float | None = None  # size of the effective receptive field: root of the number of its pixels
    erf_share: float | None = None  # erf against rf (geometric mean of the axes)
    std: tuple[float, ...] | None = None  # of where the paths end
    std_formula: tuple[float, ...] | None = None  # the same without borders; None where fields differ within a map
    center: tuple[Number, ...] | None = None  # of the box
    mass: tuple[float, ...] | None = None  # center of mass of the counts
    shift: tuple[Number, ...] | None = None  # center less ideal place; None where features are not evenly spaced
    shift_image: tuple[Number, ...] | None = None  # center less the image's; None where its size is not known
    shift_mass: tuple[float, ...] | None = None  # center of mass less center
    gridding: float | None = None  # of the pixels, 0 to 1; None where features are not evenly spaced
    checkerboard: tuple[float, ...] | None = None  # of the features, 0 to 1; None where they repeat too seldom to tell
