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
    from rfcalc.calculator import (
        compare,
        count_paths,
        find_presets,
        form,
        growth,
        load,
        loads,
        locate,
        map,  # noqa: A004 - the word of the command
        remedy,
        summary,
    )
    from rfcalc.catalog import preset_names as presets
    from rfcalc.counting.window import PathCounts
    from rfcalc.description import Layer, Network
    from rfcalc.errors import RfcalcError
    from rfcalc.render.as_network import show
    from rfcalc.report import LayerRow, Place, Summary
    from rfcalc.report.comparison import Comparison
    from rfcalc.report.forms import Form, Forms, Growth, GrowthRow, Map
    from rfcalc.report.place import Locator
    from rfcalc.report.preset import Preset
    from rfcalc.report.remedy import Effect, Remedy

__version__ = "0.1.0"

__all__ = [
    "Comparison",
    "Effect",
    "Form",
    "Forms",
    "Growth",
    "GrowthRow",
    "Layer",
    "LayerRow",
    "Locator",
    "Map",
    "Network",
    "PathCounts",
    "Place",
    "Preset",
    "Remedy",
    "RfcalcError",
    "Summary",
    "compare",
    "count_paths",
    "find_presets",
    "form",
    "growth",
    "load",
    "loads",
    "locate",
    "map",
    "presets",
    "remedy",
    "show",
    "summary",
]

_HOMES = {
    "Comparison": "report.comparison",
    "Effect": "report.remedy",
    "Form": "report.forms",
    "Forms": "report.forms",
    "Growth": "report.forms",
    "GrowthRow": "report.forms",
    "Layer": "description",
    "LayerRow": "report",
    "Locator": "report.place",
    "Map": "report.forms",
    "Network": "description",
    "PathCounts": "counting.window",
    "Place": "report",
    "Preset": "report.preset",
    "Remedy": "report.remedy",
    "RfcalcError": "errors",
    "Summary": "report",
    "compare": "calculator",
    "count_paths": "calculator",
    "find_presets": "calculator",
    "form": "calculator",
    "growth": "calculator",
    "load": "calculator",
    "loads": "calculator",
    "locate": "calculator",
    "map": "calculator",
    "presets": "catalog",
    "remedy": "calculator",
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
