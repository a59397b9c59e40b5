"""What other tools call our types and keys: suggested, never accepted, so that a file has one way to say a thing."""

import re
from typing import NamedTuple

from rfcalc.errors import RfcalcError, nearest, quoted
from rfcalc.layers.kinds import shown
from rfcalc.layers.types import LAYER_TYPES

COMMON = 8  # types that are named where no nearer one is known


class Word(NamedTuple):
    """What a word of another tool is here."""

    type: str  # empty: there is no such type
    remark: str = ""  # what makes it right, as it follows the type, or why there is none


_PLAINLY = {
    "conv": """
        convolution convolutional depthwise depthwiseconv dwconv pointwise lazyconv locallyconnected local
        convinteger qlinearconv unfold
    """,
    "conv_transpose": """
        convt tconv deconv deconvolution upconv upconvolution transposedconv transposedconvolution transposeconv
        convtransposed convolutiontranspose lazyconvtranspose fractionallystridedconv
        deconvolutional fold
    """,
    "maxpool": "pool pooling maxpooling",
    "avgpool": "averagepool averagepooling avgpooling meanpool meanpooling lppool",
    "adaptive_avgpool": "adaptivepool adaptiveaveragepool adaptiveaveragepooling adaptivepooling",
    "adaptive_maxpool": "adaptivemaxpooling fractionalmaxpool",
    "global_avgpool": """
        gap globalpool globalpooling globalaveragepool globalaveragepooling globalavgpooling
        globallppool reducemean reduction
    """,
    "global_maxpool": "gmp globalmaxpooling reducemax",
    "linear": "fc dense fullyconnected innerproduct connected gemm lazylinear einsumdense bilinear",
    "upsample": "up upsampling unpool unpooling",
    "resize": "interpolate resizing",
    "pad": "padding zeropad zeropadding constantpad",
    "crop": "cropping centercrop",
    "slice": "stridedslice getitem",
    "roll": "cyclicshift circshift circularshift",
    "take": "gather indexselect",
    "grid_attention": "dilatedattention maxvitgridattention",
    "pixel_shuffle": "depthtospace subpixel subpixelconv",
    "space_to_depth": "pixelunshuffle reorg reorgyolo",
    "attention": """
        selfattention multiheadattention multiheadselfattention mha mhsa additiveattention groupqueryattention
        scaleddotproductattention nonlocal
    """,
    "recurrent": "lstm gru rnn simplernn lstmp qrnn sru",
    "window_attention": "shiftedwindowattention swinattention",
    "squeeze_excite": "se seblock selayer semodule squeezeexcitation squeezeandexcitation squeezeandexcite cbam eca",
    "batchnorm": "bn batchnormalization syncbatchnorm frozenbatchnorm lazybatchnorm normalization",
    "layernorm": "ln layernormalization rmsnorm rmsnormalization",
    "groupnorm": "gn groupnormalization",
    "instancenorm": "instancenormalization mvn meanvariancenormalization",
    "lrn": "localresponsenorm localresponsenormalization crossmaplrn",
    "l2norm": "normalize unitnormalization lpnormalization",
    "scale": "affine bias layerscale rescaling",
    "add": "sum plus addition shortcut subtract sub",
    "mul": "multiply product div divide",
    "concat": "cat concatenate concatenation depthconcat route",
    "dropout": "spatialdropout alphadropout featurealphadropout gaussiandropout gaussiannoise",
    "droppath": "stochasticdepth dropconnect",
    "identity": """
        noop cast absval bnll power pow sqrt exp log softshrink hardshrink tanhshrink clip erf argmax masking
        activityregularization
    """,
    "relu": "rrelu threshold thresholdedrelu",
    "softmax": "softmin",
}
"""Words that need no remark, as `letters_of` makes them."""

_CHOSEN = "where it looks is chosen while the network runs"
_INSIDE = "write the layers that it is made of, or a block of them"
_OUTPUT = "leave it out: it has no map, or reads each feature by itself"

_WITH_REMARK = {
    "separableconv": Word("conv", " with the kernel and stride of its depthwise half"),
    "separable": Word("conv", " with the kernel and stride of its depthwise half"),
    "convbnrelu": Word("conv", ", which is all of it that counts"),
    "convmodule": Word("conv", ", which is all of it that counts"),
    "spectralnormalization": Word("conv", ", which it wraps"),
    "blurpool": Word("conv", " with the kernel and stride of its filter"),
    "maxblurpool": Word("maxpool", " of stride 1, and a conv with the kernel and stride of the filter"),
    "maxunpool": Word("upsample", " with mode: nearest"),
    "upsamplingnearest": Word("upsample", " with mode: nearest"),
    "upsamplingbilinear": Word("upsample", " with mode: bilinear, align_corners: true"),
    "interp": Word("resize", " with mode: bilinear, align_corners: true"),
    "resizebilinear": Word("resize", " with mode: bilinear"),
    "resizenearestneighbor": Word("resize", " with mode: nearest"),
    "reflectionpad": Word("pad", " with mode: reflect"),
    "reflectpad": Word("pad", " with mode: reflect"),
    "replicationpad": Word("pad", " with mode: replicate"),
    "mirrorpad": Word("pad", " with mode: reflect"),
    "circularpad": Word("pad", " with mode: circular"),
    "focus": Word("space_to_depth", " with scale: 2, and a conv"),
    "patchmerging": Word("space_to_depth", " with scale: 2"),
    "patchembed": Word("conv", " with the patch as kernel and stride"),
    "matmul": Word("linear", ", or attention if both sides come from the input"),
    "activation": Word("relu", ", or the activation's own name"),
    "eltwise": Word("add", ", or mul for PROD"),
    "elementwise": Word("add", ", or mul for products"),
    "average": Word("add", ", which reads the same"),
    "mean": Word("add", ", which reads the same"),
    "max": Word("add", ", which reads the same, or maxpool"),
    "min": Word("add", ", which reads the same"),
    "maximum": Word("add", ", which reads the same"),
    "minimum": Word("add", ", which reads the same"),
    "dot": Word("mul", ", or linear if it sums over the map"),
    "reshape": Word("identity", ", where positions stay in place"),
    "view": Word("identity", ", where positions stay in place"),
    "permute": Word("identity", ", where positions stay in place"),
    "transpose": Word("identity", " if it moves axes, or conv_transpose"),
    "squeeze": Word("identity", ", where positions stay in place"),
    "unsqueeze": Word("identity", ", where positions stay in place"),
    "split": Word("identity", ", once for each part: channels are not written"),
    "transformer": Word("attention", " and a conv of kernel 1"),
    "transformerencoderlayer": Word("attention", " and a conv of kernel 1"),
    "spp": Word("", "write its pools, maxpool of kernel 5, 9 and 13 with stride 1 and padding same, and a concat"),
    "sppf": Word("", "write its pools, three maxpools of kernel 5, stride 1 and padding same in a row, and a concat"),
    "convlstm": Word("", "what it reads has no bound: each step widens it by its kernel"),
    "bidirectional": Word("recurrent", " with bidirectional: true"),
    "bilstm": Word("recurrent", " with bidirectional: true"),
    "bigru": Word("recurrent", " with bidirectional: true"),
    "deformconv": Word("", f"{_CHOSEN}; without its offsets it is a conv"),
    "gridsample": Word("", _CHOSEN),
    "dcn": Word("", f"{_CHOSEN}; without its offsets it is a conv"),
    "roipool": Word("", _CHOSEN),
    "maxroipool": Word("", _CHOSEN),
    "roipooling": Word("", _CHOSEN),
    "roialign": Word("", _CHOSEN),
    "embedding": Word("", _OUTPUT),
    "embed": Word("", _OUTPUT),
    "cost": Word("", _OUTPUT),
    "sequential": Word("", _INSIDE),
    "modulelist": Word("", _INSIDE),
    "timedistributed": Word("", _INSIDE),
    "bottleneck": Word("", _INSIDE),
    "basicblock": Word("", _INSIDE),
    "csp": Word("", _INSIDE),
    "input": Word("", "leave it out: the network's input is called input"),
    "inputlayer": Word("", "leave it out: the network's input is called input"),
    "yolo": Word("", _OUTPUT),
    "region": Word("", _OUTPUT),
    "detection": Word("", _OUTPUT),
    "priorbox": Word("", _OUTPUT),
    "softmaxwithloss": Word("", _OUTPUT),
    "accuracy": Word("", _OUTPUT),
    "data": Word("", _OUTPUT),
}

WORDS: dict[str, Word] = {
    **{_letters: Word(name) for name in LAYER_TYPES for _letters in [name.replace("_", "")]},
    **{each: word for name, words in _PLAINLY.items() for word in [Word(name)] for each in words.split()},
    **_WITH_REMARK,
}
"""Every word that is known, ours among them: what `letters_of` makes of a name, and what it is here."""

KEYS_OF_OTHERS = {
    "kernel_size": ("kernel",), "kernel_shape": ("kernel",), "kernelsize": ("kernel",), "ksize": ("kernel",),
    "pool_size": ("kernel",), "filter_size": ("kernel",), "size": ("kernel", "scale", "window"), "k": ("kernel",),
    "strides": ("stride", "step"), "subsample": ("stride",), "s": ("stride",),
    "pad": ("padding",), "pads": ("padding",), "paddings": ("padding",), "auto_pad": ("padding",), "p": ("padding",),
    "border_mode": ("padding",),
    "dilations": ("dilation",), "dilation_rate": ("dilation",), "rate": ("dilation",), "atrous": ("dilation",),
    "atrous_rate": ("dilation",), "d": ("dilation",),
    "scale_factor": ("scale",), "scales": ("scale",), "factor": ("scale",), "upscale_factor": ("scale",),
    "downscale_factor": ("scale",), "block_size": ("scale",), "blocksize": ("scale",), "stride": ("scale", "step"),
    "starts": ("start",), "begin": ("start",), "ends": ("stop",), "end": ("stop",), "steps": ("step",),
    "kernel": ("window", "output_size"),
    "output_size": ("size",), "output_shape": ("size", "output_size"), "sizes": ("size",), "target_size": ("size",),
    "interpolation": ("mode",), "method": ("mode",),
    "cropping": ("crop",), "crops": ("crop",), "padding": ("crop",), "crop": ("padding",),
    "is_causal": ("causal",), "use_causal_mask": ("causal",), "bidir": ("bidirectional",),
    "window_size": ("window",), "shift_size": ("shift",), "shifts": ("shift",), "grid_size": ("grid",),
    "coordinate_transformation_mode": ("coordinates",), "nearest_mode": ("rounding",), "index": ("indices",),
    "ceil": ("ceil_mode",),
    "input_size": ("input",), "input_shape": ("input",), "shape": ("input",), "image_size": ("input",),
    "input": ("inputs",), "bottom": ("inputs",), "from": ("inputs",), "op": ("type",), "kind": ("type",),
    "params": ("parameters", "with"), "modules": ("layers", "blocks"), "network": ("layers",),
}  # fmt: skip
"""What other tools call our keys: the first that the owner has is suggested."""

WITHOUT_SAY = frozenset({
    "activation", "affine", "bias", "channels", "count_include_pad", "data_format", "depth_multiplier", "dtype",
    "embed_dim", "eps", "epsilon", "features", "filters", "group", "groups", "in_channels", "in_features", "inplace",
    "kernel_initializer", "momentum", "num_heads", "num_output", "out_channels", "out_features",
    "trainable", "units", "use_bias",
})  # fmt: skip
"""What other tools write down and no receptive field depends on."""

_DEPTHWISE = r"depth_?wise|separable|sep_?conv|dw_?conv|conv_?dw|(?<![a-z])dw(?![a-z])"
"""Names of depthwise convolutions, and of separable ones, whose strides are those of their depthwise half."""

_DIMENSIONS = ("1d", "2d", "3d")

_POOLS = {"pool": "maxpool", "maxpool": "maxpool", "avgpool": "avgpool"}
_WINDOWS = ("conv", "maxpool", "avgpool")
_CONVOLUTIONAL = frozenset({"fc", "squeeze", "reduction"})
"""Words that published networks have for convolutions too: a fully convolutional fc, the squeeze of a fire ..."""

SHORT_FORM = ("kernel", "stride", "padding", "dilation")
"""The keys whose values stand in a list in the short form of a layer."""


def is_depthwise(name: str) -> bool:
    """Return whether a convolution is a depthwise one by its name: files do not say what channels do."""
    return re.search(_DEPTHWISE, name, re.IGNORECASE) is not None


def letters_of(name: str) -> str:
    """Return a name as words are looked up: small letters and figures, without 1d, 2d or 3d."""
    letters = "".join([letter for letter in name.casefold() if letter.isascii() and letter.isalnum()])
    for dimension in _DIMENSIONS:
        letters = letters.replace(dimension, "")
    return letters


def unknown_type(name: object) -> RfcalcError:
    """Return the error that there is no such type, with what it is called here, or the nearest."""
    if not isinstance(name, str):
        return RfcalcError(f"found {shown(name)}", allowed="allowed: a text (a number needs quote marks)", key="type")
    word = WORDS.get(letters_of(name.rpartition(".")[2]))  # nn.Conv2d
    if word is None:
        common = ", ".join([*LAYER_TYPES][:COMMON])
        hint = nearest(name, LAYER_TYPES) or f"rfcalc types lists them ({common} ...)"
    elif word.type:
        hint = f"did you mean {quoted(word.type)}{word.remark}?"
    else:
        hint = f"there is none: {word.remark}"
    return RfcalcError(f"unknown type {quoted(name)}", allowed=hint, key="type")


def short_type(name: str, values: list[object]) -> str:
    """Return the type of a layer jotted down as ``conv1: [kernel, stride, padding, dilation]``: a convolution or pool.

    Raises `RfcalcError` for a name whose first word is that of another type, with the long form to write.
    """
    stem = name.rstrip("0123456789_.-")
    for letters in _beginnings(stem):
        word = WORDS.get(letters)
        if word is not None and letters not in _CONVOLUTIONAL:
            if word.type in _WINDOWS:
                break
            if word.type:
                raise _not_short(name, word.type, values)
    return _POOLS.get(letters_of(stem), "conv")


def _beginnings(stem: str) -> list[str]:
    """Return what the first word of a name may be, the longest first: all of it, and fewer and fewer parts."""
    parts: list[str] = []
    before = "_"
    for letter in stem:
        if letter.isdigit() or letter == ".":
            break
        if not before.isalpha() or (before.islower() and letter.isupper()):
            parts.append("")
        parts[-1] += letter if letter.isalpha() else ""
        before = letter
    grown = ["".join(parts[:count]).casefold() for count in range(len(parts), 0, -1)]
    return [letters_of(stem), *grown]


def _not_short(name: str, type_name: str, values: list[object]) -> RfcalcError:
    keys = LAYER_TYPES[type_name].keys
    given = [f"{key}: {_bare(value)}" for key, value in zip(SHORT_FORM, values) if key in keys]
    if {key for key, about in keys.items() if about.required} <= set(SHORT_FORM[: len(values)]) and given:
        long = f"{{name: {name}, type: {type_name}, {', '.join(given)}}}"
    else:
        long = re.sub("(?<={name: )[^,]*", lambda _: name, LAYER_TYPES[type_name].example)
    return RfcalcError(
        f"its name says {type_name}, and the short form is for convolutions and pools",
        allowed=f"write {long}; type: conv there, if it is one",
    )


def _bare(value: object) -> str:
    return value if isinstance(value, str) else shown(value)
