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
    from rfcalc.calculator import load, loads, locate, summary
    from rfcalc.catalog import preset_names as presets
    from rfcalc.description import Layer, Network
    from rfcalc.errors import RfcalcError
    from rfcalc.report import LayerRow, Place, Summary
    from rfcalc.report.place import Locator

__version__ = "0.1.0"

__all__ = [
    "Layer",
    "LayerRow",
    "Locator",
    "Network",
    "Place",
    "RfcalcError",
    "Summary",
    "load",
    "loads",
    "locate",
    "presets",
    "summary",
]

_HOMES = {
    "Layer": "description",
    "LayerRow": "report",
    "Locator": "report.place",
    "Network": "description",
    "Place": "report",
    "RfcalcError": "errors",
    "Summary": "report",
    "load": "calculator",
    "loads": "calculator",
    "locate": "calculator",
    "presets": "catalog",
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
