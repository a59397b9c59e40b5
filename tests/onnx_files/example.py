"""Write the model of docs/models.md: ``python -m onnx_files.example`` in the folder ``tests``."""

import pathlib
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

FILE = pathlib.Path(__file__).parents[2] / "docs" / "models" / "detector.onnx"


def made() -> ModelProto:
    """Return a detector in small: a stem, a stage with a gate and a shortcut, two maps, their boxes in one list."""
    nodes: list[NodeProto] = []
    held: dict[str, np.ndarray] = {}

    def add(name: str, operator: str, inputs: str, **given: Any) -> str:  # noqa: ANN401 - `onnx.helper` tells its type
        output = f"/{name}/{operator}_output_0"
        names = ["" if each == "-" else each for each in inputs.split()]
        nodes.append(helper.make_node(operator, names, [output], name=f"/{name}/{operator}", **given))
        return output

    def conv(name: str, source: str, out: int, into: int, kernel: int, stride: int = 1) -> str:
        held[f"{name}.weight"] = np.zeros((out, into, kernel, kernel), np.float32)
        size = {"kernel_shape": [kernel] * 2, "strides": [stride] * 2, "pads": [kernel // 2] * 4}
        return add(name, "Conv", f"{source} {name}.weight", **size)

    stem = add("stem", "Relu", conv("stem/conv", "image", 4, 3, 3, 2))
    down = add("stage/act", "Relu", conv("stage/conv1", stem, 8, 4, 3, 2))
    gate = add("stage/se", "Sigmoid", conv("stage/se/fc", add("stage/se", "GlobalAveragePool", down), 8, 8, 1))
    inner = conv("stage/conv2", add("stage/se", "Mul", f"{down} {gate}"), 8, 8, 3)
    last = add("stage", "Add", f"{inner} {down}")
    held["scales"] = np.array([1, 1, 2, 2], np.float32)
    larger = add("neck", "Resize", f"{last} - scales", mode="nearest")
    up = add("neck", "Concat", f"{larger} {stem}", axis=1)
    held["rows"] = np.array([0, 4, -1], np.int64)
    boxes = [
        add(f"head{at}", "Reshape", f"{conv(f'head{at}/conv', source, 4, into, 1)} rows")
        for at, (source, into) in enumerate(((last, 8), (up, 12)))
    ]
    add("boxes", "Softmax", add("boxes", "Concat", " ".join(boxes), axis=2), axis=1)
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, "height", "width"])
    result = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)
    weights = [numpy_helper.from_array(array, name) for name, array in held.items()]
    graph = helper.make_graph(nodes, "detector", [image], [result], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    FILE.write_bytes(made().SerializeToString())
