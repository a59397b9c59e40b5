"""``rfcalc new``: a network file to start from."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import OUTPUT
from rfcalc.cli.spec import Spec
from rfcalc.errors import RfcalcError

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
    """Write a network file to start from, never in the place of another: that may be somebody's work."""
    from os.path import isfile

    from rfcalc.cli.outputs import STARTER_KINDS, output_of
    from rfcalc.data.catalog import starter_path

    output = output_of(values, STARTER_KINDS)
    if output.file is not None and isfile(output.file):
        allowed = f"another name is needed, or rfcalc new > {output.file} to replace it"
        raise RfcalcError("there is such a file already", allowed=allowed, file=output.file)
    with open(starter_path(), encoding="utf-8") as stream:
        output.write_text(stream.read())
    return ExitCode.ANSWERED
