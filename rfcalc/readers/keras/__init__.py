"""Models of Keras, read from their configuration: a ``.keras`` file, or the text that ``to_json`` writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rfcalc.errors import RfcalcError, quoted
from rfcalc.network.model import Origin
from rfcalc.readers.keras.archive import configuration
from rfcalc.readers.keras.inputs import chosen_input, given
from rfcalc.readers.keras.settings import Settings
from rfcalc.readers.keras.walk import Walk, is_model
from rfcalc.readers.made import asked_size, check_treated, gates_of, network_of, reading, remarks_of
from rfcalc.readers.moves.drawing import Drawing
from rfcalc.readers.moves.looking import placed
from rfcalc.readers.moves.naming import named

if TYPE_CHECKING:
    from rfcalc.network import Network
    from rfcalc.readers.document import Source
    from rfcalc.readers.netfile import Overrides

__all__ = ["is_configuration", "read_keras"]

CLASS, CONFIG = "class_name", "config"


def is_configuration(text: str) -> bool:
    """Return whether a text of JSON is what ``to_json`` of a model writes."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and CLASS in value and CONFIG in value


def read_keras(source: Source, overrides: Overrides) -> Network:
    """Return the network of a model. Raises `RfcalcError`."""
    with reading(source.file):
        try:
            return _network(Settings(configuration(source)), source, overrides)
        except RecursionError:
            raise RfcalcError("its configuration is nested too deep") from None


def _network(model: Settings, source: Source, overrides: Overrides) -> Network:
    class_name, settings = model.text(CLASS), _settings_of(model)
    if not is_model(class_name, settings):
        raise RfcalcError(
            f"the model is of a class of its own, {quoted(class_name)}, whose configuration does not say its layers",
            allowed="save it as keras.Model(inputs, outputs), or rfcalc.from_torch reads a module of PyTorch",
        )
    gates = gates_of(overrides)
    chosen = chosen_input(class_name, settings, overrides.start)
    shape = list(chosen.input.shape)
    own = tuple([shape[axis] for axis in chosen.axes])
    sizes = asked_size(own, overrides)
    if shape[0] is None and 0 not in chosen.axes:
        shape[0] = 1
    made_for, rows = "", None
    if sizes != own and None not in own:
        made_for = "x".join(map(str, own))
        as_made = Walk(Drawing(own, gates=gates), overrides.treat)
        as_made.through(class_name, settings, given(chosen.all, chosen.input, placed(shape, chosen.axes)))
        rows = as_made.rows
    for axis, size in zip(chosen.axes, sizes):
        shape[axis] = size
    drawing = Drawing(sizes, gates=gates)
    walk = Walk(drawing, overrides.treat, made_for, rows, everything=overrides.everything)
    walk.through(class_name, settings, given(chosen.all, chosen.input, placed(shape, chosen.axes)))
    check_treated(overrides, drawing.unread)
    found = named(drawing, walk.walked, Origin(source.file), start=chosen.input.name)
    if not found.layers:
        raise RfcalcError(f"no layer that changes anything reads the input {quoted(chosen.input.name)}")
    return network_of(
        found.layers,
        sizes,
        name=source.name,
        file=source.file,
        stands_for=found.stands_for,
        notes=remarks_of(drawing.notes, chosen.input.name, chosen.others),
    )


def _settings_of(model: Settings) -> Settings:
    """Return a model's configuration; early versions write the layers of a Sequential alone."""
    config = model.raw(CONFIG)
    return Settings({"layers": config}) if isinstance(config, list) else model.inner(CONFIG)
