"""``rfcalc remedy``: a network cured of shift and grid, or the numbers before and after."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import NETWORK, OUTPUT, WEIGHTS_HELP, WHICH_NETWORK
from rfcalc.cli.spec import COMPUTED, WRITTEN, Option, Spec
from rfcalc.errors import RfcalcError, escaped, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc import Remedy
    from rfcalc.cli.spec import Values

NAMED = 2  # layers that a message names; of more it says how many

SPEC = Spec(
    name="remedy",
    summary="Print a network cured of shift and grid in its fields.",
    examples=(
        "rfcalc remedy resnet18 -o cured.yaml",
        "rfcalc remedy resnet18 --report",
        "rfcalc remedy resnet50 --on 1x1 --report --format json",
    ),
    details=(
        (
            "A convolution with stride 2 becomes a 2x2 average pool with stride 2 and the same convolution with stride "
            "1 (Ge and Wu). What was left alone, and why, is told on standard error."
        ),
    ),
    arguments=(NETWORK,),
    options=(
        Option(
            "on",
            ("--on",),
            "Which convolutions: 1x1, 3x3 or all (both).",
            metavar="KERNEL",
            complete="kernels",
            default="all",
            group=COMPUTED,
        ),
        *WHICH_NETWORK,
        Option("report", ("--report",), "Show the numbers before and after, not the network."),
        Option(
            "weights",
            ("--weights",),
            f"With --report. {WEIGHTS_HELP}",
            metavar="W",
            complete="weights",
            group=COMPUTED,
        ),
        Option(
            "format",
            ("--format",),
            "yaml or json; with --report table, json, csv or markdown. Without it: by the ending of FILE, or else as "
            "the network is written, and a table.",
            metavar="F",
            complete="formats_of_remedy",
            group=WRITTEN,
        ),
        OUTPUT,
    ),
    words=("n", "rf", "erf", "std", "holes", "gridding", "shift"),
)


def run(values: Values) -> ExitCode:
    """Write the cured network as a file and tell what was cured, or write the report."""
    import rfcalc
    from rfcalc.cli.network_files import source_of
    from rfcalc.cli.outputs import NETWORK_KINDS, output_of
    from rfcalc.cli.streams import tell

    if values.has("report"):
        return _write_report(values)
    if values.one("weights") is not None:
        raise RfcalcError(quoted(values.one("weights")), allowed="only a --report has numbers", key="--weights")
    output = output_of(values, NETWORK_KINDS)
    network, written_as = source_of(values)
    remedy = rfcalc.remedy(network, str(values.one("on")))
    output.write_text(rfcalc.show(remedy.network, output.kind or written_as))
    tell(_cured_and_left(remedy, network.name))
    return ExitCode.ANSWERED


def _write_report(values: Values) -> ExitCode:
    """Write the numbers before and after the remedy."""
    import rfcalc
    from rfcalc.api import effect
    from rfcalc.cli.networks import load
    from rfcalc.cli.outputs import output_of
    from rfcalc.cli.progress import watched

    output = output_of(values)
    with watched(load(values)) as (analysis,):
        remedy = rfcalc.remedy(analysis, str(values.one("on")))
        answer = effect(analysis, remedy, values.one("weights") or "uniform")
    output.write([answer])
    return ExitCode.ANSWERED


def _cured_and_left(remedy: Remedy, name: str) -> str:
    """Return ``ResNet18: 6 convolutions cured; left alone: conv1 (a stem: it reads the image)``."""
    from rfcalc.reports.remedy import left_alone

    count = len(remedy.cured)
    cured = f"{count} convolution{'s' * (count != 1)}" if count else "no convolution"
    alone = left_alone(remedy.left, NAMED)
    return escaped(f"{name}: {cured} cured" + (f"; left alone: {alone}" if alone else ""))
