"""How words name a feature: ``[NET] LAYER X [Y [Z]]``, with ``--net`` instead of NET everywhere.

- Where the second word is no number, the first is the network.
- Where it is one, the first is a layer of the usual network; only if that has no such layer, and a file or a preset has
  that name, it is the network, and the number the name of a layer.
- A word alone is a file or a preset, or else a layer of the usual network.
- With ``--net`` all words are about the feature.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from rfcalc.cli.networks import STANDARD_INPUT, load, named, usual_network
from rfcalc.data.catalog import preset_path
from rfcalc.errors import RfcalcError, escaped, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc import Network
    from rfcalc.analysis import Analysis
    from rfcalc.cli.spec import Spec, Values

LONGEST_INDEX = 16  # digits; no map is that large


class Feature(NamedTuple):
    """A feature that is asked about; without a layer that of the last map, without an index the middle one."""

    network: Analysis
    layer: str | None
    position: tuple[int, ...] | None


def asked_feature(spec: Spec, values: Values) -> tuple[Analysis, str, tuple[int, ...]]:
    """Return the network, the layer and the index of a line that must have the last two. Raises `RfcalcError`."""
    from rfcalc.cli.usage import missing

    if not values.all("words"):
        raise missing(spec.name, "LAYER")
    network, words = split(values)
    if not words:
        raise missing(spec.name, "LAYER")
    _check_layer(words[0], network)
    return network, words[0], index_of(words[1:], network.network, words[0])


def named_feature(values: Values) -> Feature:
    """Return the feature that a line names. Raises `RfcalcError`."""
    network, words = split(values)
    if not words:
        return Feature(network, None, None)
    _check_layer(words[0], network)
    return Feature(network, words[0], index_of(words[1:], network.network, words[0]) if words[1:] else None)


def _check_layer(word: str, network: Analysis) -> None:
    """Refuse a number where a layer's name belongs, if no layer has that name."""
    if word.removeprefix("-").isdigit() and not _has_layer(network, word):
        found = f"{quoted(network.network.name)} has no layer {quoted(word)}"
        raise RfcalcError(found, allowed="a layer's name comes before the index: NET LAYER X Y", key="LAYER")


def split(values: Values) -> tuple[Analysis, tuple[str, ...]]:
    """Return the network that a line is about, and the words that are about its feature. Raises `RfcalcError`."""
    from rfcalc.api import analyze

    source, words = named(values), values.all("words")
    if source is not None and len(words) > 1 and not looks_like_number(words[1]) and is_network(words[0]):
        raise RfcalcError(f"found {quoted(words[0])} and --net {quoted(source)}", allowed="name it once", key="NET")
    if source is None and words:
        first = words[0]
        if (len(words) > 1 and not looks_like_number(words[1])) or (len(words) == 1 and is_network(first)):
            return analyze(load(values, first)), words[1:]
        usual = _usual_with(first, values)
        if usual is not None:
            return usual, words
        if is_network(first) or len(words) == 1:
            return analyze(load(values, first)), words[1:]
    return analyze(load(values, source or usual_network(values))), words


def looks_like_number(word: str) -> bool:
    """Return whether a word stands where a number was meant, right or wrong: ``7``, ``-1``, ``4.0``."""
    return word.lstrip("+-")[:1].isdigit()


def is_network(word: str) -> bool:
    """Return whether a word names a network: a file, a preset, or standard input."""
    return word == STANDARD_INPUT or preset_path(word) is not None or os.path.isfile(word)


def _usual_with(layer: str, values: Values) -> Analysis | None:
    """Return the usual network if it can be read and has a layer of a name."""
    from rfcalc.api import analyze

    try:
        network = analyze(load(values, usual_network(values)))
    except RfcalcError:
        return None
    return network if _has_layer(network, layer) else None


def _has_layer(network: Analysis, name: str) -> bool:
    try:
        network.node(name)
    except RfcalcError:
        return False
    return True


def index_of(words: Sequence[str], network: Network, layer: str) -> tuple[int, ...]:
    """Return the index that words give as X Y Z, in axis order (z, y, x); negative ones count from the end."""
    axes = len(network.axes)
    for word in words:
        digits = word.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()):
            raise RfcalcError(quoted(word), allowed="whole numbers are needed", layer=layer, key="index")
        if len(digits) > LONGEST_INDEX:
            raise RfcalcError(quoted(word), allowed="no map is that large", layer=layer, key="index")
    if len(words) != axes:
        given = f"{len(words)} number{'s' * (len(words) != 1)}" if words else "no number"
        needs = f"{escaped(network.name)} needs {axes}: {' '.join(('X', 'Y', 'Z')[:axes])}"
        error = RfcalcError(given, allowed=needs, layer=layer, key="index")
        error.advise(network.hint)
        raise error
    return tuple(int(word) for word in reversed(words))
