"""``rfcalc advise``: what an expert would say of a network."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FORMAT, NETWORK, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import COMPUTED, Option, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="advise",
    summary="Say what stands out in a network, and what would mend it.",
    examples=(
        "rfcalc advise resnet50",
        "rfcalc advise vgg16 --input 32",
        "rfcalc advise s3fd --object 300 --format json",
    ),
    details=(
        (
            "Each finding comes with its numbers, where it is known from, and a cure with the numbers after it: the "
            "network is changed so and asked again. rfcalc check holds a network to any of them: 'no unproductive'."
        ),
    ),
    arguments=(NETWORK,),
    options=(
        Option(
            "object",
            ("--object",),
            "Size of an object in the image, such as 300 or 200x300: tell whether any feature of the last maps sees it "
            "whole.",
            metavar="SIZE",
            group=COMPUTED,
        ),
        *WHICH_NETWORK,
        FORMAT,
        OUTPUT,
    ),
)


def run(values: Values) -> ExitCode:
    """Write the findings."""
    import rfcalc
    from rfcalc.cli.networks import load
    from rfcalc.cli.outputs import output_of
    from rfcalc.cli.progress import watched

    output = output_of(values)
    with watched(load(values)) as networks:
        answers = [rfcalc.advise(each, object=values.one("object")) for each in networks]
    output.write(answers)
    return ExitCode.ANSWERED
