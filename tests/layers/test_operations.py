"""What a layer does along an axis is a value: equal only to its like, and to a copy of itself."""

from __future__ import annotations

import copy
import itertools
import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.layers.jotted import window_text
from rfcalc.layers.rearranging import Concat, Roll, Table, Take, pieces_of
from rfcalc.layers.resizing import AdaptivePool, Resize
from rfcalc.layers.settings import changed, operations_of
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.unknown import Unknown
from rfcalc.layers.whole import Attention, Gate, GridAttention, Recurrent, WholeMap, WindowAttention
from rfcalc.layers.windows import Crop, Keep, Pad, Shuffle, Slice, Transposed, Unshuffle, Window

if TYPE_CHECKING:
    from collections.abc import Callable

OPERATIONS = (
    Window(3, 1, (1, 1), 1, ceil_mode=False),
    Transposed(3, 1, (1, 1), 1, 0),
    Pad((1, 1), "zeros"),
    Crop((1, 1)),
    Slice(0, None, 2),
    Shuffle(2),
    Unshuffle(2),
    AdaptivePool(2),
    WindowAttention(2, 0),
    Gate(whole=True),
    Resize((2, 1), None, "nearest", align_corners=False),
    WholeMap(),
    Attention(causal=True),
    Recurrent(bidirectional=True),
    Keep(),
    GridAttention(2),
    Roll(2),
    Take((1, 0)),
    Table(2, 1, ((0, 1, 1),), "zeros"),
    Concat(None),
    Unknown("Custom", None),
)


def test_operations_of_two_kinds_are_never_equal_though_their_values_are() -> None:
    assert tuple(Shuffle(2)) == tuple(Unshuffle(2))
    assert not any(one == other for one, other in itertools.combinations(OPERATIONS, 2))
    assert all(one != other for one, other in itertools.combinations(OPERATIONS, 2))
    assert len(set(OPERATIONS)) == len(OPERATIONS)
    assert len({(Shuffle(2), 8): 0, (Unshuffle(2), 8): 1, (AdaptivePool(2), 8): 2}) == 3


def test_every_kind_of_operation_of_the_table_is_looked_at() -> None:
    assert {type(each) for each in OPERATIONS} == {row.operation for row in LAYER_TYPES.values()}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: type(each).__name__)
def test_a_copy_is_equal(operation: Window) -> None:
    twin = pickle.loads(pickle.dumps(operation))  # noqa: S301 - our own

    assert twin == operation == copy.deepcopy(operation)
    assert hash(twin) == hash(operation)
    assert not twin != operation  # noqa: SIM202 - inequality is a method of its own


@pytest.mark.parametrize("name", LAYER_TYPES)
def test_the_fields_of_an_operation_are_the_keys_of_its_type(name: str) -> None:
    row = LAYER_TYPES[name]
    fields = row.operation.__annotations__

    assert list(row.keys) == [field for field in fields if field in row.keys]
    some = {"ceil_mode", "taps", "cumulative"}  # of pools alone, of convolutions, of norms
    assert set(fields) - set(row.keys) <= some


@pytest.mark.parametrize("name", LAYER_TYPES)
def test_the_example_of_a_type_is_a_layer_of_it(name: str) -> None:
    example = LAYER_TYPES[name].example
    read = re.findall(r"\w+", example.partition("inputs: ")[2])
    others = [f"  - {{name: {each}, type: identity}}\n" for each in read]
    network = rfcalc.loads(f"input: [32, 32]\nlayers:\n{''.join(others)}  - {example}\n")

    assert network.layers[-1].type == name
    assert rfcalc.summary(network).layers


def test_equal_layers_of_a_file_share_one_operation() -> None:
    text = "layers: [{name: a, type: conv, kernel: 3}, {name: b, type: conv, kernel: [3, 3]}, c: [3]]"
    first, second, third = [layer.operations for layer in rfcalc.loads(text).layers]

    assert first[0] is first[1] is second[0] is second[1] is third[0]


def test_some_keys_may_be_changed_and_are_checked() -> None:
    strided = operations_of("conv", {"kernel": [3, 5], "stride": 2, "padding": "same"}, 2)
    slow = changed("conv", strided, {"stride": [1, 2]})

    assert window_text("conv", slow) == "k3x5 s1x2 psame"
    assert strided[0] == Window(3, 2, "same", 1)
    for given, message in (
        ({"stride": 0}, "stride: found 0; allowed: a whole number of at least 1, or a list of one per axis"),
        (
            {"size": 2},
            f"unknown key 'size'; did you mean 'kernel'? conv takes: {', '.join(LAYER_TYPES['conv'].keys)}",
        ),
    ):
        with pytest.raises(rfcalc.RfcalcError) as caught:
            changed("conv", strided, given)
        assert str(caught.value) == message


@pytest.mark.parametrize(
    ("type_name", "settings", "text"),
    [
        ("maxpool", {"kernel": 3, "stride": 1}, "k3"),
        ("maxpool", {"kernel": 3}, "k3 s3"),
        ("pad", {"padding": 0}, ""),
        ("pad", {"padding": [[1, 0]]}, "p1+0"),
        ("conv", {"taps": [0, 1, 2, 3, 4, 5]}, "t0,1,2,3,4,5"),
        ("conv", {"taps": [0, 1, 2, 3, 4, 5, 9]}, "t0,1,2,3,...,9"),
    ],
)
def test_what_goes_without_saying_is_not_jotted_down(type_name: str, settings: dict[str, Any], text: str) -> None:
    assert window_text(type_name, operations_of(type_name, settings, 1)) == text


@pytest.mark.parametrize(
    "layer",
    [
        "resize, scale: true",
        "resize, scale: '2'",
        "resize, scale: 0",
        "resize, scale: 0.0",
        "unknown, operator: ''",
        "take, indices: [0, 1.5]",
        "take, indices: []",
        "take, indices: [0, a]",
        "relu, inputs: [3]",
        "relu, inputs: ['']",
        "relu, inputs: [[input]]",
    ],
)
def test_what_is_no_value_of_a_key_is_refused_with_the_key(layer: str) -> None:
    key = layer.split()[1].removesuffix(":")
    with pytest.raises(rfcalc.RfcalcError, match=f"^<text>:2: layer 'c', {key}: found .*; allowed: "):
        rfcalc.loads(f"input: [8]\nlayers: [{{name: c, type: {layer}}}]")


@pytest.mark.parametrize("inputs", [[3], [""], ["input", None], {"input": 1}])
def test_what_is_no_name_is_refused_by_hand_too(inputs: object) -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"^layer 'c', inputs: found .*; allowed: the name of a layer"):
        rfcalc.Layer("c", "relu", inputs)  # type: ignore[arg-type] # that is what is refused


def test_the_least_that_is_allowed_is() -> None:
    assert Transposed(3, 1, (1, 1), 1, 0).over(1).n == 1
    with pytest.raises(rfcalc.RfcalcError, match="leaves nothing"):
        Transposed(3, 1, (1, 2), 1, 0).over(1)
    assert Take((-8, 7)).over(8).n == 2
    with pytest.raises(rfcalc.RfcalcError, match="found index 8; the map of 8 has 0 to 7"):
        Take((-8, 8)).over(8)
    for operator in ("X", "X" * 200):
        assert rfcalc.loads(f"layers: [{{name: c, type: unknown, operator: {operator}}}]").layers


def test_where_dilation_and_stride_share_a_divisor_features_between_read_nothing() -> None:
    (reads,) = Transposed(3, 2, (0, 0), 2, 0).over(4).reads
    assert [*map(list, reads.ranges)] == [[-2, -1, 0], []]


@pytest.mark.parametrize(
    "listed",
    [
        lambda phases: Shuffle(phases).over(2),
        lambda phases: WindowAttention(phases, 0).over(9),
        lambda phases: GridAttention(2).over(2 * phases),
        lambda phases: AdaptivePool(phases).over(5),
        lambda phases: Take((0, 5, 1, 3)[:phases]).over(9),
        lambda phases: Table(None, 1, ((0, 1, 1),) * phases).over(9),
        lambda phases: Resize((phases, 1), None, "nearest", align_corners=False).over(9),
        lambda phases: Transposed(1, phases, (0, 0), 1, 0).over(9),
        lambda phases: pieces_of([1, phases - 1]),
    ],
)
def test_what_features_read_is_listed_for_as_many_phases_as_are_allowed(
    listed: Callable[[int], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rfcalc.axis.index_map.PHASE_LIMIT", 3)
    assert listed(3)
    with pytest.raises(rfcalc.RfcalcError, match="repeat only every 4 features; at most 3 are supported"):
        listed(4)


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact", "bilinear", "bicubic"])
def test_a_map_of_one_feature_is_spread_by_a_scale_as_to_a_size(mode: str) -> None:
    def resized(how: str, n: int = 1) -> rfcalc.Summary:
        layer = f"{{name: up, type: resize, {how}, mode: {mode}}}"
        return rfcalc.summary(rfcalc.loads(f"input: [{n}]\nlayers: [{layer}, {{name: c, type: conv, kernel: 2}}]"))

    for row in (resized("scale: 3").layers[0], resized("size: 3").layers[0]):
        assert (row.n, row.jump, row.rf, row.rf_min, row.start) == ((3,), (0,), (1,), None, (0.5,))
    assert resized("scale: 3").layers[1].numbers(("x",)) == resized("size: 3").layers[1].numbers(("x",))
    assert resized("scale: 3", n=2).layers[0].jump != (0,)
    for how in ("scale: 1", "scale: 1.5", "size: 1"):
        layer = f"input: [1]\nlayers: [{{name: up, type: resize, {how}, mode: {mode}}}]"
        assert rfcalc.summary(rfcalc.loads(layer)).layers[0].jump == (1,)
