"""What PyYAML complains about, in plain words: the same ones for its C and its Python parser."""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml import MarkedYAMLError
from yaml.reader import ReaderError

from rfcalc.errors import RfcalcError, quoted
from rfcalc.readers.document.build import MAX_DEPTH

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Wording(NamedTuple):
    part: str  # of PyYAML's problem or its context
    found: str
    allowed: str
    where_it_began: bool = False  # show the line where the unfinished thing began


# The first that fits counts; the last fits always.
_WORDINGS = (
    # Newer parsers stop by themselves, long after we would have.
    _Wording("nesting depth", "lists and mappings nested too deep", f"at most {MAX_DEPTH} levels are read"),
    _Wording("tab character", "a tab", "lines are indented with spaces"),
    _Wording("',' or ']'", "a ',' or ']' is missing", "the '[' stands in line {began}"),
    _Wording("',' or '}'", "a ',' or '}}' is missing", "the '{{' stands in line {began}"),
    _Wording("cannot start any token", "a text that starts with {met}", "such a text stands in quotes"),
    _Wording("unexpected end", "a quote that is not closed", "look for its end", where_it_began=True),
    _Wording("unexpected document", "a quote that is not closed", "look for its end", where_it_began=True),
    _Wording("node content", "{met} where a value belongs", "look for an extra ',' or an open bracket"),
    _Wording(
        "mapping values are not allowed",
        "a ':' that fits nowhere",
        "look for a missing space after a ':', a wrong indent, or a text that needs quotes",
    ),
    _Wording("sequence entries", "a '-' that fits nowhere", "a list starts on the line after its key"),
    _Wording("mapping keys", "a '?' that fits nowhere", "a text that starts with '?' stands in quotes"),
    _Wording("expected ':'", "a line that is no 'key: value'", "look for a missing ':' or '-'", where_it_began=True),
    _Wording("directive", "a '%' line that is not '%YAML 1.2'", "a text that starts with '%' stands in quotes"),
    _Wording("incompatible YAML", "another version of YAML", "files are read as YAML 1.2"),
    _Wording("document start", "more after the end of the network", "a file holds one network"),
    _Wording("tag", "a tag ('!')", "tags are not read; a text that starts with '!' stands in quotes"),
    _Wording("an alias", "a '*' without the name of an anchor", "a text that starts with '*' stands in quotes"),
    _Wording("an anchor", "a '&' without a name", "a text that starts with '&' stands in quotes"),
    _Wording("block scalar", "a wrong start of a block text", "the line ends after '|' or '>'"),
    _Wording("quoted scalar", "a wrong '\\' in double quotes", "write '\\\\' for one, or use single quotes"),
    _Wording(
        "",
        "this does not fit what stands before it",
        "look for a wrong indent, a missing ':' or a quote inside a text",
    ),
)


def described(error: Exception, text: str) -> RfcalcError:
    r"""Return the error to show for what PyYAML raised while it read text, whose line breaks are ``\n``."""
    if isinstance(error, (ReaderError, UnicodeEncodeError)) and (match := _UNREADABLE.search(text)):
        return RfcalcError(
            f"the character U+{ord(match.group()):04X}",
            allowed="YAML allows no control characters and no halves of surrogate pairs",
            line=text.count("\n", 0, match.start()) + 1,
        )
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return RfcalcError("this is not readable as YAML")
    mark = error.problem_mark
    began = (error.context_mark or mark).line + 1
    # What is missing is noticed at the end of the file, which may be one line too far.
    line = min(mark.line, text.rstrip("\n").count("\n")) + 1
    met = text[mark.index : mark.index + 1]
    problem = "tab character" if met == "\t" else error.problem or ""
    context = error.context or ""
    wording = next(wording for wording in _WORDINGS if wording.part in problem or wording.part in context)
    return RfcalcError(
        wording.found.format(met=quoted(met) if met else "the end of the file"),
        allowed=wording.allowed.format(began=began),
        line=began if wording.where_it_began else line,
    )
