"""The table of findings: a new one is a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfcalc.errors import GIVE_SIZE, RfcalcError
from rfcalc.reports.findings import counting, depth, placing, seeing
from rfcalc.reports.findings.finding import Rule

if TYPE_CHECKING:
    from rfcalc.analysis import Analysis
    from rfcalc.reports.findings.finding import Finding

RICHTER = "Richter et al., Should you go deeper?, arXiv:2106.12307"
TOOLBOX = "the code of Richter's rfa_toolbox; the paper has no such rule"
ALSALLAKH = "Alsallakh et al., Mind the pad, arXiv:2010.02178"
GE_AND_WU = (
    "Ge and Wu, Beyond size: how the appearance of the receptive field can affect the performance of a convolutional "
    "neural network"
)
ARAUJO = "Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks, Distill 2019"
WANG = "Wang et al., Understanding convolution for semantic segmentation, arXiv:1702.08502"
ODENA = "Odena, Dumoulin and Olah, Deconvolution and checkerboard artifacts, Distill 2016"
BUGLAKOVA = "Buglakova et al., arXiv:2503.19545"
LUO = "Luo et al., Understanding the effective receptive field in deep convolutional neural networks, NIPS 2016"
FACT = "a fact: it follows from the network alone"

FINDINGS: dict[str, Rule] = {
    "unproductive": Rule(depth.unproductive, RICHTER, needs_input=True),
    "small-map": Rule(depth.small_map, TOOLBOX, needs_input=True),
    "uneven-padding": Rule(depth.uneven_padding, ALSALLAKH, needs_input=True),
    "off-center": Rule(placing.off_center, GE_AND_WU, needs_input=True),
    "misaligned": Rule(placing.misaligned, ARAUJO),
    "holes": Rule(counting.holes, WANG),
    "gridding": Rule(counting.gridding, f"{WANG}; {ODENA}"),
    "checkerboard": Rule(counting.checkerboard, ODENA),
    "object-unseen": Rule(seeing.object_unseen, FACT),
    "seams": Rule(seeing.seams, BUGLAKOVA),
    "erf-share": Rule(counting.erf_share, LUO, verdict=False),
}
"""What may be found, by its id, in the order in which it is told. Ids stay from one release to the next."""


def find(analysis: Analysis, id: str, of_object: tuple[int, ...] | None = None) -> Finding | None:  # noqa: A002 - its name in answers
    """Return one of the findings, or ``None`` where there is nothing of the kind.

    ``of_object``: the size of an object along each axis; without it none is looked for. Raises `RfcalcError` where the
    size of the input is needed and not known, and where numbers cannot be told.
    """
    rule = FINDINGS[id]
    if rule.needs_input and None in analysis.network.input:
        raise RfcalcError(
            f"whether there is any {id} depends on the input size", allowed=GIVE_SIZE, file=analysis.network.file
        )
    found = rule.find(analysis, of_object)
    return None if found is None else found._replace(source=rule.source)
