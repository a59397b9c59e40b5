"""rfcalc: exact receptive fields of convolutional networks.

>>> import rfcalc
>>> network = rfcalc.load("vgg16")
>>> rfcalc.summary(network).layers[-1].rf
(212, 212)
>>> rfcalc.locate(network, "conv5_3", (7, 7)).visible
((22, 218), (22, 218))
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.calculator import compare, count_paths, find_presets, load, loads, locate, summary
    from rfcalc.catalog import preset_names as presets
    from rfcalc.counting import PathCounts
    from rfcalc.description import Layer, Network
    from rfcalc.errors import RfcalcError
    from rfcalc.render.as_network import show
    from rfcalc.report import LayerRow, Place, Summary
    from rfcalc.report.comparison import Comparison
    from rfcalc.report.place import Locator
    from rfcalc.report.preset import Preset

__version__ = "0.1.0"

__all__ = [
    "Comparison",
    "Layer",
    "LayerRow",
    "Locator",
    "Network",
    "PathCounts",
    "Place",
    "Preset",
    "RfcalcError",
    "Summary",
    "compare",
    "count_paths",
    "find_presets",
    "load",
    "loads",
    "locate",
    "presets",
    "show",
    "summary",
]

_HOMES = {
    "Comparison": "report.comparison",
    "Layer": "description",
    "LayerRow": "report",
    "Locator": "report.place",
    "Network": "description",
    "PathCounts": "counting",
    "Place": "report",
    "Preset": "report.preset",
    "RfcalcError": "errors",
    "Summary": "report",
    "compare": "calculator",
    "count_paths": "calculator",
    "find_presets": "calculator",
    "load": "calculator",
    "loads": "calculator",
    "locate": "calculator",
    "presets": "catalog",
    "show": "render.as_network",
    "summary": "calculator",
}


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for, so that ``rfcalc --help`` need not load the arithmetic."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    home = import_module(f"{__name__}.{_HOMES[name]}")
    value = globals()[name] = getattr(home, "preset_names" if name == "presets" else name)
    return value


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return [*globals(), *__all__]
