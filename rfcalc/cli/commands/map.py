"""``rfcalc map``: how much each pixel counts for one feature."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import CHAIN, FORMAT, NET, OF_MODELS, OUTPUT, SETTINGS, SIZE, UNCLIPPED, WEIGHTS
from rfcalc.cli.spec import Argument, Option, Spec
from rfcalc.errors import RfcalcError, nearest, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.cli.outputs import Output
    from rfcalc.cli.spec import Values

SCALES = ("linear", "log")
SPEC = Spec(
    name="map",
    summary="Show how much each pixel counts for one feature.",
    examples=(
        "rfcalc map vgg16",
        "rfcalc map vgg16 conv5_3 7 7 --scale log",
        "rfcalc map resnet50 layer3 -o layer3.png",
        "rfcalc map resnet18 --all-layers -o depth.svg",
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
            "The ending of FILE says what it gets: .png and .svg a picture, .npy an array (both need rfcalc[plot]), "
            ".csv, .json and .md a text, any other the text of --format."
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
        CHAIN,
        SIZE,
        SETTINGS,
        *OF_MODELS,
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
            "The middle feature of every layer: a strip of pictures (-o FILE.png or FILE.svg), or json, one map a "
            "line. Layers that change nothing, such as relu, are left out.",
        ),
        FORMAT,
        OUTPUT,
    ),
)


def run(values: Values) -> ExitCode:
    """Write the map of a feature, or those of all layers."""
    import rfcalc
    from rfcalc.cli.features import named_feature
    from rfcalc.cli.outputs import MAP_KINDS, output_of

    output = output_of(values, MAP_KINDS)
    log = _is_logarithmic(values.one("scale"), output)
    if values.has("all_layers"):
        return _write_all(values, output, log=log)
    network, layer, index = named_feature(values)
    weights = str(values.one("weights"))
    output.write([rfcalc.map(network, layer, index, weights, unclipped=values.has("unclipped"))], log=log)
    return ExitCode.ANSWERED


def _write_all(values: Values, output: Output, *, log: bool) -> ExitCode:
    """Write the maps of all layers: as a strip of pictures, or as JSON, one a line."""
    from rfcalc.api import maps
    from rfcalc.cli.features import split
    from rfcalc.cli.outputs import PICTURES

    network, words = split(values)
    if words:
        raise RfcalcError(f"found LAYER {quoted(words[0])}", allowed="it takes NET alone", key="--all-layers")
    if output.kind not in {*PICTURES, "json"}:
        allowed = "allowed: -o FILE.png, -o FILE.svg or --format json"
        raise RfcalcError(f"found {output.kind}", allowed=allowed, key="--all-layers")
    found = maps(network, str(values.one("weights")), unclipped=values.has("unclipped"))
    if output.kind == "json":  # a line each: their counts need not be held all at once
        output.write_text("".join([output.text([each]) for each in found]))
    else:
        output.write(found, log=log)
    return ExitCode.ANSWERED


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
