"""Networks: read from files, texts, presets and modules, and what is known of one."""

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
)

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import torch

    from rfcalc.reports.preset import Preset

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
