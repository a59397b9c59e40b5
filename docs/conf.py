"""How the site is made of README, docs/ and the pages beside them.

``python -m sphinx -W --keep-going -c docs . build/site`` builds it. Its navigation is the list of pages in README, so
a page that is not listed there fails the build, and so does a link that leads nowhere.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Protocol

from rfcalc.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

project = "rfcalc"
extensions = ["myst_parser"]
root_doc = "README"
include_patterns = ["*.md", "docs/*.md"]
myst_heading_anchors = 3  # headings that links may name, as code hosts name them
smartquotes = False  # two dashes begin an option

html_theme = "alabaster"
html_title = "rfcalc"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_theme_options = {
    "description": "Exact receptive fields of convolutional networks",
    "fixed_sidebar": True,
    "font_family": "system-ui, sans-serif",
    "head_font_family": "system-ui, sans-serif",
    "page_width": "80rem",
    "sidebar_width": "15rem",
    "body_max_width": "none",
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
html_copy_source = False
html_show_sourcelink = False

LIVE = {"vgg16": "VGG-16", "resnet50": "ResNet-50", "unet": "U-Net", "wavenet": "WaveNet"}
"""Networks whose pages stand in the folder ``live`` of the site: presets, and what they are called."""

MARK = "<!-- live pages -->\n"
"""Where a page of the docs shows them; code hosts leave it out."""


class Site(Protocol):
    """What is used here of the application that builds."""

    outdir: Path

    def connect(self, event: str, callback: Callable[..., None]) -> int:
        """Call back when something happens."""


def setup(site: Site) -> None:
    """Have the site navigate by README's list, show pages of networks, and begin with README."""
    site.connect("source-read", add_navigation)
    site.connect("source-read", add_live_pages)
    site.connect("build-finished", write_live_pages)
    site.connect("build-finished", begin_with_readme)


def add_navigation(_site: Site, page: str, source: list[str]) -> None:
    """Add the tables of contents that code hosts would show as code."""
    if page == root_doc:
        source[0] += navigation(source[0])


def navigation(readme: str) -> str:
    """Return a hidden table of contents for each line of README's list of pages."""
    listed = readme.partition("\n## Documentation\n")[2].partition("\n## ")[0]
    contents = ""
    for caption, links in re.findall(r"^- \*\*(.+?)\*\*: (.+)$", listed, re.MULTILINE):
        pages = "\n".join(f"{title} <{path}>" for title, path in re.findall(r"\[(.+?)\]\((\S+)\.md\)", links))
        contents += f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{pages}\n```\n"
    return contents


def add_live_pages(_site: Site, page: str, source: list[str]) -> None:
    """Put the pages of networks where a page of the docs marks a place for them."""
    source[0] = source[0].replace(MARK, live_pages("../" * page.count("/")))


def live_pages(up: str) -> str:
    """Return links to the pages of networks, and the first of them in a frame, seen from so many folders further up."""
    links = [f'<a href="{up}live/{preset}.html">{name}</a>' for preset, name in LIVE.items()]
    preset, name = next(iter(LIVE.items()))
    frame = f'<iframe src="{up}live/{preset}.html" title="The page of {name}" loading="lazy"></iframe>'
    return f'<div class="live"><p>Live: {", ".join(links)}.</p>{frame}</div>\n'


def write_live_pages(site: Site, error: Exception | None) -> None:
    """Write the pages of networks beside those of the docs."""
    if error is None:
        (site.outdir / "live").mkdir(exist_ok=True)
        for preset in LIVE:
            if main(["page", preset, "-o", str(site.outdir / "live" / f"{preset}.html")]):
                raise RuntimeError(f"the page of {preset} was not written")


def begin_with_readme(site: Site, error: Exception | None) -> None:
    """Put README where browsers look first."""
    if error is None:
        shutil.copyfile(site.outdir / "README.html", site.outdir / "index.html")
