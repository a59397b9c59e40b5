"""The walk over the sections of a configuration: each made into a layer, or a name of the layer before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfcalc.errors import GIVE_SIZE, RfcalcError, quoted
from rfcalc.network import Layer, Origin
from rfcalc.readers.darknet.map import Map
from rfcalc.readers.darknet.reorg import rows_read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rfcalc.readers.darknet.sections import Section
    from rfcalc.readers.netfile import Overrides

LOCAL_KERNEL = 3
"""The kernel with which a locally connected layer that is padded fits its own size."""

BLUR = {1: (3, 1), 2: (2, 0)}
"""By ``antialiasing``: kernel and padding of the filter that takes the stride in place of the layer."""


class Walk:
    """The layers so far, and the map of each section."""

    def __init__(self, file: str, overrides: Overrides, given: Map) -> None:
        """Begin at the input."""
        self.layers: list[Layer] = []
        self.stands_for: dict[str, str] = {}
        self.operators: set[str] = set()  # those of which nothing is known
        self.gates = True
        self._file = file
        self._overrides = overrides
        self._maps: list[Map] = []
        self._before = given

    def take(self, section: Section) -> None:
        """Add a section. Raises `RfcalcError`; the walk can go on after one."""
        made = Map(self._before.layer, None, None)
        try:
            made = RULES.get(section.kind, Walk.unknown)(self, section)
        finally:
            self._maps.append(made)
            self._before = made

    def _made(
        self,
        section: Section,
        type_name: str,
        inputs: Sequence[Map],
        suffix: str = "",
        **settings: Any,  # noqa: ANN401
    ) -> Map:
        """Return the map of a layer that is added."""
        layer = Layer(section.name + suffix, type_name, [each.layer for each in inputs], **settings)
        self.layers.append(layer.described_at(Origin(self._file, section.line)))
        n = None
        if inputs[0].n is not None:
            n = tuple([_after(layer, axis, size) for axis, size in enumerate(inputs[0].n)])
        channels = section.number("filters", 1) if "filters" in section.values else inputs[0].channels
        return Map(layer.name, n, channels)

    def unchanged(self, section: Section, of: Map | None = None) -> Map:
        """Return a map, by default that before, which the section does not change, or changes feature by feature."""
        given = of or self._before
        if self._overrides.everything:
            return self._made(section, "identity", [given])
        self.stands_for[section.name] = given.layer
        return given

    def unknown(self, section: Section) -> Map:
        """Return a map of which nothing is known."""
        self.operators.add(section.kind)
        treat = self._overrides.treat.get(section.kind)
        told = {} if treat is None else {"treat": treat}
        made = self._made(section, "unknown", [self._before], operator=section.kind, **told)
        return made if treat else made._replace(n=None, channels=None)

    def convolution(self, section: Section) -> Map:
        """Return the map of a convolution, with a filter against aliasing behind it where one is asked for."""
        size = section.number("size", 1)
        dilation = 1 if size == 1 else section.number("dilation", 1)
        padding = size // 2 if section.flag("pad") else section.number("padding", 0, least=0)
        stride, blur = self._strides(section)
        made = self._made(
            section, "conv", [self._before], kernel=size, stride=stride, padding=padding * dilation, dilation=dilation
        )
        return self._blurred(section, made, blur)

    def _strides(self, section: Section) -> tuple[list[int], list[int]]:
        """Return the strides along y and x of a layer, and of the filter against aliasing behind it."""
        stride = section.number("stride", 1)
        along = [section.number(key, stride) for key in ("stride_y", "stride_x")]
        if not section.flag("antialiasing"):
            return along, []
        if section.number("antialiasing", 1) not in BLUR:
            raise section.refused("antialiasing", "0, 1 or 2")
        return [1, 1], along

    def _blurred(self, section: Section, made: Map, stride: list[int]) -> Map:
        if not stride:
            return made
        kernel, padding = BLUR[section.number("antialiasing", 1)]
        return self._made(section, "conv", [made], ".blur", kernel=kernel, stride=stride, padding=padding)

    def deconvolution(self, section: Section) -> Map:
        """Return the map of a transposed convolution."""
        size = section.number("size", 1)
        padding = size // 2 if section.flag("pad") else section.number("padding", 0, least=0)
        stride = section.number("stride", 1)
        return self._made(section, "conv_transpose", [self._before], kernel=size, stride=stride, padding=padding)

    def local(self, section: Section) -> Map:
        """Return the map of a locally connected layer, which reads what a convolution does."""
        size, padded = section.number("size", 1), section.flag("pad")
        if padded and size != LOCAL_KERNEL:
            raise section.refused("size", f"{LOCAL_KERNEL}, where a [local] layer is padded")
        stride = section.number("stride", 1)
        return self._made(section, "conv", [self._before], kernel=size, stride=stride, padding=int(padded))

    def pool(self, section: Section, type_name: str = "maxpool") -> Map:
        """Return a pool: its padding is size - 1 in all, the smaller half of it before."""
        if section.flag("maxpool_depth"):
            return self.unchanged(section)
        size = section.number("size", section.number("stride", 1))
        padding = section.number("padding", size - 1, least=0)
        before = padding // 2
        stride, blur = self._strides(section)
        made = self._made(
            section,
            type_name,
            [self._before],
            kernel=size,
            stride=stride,
            padding=[[before, padding - before]] * 2,
        )
        return self._blurred(section, made, blur)

    def average_pool(self, section: Section) -> Map:
        """Return the means of windows, which lie as those of a pool do."""
        return self.pool(section, "avgpool")

    def global_pool(self, section: Section) -> Map:
        """Return the mean of the whole map."""
        return self._made(section, "global_avgpool", [self._before])

    def linear(self, section: Section) -> Map:
        """Return what a fully connected layer makes of the whole map."""
        return self._made(section, "linear", [self._before])._replace(channels=None)

    def crop(self, section: Section) -> Map:
        """Return the middle of the map, as at inference."""
        wanted = [section.number("crop_height", 1), section.number("crop_width", 1)]
        if self._before.n is None:
            return self._made(section, "identity", [self._before])
        sides = []
        for n, size, key in zip(self._sizes(section), wanted, ("crop_height", "crop_width")):
            if n < size:
                raise section.refused(key, f"at most {n}, the size of the map")
            before = (n - size) // 2
            sides.append([before, n - size - before])
        return self._made(section, "crop", [self._before], crop=sides)

    def _sizes(self, section: Section) -> list[int]:
        """Return the size of the map before; raise `RfcalcError` where it is not known."""
        n = self._before.n or (None,)
        sizes = [size for size in n if size is not None]
        if len(sizes) < len(n):
            raise RfcalcError(f"what [{section.kind}] reads depends on the input size", allowed=GIVE_SIZE)
        return sizes

    def upsample(self, section: Section) -> Map:
        """Return the map with every feature repeated."""
        return self._made(section, "upsample", [self._before], scale=section.number("stride", 2))

    def reorg(self, section: Section) -> Map:
        """Return the map of `reorg_cpu` as darknet calls it; see `rfcalc.readers.darknet.reorg`."""
        stride = section.number("stride", 1)
        if section.flag("reverse"):
            raise section.refused("reverse", "0: which places a reversed [reorg] reads is not told")
        if self._before.n is None:
            return self._made(section, "identity", [self._before])
        height, width = self._sizes(section)
        channels = self._before.channels
        for found, what in ((height, "rows"), (width, "columns")):
            if found % stride:
                raise section.refused("stride", f"a number that divides the {found} {what} of the map")
        if channels is not None and channels % (stride * stride):
            raise section.refused("stride", f"a number whose square divides the {channels} channels of the map")
        rows = rows_read(height, stride)
        made = self._made(
            section,
            "index_map",
            [self._before],
            size=[height // stride, width // stride],
            advance=[rows.advance, stride],
            ranges=[rows.ranges, [[0, stride, 1]]],
            mode="circular",
        )
        return made._replace(channels=None if channels is None else channels * stride * stride)

    def space_to_depth(self, section: Section) -> Map:
        """Return the map of ``[reorg3d]``, whose places become channels as its name says."""
        stride = section.number("stride", 1)
        channels = self._before.channels
        if section.flag("reverse"):
            made = self._made(section, "pixel_shuffle", [self._before], scale=stride)
            return made._replace(channels=channels and channels // (stride * stride))
        made = self._made(section, "space_to_depth", [self._before], scale=stride)
        return made._replace(channels=channels and channels * stride * stride)

    def route(self, section: Section) -> Map:
        """Return maps side by side in their channels; of groups it takes one."""
        maps = [self._at(section, "layers", place) for place in section.numbers("layers")]
        sizes = [each.channels for each in maps]
        total = None if None in sizes else sum([size for size in sizes if size])
        groups = section.number("groups", 1)
        channels = total and total // groups
        if len({each.layer for each in maps}) == 1:
            return self.unchanged(section, maps[0])._replace(channels=channels)
        return self._joined(section, "concat", maps, "layers")._replace(channels=channels)

    def shortcut(self, section: Section) -> Map:
        """Return the sum of the map before and others."""
        maps = [self._before, *[self._at(section, "from", place) for place in section.numbers("from")]]
        return self._joined(section, "add", maps, "from")

    def _joined(self, section: Section, type_name: str, maps: list[Map], key: str) -> Map:
        known = {each.n for each in maps if each.n is not None and None not in each.n}
        if len(known) > 1:
            found = " and ".join("x".join(map(str, n)) for n in sorted(known, key=str))
            raise RfcalcError(f"the maps differ in size: {found}", allowed="darknet joins maps of equal size", key=key)
        made = self._made(section, type_name, maps)
        return made if all(each.n is not None for each in maps) else made._replace(n=None)

    def scale_channels(self, section: Section) -> Map:
        """Return a map times a number for each of its channels: a gate."""
        (place, *_) = section.numbers("from")
        scaled = self._at(section, "from", place)
        if not self.gates:
            return self.unchanged(section, scaled)
        return self._made(section, "mul", [scaled, self._before])

    def product(self, section: Section) -> Map:
        """Return the product of the map before and another."""
        (place, *_) = section.numbers("from")
        return self._made(section, "mul", [self._at(section, "from", place), self._before])

    def _at(self, section: Section, key: str, place: int) -> Map:
        """Return the map of a section: counted from 0, or back from this one."""
        at = place if place >= 0 else section.place + place
        if not 0 <= at < section.place:
            raise RfcalcError(
                f"found {quoted(place)}",
                allowed=f"allowed: -{section.place} to -1, how far back, or 0 to {section.place - 1}",
                key=key,
                line=section.lines[key],
            )
        return self._maps[at]


def _after(layer: Layer, axis: int, n: int | None) -> int | None:
    """Return how many features a layer makes of n; what does not fit is told when all is known."""
    try:
        return layer.operations[min(axis, len(layer.operations) - 1)].over(n).n
    except RfcalcError:
        return None


RULES: dict[str, Callable[[Walk, Section], Map]] = {
    **dict.fromkeys(("convolutional", "conv"), Walk.convolution),
    **dict.fromkeys(("maxpool", "max"), Walk.pool),
    **dict.fromkeys(("local_avgpool", "local_avg"), Walk.average_pool),
    **dict.fromkeys(("avgpool", "avg"), Walk.global_pool),
    **dict.fromkeys(("connected", "conn", "rnn", "gru", "lstm"), Walk.linear),
    **dict.fromkeys(
        (
            *("activation", "batchnorm", "dropout", "lrn", "normalization", "softmax", "soft", "logistic", "l2norm"),
            *("cost", "detection", "region", "yolo", "Gaussian_yolo", "empty"),
        ),
        Walk.unchanged,
    ),
    **dict.fromkeys(("deconvolutional", "deconv"), Walk.deconvolution),
    "crop": Walk.crop,
    "local": Walk.local,
    "reorg": Walk.reorg,
    "reorg3d": Walk.space_to_depth,
    "route": Walk.route,
    "sam": Walk.product,
    "scale_channels": Walk.scale_channels,
    "shortcut": Walk.shortcut,
    "upsample": Walk.upsample,
}
"""By word of a section: what is made of it. Any other is an unknown operator."""
