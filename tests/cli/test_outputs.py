"""Where answers go: one rule for all commands says in which format, and refuses what a file cannot hold."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

import pytest

from rfcalc.cli import main
from rfcalc.data.catalog import preset_path

if TYPE_CHECKING:
    import pathlib

pytestmark = pytest.mark.usefixtures("folder")

TABLES = [
    "summary wave.yaml",
    "summary wave.yaml volume.json",
    "locate c1 3 --net wave.yaml",
    "compare wave.yaml volume.json",
    "presets vgg16",
    "form wave.yaml",
    "growth wave.yaml",
    "map wave.yaml",
    "remedy wave.yaml --report",
]
FORMATS = {
    "json": ("f.json", "f.jsonl", "f.JSON"),
    "csv": ("f.csv",),
    "markdown": ("f.md", "f.markdown"),
    "table": ("f.txt", "f.log", "f.dat", "f", "dir.json/f"),
}


@pytest.fixture(autouse=True)
def _few_presets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have few presets be listed: which they are says nothing of where the list goes."""
    monkeypatch.setattr("rfcalc.api.reading.preset_names", lambda: ("alexnet", "vgg16"))


def printed(capsys: pytest.CaptureFixture[str], words: str) -> str:
    """Return what a command prints, having checked that it answers."""
    assert main(words.split(" ")) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", TABLES)
def test_the_ending_of_a_file_says_the_format(
    command: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dir.json").mkdir()
    for form, files in FORMATS.items():
        text = printed(capsys, f"{command} --format {form}")
        for file in files:
            assert printed(capsys, f"{command} -o {file}") == ""
            assert (folder / file).read_text("utf-8") == text, file


@pytest.mark.parametrize("command", TABLES)
@pytest.mark.parametrize("file", ["f.txt", "f.log", "f", "f.foo", "-"])
def test_an_ending_without_a_meaning_leaves_it_to_the_option(
    command: str, file: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(capsys, f"{command} --format csv")
    written = printed(capsys, f"{command} --format csv -o {file}")
    assert (written if file == "-" else (folder / file).read_text("utf-8")) == text


ENDING = "--output: unknown ending {}; "
REFUSED = {
    "-o f.json --format csv": "--format: 'csv'; a file that ends in .json holds json",
    "-o f.csv --format table": "--format: 'table'; a file that ends in .csv holds csv",
    "-o f.yaml": ENDING.format("'.yaml'"),
    "-o f.html": ENDING.format("'.html'"),
    "-o f.XLSX": ENDING.format("'.xlsx'"),
    "-o f.jpg": ENDING.format("'.jpg'"),
    "-o f.npz": ENDING.format("'.npz'"),
    "-o f.foo": ENDING.format("'.foo'"),
    "-o v1.2": ENDING.format("'.2'"),
    "-o f.yaml --format json": ENDING.format("'.yaml'"),
    "-o new/": "--output: 'new/'; this names a folder; the name of a file is needed",
    "-o ": "--output: ''; the name of a file is needed",
    "--output=": "--output: ''; the name of a file is needed",
    "-o f.json --format yaml": "--format: 'yaml'; one of table, json, csv, markdown",
}


@pytest.mark.parametrize("command", TABLES)
@pytest.mark.parametrize("options", REFUSED)
def test_what_a_file_cannot_hold_is_refused(
    command: str, options: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(os.listdir(folder))
    assert main([*command.split(), *options.split(" ")]) == 2
    shown = capsys.readouterr()
    assert (shown.out, sorted(os.listdir(folder))) == ("", before)
    assert shown.err.startswith(REFUSED[options])
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("summary vgg16 -o f.png", "--output: unknown ending '.png'; this command writes no pictures"),
        ("locate conv5 1 1 -o f.svg", "--output: unknown ending '.svg'; this command writes no pictures"),
        ("compare vgg16 vgg19 -o f.npy", "--output: unknown ending '.npy'; this command writes no arrays"),
        ("presets -o f.yml", "--output: unknown ending '.yml'; allowed: .json, .csv, .md, .txt"),
        (
            "map vgg16 -o f.yaml",
            "--output: unknown ending '.yaml'; allowed: .json, .csv, .md, .png, .svg, .pdf, .npy, .txt",
        ),
        (
            "presets -o f.foo",
            "--output: unknown ending '.foo'; allowed: .json, .csv, .md, .txt; any other needs --format",
        ),
        ("show vgg16 -o f.md", "--output: unknown ending '.md'; allowed: .yaml, .json, .txt"),
        ("remedy vgg16 -o f.csv", "--output: unknown ending '.csv'; allowed: .yaml, .json, .txt"),
        ("remedy vgg16 -o f.json --format yaml", "--format: 'yaml'; a file that ends in .json holds json"),
        ("schema -o f.yaml", "--output: unknown ending '.yaml'; allowed: .json, .txt"),
        ("schema -o new/", "--output: 'new/'; this names a folder; the name of a file is needed"),
        ("summary vgg16 -o missing/f.json", "missing/f.json: cannot be written: no such file or directory"),
    ],
)
def test_a_refusal_says_what_the_command_writes(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words.split()) == 2
    assert capsys.readouterr() == ("", f"{message}\n")


def test_a_file_of_any_ending_holds_what_has_one_format_only(folder: pathlib.Path) -> None:
    assert main(("schema", "-o", "f.foo")) == 0
    assert (folder / "f.foo").read_text("utf-8").startswith("{")


def test_a_place_is_written_to_a_file(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "locate conv5 3 4")
    assert printed(capsys, "locate conv5 3 4 -o place.txt") == ""
    assert (folder / "place.txt").read_text("utf-8") == text


@pytest.mark.parametrize("file", ["newdir/", "newdir/.", "newdir/..", ".", ".."])
def test_a_folder_is_no_file(file: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("summary", "wave.yaml", "-o", file)) == 2
    told = f"--output: '{file}'; this names a folder; the name of a file is needed\n"
    assert capsys.readouterr() == ("", told)
    assert not (folder / "newdir").exists()


@pytest.mark.parametrize(
    "command",
    [
        "show net.json --input 64 -o net.json",
        "show -o ./net.json",
        "remedy net.json --format json -o net.json",
        "remedy net.json --report -o link.json",
        "summary wave.yaml net.json -o net.json",
        "locate net.json c1 3 3 -o net.json",
        "locate c1 3 3 -o net.json",
        "map net.json c1 3 3 -o net.json",
        "map --net net.json -o net.json",
        "compare net.json wave.yaml -o net.json",
        "form net.json -o net.json",
        "growth net.json -o net.json",
    ],
)
def test_the_file_that_a_network_is_read_from_is_never_replaced(
    command: str, folder: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '{"input": 32, "layers": [{"c1": [3, 2]}]}'
    (folder / "net.json").write_text(text)
    (folder / "link.json").hardlink_to(folder / "net.json")
    monkeypatch.setenv("RFCALC_NET", "net.json")

    assert main(command.split()) == 2
    told = f"--output: '{command.rsplit(maxsplit=1)[-1]}'; the network is read from this file; another one is needed\n"
    assert capsys.readouterr() == ("", told)
    assert (folder / "net.json").read_text() == text


def test_an_answer_may_replace_any_other_file(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "c1").write_text("an older answer")

    for command in ("locate c1 3 --net wave.yaml -o c1", "summary wave.yaml -o c1", "summary wave.yaml -o /dev/null"):
        assert main(command.split()) == 0
    assert capsys.readouterr() == ("", "")
    assert (folder / "c1").read_text().startswith("Wave, input 100\n")


@pytest.mark.slow
def test_neither_is_the_file_behind_standard_input_nor_a_preset(folder: pathlib.Path) -> None:
    from .running import shell

    told = "; the network is read from this file; another one is needed\n"
    assert shell("$RFCALC show - --input 64 -o wave.yaml <wave.yaml", folder) == (2, "", f"--output: 'wave.yaml'{told}")
    preset = preset_path("vgg16")
    assert main(("show", "vgg16", "--input", "64", "-o", str(preset))) == 2
    assert shell("cat wave.yaml | $RFCALC show - --input 64 -o wave.yaml", folder).code == 0


def test_csv_holds_names_as_they_are(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["=1+2", "+c", "-c", "@c", "=a,b"]
    layers = "".join(f"  - {{name: '{name}', type: relu}}\n" for name in names)
    (folder / "names.yaml").write_text(f"input: [8]\nlayers:\n{layers}", "utf-8")

    rows = list(csv.reader(printed(capsys, "summary names.yaml --format csv").splitlines()))
    assert [row[1] for row in rows[1:]] == names
