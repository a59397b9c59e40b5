"""Draw the pictures of docs/form.md with rfcalc's own commands.

Run ``python docs/make_pictures.py`` after a change of how pictures look. It needs receptive-fields[plot].
"""

from __future__ import annotations

import sys
from pathlib import Path

from rfcalc.cli import main as rfcalc

PICTURES = Path(__file__).with_name("pictures")
COMMANDS = {
    "vgg16-conv5_3.png": "map vgg16 conv5_3 7 7",
    "resnet18-strip.png": "map resnet18 --all-layers",
    "resnet50-layer4.png": "map resnet50 layer4",
    "vgg16-growth.png": "growth vgg16",
    "resnet18-remedy.png": "map resnet18 layer4 --remedy",
    "growths.png": "growth alexnet vgg16 resnet50 mobilenet-v2 unet",
}
"""Each picture, and the command that draws it."""


def main() -> None:
    """Draw all of them; the exit code is that of the first command that fails."""
    PICTURES.mkdir(exist_ok=True)
    for name, words in COMMANDS.items():
        code = rfcalc([*words.split(), "-o", str(PICTURES / name)])
        if code:
            sys.exit(code)


if __name__ == "__main__":
    main()
