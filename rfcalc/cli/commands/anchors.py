"""``rfcalc anchors``: how the anchors of a detector lie to what its layers see."""

from __future__ import annotations

import os

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FORMAT, NETWORK, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import COMPUTED, Argument, Option, Spec
from rfcalc.errors import RfcalcError, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from rfcalc.cli.spec import Values

SPEC = Spec(
    name="anchors",
    summary="Show anchors of a detector against what its layers see.",
    examples=(
        "rfcalc anchors s3fd --layer conv3_3,conv4_3,conv5_3,fc7,conv6_2,conv7_2",
        "rfcalc anchors resnet50-fpn --layer p3 --layer p4 --layer p5 --ratio 8",
        "rfcalc anchors s3fd --layer conv3_3 --anchors conv3_3=16,24 --objects faces.csv",
    ),
    details=(
        (
            "Of each layer n, jump, and rf and effective field (erf) of the 3x3 convolution that predicts from it. Of "
            "each anchor whether it is smaller than the erf and that smaller than rf, its density (size / jump), and "
            "how often to repeat it for the largest density."
        ),
        (
            "Anchors are 4 jumps large in S3FD and RetinaNet, 8 in ATSS. Sizes are 48 for every axis or 40x80, height "
            "x width."
        ),
    ),
    arguments=(
        NETWORK,
        Argument(
            "more_layers", "L...", "More layers behind those of --layer: --layer L L L.", complete="layers", many=True
        ),
    ),
    options=(
        Option(
            "layers",
            ("--layer",),
            "A layer or block whose map has anchors, or several: L,L. Repeatable.",
            metavar="L",
            complete="layers",
            repeatable=True,
        ),
        Option("ratio", ("--ratio",), "Size of anchors in jumps.", metavar="R", default="4", group=COMPUTED),
        Option(
            "anchors",
            ("--anchors",),
            "The sizes of a layer's anchors in pixels, in place of R jumps. Repeatable.",
            metavar="L=16,32",
            repeatable=True,
            group=COMPUTED,
        ),
        Option(
            "objects",
            ("--objects",),
            "Tell which layers see objects whole: sizes such as 16,40x80, or a table with a column size, or height and "
            "width.",
            metavar="SIZES|FILE.csv",
            group=COMPUTED,
        ),
        *WHICH_NETWORK,
        FORMAT,
        OUTPUT,
    ),
)


def run(values: Values) -> ExitCode:
    """Write the anchors of some layers."""
    import rfcalc
    from rfcalc.api import analyze
    from rfcalc.cli.networks import load
    from rfcalc.cli.outputs import output_of
    from rfcalc.cli.usage import missing

    output = output_of(values)
    if not values.all("layers"):
        raise missing(SPEC.name, "--layer L")
    objects = _objects(values.one("objects"))
    network = analyze(load(values))
    known = {layer.name for layer in network.network.layers}
    names = [name for word in values.all("layers") for name in ([word] if word in known else word.split(","))]
    output.write(
        [
            rfcalc.anchors(
                network,
                [*names, *values.all("more_layers")],
                str(values.one("ratio")),
                _sizes(values.all("anchors")),
                objects,
            )
        ]
    )
    return ExitCode.ANSWERED


def _sizes(words: Sequence[str]) -> dict[str, list[str]]:
    """Return the sizes of anchors that words give layers: ``L=16,32``. Raises `RfcalcError`."""
    sizes: dict[str, list[str]] = {}
    for word in words:
        layer, equals, written = word.rpartition("=")
        if not layer or not equals:
            raise RfcalcError(f"found {quoted(word)}", allowed="allowed: LAYER=SIZE,SIZE...", key="--anchors")
        sizes.setdefault(layer, []).extend(written.split(","))
    return sizes


def _objects(word: str | None) -> Sequence[str | tuple[Fraction, ...]]:
    """Return the sizes of objects that a word lists, or the file that it names. Raises `RfcalcError`."""
    from rfcalc.readers.objects import SUFFIX, read_objects

    if word is None:
        return ()
    if word.lower().endswith(SUFFIX):
        return read_objects(word)
    if os.path.isfile(word):
        raise RfcalcError(quoted(word), allowed="the name of a table ends in .csv", key="--objects")
    return word.split(",")
