"""A layer's settings as people jot them down: ``k3 s2 p1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rfcalc.layers import Settings

SHORT = {
    "kernel": ("k", None),
    "stride": ("s", 1),
    "padding": ("p", (0, 0)),
    "dilation": ("d", 1),
    "output_padding": ("op", 0),
    "ceil_mode": ("ceil", False),
    "scale": ("x", None),
    "size": ("to ", None),
    "output_size": ("to ", None),
    "mode": ("", "nearest"),
    "align_corners": ("aligned corners", False),
    "crop": ("-", None),
    "window": ("w", None),
    "shift": ("shift ", 0),
    "whole": ("off", True),
}
"""For every setting what it is called here, and the value that goes without saying."""


def window_text(settings: tuple[Settings, ...]) -> str:
    """Return the settings of a layer, one per axis; what goes without saying is left out."""
    words = []
    for name, (letter, default) in SHORT.items():
        values = [along.get(name, default) for along in settings]
        if all(value == default or value is None for value in values):
            continue
        if isinstance(values[0], bool):
            words.append(letter)
        elif all(value == values[0] for value in values):
            words.append(letter + _spelled(values[0], name))
        else:
            words.append(letter + "x".join([_spelled(value, name) for value in values]))
    return " ".join(words)


def _spelled(value: Any, name: str) -> str:  # noqa: ANN401 - any setting
    if name == "scale" and isinstance(value, tuple):
        return f"{value[0] / value[1]:g}"
    if isinstance(value, tuple):
        before, after = value
        return str(before) if before == after else f"{before}+{after}"
    return "?" if value is None else str(value)
