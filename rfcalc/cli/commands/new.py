"""``rfcalc new``: a network file to start from."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import OUTPUT
from rfcalc.cli.spec import Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="new",
    summary="Print a network file to start from, with comments on what it may say.",
    examples=("rfcalc new > mine.yaml", "rfcalc new -o mine.yaml"),
    details=("rfcalc show vgg16 prints the file of a network that ships with rfcalc, to start from that.",),
    arguments=(),
    options=(OUTPUT,),
)


def run(values: Values) -> ExitCode:
    """Write a network file to start from."""
    from rfcalc.cli.outputs import STARTER_KINDS, output_of
    from rfcalc.data.catalog import starter_path

    output = output_of(values, STARTER_KINDS)
    with open(starter_path(), encoding="utf-8") as stream:
        output.write_text(stream.read())
    return ExitCode.ANSWERED
