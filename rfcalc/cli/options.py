"""The options that several commands share.

Annotations are not postponed here: typer would evaluate each of them anew at every start.
"""

from typing import Annotated

import typer

from rfcalc.cli import completion

FILES = "Files (.yaml, .yml, .json), presets, or - for standard input."
FILE = "File (.yaml, .yml, .json), preset, or - for standard input."
USUAL = "Without it: $RFCALC_NET, rfcalc.yaml in this folder, alexnet."

INPUT_HELP = "Size of the input: 224, 224x320 (height x width) or 32x224x320. Wish the file's."

Size = Annotated[str | None, typer.Option("--input", metavar="SIZE", help=INPUT_HELP)]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Set a parameter of the network, such as gates=false. Repeatable.",
        autocompletion=completion.settings,
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="F",
        help="table, json, csv or markdown.",
        autocompletion=completion.formats,
    ),
]

Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, all of it or nothing.")
]

Kind = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="F",
        help="table, json, csv or markdown. Without it: by the ending of FILE, or else table.",
        autocompletion=completion.formats,
    ),
]

WEIGHTS_HELP = "uniform: every tap counts one path. mean: the taps of a window share one."

Weights = Annotated[
    str,
    typer.Option("--weights", metavar="W", help=WEIGHTS_HELP, autocompletion=completion.weights),
]

Unclipped = Annotated[bool, typer.Option("--unclipped", help="Count as if image and maps had no borders.")]

Scale = Annotated[
    str | None,
    typer.Option(
        "--scale",
        metavar="S",
        help="linear or log: how colors follow counts in a table or picture.",
        autocompletion=completion.scales,
    ),
]
