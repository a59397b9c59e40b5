"""What a person does in a tab: with a mouse, a finger, keys and files."""

from __future__ import annotations

import base64
import os

from tests.browser.open_page import OpenPage
from tests.browser.pipe import BrowserError

CODES = {
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    " ": 32,
    "PageUp": 33,
    "PageDown": 34,
    "End": 35,
    "Home": 36,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
    "Backspace": 8,
    "Delete": 46,
}
"""Numbers of keys that write nothing; of others it is that of the capital letter."""

TEXTS = {"Enter": "\r", " ": " "}
MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}


class Tab(OpenPage):
    """A tab with somebody before it."""

    def choose(self, selector: str, file: str) -> None:
        """Click a button and choose a file in the dialogue that it opens."""
        self.call("Page.setInterceptFileChooserDialog", enabled=True)
        self.click(selector)
        if not self._pipe.listen(lambda: bool(self._choosers)):
            raise BrowserError(f"{selector} opened no dialogue for a file")
        node = self._choosers.pop()["backendNodeId"]
        self.call("DOM.setFileInputFiles", files=[os.path.abspath(file)], backendNodeId=node)

    def drop(self, selector: str, file: str) -> None:
        """Let a file fall there."""
        x, y = self.place(selector)
        data = {"items": [], "files": [os.path.abspath(file)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.call("Input.dispatchDragEvent", type=kind, x=x, y=y, data=data)

    def hover(self, selector: str, across: float = 0.5, down: float = 0.5) -> None:
        """Move the mouse there."""
        x, y = self.place(selector, across, down)
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click(self, selector: str, across: float = 0.5, down: float = 0.5) -> None:
        """Click there."""
        x, y = self.place(selector, across, down)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=1)

    def tap(self, selector: str, across: float = 0.5, down: float = 0.5) -> None:
        """Touch the screen there for a moment."""
        x, y = self.place(selector, across, down)
        self._touch(("touchStart", x, y))

    def swipe(self, selector: str, distance: float) -> None:
        """Push the page upwards by a finger that lies on an element."""
        x, y = self.place(selector)
        self._touch(("touchStart", x, y), *(("touchMove", x, y - distance * part / 8) for part in range(1, 9)))

    def _touch(self, *ways: tuple[str, float, float]) -> None:
        for kind, x, y in ways:
            self.call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def press(self, *keys: str) -> None:
        """Press keys one after another; `Shift+Tab` is two of them together."""
        for named in keys:
            *held, key = ["+"] if named == "+" else named.split("+")
            key = " " if key == "Space" else key
            text = TEXTS.get(key, key if key not in CODES and not {"Control", "Meta"} & {*held} else "")
            event = {
                "key": key,
                "code": key if key in CODES else f"Key{key.upper()}",
                "windowsVirtualKeyCode": CODES.get(key) or ord(key.upper()),
                "modifiers": sum(MODIFIERS[modifier] for modifier in held),
            }
            paste = ["paste"] if named == "Control+v" else []
            self.call(
                "Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, commands=paste, **event
            )
            self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, text: str) -> None:
        """Write a text where the focus is."""
        self.call("Input.insertText", text=text)

    def copy_picture(self, file: str) -> None:
        """Copy a PNG file, so that `Control+v` pastes it."""
        with open(file, "rb") as picture:
            content = base64.b64encode(picture.read()).decode()
        self.allow("clipboardReadWrite", "clipboardSanitizedWrite")
        self.evaluate(
            f"""navigator.clipboard.write([new ClipboardItem({{'image/png': new Blob(
                [Uint8Array.from(atob('{content}'), letter => letter.charCodeAt(0))], {{type: 'image/png'}})}})])
                .then(() => true)""",
            bool,
        )

    def allow(self, *permissions: str) -> None:
        """Let the page do what people are asked about."""
        self._pipe.call("Browser.grantPermissions", permissions=permissions, browserContextId=self._context)
