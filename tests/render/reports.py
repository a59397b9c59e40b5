"""Finished reports made by hand: renderers are tested on values, not on arithmetic."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rfcalc.page.note import Note
from rfcalc.reports import LayerRow, Summary
from rfcalc.reports.place import Place
from rfcalc.reports.preset import Preset

if TYPE_CHECKING:
    from rfcalc.analysis.numbers import Number


def _layer(
    named: str, inputs: str, *numbers: object, rf_min: tuple[int, int] | None = None, flags: str = ""
) -> LayerRow:
    """Return a row; ``named`` is name, type and window, the numbers are n, jump, rf and start, one for both axes."""
    name, kind, *window = named.split(" ", 2)
    values: Any = [number if isinstance(number, tuple) else (number, number) for number in numbers]
    n, jump, rf, start = values
    whole, misaligned, irregular = (flag in flags for flag in ("whole", "misaligned", "irregular"))
    about = (name, kind, tuple(inputs.split()), " ".join(window))
    return LayerRow(*about, n, jump, rf, start, rf_min, whole, misaligned, irregular)


PLAIN = Summary(
    "AlexNet",
    ("y", "x"),
    (227, 227),
    (
        _layer("conv1 conv k11 s4", "input", 55, 4, 11, 5.5),
        _layer("relu1 relu", "conv1", 55, 4, 11, 5.5),
        _layer("pool1 maxpool k3 s2", "relu1", 27, 8, 19, 9.5),
        _layer("conv2 conv k5 p2", "pool1", 27, 8, 51, 9.5),
    ),
    (),
)

FLAGGED = Summary(
    "[/] | *net*\x1b[31m",
    ("y", "x"),
    (64, 96),
    (
        _layer("down conv k3x1 s2x1", "input", (32, 96), (2, 1), (3, 1), (1.5, 0.5)),
        _layer("up upsample x2", "down", (64, 192), (1, 0.5), (5, 2), (1, 0.25), rf_min=(3, 2)),
        _layer("third resize", "up", 64, Fraction(7, 3), 204, 16, rf_min=(188, 188)),
        _layer("[/] add", "third down", 64, 1, 8, -0.5, flags="misaligned"),
        _layer("stage.0.join concat", "[/] up", 64, None, 9, 0.5, flags="irregular misaligned"),
        _layer("gap conv_transpose k1 s2", "stage.0.join", 5, 1, None, None),
        _layer("pool global_avgpool", "gap", 1, 96, (64, 96), (32, 48), flags="whole"),
    ),
    (
        Note(
            "misaligned",
            ("[/]", "stage.0.join"),
            "Misaligned: branches with different centres meet at [/] and stage.0.join (by most at [/], 1 px along y).",
        ),
        Note("whole", ("pool",), "Sees the whole input at pool."),
    ),
)

UNSIZED = Summary(
    "Réseau",
    ("z", "y", "x"),
    (None, None, None),
    (
        LayerRow("conv", "conv", ("input",), "k3", (None,) * 3, (1,) * 3, (3,) * 3, (1.5,) * 3),
        LayerRow("all", "attention", ("conv",), "", (None,) * 3, (1,) * 3, (None,) * 3, (None,) * 3, whole=True),
    ),
    (Note("input-unknown", (), "The input size is not known, so n is not either: give it with --input."),),
)

SEQUENCE = Summary(
    "Wave", ("x",), (16000,), (LayerRow("c", "conv", ("input",), "k3", (15998,), (1,), (3,), (1.5,)),), ()
)
EMPTY = Summary("Nothing", ("y", "x"), (8, None), (), ())

SUMMARIES = {"plain": PLAIN, "flagged": FLAGGED, "unsized": UNSIZED, "sequence": SEQUENCE, "empty": EMPTY}


Bounds = tuple[tuple[int, int], ...]


def _place(
    size: tuple[int | None, ...],
    index: tuple[int, ...],
    box: Bounds | None,
    visible: Bounds | None,
    padding: float | None,
) -> Place:
    """Return a place of a feature with as many axes as its index."""
    axes = ("z", "y", "x")[3 - len(index) :]
    if box is None:
        return Place("AlexNet", axes, size, "conv5", index, None, None, None, visible, padding)
    sums = [first + end for first, end in box]
    center: tuple[Number, ...] = tuple(total // 2 if total % 2 == 0 else total / 2 for total in sums)
    rf = tuple(end - first for first, end in box)
    return Place("AlexNet", axes, size, "conv5", index, rf, center, box, visible, padding)


PLACES = {
    "left": _place((227, 227), (4, 3), ((0, 163), (-16, 147)), ((0, 163), (0, 147)), 16 / 163),
    "inside": _place((227, 227), (5, 5), ((16, 179), (20, 183)), ((16, 179), (20, 183)), 0.0),
    "around": _place((224, 224), (3, 3), ((-85, 342), (-117, 310)), ((0, 224), (0, 224)), 0.725),
    "small": _place((5, 5), (4, 3), ((3, 6), (2, 5)), ((3, 5), (2, 5)), 1 / 3),
    "dot": _place((4096, 4096), (4095, 4095), ((4095, 4096), (4095, 4096)), ((4095, 4096), (4095, 4096)), 0.0),
    "unread": _place((64, 64), (0, 0), ((0, 40), (0, 40)), ((0, 20), (0, 30)), 0.0),
    "outside": _place((64, 64), (0, 0), ((-9, -6), (-9, 3)), None, 1.0),
    "beyond": _place((64, 64), (0, 0), ((64, 70), (66, 70)), None, 1.0),
    "nothing": _place((64, 64), (1, 1), None, None, None),
    "unsized": _place((None, 64), (1, 1), ((-1, 2), (-1, 2)), None, None),
    "strip": _place((2, 4000), (0, 9), ((-1, 2), (17, 20)), ((0, 2), (17, 20)), 0.0001),
    "line": _place((100,), (4,), ((-15, 15),), ((2, 15),), 0.5),
    "pixel": _place((100,), (4,), ((4, 5),), ((4, 5),), 0.0),
    "volume": _place(
        (16, 112, 112), (5, 3, 4), ((-1, 12), (10, 163), (-16, 147)), ((0, 12), (10, 112), (0, 112)), 0.61
    ),
}

PRESETS = (
    Preset(
        "vgg16",
        "VGG-16",
        "classification",
        ("y", "x"),
        (224, 224),
        "VGG-16 (2014) | configuration D, as first published",
        "Simonyan and Zisserman, arXiv:1409.1556, table 1",
        _layer("pool5 maxpool k2 s2", "conv5_3", 7, 32, 212, 16),
    ),
    Preset(
        "gated",
        "Gated",
        "classification",
        ("y", "x"),
        (224, 320),
        "a network with gates",
        "",
        _layer("features.8 conv k1", "features.7", (7, 10), 32, 1043, 96.5, flags="whole"),
    ),
    Preset(
        "c3d",
        "C3D",
        "video",
        ("z", "y", "x"),
        (16, 112, 112),
        "C3D (2015), 16 frames of 112 px",
        "Tran et al., arXiv:1412.0767",
        LayerRow(
            "up", "upsample", ("pool5",), "x2", (2, 8, 8), (8, 16, 16), (49, 262, 262), (0, 0.5, 0.5), (47, 246, 246)
        ),
    ),
    Preset(
        "tdnn",
        "TDNN",
        "",
        ("x",),
        (None,),
        "speech",
        "",
        LayerRow("join", "concat", ("a", "b"), "", (None,), (None,), (15,), (0.5,), misaligned=True, irregular=True),
    ),
)
