"""One HTML document for one or several networks: what can be read without script and style, and the viewer.

Its policy lets nothing be loaded but the style and the script that stand in it, which it knows by their hashes. So
nothing here may have a ``style`` attribute or one that listens to events.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rfcalc.errors import escaped
from rfcalc.page.parts import Notes, Table, part_of
from rfcalc.page.words import counted, input_size
from rfcalc.render.html import part_as_html, table_as_html
from rfcalc.render.svg.overview import overview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfcalc.render.values import Look
    from rfcalc.reports.viewer import Viewer

SCRIPTS = ("core.js", "view.js", "app.js")
ESCAPED = "\\u003c"
"""How JSON says ``<``, so that no text of a network ends its element."""

TOLD = frozenset({"jump", "rf", "rf_min", "start", "period", "place"})
"""What the table says of a layer: the script reads it there."""

CHOOSER = (
    '<nav aria-label="Networks"><form id="chooser" class="bar" hidden>\n'
    '<label>Network <select name="first"></select></label>\n'
    '<label>beside <select name="second"><option value="-1">none</option></select></label>\n</form></nav>\n'
)
COMMENT = re.compile(r"/\*.*?\*/|(?<!\S)//[^\n]*", re.DOTALL)


def write(answers: Sequence[Viewer], *, look: Look) -> str:  # noqa: ARG001 - nothing is drawn here
    """Return one document in which all the networks can be looked at; the same bytes each time."""
    script = "\n".join([without_comments(_part(name)) for name in SCRIPTS])
    style = without_comments(_part("page.css"))
    names = [escape(escaped(answer.network)) for answer in answers]
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    body = "".join(map(_article, answers))
    data = json.dumps(list(map(_data, answers)), default=str, allow_nan=False, separators=(",", ":"))
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en">\n<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{', '.join(names)}: receptive fields</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{CHOOSER if len(answers) > 1 else ''}<main>\n{body}</main>\n{_part('panel.html')}"
        f'<script type="application/json" id="data">{data.replace("<", ESCAPED)}</script>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def without_comments(text: str) -> str:
    """Return a script or a style without comments and indentation; nothing else of it changes.

    A script may have ``//`` and ``/*`` behind a blank in comments alone.
    """
    lines = map(str.strip, COMMENT.sub("", text).splitlines())
    return "\n".join(filter(None, lines))


def _data(answer: Viewer) -> dict[str, object]:
    """Return the record of a network without what its table and its notes say as well."""
    record = answer.record()
    layers = cast("list[dict[str, object]]", record["layers"])
    told = [{key: value for key, value in layer.items() if key not in TOLD} for layer in layers]
    return {key: value for key, value in record.items() if key != "notes"} | {"layers": told}


def _part(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _article(answer: Viewer) -> str:
    """Return what can be read of a network without a script, and the place of its viewer."""
    layers = part_of(answer.summary.page(), Table)
    facts = f"{input_size(answer.input, answer.axes, answer.pixel)}, {counted(len(answer.summary.layers), 'layer')}"
    notes = part_as_html(Notes(answer.notes))
    picture = f'<figure class="overview">{overview(answer.overview)}</figure>\n' if answer.overview else ""
    return (
        f'<article class="network">\n<h1>{escape(escaped(answer.network))}</h1>\n<p class="facts">{escape(facts)}</p>\n'
        f'{notes}<div class="viewer" hidden></div>\n{picture}'
        f'<div class="scroll table">{table_as_html(layers, kind="layers", classed=False)}</div>\n</article>\n'
    )
