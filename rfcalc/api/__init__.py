"""The calculator as Python calls: read a network, get its table, locate a feature."""

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
from rfcalc.api.showing import as_html as _as_html
from rfcalc.api.showing import as_svg as _as_svg
from rfcalc.page import notebook as _notebook

_notebook.WRITERS.update({_notebook.HTML: _as_html, _notebook.SVG: _as_svg})
