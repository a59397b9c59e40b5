"""The words of the commands about networks: their arguments, options and help.

Annotations are not postponed here: typer would evaluate each of them anew at every start.
"""

from typing import Annotated

import typer

from rfcalc.cli import completion
from rfcalc.cli.options import FILE, FILES, Format, Output, Settings, Size


def summary(
    networks: Annotated[
        list[str],
        typer.Argument(
            metavar="NET...",
            help=FILES,
            autocompletion=completion.networks,
        ),
    ],
    size: Size = None,
    settings: Settings = None,
    written_as: Format = "table",
    output: Output = None,
) -> None:
    """Show n, jump, rf and start of every layer.

    \b
    rfcalc summary vgg16
    rfcalc summary net.yaml --input 224x320
    rfcalc summary resnet18 resnet50 --format json -o fields.jsonl

    n is the number of features, jump the distance between neighbours, rf the size of a
    receptive field, start the centre of the first one; all but n in pixels of the input.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import commands

    commands.summary(networks, size, settings or [], written_as, output)


def compare(  # noqa: PLR0913 - a command has as many options as it has
    networks: Annotated[
        list[str],
        typer.Argument(
            metavar="NET NET...",
            help=FILES,
            autocompletion=completion.networks,
        ),
    ],
    layers: Annotated[
        list[str] | None,
        typer.Option(
            "--layer",
            metavar="NAME",
            help="Compare at this layer or block, which every network has. Repeatable.",
            autocompletion=completion.layers,
        ),
    ] = None,
    size: Size = None,
    settings: Settings = None,
    written_as: Format = "table",
    output: Output = None,
    *,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if two networks differ.")] = False,
) -> None:
    """Show networks side by side, and what differs between two.

    \b
    rfcalc compare resnet50 resnet101 vgg16
    rfcalc compare resnet18 resnet50 --layer layer3 --layer layer4
    rfcalc compare resnet50 mine.yaml

    Side by side stand the ends of stages, which are the last layers of each jump, and the
    last maps. Of two networks every layer is compared: by its name, or in its place.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import commands

    raise typer.Exit(commands.compare(networks, layers or [], size, settings or [], written_as, output, check=check))


def presets(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD...]", help="Only those that have every word in name, description, family or source."
        ),
    ] = None,
    written_as: Format = "table",
    output: Output = None,
) -> None:
    """List the networks that ship with rfcalc, by family, with n, jump and rf of their last map.

    \b
    rfcalc presets
    rfcalc presets resnet torchvision
    rfcalc presets video --format json
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import commands

    commands.presets(words or [], written_as, output)


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[NAME]",
            help="network (files), or an answer: summary, locate, preset ...",
            autocompletion=completion.schemas,
        ),
    ] = "network",
    output: Output = None,
) -> None:
    """Print the JSON Schema of network files, for editors, or that of an answer, for programs.

    \b
    rfcalc schema -o network.schema.json
    rfcalc schema summary
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import commands

    commands.schema(name, output)


def show(
    network: Annotated[
        str,
        typer.Argument(
            metavar="NET",
            help=FILE,
            autocompletion=completion.networks,
        ),
    ],
    *,
    expanded: Annotated[
        bool, typer.Option("--expanded", help="Spell every layer out: no blocks, parameters, short forms, defaults.")
    ] = False,
    written_as: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="F",
            help="yaml or json. Without it: by the ending of FILE, or else as the network is written.",
            autocompletion=completion.file_formats,
        ),
    ] = None,
    size: Size = None,
    settings: Settings = None,
    output: Output = None,
) -> None:
    """Print a network as a file: as it is written, to start your own from, or spelled out.

    \b
    rfcalc show resnet50 > mine.yaml
    rfcalc show resnet50 --expanded
    rfcalc show net.yaml --input 512x512 -o net.json

    With another format, size or parameter it is written anew, without comments. Either way it
    reads back to the same network.
    """  # noqa: D301 - the escape keeps the lines below it as they are
    from rfcalc.cli import commands

    commands.show(network, size, settings or [], written_as, output, expanded=expanded)
