"""Chromium without a window, and a command that takes a picture of a page.

``python -m tests.browser.chromium page.html shot.png --width 390 --dark --keys "Tab ArrowRight"``
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from contextlib import closing
from typing import TYPE_CHECKING

from tests.browser.pipe import Pipe
from tests.browser.tab import Tab

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""What the browser is called, where the environment's RFCALC_BROWSER does not say."""

SWITCHES = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",  # the tests of a container run as root, for whom there is none
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-features=IsolateSandboxedIframes",  # frames of a page tell what they do by the page's tab
    "--disable-gpu",
    "--disable-sync",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--lang=en",
    "--mute-audio",
    "--password-store=basic",
)


def find(environment: Mapping[str, str] = os.environ) -> str:
    """Return the path of a browser, empty where there is none."""
    wanted = environment.get("RFCALC_BROWSER")
    found = (shutil.which(name, path=environment.get("PATH")) for name in ([wanted] if wanted else NAMES))
    return next((path for path in found if path), "")


def may_be_missing(environment: Mapping[str, str], platform: str) -> bool:
    """Tell whether tests skip where there is no browser: a server that tests on Linux is to have one."""
    return not environment.get("CI") or platform != "linux"


class Chromium:
    """A running browser with a profile of its own, which is thrown away at the end."""

    def __init__(self, path: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="rfcalc-browser-", ignore_cleanup_errors=True)
        profile = self._folder.name
        self._pipe = Pipe([path, *SWITCHES, f"--user-data-dir={profile}", "about:blank"], os.path.join(profile, "log"))
        self.version: str = self._pipe.call("Browser.getVersion")["product"]

    def tab(self) -> Tab:
        """Open a tab that shares nothing with the others."""
        return Tab(self._pipe)

    def close(self) -> None:
        """End it."""
        self._pipe.close()
        self._folder.cleanup()


def arguments() -> argparse.ArgumentParser:
    """Return what the command understands."""
    parser = argparse.ArgumentParser(description="Take a picture of a page, and tell what its console said.")
    parser.add_argument("page", help="a file")
    parser.add_argument("picture", help="a PNG file")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--scale", type=float, default=1, help="device pixels a pixel")
    parser.add_argument("--hash", default="", help="what follows # in the address")
    parser.add_argument("--touch", action="store_true", help="a screen that is touched")
    parser.add_argument("--whole", action="store_true", help="the whole page, not only what the window shows")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--forced", action="store_true", help="forced colours")
    parser.add_argument("--still", action="store_true", help="reduced motion")
    parser.add_argument("--print", action="store_true", help="as printed")
    parser.add_argument("--no-script", action="store_true")
    parser.add_argument(
        "--blocked", action="store_true", help="sent as a build server does that blocks script and style"
    )
    parser.add_argument("--click", action="append", default=[], metavar="SELECTOR", help="click there, before keys")
    parser.add_argument("--keys", default="", help="keys to press, with spaces between: Tab Shift+ArrowRight")
    parser.add_argument("--choose", nargs=2, metavar=("SELECTOR", "FILE"), help="choose a file by a button")
    parser.add_argument("--eval", metavar="JS", help="evaluate this last, and print its value")
    return parser


def main(words: Sequence[str] | None = None) -> None:
    """Take one picture."""
    asked = arguments().parse_args(words)
    with closing(Chromium(find())) as browser:
        tab = browser.tab()
        tab.size(asked.width, asked.height, scale=asked.scale, touch=asked.touch)
        tab.media(dark=asked.dark, forced=asked.forced, still=asked.still, printed=asked.print)
        if asked.no_script:
            tab.forbid_script()
        tab.open(asked.page, asked.hash, blocked=asked.blocked)
        for selector in asked.click:
            tab.click(selector)
        if asked.choose:
            tab.choose(*asked.choose)
        tab.press(*asked.keys.split())
        if asked.eval:
            print(tab.evaluate(asked.eval, object))  # noqa: T201 - a command's answer
        tab.settle()
        with open(asked.picture, "wb") as picture:
            picture.write(tab.picture(whole=asked.whole))
        for message in tab.messages:
            print(message)  # noqa: T201


if __name__ == "__main__":
    main()
