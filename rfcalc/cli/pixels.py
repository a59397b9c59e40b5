"""How words name pixels: ``[NET] X [Y [Z]]``, each a pixel, ``FIRST:END``, or ``:`` for the whole axis.

The first word is NET where it is no coordinate; with ``--net`` all words are coordinates.
"""

from __future__ import annotations

import re

from rfcalc.cli.features import LONGEST_INDEX, is_network, looks_like_number
from rfcalc.cli.networks import load, named, usual_network
from rfcalc.errors import RfcalcError, escaped, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc import Network
    from rfcalc.cli.spec import Spec, Values

    Coordinate = int | tuple[int | None, int | None]

COORDINATE = re.compile(r"(-?\d+)|(-?\d+)?:(-?\d+)?", re.ASCII)
LETTERS = "XYZ"
ALLOWED = "allowed: a pixel such as 7, a range FIRST:END such as 0:8, or : for the whole axis"


def asked_pixels(spec: Spec, values: Values) -> tuple[Network, tuple[Coordinate, ...]]:
    """Return the network and the pixels of a line, in axis order (z, y, x). Raises `RfcalcError`."""
    from rfcalc.cli.usage import missing

    source, words = named(values), values.all("words")
    if words and source is None and not COORDINATE.fullmatch(words[0]) and _names_network(words):
        source, words = words[0], words[1:]
    if not words:
        raise missing(spec.name, LETTERS[0])
    if not COORDINATE.fullmatch(words[0]) and values.one("network") is not None and is_network(words[0]):
        found = f"found {quoted(words[0])} and --net {quoted(values.one('network'))}"
        raise RfcalcError(found, allowed="name it once", key="NET")
    asked = [_coordinate(word, letter) for word, letter in zip(words, [*LETTERS, *LETTERS[-1:] * len(words)])]
    network = load(values, source or usual_network(values))
    _check_number(words, network)
    return network, tuple(asked[::-1])


def _names_network(words: Sequence[str]) -> bool:
    """Return whether the first of some words, which is no coordinate, is meant for a network."""
    return is_network(words[0]) or (len(words) > 1 and not looks_like_number(words[0]))


def _coordinate(word: str, letter: str) -> Coordinate:
    match = COORDINATE.fullmatch(word)
    if match is None:
        first = f"{quoted(word)} is a network, which stands before the pixels; " if is_network(word) else ""
        raise RfcalcError(f"found {quoted(word)}", allowed=f"{first}{ALLOWED}", key=letter)
    if any(len(digits) > LONGEST_INDEX for digits in match.groups(default="")):
        raise RfcalcError(f"found {quoted(word)}", allowed="no input is that large", key=letter)
    pixel, begin, end = [None if digits is None else int(digits) for digits in match.groups()]
    return (begin, end) if pixel is None else pixel


def _check_number(words: Sequence[str], network: Network) -> None:
    """Raise `RfcalcError` unless there is a coordinate for each axis."""
    axes = len(network.axes)
    if len(words) != axes:
        needs = f"{escaped(network.name)} needs {axes}: {' '.join(LETTERS[:axes])}"
        error = RfcalcError(f"{len(words)} coordinate{'s' * (len(words) != 1)}", allowed=needs, key="pixels")
        error.advise(network.hint)
        raise error
