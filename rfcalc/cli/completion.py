"""What a shell may offer at a place. Completion never fails and never prints: without an answer it is empty."""

from __future__ import annotations

import os

import typer  # noqa: TC002 - typer reads the annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.network import Network

NETWORK_FILES = (".yaml", ".yml", ".json")


def formats(incomplete: str) -> list[str]:
    """Return the formats that begin with a text."""
    from rfcalc.render import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def file_formats(incomplete: str) -> list[str]:
    """Return the formats of network files that begin with a text."""
    from rfcalc.writers.text import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def formats_of_figures(incomplete: str) -> list[str]:
    """Return the formats of figures that begin with a text."""
    from rfcalc.cli.outputs import FIGURE_KINDS

    return [name for name in FIGURE_KINDS if name.startswith(incomplete)]


def views(incomplete: str) -> list[str]:
    """Return the views of figures that begin with a text."""
    from rfcalc.api.seeing import VIEWS

    return [name for name in VIEWS if name.startswith(incomplete)]


def drawn(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what the words of a figure may go on with: a network first, then its layers."""
    words = _feature_words(ctx)
    if not words and not ctx.params.get("chain"):
        return networks(incomplete)
    return _layers_of(words[:1], ctx, incomplete)


def formats_of_explanation(incomplete: str) -> list[str]:
    """Return the formats of an explanation that begin with a text."""
    from rfcalc.render import OF_FORMULAS

    return [*formats(incomplete), *[name for name in OF_FORMULAS if name.startswith(incomplete)]]


def formats_of_drawn(incomplete: str) -> list[str]:
    """Return the formats of answers that can be drawn, too, that begin with a text."""
    from rfcalc.render import OF_PICTURES

    return [*formats(incomplete), *[name for name in OF_PICTURES if name.startswith(incomplete)]]


def viewer_formats(incomplete: str) -> list[str]:
    """Return the formats of viewers that begin with a text."""
    from rfcalc.cli.outputs import VIEWER_KINDS

    return [name for name in VIEWER_KINDS if name.startswith(incomplete)]


def formats_of_remedy(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the formats of a cured network, or of a report on it, that begin with a text."""
    return formats(incomplete) if ctx.params.get("report") else file_formats(incomplete)


def formats_of_check(incomplete: str) -> list[str]:
    """Return the formats of answers that pass or fail, that begin with a text."""
    from rfcalc.render import JUDGED

    return [*formats(incomplete), *[name for name in JUDGED if name.startswith(incomplete)]]


def weights(incomplete: str) -> list[str]:
    """Return the weights of taps that begin with a text."""
    from rfcalc.analysis.form import WEIGHTS

    return [name for name in WEIGHTS if name.startswith(incomplete)]


def scales(incomplete: str) -> list[str]:
    """Return the scales of maps that begin with a text."""
    from rfcalc.cli.commands.map import SCALES

    return [name for name in SCALES if name.startswith(incomplete)]


def kernels(incomplete: str) -> list[str]:
    """Return the kernels that a remedy is for, that begin with a text."""
    from rfcalc.analysis.remedy import KINDS

    return [name for name in KINDS if name.startswith(incomplete)]


def schemas(incomplete: str) -> list[str]:
    """Return the schemas that begin with a text."""
    from rfcalc.cli.schemas import known_schemas

    return [name for name in known_schemas() if name.startswith(incomplete)]


def commands(incomplete: str) -> list[str]:
    """Return the commands that begin with a text."""
    from rfcalc.cli.commands import NAMES

    return [name for name in NAMES if name.startswith(incomplete)]


def types(incomplete: str) -> list[str]:
    """Return the types of layers that begin with a text."""
    from rfcalc.layers.types import LAYER_TYPES

    return [name for name in LAYER_TYPES if name.startswith(incomplete)]


def networks(incomplete: str) -> list[str]:
    """Return the presets and the network files that begin with a text."""
    from rfcalc.data.catalog import preset_names

    folder, _ = os.path.split(incomplete)
    try:
        with os.scandir(folder or ".") as entries:
            files = sorted(entry.name for entry in entries if entry.name.endswith(NETWORK_FILES))
    except (OSError, ValueError):
        files = []
    offered = [*preset_names(), *(os.path.join(folder, file) for file in files)]
    return [name for name in offered if name.startswith(incomplete)]


def layers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the layers, and the uses of blocks, that begin with a text, of what the command is about so far."""
    return _layers_of(_sources(ctx), ctx, incomplete)


def rows(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the layers, uses of blocks, and a glob for each of these, that begin with a text.

    A glob that is typed already is offered as it is, if it fits a layer of what the command is about.
    """
    from fnmatch import fnmatchcase

    names = _layers_of(_sources(ctx), ctx, "")
    if set(incomplete) & set("*?[") and any(fnmatchcase(name, incomplete) for name in names):
        return [incomplete]
    globs = [f"{name}.*" for name in names if any(other.startswith(f"{name}.") for other in names)]
    return [name for name in (*names, *globs) if name.startswith(incomplete)]


def features(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what a feature's words may go on with: a layer, or a network before it; an index is not offered."""
    words, network = _feature_words(ctx), ctx.params.get("network")
    if not words:
        offered = _layers_of(_sources(ctx), ctx, incomplete)
        return offered if network or (incomplete and offered) else [*networks(incomplete), *offered]
    return _layers_of(words, ctx, incomplete) if len(words) == 1 and not network else []


def _layers_of(sources: Sequence[str], ctx: typer.Context, incomplete: str) -> list[str]:
    import rfcalc
    from rfcalc.cli.networks import parameters_of

    names: dict[str, None] = {}
    for source in sources:
        try:
            parameters = parameters_of(ctx.params.get("settings") or ())
            network = rfcalc.load(source, ctx.params.get("size"), parameters)
        except Exception:  # noqa: BLE001, S112 - a shell's line is no place for messages
            continue
        names.update(dict.fromkeys((*(layer.name for layer in network.layers), *network.outputs)))
    return [name for name in names if name.startswith(incomplete)]


def inputs(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the inputs that begin with a text, of networks that have several."""
    names = dict.fromkeys(name for network in _networks(ctx) for name in network.inputs)
    return [name for name in names if name.startswith(incomplete)]


def treatments(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what can be made of the operators of which nothing is known."""
    from rfcalc.layers.choices import POINTWISE, WHOLE
    from rfcalc.layers.unknown import Unknown

    layers = [layer for network in _networks(ctx) for layer in network.layers]
    operators = dict.fromkeys(each.operator for layer in layers if isinstance(each := layer.operations[0], Unknown))
    offered = [f"{operator}={word}" for operator in operators for word in (POINTWISE, WHOLE)]
    return [each for each in offered if each.startswith(incomplete)]


def _networks(ctx: typer.Context) -> list[Network]:
    """Return the networks that a command is about so far, those that can be read."""
    import rfcalc

    found = []
    for source in _sources(ctx):
        try:
            network = rfcalc.load(source)
        except Exception:  # noqa: BLE001, S112 - a shell's line is no place for messages
            continue
        found.append(network)
    return found


def settings(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what begins with a text of what can be set of the network that the command is about so far."""
    from rfcalc.readers.document import Mapping, Scalar, read_document
    from rfcalc.readers.netfile.blocks import read_parameters
    from rfcalc.readers.sources import find_source

    offered: dict[str, None] = {}
    for source in _sources(ctx):
        try:
            found = find_source(source, as_written=True)
            document = read_document(found.text, format=found.format, file=found.file)
            parameters = read_parameters(document.entries) if isinstance(document, Mapping) else {}
        except Exception:  # noqa: BLE001, S112 - likewise
            continue
        for name, default in parameters.items():
            is_flag = isinstance(default, Scalar) and isinstance(default.value, bool)
            offered.update(dict.fromkeys(f"{name}={value}" for value in (("true", "false") if is_flag else ("",))))
    return [setting for setting in offered if setting.startswith(incomplete)]


def _sources(ctx: typer.Context) -> list[str]:
    """Return the networks that a command is about so far, without standard input, which nobody has typed yet."""
    from rfcalc.cli.features import looks_like_number
    from rfcalc.cli.networks import STANDARD_INPUT, usual_network

    named = ctx.params.get("networks") or [ctx.params.get("network")]
    first = ctx.command.params[0].name
    if named == [None] and first == "words":
        words = _feature_words(ctx)
        named = words[:1] if len(words) > 1 and not looks_like_number(words[1]) else [None]
    elif named == [None]:  # an option that has no value yet keeps words from being told apart
        named = ctx.args[: {"networks": len(ctx.args), "network": 1}.get(first or "", 0)]
    sources = [source or usual_network() for source in named or [None]]
    return [source for source in sources if source != STANDARD_INPUT]


def _feature_words(ctx: typer.Context) -> list[str]:
    return list(ctx.params.get("words") or ctx.args)
