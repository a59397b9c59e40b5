"""What digits say a feature reads, and the layers that read it so."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfcalc.network import INPUT
from rfcalc.readers.moves.along import MOST_RANGES, Along, kinds_of
from rfcalc.readers.moves.drawing import Drawing
from rfcalc.readers.moves.unread import Unread


def read_by_layers(along: Along, n: int) -> list[set[int]]:
    """Return what each feature reads by way of the layers that are drawn."""
    drawing = Drawing((n,))
    last = drawing.rearranged(INPUT, (along,))
    found = [{at} for at in range(n)]
    for layer in drawing.layers:
        (before,) = [drawing.n[name][0] for name in layer.inputs]
        step = layer.operations[0].over(before)
        found = [
            {
                pixel
                for reads in step.reads
                for at in reads.ranges[feature % reads.period]
                for pixel in found[at + feature // reads.period * reads.advance]
            }
            for feature in range(step.n or 0)
        ]
    assert drawing.n[last][0] == len(found)
    return found


def read_by_definition(along: Along) -> list[set[int]]:
    def places(parts: tuple[tuple[int | None, int], ...]) -> list[int]:
        values = product(*[range(size or 1) for size, _ in parts])
        return [sum(value * weight for value, (_, weight) in zip(each, parts)) for each in values]

    return [{along.offset + own + other for other in places(along.every)} for own in places(along.digits)]


@st.composite
def cuts(draw: st.DrawFn) -> tuple[Along, int]:
    """Draw a map whose places are cut into three digits, of which some are kept, in any order, some read together."""
    sizes = draw(st.tuples(*[st.integers(1, 4)] * 3))
    digits = [(sizes[0], sizes[1] * sizes[2]), (sizes[1], sizes[2]), (sizes[2], 1)]
    kinds = draw(st.tuples(*[st.sampled_from(("kept", "read", "one"))] * 3))
    kept = [digit for digit, kind in zip(digits, kinds) if kind == "kept"]
    together = [digit for digit, kind in zip(digits, kinds) if kind == "read"]
    ones = [digit for digit, kind in zip(digits, kinds) if kind == "one"]
    offset = sum(draw(st.integers(0, size - 1)) * weight for size, weight in ones)
    return Along(tuple(draw(st.permutations(kept))), tuple(together), offset), sizes[0] * sizes[1] * sizes[2]


@settings(max_examples=30)
@given(cuts())
def test_layers_read_what_digits_say(drawn: tuple[Along, int]) -> None:
    along, n = drawn
    assert read_by_layers(along, n) == read_by_definition(along)


def test_a_map_that_is_kept_as_it_is_needs_no_layer() -> None:
    assert kinds_of(Along(((2, 3), (3, 1))), 6) == []


@pytest.mark.parametrize(
    ("along", "n", "reason"),
    [
        (Along(((None, 2),), ((None, 1),)), None, "what it reads depends on the size of the input"),
        (Along(((2, 4),), ((None, 2), (2, 5))), None, "what it reads depends on the size of the input"),
        (Along(((2, 1), (MOST_RANGES + 1, 2))), 2 * MOST_RANGES + 2, "repeat with a period above 4096"),
    ],
)
def test_what_no_layer_can_say_has_a_reason(along: Along, n: int | None, reason: str) -> None:
    with pytest.raises(Unread, match=reason):
        kinds_of(along, n)


def test_maps_of_different_sizes_are_not_joined() -> None:
    drawing = Drawing((7,))
    small = drawing.layer("conv", ["input"], {"kernel": 3})
    with pytest.raises(Unread) as caught:
        drawing.layer("add", ["input", small], {})
    assert (caught.value.why, caught.value.misfit) == ("maps of 5 and 7 features do not join", True)
