"""``rfcalc interactive``: questions about the features of one network, one a line."""

from __future__ import annotations

from rfcalc.cli.options import CHAIN, OF_MODELS, SETTINGS, SIZE, USUAL
from rfcalc.cli.spec import Argument, Option, Spec
from rfcalc.errors import RfcalcError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="interactive",
    summary="Ask for layers and indices until told to stop.",
    examples=(
        "conv5 3 4    a layer and an index",
        "5 6          another index in the same layer",
        "conv4        another layer",
        "last -1 -1   the last feature of the last layer that has several",
        "?            the layers",
        "quit         stop (so do exit, q, the end of input and Ctrl-C)",
    ),
    details=(
        (
            "Works from a script's standard input too: answers go to standard output, errors to standard error, and "
            "the exit code is 2 if a line could not be answered."
        ),
    ),
    arguments=(Argument("network", "NET", f"File or preset. {USUAL}", complete="networks"),),
    options=(
        CHAIN,
        SIZE,
        SETTINGS,
        *OF_MODELS,
        Option(
            "format",
            ("--format",),
            "table, json, csv or markdown.",
            metavar="F",
            complete="formats",
            default="table",
        ),
    ),
)


def run(values: Values) -> int:
    """Return the exit code of a dialogue: 2 if a script's line could not be answered."""
    import gc

    from rfcalc.cli.interactive import Dialogue, lines
    from rfcalc.cli.networks import STANDARD_INPUT, load, source_named
    from rfcalc.cli.outputs import output_of

    output = output_of(values)
    if source_named(values) == STANDARD_INPUT:
        raise RfcalcError("'-'", allowed="standard input is where the questions come from", key="NET")
    gc.enable()  # a dialogue may last
    dialogue = Dialogue(load(values), output)
    return dialogue.answer(lines(dialogue))
