"""Which layers of a network get a row: all of them, or those that are asked for."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.analysis.analysis import LAST
from rfcalc.errors import RfcalcError, first_few, nearest, quoted

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis
    from rfcalc.reports.layer import LayerRow

KEY = "--layer"
WILDCARDS = frozenset("*?[")


class Choice(NamedTuple):
    """What is asked for: layers by their names, and the ends of stages; all layers if it is neither."""

    layers: Sequence[str] = ()  # names, globs, uses of blocks
    ends: bool = False

    def nodes(self, analysis: "Analysis", rows: "Callable[[], Sequence[LayerRow]]") -> frozenset[int]:
        """Return the nodes of the layers that are asked for; ``rows`` makes those of the network's summary.

        Raises `RfcalcError` for a name or a glob that fits no layer.
        """
        every = analysis.network.layers
        if not isinstance(self.layers, (list, tuple)):
            raise RfcalcError(f"found {quoted(self.layers)}", allowed="a list of names is needed", key="layers")
        if not (self.layers or self.ends):
            return frozenset(range(1, len(every) + 1))
        names: set[str] = set()
        with RfcalcError.within(file=analysis.network.file, key=KEY):
            for name in self.layers:
                names.update(layers_called(name, analysis))
        if self.ends:
            from rfcalc.reports.stages import names_of_ends

            names |= names_of_ends(analysis.network, rows())
        return frozenset([node for node, layer in enumerate(every, start=1) if layer.name in names])


EVERY_LAYER = Choice()


def left_out_record(count: int) -> dict[str, object]:
    """Return the key of a record that tells how many layers have no row; none where all have one."""
    return {"left_out": count} if count else {}


def left_out_text(shown: int, count: int) -> str:
    """Return how many of the layers a table shows; nothing where it shows all of them."""
    from rfcalc.page.words import counted

    return f"{shown} of {counted(shown + count, 'layer')} shown." if count else ""


def layers_called(word: str, analysis: "Analysis") -> Iterable[str]:
    """Return the layers that a name means, or a glob fits: its own, or all of a use of a block.

    Raises `RfcalcError` where there is none.
    """
    network = analysis.network
    own = [layer.name for layer in network.layers]
    if not isinstance(word, str):
        raise RfcalcError(f"found layer {quoted(word)}", allowed="the name of a layer is needed")
    if word in own:
        return [word]
    if WILDCARDS.isdisjoint(word):
        node = _node(word, analysis)
        if not node:
            raise RfcalcError("the input is no layer", allowed=f"name a layer, a block or {quoted(LAST)}")
        return _within(word, own) or [analysis.name(node)]
    from fnmatch import fnmatchcase

    names = [name for name in own if fnmatchcase(name, word)]
    for use in network.outputs:
        if fnmatchcase(use, word):
            names += _within(use, own)
    if not names:
        raise RfcalcError(
            f"no layer of {quoted(network.name)} fits {quoted(word)}",
            allowed=_nearest_glob(word, [*own, *network.outputs]) or first_few(own),
        )
    return names


def _node(name: str, analysis: "Analysis") -> int:
    """Return the node that a name means; whoever typed a whole chain of layers meant another option."""
    try:
        return analysis.node(name)
    except RfcalcError as error:
        if "," in name:
            error.allowed = "--layers takes a chain of layers; --layer is repeated for each name"
        raise


def _nearest_glob(word: str, names: Sequence[str]) -> str:
    """Return which glob, or which name, may have been meant by a glob that fits none; nothing where none is near."""
    plain = "".join([letter for letter in word if letter not in WILDCARDS | {"]"}])
    lengths = range(max(len(plain) - 1, 1), len(plain) + 2)
    beginnings = [f"{name[:length]}*" for length in lengths for name in names if len(name) > length]
    return nearest(plain, names) or nearest(f"{plain}*", beginnings)


def _within(use: str, own: Sequence[str]) -> list[str]:
    """Return the layers of a use of a block; none of a layer that was left out, which stands for another."""
    return [name for name in own if name.startswith(f"{use}.")]
