"""Finished forms, maps, growth and effects made by hand, of networks so small that each number can be checked."""

from __future__ import annotations

from fractions import Fraction

from rfcalc.analysis.form import Form
from rfcalc.analysis.paths import PathCounts
from rfcalc.page.note import Note
from rfcalc.reports.forms import Forms, Growth, GrowthRow, Map
from rfcalc.reports.remedy import Effect, Left

TWO, ONE = ("y", "x"), ("x",)

# One 3x3 on 5x5: ones on the middle nine; the variance of three neighbors is 2/3.
CONV = Form(
    "conv",
    "conv",
    n=(5, 5),
    index=(2, 2),
    rf=(3, 3),
    box=((1, 4), (1, 4)),
    counted=((1, 4), (1, 4)),
    paths=9,
    largest=1,
    pixels=9,
    holes=0.0,
    erf=3.0,
    erf_share=1.0,
    std=(0.816497, 0.816497),
    std_formula=(0.816497, 0.816497),
    center=(2.5, 2.5),
    mass=(2.5, 2.5),
    shift=(0, 0),
    shift_image=(0, 0),
    shift_mass=(0.0, 0.0),
    gridding=0.0,
    checkerboard=(0.0, 0.0),
)
FIVE = Forms("Five", TWO, (5, 5), "uniform", unclipped=False, layers=(CONV,), notes=())

# A 1x1 of stride 2 on 14x14 reads one pixel of four: 3/4 of the paths would have to begin elsewhere for all pixels to
# count alike. Feature i looks at 2 i + 0.5, half a pixel before its place. Two 3x3 after it see 5x5 of 9x9 pixels, and
# a pool of 2x2 behind them 6x6, counting 1 3 5 5 3 1 along each axis; the corners' 1 is less than 4.55 % of 25.
DOWN = CONV._replace(
    layer="stage.0.down",
    n=(7, 7),
    index=(3, 3),
    rf=(1, 1),
    box=((6, 7), (6, 7)),
    counted=((6, 7), (6, 7)),
    paths=1,
    pixels=1,
    erf=1.0,
    std=(0.0, 0.0),
    std_formula=(0.0, 0.0),
    center=(6.5, 6.5),
    mass=(6.5, 6.5),
    shift=(-0.5, -0.5),
    shift_image=(-0.5, -0.5),
    gridding=0.75,
)
RELU = DOWN._replace(layer="stage.0.relu", type="relu")
WIDE = DOWN._replace(
    layer="stage.1.conv",
    rf=(9, 9),
    box=((2, 11), (2, 11)),
    counted=((2, 11), (2, 11)),
    paths=81,
    largest=9,
    pixels=25,
    holes=0.691358,
    erf=5.0,
    erf_share=0.555556,
    std=(2.309401, 2.309401),
    std_formula=(2.309401, 2.309401),
)
POOL = WIDE._replace(
    layer="pool",
    type="avgpool",
    n=(3, 3),
    index=(1, 1),
    rf=(11, 11),
    box=((0, 11), (0, 11)),
    counted=((0, 11), (0, 11)),
    paths=324,
    largest=25,
    pixels=36,
    holes=0.702479,
    erf=5.656854,
    erf_share=0.514259,
    std=(2.516611, 2.516611),
    std_formula=(2.516611, 2.516611),
    center=(5.5, 5.5),
    mass=(5.5, 5.5),
    shift=(-1.5, -1.5),
    shift_image=(-1.5, -1.5),
)
STRIDED = Forms(
    "Strided",
    TWO,
    (14, 14),
    "uniform",
    unclipped=False,
    layers=(DOWN, RELU, WIDE, POOL),
    notes=(
        Note(
            "off-center",
            ("stage.0.down",),
            "Off-center: the map of pool lies 1.5 px left of and above the middle of the image; "
            "it begins at stage.0.down.",
        ),
    ),
)

# What may come, whether or not some network has it: axes that differ, shares near none and all, thirds, very large
# numbers of paths, features to which none leads, names that look like markup.
ODD = Forms(
    "[/] | *net*\x1b[31m",
    TWO,
    (300, 2000),
    "mean",
    unclipped=True,
    layers=(
        CONV._replace(
            layer="[/]\x1b",
            n=(300, 1000),
            index=(150, 500),
            rf=(3, 1),
            box=((149, 152), (1000, 1001)),
            counted=((149, 152), (1000, 1001)),
            paths=0.99999,
            largest=1 / 3,
            pixels=1234,
            holes=0.0004,
            erf=1234.5,
            erf_share=0.9996,
            std=(0.004, 123.456),
            std_formula=None,
            center=(150.5, 1000.5),
            mass=(150.5, 999.25),
            shift=(0, Fraction(-7, 3)),
            shift_image=(0.5, 0.5),
            shift_mass=(0.0, -1.25),
            gridding=0.0001,
            checkerboard=(0.166667, 0.0),
        ),
        CONV._replace(
            layer="many", paths=3**400, largest=3.5e6, erf_share=0.25, gridding=None, shift=None, checkerboard=None
        ),
        Form("gap", "conv_transpose", (2, 2), (1, 1), None, None, checkerboard=(0.5, 0.5)),
    ),
    notes=(Note("odd", ("[/]\x1b",), "A note on \x1b[31m."),),
)

# Without borders the size of the image need not be known; one axis.
WAVE = Forms(
    "Wave",
    ONE,
    (None,),
    "uniform",
    unclipped=True,
    layers=(
        Form(
            "c",
            "conv",
            n=(None,),
            index=(0,),
            rf=(3,),
            box=((-1, 2),),
            counted=((-1, 2),),
            paths=3,
            largest=1,
            pixels=3,
            holes=0.0,
            erf=3.0,
            erf_share=1.0,
            std=(0.816497,),
            std_formula=(0.816497,),
            center=(0.5,),
            mass=(0.5,),
            shift_mass=(0.0,),
            gridding=0.0,
            checkerboard=(0.0,),
        ),
    ),
    notes=(),
)
EMPTY = Forms("Nothing", TWO, (8, None), "uniform", unclipped=False, layers=(), notes=())

FORMS = {"five": FIVE, "strided": STRIDED, "odd": ODD, "wave": WAVE, "empty": EMPTY}


def _map(report: Forms, row: int, counts: PathCounts | None) -> Map:
    form = report.layers[row]
    return Map(*report[:5], form.layer, form.index or (), counts, form)


MAPS = {
    "five": _map(FIVE, 0, PathCounts((1, 1), [[1, 1, 1]] * 3)),
    "odd": _map(ODD, 0, PathCounts((149, 1000), [[1], [0], [2]], 3)),
    "gap": _map(ODD, 2, None),
    "wave": _map(WAVE, 0, PathCounts((-1,), [1, 1, 1])),
    "volume": Map(
        "Clip",
        ("z", "y", "x"),
        (2, 2, 2),
        "uniform",
        unclipped=False,
        layer="block",
        index=(0, 0, 0),
        counts=PathCounts((0, 0, 1), [[[3**400], [1]], [[2], [0]]]),
        form=Form(
            "block.conv",
            "conv",
            n=(1, 1, 1),
            index=(0, 0, 0),
            rf=(2, 2, 1),
            box=((0, 2), (0, 2), (1, 2)),
            counted=((0, 2), (0, 2), (1, 2)),
            paths=3**400 + 3,
            largest=3**400,
            pixels=3,
            holes=0.25,
        ),
    ),
}

GROWTHS = {
    "one": Growth(
        "[/]",
        TWO,
        (224, 224),
        "uniform",
        unclipped=False,
        rows=(GrowthRow("conv", 1, 3.0, 3.0, 3.597484), GrowthRow("a|b\x1b", 12, 1024.5, 86.123456, None)),
        notes=(Note("within-image", (), "The rf never reaches the size of the image (224 px)."),),
    ),
    "none": Growth(
        "Nothing",
        ONE,
        (None,),
        "mean",
        unclipped=True,
        rows=(),
        notes=(Note("no-path", (), "No path leads to any of the features."),),
    ),
}

# The same 1x1 behind a 2x2 average pool of stride 2 sees four pixels alike, in their middle.
CURED = DOWN._replace(
    rf=(2, 2),
    box=((6, 8), (6, 8)),
    counted=((6, 8), (6, 8)),
    paths=4,
    pixels=4,
    erf=2.0,
    std=(0.5, 0.5),
    std_formula=(0.5, 0.5),
    center=(7, 7),
    mass=(7.0, 7.0),
    shift=(0, 0),
    shift_image=(0, 0),
    gridding=0.0,
)
EFFECTS = {
    "cured": Effect(
        "[/] | *net*",
        TWO,
        (14, 14),
        "1x1",
        "uniform",
        ("stage.0.down",),
        (Left("stem", "a stem: it reads the image"),),
        ((CONV, CONV), (DOWN, CURED)),
        (
            Note("cured", ("stage.0.down",), "Cured: stage.0.down."),
            Note("left-alone", ("stem",), "Left alone: stem (a stem: it reads the image)."),
        ),
    ),
    "nothing": Effect(
        "Five", TWO, (5, 5), "all", "mean", (), (), (), (Note("nothing-cured", (), "Nothing was cured."),)
    ),
}
