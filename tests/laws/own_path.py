"""What the features of a small network read by their own path, position by position: one axis at a time."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from .joins import followed, ways_in
from .model_definitions import axis_rule
from .oracle import feature_maps, input_size, plain_layers, through

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .definitions import Layer
    from .oracle import Pixels


class Own(NamedTuple):
    """A map along an axis: its size, the pixels of a feature's own path, their jumps, and the largest on the way."""

    n: int
    pixels: Callable[[int], Pixels]
    jumps: frozenset[Fraction]
    coarsest: Fraction


def own_paths(network: dict[str, Any], axis: int) -> dict[str, Own]:
    """Return the own paths of every layer along an axis."""
    layers = plain_layers(network)
    sizes = {name: seen.n[axis] for name, seen in feature_maps(network).items()}
    found = {"input": Own(input_size(network)[axis], lambda i: frozenset([i]), frozenset([Fraction(1)]), Fraction(1))}
    while len(found) <= len(layers):
        for name, layer in layers.items():
            if name not in found and all(source in found for source in layer["inputs"]):
                found[name] = beyond(
                    layer, axis, len(input_size(network)), sizes[name], [found[source] for source in layer["inputs"]]
                )
    return found


def beyond(layer: Layer, axis: int, axes: int, n: int, sources: Sequence[Own]) -> Own:
    """Return the own path of a layer: through itself past the whole map, through the finest branch of several."""
    if "along" in layer and followed(layer, axes) == axis:
        jumps = frozenset().union(*[source.jumps for source in sources])
        line = {**layer, "along": "x"}
        ways = [ways_in(line, [[source.n] for source in sources], at)[0][0] for at in range(len(sources))]
        seen = [through(way, source.pixels) for way, source in zip(ways, sources)]
        least = min(source.coarsest for source in sources)
        united = lambda i: frozenset().union(*[pixels(i) for pixels in seen])  # noqa: E731 - a reading as all others
        return Own(n, united, jumps - {Fraction(0)} or jumps, least)
    if len(sources) > 1:
        wide = [source for source in sources if source.n == n] or list(sources)
        least = min(source.coarsest for source in wide)
        finest = [source for source in wide if source.coarsest == least]
        moving = [source for source in finest if any(source.jumps)] or finest
        jumps = frozenset().union(*[source.jumps for source in moving])
        return Own(n, lambda i: frozenset().union(*[source.pixels(i) for source in moving]), jumps, least)
    (source,) = sources
    rule = axis_rule(layer, axis, source.n)
    if rule.itself and any(source.jumps):
        return source._replace(n=n)
    jumps = frozenset(jump * rule.step for jump in source.jumps)
    return Own(n, through(rule.reads, source.pixels), jumps, max(source.coarsest, *jumps))
