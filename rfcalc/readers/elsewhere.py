"""Files of models that are not read, and the way from each to one that is."""

from __future__ import annotations

ONNX = "an ONNX file of the same model is read"
KERAS = "save it as .keras, or write model.to_json() to a .json file"
TORCH = "rfcalc.from_torch(module, example_input) reads the module in Python"

WAYS_OUT = {
    **dict.fromkeys((".h5", ".hdf5", ".pb"), KERAS),
    **dict.fromkeys((".pt", ".pth", ".ckpt", ".safetensors"), f"it holds weights; {TORCH}"),
    ".pt2": "torch.export.load reads it in Python; rfcalc.from_torch takes what that returns",
    ".tflite": f"the Keras model that it was made from is read: {KERAS}",
    ".prototxt": f"{ONNX}; networks of before 2018 are among the presets",
    ".caffemodel": f"it holds weights; {ONNX}",
    ".xml": f"{ONNX}: it is what OpenVINO's files are made from",
    ".mlmodel": f"{ONNX}: it is what CoreML's files are made from",
    ".mlpackage": f"{ONNX}: it is what CoreML's files are made from",
    ".pdmodel": f"paddle2onnx makes one that is read: {ONNX}",
    ".weights": "it holds weights; the .cfg beside it is read",
}
"""By suffix, in small letters: what to do instead. The formats are those whose graph stands in another file, too."""
