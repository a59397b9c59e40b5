"""Where an answer goes, and in which format: one rule for all commands.

The format is that of ``--format``, else what the ending of FILE says, else the command's usual one. An ending that the
command cannot write, one that says something else than ``--format``, and without ``--format`` one that says nothing
that is known, are refused before anything is computed.
"""

import sys
from os.path import basename, splitext
from typing import NamedTuple, cast

from rfcalc.cli.streams import save, write
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.render import EVERY_FORMAT, FORMATS, JUDGED, OF_FORMULAS, OF_VIEWERS, render
from rfcalc.render.values import LOOK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc.cli.spec import Values
    from rfcalc.page.answer import Answer
    from rfcalc.render.values import Look
    from rfcalc.reports.forms import Map

TEXT_KINDS = tuple(FORMATS)
JUDGED_KINDS = (*TEXT_KINDS, *JUDGED)
EXPLANATION_KINDS = (*TEXT_KINDS, *OF_FORMULAS)
VIEWER_KINDS = (*OF_VIEWERS, "json")
PAGES = ("table", "markdown")
PICTURES = ("png", "svg", "pdf")
FIGURE_KINDS = ("svg", "json")
ARRAY = "npy"
GROWTH_KINDS = (*TEXT_KINDS, *PICTURES)
MAP_KINDS = (*GROWTH_KINDS, ARRAY)
FILES_ALONE = ("png", "pdf", ARRAY)
"""Kinds that are no text: they are written to files of their endings, and nowhere else."""
NETWORK_KINDS = ("yaml", "json")
SCHEMA_KINDS = ("json",)
STARTER_KINDS = ("yaml",)

KIND_OF_ENDING = {
    **{ending: name for name, form in EVERY_FORMAT.items() for ending in form.endings},
    ".yaml": "yaml",
    ".yml": "yaml",
    **{f".{kind}": kind for kind in (*PICTURES, ARRAY)},
}
"""What a file of each ending holds."""

OFF_SCREEN = {
    "svg": "a picture is not for a terminal: -o FILE.svg",
    "html": "a page is for a browser: -o FILE.html",
}
"""Texts that nobody reads, and what is told where a terminal would get them."""

OTHER_PICTURES = (".bmp", ".eps", ".gif", ".jpeg", ".jpg", ".ps", ".tif", ".tiff", ".webp")
OTHER_ARRAYS = (".h5", ".mat", ".npz", ".pt")
OTHER_TEXTS = (
    *(".xhtml", ".rst", ".ipynb", ".toml", ".ini"),
    *(".tsv", ".xls", ".xlsx", ".ods", ".parquet", ".pkl", ".onnx", ".prototxt", ".doc", ".docx"),
)
"""Endings that promise what no command writes."""

ANY_TEXT = ("", ".txt", ".text", ".log", ".out", ".dat")
"""Endings that promise nothing; what stands nowhere here says too little for a format to be chosen by it."""


class Output(NamedTuple):
    """Where an answer goes, and its kind; an empty kind is the one that the network is written in."""

    kind: str
    file: str | None
    below: bool = False  # another answer of the same dialogue

    def write(self, answers: "Iterable[Answer]", *, look: "Look" = LOOK) -> None:
        """Write answers as one text, or one picture or array; ``look`` tells how maps are drawn."""
        if self.kind in EVERY_FORMAT:
            self.write_text(self.text(answers, look=look))
            return
        from rfcalc.render.figures import array, picture

        drawn = list(answers)
        # Only a command about one map has arrays.
        content = array(cast("Map", drawn[0])) if self.kind == ARRAY else picture(drawn, self.kind, look=look)
        save(content, str(self.file))

    def write_text(self, text: str) -> None:
        """Write a text, apart from that of an answer above it."""
        write(f"\n{text}" if self.below else text, self.file)

    def text(self, answers: "Iterable[Answer]", *, look: "Look" = LOOK) -> str:
        """Return answers as the text that is written."""
        from rfcalc.cli.terminal import screen_of

        return render(list(answers), self.kind, None if self.file else screen_of(sys.stdout), look=look)


def output_of(values: "Values", kinds: tuple[str, ...] = TEXT_KINDS) -> Output:
    """Return where a command's answer goes, in one of the kinds that it has.

    Raises `RfcalcError` for a format that it does not have, for a file that cannot hold what is asked for, and where a
    terminal would get what nobody reads.
    """
    output = _output_of(values, kinds)
    if output.kind in OFF_SCREEN and output.file in {None, "-"} and sys.stdout is not None and sys.stdout.isatty():
        raise RfcalcError("standard output is a terminal", allowed=OFF_SCREEN[output.kind], key="--output")
    return output


def _output_of(values: "Values", kinds: tuple[str, ...]) -> Output:
    file, wanted = values.one("output"), values.one("format")
    ending = _ending(file)
    kind = KIND_OF_ENDING.get(ending)
    if (ending in {*OTHER_PICTURES, *OTHER_ARRAYS, *OTHER_TEXTS}) or (kind is not None and kind not in kinds):
        raise RfcalcError(f"unknown ending {quoted(ending)}", allowed=_endings(ending, kinds), key="--output")
    below = values.here is not None and values.here.answered and file is None
    if wanted is None:
        if kind is None and ending not in ANY_TEXT and len(kinds) > 1:
            allowed = f"{_endings(ending, kinds)}; any other needs --format"
            raise RfcalcError(f"unknown ending {quoted(ending)}", allowed=allowed, key="--output")
        usual = kind or _usual(kinds)
        return Output(usual, file, below and usual in PAGES)
    if wanted not in _texts(kinds) and wanted in kinds and wanted != kind:
        raise RfcalcError(quoted(wanted), allowed=f"it needs a file of that ending: -o FILE.{wanted}", key="--format")
    if wanted not in kinds:
        texts = _texts(kinds)
        allowed = f"{nearest(wanted, texts)} one of {', '.join(texts)}".strip()
        raise RfcalcError(quoted(wanted), allowed=allowed, key="--format")
    if kind not in {None, wanted}:
        raise RfcalcError(quoted(wanted), allowed=f"a file that ends in {ending} holds {kind}", key="--format")
    return Output(wanted, file, below and wanted in PAGES)


def _ending(file: str | None) -> str:
    """Return the ending of a file's name in small letters; raise `RfcalcError` for what names no file."""
    if file is None:
        return ""
    if not file:
        raise RfcalcError(quoted(file), allowed="the name of a file is needed", key="--output")
    if file.endswith(("/", "\\")) or basename(file) in {".", ".."}:
        raise RfcalcError(quoted(file), allowed="this names a folder; the name of a file is needed", key="--output")
    return splitext(file)[1].lower()


def _usual(kinds: tuple[str, ...]) -> str:
    """Return the kind of an answer for which none is asked."""
    return "" if kinds == NETWORK_KINDS else kinds[0]


def _texts(kinds: tuple[str, ...]) -> list[str]:
    """Return the kinds that are texts, which may be asked for by their names."""
    return [kind for kind in kinds if kind not in FILES_ALONE]


def _endings(ending: str, kinds: tuple[str, ...]) -> str:
    """Return what may stand instead of an ending that a command does not write."""
    for what, others, written in (("pictures", OTHER_PICTURES, PICTURES), ("arrays", OTHER_ARRAYS, (ARRAY,))):
        if ending in others or KIND_OF_ENDING.get(ending) in written:
            *rest, last = [f".{kind}" for kind in written if kind in kinds] or [""]
            possible = " or ".join([*filter(None, [", ".join(rest)]), last])
            return f"{what} are written as {possible}" if possible else f"this command writes no {what}"
    usual = {kind: end for end, kind in reversed(KIND_OF_ENDING.items())}
    elsewhere = f"; rfcalc page writes {ending}" if KIND_OF_ENDING.get(ending) in OF_VIEWERS else ""
    return f"allowed: {', '.join([*(usual[kind] for kind in kinds if kind in usual), '.txt'])}{elsewhere}"
