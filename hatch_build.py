"""What a build adds: twins in JSON of the presets, and a README whose links lead somewhere from anywhere.

A preset is read without loading PyYAML from its twin, in which every value stands on the line that it has in the
preset's own file: messages name the same lines.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

if TYPE_CHECKING:
    from rfcalc.readers.document import Node


class Twins(BuildHookInterface[Any]):
    """Writes the twins into the folder of the build and has the wheel include them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add a twin for each preset; an editable install has none."""
        if version == "editable":
            return
        self._twins.mkdir(parents=True, exist_ok=True)
        for preset in sorted(Path(self.root, "configs").glob("*.yaml")):
            twin = self._twins / f"{preset.stem}.json"
            twin.write_text(twin_of(preset), encoding="utf-8", newline="\n")
            build_data["force_include"][str(twin)] = f"rfcalc/data/presets/{twin.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's
        """Leave nothing beside the wheel: all that lies there is taken for something to publish."""
        shutil.rmtree(self._twins, ignore_errors=True)

    @property
    def _twins(self) -> Path:
        return Path(self.directory) / "presets"


class Readme(MetadataHookInterface):
    """Puts README into the metadata, which a package index shows where there is no docs/ beside it."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add README with absolute links, to the files of the version's own tag."""
        text = Path(self.root, "README.md").read_text("utf-8")
        source, version = metadata["urls"]["Source"], metadata["version"]
        metadata["readme"] = {"content-type": "text/markdown", "text": absolute(text, source, f"v{version}")}


def absolute(readme: str, source: str, tag: str) -> str:
    """Return a README whose relative links, and pictures, lead to the files that a tag of a repository has."""
    shown = source.replace("//github.com/", "//raw.githubusercontent.com/")

    def led(link: re.Match[str]) -> str:
        place = f"{shown}/{tag}" if link["picture"] else f"{source}/blob/{tag}"
        return f"{link['picture']}[{link['text']}]({place}/{link['path']})"

    return re.sub(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<path>(?!https?:|#)[^)\s]+)\)", led, readme)


def twin_of(preset: Path) -> str:
    """Return a preset as JSON, line by line."""
    sys.path.insert(0, str(preset.parents[1]))
    try:
        from rfcalc.readers.document import read_document
    finally:
        del sys.path[0]
    twin = _Twin()
    twin.write(read_document(preset.read_text("utf-8"), format="yaml", file=preset.name))
    return "".join(twin.parts) + "\n"


class _Twin:
    """JSON on its way out, with as many line breaks as it takes to come to a value's line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._line = 1

    def write(self, node: Node) -> None:
        """Write a value and what it holds."""
        from rfcalc.readers.document import Mapping, Ratio, Sequence

        self._go_to(node.line)
        if isinstance(node, Mapping):
            between = "{"
            for key, (line, value) in node.entries.items():
                self.parts.append(between)
                self._go_to(line)
                self.parts.append(f"{json.dumps(key)}: ")
                self.write(value)
                between = ", "
            self.parts.append("}" if node.entries else "{}")
        elif isinstance(node, Sequence):
            between = "["
            for item in node.items:
                self.parts.append(between)
                self.write(item)
                between = ", "
            self.parts.append("]" if node.items else "[]")
        else:
            self.parts.append(node.value.text if isinstance(node.value, Ratio) else json.dumps(node.value))

    def _go_to(self, line: int) -> None:
        if line < self._line:
            raise ValueError(f"line {line} comes after line {self._line}: a preset's twin cannot have its lines")
        self.parts.append("\n" * (line - self._line))
        self._line = line
