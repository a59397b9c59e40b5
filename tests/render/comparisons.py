"""Finished comparisons made by hand, with every kind of level and change."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rfcalc.reports.comparison import NUMBERS, Change, Compared, Comparison, Difference, Level

from .reports import FLAGGED, PLAIN, SEQUENCE, UNSIZED

if TYPE_CHECKING:
    from rfcalc.reports import LayerRow, Summary


def _about(summary: Summary, file: str) -> Compared:
    return Compared(summary.network, file, summary.axes, summary.input)


def _change(first: LayerRow | None, second: LayerRow | None) -> Change:
    if first is None or second is None:
        return Change(first, second, ())
    return Change(first, second, tuple(name for name in NUMBERS if getattr(first, name) != getattr(second, name)))


CONV1, RELU1, POOL1, CONV2 = PLAIN.layers
DOWN, UP, THIRD, ADD, JOIN, GAP, WHOLE = FLAGGED.layers

_ALEXNETS = (_about(PLAIN, "alexnet"), _about(PLAIN, "nets/mine.yaml"))
_LEVELS = (
    Level((4,), "", (RELU1, CONV1)),
    Level((8,), "", (CONV2, None)),
    Level(None, "", (CONV2, RELU1)),
)
_STRIDED = [row._replace(n=(27, 27), jump=(8, 8), rf=(rf, rf)) for row, rf in ((CONV1, 11), (RELU1, 13), (POOL1, 27))]

COMPARISONS = {
    "same": Comparison(_ALEXNETS, _LEVELS[:1], Difference((), 1)),
    "flags": Comparison(
        (_about(FLAGGED, "flags.yaml"), _about(PLAIN, "alexnet")),
        (
            Level((1, 0.5), "", (UP, None)),
            Level((Fraction(7, 3),), "", (THIRD, None)),
            Level((4,), "", (None, CONV1)),
            Level(None, "", (WHOLE, CONV2)),
        ),
        Difference(
            (
                _change(DOWN, DOWN._replace(window="k3x1 s2x1 p1x0", start=(0.5, 0.5))),
                _change(UP, UP._replace(type="resize", window="", rf_min=None)),
                _change(THIRD, THIRD._replace(rf=(216, 204), rf_min=(200, 188))),
                _change(ADD, ADD._replace(name="[/2]")),
                _change(JOIN, JOIN._replace(name="stage.0.sum", jump=(1, 1), irregular=False, window="k1")),
                _change(GAP, None),
                _change(None, WHOLE),
                _change(WHOLE._replace(rf=(3, 3), whole=False), WHOLE),
            ),
            0,
        ),
    ),
    "runs": Comparison(
        _ALEXNETS,
        _LEVELS,
        Difference(
            (
                *(_change(row._replace(name=f"removed{at}"), None) for at, row in enumerate((CONV1, RELU1, POOL1))),
                *(_change(None, CONV2._replace(name=f"added{at}")) for at in range(4)),
                *(
                    _change(row._replace(name=f"layer{at}.conv"), strided._replace(name=f"layer{at}.conv"))
                    for at, (row, strided) in enumerate(zip((CONV1, RELU1, CONV1, RELU1), (*_STRIDED[:2], *_STRIDED)))
                ),
                _change(CONV2, CONV2._replace(name="conv2\x07", rf=(107, 107))),
            ),
            3,
        ),
    ),
    "named": Comparison(
        _ALEXNETS,
        (Level(None, "relu1", (RELU1, RELU1)), Level(None, "block", (CONV2, RELU1))),
        Difference((_change(CONV2._replace(name="block"), RELU1._replace(name="block")),), 1),
    ),
    "axes": Comparison(
        (_about(UNSIZED, "volume.yaml"), _about(SEQUENCE, "wave.yaml")),
        (Level((1,), "", (UNSIZED.layers[0], SEQUENCE.layers[0])), Level(None, "", (UNSIZED.layers[1], None))),
        None,
    ),
    "many": Comparison(
        (_about(PLAIN, "a.yaml"), _about(PLAIN, "a.yaml"), _about(FLAGGED, "b.yaml"), _about(PLAIN, "c.yaml")),
        (Level((4,), "", (CONV1, RELU1, None, CONV1)), Level(None, "", (CONV2, POOL1, WHOLE, RELU1))),
        None,
    ),
}
