"""``rfcalc map``: how much each pixel counts for one feature."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FORMAT_OF_DRAWN, NET, OUTPUT, UNCLIPPED, WEIGHTS, WHICH_NETWORK
from rfcalc.cli.spec import Argument, Option, Spec
from rfcalc.errors import RfcalcError, nearest, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.outputs import Output
    from rfcalc.cli.spec import Values
    from rfcalc.render.values import Look

SCALES = ("linear", "log")
SPEC = Spec(
    name="map",
    summary="Show how much each pixel counts for one feature.",
    examples=(
        "rfcalc map vgg16",
        "rfcalc map vgg16 conv5_3 7 7 --scale log",
        "rfcalc map resnet50 layer3 -o layer3.png",
        "rfcalc map resnet18 --all-layers -o depth.svg",
        "rfcalc map resnet18 layer4 --remedy --zoom -o cured.pdf",
    ),
    details=(
        (
            "A pixel counts once for each path that leads from it to the feature. The index is given as X Y Z: column, "
            "row, slice."
        ),
        (
            "NET comes first where the word behind it is no number: a file, a preset or -. Before a number stands "
            "LAYER, unless only a network has that name. A word alone is NET, or else a layer of the usual network."
        ),
        (
            "The ending of FILE says what it gets: .svg a picture, .png and .pdf the same picture and .npy an array "
            "(these need receptive-fields[plot]), .csv, .json and .md a text, any other the text of --format."
        ),
    ),
    arguments=(
        Argument(
            "words",
            "[NET] [LAYER [X [Y [Z]]]]",
            "A layer's name, and the position of the feature: counted from 0, or from the end, where -1 is the last. "
            "Without LAYER: last, the last layer whose map has several features. Without X: the middle one.",
            complete="features",
            many=True,
            negative=True,
        ),
    ),
    options=(
        NET,
        *WHICH_NETWORK,
        WEIGHTS,
        UNCLIPPED,
        Option(
            "scale",
            ("--scale",),
            "linear or log: how colors follow counts in a table or picture.",
            metavar="S",
            complete="scales",
        ),
        Option(
            "all_layers",
            ("--all-layers",),
            "The middle feature of every layer: a strip of pictures (svg, or -o FILE.png or .pdf), or json, one map a "
            "line. Layers that change nothing, such as relu, are left out.",
        ),
        Option("remedy", ("--remedy",), "Two maps in the same colors: before and after the cure of rfcalc remedy."),
        Option(
            "on",
            ("--on",),
            "With --remedy: which convolutions are cured: 1x1, 3x3 or all (both).",
            metavar="KERNEL",
            complete="kernels",
        ),
        Option("zoom", ("--zoom",), "What counts fills the table's or the picture's map, with a small margin."),
        Option("bare", ("--bare",), "The drawing alone, with its marks: no title, axes, legend and numbers."),
        FORMAT_OF_DRAWN,
        OUTPUT,
    ),
    words=(
        "rf",
        "holes",
        "erf",
        "std",
        "std_formula",
        "gridding",
        "checkerboard",
        "shift",
        "shift_image",
        "shift_mass",
    ),
)


def run(values: Values) -> ExitCode:
    """Write the map of a feature, or those of all layers."""
    import rfcalc
    from rfcalc.cli.features import named_feature
    from rfcalc.cli.outputs import MAP_KINDS, output_of
    from rfcalc.cli.progress import watched

    output = output_of(values, MAP_KINDS)
    look = _look(values, output)
    if values.one("on") is not None and not values.has("remedy"):
        raise RfcalcError(quoted(values.one("on")), allowed="only a --remedy has kernels", key="--on")
    if values.has("all_layers"):
        return _write_all(values, output, look)
    if values.has("remedy"):
        return _write_pair(values, output, look)
    network, layer, index = named_feature(values)
    weights = str(values.one("weights"))
    with watched(network):
        answer = rfcalc.map(network, layer, index, weights, unclipped=values.has("unclipped"))
    output.write([answer], look=look)
    return ExitCode.ANSWERED


def _write_pair(values: Values, output: Output, look: Look) -> ExitCode:
    """Write the maps of a feature before and after a remedy."""
    from rfcalc.api import map_pair
    from rfcalc.cli.features import named_feature
    from rfcalc.cli.outputs import ARRAY
    from rfcalc.cli.progress import watched

    if output.kind == ARRAY:
        raise RfcalcError(f"found {ARRAY}", allowed="an array holds one map, and these are two", key="--remedy")
    network, layer, index = named_feature(values)
    weights, on = str(values.one("weights")), values.one("on") or "all"
    with watched(network):
        answer = map_pair(network, layer, index, weights, on, unclipped=values.has("unclipped"))
    output.write([answer], look=look)
    return ExitCode.ANSWERED


def _write_all(values: Values, output: Output, look: Look) -> ExitCode:
    """Write the maps of all layers: as a strip of pictures, or as JSON, one a line."""
    from rfcalc.api import maps
    from rfcalc.cli.features import split
    from rfcalc.cli.outputs import PICTURES
    from rfcalc.cli.progress import watched
    from rfcalc.render.figures import check_maps

    network, words = split(values)
    if words:
        raise RfcalcError(f"found LAYER {quoted(words[0])}", allowed="it takes NET alone", key="--all-layers")
    if values.has("remedy"):
        raise RfcalcError("found --remedy", allowed="a remedy is shown in one feature's maps", key="--all-layers")
    if output.kind not in {*PICTURES, "json"}:
        allowed = "allowed: --format svg or json, -o FILE.png or -o FILE.pdf"
        raise RfcalcError(f"found {output.kind}", allowed=allowed, key="--all-layers")
    check = None if output.kind == "json" else check_maps
    with watched(network):
        found = maps(network, str(values.one("weights")), unclipped=values.has("unclipped"), check=check)
        if output.kind != "json":
            output.write(found, look=look)  # no terminal gets a picture, and one may be told of the work
            return ExitCode.ANSWERED
        text = "".join([output.text([each]) for each in found])  # a line each: counts need not be held all at once
    output.write_text(text)
    return ExitCode.ANSWERED


def _look(values: Values, output: Output) -> Look:
    """Return how a map is drawn; raise `RfcalcError` for a look of what is not drawn."""
    from rfcalc.cli.outputs import PICTURES
    from rfcalc.render.values import Look

    log = _is_logarithmic(values.one("scale"), output)
    for switch in ("zoom", "bare"):
        if values.has(switch) and output.kind not in {"table", *PICTURES}:
            raise RfcalcError(f"found {output.kind}", allowed="only tables and pictures are drawn", key=f"--{switch}")
    return Look(log=log, bare=values.has("bare"), near=values.has("zoom"))


def _is_logarithmic(scale: str | None, output: Output) -> bool:
    """Return whether a scale is logarithmic; without a word it is linear.

    Raises `RfcalcError` for a word that is no scale, and for a kind of answer in which it has no say.
    """
    from rfcalc.cli.outputs import PICTURES

    if scale is None:
        return False
    if scale not in SCALES:
        allowed = f"{nearest(scale, SCALES)} one of {', '.join(SCALES)}".strip()
        raise RfcalcError(quoted(scale), allowed=allowed, key="--scale")
    if output.kind not in {"table", *PICTURES}:
        raise RfcalcError(quoted(scale), allowed=f"only tables and pictures have one, not {output.kind}", key="--scale")
    return scale == "log"
