"""Networks as files again, in YAML or JSON with one layer a line, which read back to the same network."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from rfcalc.errors import RfcalcError, escaped, quoted
from rfcalc.readers.document import Ratio
from rfcalc.writers.values import counts_listed, head, keys_of, spelled_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rfcalc.layers.settings import Operations
    from rfcalc.network import Network

FORMATS = ("yaml", "json")

LONGEST_KEY = 1000  # characters: YAML looks for a key's colon within 1024, unless a '?' announces it

_PLAIN = re.compile(r"[\w$][\w$./+*%()-]*(?: [\w$./+*%()-]+)*", re.ASCII)
_NUMBERLIKE = re.compile(r"[0-9][0-9._-]*(?:[eE][-+]?[0-9]+)?|0[xXoObB]\w+", re.ASCII)
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""What readers of one version of YAML or another take for something else than a text; ours the first three."""


def show(network: Network, format: str = "yaml") -> str:  # noqa: A002 - the word users know
    """Return a network as the text of a file in ``"yaml"`` or ``"json"``, every layer spelled out.

    ``loads`` reads it back to the same network. Raises `RfcalcError` for another format.
    """
    if format not in FORMATS:
        raise RfcalcError(f"found format {quoted(format)}", allowed=f"allowed: {', '.join(FORMATS)}")
    return file_text(spelled_out(network), format)


def file_text(document: dict[str, Any], format: str) -> str:  # noqa: A002
    """Return the text of a file that holds a document, as `rfcalc.writers.values` makes them of networks."""
    lines = _json_body(document) if format == "json" else _yaml_body(document)
    return "\n".join(lines) + "\n"


def parted(network: Network) -> tuple[list[str], list[str]]:
    """Return the lines of a YAML file before its layers, and of each layer the keys of its type as they stand there.

    Put together with names, types and inputs they are the text of `show`; layers that do the same share theirs.
    """
    listed = counts_listed(network)
    known: dict[tuple[str, Operations], str] = {}
    for layer in network.layers:
        form = (layer.type, layer.operations)
        if form not in known:
            known[form] = _spelled(keys_of(layer, listed=listed), _yaml_text, _yaml_key)[1:-1]
    return [*_yaml_body(head(network))], [known[layer.type, layer.operations] for layer in network.layers]


def _yaml_body(body: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a network or a block: one for each key, and one for each layer."""
    for key, value in body.items():
        if key == "layers":
            yield "layers:"
            for layer in value:
                yield f"  - {_yaml_layer(layer)}"
        elif key == "blocks" and value:
            yield "blocks:"
            for name, block in value.items():
                opening = _yaml_key(name)
                if opening[0] == "?":
                    yield f"  {opening.removesuffix(' :')}"
                    opening = ":"
                yield f"  {opening}"
                for line in _yaml_body(block):
                    yield f"    {line}"
        else:
            yield f"{key}: {_spelled(value, _yaml_text, _yaml_key)}"


def _yaml_layer(layer: dict[str, Any]) -> str:
    """Return a layer on one line; the short form ``conv1: [3, 1, 1]`` needs no braces."""
    text = _spelled(layer, _yaml_text, _yaml_key)
    return text[1:-1] if len(layer) == 1 and text[1] != "?" else text


def _yaml_key(key: str) -> str:
    text = _yaml_text(key) + ":"
    return text if len(text) <= LONGEST_KEY else f"? {text[:-1]} :"


def _yaml_text(text: str) -> str:
    """Return a text, without quotes where no reader of YAML can take it for something else.

    Letters beyond ASCII always stand in quotes: a stream that lacks them may write the escapes of YAML instead.
    """
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS and not _NUMBERLIKE.fullmatch(text):
        return text
    return '"' + escaped(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def _json_body(body: dict[str, Any]) -> list[str]:
    """Return the lines of a network or a block, with those of its layers and blocks."""
    entries = []
    for key, value in body.items():
        if key == "layers":
            layers = [[_spelled(layer, json.dumps, _json_key)] for layer in value]
            entries.append(_enclosed(f"{_json_key(key)} [", layers, "]"))
        elif key == "blocks" and value:
            blocks = [_json_body(block) for block in value.values()]
            named = [[f"{_json_key(name)} {lines[0]}", *lines[1:]] for name, lines in zip(value, blocks)]
            entries.append(_enclosed(f"{_json_key(key)} {{", named, "}"))
        else:
            entries.append([f"{_json_key(key)} {_spelled(value, json.dumps, _json_key)}"])
    return _enclosed("{", entries, "}")


def _json_key(key: str) -> str:
    return json.dumps(key) + ":"


def _enclosed(opening: str, entries: list[list[str]], closing: str) -> list[str]:
    """Return the lines of entries with a comma between each two, set in between two brackets."""
    for entry in entries[:-1]:
        entry[-1] += ","
    return [opening, *(f"  {line}" for entry in entries for line in entry), closing]


def _spelled(value: Any, text: Callable[[str], str], key: Callable[[str], str]) -> str:  # noqa: ANN401 - of any file
    """Return a value on one line; brackets, numbers, truth values and null are the same in YAML and JSON."""
    if isinstance(value, dict):
        return "{" + ", ".join([f"{key(name)} {_spelled(item, text, key)}" for name, item in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([_spelled(item, text, key) for item in value]) + "]"
    if isinstance(value, str):
        return text(value)
    return value.text if isinstance(value, Ratio) else json.dumps(value)
