"""``rfcalc presets``: the networks that ship with rfcalc."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FORMAT, OUTPUT
from rfcalc.cli.spec import Argument, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="presets",
    summary="List the networks that ship with rfcalc, by family, with n, jump and rf of their last map.",
    examples=("rfcalc presets", "rfcalc presets resnet torchvision", "rfcalc presets video --format json"),
    details=(),
    arguments=(
        Argument(
            "words",
            "[WORD...]",
            "Only those that have every word in name, description, family or source.",
            many=True,
        ),
    ),
    options=(FORMAT, OUTPUT),
)


def run(values: Values) -> ExitCode:
    """Write the list of presets."""
    import rfcalc
    from rfcalc.cli.outputs import output_of

    output = output_of(values)
    output.write(rfcalc.find_presets(*values.all("words")))
    return ExitCode.ANSWERED
