"""The inputs of a network file: one called input, or several with names of their own."""

from typing import TYPE_CHECKING, NamedTuple

from rfcalc.errors import RfcalcError
from rfcalc.network.inputs import AXES, INPUT, SIZES_ALLOWED, check_axes, checked_name, chosen_input
from rfcalc.readers.document import Mapping, Scalar, Sequence
from rfcalc.readers.netfile import keys

if TYPE_CHECKING:
    from rfcalc.errors import Mistakes
    from rfcalc.readers.document import Node
    from rfcalc.readers.netfile.axes import Axes, Input, Size

INPUTS = "inputs"


class Inputs(NamedTuple):
    """Inputs by name with their sizes as written, and which of them is asked about."""

    sizes: "dict[str, Input]"
    start: str
    several: bool  # whether they have names of their own

    @property
    def names(self) -> tuple[str, ...]:
        """The names, as written: what reads nothing else reads the first."""
        return tuple(self.sizes)

    @property
    def listed(self) -> "Input":
        """The first size that has one number for each axis, or else that of the input asked about."""
        return next((size for size in self.sizes.values() if isinstance(size, tuple)), self.sizes[self.start])

    def along(self, axes: "Axes", size: "Size | None") -> dict[str, tuple[int | None, ...]]:
        """Return the size of each input along each axis, that of the one asked about overridden by ``size``."""
        along = {name: _along(each, axes.count) for name, each in self.sizes.items()}
        if self.several:
            with RfcalcError.within(key=INPUTS):
                check_axes(along)
        return along if size is None else {**along, self.start: _chosen_size(size, axes)}


def read_inputs(entries: keys.Keys, start: str, mistakes: "Mistakes") -> Inputs:
    """Return what a network reads; ``start`` is the input wished for, if any. What is wrong is noted."""
    sizes: dict[str, Input] = {}
    if INPUTS in entries:
        line, node = entries[INPUTS]
        with mistakes, RfcalcError.within(key=INPUTS):
            if not isinstance(node, Mapping) or not node.entries:
                raise keys.refused(node, "names of inputs with their sizes, such as {left: [224, 224], right: null}")
            if INPUT in entries:
                raise RfcalcError("both of 'input' and 'inputs' given", allowed="give one of them", line=line)
        for name, (at, size) in node.entries.items() if isinstance(node, Mapping) else ():
            with mistakes, RfcalcError.within(line=at, key=f"{INPUTS}: {name}"):
                sizes[checked_name(name)] = None  # whatever may be wrong with its size
                if not isinstance(size, Scalar) or size.value is not None:
                    sizes[name] = _read_size(size, f"{INPUTS}: {name}")
    several = bool(sizes)
    if not several:
        sizes[INPUT] = None
        if INPUT in entries:
            with mistakes:
                sizes[INPUT] = _read_size(entries[INPUT][1], INPUT)
    chosen = next(iter(sizes))
    with mistakes:
        chosen = chosen_input(sizes, start)
    return Inputs(sizes, chosen, several)


def _read_size(node: "Node", key: str) -> "Input":
    """Return the sizes as written."""
    is_list = isinstance(node, Sequence)
    items = node.items if isinstance(node, Sequence) else (node,)
    sizes: list[int | None] = []
    for item in items:
        value = item.value if isinstance(item, Scalar) else ""
        if value is None and is_list:
            sizes.append(None)
        elif isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            sizes.append(value)
        else:
            break
    if len(sizes) < len(items) or not 1 <= len(items) <= len(AXES):
        error = keys.refused(node, SIZES_ALLOWED, key)
        if len(sizes) < len(items):
            error.line = items[len(sizes)].line
        raise error
    return tuple(sizes) if is_list else sizes[0]


def _along(size: "Input", axes: int) -> tuple[int | None, ...]:
    """Return a size for each axis."""
    return size if isinstance(size, tuple) else (size,) * axes


def _chosen_size(input_size: "Size", axes: "Axes") -> tuple[int | None, ...]:
    """Return a size that is asked for along each axis. Raises `RfcalcError` where it is for other axes."""
    if len(input_size) not in (1, axes.count):
        error = RfcalcError(
            f"found {'x'.join(map(str, input_size))}, {len(input_size)} sizes",
            allowed=f"the network has {axes.count} {'axis' if axes.count == 1 else 'axes'} "
            f"({' '.join(AXES[axes.count])})",
            key="--input",
        )
        error.advise(axes.hint)
        raise error
    return input_size if len(input_size) == axes.count else input_size * axes.count
