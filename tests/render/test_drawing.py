"""The drawing keeps its size and its proportions wherever a box lies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rfcalc.render.chars.box_diagram import COLUMNS, PADDING, ROWS, SEEN, UNREAD, drawing
from rfcalc.reports.place import Place

LENGTHS = st.integers(1, 10**6)
BOXES = st.tuples(st.integers(-(10**6), 10**6), LENGTHS).map(lambda box: (box[0], box[0] + box[1]))


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Return places with one to three axes whose visible box is the part of the box in the image."""
    axes = draw(st.sampled_from([("x",), ("y", "x"), ("z", "y", "x")]))
    size = tuple(draw(LENGTHS) for _ in axes)
    box = tuple(draw(BOXES) for _ in axes)
    cut = tuple((max(first, 0), min(end, known)) for (first, end), known in zip(box, size))
    visible = cut if all(first < end for first, end in cut) else None
    nothing = (0,) * len(axes)
    return Place("net", axes, size, "layer", nothing, nothing, nothing, box, visible, 0.5)


@given(place=places(), unicode=st.booleans())
def test_any_place_is_drawn_within_the_limits(place: Place, *, unicode: bool) -> None:
    lines = drawing(place, unicode=unicode)
    widths = [sum(len(text) for text, _ in line) for line in lines]
    assert max(widths) <= COLUMNS + 2 + 2, "frame, and one more on each side where padding is rounded up"
    assert len(lines) <= 1 + (3 if len(place.axes) == 1 else ROWS + 4) + (4 if len(place.axes) == 3 else 0)
    assert unicode or all(text.isascii() for line in lines for text, _ in line)


@given(places())
def test_what_is_seen_is_drawn_and_what_is_padding(place: Place) -> None:
    assert place.box is not None
    kinds = {kind for line in drawing(place, unicode=True) for _, kind in line}
    sticks_out = any(first < 0 or end > (known or 0) for (first, end), known in zip(place.box, place.input))
    assert (PADDING in kinds) == sticks_out
    if place.visible is not None:
        assert SEEN in kinds
        assert UNREAD not in kinds


def test_a_pixel_of_a_small_image_is_as_high_as_it_is_wide() -> None:
    place = Place(
        "net", ("y", "x"), (3, 3), "layer", (1, 1), (1, 1), (1.5, 1.5), ((1, 2), (1, 2)), ((1, 2), (1, 2)), 0.0
    )
    shown = ["".join(text for text, _ in line) for line in drawing(place, unicode=False)]
    assert shown == [
        "+------------+",
        "|            |",
        "|            |",
        "|    ####    |",
        "|    ####    |",
        "|            |",
        "|            |",
        "+------------+",
        "# seen",
    ]


def test_an_image_without_pixels_is_not_drawn() -> None:
    place = Place("net", ("x",), (0,), "layer", (0,), (1,), (0.5,), ((0, 1),), None, 1.0)
    assert drawing(place, unicode=True) == []
