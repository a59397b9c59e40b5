"""The calculator as Python calls: read a network, get its table, locate a feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from rfcalc.analysis import Analysis
from rfcalc.data.catalog import preset_names, preset_path
from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.kinds import shown
from rfcalc.network import Network
from rfcalc.readers import formats, read, source_of_text
from rfcalc.readers.document import decode
from rfcalc.readers.sources import find_source
from rfcalc.readers.wishes import (
    NO_PARAMETERS,
    NOTHING_TREATED,
    Parameter,
    SizeLike,
    overrides_of,
    parameter_value,
    parse_size,
)
from rfcalc.reports import Summary, summarize
from rfcalc.reports.choice import Choice

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import torch

    from rfcalc.analysis.paths import PathCounts
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.explanation import Explanation
    from rfcalc.reports.forms import Forms, Growth, Map
    from rfcalc.reports.map_pair import MapPair
    from rfcalc.reports.place import Place
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect, Remedy
    from rfcalc.reports.sizes import FittingSizes
    from rfcalc.reports.sweep import PlainValue, Sweep

Subject = Union[Network, Analysis, str, "os.PathLike[str]"]
"""What a question may be about: a network, what is known of one, or whatever `load` takes."""


def analyze(subject: Subject) -> Analysis:
    """Return what is known of a network: whoever asks several questions about it has it worked out once."""
    if isinstance(subject, Analysis):
        return subject
    if isinstance(subject, Network):
        return Analysis(subject)
    return Analysis(load(subject))


def load(
    source: str | os.PathLike[str],
    input: SizeLike = None,  # noqa: A002 - the word users know
    parameters: Mapping[str, Parameter] = NO_PARAMETERS,
    *,
    start: str = "",
    treat: Mapping[str, str] = NOTHING_TREATED,
    everything: bool = False,
) -> Network:
    """Return the network in a file (``.yaml``, ``.yml``, ``.json``) or of a preset (``"vgg16"``); a file wins.

    ``input`` overrides the size in the file, ``parameters`` those that the network has. ``start`` is the input that is
    asked about, where there are several. ``treat`` says what is made of operators of which nothing is known,
    ``{"GridSample": "pointwise"}`` or ``"whole"``; ``everything``: of a model, nodes that change nothing are layers
    too. Raises `RfcalcError`, also for a wish that means nothing to the network.
    """
    wishes = overrides_of(input, parameters, start=start, treat=treat, everything=everything)
    return read(find_source(source), wishes)


def loads(  # noqa: PLR0913 - all that can be wished for
    text: str,
    input: SizeLike = None,  # noqa: A002 - the word users know
    parameters: Mapping[str, Parameter] = NO_PARAMETERS,
    *,
    format: str = "yaml",  # noqa: A002 - the word users know
    name: str = "network",
    file: str = "<text>",
    start: str = "",
    treat: Mapping[str, str] = NOTHING_TREATED,
) -> Network:
    """Return the network that a text describes, as ``"yaml"`` or ``"json"``.

    ``input`` and ``parameters`` override the text's; ``start`` and ``treat`` as for `load`. ``name`` is the network's
    name if the text gives none; ``file`` is how messages call the text. Raises `RfcalcError`.
    """
    if format not in formats():
        raise RfcalcError(f"found format {quoted(format)}", allowed=f"allowed: {', '.join(formats())}")
    decoded = decode(_text(text).encode("utf-8", "surrogatepass"), file)
    return read(source_of_text(decoded, format, file, name), overrides_of(input, parameters, start=start, treat=treat))


def from_torch(
    module: torch.nn.Module | torch.export.ExportedProgram,
    *example_inputs: torch.Tensor,
    gates: bool = True,
    start: str = "",
    treat: Mapping[str, str] = NOTHING_TREATED,
    everything: bool = False,
) -> Network:
    """Return the network of a PyTorch module as it runs on example inputs, its layers named as its modules.

    Inputs (and the module) may be on the device ``meta``, where nothing is computed; a program of ``torch.export`` has
    inputs of its own. ``gates=False``: squeeze-excite gates and norms over the map do not count. ``start`` names one of
    several inputs, ``input``, ``input1`` ..., ``treat`` says what an unknown operation is taken for (``"pointwise"`` or
    ``"whole"``), ``everything`` keeps operations that change nothing. Raises `RfcalcError`, also where PyTorch is not
    installed.
    """
    from rfcalc.readers.pytorch import read_module

    return read_module(module, example_inputs, gates=gates, start=start, treat=treat, everything=everything)


def _text(text: object) -> str:
    """Return a text; raise `RfcalcError` for what is none, with what would make one of it."""
    if isinstance(text, str):
        return text
    hint = "json.dumps makes one of a mapping" if isinstance(text, dict) else "rfcalc.load reads a file"
    raise RfcalcError(f"found {shown(text)}", allowed=f"a text is needed; {hint}")


def summary(
    network: Subject, *, reach: bool = False, until: str | None = None, layers: Sequence[str] = (), ends: bool = False
) -> Summary:
    """Return n, jump, rf and start of every layer of a network. Raises `RfcalcError` where sizes do not fit.

    ``reach``: also how far each layer's features see to each side of their own place, ``[i * jump, (i + 1) * jump)``,
    and which of them read no padding. ``until``: also the first layer for which a condition holds along every axis:
    n, jump, rf or start, a sign and a number, such as ``"rf >= 200"``. ``layers`` and ``ends`` choose rows: those of
    named layers (a glob such as ``"conv4*"`` names all that fit it, a use of a block all its layers), and those of the
    ends of stages with the last layer; notes tell of all layers.
    """
    return summarize(analyze(network), reach=reach, until=until, choice=Choice(layers, ends))


def sweep(  # noqa: PLR0913 - those of `load` and `summary`, and what is swept
    source: str | os.PathLike[str],
    parameter: str,
    values: Iterable[Parameter],
    input: SizeLike = None,  # noqa: A002 - the word users know
    parameters: Mapping[str, Parameter] = NO_PARAMETERS,
    *,
    reach: bool = False,
    until: str | None = None,
) -> Sweep:
    """Return the last layer of a network for each of some values of one of its parameters.

    ``source``, ``input`` and ``parameters`` as for `load`, ``reach`` as for `summary`. ``until``: also the first value
    at which a condition holds for that layer, along every axis. Raises `RfcalcError`, for no values too.
    """

    def read_with(value: Parameter) -> Network:
        return load(source, input, {**parameters, parameter: value})

    return swept(read_with, parameter, values, reach=reach, until=until)


def swept(
    read_with: Callable[[PlainValue], Network],
    parameter: str,
    values: Iterable[Parameter],
    *,
    reach: bool = False,
    until: str | None = None,
) -> Sweep:
    """Return what `sweep` does of a network that is read with each of the values in turn."""
    from rfcalc.reports.sweep import sweep_of

    plain = [parameter_value(parameter, value) for value in values]
    return sweep_of(parameter, plain, lambda value: analyze(read_with(value)), reach=reach, until=until)


def locate(network: Subject, layer: str, index: Sequence[int]) -> Place:
    """Return where a feature looks: box, visible box, rf and center.

    ``index`` counts from 0, one number per axis in the order of files: ``(y, x)``, ``(z, y, x)`` or ``(x,)``; -1 is the
    last along an axis. ``layer`` may be ``"last"``: the last layer with more than one feature, unless a layer has that
    name; the answer tells its own name. Raises `RfcalcError` for an unknown layer and an index that its map does not
    have.
    """
    from rfcalc.reports.place import place_of

    return place_of(analyze(network), layer, index)


def explain(
    network: Subject, layer: str | None = None, index: Sequence[int] | None = None, *, axis: str | None = None
) -> Explanation:
    """Return where the numbers of a layer come from: equations, and the paths that decide where its field ends.

    By default of the last layer with more than one feature. With an ``index``, as for `locate`, also where the box of
    that feature comes from. ``axis``: one alone, such as ``"x"``. Raises `RfcalcError`.
    """
    from rfcalc.reports.explanation import explanation_of

    return explanation_of(analyze(network), layer, index, axis)


def compare(first: Subject, second: Subject, /, *others: Subject, layers: Sequence[str] = ()) -> Comparison:
    """Return networks side by side at the ends of their stages, and the difference of exactly two.

    ``layers`` names the layers or blocks to compare instead; every network must have them. Raises `RfcalcError`
    where one does not, and where sizes do not fit.
    """
    from rfcalc.reports.comparison import compared

    return compared([analyze(each) for each in (first, second, *others)], layers)


def sizes(network: Subject, near: SizeLike = None, out: SizeLike = None) -> FittingSizes:
    """Return which sizes of the input fit a network, and at which of them no stride cuts anything off at a border.

    ``near``: a size whose neighbours are told, by default the network's own. ``out``: how many features the last map
    shall have that grows with the input; told is the smallest size that fits and gives as many or more. Raises
    `RfcalcError`.
    """
    from rfcalc.reports.sizes import sizes_of

    return sizes_of(analyze(network), parse_size(near, "--near"), parse_size(out, "--out"))


def presets() -> tuple[str, ...]:
    """Return the names of the networks that ship with rfcalc, in the order of a reader (resnet18 before resnet101)."""
    return preset_names()


def find_presets(*words: str) -> tuple[Preset, ...]:
    """Return the networks that ship with rfcalc, by family, each with the map that it ends with.

    With words, only those in whose name, description, family or source every word stands, in small
    letters or large. Raises `RfcalcError` where there is none.
    """
    from rfcalc.reports.preset import by_family, preset_of, with_words

    # By its own file, because a file in the current folder would win over a name.
    networks = {name: load(preset_path(name) or name) for name in preset_names()}
    return tuple([preset_of(name, network) for name, network in by_family(with_words(networks, words)).items()])


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


def maps(network: Subject, weights: str = "uniform", *, unclipped: bool = False) -> Iterator[Map]:
    """Yield the maps of the middle features of all layers but those that change nothing. Raises `RfcalcError`."""
    from rfcalc.reports.depth import maps_of

    return maps_of(analyze(network), weights, unclipped=unclipped)


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
