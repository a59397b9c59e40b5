"""``rfcalc summary``: the table of every layer."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import CHAIN, ENDS, FORMAT, LAYER, NETWORKS, OUTPUT, SETTINGS, SIZE
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
        "rfcalc summary resnet50 --ends --reach",
        "rfcalc summary resnet50 --layer conv1 --layer 'layer4.*'",
        "rfcalc summary --layers 'conv 11 4, pool 3 2, conv 5 1 2' --until 'rf >= 50'",
        "rfcalc summary resnet18 resnet50 --format json -o fields.jsonl",
    ),
    details=(
        (
            "All but n and clean are in pixels of the input, or what its file calls them. --layer and --ends choose "
            "rows, together those of both; sentences below the table tell of all layers."
        ),
    ),
    arguments=(NETWORKS,),
    options=(
        CHAIN,
        SIZE,
        SETTINGS,
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
        LAYER,
        ENDS,
        FORMAT,
        OUTPUT,
    ),
    words=("n", "jump", "rf", "start", "reach", "clean"),
)


def run(values: Values) -> ExitCode:
    """Write the tables of networks."""
    import rfcalc
    from rfcalc.cli.networks import load_all
    from rfcalc.cli.outputs import output_of

    output = output_of(values)
    networks = load_all(SPEC, values)
    output.write(
        [
            rfcalc.summary(
                network,
                reach=values.has("reach"),
                until=values.one("until"),
                layers=values.all("layers"),
                ends=values.has("ends"),
            )
            for network in networks
        ]
    )
    return ExitCode.ANSWERED
