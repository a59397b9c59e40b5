"""What `rfcalc compare` says of networks, through the function that people start."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import re
import sys
from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.cli import main

from .running import bare, on_terminal
from .test_loaded import HEAVY, loaded

if TYPE_CHECKING:
    from .conftest import Piped

pytestmark = pytest.mark.usefixtures("folder")

CONFIGS = pathlib.Path(__file__).parents[2] / "configs"

WITHOUT_MAXPOOL = """\
        resnet50, input 224x224          mine.yaml, input 224x224
jump    layer           n   rf  start    layer           n   rf  start
   2    conv1         112    7    0.5    layer1.2.add  112   19    0.5
   4    layer1.2.add   56   35    0.5    layer2.3.add   56   47    0.5
   8    layer2.3.add   28   91    0.5    layer3.5.add   28  135    0.5
  16    layer3.5.add   14  267    0.5    layer4.2.add   14  215    0.5
  32    layer4.2.add    7  427    0.5    -
last    layer4.2.add    7  427    0.5    layer4.2.add   14  215    0.5

resnet50 and mine.yaml differ: 1 removed, 68 changed; 1 the same.

change   layer           n          jump      rf          start
removed  maxpool         56          4         11         0.5
changed  layer1.0.conv1  56 -> 112   4 ->  2   11 ->   7
         ... 12 more
changed  layer2.0.conv1  56 -> 112   4 ->  2   35 ->  19
changed  layer2.0.conv2  28 ->  56   8 ->  4   43 ->  23
         ... 15 more
changed  layer3.0.conv1  28 ->  56   8 ->  4   91 ->  47
changed  layer3.0.conv2  14 ->  28  16 ->  8  107 ->  55
         ... 23 more
changed  layer4.0.conv1  14 ->  28  16 ->  8  267 -> 135
changed  layer4.0.conv2   7 ->  14  32 -> 16  299 -> 151
         ... 10 more
changed  layer4.2.add     7 ->  14  32 -> 16  427 -> 215
"""


@pytest.fixture
def resnet(folder: pathlib.Path) -> str:
    """Return the text of ResNet-50, which also stands in a file as one's own."""
    text = (CONFIGS / "resnet50.yaml").read_text(encoding="utf-8")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return text


def out(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """Return what a comparison prints, having checked its exit code and that it says nothing else."""
    assert main(["compare", *words]) == code
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return the message of a comparison that is refused."""
    assert main(["compare", *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def changes(text: str) -> list[tuple[str, str, str, str]]:
    """Return what a comparison in JSON says changed: how, the two names, and in which numbers."""
    return [
        (
            change["what"],
            *((layer or {}).get("name", "") for layer in change["layers"]),
            " ".join(change["numbers"]),
        )
        for change in json.loads(text)["changes"]
    ]


@pytest.mark.usefixtures("resnet")
def test_a_copy_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "resnet50", "mine.yaml", "--check")
    assert shown.splitlines()[-1] == (
        "resnet50 and mine.yaml are the same: 70 layers with the same n, jump, rf and start."
    )
    report = json.loads(out(capsys, "resnet50", "mine.yaml", "--format", "json"))
    assert (report["same"], report["agreeing"], report["changes"]) == (True, 70, [])


def test_what_show_writes_is_the_same(piped: Piped) -> None:
    shown = piped("show", "resnet50", "--expanded")
    ended = piped("compare", "resnet50", "-", "--check", given=shown.out)
    assert (ended.code, ended.err) == (0, "")
    assert "resnet50 and <stdin> are the same: 70 layers" in ended.out


def test_without_a_pool_the_pool_and_what_follows_differ(
    resnet: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line for line in resnet.splitlines() if "name: maxpool" not in line]
    (folder / "mine.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert out(capsys, "resnet50", "mine.yaml") == WITHOUT_MAXPOOL
    listed = changes(out(capsys, "resnet50", "mine.yaml", "--format", "json"))
    assert listed[0] == ("removed", "maxpool", "", "")
    assert {(what, numbers) for what, _, _, numbers in listed[1:]} == {("changed", "n jump rf")}
    assert len(listed) == 69


def test_a_dilated_stage_is_told_with_what_was_done_to_it(
    resnet: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dilated = resnet.replace("repeat: 3, first: {stride: 2, project: true}}", "repeat: 3, first: {project: true}}")
    (folder / "mine.yaml").write_text(dilated, encoding="utf-8")
    shown = out(capsys, "resnet50", "mine.yaml").splitlines()[9:]
    assert shown == [
        "resnet50 and mine.yaml differ: 12 changed; 58 the same.",
        "",
        "change   layer                window             n        jump      rf",
        "changed  layer4.0.conv2       k3 s2 p1 -> k3 p1  7 -> 14  32 -> 16",
        "changed  layer4.0.conv3                          7 -> 14  32 -> 16",
        "changed  layer4.0.downsample  k1 s2    -> k1     7 -> 14  32 -> 16",
        "changed  layer4.0.add                            7 -> 14  32 -> 16",
        "changed  layer4.1.conv1                          7 -> 14  32 -> 16",
        "changed  layer4.1.conv2                          7 -> 14  32 -> 16  363 -> 331",
        "         ... 5 more",
        "changed  layer4.2.add                            7 -> 14  32 -> 16  427 -> 363",
    ]


def test_another_size_changes_only_what_depends_on_it(
    resnet: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine.yaml").write_text(resnet.replace("input: 224", "input: [224, 320]"), encoding="utf-8")
    listed = changes(out(capsys, "resnet50", "mine.yaml", "--format", "json"))
    assert {numbers for *_, numbers in listed} == {"n"}
    assert "112 -> 112x160" in out(capsys, "resnet50", "mine.yaml")
    assert json.loads(out(capsys, "resnet50", "mine.yaml", "--input", "64", "--format", "json"))["same"]


def test_another_name_is_a_change_without_numbers(
    resnet: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine.yaml").write_text(resnet.replace("- conv1: [7", "- stem: [7"), encoding="utf-8")
    assert changes(out(capsys, "resnet50", "mine.yaml", "--format", "json")) == [("renamed", "conv1", "stem", "")]
    assert "resnet50 and mine.yaml differ: 1 renamed; 69 the same." in out(capsys, "resnet50", "mine.yaml")


def test_flags_are_told_apart(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "input: 32\nlayers:\n  - c1: [3, 2, 1]\n  - c2: [{}]\n  - {{name: sum, type: {}, inputs: [c1, c2]}}\n"
    (folder / "a.yaml").write_text(text.format("3, 1, 1", "add"))
    (folder / "b.yaml").write_text(text.format("4, 1, [[1, 2]]", "add").replace("[[1, 2]]", "[[1, 2], [1, 2]]"))
    listed = changes(out(capsys, "a.yaml", "b.yaml", "--format", "json"))
    assert listed == [("changed", "c2", "c2", "rf start"), ("changed", "sum", "sum", "rf start misaligned")]
    assert "- -> misaligned" in out(capsys, "a.yaml", "b.yaml")


def test_stages_end_at_blocks_and_joins_not_with_the_start_of_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    levels = json.loads(out(capsys, "resnet50", "mobilenet-v2", "unet", "--format", "json"))["levels"]
    assert [(level["what"], level.get("at")) for level in levels] == [
        *(("jump", jump) for jump in ("1", "2", "4", "8", "16", "32")),
        ("last", None),
    ]
    names = [[layer and layer["name"] for layer in level["layers"]] for level in levels]
    assert names == [
        [None, None, "classes"],
        ["conv1", "features.1.project", "up2.conv2"],
        ["layer1.2.add", "features.3.add", "up3.conv2"],
        ["layer2.3.add", "features.6.add", "up4.conv2"],
        ["layer3.5.add", "features.13.add", "bottom.conv2"],
        ["layer4.2.add", "features.18", None],
        ["layer4.2.add", "features.18", "classes"],
    ]


def test_a_map_of_one_feature_ends_no_stage(capsys: pytest.CaptureFixture[str]) -> None:
    levels = json.loads(out(capsys, "alexnet", "vgg16", "--format", "json"))["levels"]
    assert [level["layers"][0] and level["layers"][0]["name"] for level in levels[-2:]] == ["pool5", "fc7-conv"]


def test_layers_and_blocks_are_compared_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "resnet18", "resnet50", "--layer", "layer3", "--layer", "conv1", "--check", code=1)
    assert shown.splitlines()[1:] == [
        "layer     layer           n  jump   rf  start    layer           n  jump   rf  start",
        "layer3    layer3.1.add   14    16  211    0.5    layer3.5.add   14    16  267    0.5",
        "conv1     conv1         112     2    7    0.5    conv1         112     2    7    0.5",
        "",
        "ResNet-18 and ResNet-50 differ at layer3, conv1: 1 changed; 1 the same.",
        "",
        "change   layer   rf",
        "changed  layer3  211 -> 267",
    ]
    assert "are the same at conv1: 1 layer with" in out(capsys, "resnet18", "resnet50", "--layer", "conv1", "--check")
    many = json.loads(out(capsys, "vgg11", "vgg16", "vgg19", "--layer", "pool5", "--format", "json"))
    assert [layer["rf"]["x"] for layer in many["levels"][0]["layers"]] == [150, 212, 268]
    assert "same" not in many


def test_a_layer_that_one_of_them_lacks_is_refused_with_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    message = refusal(capsys, "vgg16", "alexnet", "--layer", "conv5_3")
    assert message == "alexnet: 'AlexNet' has no layer 'conv5_3'; did you mean 'conv5'?\n"
    message = refusal(capsys, "alexnet", "vgg16", "--layer", "x")
    assert message == "alexnet: 'AlexNet' has no layer 'x'; the first are conv1, pool1, conv2 ...\n"


def test_networks_of_different_axes_differ_and_are_not_matched(capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "wave.yaml", "volume.json", "--check", code=1)
    assert shown.endswith("Wave and Volume have different axes (x and z y x), so their layers are not compared.\n")


def test_an_unknown_input_is_compared_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "unsized.yaml", "unsized.yaml")
    assert "Unsized, input size not known" in shown
    assert shown.endswith("Unsized and Unsized are the same: 1 layer with the same n, jump, rf and start.\n")


def test_jumps_that_differ_by_axis_stand_in_order(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "input: 32\nlayers:\n  - {name: a, type: conv, kernel: 3, stride: [1, 2]}\n  - b: [1, 3]\n"
    (folder / "a.yaml").write_text(text)
    levels = json.loads(out(capsys, "a.yaml", "markup.yaml", "--format", "json"))["levels"]
    assert [level.get("at") for level in levels] == ["1", "1x2", "3x6", None]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("alexnet", "NET: found 1 network; allowed: two or more"),
        ("alexnet --check", "NET: found 1 network; --check compares two"),
        ("alexnet vgg11 vgg13 --check", "NET: found 3 networks; --check compares two"),
        ("- -", "NET: '-' is given more than once; standard input can be read once"),
        ("alexnet vgg61", "vgg61: neither a file nor a preset; did you mean 'vgg16'?"),
    ],
)
def test_what_cannot_be_compared_is_refused(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(capsys, *words.split()) == message + "\n"


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_file_gets_what_would_be_printed(form: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("alexnet", "accents.yaml", "--format", form)
    printed = out(capsys, *words)
    assert out(capsys, *words, "--check", "-o", "answer.txt", code=1) == ""
    assert (folder / "answer.txt").read_text(encoding="utf-8") == printed


def test_csv_lists_every_change(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(out(capsys, "vgg16", "vgg19", "--format", "csv"))))
    assert [row["layer"] for row in rows if row["what"] == "added"] == ["conv3_4", "conv4_4", "conv5_4"]
    pairs = [(row["layer"], row["rf_x"], row["changed"]) for row in rows if row["what"] == "changed"]
    assert pairs[:2] == [("pool3", "44", "rf"), ("pool3", "52", "rf")]
    assert len(pairs) == 18


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_of_80_columns_is_enough_for_two(folder: pathlib.Path) -> None:
    shown = bare(on_terminal(["compare", "resnet50", "resnet50-v1"], folder).out)
    assert max(map(len, shown.splitlines())) <= 80
    assert "layer4.2.add    7  483    2.5" in shown
    assert re.search(r"changed  layer4.2.add +427 +0.5\n +→ 483 +→ 2.5\n", shown)  # two lines each fit
    wide = bare(on_terminal(["compare", "resnet50", "resnet50-v1"], folder, size=(100, 24)).out)
    assert re.search(r"changed  layer4.2.add +427 → 483  0.5 → 2.5\n", wide)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_comparison_does_without_heavy_modules(form: str, folder: pathlib.Path) -> None:
    assert not loaded("compare", "vgg16", "vgg19", "--format", form, folder=folder) & set(HEAVY)


@pytest.mark.slow
def test_other_commands_do_without_comparisons(folder: pathlib.Path) -> None:
    modules = loaded("summary", "vgg16", folder=folder)
    assert not {name for name in modules if "compar" in name or name.endswith((".changes", ".matching"))}


def test_python_gets_the_same_numbers() -> None:
    first, second = rfcalc.load("vgg16"), rfcalc.load("vgg19")
    found = rfcalc.compare(first, second)
    assert isinstance(found, rfcalc.Comparison)
    assert found.same is False
    assert found.levels[-1].layers[1] == rfcalc.summary(second).layers[-1]
    assert rfcalc.compare(first, second, first).same is None
    assert rfcalc.compare(first, second, layers=["conv1_1"]).same is True


def test_networks_are_not_compared_at_their_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "alexnet", "zfnet", "--layer", "input"]) == 2
    assert capsys.readouterr().err.endswith("alexnet: layer 'input': the input is no layer; name a layer or a block\n")
