"""What a shell may offer at a place. Completion never fails and never prints: without an answer it is empty."""

from __future__ import annotations

import os

import typer  # noqa: TC002 - typer reads the annotations

NETWORK_FILES = (".yaml", ".yml", ".json")


def formats(incomplete: str) -> list[str]:
    """Return the formats that begin with a text."""
    from rfcalc.render import FORMATS  # noqa: PLC0415

    return [name for name in FORMATS if name.startswith(incomplete)]


def networks(incomplete: str) -> list[str]:
    """Return the presets and the network files that begin with a text."""
    from rfcalc import presets  # noqa: PLC0415

    folder, _ = os.path.split(incomplete)
    try:
        with os.scandir(folder or ".") as entries:
            files = sorted(entry.name for entry in entries if entry.name.endswith(NETWORK_FILES))
    except (OSError, ValueError):
        files = []
    known = [*presets(), *(os.path.join(folder, file) for file in files)]
    return [name for name in known if name.startswith(incomplete)]


def layers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the layers that begin with a text, of the network that the command is about so far."""
    from rfcalc.cli.networks import STANDARD_INPUT, load, usual_network  # noqa: PLC0415

    source = ctx.params.get("network") or usual_network()
    if source == STANDARD_INPUT:
        return []
    try:
        network = load(source, ctx.params.get("size"), ctx.params.get("settings") or ())
    except Exception:  # noqa: BLE001 - a shell's line is no place for messages
        return []
    return [layer.name for layer in network.layers if layer.name.startswith(incomplete)]
