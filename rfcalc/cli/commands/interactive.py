"""``rfcalc interactive``: questions about the features of one network, one a line."""

from __future__ import annotations

from rfcalc.cli.options import USUAL, WHICH_NETWORK
from rfcalc.cli.spec import WRITTEN, Argument, Option, Spec
from rfcalc.errors import RfcalcError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="interactive",
    summary="Ask for layers and indices until told to stop.",
    examples=(
        "conv5 3 4         a layer and an index; also conv5,3,4 and conv5 (3, 4)",
        "5 6               another index in the same layer; also (5, 6)",
        "conv4             another layer",
        "last -1 -1        the last feature of the last layer that has several",
        "?                 the layers",
        "map conv5 6 6     any command, about this network where it names no other",
        "compare vgg16     this network and another",
        "net vgg16         from here on another network, with --input, --set, --layers",
        "# words           a comment",
        "help              what may be asked; help map explains a command",
        "quit              stop (so do exit, q, the end of input and Ctrl-C)",
    ),
    details=(
        (
            "A layer's name wins over a command; behind rfcalc, as in rfcalc map conv5, any word is a command. What is "
            "typed on a terminal is kept in $XDG_STATE_HOME/rfcalc/history (~/.local/state; on Windows "
            "%LOCALAPPDATA%), and the tabulator completes it."
        ),
        (
            "Works from a script's standard input too: answers go to standard output, errors with their line to "
            "standard error. The exit code is 2 if a line could not be answered, else 1 if a check failed."
        ),
    ),
    arguments=(Argument("network", "NET", f"File or preset. {USUAL}", complete="networks"),),
    options=(
        *WHICH_NETWORK,
        Option(
            "format",
            ("--format",),
            "table, json, csv or markdown.",
            metavar="F",
            complete="formats",
            default="table",
            group=WRITTEN,
        ),
    ),
)


def run(values: Values) -> int:
    """Return the exit code of a dialogue: 2 if a script's line could not be answered."""
    import gc
    from contextlib import closing

    from rfcalc.cli.interactive import Dialogue, is_script, lines
    from rfcalc.cli.networks import STANDARD_INPUT, load, source_named
    from rfcalc.cli.outputs import output_of

    output = output_of(values)
    if source_named(values) == STANDARD_INPUT:
        raise RfcalcError("'-'", allowed="standard input is where the questions come from", key="NET")
    gc.enable()  # a dialogue may last
    dialogue = Dialogue(load(values), output, values)
    with closing(lines(dialogue)) as questions:
        return dialogue.answer(questions, script=is_script())
