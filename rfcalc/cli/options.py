"""The arguments and options that several commands share."""

from __future__ import annotations

from rfcalc.cli.spec import COMPUTED, OF_NETWORK, WRITTEN, Argument, Option

FILES = "Files (.yaml, .json; models: .onnx, .keras, .cfg), presets, or - for standard input."
FILE = "File (.yaml, .json; a model: .onnx, .keras, .cfg), preset, or - for standard input."
USUAL = "Without it: $RFCALC_NET, rfcalc.yaml in this folder, alexnet."

NETWORK = Argument("network", "NET", f"{FILE} {USUAL}", complete="networks")
NETWORKS = Argument(
    "networks",
    "NET...",
    f"{FILES} Without any: $RFCALC_NET, or rfcalc.yaml in this folder.",
    complete="networks",
    many=True,
)
NET = Option(
    "network",
    ("--net",),
    f"File, preset or -. {USUAL}",
    metavar="NET",
    complete="networks",
    group=OF_NETWORK,
)

CHAIN = Option(
    "chain",
    ("--layers",),
    "A chain of layers in place of NET: 'conv 11 4, pool 3 2, conv 5 1 2' (kernel, stride, padding, dilation).",
    metavar="CHAIN",
    group=OF_NETWORK,
)

SIZE = Option(
    "size",
    ("--input",),
    "Size of the input: 224, 224x320 (height x width) or 32x224x320. Overrides the file's.",
    metavar="SIZE",
    group=OF_NETWORK,
)
SETTINGS = Option(
    "settings",
    ("--set",),
    "Set a parameter of the network, such as gates=false. Repeatable.",
    metavar="NAME=VALUE",
    complete="settings",
    repeatable=True,
    group=OF_NETWORK,
)
FROM = Option(
    "start",
    ("--from",),
    "The input that is asked about, where there are several; the others are constants. By default the first.",
    metavar="NAME",
    complete="inputs",
    group=OF_NETWORK,
)
TREAT = Option(
    "treat",
    ("--treat",),
    "What to make of an operator of which nothing is known: pointwise, or whole (it reads the whole map). Repeatable.",
    metavar="OP=HOW",
    complete="treatments",
    repeatable=True,
    group=OF_NETWORK,
)
EVERYTHING = Option("everything", ("--all",), "Of a model: show the nodes that change nothing, too.", group=OF_NETWORK)
OF_MODELS = (FROM, TREAT, EVERYTHING)
"""What is chosen in networks that models describe; wherever it means nothing it is refused."""

WHICH_NETWORK = (CHAIN, SIZE, SETTINGS, *OF_MODELS)
"""What says, beside its name, which network a question is about."""

FORMAT = Option(
    "format",
    ("--format",),
    "table, json, csv or markdown. Without it: by the ending of FILE, or else table.",
    metavar="F",
    complete="formats",
    group=WRITTEN,
)
FORMAT_OF_DRAWN = FORMAT._replace(
    help="table, json, csv, markdown or svg. Without it: by the ending of FILE, or else table.",
    complete="formats_of_drawn",
)
"""Of answers that are texts, and pictures as well."""
OUTPUT = Option("output", ("--output", "-o"), "Write to a file, all of it or nothing.", metavar="FILE", group=WRITTEN)

LAYER = Option(
    "layers",
    ("--layer",),
    "Only the rows of this layer, of all that fit a glob ('conv4*'), or of all layers of a block. Repeatable. A chain "
    "of layers in place of NET is --layers.",
    metavar="NAME",
    complete="rows",
    repeatable=True,
)
ENDS = Option("ends", ("--ends",), "Only the rows of the ends of stages (the last layers of each jump) and the last.")

WEIGHTS_HELP = "uniform: every tap counts one path. mean: the taps of a window share one."
WEIGHTS = Option(
    "weights",
    ("--weights",),
    WEIGHTS_HELP,
    metavar="W",
    complete="weights",
    default="uniform",
    group=COMPUTED,
)
UNCLIPPED = Option("unclipped", ("--unclipped",), "Count as if image and maps had no borders.", group=COMPUTED)
