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
    from rfcalc.analysis.form import Form as Form
    from rfcalc.analysis.paths import PathCounts as PathCounts
    from rfcalc.api import advise as advise
    from rfcalc.api import anchors as anchors
    from rfcalc.api import check as check
    from rfcalc.api import compare as compare
    from rfcalc.api import count_paths as count_paths
    from rfcalc.api import explain as explain
    from rfcalc.api import figure as figure
    from rfcalc.api import find_presets as find_presets
    from rfcalc.api import form as form
    from rfcalc.api import from_torch as from_torch
    from rfcalc.api import growth as growth
    from rfcalc.api import influence as influence
    from rfcalc.api import load as load
    from rfcalc.api import loads as loads
    from rfcalc.api import locate as locate
    from rfcalc.api import map as map  # noqa: A004 - the word of the command
    from rfcalc.api import measure as measure
    from rfcalc.api import presets as presets
    from rfcalc.api import remedy as remedy
    from rfcalc.api import sizes as sizes
    from rfcalc.api import summary as summary
    from rfcalc.api import sweep as sweep
    from rfcalc.api import tile as tile
    from rfcalc.api import viewer as viewer
    from rfcalc.errors import RfcalcError as RfcalcError
    from rfcalc.network import Layer as Layer
    from rfcalc.network import Network as Network
    from rfcalc.reports import LayerRow as LayerRow
    from rfcalc.reports import Summary as Summary
    from rfcalc.reports.advice import Advice as Advice
    from rfcalc.reports.anchors import Anchors as Anchors
    from rfcalc.reports.comparison import Comparison as Comparison
    from rfcalc.reports.explanation import Explanation as Explanation
    from rfcalc.reports.fixed_view import FixedView as FixedView
    from rfcalc.reports.forms import Forms as Forms
    from rfcalc.reports.forms import Growth as Growth
    from rfcalc.reports.forms import GrowthRow as GrowthRow
    from rfcalc.reports.forms import Map as Map
    from rfcalc.reports.influence import Influence as Influence
    from rfcalc.reports.place import Locator as Locator
    from rfcalc.reports.place import Place as Place
    from rfcalc.reports.preset import Preset as Preset
    from rfcalc.reports.remedy import Effect as Effect
    from rfcalc.reports.remedy import Remedy as Remedy
    from rfcalc.reports.side_view import SideView as SideView
    from rfcalc.reports.sizes import FittingSizes as FittingSizes
    from rfcalc.reports.sweep import Sweep as Sweep
    from rfcalc.reports.tiles import Tiles as Tiles
    from rfcalc.reports.verdict import Verdict as Verdict
    from rfcalc.reports.viewer import Viewer as Viewer
    from rfcalc.writers.text import show as show

__version__ = "0.1.0"

_NAMES = {
    "analysis.form": "Form",
    "analysis.paths": "PathCounts",
    "api": (
        "advise anchors check compare count_paths explain figure find_presets form from_torch growth influence load "
        "loads locate map measure presets remedy sizes summary sweep tile viewer"
    ),
    "errors": "RfcalcError",
    "network": "Layer Network",
    "reports": "LayerRow Summary",
    "reports.advice": "Advice",
    "reports.anchors": "Anchors",
    "reports.comparison": "Comparison",
    "reports.explanation": "Explanation",
    "reports.fixed_view": "FixedView",
    "reports.forms": "Forms Growth GrowthRow Map",
    "reports.influence": "Influence",
    "reports.place": "Locator Place",
    "reports.preset": "Preset",
    "reports.remedy": "Effect Remedy",
    "reports.side_view": "SideView",
    "reports.sizes": "FittingSizes",
    "reports.sweep": "Sweep",
    "reports.tiles": "Tiles",
    "reports.verdict": "Verdict",
    "reports.viewer": "Viewer",
    "writers.text": "show",
}
"""The public names by the module that has them; type checkers read the same above."""

_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = sorted(_MODULES)  # noqa: PLE0605 - of names in one place


if not TYPE_CHECKING:  # to a type checker, a name that is not listed above is a mistake

    def __getattr__(name: str) -> object:
        """Load a name when it is first asked for, so that ``rfcalc --help`` need not load the arithmetic."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        return value


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return [*globals(), *__all__]
