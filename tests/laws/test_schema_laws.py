"""The schema of network files and the reader agree on random values, settings and networks."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfcalc.errors import RfcalcError
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.readers.document import Mapping, Node, Ratio, Scalar, Sequence
from rfcalc.readers.netfile.keys import plain
from rfcalc.readers.netfile.settings import SettingsReader
from rfcalc.writers.schema import network_schema

from .law import law
from .networks import NETWORKS

if TYPE_CHECKING:
    from rfcalc.layers.kinds import Kind

pytestmark = pytest.mark.slow

LAW = law(100)

SCHEMA = network_schema()
KINDS = {key.kind.name: key.kind for layer_type in LAYER_TYPES.values() for key in layer_type.keys.values()}
AXES = (1, 2, 3)

SCALARS: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 2, 1.5, 0.25, -0.5,
    "", "1", "same", "same_lower", "valid", "Same", "nearest", "nearest-exact", "bilinear", "linear", "bicubic",
    "causal", "middle", "after",
)  # fmt: skip
VALUES = st.recursive(
    st.sampled_from(SCALARS), lambda inner: st.lists(inner, max_size=4) | st.just({"a": 1}), max_leaves=6
)
PLANAR = st.sampled_from(
    (
        *SCALARS,
        [1, 2],
        [0, 3],
        [[0, 1], 2],
        ["causal", "same"],
        ["before", "middle"],
        ["after", 1],
        ["same", 1],
        [1, "same_lower"],
        ["valid", [1, 0]],
        [["same", 1], 1],
        [None, 2],
        [[-2, 0, 3], [0]],
        [-1, -1],
        [-3, 5],
        [2, 0.5],
        [[1, 2, 3], 1],
        [[1], 1],
    )
)


def node_of(value: Any) -> Node:  # noqa: ANN401 - any JSON value
    """Return a value as the reader gets it."""
    if isinstance(value, dict):
        return Mapping({key: (1, node_of(each)) for key, each in value.items()}, 1)
    if isinstance(value, list):
        return Sequence(tuple(map(node_of, value)), 1)
    return Scalar(Ratio(*value.as_integer_ratio(), str(value)) if isinstance(value, float) else value, 1)


def is_read(kind: Kind, value: Any, axes: int) -> bool:  # noqa: ANN401
    try:
        kind.read(plain(node_of(value)), axes)
    except RfcalcError:
        return False
    return True


@pytest.mark.parametrize("name", KINDS)
@LAW
@given(value=VALUES)
def test_a_value_is_allowed_if_it_is_read_for_some_number_of_axes(name: str, value: object) -> None:
    validator = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})

    assert validator.is_valid(value) == any(is_read(KINDS[name], value, axes) for axes in AXES)


@law(400)
@given(data=st.data(), type_name=st.sampled_from([*LAYER_TYPES]))
def test_the_keys_of_a_type_are_allowed_if_they_are_read(data: st.DataObject, type_name: str) -> None:
    kinds = {key: row.kind for key, row in LAYER_TYPES[type_name].keys.items()}
    fitting = {key: PLANAR.filter(partial(is_read, kind, axes=2)) for key, kind in kinds.items()}
    given_keys: dict[str, Any] = data.draw(st.fixed_dictionaries({}, optional=fitting))
    keys = {key: (1, node_of(value)) for key, value in given_keys.items()}
    try:
        SettingsReader(2).read(type_name, keys)
    except RfcalcError as error:
        taken = "less than the larger of them" in error.allowed  # no schema compares two numbers
    else:
        taken = True
    inputs = {"inputs": ["a", "b"]} if LAYER_TYPES[type_name].joins else {}
    network = {"layers": [{"name": "layer", "type": type_name, **inputs, **given_keys}]}

    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(network) == taken, json.dumps(network)


@LAW
@given(network=NETWORKS)
def test_every_random_network_is_allowed(network: dict[str, Any]) -> None:
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(network)
