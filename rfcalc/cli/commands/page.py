"""``rfcalc page``: a network as one file to look at in a browser."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import NETWORKS, OUTPUT, WEIGHTS, WHICH_NETWORK
from rfcalc.cli.spec import WRITTEN, Option, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="page",
    summary="Write a network as one file to look at in a browser.",
    examples=(
        "rfcalc page vgg16 -o vgg16.html",
        "rfcalc page net.yaml --input 572 --layer up1.conv2 -o net.html",
        "rfcalc page vgg16 resnet50 -o both.html",
        "rfcalc page resnet50 --format json -o resnet50.json",
    ),
    details=(
        (
            "Click a feature to see its field and what counts in it, a pixel to see who reads it, change a kernel to "
            "see all numbers change. The file works offline, and nothing that is put into it leaves it."
        ),
        (
            "Several networks share one file, with a choice of two to stand side by side. The ending of FILE says its "
            "format: .html, .json; without a FILE it is written to standard output, unless that is a terminal."
        ),
    ),
    arguments=(NETWORKS,),
    options=(
        *WHICH_NETWORK,
        WEIGHTS,
        Option(
            "layer",
            ("--layer",),
            "The layer that is shown first. Without it: the last with more than one feature.",
            metavar="NAME",
            complete="rows",
        ),
        Option(
            "format",
            ("--format",),
            "html or json. Without it: by the ending of FILE, or else html.",
            metavar="F",
            complete="viewer_formats",
            group=WRITTEN,
        ),
        OUTPUT,
    ),
    words=("n", "jump", "rf", "start"),
)


def run(values: Values) -> ExitCode:
    """Write the viewers of networks."""
    import rfcalc
    from rfcalc.cli.networks import load_all
    from rfcalc.cli.outputs import VIEWER_KINDS, output_of
    from rfcalc.cli.progress import watched

    output = output_of(values, VIEWER_KINDS)
    with watched(*load_all(SPEC, values)) as networks:
        viewers = [rfcalc.viewer(network, values.one("layer"), str(values.one("weights"))) for network in networks]
    output.write(viewers)
    return ExitCode.ANSWERED
