"""What all layers share on the way back changes no number: each form is that of its own counts, one by one."""

from __future__ import annotations

import itertools
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rfcalc
from rfcalc.analysis.paths.blocks import starts_of
from rfcalc.analysis.paths.counts import counts_of, tally_at
from rfcalc.analysis.paths.packed import every, field_sum, repeated, stretched, unpacked, width_for
from rfcalc.analysis.paths.products import FEW, Line, Products, added, feature_at, read_on, rows_of, times
from rfcalc.analysis.paths.rows import PackedRows
from rfcalc.analysis.paths.tally import exceeding, tally_of, tally_of_counted
from rfcalc.api import analyze
from rfcalc.axis import sliding

from .agreement import read
from .networks import seeded

pytestmark = [pytest.mark.slow, pytest.mark.traced]

CONV = "{{name: {name}, type: conv, kernel: {kernel}, padding: {padding}, inputs: {inputs}}}"


def assert_forms_are_those_of_their_counts(network: rfcalc.Network, weights: str, *, unclipped: bool) -> None:
    forms = rfcalc.form(network, weights, unclipped=unclipped).layers
    alone = analyze(network).statistics(weights, unclipped=unclipped)
    for node, form in enumerate(forms, start=1):
        index = alone.middle(node)
        expected = alone.form(node, index, alone.counts(node, index))
        assert form == expected._replace(layer=form.layer, type=form.type)


@pytest.mark.parametrize("unclipped", [False, True])
@pytest.mark.parametrize("weights", ["uniform", "mean"])
@pytest.mark.parametrize("seed", range(60))
def test_forms_of_random_networks_are_those_of_their_counts(seed: int, weights: str, unclipped: bool) -> None:  # noqa: FBT001
    network = read(seeded(seed).network)
    if unclipped:
        try:
            rfcalc.form(network, weights, unclipped=True)
        except rfcalc.RfcalcError:  # a layer reads all of its map
            return
    assert_forms_are_those_of_their_counts(network, weights, unclipped=unclipped)


def modules(count: int, size: str, branches: tuple[int, ...]) -> rfcalc.Network:
    """Return modules one after another, each a sum of convolutions of other kernels."""
    lines, before = [], "input"
    for number in range(count):
        names = [f"m{number}k{kernel}" for kernel in branches]
        for name, kernel in zip(names, branches):
            lines.append(CONV.format(name=name, kernel=kernel, padding=kernel // 2, inputs=before))
        before = f"m{number}"
        joined = "add" if len(names) > 1 else "dropout"
        lines.append(f"{{name: {before}, type: {joined}, inputs: [{', '.join(names)}]}}")
    return rfcalc.loads(f"input: {size}\nlayers:\n" + "".join(f"  - {line}\n" for line in lines))


@pytest.mark.parametrize("weights", ["uniform", "mean"])
@pytest.mark.parametrize(
    ("count", "size", "branches"),
    [
        (9, "[13]", (3, 5)),
        (9, "[40, 41]", (1, 3)),
        (3, "[12, 40, 40]", (1, 3)),
        (12, "[8, 9, 30]", (1, 3)),  # more than a few products
        (30, "[20, 20]", (3,)),  # a chain whose counts outgrow a word
    ],
)
def test_forms_of_modules_are_those_of_their_counts(
    count: int, size: str, branches: tuple[int, ...], weights: str
) -> None:
    assert_forms_are_those_of_their_counts(modules(count, size, branches), weights, unclipped=False)


def test_forms_of_levels_joined_again_are_those_of_their_counts() -> None:
    network = rfcalc.load("unet-padded", input=(32, 48))

    assert_forms_are_those_of_their_counts(network, "uniform", unclipped=False)


def test_walks_that_part_and_meet_again_are_those_of_their_counts() -> None:
    kernels = [3, 5, 3, 3, 5, 3, 5, 3, 3, 3, 5, 5, 3]
    layers = "".join(
        f"  - {{name: c{number}, type: conv, kernel: {kernel}, padding: {kernel // 2}}}\n"
        for number, kernel in enumerate(kernels)
    )
    network = rfcalc.loads(f"input: [9, 11]\nlayers:\n{layers}")

    assert_forms_are_those_of_their_counts(network, "uniform", unclipped=False)


def test_some_layers_asked_for_in_any_order_have_their_forms() -> None:
    network = modules(6, "[30, 30]", (3,))
    nodes = [12, 2, 12, 8, 4]
    forms = analyze(network).statistics().middle_forms(nodes)

    assert list(forms) == [12, 2, 8, 4]
    assert [forms[node] for node in (2, 4, 8, 12)] == [rfcalc.form(network).layers[node - 1] for node in (2, 4, 8, 12)]


def test_all_paths_to_a_join_lead_through_where_its_branches_part() -> None:
    network = rfcalc.loads(
        "input: 8\nlayers:\n  - a: [3, 1, 1]\n  - b: [3, 1, 1]\n  - c: [3, 1, 1]\n"
        "  - {name: d, type: conv, kernel: 1, inputs: a}\n  - {name: sum, type: add, inputs: [d, c]}\n  - e: [1]\n"
    )

    assert starts_of(analyze(network).fields) == [0, 0, 1, 2, 1, 1, 5]


def test_counts_too_large_are_refused_in_the_words_of_a_map() -> None:
    network = rfcalc.loads("input: 3000\nlayers:\n  - {name: mean, type: global_avgpool}\n")
    with pytest.raises(rfcalc.RfcalcError) as alone:
        rfcalc.count_paths(network, "mean")
    with pytest.raises(rfcalc.RfcalcError) as together:
        rfcalc.form(network)

    assert str(together.value) == str(alone.value)
    assert "layer 'mean': its paths come from 3000 x 3000 positions" in str(alone.value)


@pytest.mark.parametrize("weights", ["uniform", "mean"])
def test_a_feature_alone_comes_to_what_its_written_counts_come_to(weights: str) -> None:
    fields = analyze(modules(4, "[20, 21]", (3, 5))).fields
    counts = counts_of(fields, 12, (10, 3), weights)

    assert counts is not None
    assert tally_at(fields, 12, (10, 3), weights) == tally_of(counts)


def test_products_are_counted_as_if_written_out() -> None:
    numbers = [[0, 3, 3, 7], [1, 0, 2], [5, 2, 2, 9, 0]]
    for axes in (1, 2, 3):
        products = [prod(each) for each in itertools.product(*numbers[:axes])]
        for threshold in range(max(products) + 2):
            assert exceeding(numbers[:axes], threshold) == sum(each > threshold for each in products)


def test_products_are_kept_while_they_are_few() -> None:
    ends = (50, 50)
    wide = [
        read_on(feature_at((25, 25)), [sliding(-2 * k, 4 * k + 1, 1, 1)] * 2, ends, 8, sharing=False) for k in (1, 2)
    ]
    one, other = [each for each in wide if each]
    total = added(one, other, 8)

    assert isinstance(total, Products)
    assert len(total.terms) == 2 <= FEW
    assert added(one, one, 8) == times(one, 2)
    rows = added(feature_at((0, 0)), feature_at((0, 1)), 8)
    assert rows == PackedRows((0, 0), (1, 2), [1 + (1 << 64)])
    assert added(one, rows_of(other, 8), 8) == rows_of(total, 8)
    assert tally_of_counted(PackedRows((0, 0), (1, 2), [0]), 8, 1) is None


def test_fields_of_several_words_are_spread_gathered_and_added() -> None:
    assert [width_for(largest) for largest in (1, 2**63 - 1, 2**63, 2**127)] == [8, 8, 16, 24]
    for width in (8, 16):
        row = int.from_bytes(b"".join(number.to_bytes(width, "little") for number in (3, 1, 4, 1, 5)), "little")
        spread = stretched(row, 5, 3, width)
        assert unpacked(spread, 13, width) == [3, 0, 0, 1, 0, 0, 4, 0, 0, 1, 0, 0, 5]
        assert every(spread, 13, 0, 3, width) == row
        assert unpacked(every(row, 5, 1, 2, width), 2, width) == [1, 1]
        assert field_sum(row, 5, width) == 14
        assert unpacked(repeated(7, 3, width), 3, width) == [7, 7, 7]


LINES = st.tuples(st.integers(0, 3), st.lists(st.integers(0, 9), min_size=1, max_size=4))


def _line(first: int, numbers: list[int]) -> Line:
    return Line(first, len(numbers), sum(number << (at * 64) for at, number in enumerate(numbers)))


@settings(max_examples=40)
@given(st.integers(1, 3).flatmap(lambda axes: st.lists(st.tuples(*[LINES] * axes), min_size=2, max_size=4)))
def test_a_sum_of_products_comes_to_what_its_rows_come_to(terms: list[tuple[tuple[int, list[int]], ...]]) -> None:
    products = Products(
        tuple([(tuple([_line(*line) for line in lines]), factor) for factor, lines in enumerate(terms, start=1)])
    )
    assert tally_of_counted(products, 8, 3) == tally_of_counted(rows_of(products, 8), 8, 3)
