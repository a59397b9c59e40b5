"""What the words of answers mean, a phrase each: for help, and for what stands below tables."""

from __future__ import annotations

MEANINGS = {
    "n": "number of features of a map",
    "jump": "distance between neighbouring features",
    "rf": "size of the receptive field: the extent of all that can influence a feature, padding included",
    "start": "centre of the first feature's receptive field",
    "reach": "how far features see beyond their own place [i * jump, (i + 1) * jump), before and after it, at most",
    "clean": "the features [first, end) that read no padding on any layer of the way back",
    "erf": "size of the effective receptive field: the root of how many pixels count more than 4.55% of the largest",
    "std": "standard deviation of where the paths to a feature end",
    "std_formula": "std by the closed formula for chains, without borders",
    "erf_formula": "the erf that a Gaussian of std_formula would have",
    "holes": "share of the pixels between those that count that do not count themselves",
    "gridding": "how unevenly pixels are read by all features of a map together; 0% is even",
    "checkerboard": "how unevenly the features of a map are reached by all pixels together; 0% is even",
    "shift": "how far a feature looks off its ideal place: before (-) or after it",
    "shift_image": "how far the centre of this one field lies off the middle of the image",
    "shift_mass": "how far the mean of where its paths end lies off the centre of its field",
}
"""Sizes and places are in pixels of the input. Each word is a heading of a table, or a key in JSON."""
