"""``rfcalc schema``: the JSON Schemas of what rfcalc reads and writes."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import OUTPUT
from rfcalc.cli.spec import Argument, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="schema",
    summary="Print the JSON Schema of network files, for editors, or that of an answer, for programs.",
    examples=("rfcalc schema -o network.schema.json", "rfcalc schema summary"),
    details=(),
    arguments=(
        Argument(
            "name",
            "[NAME]",
            "network (files), or an answer: summary, locate, preset ...",
            complete="schemas",
            default="network",
        ),
    ),
    options=(OUTPUT,),
)


def run(values: Values) -> ExitCode:
    """Write a schema."""
    from rfcalc.cli.outputs import SCHEMA_KINDS, output_of
    from rfcalc.cli.schemas import schema_text

    output = output_of(values, SCHEMA_KINDS)
    output.write_text(schema_text(str(values.one("name"))))
    return ExitCode.ANSWERED
