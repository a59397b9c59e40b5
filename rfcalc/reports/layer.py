"""What is told of one layer: its numbers, and how they are spelled."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rfcalc.analysis.numbers import Number
    from rfcalc.analysis.reach import Reach
    from rfcalc.axis import Box
    from rfcalc.page.answer import Value


class LayerRow(NamedTuple):
    """What is known of one layer; every tuple has one entry per axis, in the network's axis order.

    Sizes and places are in input pixels. ``None`` means not known: ``n`` and whatever needs
    it when the network has no input size, ``jump`` where branches of different jumps met,
    ``start`` and ``rf`` where nothing is read.
    """

    name: str
    type: str
    inputs: tuple[str, ...]
    window: str  # kernel, stride, padding ... as people jot them: "k3 s2 p1", empty if the type has none
    n: tuple[int | None, ...]
    jump: "tuple[Number | None, ...]"
    rf: tuple[int | None, ...]  # the largest of the map
    start: "tuple[Number | None, ...]"
    rf_min: tuple[int | None, ...] | None = None  # the smallest, only where it differs on some axis
    whole: bool = False
    misaligned: bool = False
    irregular: bool = False
    period: tuple[int, ...] | None = None  # features after which fields repeat, only where more than 1 on some axis
    place: "tuple[Number, ...] | None" = None  # centre of feature 0's own path, only where features see more than that
    reach: "tuple[Reach | None, ...] | None" = None  # pixels seen before and after a feature's own place; if asked for
    clean: "tuple[Box, ...] | None" = None  # features that read no padding; if asked for and the input size is known
    unknown: bool = False  # it lies behind an operator of which nothing is known
    constant: bool = False  # it hangs on other inputs than the one asked about
    tensor: str = ""  # of a model: the tensor that it makes
    like: str = ""  # the layer whose size the map gets, or input; empty where it gets none's

    @property
    def form(self) -> tuple[str, str]:
        """Return what the layer does, whatever layers are called: its type and its window without their names."""
        return self.type, self.window.replace(f"like {self.like}", "like") if self.like else self.window

    def flags(self) -> tuple[str, ...]:
        """Return the words for what is unusual about the layer."""
        named = (
            ("whole", self.whole),
            ("misaligned", self.misaligned),
            ("irregular", self.irregular),
            ("unknown", self.unknown),
            ("constant", self.constant),
        )
        return tuple([word for word, holds in named if holds])

    def record(self, axes: tuple[str, ...]) -> dict[str, object]:
        """Return the layer as JSON has it, with its numbers by axis."""
        named = {key: value for key, value in (("like", self.like), ("tensor", self.tensor)) if value}
        return {"name": self.name, "type": self.type, "inputs": self.inputs, **named, **self.numbers(axes)}

    def numbers(self, axes: tuple[str, ...]) -> dict[str, object]:
        """Return the layer's numbers by axis; what goes without saying has no key."""
        numbers: dict[str, object] = {
            "n": dict(zip(axes, self.n)),
            "jump": dict(zip(axes, self.jump)),
            "rf": dict(zip(axes, self.rf)),
            "start": dict(zip(axes, self.start)),
        }
        if self.rf_min is not None:
            numbers["rf_min"] = dict(zip(axes, self.rf_min))
        numbers |= dict.fromkeys(self.flags(), True)
        if self.period is not None:
            numbers["period"] = dict(zip(axes, self.period))
        if self.place is not None:
            numbers["place"] = dict(zip(axes, self.place))
        if self.reach is not None:
            numbers["reach"] = dict(zip(axes, self.reach))
            if None not in self.n:
                numbers["clean"] = self.clean and dict(zip(axes, self.clean))
        return numbers

    def cells(self, axes: tuple[str, ...]) -> "list[Value]":
        """Return what stands under `CELLS` in a grid; inputs are separated by ``;``."""
        return [self.name, self.type, ";".join(self.inputs), self.window, *self.number_cells(axes)]

    def number_cells(self, axes: tuple[str, ...]) -> "list[Mapping[str, Number | None]]":
        """Return what stands under `NUMBERS` in a grid; ``rf_min`` repeats ``rf`` where all fields are alike."""
        values = (self.n, self.jump, self.rf, self.rf_min or self.rf, self.start)
        return [dict(zip(axes, numbers)) for numbers in values]

    def reach_cells(self, axes: tuple[str, ...]) -> "list[Mapping[str, Number | None]]":
        """Return what stands under `REACHES` in a grid."""
        from rfcalc.page.answer import bounds

        reach = self.reach or ()
        before, after = ([sides and sides[side] for sides in reach] for side in (0, 1))
        return [dict(zip(axes, numbers)) for numbers in (before, after, *bounds(self.clean))]


CELLS = ("layer", "type", "inputs", "window")
NUMBERS = ("n", "jump", "rf", "rf_min", "start")
REACHES = ("reach_before", "reach_after", "clean_first", "clean_end")
