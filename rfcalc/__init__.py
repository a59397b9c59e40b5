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
    from rfcalc.analysis.form import Form
    from rfcalc.analysis.paths import PathCounts
    from rfcalc.api import (
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
    from rfcalc.data.catalog import preset_names as presets
    from rfcalc.errors import RfcalcError
    from rfcalc.network import Layer, Network
    from rfcalc.reports import LayerRow, Summary
    from rfcalc.reports.comparison import Comparison
    from rfcalc.reports.forms import Forms, Growth, GrowthRow, Map
    from rfcalc.reports.place import Locator, Place
    from rfcalc.reports.preset import Preset
    from rfcalc.reports.remedy import Effect, Remedy
    from rfcalc.writers.text import show

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
    "Comparison": "reports.comparison",
    "Effect": "reports.remedy",
    "Form": "analysis.form",
    "Forms": "reports.forms",
    "Growth": "reports.forms",
    "GrowthRow": "reports.forms",
    "Layer": "network",
    "LayerRow": "reports",
    "Locator": "reports.place",
    "Map": "reports.forms",
    "Network": "network",
    "PathCounts": "analysis.paths",
    "Place": "reports.place",
    "Preset": "reports.preset",
    "Remedy": "reports.remedy",
    "RfcalcError": "errors",
    "Summary": "reports",
    "compare": "api",
    "count_paths": "api",
    "find_presets": "api",
    "form": "api",
    "growth": "api",
    "load": "api",
    "loads": "api",
    "locate": "api",
    "map": "api",
    "presets": "data.catalog",
    "remedy": "api",
    "show": "writers.text",
    "summary": "api",
}


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for, so that ``rfcalc --help`` need not load the arithmetic."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = import_module(f"{__name__}.{_HOMES[name]}")
    value = globals()[name] = getattr(home, "preset_names" if name == "presets" else name)
    return value


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return [*globals(), *__all__]
