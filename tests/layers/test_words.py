"""Words of other tools: suggested for a type or key, refused as the name of a short layer."""

from __future__ import annotations

import pytest

import rfcalc
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.layers.words import KEYS_OF_OTHERS, WORDS, letters_of, short_type, unknown_type

KERAS = """
    Conv1D=conv Conv2D=conv Conv3D=conv Conv2DTranspose=conv_transpose DepthwiseConv2D=conv SeparableConv2D=conv
    UpSampling1D=upsample UpSampling2D=upsample UpSampling3D=upsample ZeroPadding2D=pad Cropping2D=crop
    MaxPooling1D=maxpool MaxPooling2D=maxpool AveragePooling1D=avgpool AveragePooling3D=avgpool Dense=linear
    GlobalAveragePooling2D=global_avgpool GlobalMaxPooling1D=global_maxpool BatchNormalization=batchnorm
    LayerNormalization=layernorm GroupNormalization=groupnorm Activation=relu MultiHeadAttention=attention
    Attention=attention Add=add Multiply=mul Concatenate=concat Average=add Maximum=add Flatten=flatten
    Reshape=identity Permute=identity SpatialDropout2D=dropout LeakyReLU=leaky_relu Resizing=resize
"""
CAFFE = """
    InnerProduct=linear Eltwise=add Interp=resize Deconvolution=conv_transpose Pooling=maxpool LRN=lrn ReLU=relu
    Scale=scale Concat=concat Crop=crop Reorg=space_to_depth Convolution=conv MVN=instancenorm
"""
DARKNET = """
    convolutional=conv deconvolutional=conv_transpose route=concat shortcut=add reorg=space_to_depth connected=linear
"""
ONNX = """
    Conv=conv ConvTranspose=conv_transpose MaxPool=maxpool AveragePool=avgpool GlobalAveragePool=global_avgpool
    GlobalMaxPool=global_maxpool DepthToSpace=pixel_shuffle SpaceToDepth=space_to_depth Resize=resize
    Upsample=upsample
    Gemm=linear MatMul=linear Relu=relu Pad=pad Slice=slice InstanceNormalization=instancenorm HardSigmoid=hardsigmoid
"""
PYTORCH = """
    nn.Conv2d=conv ConvTranspose2d=conv_transpose MaxPool2d=maxpool AvgPool2d=avgpool
    AdaptiveAvgPool2d=adaptive_avgpool
    MaxUnpool2d=upsample Upsample=upsample UpsamplingBilinear2d=upsample ReflectionPad2d=pad ReplicationPad2d=pad
    ZeroPad2d=pad ConstantPad2d=pad CircularPad2d=pad PixelShuffle=pixel_shuffle PixelUnshuffle=space_to_depth
    MultiheadAttention=attention Linear=linear BatchNorm2d=batchnorm GroupNorm=groupnorm InstanceNorm2d=instancenorm
    LayerNorm=layernorm LocalResponseNorm=lrn Dropout2d=dropout Identity=identity Flatten=flatten Softmax2d=softmax
    LogSoftmax=log_softmax torch.nn.SiLU=silu BlurPool=conv Focus=space_to_depth convT=conv_transpose
"""
PAIRS = [pair.split("=") for tool in (KERAS, CAFFE, DARKNET, ONNX, PYTORCH) for pair in tool.split()]


@pytest.mark.parametrize(("word", "type_name"), PAIRS)
def test_a_word_of_another_tool_gets_our_word(word: str, type_name: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.Layer("layer", word)

    assert f"unknown type '{word}'; did you mean '{type_name}'" in str(caught.value)


@pytest.mark.parametrize("word", ["ConvLSTM2D", "SPP", "SPPF", "yolo", "Sequential", "InputLayer", "DeformConv2d"])
def test_a_word_without_a_type_says_what_to_do(word: str) -> None:
    assert f"unknown type '{word}'; there is none: " in str(unknown_type(word))


def test_every_word_is_spelled_as_it_is_looked_up_and_leads_to_a_type() -> None:
    assert [word for word in WORDS if letters_of(word) != word] == []
    assert {word.type for word in WORDS.values()} - {""} == set(LAYER_TYPES)
    keys = {key for row in LAYER_TYPES.values() for key in row.keys}
    general = {"input", "inputs", "type", "parameters", "with", "layers", "blocks"}
    assert {ours for several in KEYS_OF_OTHERS.values() for ours in several} <= keys | general


@pytest.mark.parametrize(
    "name",
    [
        "deconv1",
        "deconv_head",
        "upConvFinal",
        "upconv1",
        "up_conv",
        "convT",
        "convT1",
        "conv_transpose2",
        "Conv2DTranspose_1",
        "up1",
        "up",
        "relu1",
        "ReLU_1",
        "globalpool",
        "GlobalAvgPool",
        "bn1",
        "batch_norm",
        "add1",
        "cat",
        "concat2",
        "linear",
        "dense1",
        "dropout",
        "upsample3",
        "se1",
        "pad1",
        "crop",
        "softmax",
        "attention.1",
        "identity",
        "flatten",
    ],
)
def test_a_short_name_that_says_another_type_is_refused(name: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.loads(f"layers:\n  - {name}: [2, 2]\n")

    assert f"layer '{name}': its name says " in str(caught.value)
    assert f"write {{name: {name}, type: " in str(caught.value)


@pytest.mark.parametrize("name", ["deconv1", "relu1", "up1", "globalpool", "add1"])
def test_the_long_form_that_is_told_is_a_layer(name: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.loads(f"layers:\n  - {name}: [2, 2]\n")
    told = caught.value.allowed.removeprefix("write ").split(";")[0]
    layers = rfcalc.loads(f"input: 9\nlayers:\n  - conv1: [1]\n  - conv2: [1]\n  - {told}\n").layers

    assert layers[-1].name == name
    assert layers[-1].type != "conv"


@pytest.mark.parametrize(
    "name",
    [
        "conv1",
        "stem",
        "block3",
        "c1",
        "layer1",
        "fire2",
        "res2a",
        "features",
        "down1",
        "head",
        "fc6",
        "squeeze1x1",
        "expand3x3",
        "pool_proj",
        "reduction1",
        "Conv2d_1a_3x3",
        "features.0",
        "depthwise",
        "dwconv",
        "patch",
        "x",
        "層1",
    ],
)
def test_any_other_short_name_is_a_convolution(name: str) -> None:
    assert short_type(name, [3]) == "conv"


@pytest.mark.parametrize("name", ["pool", "pool1", "maxpool", "max_pool2", "MaxPool2d_1"])
def test_a_pool_is_one_also_within_a_block(name: str) -> None:
    text = f"blocks: {{b: {{layers: [{name}: [2]]}}}}\nlayers: [{{name: a, block: b}}, {name}: [2]]"

    assert [layer.type for layer in rfcalc.loads(text).layers] == ["maxpool", "maxpool"]
    assert short_type("avgpool3", [2]) == "avgpool"


@pytest.mark.parametrize("name", ["relu_out", "reluOut", "ReLU.a.b", "relu1"])
def test_the_first_word_of_a_name_may_say_another_type(name: str) -> None:
    with pytest.raises(rfcalc.RfcalcError, match="its name says relu, and the short form is for conv"):
        short_type(name, [3])
