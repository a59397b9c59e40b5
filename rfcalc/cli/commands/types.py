"""``rfcalc types``: the types of layers that a file may name."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FORMAT, OUTPUT
from rfcalc.cli.spec import Argument, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="types",
    summary="List the types of layers that a file may name, with keys, formula and an example.",
    examples=("rfcalc types", "rfcalc types conv_transpose", "rfcalc types upsample --format json"),
    details=("Channels have no say in a receptive field: a depthwise or grouped convolution is a conv.",),
    arguments=(Argument("name", "[NAME]", "One type, told in full. Without it: all.", complete="types"),),
    options=(FORMAT, OUTPUT),
)


def run(values: Values) -> ExitCode:
    """Write the types of layers."""
    from rfcalc.cli.outputs import output_of
    from rfcalc.reports.layer_types import types_of_layers

    output = output_of(values)
    output.write(types_of_layers(values.one("name")))
    return ExitCode.ANSWERED
