"""A page that is open in a tab of its own: what can be seen there, on which screen, and what it asked for and said."""

from __future__ import annotations

import base64
import os
import time
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from tests.browser.pipe import PATIENCE, BrowserError

if TYPE_CHECKING:
    from tests.browser.pipe import Message, Pipe

Kind = TypeVar("Kind")

BLOCKED = {"Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"}
"""What Jenkins sends with the pages of a build: no script, no style of the page's own."""

BEGUN = "document.querySelector('.viewer:not([hidden])')"
"""When the script of a viewer has begun: it may have had to be unpacked first."""

READY = f"!document.getElementById('deflated') || {BEGUN}"
"""When the script of a page has begun, if it brings one."""

MARGIN = 8
"""Pixels around an element in its picture."""

SERVER = "http://pages.test/"
"""Where a page stands that is sent with headers: nowhere, the tab hands it to itself."""


class OpenPage:
    """A tab, and the page in it; places on it are a selector, and where within its element (0 to 1)."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._context = pipe.call("Target.createBrowserContext")["browserContextId"]
        self._target = pipe.call("Target.createTarget", url="about:blank", browserContextId=self._context)["targetId"]
        self._session = pipe.call("Target.attachToTarget", targetId=self._target, flatten=True)["sessionId"]
        self._loaded = False
        self._awaited = True
        self._newest = 0
        self._choosers: list[Message] = []
        self._served: dict[str, bytes] = {}
        self.messages: list[str] = []
        """What the console was told: messages, errors nobody caught, and what the browser refused to do."""
        self.requests: list[str] = []
        """What was fetched."""
        pipe.listeners[self._session] = self._hear
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.call(f"{domain}.enable")
        self.size(1280, 900)

    def call(self, method: str, **parameters: object) -> Message:
        """Ask the browser something about this tab, in the words of its protocol."""
        return self._pipe.call(method, self._session, **parameters)

    def _hear(self, event: Message) -> None:
        parameters = event["params"]
        match event["method"]:
            case "Page.loadEventFired":
                self._loaded = True
            case "Page.fileChooserOpened":
                self._choosers.append(parameters)
            case "Runtime.executionContextCreated":
                self._newest = parameters["context"]["id"]
            case "Runtime.consoleAPICalled":
                said = (str(part.get("value", part.get("description"))) for part in parameters["args"])
                self.messages.append(f"{parameters['type']}: {' '.join(said)}")
            case "Runtime.exceptionThrown":
                details = parameters["exceptionDetails"]
                self.messages.append(details.get("exception", {}).get("description", details["text"]))
            case "Log.entryAdded":
                self.messages.append(f"{parameters['entry']['source']}: {parameters['entry']['text']}")
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
            case "Fetch.requestPaused":
                self._serve(parameters)

    def _serve(self, paused: Message) -> None:
        headers = [{"name": name, "value": value} for name, value in {"Content-Type": "text/html", **BLOCKED}.items()]
        body = self._served.get(paused["request"]["url"])
        self._pipe.send(
            "Fetch.fulfillRequest",
            self._session,
            requestId=paused["requestId"],
            responseCode=404 if body is None else 200,
            responseHeaders=headers,
            body=base64.b64encode(body or b"").decode(),
        )

    def open(self, path: str | os.PathLike[str], place: str = "", *, blocked: bool = False) -> None:
        """Open a file at a place (what follows `#`), as it lies there or as a server blocks its script and style."""
        address = "file://" + quote(os.path.abspath(path))
        if blocked:
            self._awaited = False
            address = SERVER + os.path.basename(path)
            with open(path, "rb") as file:
                self._served[address] = file.read()
            self.call("Fetch.enable", patterns=[{"urlPattern": SERVER + "*"}])
        self.go(address + (f"#{place}" if place else ""))

    def go(self, address: str) -> None:
        """Go to an address and wait until the page is loaded, and its viewer has begun."""
        self._loaded = False
        outcome = self.call("Page.navigate", url=address)
        if "errorText" in outcome:
            raise BrowserError(f"{address}: {outcome['errorText']}")
        # Without a loader only the part behind # is another.
        if "loaderId" in outcome and not self._pipe.listen(lambda: self._loaded):
            raise BrowserError(f"{address}: not loaded within {PATIENCE:g} s")
        if self._awaited:
            self.until(READY)

    def open_framed(self, path: str | os.PathLike[str]) -> None:
        """Open a file with a viewer in a frame, and wait until that has begun."""
        self.open(path)
        self.until(BEGUN, framed=True)

    def evaluate(self, expression: str, kind: type[Kind], *, framed: bool = False) -> Kind:
        """Return the value of an expression of JavaScript, awaited, which is to be of a kind.

        It is evaluated in the page, or in the last frame that was opened in it.
        """
        where = {"contextId": self._newest} if framed else {}
        outcome = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, **where)
        if "exceptionDetails" in outcome:
            details = outcome["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description", details["text"]))
        value = outcome["result"].get("value")
        assert isinstance(value, kind), f"{expression} is {value!r}"
        return value

    def text(self, selector: str) -> str:
        """Return the text of an element as it is seen."""
        return self.evaluate(f"document.querySelector({selector!r}).innerText", str)

    def until(self, expression: str, patience: float = 30, *, framed: bool = False) -> None:
        """Wait until an expression of JavaScript is true, in the page or in the last frame that was opened in it."""
        end = time.monotonic() + patience
        while not self.evaluate(f"Boolean({expression})", bool, framed=framed):
            assert time.monotonic() < end, f"not within {patience:g} s: {expression}\n" + "\n".join(self.messages)
            time.sleep(0.01)

    def settle(self) -> None:
        """Wait until all that was begun is drawn: no part of the page says that it is busy."""
        self.until("!document.querySelector('[aria-busy=true]')")
        if self._awaited:
            self.evaluate(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))", bool
            )

    def size(self, width: int, height: int, *, scale: float = 1, touch: bool = False) -> None:
        """Give the window a size in pixels, and the screen its fineness and way of pointing."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=touch
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=touch)

    def media(self, *, dark: bool = False, forced: bool = False, still: bool = False, printed: bool = False) -> None:
        """Say what the person prefers, and whether the page is on a screen or printed."""
        features = {
            "prefers-color-scheme": "dark" if dark else "light",
            "forced-colors": "active" if forced else "none",
            "prefers-reduced-motion": "reduce" if still else "no-preference",
        }
        self.call(
            "Emulation.setEmulatedMedia",
            media="print" if printed else "screen",
            features=[{"name": name, "value": value} for name, value in features.items()],
        )

    def forbid_script(self) -> None:
        """Run no script of any page from now on."""
        self._awaited = False
        self.call("Emulation.setScriptExecutionDisabled", value=True)

    def take_away(self, name: str) -> None:
        """Let pages that are opened from now on find no such thing in their window, as in an older browser."""
        self._awaited = False
        self.call("Page.addScriptToEvaluateOnNewDocument", source=f"delete window.{name}")

    def place(self, selector: str, across: float = 0.5, down: float = 0.5) -> tuple[float, float]:
        """Scroll an element into view and return a place of it in the window's pixels."""
        x, y = self.evaluate(
            f"""(() => {{
                const element = document.querySelector({selector!r});
                element.scrollIntoView({{block: 'center', inline: 'nearest', behavior: 'instant'}});
                const {{x, y, width, height}} = element.getBoundingClientRect();
                return [x + width * {across}, y + height * {down}];
            }})()""",
            list,
        )
        return x, y

    def picture(self, *, whole: bool = False, of: str = "") -> bytes:
        """Return a PNG of what the window shows, of the whole page, or of an element with a margin around it."""
        part = {}
        if of:
            x, y, width, height = self.evaluate(
                f"""(() => {{
                    const {{x, y, width, height}} = document.querySelector({of!r}).getBoundingClientRect();
                    return [x + scrollX, y + scrollY, width, height];
                }})()""",
                list,
            )
            part = {
                "clip": {
                    "x": x - MARGIN,
                    "y": y - MARGIN,
                    "width": width + 2 * MARGIN,
                    "height": height + 2 * MARGIN,
                    "scale": 1,
                }
            }
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole or bool(of), **part)
        return base64.b64decode(shot["data"])

    def close(self) -> None:
        """Close the tab, and forget what it kept."""
        del self._pipe.listeners[self._session]
        self._pipe.call("Target.disposeBrowserContext", browserContextId=self._context)
