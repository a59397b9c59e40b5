"""JSON, strictly as RFC 8259 has it, read without recursion and with the lines kept."""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined] # the stubs leave it out

from rfcalc.errors import RfcalcError, quoted
from rfcalc.layers.numerals import decimal_number, misspelled, not_finite, whole_number
from rfcalc.readers.document.build import SHOWN, Builder, checked_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rfcalc.readers.document.build import Value
    from rfcalc.readers.document.values import Node, Problems

# A token is a text without escapes, a number or a word; a text with escapes is read by scanstring.
_TEXT = r'"[^"\\\x00-\x1f]*"'
_KEY = re.compile(rf"[ \t\n]*({_TEXT})[ \t\n]*:")
_VALUE = re.compile(rf"[ \t\n]*({_TEXT}|[-+.\w$]+)")
_SIGN = re.compile(r"[ \t\n]*(.?)", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<decimal>(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)")
_WORD = r"[-+.\w$]+"
_NEARLY_NUMBER = r"[-+]?\.?[0-9][-+.\w]*"
_WORDS: dict[str, Value] = {"null": None, "true": True, "false": False}
NUMBERS = "JSON numbers have digits on both sides of the point, no '+' and no leading zeros"
_CLOSERS = {"{": "}", "[": "]"}
_TEXT_PROBLEMS = (
    ("Unterminated", "a text that is not closed", "a text ends in its line with '\"'"),
    ("control character", "a control character or line break in a text", "write it as an escape like '\\n'"),
    ("", "a wrong '\\' in a text", "write '\\\\' for one"),
)


def read_json(text: str, problems: Problems | None = None) -> Node | None:
    r"""Return the value of a JSON text with ``\n`` for line breaks, or None where it is blank."""
    text = text.rstrip(" \t\n")  # so that an end that comes too early stands in the last line
    return _Reader(text, problems).read() if text else None


class _Reader:
    """Goes through a text token by token; ``_at`` is where the next one is looked for."""

    __slots__ = ("_at", "_builder", "_known", "_line", "_line_end", "_opened", "_text")

    def __init__(self, text: str, problems: Problems | None) -> None:
        self._text = text
        self._at = 0
        self._line = 0
        self._line_end = -1
        self._builder = Builder(problems)
        self._opened: list[tuple[str, int]] = []  # the closing bracket and the opening line of each level
        self._known = _WORDS.copy()  # what each token of this file means; tokens repeat a lot

    def read(self) -> Node | None:
        """Return the value of the whole text."""
        closer = ""
        while True:
            if closer == "}":
                self._take_key()
            if not self._take_token(_VALUE):
                sign = self._next_sign()
                if sign in _CLOSERS:
                    closer = self._begin(sign)
                    if self._next_sign() != closer:
                        continue
                else:
                    self._take_escaped(sign, "a value")
            while (sign := self._next_sign()) == closer and closer:
                closer = self._close()
            if not closer:
                return self._finish(sign)
            if sign != ",":
                raise self._unexpected(sign, f"',' or '{closer}'")
            self._at += 1
            if self._next_sign() == closer:
                raise self._error(f"a ',' before '{closer}'", "JSON has no ',' after the last value")

    def _take_key(self) -> None:
        if not self._take_token(_KEY):
            self._take_escaped(self._next_sign(), "a key in double quotes")
            sign = self._next_sign()
            if sign != ":":
                raise self._unexpected(sign, "':'")
            self._at += 1

    def _take_token(self, pattern: re.Pattern[str]) -> bool:
        """Hand a simple key or value to the builder, or return false where none follows."""
        match = pattern.match(self._text, self._at)
        if match is None:
            return False
        token = match[1]
        start = match.start(1)
        if start > self._line_end:
            self._find_line(start)
        try:
            value = self._known[token]
        except KeyError:
            value = checked_text(token[1:-1], self._line) if token[0] == '"' else self._number(token)
            self._known[token] = value
        self._builder.scalar(value, self._line)
        self._at = match.end()
        return True

    def _take_escaped(self, sign: str, expected: str) -> None:
        """Hand a text in which something is escaped to the builder."""
        if sign != '"':
            raise self._unexpected(sign, expected)
        try:
            text, self._at = scanstring(self._text, self._at + 1, True)  # noqa: FBT003 - takes no keywords
        except JSONDecodeError as error:
            found, allowed = next((found, allowed) for part, found, allowed in _TEXT_PROBLEMS if part in error.msg)
            raise self._error(found, allowed) from None
        self._builder.scalar(checked_text(text, self._line), self._line)

    def _next_sign(self) -> str:
        """Step over white space and return the character that follows, or nothing at the end."""
        match = _SIGN.match(self._text, self._at)
        assert match is not None  # noqa: S101 - it matches nothing, too
        self._at = match.start(1)
        if self._at > self._line_end:
            self._find_line(self._at)
        return match[1]

    def _find_line(self, at: int) -> None:
        while at > self._line_end:
            self._line += 1
            end = self._text.find("\n", self._line_end + 1)
            self._line_end = len(self._text) if end < 0 else end

    def _begin(self, opener: str) -> str:
        """Open a list or mapping and return what closes it."""
        self._builder.begin(self._line, mapping=opener == "{")
        self._opened.append((_CLOSERS[opener], self._line))
        self._at += 1
        return _CLOSERS[opener]

    def _close(self) -> str:
        """Close a list or mapping and return what closes the one around it."""
        self._builder.end()
        self._opened.pop()
        self._at += 1
        return self._opened[-1][0] if self._opened else ""

    def _finish(self, sign: str) -> Node | None:
        if sign:
            raise self._error("more after the end of the network", "a file holds one network")
        return self._builder.finish()

    def _number(self, word: str) -> Value:
        if match := _NUMBER.fullmatch(word):
            number = decimal_number(word) if match["decimal"] else whole_number(word)
            return self._builder.number(number, self._line)
        if word.lstrip("+-") in {"NaN", "Infinity"}:
            return self._builder.number(not_finite(word), self._line)
        if re.fullmatch(_NEARLY_NUMBER, word):
            return self._builder.number(misspelled(word, NUMBERS), self._line)
        raise self._error(
            f"the word {quoted(word[:SHOWN])}", "JSON knows true, false and null; texts stand in double quotes"
        )

    def _unexpected(self, sign: str, expected: str) -> RfcalcError:
        if not sign:
            closer, line = self._opened[-1]
            return self._error("the file ends too early", f"a '{closer}' for line {line} is missing")
        if sign == "'":
            return self._error("single quotes", "texts and keys stand in double quotes")
        if sign in "/#":
            return self._error("a comment", "JSON has no comments")
        word = re.compile(_WORD).match(self._text, self._at)
        return self._error(quoted(word.group()[:SHOWN] if word else sign), f"{expected} belongs here")

    def _error(self, found: str, allowed: str) -> RfcalcError:
        return RfcalcError(found, allowed=allowed, line=self._line)
