"""One HTML document for one or several networks: what can be read without script and style, and the viewer.

Its policy lets nothing be loaded but the style and the script that stand in it, which it knows by their hashes. So
nothing here may have a ``style`` attribute or one that listens to events. The script is that of the project to the last
comment, deflated as a server would send it; a loader of a few lines puts it into the document.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from rfcalc.errors import escaped
from rfcalc.page.parts import Notes, Table, part_of
from rfcalc.page.words import counted, input_size
from rfcalc.render.html import part_as_html, table_as_html
from rfcalc.render.svg.overview import overview
from rfcalc.render.viewer.data import data_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.values import Look
    from rfcalc.reports.viewer import Viewer

SCRIPTS = ("core.js", "view.js", "app.js")

ESCAPED = "\\u003c"
"""How JSON says ``<``, so that no text of a network ends its element."""


def write(answers: Sequence[Viewer], *, look: Look) -> str:  # noqa: ARG001 - no map is drawn
    """Return one document in which all the networks can be looked at; the same bytes each time."""
    script, style, loader = viewer_script(), _part("page.css"), _part("loader.js")
    names = [escape(escaped(answer.network)) for answer in answers]
    policy = (
        f"default-src 'none'; script-src '{_hash(loader)}' '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    data = json.dumps(list(map(data_of, answers)), default=str, allow_nan=False, separators=(",", ":"))
    packed = b64encode(zlib.compress(script.encode(), 9)).decode()
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en">\n<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{', '.join(names)}: receptive fields</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_chooser(names) if len(names) > 1 else ''}<main>\n{''.join(map(_article, answers))}</main>\n"
        f"<footer>Made by rfcalc {escape(answers[0].version)}. It works offline, and nothing leaves it.</footer>\n"
        f"{_part('panel.html')}"
        f'<script type="application/json" id="data">{data.replace("<", ESCAPED)}</script>\n'
        f'<script type="text/plain" id="deflated">{packed}</script>\n<script>{loader}</script>\n</body>\n</html>\n'
    )


def viewer_script() -> str:
    """Return what the loader puts into the document."""
    return "".join(map(_part, SCRIPTS))


def _chooser(names: Sequence[str]) -> str:
    """Return the form that says which networks are shown: at first two, side by side."""
    first, second = (
        "".join([f'<option value="{at}"{" selected" * (at == shown)}>{name}</option>' for at, name in enumerate(names)])
        for shown in (0, 1)
    )
    return (
        '<nav aria-label="Networks"><form id="chooser" class="bar" hidden>\n'
        f'<label>Network <select name="first">{first}</select></label>\n'
        f'<label>beside <select name="second"><option value="-1">none</option>{second}</select></label>\n'
        "</form></nav>\n"
    )


def _part(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _article(answer: Viewer) -> str:
    """Return what can be read of a network without a script, and the place of its viewer."""
    layers = part_of(answer.summary.page(), Table)
    facts = f"{input_size(answer.input, answer.axes, answer.pixel)}, {counted(len(answer.summary.layers), 'layer')}"
    notes = part_as_html(Notes(answer.notes))
    kinds = "network" + " deep" * (len(answer.axes) > 2) + " unsized" * (None in answer.input)  # noqa: PLR2004 - y and x
    picture = f'<figure class="overview">{overview(answer.overview)}</figure>\n' if answer.overview else ""
    return (
        f'<article class="{kinds}">\n<h1>{escape(escaped(answer.network))}</h1>\n<p class="facts">{escape(facts)}</p>\n'
        f'{notes}<div class="viewer" hidden></div>\n{picture}'
        f'<div class="scroll table">{table_as_html(layers, kind="layers", classed=False, padding="4")}</div>\n'
        "</article>\n"
    )
