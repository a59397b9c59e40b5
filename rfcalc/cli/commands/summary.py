"""``rfcalc summary``: the table of every layer."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import ENDS, FORMAT, LAYER, NETWORKS, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import Option, Spec
from rfcalc.errors import RfcalcError, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rfcalc import Network
    from rfcalc.cli.networks import Setting
    from rfcalc.cli.outputs import Output
    from rfcalc.cli.spec import Values
    from rfcalc.cli.sweeps import Swept

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
        "rfcalc summary tcn --set levels=1..12 --until 'rf >= 784'",
    ),
    details=(
        (
            "All but n and clean are in pixels of the input, or what its file calls them. --layer and --ends choose "
            "rows, together those of both; sentences below the table tell of all layers."
        ),
        (
            "--set n=1..20, n=1..20..2 or n=2,4,8 (up to 1000 values): the last layer at each of these values, and "
            "with --until the first value for which the condition holds there."
        ),
    ),
    arguments=(NETWORKS,),
    options=(
        *WHICH_NETWORK,
        Option(
            "reach",
            ("--reach",),
            "Also how many pixels features see to each side of their own place, and which features read no padding.",
        ),
        Option(
            "until",
            ("--until",),
            "Name the first layer for which this holds along every axis: n, jump, rf or start, a sign, a number, as in "
            "'rf >= 200'.",
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
    if values.all("settings"):
        from rfcalc.cli.sweeps import swept

        sweep = swept(values.all("settings"))
        if sweep is not None:
            return _write_sweep(values, output, sweep)
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


def _write_sweep(values: Values, output: Output, sweep: Swept) -> ExitCode:
    """Write the last layers of networks at several values of a parameter."""
    from rfcalc.api import swept
    from rfcalc.cli.networks import reader_of, sources_of

    def with_value(read: Callable[[Mapping[str, Setting]], Network]) -> Callable[[Setting], Network]:
        return lambda value: read({**sweep.others, sweep.name: value})

    for option, given in (("--layer", values.all("layers")), ("--ends", values.has("ends"))):
        if given:
            raise RfcalcError(
                f"found {option} and several values of {quoted(sweep.name)}",
                allowed="a sweep tells the last layer at each value",
                key=option,
            )
    readers = [reader_of(values, source) for source in sources_of(SPEC, values)]
    reach, until = values.has("reach"), values.one("until")
    output.write([swept(with_value(read), sweep.name, sweep.values, reach=reach, until=until) for read in readers])
    return ExitCode.ANSWERED
