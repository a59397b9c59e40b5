"""Draw the pictures of docs/form.md and docs/figures.md with rfcalc's own commands.

Run ``python docs/make_pictures.py`` after a change of how pictures look. It needs receptive-fields[plot].
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rfcalc.cli import main as rfcalc

DOCS = Path(__file__).resolve().parent
PICTURES, FIGURES = DOCS / "pictures", DOCS / "figures.md"
NETWORK = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
"""A network that the page of figures describes, with the name of its file."""
COMMANDS = {
    "vgg16-conv5_3.png": "map vgg16 conv5_3 7 7",
    "resnet18-strip.png": "map resnet18 --all-layers",
    "resnet50-layer4.png": "map resnet50 layer4",
    "vgg16-growth.png": "growth vgg16",
    "resnet18-remedy.png": "map resnet18 layer4 --remedy",
    "growths.png": "growth alexnet vgg16 resnet50 mobilenet-v2 unet",
    "resnet50-fixed.svg": "figure resnet50",
    "dang-fixed.svg": "figure dang.yaml",
    "misaligned-side.svg": "figure misaligned.yaml --view side",
    "tcn-side.svg": "figure tcn --set kernel=2 --set levels=3 --input 24 --view side",
}
"""Each picture, and the command that draws it."""


def main() -> None:
    """Draw all of them; the exit code is that of the first command that fails."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, text in NETWORK.findall(FIGURES.read_text("utf-8")):
            Path(folder, name).write_text(text, "utf-8")
        os.chdir(folder)
        for name, words in COMMANDS.items():
            code = rfcalc([*words.split(), "-o", str(PICTURES / name)])
            if code:
                sys.exit(code)


if __name__ == "__main__":
    main()
