"""Configurations of Keras written by hand, in the styles of its versions."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

from rfcalc.readers import read as read_source
from rfcalc.readers import source_of_text
from rfcalc.readers.wishes import overrides_of

if TYPE_CHECKING:
    from pathlib import Path

    import rfcalc

Layer = dict[str, Any]


def layer(class_name: str, name: str, **config: Any) -> Layer:  # noqa: ANN401
    return {"class_name": class_name, "config": {"name": name, **config}}


def image(*shape: int | None, name: str = "image") -> Layer:
    return layer("InputLayer", name, batch_shape=[None, *shape])


def conv(name: str, kernel: int = 3, **config: Any) -> Layer:  # noqa: ANN401
    given = {"name": name, "filters": 4, "kernel_size": [kernel, kernel], "padding": "same", **config}
    return {"class_name": "Conv2D", "config": given}


def sequential(*layers: Layer, **config: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"class_name": "Sequential", "config": {"name": "net", "layers": [*layers], **config}}


def tensor(name: str, call: int = 0, at: int = 0) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"shape": None, "keras_history": [name, call, at]}}


def called(made: Layer, *calls: Any, **named: Any) -> Layer:  # noqa: ANN401
    """Return a layer with its calls, each the names that it reads, in the style of Keras 3."""
    nodes = []
    for call in calls:
        args = [[tensor(name) for name in call]] if isinstance(call, list) else [tensor(call)]
        nodes.append({"args": args, "kwargs": named})
    return {**made, "inbound_nodes": nodes}


def functional(layers: list[Layer], inputs: list[str], outputs: list[str]) -> dict[str, Any]:
    return {
        "class_name": "Functional",
        "config": {
            "name": "net",
            "layers": layers,
            "input_layers": [[name, 0, 0] for name in inputs],
            "output_layers": [[name, 0, 0] for name in outputs],
        },
    }


def read(model: Any, size: str | None = None, **wishes: Any) -> rfcalc.Network:  # noqa: ANN401
    text = json.dumps(model)
    return read_source(
        source_of_text(text, "json", "net.json", "net"), overrides_of(size, **{"parameters": {}, **wishes})
    )


def archived(path: Path, model: Any, member: str = "config.json") -> Path:  # noqa: ANN401
    text = model if isinstance(model, str) else json.dumps(model)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("metadata.json", "{}")
        archive.writestr(member, text)
        archive.writestr("model.weights.h5", b"\x89HDF weights that nobody reads")
    return path
