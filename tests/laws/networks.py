"""Small random networks in the file format: every layer type, one to three axes, chains and graphs.

One recipe serves twice: driven by a seeded ``random.Random``, and by Hypothesis, which then
shrinks a failing network (the plainest choice always comes first).
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from . import recipes
from .definitions import JOINS, RESIZES, Layer, MisfitError
from .likeness import sized_like
from .oracle import Map, feature_map, feature_maps, input_map, input_size, plain_layers
from .recipes import chance

if TYPE_CHECKING:
    from collections.abc import Sequence

Network = dict[str, Any]

LARGEST_INPUT = {1: 24, 2: 9, 3: 4}
LARGEST_MAP = {1: 30, 2: 12, 3: 5}
MOST_LAYERS = {1: 8, 2: 7, 3: 5}
MOST_PATHS = 24
MOST_RATIOS = 3  # layers with ratios such as 7/5: each multiplies the number of phases
ATTEMPTS = 6
MARGIN = 30  # virtual positions to each side that are looked at


class Draft(NamedTuple):
    """A network being drawn: its layers, all with their inputs, and the map of each by name."""

    layers: list[Layer]
    maps: dict[str, Map]
    sizeless: bool = False  # nothing may depend on the input size but n


class Drawn(NamedTuple):
    """A network, and the name of the layer whose sizes do not fit (empty: all fit)."""

    network: Network
    misfit: str = ""


def draw_network(draw: random.Random, *, fits: bool = True, sizeless: bool = False) -> Drawn:
    """Return a random network.

    With ``fits=False`` its last drawn layer does not fit; with ``sizeless=True`` no layer's
    reading depends on the input size.
    """
    axes = draw.choice((1, 1, 1, 2, 2, 2, 2, 3))
    square = chance(draw, 0.3)
    smallest = draw.choice((LARGEST_INPUT[axes] // 2, 1))
    size = [draw.randint(smallest, LARGEST_INPUT[axes]) for _ in range(axes)]
    size = size[:1] * axes if square else size
    draft = Draft([], {"input": input_map(tuple(size))}, sizeless)
    graph = chance(draw, 0.6)
    wanted = draw.randint(1, MOST_LAYERS[axes])
    while len(draft.layers) < wanted:
        if not grow(draft, draw, graph=graph):
            break
    misfit = ""
    if not fits:
        misfit = add_misfit(draft, draw)
    layers = draft.layers
    if not layers:
        layers = [{"name": "layer1", "type": "identity", "inputs": ["input"]}]
    return Drawn(written(layers, size, draw), misfit)


def grow(draft: Draft, draw: random.Random, *, graph: bool) -> bool:
    """Add one layer (and what makes its inputs equal) to the draft; return False if none would fit."""
    for _ in range(ATTEMPTS):
        if graph and chance(draw, 0.35):
            if len(draft.maps) > 1 and add_join(draft, draw, list(draft.maps)):
                return True
            continue
        if graph and chance(draw, 0.2):
            if add_detours(draft, draw):
                return True
            continue
        source = drawn_source(draft, draw, graph=graph)
        layer = recipes.draw_layer(draw, draft.maps[source].n)
        if try_layer(draft, named(draft, layer, [source])):
            return True
    return False


def drawn_source(draft: Draft, draw: random.Random, *, graph: bool) -> str:
    """Return the name of a map to read: mostly the last one."""
    names = list(draft.maps)
    return draw.choice(names) if graph and chance(draw, 0.4) else names[-1]


def named(draft: Draft, layer: Layer, inputs: Sequence[str]) -> Layer:
    """Return the layer with the next free name and its inputs."""
    stem = {"maxpool": "pool", "avgpool": "avgpool"}.get(layer["type"], "layer")
    return {"name": f"{stem}{len(draft.layers) + 1}", **layer, "inputs": list(inputs)}


def spreads_one_feature(draft: Draft, layer: Layer) -> bool:
    """Return whether a resize makes many features of one, which then are alike: only a known size tells."""
    return layer["type"] in RESIZES and 1 in draft.maps[layer["inputs"][0]].n


def try_layer(draft: Draft, layer: Layer) -> bool:
    """Add a layer to the draft if it fits and its map stays small; return whether it did."""
    if draft.sizeless and (recipes.needs_size(layer) or spreads_one_feature(draft, layer)):
        return False
    if recipes.is_recurrence(layer, len(draft.maps["input"].n)) and not rising(draft.maps[layer["inputs"][0]]):
        return False
    try:
        seen = feature_map(layer, [draft.maps[source] for source in layer["inputs"]])
    except MisfitError:
        return False
    axes = len(seen.n)
    if max(seen.n) > LARGEST_MAP[axes] or len(seen.paths) > MOST_PATHS:
        return False
    if sum(map(recipes.has_ratio, [*draft.layers, layer])) > MOST_RATIOS:
        return False
    draft.layers.append(layer)
    draft.maps[layer["name"]] = seen
    return True


def looks_back_somewhere(network: Network) -> bool:
    """Return whether some layer's features read those up to themselves."""
    axes = len(input_size(network))
    return any(recipes.is_recurrence(layer, axes) for layer in plain_layers(network).values())


def rising(seen: Map) -> bool:
    """Return whether each position of a map, virtual ones too, sees no less far on than the one before.

    Elsewhere rfcalc does not tell what all positions up to one see together.
    """
    for path in seen.paths:
        for pixels, n in zip(path.virtual, seen.n):
            spans = [pixels(i) for i in range(-MARGIN, n + MARGIN)]
            if not all(spans) or any(min(b) < min(a) or max(b) < max(a) for a, b in itertools.pairwise(spans)):
                return False
    return True


def add_detours(draft: Draft, draw: random.Random) -> bool:
    """Lead two branches away from one map and let them meet again; return False if that does not fit."""
    source = drawn_source(draft, draw, graph=True)
    known = len(draft.layers)
    ends = []
    for _ in range(2):
        name = source
        for layer in recipes.detour(draw):
            if not try_layer(draft, named(draft, layer, [name])):
                return forget(draft, known)
            name = draft.layers[-1]["name"]
        ends.append(name)
    return add_join(draft, draw, ends) or forget(draft, known)


def forget(draft: Draft, known: int) -> bool:
    """Take all layers but the first ones from a draft; return False."""
    del draft.layers[known:]
    for name in list(draft.maps)[known + 1 :]:
        del draft.maps[name]
    return False


def add_join(draft: Draft, draw: random.Random, names: list[str]) -> bool:
    """Let two or three of the maps meet, cut or padded to one size first; return False if that does not fit."""
    kind = draw.choice((*JOINS, *JOINS, "unknown"))
    known = len(draft.layers)
    chosen = [names[-1], *(draw.choice(names[:-1]) for _ in range(draw.choice((1, 1, 1, 2))))]
    if len(set(chosen)) == 1:
        return False
    target = draft.maps[draw.choice(chosen)].n
    join: Layer = recipes.unknown(draw, ()) if kind == "unknown" else {"type": kind}
    free = None
    if kind == "concat" and not draft.sizeless and chance(draw, 0.4):
        free = draw.randrange(len(target))
        join["along"] = "xyz"[len(target) - 1 - free]
    inputs = []
    for name in chosen:
        n = draft.maps[name].n
        if free is not None:
            target = (*target[:free], n[free], *target[free + 1 :])
        repeated = kind != "concat" and not draft.sizeless and chance(draw, 0.7)
        if all(have == want or (repeated and have == 1) for have, want in zip(n, target)):
            inputs.append(name)
            continue
        for layer in recipes.fitted(draw, n, target):
            try_layer(draft, named(draft, layer, [name]))
            name = draft.layers[-1]["name"]  # noqa: PLW2901 - the next fitting layer reads this one
        inputs.append(name)
    draw.shuffle(inputs)
    return try_layer(draft, named(draft, join, inputs)) or forget(draft, known)


def add_misfit(draft: Draft, draw: random.Random) -> str:
    """Add a layer that does not fit, if one is found; return its name."""
    for _ in range(40):
        if len(draft.maps) > 1 and chance(draw, 0.3):
            chosen = [draw.choice(list(draft.maps)) for _ in range(2)]
            layer = named(draft, {"type": draw.choice(JOINS)}, chosen)
        else:
            source = draw.choice(list(draft.maps))
            layer = named(draft, recipes.draw_layer(draw, draft.maps[source].n, greedy=True), [source])
        try:
            feature_map(layer, [draft.maps[source] for source in layer["inputs"]])
        except MisfitError:
            draft.layers.append(layer)
            return str(layer["name"])
    return ""


def written(layers: list[Layer], size: list[int], draw: random.Random) -> Network:
    """Return the network as somebody may write it: inputs left out, layers out of order, short forms."""
    layers = list(layers)
    if chance(draw, 0.15):
        draw.shuffle(layers)
    entries: list[Layer] = []
    before = "input"
    lists = any(isinstance(value, list) for layer in layers for key, value in layer.items() if key != "inputs")
    for layer in layers:
        entry = dict(layer)
        if entry["inputs"] == [before] and chance(draw, 0.9):
            del entry["inputs"]
        elif len(entry["inputs"]) == 1 and chance(draw, 0.3):
            (entry["inputs"],) = entry["inputs"]
        before = entry["name"]
        entries.append(recipes.shortened(entry) if chance(draw, 0.2) else entry)
    one_number = len(set(size)) == 1 and not lists and len(size) == 2
    network: Network = {"input": size[0] if one_number and chance(draw, 0.5) else size, "layers": entries}
    return {"name": "random", **network} if chance(draw, 0.5) else network


def with_likes(drawn: Network, seed: int) -> Network:
    """Return a drawn network with a tail in which maps are made like others and meet them, inside and out of order."""
    draw = random.Random(f"like {seed}")  # noqa: S311 - not for secrets
    layers = [*plain_layers(drawn).values()]
    draft = Draft(layers, {"input": input_map(input_size(drawn)), **feature_maps(drawn)})
    for _ in range(ATTEMPTS):
        one, other = draw.choice([*draft.maps]), draw.choice([*draft.maps])
        n, wanted = draft.maps[one].n, draft.maps[other].n
        layer = named(draft, {**recipes.like(draw, len(n)), "like": other}, [one])
        try:
            plain = sized_like(layer, n, wanted)
        except MisfitError:
            continue
        if not try_layer(draft, plain):
            continue
        draft.layers[-1] = layer
        try_layer(draft, named(draft, {"type": draw.choice(JOINS)}, [layer["name"], other]))
        try_layer(draft, named(draft, recipes.conv(draw, wanted), [draft.layers[-1]["name"]]))
    return written(draft.layers, [*input_size(drawn)], draw)


def seeded(seed: int, *, fits: bool = True) -> Drawn:
    """Return the random network of a seed."""
    return draw_network(random.Random(seed), fits=fits)  # noqa: S311 - not for secrets


def kinds(networks: Sequence[Network]) -> Counter[str]:
    """Return how often each layer type occurs, short forms not counted."""
    return Counter(layer["type"] for network in networks for layer in network["layers"] if "type" in layer)


NETWORKS = st.randoms(use_true_random=False).map(lambda draw: draw_network(draw).network)
"""Networks whose sizes fit, for Hypothesis."""

SIZELESS = st.randoms(use_true_random=False).map(lambda draw: draw_network(draw, sizeless=True).network)
"""Networks in which nothing but n depends on the input size."""
