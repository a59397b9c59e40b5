"""``rfcalc growth``: how receptive fields grow through the depth."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import ENDS, FILES, FORMAT_OF_DRAWN, LAYER, OUTPUT, UNCLIPPED, USUAL, WEIGHTS, WHICH_NETWORK
from rfcalc.cli.spec import Argument, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="growth",
    summary="Show how receptive fields grow, and what counts inside them.",
    examples=(
        "rfcalc growth resnet50",
        "rfcalc growth resnet50 --ends --format markdown",
        "rfcalc growth alexnet vgg16 resnet50 -o growths.pdf",
        "rfcalc growth vgg16 -o growth.png",
        "rfcalc growth net.yaml --input 512 --format csv",
    ),
    details=(
        (
            "rf and effective receptive field through the depth, against the input size and the sqrt(n) law. Several "
            "networks share a chart on a terminal and a picture, with a line for each."
        ),
        (
            "The ending of FILE says what it gets: .svg a picture, .png and .pdf the same picture (these need "
            "receptive-fields[plot]), .csv, .json and .md a text, any other the text of --format."
        ),
    ),
    arguments=(Argument("networks", "NET...", f"{FILES} {USUAL}", complete="networks", many=True),),
    options=(*WHICH_NETWORK, WEIGHTS, UNCLIPPED, LAYER, ENDS, FORMAT_OF_DRAWN, OUTPUT),
    words=("rf", "erf", "erf_formula"),
)


def run(values: Values) -> ExitCode:
    """Write how receptive fields grow, in one network or in several."""
    import rfcalc
    from rfcalc.cli.networks import load_all, usual_network
    from rfcalc.cli.outputs import GROWTH_KINDS, output_of
    from rfcalc.cli.progress import watched

    output = output_of(values, GROWTH_KINDS)
    with watched(*load_all(SPEC, values, usual=usual_network(values))) as networks:
        answers = [
            rfcalc.growth(
                network,
                str(values.one("weights")),
                unclipped=values.has("unclipped"),
                layers=values.all("layers"),
                ends=values.has("ends"),
            )
            for network in networks
        ]
    output.write(answers)
    return ExitCode.ANSWERED
