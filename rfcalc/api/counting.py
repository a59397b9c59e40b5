"""What counts inside the box of a feature: maps, forms, growth and what mends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.api.reading import analyze
from rfcalc.reports.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import torch

    from rfcalc.analysis.paths import PathCounts
    from rfcalc.api.reading import Subject
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.map_pair import MapPair
    from rfcalc.reports.remedy import Effect, Remedy


def count_paths(
    network: Subject,
    layer: str,
    index: Sequence[int] | None = None,
    weights: str = "uniform",
    *,
    unclipped: bool = False,
) -> PathCounts | None:
    """Return how often each pixel counts for a feature: the paths by which it influences it, exactly.

    ``index`` as for `locate`, by default the middle feature's; ``weights`` and ``unclipped`` as for `map`. ``None``
    for a feature to which no path leads. Raises `RfcalcError`, also where the input size is not known.
    """
    from rfcalc.reports.depth import counts_for

    return counts_for(analyze(network), layer, index, weights, unclipped=unclipped)


def map(  # noqa: A001 - the word of the command
    network: Subject,
    layer: str | None = None,
    index: Sequence[int] | None = None,
    weights: str = "uniform",
    *,
    unclipped: bool = False,
) -> Map:
    """Return how much each pixel counts for a feature, and what that says: holes, grid, shift, effective size.

    By default of the middle feature (n // 2) of the last layer with more than one. ``weights``: ``"uniform"``, every
    tap counts one path, or ``"mean"``, the positions that a feature reads share 1. ``unclipped`` leaves the borders of
    image and maps out of it. Raises `RfcalcError`.
    """
    from rfcalc.reports.depth import map_of

    return map_of(analyze(network), layer, index, weights, unclipped=unclipped)


def measure(
    module: torch.nn.Module,
    images: torch.Tensor | Iterable[torch.Tensor],
    layer: str,
    index: Sequence[int] | None = None,
    *,
    network: Subject | None = None,
    channels_last: bool = False,
) -> Map:
    """Return how much each pixel really counts for a feature of a PyTorch module: its gradient, as `map` tells paths.

    ``images`` is a tensor of batch, channels and one to three axes, or an iterable of them; ``layer`` names a submodule
    that makes a map (``channels_last``: with its channels last), ``index`` a feature of it as for `locate`, by default
    the middle one. Gradients of the feature's activation, summed over its channels, are summed over the image's
    channels and averaged over the images without their sign (Luo et al., NIPS 2016). With ``network``, which has a
    layer of the same name, rf, box, center and shift are that layer's; else those of the pixels that have a gradient.
    Raises `RfcalcError`, also where PyTorch is not installed.
    """
    from rfcalc.reports.measured import measured

    analysis = None if network is None else analyze(network)
    return measured(module, images, layer, index, analysis=analysis, channels_last=channels_last)


def form(
    network: Subject,
    weights: str = "uniform",
    *,
    unclipped: bool = False,
    layers: Sequence[str] = (),
    ends: bool = False,
) -> Forms:
    """Return the form of the middle feature's receptive field for every layer.

    ``layers`` and ``ends`` choose rows as for `summary`. Raises `RfcalcError`.
    """
    from rfcalc.reports.depth import forms_of

    return forms_of(analyze(network), weights, unclipped=unclipped, choice=Choice(layers, ends))


def growth(
    network: Subject,
    weights: str = "uniform",
    *,
    unclipped: bool = False,
    layers: Sequence[str] = (),
    ends: bool = False,
) -> Growth:
    """Return rf and effective receptive field through the depth of a network.

    ``layers`` and ``ends`` choose rows as for `summary`. Raises `RfcalcError`.
    """
    from rfcalc.reports.depth import growth_of

    return growth_of(analyze(network), weights, unclipped=unclipped, choice=Choice(layers, ends))


def remedy(network: Subject, on: str = "all") -> Remedy:
    """Return a network whose convolutions of stride 2 follow a 2x2 average pool instead, which takes the stride.

    ``on``: those with kernel ``"1x1"``, ``"3x3"`` or ``"all"`` of them. Raises `RfcalcError` for another word, and
    where sizes do not fit.
    """
    from rfcalc.reports.remedy import remedied

    return remedied(analyze(network), on)


def maps(
    network: Subject, weights: str = "uniform", *, unclipped: bool = False, check: Callable[[int], None] | None = None
) -> Iterator[Map]:
    """Yield the maps of the middle features of all layers but those that change nothing. Raises `RfcalcError`.

    ``check`` is told how many there will be, before the first is worked out, and may raise.
    """
    from rfcalc.reports.depth import maps_of

    return maps_of(analyze(network), weights, unclipped=unclipped, check=check)


def map_pair(
    network: Subject,
    layer: str | None = None,
    index: Sequence[int] | None = None,
    weights: str = "uniform",
    on: str = "all",
    *,
    unclipped: bool = False,
) -> MapPair:
    """Return the maps of a feature before and after a remedy: as `map` and `remedy`, which raise `RfcalcError`."""
    from rfcalc.reports.map_pair import pair_of

    return pair_of(analyze(network), layer, index, weights, on, unclipped=unclipped)


def effect(network: Subject, remedy: Remedy, weights: str = "uniform") -> Effect:
    """Return the forms of middle features before and after a remedy of this network. Raises `RfcalcError`."""
    from rfcalc.reports.remedy import effect_of

    return effect_of(analyze(network), remedy, weights)
