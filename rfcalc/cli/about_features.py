"""The words of the commands about features of one network: their arguments, options and help.

Annotations are not postponed here: typer would evaluate each of them anew at every start.
"""

from typing import Annotated

import typer

from rfcalc.cli import completion
from rfcalc.cli.options import FILE, USUAL, Format, Kind, Output, Scale, Settings, Size, Unclipped, Weights


def locate(
    layer: Annotated[str, typer.Argument(metavar="LAYER", help="A layer's name.", autocompletion=completion.layers)],
    index: Annotated[
        list[str] | None, typer.Argument(metavar="X [Y [Z]]", help="Position of the feature, counted from 0.")
    ] = None,
    network: Annotated[
        str | None,
        typer.Option(
            "--net",
            metavar="NET",
            help=f"File, preset or -. {USUAL}",
            autocompletion=completion.networks,
        ),
    ] = None,
    size: Size = None,
    settings: Settings = None,
    written_as: Format = "table",
) -> None:
    """Show where in the image one feature looks.

    \b
    rfcalc locate conv5 3 4
    rfcalc locate layer3.5.conv2 7 7 --net resnet50 --format json

    The index is given as X Y Z: column, row, slice. A box [first, end) does not include its end.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import commands

    commands.locate(layer, index or [], network, size, settings or [], written_as)


def map(  # noqa: A001, PLR0913 - the word of the command, which has as many options as it has
    network: Annotated[str, typer.Argument(metavar="NET", help=FILE, autocompletion=completion.networks)],
    layer: Annotated[
        str | None,
        typer.Argument(
            metavar="[LAYER]",
            help="A layer's name. Without it: the last whose map has several features.",
            autocompletion=completion.layers,
        ),
    ] = None,
    index: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[X [Y [Z]]]", help="Position of the feature, counted from 0. Without it: the middle one."
        ),
    ] = None,
    size: Size = None,
    settings: Settings = None,
    weights: Weights = "uniform",
    *,
    unclipped: Unclipped = False,
    scale: Scale = None,
    all_layers: Annotated[
        bool,
        typer.Option(
            "--all-layers",
            help="The middle feature of every layer: a strip of pictures (-o FILE.png or FILE.svg), or json, "
            "one map a line. Layers that change nothing, such as relu, are left out.",
        ),
    ] = False,
    written_as: Kind = None,
    output: Output = None,
) -> None:
    """Show how much each pixel counts for one feature.

    \b
    rfcalc map vgg16
    rfcalc map vgg16 conv5_3 7 7 --scale log
    rfcalc map resnet50 layer3 -o layer3.png
    rfcalc map resnet18 --all-layers -o depth.svg

    A pixel counts once for each path that leads from it to the feature. The index is given as
    X Y Z: column, row, slice.

    The ending of FILE says what it gets: .png and .svg a picture, .npy an array (both need
    rfcalc[plot]), .csv, .json and .md a text, any other the text of --format.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import forming

    asked = forming.Asked(size, settings or [], weights, written_as, output, unclipped)
    if all_layers:
        forming.map_layers(network, [] if layer is None else [layer, *(index or [])], asked, scale)
    else:
        forming.map_feature(network, layer, index or [], asked, scale)


def interactive(
    network: Annotated[
        str | None,
        typer.Argument(
            metavar="NET",
            help=f"File or preset. {USUAL}",
            autocompletion=completion.networks,
        ),
    ] = None,
    size: Size = None,
    settings: Settings = None,
    written_as: Format = "table",
) -> None:
    """Ask for layers and indices until told to stop.

    \b
    conv5 3 4    a layer and an index
    5 6          another index in the same layer
    conv4        another layer
    ?            the layers
    quit         stop (so do exit, q, the end of input and Ctrl-C)

    Works from a script's standard input too: answers go to standard output, errors to
    standard error, and the exit code is 2 if a line could not be answered.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import commands

    raise typer.Exit(commands.interactive(network, size, settings or [], written_as))
