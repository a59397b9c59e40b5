"""``rfcalc summary``: the table of every layer."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import CHAIN, FORMAT, NETWORKS, OF_MODELS, OUTPUT, SETTINGS, SIZE
from rfcalc.cli.spec import Option, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="summary",
    summary="Show n, jump, rf and start of every layer.",
    examples=(
        "rfcalc summary vgg16",
        "rfcalc summary net.yaml --input 224x320",
        "rfcalc summary --layers 'conv 11 4, pool 3 2, conv 5 1 2' --until 'rf >= 50'",
        "rfcalc summary resnet18 resnet50 --format json -o fields.jsonl",
    ),
    details=(
        (
            "n is the number of features, jump the distance between neighbours, rf the size of a receptive field, "
            "start the centre of the first one; all but n in pixels of the input."
        ),
    ),
    arguments=(NETWORKS,),
    options=(
        CHAIN,
        SIZE,
        SETTINGS,
        *OF_MODELS,
        Option(
            "reach",
            ("--reach",),
            "Also how many pixels features see to each side of their own place, and which features read no padding.",
        ),
        Option(
            "until",
            ("--until",),
            "Name the first layer for which this holds: n, jump, rf or start, a sign, a number, as in 'rf >= 200'.",
            metavar="CONDITION",
        ),
        FORMAT,
        OUTPUT,
    ),
)


def run(values: Values) -> ExitCode:
    """Write the tables of networks."""
    import rfcalc
    from rfcalc.cli.networks import load_all
    from rfcalc.cli.outputs import output_of

    output = output_of(values)
    networks = load_all(SPEC, values)
    output.write(
        [rfcalc.summary(network, reach=values.has("reach"), until=values.one("until")) for network in networks]
    )
    return ExitCode.ANSWERED
