"""A layer's settings along one axis, and the step that it is there."""

from collections.abc import Callable
from typing import NamedTuple

from rfcalc.axis import Reads
from rfcalc.errors import RfcalcError

Sides = str | tuple[int, int]
"""``(before, after)``, or ``same``, ``same_lower``, ``valid``."""

Ratio = tuple[int, int]
"""``(numerator, denominator)``."""


class Sliding(NamedTuple):
    """Settings of a convolution or pool."""

    kernel: int
    stride: int
    padding: Sides
    dilation: int
    ceil_mode: bool = False


class Transposed(NamedTuple):
    """Settings of a transposed convolution."""

    kernel: int
    stride: int
    padding: Sides
    dilation: int
    output_padding: int


class Resizing(NamedTuple):
    """Settings of an upsampling or resizing; exactly one of ``scale`` and ``size`` is given."""

    scale: Ratio | None
    size: int | None
    mode: str
    align_corners: bool


class Adaptive(NamedTuple):
    """Settings of an adaptive pool; ``None`` keeps the size."""

    output_size: int | None


class Padded(NamedTuple):
    """Settings of a padding: features added before and after."""

    padding: tuple[int, int]


class Cropped(NamedTuple):
    """Settings of a cropping: features taken away before and after."""

    crop: tuple[int, int]


class Shuffled(NamedTuple):
    """Settings of pixel_shuffle and space_to_depth."""

    scale: int


class Windowed(NamedTuple):
    """Settings of window attention."""

    window: int
    shift: int


class Gate(NamedTuple):
    """Settings of a layer that weighs features by what it finds in the whole map."""

    whole: bool


class Plain(NamedTuple):
    """Settings of a layer that has none."""


class Step(NamedTuple):
    """What a layer does along one axis."""

    n: int | None
    reads: tuple[Reads, ...]  # their union
    marks: int = 0  # WHOLE and UNBOUNDED of `rfcalc.axis`, where they apply


Settings = Sliding | Transposed | Resizing | Adaptive | Padded | Cropped | Shuffled | Windowed | Gate | Plain
Rule = Callable[..., Step]


def needs_size(what: str, key: str) -> RfcalcError:
    """Return the error that a step needs a size that is not known."""
    return RfcalcError(
        f"{what} depends on the input size",
        allowed="give the size as 'input' in the file or with --input",
        key=key,
    )
