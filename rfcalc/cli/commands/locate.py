"""``rfcalc locate``: where one feature looks."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FORMAT, NET, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import Argument, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="locate",
    summary="Show where in the image one feature looks.",
    examples=(
        "rfcalc locate conv5 3 4",
        "rfcalc locate vgg16 conv5_3 7 7",
        "rfcalc locate layer3.5.conv2 -1 -1 --net resnet50 --format json",
    ),
    details=(
        "The index is given as X Y Z: column, row, slice. A box [first, end) does not include its end.",
        (
            "NET comes first where the word behind it is no number: a file, a preset or -. Before a number stands "
            "LAYER, unless only a network has that name. last is the last layer whose map has several features."
        ),
    ),
    arguments=(
        Argument(
            "words",
            "[NET] LAYER X [Y [Z]]",
            "A layer's name, and the position of the feature: counted from 0, or from the end, where -1 is the last.",
            complete="features",
            many=True,
            negative=True,
        ),
    ),
    options=(NET, *WHICH_NETWORK, FORMAT, OUTPUT),
)


def run(values: Values) -> ExitCode:
    """Write where a feature looks."""
    import rfcalc
    from rfcalc.cli.features import asked_feature
    from rfcalc.cli.outputs import output_of

    output = output_of(values)
    network, layer, index = asked_feature(SPEC, values)
    output.write([rfcalc.locate(network, layer, index)])
    return ExitCode.ANSWERED
