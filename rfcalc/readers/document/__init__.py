"""Files as values that know their line, whatever the format they are written in.

YAML and JSON are read by the same limits into the same values: ``Mapping``, ``Sequence``
and ``Scalar``. What a key means is not known here.
"""

from __future__ import annotations

from rfcalc.errors import RfcalcError
from rfcalc.readers.document.source import MAX_BYTES, decode, read_bytes, read_stream
from rfcalc.readers.document.values import Mapping, Node, Ratio, Scalar, Sequence, Source

__all__ = [
    "MAX_BYTES",
    "Mapping",
    "Node",
    "Ratio",
    "Scalar",
    "Sequence",
    "Source",
    "decode",
    "read_bytes",
    "read_document",
    "read_stream",
]


def read_document(text: str, *, format: str, file: str) -> Node:  # noqa: A002 - the word users know
    """Return the value that a text in ``"yaml"`` or ``"json"`` holds.

    ``RfcalcError`` with the file and, wherever there is one, the line, for all that is wrong.
    The text is taken to be as short as ``decode`` returns it.
    """
    if "\r" in text:  # neither format tells the kinds of line breaks apart
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        if format == "json":
            from rfcalc.readers.document.json_events import read_json

            root = read_json(text)
        else:
            from rfcalc.readers.document.plain_yaml import read_plain_yaml

            root = read_plain_yaml(text)
            if root is None:  # PyYAML takes longer to load than most files to read
                from rfcalc.readers.document.yaml_events import read_yaml

                root = read_yaml(text)
    except RfcalcError as error:
        error.file = file
        raise
    if root is None or (isinstance(root, Scalar) and root.value is None):
        raise RfcalcError(
            "the file holds nothing",
            allowed="a network file needs at least 'layers:' and a list of layers",
            file=file,
        )
    return root
