"""What users install is complete: built from this tree, unpacked elsewhere, run from an empty folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rfcalc.readers.document import read_document

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def twins_of(presets: set[str]) -> set[str]:
    return {f"{name.removesuffix('.yaml')}.json" for name in presets}


def test_a_preset_and_its_twin_say_the_same_on_the_same_lines(unpacked: Path) -> None:
    folder = unpacked / "rfcalc" / "data" / "presets"
    presets = sorted(folder.glob("*.yaml"))

    assert len(presets) >= 125
    for preset in presets:
        texts = {kind: preset.with_suffix(f".{kind}").read_text("utf-8") for kind in ("yaml", "json")}
        written, twin = (read_document(text, format=kind, file=preset.name) for kind, text in texts.items())
        assert twin == written


def test_an_installed_preset_is_read_without_pyyaml_and_shown_as_it_is_written(unpacked: Path, tmp_path: Path) -> None:
    code = """
import sys
from rfcalc.cli import main
assert main(["summary", "resnet50", "--format", "json", "-o", "out.json"]) == 0
assert "yaml" not in sys.modules
assert main(["summary", "vgg16", "--input", "4"]) == 2
sys.exit(main(["show", "resnet50"]))
"""
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert outcome.stdout == (ROOT / "configs" / "resnet50.yaml").read_text("utf-8").partition("\n")[2]
    assert outcome.stderr.startswith("vgg16:25: layer 'pool3'")


def test_the_wheel_ships_every_preset_schema_and_type_mark(unpacked: Path) -> None:
    presets = {path.name for path in (ROOT / "configs").glob("*.yaml")}

    assert len(presets) >= 11
    assert {path.name for path in (unpacked / "rfcalc" / "data" / "presets").iterdir()} == {
        *presets,
        *twins_of(presets),
        "network.schema.json",
    }
    assert {path.name for path in (unpacked / "rfcalc" / "data" / "schemas").glob("*.json")} == {
        path.name for path in (ROOT / "rfcalc" / "data" / "schemas").glob("*.json")
    }
    assert (unpacked / "rfcalc" / "py.typed").exists()
    assert {path.name for path in unpacked.iterdir() if path.suffix not in {".data", ".dist-info"}} == {"rfcalc"}


def test_presets_are_found_by_the_installed_package_from_anywhere(unpacked: Path, tmp_path: Path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-P", "-m", "rfcalc", "summary", "vgg16.yaml", "--format", "csv"]
        if sys.version_info >= (3, 11)
        else [sys.executable, "-m", "rfcalc", "summary", "vgg16.yaml", "--format", "csv"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "pool5,maxpool" in outcome.stdout.splitlines()[-1]
