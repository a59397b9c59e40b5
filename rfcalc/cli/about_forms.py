"""The words of the commands about the form of receptive fields: their arguments, options and help.

Annotations are not postponed here: typer would evaluate each of them anew at every start.
"""

from typing import Annotated

import typer

from rfcalc.cli import completion
from rfcalc.cli.options import FILE, FILES, WEIGHTS_HELP, Kind, Output, Settings, Size, Unclipped, Weights


def form(  # noqa: PLR0913 - a command has as many options as it has
    networks: Annotated[list[str], typer.Argument(metavar="NET...", help=FILES, autocompletion=completion.networks)],
    size: Size = None,
    settings: Settings = None,
    weights: Weights = "uniform",
    *,
    unclipped: Unclipped = False,
    written_as: Kind = None,
    output: Output = None,
) -> None:
    """Show what counts inside the receptive fields of every layer.

    \b
    rfcalc form resnet18
    rfcalc form vgg16 resnet50 --format markdown
    rfcalc form net.yaml --input 512 -o form.csv

    Shift, grid, holes and effective size of the middle feature of each map, so that the layer can
    be seen where they begin; rfcalc map shows one such field pixel by pixel.

    The ending of FILE says its format: .csv, .json, .md; any other file gets that of --format.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import forming

    forming.form(networks, forming.Asked(size, settings or [], weights, written_as, output, unclipped))


def remedy(  # noqa: PLR0913 - likewise
    network: Annotated[str, typer.Argument(metavar="NET", help=FILE, autocompletion=completion.networks)],
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="KERNEL",
            help="Which convolutions: 1x1, 3x3 or all (both).",
            autocompletion=completion.kernels,
        ),
    ] = "all",
    size: Size = None,
    settings: Settings = None,
    *,
    report: Annotated[
        bool, typer.Option("--report", help="Show the numbers before and after, not the network.")
    ] = False,
    weights: Annotated[
        str | None,
        typer.Option(
            "--weights", metavar="W", help=f"With --report. {WEIGHTS_HELP}", autocompletion=completion.weights
        ),
    ] = None,
    written_as: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="F",
            help="yaml or json; with --report table, json, csv or markdown. Without it: by the ending of FILE, "
            "or else as the network is written, and a table.",
            autocompletion=completion.formats_of_remedy,
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Print a network cured of shift and grid in its fields.

    \b
    rfcalc remedy resnet18 -o cured.yaml
    rfcalc remedy resnet18 --report
    rfcalc remedy resnet50 --on 1x1 --report --format json

    A convolution with stride 2 becomes a 2x2 average pool with stride 2 and the same convolution
    with stride 1 (Ge and Wu). What was left alone, and why, is told on standard error.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import forming

    body = forming.remedy_report if report else forming.remedy
    body(network, on, forming.Asked(size, settings or [], weights, written_as, output))


def growth(  # noqa: PLR0913 - likewise
    network: Annotated[str, typer.Argument(metavar="NET", help=FILE, autocompletion=completion.networks)],
    size: Size = None,
    settings: Settings = None,
    weights: Weights = "uniform",
    *,
    unclipped: Unclipped = False,
    written_as: Kind = None,
    output: Output = None,
) -> None:
    """Show how receptive fields grow, and what counts inside them.

    \b
    rfcalc growth resnet50
    rfcalc growth vgg16 -o growth.png
    rfcalc growth net.yaml --input 512 --format csv

    rf and effective receptive field through the depth, against the input size and the sqrt(n) law.

    The ending of FILE says what it gets: .png and .svg a picture (needs rfcalc[plot]), .csv, .json
    and .md a text, any other the text of --format.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import forming

    forming.growth(network, forming.Asked(size, settings or [], weights, written_as, output, unclipped))
