"""What the program can be asked: one file a command, with its words and what it does."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from rfcalc.cli.spec import Spec, Values

    class Command(Protocol):
        """A module of this folder."""

        SPEC: Spec

        @staticmethod
        def run(values: Values) -> int:
            """Read, compute, write; return the exit code. Raises `RfcalcError`."""


NAMES = (
    "summary",
    "locate",
    "page",
    "map",
    "form",
    "remedy",
    "growth",
    "figure",
    "compare",
    "sizes",
    "explain",
    "tile",
    "influence",
    "anchors",
    "advise",
    "check",
    "interactive",
    "presets",
    "types",
    "schema",
    "show",
    "new",
    "help",
)
"""The commands, in the order in which help lists them; each is a module here, loaded when it is asked for."""


def command(name: str) -> Command:
    """Return a command by its name, one of `NAMES`."""
    from importlib import import_module

    module: Command = import_module(f"{__name__}.{name}")  # type: ignore[assignment] # a module of this form
    return module
