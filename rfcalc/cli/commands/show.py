"""``rfcalc show``: a network as a file."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import NETWORK, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import WRITTEN, Option, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="show",
    summary="Print a network as a file: as it is written, to start your own from, or spelled out.",
    examples=(
        "rfcalc show resnet50 > mine.yaml",
        "rfcalc show resnet50 --expanded",
        "rfcalc show net.yaml --input 512x512 -o net.json",
    ),
    details=(
        (
            "With another format, size or parameter it is written anew, without comments. Either way it reads back to "
            "the same network."
        ),
    ),
    arguments=(NETWORK,),
    options=(
        Option("expanded", ("--expanded",), "Spell every layer out: no blocks, parameters, short forms, defaults."),
        Option(
            "format",
            ("--format",),
            "yaml or json. Without it: by the ending of FILE, or else as the network is written.",
            metavar="F",
            complete="file_formats",
            group=WRITTEN,
        ),
        *WHICH_NETWORK,
        OUTPUT,
    ),
)


def run(values: Values) -> ExitCode:
    """Write a network as a file."""
    from rfcalc.cli.network_files import network_text
    from rfcalc.cli.outputs import NETWORK_KINDS, output_of

    output = output_of(values, NETWORK_KINDS)
    output.write_text(network_text(values, output.kind))
    return ExitCode.ANSWERED
