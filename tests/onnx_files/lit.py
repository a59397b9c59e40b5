"""What ONNX Runtime computes, one pixel lit at a time: which outputs change shows what each of them reads."""

from itertools import product
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from onnx import ModelProto

Index = tuple[int, ...]
Box = tuple[tuple[int, int], ...]

onnxruntime.set_default_logger_severity(4)


LIGHT = 100.0  # above all that is dark together, so that it is the largest of every window


class Seen(NamedTuple):
    """What the features of an output read of the image, found by trying."""

    n: Index
    boxes: dict[Index, Box | None]


def session_of(model: ModelProto) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def seen(
    model: ModelProto,
    shape: Index,
    image: Index,
    features: Index,
    *,
    output: int = 0,
    others: dict[str, Any] | None = None,
) -> Seen:
    """Return what the features of an output see; ``image`` and ``features`` are the axes' dims in input and output."""
    session = session_of(model)
    random = np.random.default_rng(1)
    dark = random.uniform(0.5, 1.0, shape).astype(np.float32)
    first = session.get_inputs()[0].name
    feeds = dict(others or {})

    def run(picture: np.ndarray) -> np.ndarray:
        return np.asarray(session.run(None, {first: picture, **feeds})[output], np.float64)

    before = run(dark)
    rest = tuple(dim for dim in range(before.ndim) if dim not in features)
    n = tuple(before.shape[dim] for dim in features)
    order = np.argsort(np.argsort(features))
    hits: dict[Index, list[Index]] = {index: [] for index in product(*map(range, n))}
    for pixel in product(*[range(shape[dim]) for dim in image]):
        lit = dark.copy()
        at: list[Any] = [slice(None)] * len(shape)
        for dim, place in zip(image, pixel):
            at[dim] = place
        lit[tuple(at)] += LIGHT
        changed = np.any(np.abs(run(lit) - before) > 1e-7 * (1 + np.abs(before)), axis=rest)
        for index in np.argwhere(np.transpose(changed, np.argsort(order)) if changed.ndim > 1 else changed):
            hits[tuple(int(index[axis]) for axis in range(len(features)))].append(pixel)
    boxes = {
        index: tuple((min(axis), max(axis) + 1) for axis in zip(*pixels)) if pixels else None
        for index, pixels in hits.items()
    }
    return Seen(n, boxes)
