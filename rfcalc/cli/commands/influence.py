"""``rfcalc influence``: which features a pixel reaches."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FORMAT, NET, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import Argument, Option, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="influence",
    summary="Show which features of each layer a pixel reaches.",
    examples=(
        "rfcalc influence 65 81",
        "rfcalc influence 100:140 80:120 --at conv5_3 --net vgg16",
        "rfcalc influence 0 : --net unet --format json",
    ),
    details=(
        (
            "The way back from the image: of each layer the box [first, end) around the features that really read the "
            "pixel, and their number. Of a range, told are features that read any of it; covering are those whose "
            "visible box holds all of it, inside those that see nothing else."
        ),
        "A word before X that is no coordinate is NET: a file, a preset or -.",
    ),
    arguments=(
        Argument(
            "words",
            "[NET] X [Y [Z]]",
            "Column, row, slice: each a pixel, counted from 0, a range FIRST:END whose end is not included, or : for "
            "all of the axis. They lie in the input, whose size must be known.",
            complete="networks",
            many=True,
            negative=True,
        ),
    ),
    options=(
        Option(
            "layers",
            ("--at",),
            "Tell of this layer or block alone; last is the last layer whose map has several features. Repeatable.",
            metavar="LAYER",
            complete="layers",
            repeatable=True,
        ),
        NET,
        *WHICH_NETWORK,
        FORMAT,
        OUTPUT,
    ),
)


def run(values: Values) -> ExitCode:
    """Write which features some pixels reach."""
    import rfcalc
    from rfcalc.cli.outputs import output_of
    from rfcalc.cli.pixels import asked_pixels

    output = output_of(values)
    network, pixels = asked_pixels(SPEC, values)
    output.write([rfcalc.influence(network, pixels, values.all("layers"))])
    return ExitCode.ANSWERED
