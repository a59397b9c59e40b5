"""Write docs/types.md: the types of layers that a file may name, what each reads, and its keys.

Run ``python docs/make_types.py`` after a change of the table of types; a test compares the page.
"""

from __future__ import annotations

import itertools
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from rfcalc.layers.types import UNCHANGING
from rfcalc.reports.layer_types import types_of_layers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc.reports.layer_types import TypeKey, TypeOfLayer

PAGE = Path(__file__).with_name("types.md")
WIDTH = 120
TITLE = """# Types of layers

What a file may say as `type`, which keys each type takes (in brackets what they are if left out) and what feature i
reads of its input, along each axis. `rfcalc types NAME` tells of one with an example; the
[format](format.md#types-of-layers) has formulas, sources and examples of all.

This page is written by `python docs/make_types.py`.
"""
EXAMPLE = """
```console
$ rfcalc types pixel_shuffle
pixel_shuffle: Channels become places: feature i reads i // scale.

reads    floor(i / scale)
example  {name: shuffle, type: pixel_shuffle, scale: 2}

key    default  meaning
scale  needed   How many features come of one along each axis.
```
"""
END = """
Channels, groups and biases have no say in a receptive field and are not written down. A depthwise or grouped
convolution is a `conv`; a linear layer applied to each position is a `conv` with kernel 1. `layernorm`, `softmax`
and `lrn` are those over channels.

Sizes are PyTorch's: floor((n + before + after - (kernel - 1) * dilation - 1) / stride) + 1; with `ceil_mode` the
quotient is rounded up, and a last window that would begin past the input and its padding before is dropped. `same`
is TensorFlow's and ONNX's: ceil(n / stride) features, the odd one of the padding after (`same_lower`: before);
`causal` is Keras's, all of it before. Where a stride is more than 1 its start depends on the size of the input, so it
needs one. Of `upsample` and `resize` one of `scale` and `size` is needed.
"""


def page() -> str:
    """Return the whole page."""
    rows = ["| type | keys (default) | feature i reads |", "|---|---|---|"]
    for (keys, formula), members in itertools.groupby(changing(), key=lambda each: (each.keys, each.formula)):
        rows.append(f"| {named(each.name for each in members)} | {', '.join(map(in_short, keys))} | {formula} |")
    unchanging = "\n".join(textwrap.wrap(f"Feature i alone is read by {named(UNCHANGING)}.", WIDTH))
    return f"{TITLE}\n" + "\n".join(rows).replace(" * ", r" \* ") + f"\n\n{unchanging}\n{END}{EXAMPLE}"


def changing() -> Iterable[TypeOfLayer]:
    """Return the types that read more than the feature itself."""
    return (each for each in types_of_layers() if each.name not in UNCHANGING)


def named(names: Iterable[str]) -> str:
    """Return names as code."""
    return ", ".join(f"`{name}`" for name in names)


def in_short(key: TypeKey) -> str:
    """Return a key with what it is if left out."""
    return f"`{key.name}`" if key.default is None else f"`{key.name}` ({key.default})"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
