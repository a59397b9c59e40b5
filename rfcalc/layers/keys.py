"""The keys that types of layers have: what their values may be, mean, and are if left out."""

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.layers.choices import BORDERS, MODES, REFERENCES
from rfcalc.layers.kinds import (
    COUNTS,
    CROPS,
    CUTS,
    ENDS,
    FLAGS,
    NATURALS,
    PADDINGS,
    PADS,
    POSITIONS,
    SCALES,
    SIZES,
    SWITCHES,
    Kind,
)
from rfcalc.layers.taps import TAPS

if TYPE_CHECKING:
    from rfcalc.layers.values import Setting


class Key(NamedTuple):
    """One key of a type."""

    kind: Kind  # what its values may be
    meaning: str  # a sentence: editors show it where a file is written
    mark: str = ""  # what stands before its value where people jot a layer down: k3 s2 p1
    silent: "Setting" = None  # a value that, like the default, is not jotted down: it goes without saying
    default: "Setting" = None  # along each axis, if it is left out
    default_from: str = ""  # the key whose value is the default
    required: bool = False
    instead: str = ""  # the key that may stand in its place; beside it the default holds


KERNEL = Key(kind=COUNTS, meaning="Features that one feature reads along each axis.", mark="k", required=True)
STRIDE = Key(
    kind=COUNTS,
    meaning="How far the kernel moves from one feature to the next.",
    mark="s",
    default=1,
)
PADDING = Key(
    kind=PADDINGS,
    meaning="Virtual features before and after the map: a number, one per axis, [before, after] pairs, or a word.",
    mark="p",
    default=(0, 0),
)
DILATION = Key(
    kind=COUNTS,
    meaning="Distance between neighbouring features that the kernel reads.",
    mark="d",
    default=1,
)

WINDOW = {"kernel": KERNEL, "stride": STRIDE, "padding": PADDING, "dilation": DILATION}

BORDER = Key(
    kind=BORDERS,
    meaning="What the padding holds: zeros, or the pixels of the map mirrored, repeated or wrapped around.",
    default="zeros",
)

CONV = {
    **WINDOW,
    "kernel": KERNEL._replace(instead="taps"),
    "taps": Key(
        kind=TAPS,
        meaning="Positions that a feature reads, relative to i * stride, in place of kernel and dilation: [-2, 0, 2].",
        mark="t",
    ),
    "padding_mode": BORDER,
}

POOL = {
    **WINDOW,
    "stride": STRIDE._replace(
        meaning="How far the kernel moves from one feature to the next; by default the kernel.",
        silent=1,
        default=None,
        default_from="kernel",
    ),
    "ceil_mode": Key(
        kind=FLAGS,
        meaning="true: the number of features is rounded up.",
        mark="ceil",
        default=False,
    ),
    "padding_mode": BORDER,
}

TRANSPOSED = {
    "kernel": KERNEL._replace(meaning="Features to which one feature of the input is spread along each axis."),
    "stride": STRIDE._replace(meaning="How far apart the features of the input are put."),
    "padding": PADDING._replace(
        kind=CUTS,
        meaning="Features cut off before and after the map that is handed on, or a word.",
    ),
    "dilation": DILATION._replace(meaning="Distance between neighbouring features to which one is spread."),
    "output_padding": Key(
        kind=NATURALS,
        meaning="Features added after the map that is handed on.",
        mark="op",
        default=0,
    ),
}

LIKE = Key(
    kind=REFERENCES,
    meaning="The layer (or input) whose size the map gets, whatever the input's size is.",
    mark="like ",
)

RESIZE = {
    "scale": Key(
        kind=SCALES,
        meaning="How many times as many features are handed on along each axis, such as 2 or 1.5.",
        mark="x",
    ),
    "size": Key(kind=COUNTS, meaning="Features that are handed on.", mark="to "),
    "mode": Key(
        kind=MODES,
        meaning="How values between features are found.",
        default="nearest",
    ),
    "align_corners": Key(
        kind=FLAGS,
        meaning="true: the first and the last feature keep their place.",
        mark="aligned corners",
        default=False,
    ),
    "like": LIKE,
}

ADAPTIVE = {
    "output_size": Key(
        kind=SIZES,
        meaning="Features that are handed on; null in a list keeps an axis as it is.",
        mark="to ",
        required=True,
    )
}

PAD = {
    "padding": Key(
        kind=PADS,
        meaning="Virtual features around the map, below 0 cut: a number, one per axis, [before, after] pairs; "
        "with like a word.",
        mark="p",
        silent=(0, 0),
        default="middle",
        required=True,
        instead="like",
    ),
    "mode": BORDER,
    "like": LIKE,
}

CROP = {
    "crop": Key(
        kind=CROPS,
        meaning="Features cut off: a number for both sides, one per axis, [before, after] pairs; with like a word.",
        mark="-",
        default="middle",
        required=True,
        instead="like",
    ),
    "like": LIKE,
}

SLICE = {
    "start": Key(
        kind=POSITIONS,
        meaning="The first feature that is kept; a negative number counts from the end.",
        mark="from ",
        default=0,
    ),
    "stop": Key(
        kind=ENDS,
        meaning="The feature before which it ends; a negative number counts from the end, by default all are kept.",
        mark="to ",
    ),
    "step": Key(kind=COUNTS, meaning="How far the next feature that is kept lies.", mark="s", default=1),
}

SHUFFLE = {
    "scale": Key(
        kind=COUNTS,
        meaning="How many features come of one along each axis.",
        mark="x",
        required=True,
    )
}

UNSHUFFLE = {
    "scale": Key(
        kind=COUNTS,
        meaning="How many features become one along each axis.",
        mark="x",
        required=True,
    )
}

WINDOWS = {
    "window": Key(kind=COUNTS, meaning="Features of a window along each axis.", mark="w", required=True),
    "shift": Key(
        kind=NATURALS,
        meaning="Where the first whole window begins.",
        mark="shift ",
        default=0,
    ),
}

GATE = {
    "whole": Key(
        kind=FLAGS,
        meaning="true: every feature reads the whole map too; false: the layer changes nothing.",
        mark="off",
        default=True,
    )
}

_LOOKING_BACK = Key(
    kind=SWITCHES,
    meaning="true: every feature reads those up to its own, along every axis or as a list says for each.",
    default=False,
)

NORM = {**GATE, "cumulative": _LOOKING_BACK._replace(mark="cumulative")}

ATTENTION = {"causal": _LOOKING_BACK._replace(mark="causal")}

RECURRENT = {
    "bidirectional": Key(
        kind=SWITCHES,
        meaning="true: it reads the map both ways, and every feature all of it, along every axis or as a list says.",
        mark="bidirectional",
        default=False,
    )
}
