"""What keys mean that are no layer type's, in a sentence each: an editor shows it where a file is written."""

from __future__ import annotations

NETWORK = {
    "name": "What the network is called; by default the file's name.",
    "description": "A line about the network: which variant it is, its year, its input.",
    "family": "The group of networks it belongs to.",
    "source": "Where it was published, or whose definition it follows.",
    "input": "Size of the input: a number for every axis, or a list such as [height, width]; null: not known.",
    "inputs": "In place of input: several inputs by name, with sizes; asked about is the first, or that of --from.",
    "pixel": "What a pixel is: its name (sample), its size along each axis (0.0625) and the unit of that (ms).",
    "checks": "Conditions that rfcalc check holds the network to, a list of texts such as 'pool5: rf >= 224'.",
    "parameters": "Names and their defaults, known in every layer as $name; null: it must be given with --set.",
    "blocks": "Lists of layers by name, written once and used like a layer.",
    "layers": "The layers: each has a name and a type, uses a block, or is short: name: [kernel, stride, padding].",
}

PIXEL = {
    "name": "What people call a pixel, in the singular: sample, voxel, base, frame.",
    "size": "How long a pixel is: a number above 0, or a list of one (or null: no length) per axis.",
    "unit": "The unit of the size: a text, or a list of one (or null) per axis.",
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
    "repeat": "How often the block follows upon itself; $index counts, layers are then name.0.layer, name.1.layer ...",
    "with": "Values of the block's parameters, in every repetition.",
    "each": "Values of the block's parameters, a list with one for each repetition.",
    "first": "Values of the block's parameters in the first repetition; stronger than with and each.",
    "last": "Values of the block's parameters in the last repetition; the strongest.",
    "when": "false leaves the whole use out; who names it gets its first input instead.",
}

PARAMETER = "A parameter of the block or the network, such as $stride, or arithmetic on such, as in $d * ($k - 1)."

SHORT_FORM = (
    "A convolution, or a pool if its name begins with pool, maxpool or avgpool: [kernel, stride, padding, dilation]."
)
