"""Where a network is: a file, or a preset found by its name."""

from __future__ import annotations

import os

from rfcalc.data.catalog import preset_names, preset_path, twin_path
from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.layers.kinds import shown
from rfcalc.readers import allowed_suffixes, reader_of, source_of_text
from rfcalc.readers.document import Source, check_file, decode, read_bytes


def find_source(source: str | os.PathLike[str], *, as_written: bool = False) -> Source:
    """Return the text of a file or a preset, or where a file that is none lies; a file wins. Raises `RfcalcError`.

    A preset that has a twin in JSON is read from that, without loading PyYAML: it says the same on the same lines.
    ``as_written``: the preset's own text, comments and all.
    """
    if not isinstance(source, (str, os.PathLike)):
        raise RfcalcError(
            f"found {shown(source)}",
            allowed="allowed: a file's name or a preset's, such as rfcalc.load('vgg16'); rfcalc.loads reads a text",
        )
    path = os.fsdecode(source)
    preset = preset_path(path)
    if os.path.lexists(path) and not (preset and os.path.isdir(path)):
        file = path
    elif preset is None:
        raise _not_found(path)
    else:
        file = preset if as_written else twin_path(preset) or preset
    stem, suffix = os.path.splitext(os.path.basename(file))
    reader = reader_of(suffix)
    if reader is None:
        if os.path.isdir(path):
            read_bytes(path)
        raise _unknown_kind(suffix.lower(), path)
    if reader.binary:
        check_file(file)
        return Source("", reader.format, path, stem, path=file)
    return source_of_text(decode(read_bytes(file), path), reader.format, path, stem)


def _unknown_kind(suffix: str, path: str) -> RfcalcError:
    """Return the error that no reader has a suffix, with the way to a file that one has."""
    from rfcalc.readers.elsewhere import WAYS_OUT

    error = RfcalcError(f"unknown kind of file {quoted(suffix)}", allowed=WAYS_OUT.get(suffix, ""), file=path)
    error.advise(f"allowed: {allowed_suffixes()}")
    return error


def _not_found(path: str) -> RfcalcError:
    """Return the error that there is neither such a file nor such a preset."""
    stem = os.path.splitext(os.path.basename(path))[0]
    hint = nearest(stem, preset_names())
    looks_like_path = os.path.basename(path) != path
    what = "no such file" if looks_like_path else "neither a file nor a preset"
    return RfcalcError(what, allowed=hint or "rfcalc presets lists what ships with rfcalc", file=path or quoted(path))
