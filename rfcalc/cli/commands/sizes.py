"""``rfcalc sizes``: which sizes of the input fit."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import CHAIN, FORMAT, NETWORK, OF_MODELS, OUTPUT, SETTINGS
from rfcalc.cli.spec import COMPUTED, Option, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="sizes",
    summary="Show which sizes of the input fit, and which are the next.",
    examples=(
        "rfcalc sizes unet",
        "rfcalc sizes unet --near 500",
        "rfcalc sizes unet --out 388 --format json",
    ),
    details=(
        (
            "A size fits if branches that meet have maps of one size and no map is too small for a window. Nothing is "
            "cut off where every stride divides what its window has room for in the padded map."
        ),
    ),
    arguments=(NETWORK,),
    options=(
        Option(
            "near",
            ("--near",),
            "Tell the next sizes below and above this one. Without it: those next to the network's own.",
            metavar="SIZE",
            group=COMPUTED,
        ),
        Option(
            "out",
            ("--out",),
            "Tell the size that gives so many features of the last map.",
            metavar="N",
            group=COMPUTED,
        ),
        CHAIN,
        SETTINGS,
        *OF_MODELS,
        FORMAT,
        OUTPUT,
    ),
)


def run(values: Values) -> ExitCode:
    """Write which sizes fit."""
    import rfcalc
    from rfcalc.cli.networks import load
    from rfcalc.cli.outputs import output_of
    from rfcalc.cli.progress import watched

    output = output_of(values)
    with watched(load(values)) as networks:
        answers = [rfcalc.sizes(each, near=values.one("near"), out=values.one("out")) for each in networks]
    output.write(answers)
    return ExitCode.ANSWERED
