"""Files as values that know their line, whatever the format they are written in.

YAML and JSON are read by the same limits into the same values: ``Mapping``, ``Sequence``
and ``Scalar``. What a key means is not known here.
"""

from __future__ import annotations

from rfcalc.errors import RfcalcError
from rfcalc.layers.numerals import BadNumber, Ratio
from rfcalc.readers.document.source import MAX_BYTES, check_file, decode, read_bytes, read_stream
from rfcalc.readers.document.values import Mapping, Node, Problems, Scalar, Sequence, Source

__all__ = [
    "MAX_BYTES",
    "BadNumber",
    "Mapping",
    "Node",
    "Problems",
    "Ratio",
    "Scalar",
    "Sequence",
    "Source",
    "check_file",
    "decode",
    "read_bytes",
    "read_document",
    "read_stream",
]


def read_document(
    text: str,
    *,
    format: str,  # noqa: A002 - the word users know
    file: str,
    problems: Problems | None = None,
) -> Node:
    """Return the value that a text in ``"yaml"`` or ``"json"`` holds.

    ``RfcalcError`` with the file and, wherever there is one, the line, for all that is wrong. Whoever can say more of
    numbers that are none and of keys that stand twice gives ``problems`` to note them in.
    The text is taken to be as short as ``decode`` returns it.
    """
    if "\r" in text:  # neither format tells the kinds of line breaks apart
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    with RfcalcError.within(file=file):
        if format == "json":
            from rfcalc.readers.document.json_events import read_json

            root = read_json(text, problems)
        else:
            from rfcalc.readers.document.yaml_events import read_yaml

            root = read_yaml(text, problems)
        if root is None or (isinstance(root, Scalar) and root.value is None):
            raise RfcalcError(
                "the file holds nothing", allowed="a network file needs at least 'layers:' and a list of layers"
            )
    return root
