"""``rfcalc compare``: networks side by side, and what differs between two."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FILES, FORMAT, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import Argument, Option, Spec
from rfcalc.errors import RfcalcError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

PAIR = 2  # networks that have a difference

SPEC = Spec(
    name="compare",
    summary="Show networks side by side, and what differs between two.",
    examples=(
        "rfcalc compare resnet50 resnet101 vgg16",
        "rfcalc compare resnet18 resnet50 --layer layer3 --layer layer4",
        "rfcalc compare resnet50 mine.yaml",
    ),
    details=(
        (
            "Side by side stand the ends of stages, which are the last layers of each jump, and the last maps. Of two "
            "networks every layer is compared: by its name, or in its place."
        ),
    ),
    arguments=(Argument("networks", "NET NET...", FILES, complete="networks", required=True, many=True),),
    options=(
        Option(
            "layers",
            ("--layer",),
            "Compare at this layer or block, which every network has. Repeatable.",
            metavar="NAME",
            complete="layers",
            repeatable=True,
        ),
        *WHICH_NETWORK,
        FORMAT,
        OUTPUT,
        Option("check", ("--check",), "Exit with 1 if two networks differ."),
    ),
)


def run(values: Values) -> ExitCode:
    """Write networks side by side; the exit code tells if a check was asked for and failed."""
    import rfcalc
    from rfcalc.cli.networks import load_all, sources_named
    from rfcalc.cli.outputs import output_of

    output = output_of(values)
    check, count = values.has("check"), len(sources_named(values, PAIR))
    if count < PAIR or (check and count > PAIR):
        allowed = "--check compares two" if check else "allowed: two or more"
        raise RfcalcError(f"found {count} network{'s' * (count != 1)}", allowed=allowed, key="NET")
    comparison = rfcalc.compare(*load_all(SPEC, values, PAIR), layers=values.all("layers"))
    output.write([comparison])
    return ExitCode.CHECK_FAILED if check and not comparison.same else ExitCode.ANSWERED
