"""``rfcalc tile``: how to cut the input so that what is computed of each tile is exact."""

from __future__ import annotations

from rfcalc.cli.exit_codes import ExitCode
from rfcalc.cli.options import FORMAT, NET, OUTPUT, WHICH_NETWORK
from rfcalc.cli.spec import COMPUTED, Argument, Option, Spec
from rfcalc.errors import RfcalcError, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.analysis import Analysis
    from rfcalc.cli.spec import Values
    from rfcalc.reports.tiles import Tiles

SPEC = Spec(
    name="tile",
    summary="Show how to cut the input so that each tile's outputs are exact.",
    examples=(
        "rfcalc tile unet --tile 572 --input 1532",
        "rfcalc tile unet-padded",
        "rfcalc tile encodec-24khz --rate 24000",
        "rfcalc tile real-esrgan --tile 800 --input 2160x3840 --format csv",
    ),
    details=(
        (
            "Tiles are exact if their outputs, less the cropped ones, are those of the whole run whatever the weights: "
            "the same arithmetic. They begin on a grid (align). Where a layer reads the whole map or all that lies "
            "before, no tile is: the exit code is 1, and the layers are told."
        ),
        "LAYER is the last one if none is named.",
    ),
    arguments=(
        Argument(
            "words",
            "[NET] [LAYER]",
            "A file, preset or -, and the layer whose outputs are wanted. Without LAYER: the last of the network.",
            complete="features",
            many=True,
        ),
    ),
    options=(
        NET,
        *WHICH_NETWORK,
        Option(
            "tile",
            ("--tile",),
            "Size of a tile: 572, 572x380 (height x width). Without it: the least that works.",
            metavar="SIZE",
            group=COMPUTED,
        ),
        Option(
            "rate",
            ("--rate",),
            "Pixels a second of a time axis; latency, look-ahead and history are told in ms, too.",
            metavar="HZ",
            group=COMPUTED,
        ),
        FORMAT,
        OUTPUT,
    ),
    words=("align", "context", "latency", "crop", "step"),
)

GATES_OFF = "gates=false"
"""What leaves out, in networks that have the parameter, all that reads the whole map beside a feature itself."""


def run(values: Values) -> ExitCode:
    """Write the tiles; the exit code tells if there are none that are exact."""
    import rfcalc
    from rfcalc.cli.features import split
    from rfcalc.cli.outputs import output_of

    output = output_of(values)
    network, words = split(values)
    layer, *more = words or (None,)
    if more:
        raise RfcalcError(f"found {quoted(more[0])} behind LAYER", allowed="allowed: [NET] [LAYER]")
    tiles = rfcalc.tile(network, layer, values.one("tile"), values.one("rate"))
    if not tiles.exact:
        tiles = _with_cure(tiles, network, layer, values)
    output.write([tiles])
    return ExitCode.ANSWERED if tiles.exact else ExitCode.CHECK_FAILED


def _with_cure(tiles: Tiles, network: Analysis, layer: str | None, values: Values) -> Tiles:
    """Return the answer with the parameter that makes tiles exact, where the network's file has one that does."""
    import rfcalc
    from rfcalc.cli.networks import parameters_of, reader_of

    try:
        parameters = parameters_of([*values.all("settings"), GATES_OFF])
        cured = reader_of(values, network.network.file)(parameters)
        if rfcalc.tile(cured, layer).exact:
            return tiles._replace(cure=f"--set {GATES_OFF}")
    except RfcalcError:  # it has no such parameter, or is not to be read a second time
        pass
    return tiles
