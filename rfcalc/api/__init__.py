"""The calculator as Python calls: read a network, get its table, locate a feature."""

from rfcalc.page import notebook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.api.counting import count_paths as count_paths
    from rfcalc.api.counting import effect as effect
    from rfcalc.api.counting import form as form
    from rfcalc.api.counting import growth as growth
    from rfcalc.api.counting import map as map  # noqa: A004 - the word of the command
    from rfcalc.api.counting import map_pair as map_pair
    from rfcalc.api.counting import maps as maps
    from rfcalc.api.counting import measure as measure
    from rfcalc.api.counting import remedy as remedy
    from rfcalc.api.judging import advise as advise
    from rfcalc.api.judging import check as check
    from rfcalc.api.reading import Subject as Subject
    from rfcalc.api.reading import analyze as analyze
    from rfcalc.api.reading import find_presets as find_presets
    from rfcalc.api.reading import from_torch as from_torch
    from rfcalc.api.reading import load as load
    from rfcalc.api.reading import loads as loads
    from rfcalc.api.reading import presets as presets
    from rfcalc.api.seeing import anchors as anchors
    from rfcalc.api.seeing import compare as compare
    from rfcalc.api.seeing import explain as explain
    from rfcalc.api.seeing import figure as figure
    from rfcalc.api.seeing import influence as influence
    from rfcalc.api.seeing import locate as locate
    from rfcalc.api.seeing import sizes as sizes
    from rfcalc.api.seeing import summary as summary
    from rfcalc.api.seeing import sweep as sweep
    from rfcalc.api.seeing import swept as swept
    from rfcalc.api.seeing import tile as tile
    from rfcalc.api.seeing import viewer as viewer
    from rfcalc.page.answer import Answer

_MODULES = ("reading", "seeing", "counting", "judging")

if not TYPE_CHECKING:  # to a type checker, a name that is not listed above is a mistake

    def __getattr__(name: str) -> object:
        """Load the calls of one kind when one of them is first asked for."""
        from importlib import import_module

        for module in () if name.startswith("_") else _MODULES:
            found = getattr(import_module(f"{__name__}.{module}"), name, None)
            if found is not None:
                globals()[name] = found
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _as_html(answer: "Answer") -> str:
    """Return an answer as a fragment of HTML, with a style that holds for it alone."""
    from rfcalc.render.notebook import html

    return html(answer)


def _as_svg(answer: "Answer") -> str | None:
    """Return the figure of an answer as SVG; none where it has none."""
    from rfcalc.render.notebook import svg

    return svg(answer)


notebook.WRITERS.update({notebook.HTML: _as_html, notebook.SVG: _as_svg})
