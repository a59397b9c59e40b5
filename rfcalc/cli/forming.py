"""What the commands about the form of receptive fields do: read, compute, write."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import rfcalc
from rfcalc.cli.endings import ARRAY, GROWTH_KINDS, MAP_KINDS, PICTURES, is_logarithmic, kind_of
from rfcalc.cli.networks import index_of, load, load_all
from rfcalc.cli.screens import screen_of
from rfcalc.cli.showing import format_of, source_of
from rfcalc.cli.streams import save, tell, write
from rfcalc.errors import RfcalcError, escaped, quoted
from rfcalc.network import INPUT
from rfcalc.render import FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc import Network, Remedy
    from rfcalc.render import Renderer

UNIFORM = "uniform"
NAMED = 2  # layers that a message names; of more it says how many


class Asked(NamedTuple):
    """What is asked of a network, in the words of the options; ``None`` where an option is not given."""

    size: str | None
    settings: Sequence[str]
    weights: str | None
    written_as: str | None
    output: str | None
    unclipped: bool = False

    def load(self, source: str) -> Network:
        """Return the network of a file, a preset or standard input."""
        return load(source, self.size, self.settings)

    def page(self, kind: str) -> Renderer:
        """Return what writes a kind of text."""
        return renderer(kind, None if self.output else screen_of(sys.stdout))


def map_feature(source: str, layer: str | None, words: Sequence[str], asked: Asked, scale: str | None) -> None:
    """Write how much each pixel counts for a feature."""
    kind = kind_of(asked.output, asked.written_as, MAP_KINDS)
    log = is_logarithmic(scale, kind)
    network = asked.load(source)
    index = None
    if layer is not None:
        _check_layer(layer, network)
        index = index_of(words, network, layer) if words else None
    report = rfcalc.map(network, layer, index, asked.weights or UNIFORM, unclipped=asked.unclipped)
    if kind in FORMATS:
        write(asked.page(kind).map(report, log=log), asked.output)
        return
    from rfcalc.render import pictures  # noqa: PLC0415 - most maps are texts

    picture = pictures.map_array(report) if kind == ARRAY else pictures.map_picture(report, kind, log=log)
    save(picture, str(asked.output))


def _check_layer(word: str, network: Network) -> None:
    """Refuse a number where a layer's name belongs, if no layer has that name."""
    known = {INPUT, *network.outputs, *(layer.name for layer in network.layers)}
    if word.removeprefix("-").isdigit() and word not in known:
        found = f"{quoted(network.name)} has no layer {quoted(word)}"
        raise RfcalcError(found, allowed="a layer's name comes before the index: NET LAYER X Y", key="LAYER")


def map_layers(source: str, words: Sequence[str], asked: Asked, scale: str | None) -> None:
    """Write the maps of all layers: as a strip of pictures, or as JSON, one a line."""
    if words:
        raise RfcalcError(f"found LAYER {quoted(words[0])}", allowed="it takes NET alone", key="--all-layers")
    kind = kind_of(asked.output, asked.written_as, MAP_KINDS)
    if kind not in {*PICTURES, "json"}:
        allowed = "allowed: -o FILE.png, -o FILE.svg or --format json"
        raise RfcalcError(f"found {kind}", allowed=allowed, key="--all-layers")
    log = is_logarithmic(scale, kind)
    from rfcalc.api import maps  # noqa: PLC0415 - a single map does not need it

    found = maps(asked.load(source), asked.weights or UNIFORM, unclipped=asked.unclipped)
    if kind == "json":
        page = asked.page(kind)
        write("".join(page.map(report, log=log) for report in found), asked.output)
        return
    from rfcalc.render.pictures import strip_picture  # noqa: PLC0415 - as above

    save(strip_picture(list(found), kind, log=log), str(asked.output))


def form(sources: Sequence[str], asked: Asked) -> None:
    """Write what counts inside the receptive fields of every layer."""
    page = asked.page(kind_of(asked.output, asked.written_as))
    networks = load_all(sources, asked.size, asked.settings)
    forms = [rfcalc.form(network, asked.weights or UNIFORM, unclipped=asked.unclipped) for network in networks]
    write(page.forms(forms), asked.output)


def growth(source: str, asked: Asked) -> None:
    """Write how receptive fields grow through the depth."""
    kind = kind_of(asked.output, asked.written_as, GROWTH_KINDS)
    report = rfcalc.growth(asked.load(source), asked.weights or UNIFORM, unclipped=asked.unclipped)
    if kind in FORMATS:
        write(asked.page(kind).growth(report), asked.output)
        return
    from rfcalc.render.pictures import growth_picture  # noqa: PLC0415 - as above

    save(growth_picture(report, kind), str(asked.output))


def remedy(source: str, on: str, asked: Asked) -> None:
    """Write the cured network as a file, and tell what was cured."""
    if asked.weights is not None:
        raise RfcalcError(quoted(asked.weights), allowed="only a --report has numbers", key="--weights")
    wish = format_of(asked.written_as, asked.output)
    network, own = source_of(source, asked.size, asked.settings)
    cure = rfcalc.remedy(network, on)
    write(rfcalc.show(cure.network, wish or own), asked.output)
    tell(said_of(cure, network.name))


def remedy_report(source: str, on: str, asked: Asked) -> None:
    """Write the numbers before and after the cure."""
    from rfcalc.api import analyze, effect  # noqa: PLC0415 - a cure alone does not need it

    page = asked.page(kind_of(asked.output, asked.written_as))
    analysis = analyze(asked.load(source))
    report = effect(analysis, rfcalc.remedy(analysis, on), asked.weights or UNIFORM)
    write(page.effect(report), asked.output)


def said_of(cure: Remedy, name: str) -> str:
    """Return ``ResNet18: 6 convolutions cured; left alone: conv1 (a stem: it reads the image)``."""
    count = len(cure.cured)
    cured = f"{count} convolution{'s' * (count != 1)}" if count else "no convolution"
    reasons: dict[str, list[str]] = {}
    for left in cure.left:
        reasons.setdefault(left.reason, []).append(left.layer)
    left_alone = "; ".join(f"{_listed(layers)} ({reason})" for reason, layers in reasons.items())
    return escaped(f"{name}: {cured} cured" + (f"; left alone: {left_alone}" if left_alone else ""))


def _listed(names: Sequence[str]) -> str:
    """Return a few names, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:NAMED])} and {more} more"
