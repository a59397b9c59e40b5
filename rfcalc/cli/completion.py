"""What a shell may offer at a place. Completion never fails and never prints: without an answer it is empty."""

from __future__ import annotations

import os

import typer  # noqa: TC002 - typer reads the annotations

NETWORK_FILES = (".yaml", ".yml", ".json")


def formats(incomplete: str) -> list[str]:
    """Return the formats that begin with a text."""
    from rfcalc.render import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def file_formats(incomplete: str) -> list[str]:
    """Return the formats of network files that begin with a text."""
    from rfcalc.writers.text import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def formats_of_remedy(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the formats of a cured network, or of a report on it, that begin with a text."""
    return formats(incomplete) if ctx.params.get("report") else file_formats(incomplete)


def weights(incomplete: str) -> list[str]:
    """Return the weights of taps that begin with a text."""
    from rfcalc.analysis.form import WEIGHTS

    return [name for name in WEIGHTS if name.startswith(incomplete)]


def scales(incomplete: str) -> list[str]:
    """Return the scales of maps that begin with a text."""
    from rfcalc.cli.endings import SCALES

    return [name for name in SCALES if name.startswith(incomplete)]


def kernels(incomplete: str) -> list[str]:
    """Return the kernels that a cure is for, that begin with a text."""
    from rfcalc.analysis.remedy import KINDS

    return [name for name in KINDS if name.startswith(incomplete)]


def schemas(incomplete: str) -> list[str]:
    """Return the schemas that begin with a text."""
    from rfcalc.cli.schemas import known_schemas

    return [name for name in known_schemas() if name.startswith(incomplete)]


def networks(incomplete: str) -> list[str]:
    """Return the presets and the network files that begin with a text."""
    from rfcalc import presets

    folder, _ = os.path.split(incomplete)
    try:
        with os.scandir(folder or ".") as entries:
            files = sorted(entry.name for entry in entries if entry.name.endswith(NETWORK_FILES))
    except (OSError, ValueError):
        files = []
    known = [*presets(), *(os.path.join(folder, file) for file in files)]
    return [name for name in known if name.startswith(incomplete)]


def layers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the layers, and the uses of blocks, that begin with a text, of what the command is about so far."""
    from rfcalc.cli.networks import load

    names: dict[str, None] = {}
    for source in _sources(ctx):
        try:
            network = load(source, ctx.params.get("size"), ctx.params.get("settings") or ())
        except Exception:  # noqa: BLE001, S112 - a shell's line is no place for messages
            continue
        names.update(dict.fromkeys((*(layer.name for layer in network.layers), *network.outputs)))
    return [name for name in names if name.startswith(incomplete)]


def settings(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what begins with a text of what can be set of the network that the command is about so far."""
    from rfcalc.readers.document import Mapping, Scalar, read_document
    from rfcalc.readers.netfile.blocks import read_parameters
    from rfcalc.readers.sources import find_source

    offered: dict[str, None] = {}
    for source in _sources(ctx):
        try:
            found = find_source(source)
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
    from rfcalc.cli.networks import STANDARD_INPUT, usual_network

    named = ctx.params.get("networks") or [ctx.params.get("network")]
    if named == [None]:  # an option that has no value yet keeps words from being told apart
        first = ctx.command.params[0].name
        named = ctx.args[: {"networks": len(ctx.args), "network": 1}.get(first or "", 0)] or [usual_network()]
    return [source for source in named if source != STANDARD_INPUT]
