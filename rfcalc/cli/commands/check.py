"""``rfcalc check``: conditions that a network is to hold, for continuous integration."""

from __future__ import annotations

import os

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FILE, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import COMPUTED, WRITTEN, Argument, Option, Spec
from rfcalc.errors import RfcalcError, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.analysis import Analysis
    from rfcalc.cli.spec import Values
    from rfcalc.reports.verdict import Verdict

SPEC = Spec(
    name="check",
    summary="Check conditions on a network; the exit code is 1 if one fails.",
    examples=(
        "rfcalc check net.yaml",
        "rfcalc check vgg16 'pool5: rf >= 200' 'all: aligned'",
        "rfcalc check net.yaml 'rf >= 50% input' 'no unproductive' --format github",
        "rfcalc check net.yaml --baseline net.json --update",
        "rfcalc check net.yaml --baseline net.json",
    ),
    details=(
        (
            "A condition is [LAYER:] NUMBER[.AXIS] OP VALUE, [LAYER:] [not] WORD, or [LAYER:] no FINDING. It must hold "
            "for every feature and along every axis. Those of the file, a list of texts under checks, are checked too."
        ),
        (
            "LAYER is a name, a block (its output), a pattern with *, all, or last, the last map with more than one "
            "feature, which is meant without any. NUMBER is n, jump, rf, start, period, erf, holes, gridding, "
            "checkerboard, shift, align, context or latency; OP is >= <= == != > or <; VALUE is a number, 5%, input or "
            "50% input. WORD is aligned, regular, centered or whole."
        ),
        (
            "A baseline is what rfcalc summary --format json writes; a row that differs from it fails. Only --update "
            "writes the file."
        ),
    ),
    arguments=(
        Argument(
            "network", "NET", f"{FILE} Without it: $RFCALC_NET, or rfcalc.yaml in this folder.", complete="networks"
        ),
        Argument("conditions", "[CONDITION...]", "Conditions, each in quote marks: 'pool5: rf >= 224'.", many=True),
    ),
    options=(
        Option(
            "baseline",
            ("--baseline",),
            "A summary as JSON; any difference of a row fails.",
            metavar="FILE",
            group=COMPUTED,
        ),
        Option("update", ("--update",), "Write the baseline anew.", group=COMPUTED),
        *WHICH_NETWORK,
        Option(
            "format",
            ("--format",),
            "table, json, csv, markdown, github or junit. Without it: by the ending of FILE, or else table.",
            metavar="F",
            complete="formats_of_check",
            group=WRITTEN,
        ),
        OUTPUT,
    ),
    words=(
        *("n", "jump", "rf", "start", "erf", "holes", "gridding", "checkerboard", "shift"),
        *("align", "context", "latency"),
    ),
)


def run(values: Values) -> ExitCode:
    """Write what does not hold; the exit code tells whether all does."""
    import rfcalc
    from rfcalc.cli.networks import check_written, load, source_named
    from rfcalc.cli.outputs import JUDGED_KINDS, output_of
    from rfcalc.cli.progress import watched

    output = output_of(values, JUDGED_KINDS)
    values, conditions = _conditions(values)
    file = values.one("baseline")
    if file is None and values.has("update"):
        raise RfcalcError("there is no file to write", allowed="name it with --baseline", key="--update")
    if file is not None and output.file is not None and os.path.realpath(file) == os.path.realpath(output.file):
        raise RfcalcError(quoted(output.file), allowed="this is the baseline; another file is needed", key="--output")
    check_written(file, source_named(values), "--baseline")
    with watched(load(values)) as (analysis,):
        if file is not None and values.has("update"):
            verdict = _updated(analysis, conditions, file)
        else:
            verdict = rfcalc.check(analysis, *conditions, baseline=file)
    output.write([verdict])
    return ExitCode.ANSWERED if verdict.passed else ExitCode.CHECK_FAILED


def _conditions(values: Values) -> tuple[Values, tuple[str, ...]]:
    """Return the conditions of a line, and its values with the network that they are about. Raises `RfcalcError`.

    The first word is the network, unless the line has a chain of layers or that word can only be a condition: it is
    about the network of the dialogue then, of the environment or of the current folder. A preset that nobody asked for
    would hold conditions that are meant for another network.
    """
    from rfcalc.cli.features import is_network
    from rfcalc.cli.networks import own_network
    from rfcalc.cli.usage import missing
    from rfcalc.reports.conditions import is_condition

    first, others = values.one("network"), values.all("conditions")
    if first is None or (values.one("chain") is None and (is_network(first) or not is_condition(first))):
        network = first
    else:
        network, others = None, (first, *others)
    if network is None and values.here is None and values.one("chain") is None:
        network = own_network()
        if network is None:
            raise missing(SPEC.name, "NET")
    return values._replace(words={**values.words, "network": (network,) if network else ()}), others


def _updated(analysis: Analysis, conditions: Sequence[str], file: str) -> Verdict:
    """Return whether conditions hold, having written the rows of a network as its baseline.

    Nothing is written where a condition cannot be answered.
    """
    import rfcalc
    from rfcalc.cli.streams import save
    from rfcalc.readers.baseline import baseline_in
    from rfcalc.render import render

    text = render([rfcalc.summary(analysis)], "json")
    verdict = rfcalc.check(analysis, *conditions, baseline=baseline_in(text, file))
    save(text, file)
    return verdict
