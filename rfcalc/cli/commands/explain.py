"""``rfcalc explain``: where the numbers of a layer come from."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import CHAIN, FORMAT, NET, OF_MODELS, OUTPUT, SETTINGS, SIZE
from rfcalc.cli.spec import COMPUTED, Argument, Option, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="explain",
    summary="Show where the numbers of a layer come from, an equation a line.",
    examples=(
        "rfcalc explain alexnet conv5",
        "rfcalc explain alexnet conv5 3 4 --axis x",
        "rfcalc explain unet classes --format latex -o slide.tex",
    ),
    details=(
        (
            "Told are the layers on the paths that decide where the receptive field begins and ends; long chains are "
            "told by stages. Where features of one map see differently, borders are followed back from a feature."
        ),
        "The words are those of rfcalc locate; without LAYER it is the last layer whose map has several features.",
    ),
    arguments=(
        Argument(
            "words",
            "[NET] LAYER [X [Y [Z]]]",
            "A layer's name, and the position of a feature whose box is to be explained as well.",
            complete="features",
            many=True,
            negative=True,
        ),
    ),
    options=(
        NET,
        CHAIN,
        SIZE,
        SETTINGS,
        Option(
            "axis", ("--axis",), "Explain one axis alone. Without it: all, those alike once.", "AXIS", group=COMPUTED
        ),
        *OF_MODELS,
        FORMAT._replace(
            help="table, json, csv, markdown or latex (for amsmath). Without it: by the ending of FILE, or else table.",
            complete="formats_of_explanation",
        ),
        OUTPUT,
    ),
    words=("jump", "rf", "start"),
)


def run(values: Values) -> ExitCode:
    """Write the derivation of a layer's numbers."""
    import rfcalc
    from rfcalc.cli.features import named_feature
    from rfcalc.cli.outputs import EXPLANATION_KINDS, output_of

    output = output_of(values, EXPLANATION_KINDS)
    network, layer, index = named_feature(values)
    output.write([rfcalc.explain(network, layer, index, axis=values.one("axis"))])
    return ExitCode.ANSWERED
