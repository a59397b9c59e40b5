"""What people look at a network by: its numbers for the viewer, from which all else is worked out where it is shown."""

from rfcalc.reports.viewer.answer import LAYERS, Viewer, viewer_of

__all__ = ["LAYERS", "Viewer", "viewer_of"]
