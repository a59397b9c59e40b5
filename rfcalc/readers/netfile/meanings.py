"""What keys and types of layers mean, in a sentence each: an editor shows it where a file is written."""

from __future__ import annotations

NETWORK = {
    "name": "What the network is called; by default the file's name.",
    "description": "A line about the network: which variant it is, its year, its input.",
    "family": "The group of networks it belongs to.",
    "source": "Where it was published, or whose definition it follows.",
    "input": "Size of the input: a number for every axis, or a list such as [height, width]; null: not known.",
    "parameters": "Names and their defaults, known in every layer as $name; null: it must be given with --set.",
    "blocks": "Lists of layers by name, written once and used like a layer.",
    "layers": "The layers: each has a name and a type, uses a block, or is short: name: [kernel, stride, padding].",
}

BLOCK = {
    "parameters": "Names and their defaults, known in the block's layers as $name; null: every use must give it.",
    "inputs": "What the block calls its inputs; by default one, called input.",
    "output": "The layer whose map the block hands on; by default the last.",
    "layers": "The block's layers; they see each other, the block's inputs and nothing else.",
}

LAYER = {
    "name": "What the layer is called; every layer needs a name of its own.",
    "type": "What the layer does.",
    "inputs": "The layers it reads; by default the one before. The network's input is called input.",
    "when": "false leaves the layer out; who names it gets its first input instead.",
}

USE = {
    "name": LAYER["name"],
    "block": "The block to put here.",
    "inputs": "What the block reads, one layer for each of its inputs; by default the layer before.",
    "repeat": "How often the block follows upon itself; layers are then called name.0.layer, name.1.layer ...",
    "with": "Values of the block's parameters, in every repetition.",
    "each": "Values of the block's parameters, a list with one for each repetition.",
    "first": "Values of the block's parameters in the first repetition; stronger than with and each.",
    "last": "Values of the block's parameters in the last repetition; the strongest.",
    "when": "false leaves the whole use out; who names it gets its first input instead.",
}

SETTINGS = {
    "kernel": "Features that one feature reads along each axis.",
    "stride": "How far the kernel moves from one feature to the next.",
    "padding": "Virtual features before and after the map: a number, one per axis, [before, after] pairs, or a word.",
    "dilation": "Distance between neighbouring features that the kernel reads.",
    "ceil_mode": "true: the number of features is rounded up.",
    "output_padding": "Features added after the map that is handed on.",
    "output_size": "Features that are handed on; null in a list keeps an axis as it is.",
    "scale": "How many times as many features are handed on along each axis, such as 2 or 1.5.",
    "size": "Features that are handed on.",
    "mode": "How values between features are found.",
    "align_corners": "true: the first and the last feature keep their place.",
    "crop": "Features cut off: a number for both sides, one per axis, or [before, after] pairs.",
    "window": "Features of a window along each axis.",
    "shift": "Where the first whole window begins.",
    "whole": "true: every feature reads the whole map too; false: the layer changes nothing.",
}
"""Keys of layer types; `OWN_SETTINGS` has those that mean something else in one type."""

OWN_SETTINGS = {
    "conv_transpose.kernel": "Features to which one feature of the input is spread along each axis.",
    "conv_transpose.dilation": "Distance between neighbouring features to which one is spread.",
    "conv_transpose.stride": "How far apart the features of the input are put.",
    "conv_transpose.padding": "Features cut off before and after the map that is handed on, or a word.",
    "maxpool.stride": "How far the kernel moves from one feature to the next; by default the kernel.",
    "pad.padding": "Virtual features around the map: a number for both sides, one per axis, or [before, after] pairs.",
    "pixel_shuffle.scale": "How many features come of one along each axis.",
    "space_to_depth.scale": "How many features become one along each axis.",
}

TYPES = {
    "conv": "Convolution: feature i reads i * stride - padding + t * dilation for every tap t of the kernel.",
    "conv_transpose": "Transposed convolution: feature i reads every q with q * stride - padding + t * dilation = i.",
    "maxpool": "Largest value of a window: reads what a convolution does.",
    "avgpool": "Mean of a window: reads what a convolution does.",
    "adaptive_avgpool": "Means of as many windows as output_size says.",
    "adaptive_maxpool": "Largest values of as many windows as output_size says.",
    "global_avgpool": "Mean of the whole map; one feature is left.",
    "global_maxpool": "Largest value of the whole map; one feature is left.",
    "linear": "Fully connected: reads the whole map; one feature is left.",
    "upsample": "Interpolation to scale times as many features, or to a size.",
    "resize": "The same as upsample.",
    "pad": "Puts virtual features around the map: feature i reads i - before.",
    "crop": "Cuts features off: feature i reads i + before.",
    "pixel_shuffle": "Channels become places: feature i reads i // scale.",
    "space_to_depth": "Places become channels: feature i reads i * scale and the scale - 1 after it.",
    "attention": "Every feature reads the whole map.",
    "window_attention": "Every feature reads its window.",
    "squeeze_excite": "A gate: every feature reads itself and the whole map.",
    "instancenorm": "Norm over the map: every feature reads itself and the whole map.",
    "groupnorm": "Norm over the map and some channels: every feature reads itself and the whole map.",
    "add": "Sum of two or more maps: reads the same feature of each; a map of one feature is spread over a larger one.",
    "mul": "Product of two or more maps: reads the same feature of each, as a sum does.",
    "concat": "Two or more maps side by side: reads the same feature of each.",
}

UNCHANGING = "Changes nothing: feature i reads feature i."
"""What all the types mean that `TYPES` does not have."""

PARAMETER = "A parameter of the block or the network, such as $stride."

SHORT_FORM = (
    "A convolution, or a pool if its name begins with pool, maxpool or avgpool: [kernel, stride, padding, dilation]."
)
