"""Arithmetic on parameters in network files: where it may stand, what ``$index`` is, what is told where it is wrong."""

from __future__ import annotations

from typing import Any

import pytest

import rfcalc


def load(text: str, **parameters: Any) -> rfcalc.Network:  # noqa: ANN401
    return rfcalc.loads(text, parameters=parameters, file="f")


def mistakes(text: str, **parameters: Any) -> list[str]:  # noqa: ANN401
    with pytest.raises(rfcalc.RfcalcError) as caught:
        load(text, **parameters)
    return str(caught.value).splitlines()


def taps(network: rfcalc.Network) -> dict[str, tuple[object, ...]]:
    """Return kernel, stride, padding and dilation of each convolution."""
    return {
        layer.name: (each.kernel, each.stride, each.padding, each.dilation)  # type: ignore[attr-defined]
        for layer in network.layers
        for each in layer.operations[:1]
    }


TWO_DEEP = """
input: [4000]
parameters: {n: 2, k: 3}
blocks:
  inner:
    parameters: {d: 1, outer: 0}
    layers:
      - {name: c, type: conv, kernel: $k + $index, dilation: $d, padding: [[$d * ($k - 1), $outer]]}
  outer:
    layers:
      - {name: once, block: inner_once, with: {number: $index + 10}}
      - {name: many, block: inner, repeat: 2 * $n - 1, with: {d: 2 ** $index}}
  inner_once:
    parameters: {number: null}
    layers:
      - {name: many, block: inner, repeat: 1, with: {outer: $number * 2}}
layers:
  - {name: o, block: outer, repeat: $n}
"""


def test_index_counts_the_repetitions_of_the_innermost_block_that_is_repeated() -> None:
    assert taps(load(TWO_DEEP)) == {
        "o.0.once.many.0.c": (3, 1, (2, 20), 1),
        "o.0.many.0.c": (3, 1, (2, 0), 1),
        "o.0.many.1.c": (4, 1, (4, 0), 2),
        "o.0.many.2.c": (5, 1, (8, 0), 4),
        "o.1.once.many.0.c": (3, 1, (2, 22), 1),
        "o.1.many.0.c": (3, 1, (2, 0), 1),
        "o.1.many.1.c": (4, 1, (4, 0), 2),
        "o.1.many.2.c": (5, 1, (8, 0), 4),
    }


def test_parameters_set_from_outside_are_worked_with() -> None:
    layers = load(TWO_DEEP, n=1, k=5).layers
    assert [layer.name for layer in layers] == ["o.0.once.many.0.c", "o.0.many.0.c"]
    assert taps(load(TWO_DEEP, n=1, k=5))["o.0.many.0.c"] == (5, 1, (4, 0), 1)


def test_each_first_and_last_know_the_index_too() -> None:
    text = """
input: [400]
parameters: {list: [5, 6, 7]}
blocks:
  b:
    parameters: {k: 1, d: 1, s: 1}
    layers:
      - {name: c, type: conv, kernel: $k, dilation: $d, stride: $s}
layers:
  - {name: b, block: b, each: {k: $list, d: [$index + 1, 2, 3 * ($index + 1)]},
     first: {s: 2 - $index}, last: {s: $index + 1}}
"""
    assert taps(load(text)) == {
        "b.0.c": (5, 2, (0, 0), 1),
        "b.1.c": (6, 1, (0, 0), 2),
        "b.2.c": (7, 3, (0, 0), 9),
    }


def test_a_block_without_parameters_says_so() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="block 'b' has no parameter 'k'; it has: none"):
        rfcalc.loads("blocks: {b: {layers: [c: [3]]}}\nlayers: [{name: u, block: b, with: {k: 3}}]")


def test_a_layer_may_be_jotted_down_with_arithmetic() -> None:
    assert taps(load("parameters: {k: 5}\nlayers: [c: [$k, 1, ($k - 1) / 2, $k % 3]]")) == {"c": (5, 1, (2, 2), 2)}


def test_a_name_that_looks_like_arithmetic_is_the_parameter_of_that_name() -> None:
    network = load("parameters: {a-b: 7, a: 3, b: 1}\nlayers: [{name: c, type: conv, kernel: $a-b, stride: $a -$b}]")
    assert taps(network) == {"c": (7, 2, (0, 0), 1)}


def test_arithmetic_gives_numbers_and_no_truth_value() -> None:
    assert mistakes("parameters: {n: 1}\nlayers: [{name: c, type: relu, when: $n - 1}]") == [
        "f:2: layer 'c', when: found 0 from '$n - 1'; allowed: true or false"
    ]


REPEATED = """
parameters: {n: 3, word: same}
blocks:
  b:
    parameters: {d: 1}
    layers:
      - {name: c, type: conv, kernel: 3, dilation: %s}
layers:
  - {name: b, block: b, repeat: %s, with: {d: %s}}
"""
PARAMETERS = "a whole number of at least 1"
WHOLE = f"{PARAMETERS}, or a list of one per axis"
LARGEST = 2**31 - 1


@pytest.mark.parametrize(
    ("dilation", "repeat", "given", "told"),
    [
        ("$index", 3, 1, [f"7: layer 'b.0.c', dilation: found 0 from '$index'; allowed: {WHOLE}"]),
        ("$index - 5", 3, 1, [f"7: layer 'b.0.c', dilation: found -5 from '$index - 5'; allowed: {WHOLE}"]),
        (
            "[$d, $d - 5]",
            1,
            1,
            [f"7: layer 'b.0.c', dilation: found -4 from '$d - 5'; allowed: {WHOLE}"],
        ),
        (
            "4 / ($index + 1)",
            3,
            1,
            [("7: layer 'b.2.c', dilation: '4 / ($index + 1)': 4 / 3 is no whole number; "
             "allowed: divisions without a remainder")],
        ),
        (
            "2 ** (10 * $index)",
            100,
            1,
            [(f"7: layer 'b.4.c', dilation: '2 ** (10 * $index)': 2 ** 40 is out of range; "
             f"numbers go from -{LARGEST} to {LARGEST}")],
        ),
        ("2 * $e", 1, 1, ["7: layer 'b.0.c', dilation: unknown parameter '$e'; known here: $n, $word, $d, $index"]),
        (
            "$d * 2",
            1,
            "true",
            ["7: layer 'b.0.c', dilation: '$d * 2': $d is true; arithmetic is on whole numbers"],
        ),
        (
            "$d * 2",
            1,
            "1.5",
            ["7: layer 'b.0.c', dilation: '$d * 2': $d is 1.5; arithmetic is on whole numbers"],
        ),
        (
            "$d",
            1,
            "$word + 1",
            ["9: layer 'b', with: d: '$word + 1': $word is 'same'; arithmetic is on whole numbers"],
        ),
        ("$d", "$n - 3", 1, [f"9: layer 'b', repeat: found 0 from '$n - 3'; allowed: {PARAMETERS}"]),
        (
            "$d",
            "$n * 50000",
            1,
            [("9: layer 'b', repeat: found 150000 from '$n * 50000'; "
             "at most 100000 layers after expansion are supported")],
        ),
        (
            "$d",
            "$n / 2",
            1,
            ["9: layer 'b', repeat: '$n / 2': 3 / 2 is no whole number; allowed: divisions without a remainder"],
        ),
        (
            "$d",
            "$index",
            1,
            [("9: layer 'b', repeat: unknown parameter '$index'; "
             "$index counts repetitions: it is known where a block is repeated")],
        ),
        (
            "2 ** 3",
            1,
            1,
            [(f"7: layer 'b.0.c', dilation: found '2 ** 3'; allowed: {WHOLE}; "
             "arithmetic has a parameter in it, such as $n: without one, write the number")],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_once_with_layer_key_arithmetic_and_value(
    dilation: object, repeat: object, given: object, told: list[str]
) -> None:
    assert mistakes(REPEATED % (dilation, repeat, given)) == [f"f:{each}" for each in told]


def test_of_a_list_of_lists_the_arithmetic_of_the_wrong_item_is_told() -> None:
    (told,) = mistakes("parameters: {n: 3}\nlayers: [{name: c, type: conv, kernel: 3, padding: [[1, $n - 5], [1, 1]]}]")
    assert told.startswith("f:2: layer 'c', padding: found [1, -2] from '$n - 5'; allowed: ")


def test_a_number_out_of_range_stays_one_in_arithmetic() -> None:
    assert mistakes(
        "parameters: {n: 99999999999}\nlayers: [{name: c, type: conv, kernel: 2 * $n}]",
    ) == [
        (
            f"f:1: layer 'c', kernel: '2 * $n': $n is 99999999999; arithmetic is on whole numbers; "
            f"numbers go from -{LARGEST} to {LARGEST}"
        )
    ]


def test_index_is_no_name_for_a_parameter() -> None:
    told = "parameters: 'index' is taken; $index counts repetitions: call the parameter something else"
    block = "blocks:\n  b: {parameters: {index: 1}, layers: [{name: c, type: relu}]}\nlayers: [{name: b, block: b}]"

    assert mistakes("parameters: {index: 1}\nlayers: [{name: c, type: relu}]") == [f"f:1: {told}"]
    assert mistakes(block) == [f"f:2: block 'b', {told}"]


def test_index_is_not_handed_on_to_a_block_that_is_not_repeated() -> None:
    text = """
blocks:
  plain: {layers: [{name: c, type: conv, kernel: $index + 1}]}
  around: {layers: [{name: p, block: plain}]}
layers: [{name: a, block: around, repeat: 2}]
"""
    assert mistakes(text) == [
        (
            "f:3: layer 'a.0.p.c', kernel: unknown parameter '$index'; "
            "$index counts repetitions: it is known where a block is repeated"
        )
    ]
