"""``rfcalc help``: all commands, or one of them in full."""

from __future__ import annotations

from rfcalc.cli.spec import Argument, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="help",
    summary="List all commands, or explain one of them.",
    examples=("rfcalc help", "rfcalc help summary"),
    details=("rfcalc COMMAND --help says the same.",),
    arguments=(Argument("command", "[COMMAND]", "One command, in full. Without it: all.", complete="commands"),),
    options=(),
)


def run(values: Values) -> int:
    """Write what help there is. Raises what typer raises for a word that is no command."""
    from rfcalc.cli.typer_app import answered

    command = values.one("command")
    code = answered(["--help"] if command is None else [command, "--help"])
    return code if isinstance(code, int) else 0
