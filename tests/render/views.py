"""Networks whose views are tested, and what a reader of an SVG finds in it: text, places, colours."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, NamedTuple

from rfcalc.render import render
from rfcalc.render.svg.palette import IMAGE

if TYPE_CHECKING:
    import rfcalc

SVG = "{http://www.w3.org/2000/svg}"
DANG = "name: Dang\ninput: 5\nlayers:\n  - conv1: [3, 2, 1]\n  - conv2: [3, 2, 1]\n"
MISALIGNED = """\
name: Misaligned
input: [8]
layers:
  - {name: left, type: conv, kernel: 5, stride: 2, padding: 2}
  - {name: half, type: conv, kernel: 2, stride: 2, inputs: [input]}
  - {name: right, type: conv, kernel: 2, padding: same}
  - {name: sum, type: add, inputs: [left, right]}
"""
TCN = "name: TCN\ninput: [24]\nlayers:\n" + "".join(
    f"  - {{name: conv{at}, type: conv, kernel: 2, dilation: {2**at}, padding: causal}}\n" for at in range(4)
)

Point = tuple[float, float]
Shape = tuple[float, float, float, float]


class Panel(NamedTuple):
    """What stands on one image: centres of features, and boxes as (left, top, right, bottom), in pixels."""

    centers: set[Point]
    boxes: list[Shape]


def picture(answer: rfcalc.FixedView | rfcalc.SideView) -> str:
    """Return an answer as SVG."""
    return render([answer], "svg")


def elements(svg: str) -> list[ET.Element]:
    """Return all elements of a picture in their order."""
    return list(ET.fromstring(svg).iter())  # noqa: S314 - written by us


def number(element: ET.Element, name: str) -> float:
    """Return an attribute that is a number."""
    return float(element.get(name, "0"))


def panels(svg: str, sizes: tuple[int, int]) -> list[Panel]:
    """Return the panels of a fixed view over an image of a size, width first."""
    found: list[Panel] = []
    origin, scale = (0.0, 0.0), (1.0, 1.0)

    def pixels(x: float, y: float) -> Point:
        return round((x - origin[0]) / scale[0], 1), round((y - origin[1]) / scale[1], 1)

    for each in elements(svg):
        dash = each.get("stroke-dasharray", "")
        if each.tag == f"{SVG}rect" and each.get("fill") == IMAGE:
            origin = number(each, "x"), number(each, "y")
            scale = number(each, "width") / sizes[0], number(each, "height") / sizes[1]
            found.append(Panel(set(), []))
        elif each.tag == f"{SVG}rect" and each.get("fill") == "none":
            x, y = number(each, "x"), number(each, "y")
            found[-1].boxes.append((*pixels(x, y), *pixels(x + number(each, "width"), y + number(each, "height"))))
        elif each.tag == f"{SVG}circle":
            found[-1].centers.add(pixels(number(each, "cx"), number(each, "cy")))
        elif each.get("stroke-linecap") == "round" and dash:
            step = sum(map(float, dash.split()))
            for left, y, right in re.findall(r"M(\S+) (\S+?)H([\d.-]+)", each.get("d", "")):
                count = int((float(right) - float(left)) / step) + 1
                found[-1].centers.update(pixels(float(left) + at * step, float(y)) for at in range(count))
        elif each.get("fill-opacity"):
            cells = re.findall(r"M(\S+) (\S+?)h(\S+?)v(\S+?)h", each.get("d", ""))
            found[-1].centers.update(pixels(float(x) + float(w) / 2, float(y) + float(h) / 2) for x, y, w, h in cells)
    return found
