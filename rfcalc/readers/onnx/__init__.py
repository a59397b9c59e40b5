"""ONNX files: a model's graph, without its weights, read into a network."""

from rfcalc.readers.onnx.reading import read_onnx

__all__ = ["read_onnx"]
