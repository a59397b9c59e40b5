"""``rfcalc figure``: a network drawn for papers and slides."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FILE, FORMAT, OUTPUT, USUAL, WHICH_NETWORK
from rfcalc.cli.spec import COMPUTED, Argument, Option, Spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc import Network
    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="figure",
    summary="Draw a network: maps over the image, or what a feature reads.",
    examples=(
        "rfcalc figure resnet50 -o resnet50.svg",
        "rfcalc figure vgg16 conv3_3 conv5_3 -o two-maps.svg",
        "rfcalc figure wavenet stack.0.layer.3 --view side --input 32 > side.svg",
        "rfcalc figure net.yaml sum --view side --axis y -o branches.svg",
    ),
    details=(
        (
            "fixed: feature maps at the size of the input, each feature at the center of its receptive field; without "
            "LAYER those of the ends of stages. side: along one axis, all that one feature reads, layer by layer; the "
            "middle one of LAYER, or where all layers look back the last one. Several LAYERs are the only rows."
        ),
        (
            "The picture is SVG and needs nothing else. Without FILE it is written to standard output, unless that is "
            "a terminal."
        ),
    ),
    arguments=(
        Argument(
            "words",
            "[NET [LAYER...]]",
            f"{FILE} {USUAL} Behind it layers, uses of blocks or globs ('conv4*'); with --layers all words are these.",
            complete="drawn",
            many=True,
        ),
    ),
    options=(
        *WHICH_NETWORK,
        Option("view", ("--view",), "fixed or side.", metavar="VIEW", complete="views", default="fixed"),
        Option("axis", ("--axis",), "Of a side view: the axis, by default x.", metavar="AXIS", group=COMPUTED),
        FORMAT._replace(
            help="svg or json (the geometry). Without it: by the ending of FILE, or else svg.",
            complete="formats_of_figures",
        ),
        OUTPUT,
    ),
    words=("rf",),
)


def run(values: Values) -> ExitCode:
    """Write the picture of a network."""
    import rfcalc
    from rfcalc.cli.outputs import FIGURE_KINDS, output_of

    output = output_of(values, FIGURE_KINDS)
    network, layers = _named(values)
    output.write([rfcalc.figure(network, layers, view=str(values.one("view")), axis=values.one("axis"))])
    return ExitCode.ANSWERED


def _named(values: Values) -> tuple[Network, tuple[str, ...]]:
    """Return the network and the layers that a line names. Raises `RfcalcError`."""
    from rfcalc.cli.features import is_network
    from rfcalc.cli.networks import load, usual_network

    words = values.all("words")
    if values.one("chain") is not None:
        return load(values), words
    if not words or (values.here is not None and not is_network(words[0])):
        return load(values, usual_network(values)), words
    return load(values, words[0]), words[1:]
