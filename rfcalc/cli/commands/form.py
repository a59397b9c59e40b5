"""``rfcalc form``: what counts inside the receptive fields of every layer."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import ENDS, FORMAT, LAYER, NETWORKS, OUTPUT, UNCLIPPED, WEIGHTS, WHICH_NETWORK
from rfcalc.cli.spec import Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="form",
    summary="Show what counts inside the receptive fields of every layer.",
    examples=(
        "rfcalc form resnet18",
        "rfcalc form resnet18 --ends",
        "rfcalc form vgg16 resnet50 --layer 'conv*' --format markdown",
        "rfcalc form net.yaml --input 512 -o form.csv",
    ),
    details=(
        (
            "Shift, grid, holes and effective size of the middle feature of each map, so that the layer can be seen "
            "where they begin; rfcalc map shows one such field pixel by pixel."
        ),
        "The ending of FILE says its format: .csv, .json, .md; any other file gets that of --format.",
    ),
    arguments=(NETWORKS,),
    options=(*WHICH_NETWORK, WEIGHTS, UNCLIPPED, LAYER, ENDS, FORMAT, OUTPUT),
    words=(
        *("n", "rf", "erf", "std", "std_formula", "holes", "gridding", "checkerboard"),
        *("shift", "shift_image", "shift_mass"),
    ),
)


def run(values: Values) -> ExitCode:
    """Write the forms of the layers of networks."""
    import rfcalc
    from rfcalc.cli.networks import load_all
    from rfcalc.cli.outputs import output_of
    from rfcalc.cli.progress import watched

    output = output_of(values)
    with watched(*load_all(SPEC, values)) as networks:
        answers = [
            rfcalc.form(
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
