"""What the words of answers mean, a phrase each: for help, and for what stands below tables on a terminal."""

from __future__ import annotations

GLOSSARY = {
    "n": "number of features of a map",
    "jump": "distance between neighbouring features",
    "rf": "size of a receptive field, padding included: the largest of a map",
    "start": "centre of the first feature's receptive field",
    "reach": "how far features see to each side of [i * jump, (i + 1) * jump)",
    "clean": "box [first, end) around features that read no padding on any way back",
    "erf": "root of how many pixels count more than 4.55% of the largest",
    "std": "standard deviation of where the paths to a feature end",
    "std_formula": "std by the closed formula for chains, without borders",
    "erf_formula": "the erf that a Gaussian of std_formula would have",
    "holes": "share of the pixels within the field that do not count",
    "gridding": "how unevenly a map's features together read pixels",
    "checkerboard": "how unevenly pixels together reach a map's features",
    "align": "grid on which tiles begin, in pixels",
    "context": "pixels seen before and after an aligned block",
    "latency": "pixels from a block's first to the last that it needs",
    "crop": "outputs to drop at the ends of a tile",
    "step": "pixels from the begin of one tile to that of the next",
    "shift": "how far features look off their ideal place (-: before it)",
    "shift_image": "how far this field lies off the middle of the image",
    "shift_mass": "how far the mean of where paths end lies off the box's centre",
}
"""Sizes and places are in pixels of the input. Each word is a heading of a table, or a key in JSON."""
