"""The viewer: networks as one HTML document that shows them, by itself and offline."""

from rfcalc.render.viewer.document import write

__all__ = ["write"]
