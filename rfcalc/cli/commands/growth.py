"""``rfcalc growth``: how receptive fields grow through the depth."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import CHAIN, FORMAT, NETWORK, OF_MODELS, OUTPUT, SETTINGS, SIZE, UNCLIPPED, WEIGHTS
from rfcalc.cli.spec import Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="growth",
    summary="Show how receptive fields grow, and what counts inside them.",
    examples=(
        "rfcalc growth resnet50",
        "rfcalc growth vgg16 -o growth.png",
        "rfcalc growth net.yaml --input 512 --format csv",
    ),
    details=(
        "rf and effective receptive field through the depth, against the input size and the sqrt(n) law.",
        (
            "The ending of FILE says what it gets: .png and .svg a picture (needs rfcalc[plot]), .csv, .json and .md a "
            "text, any other the text of --format."
        ),
    ),
    arguments=(NETWORK,),
    options=(CHAIN, SIZE, SETTINGS, *OF_MODELS, WEIGHTS, UNCLIPPED, FORMAT, OUTPUT),
)


def run(values: Values) -> ExitCode:
    """Write how receptive fields grow."""
    import rfcalc
    from rfcalc.cli.networks import load
    from rfcalc.cli.outputs import GROWTH_KINDS, output_of

    output = output_of(values, GROWTH_KINDS)
    network = load(values)
    output.write([rfcalc.growth(network, str(values.one("weights")), unclipped=values.has("unclipped"))])
    return ExitCode.ANSWERED
