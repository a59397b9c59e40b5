"""The networks, schemas and completions that ship with rfcalc, found by name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".yaml"
SCHEMA_SUFFIX = TWIN_SUFFIX = ".json"


def preset_folder() -> str:
    """Return the folder of the preset files: within an installed package, beside it in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(here, "presets")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(os.path.dirname(here)), "configs")


def preset_names() -> tuple[str, ...]:
    """Return the presets' names, in the order of a reader (resnet18 before resnet101)."""
    return tuple(sorted(_stems(), key=_in_reading_order))


def preset_path(name: str) -> str | None:
    """Return the file of a preset, whose name may be given with or without ``.yaml``; ``None`` if there is none."""
    stem = name.removesuffix(SUFFIX)
    if not stem or os.path.basename(stem) != stem:
        return None
    path = os.path.join(preset_folder(), stem + SUFFIX)
    return path if os.path.isfile(path) else None


def twin_path(preset: str) -> str | None:
    """Return the twin in JSON of a preset's file, which wheels have; ``None`` in a checkout."""
    twin = preset.removesuffix(SUFFIX) + TWIN_SUFFIX
    return twin if os.path.isfile(twin) else None


def schema_names() -> tuple[str, ...]:
    """Return the names of the schemas of answers."""
    files = os.listdir(_schema_folder())
    return tuple(sorted(file[: -len(SCHEMA_SUFFIX)] for file in files if file.endswith(SCHEMA_SUFFIX)))


def schema_path(name: str) -> str:
    """Return the file of a schema, whose name `schema_names` has."""
    return os.path.join(_schema_folder(), name + SCHEMA_SUFFIX)


def starter_path() -> str:
    """Return the network file to start from."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "starter.yaml")


def completion_path(shell: str) -> str | None:
    """Return the file by which a shell completes; ``None`` for a shell without one."""
    here = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(here, "completions", f"rfcalc.{shell}")
    return path if os.path.isfile(path) else None


def _schema_folder() -> str:
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "schemas")


def _stems() -> Iterator[str]:
    for file in os.listdir(preset_folder()):
        if file.endswith(SUFFIX):
            yield file[: -len(SUFFIX)]


def _in_reading_order(name: str) -> list[tuple[int, str]]:
    """Return a sorting key that takes runs of digits for numbers."""
    parts: list[str] = []
    for character in name:
        if parts and parts[-1][-1].isdigit() == character.isdigit():
            parts[-1] += character
        else:
            parts.append(character)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
