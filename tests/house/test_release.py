"""A release says what it is in every place, and what is shipped beside the package is true."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import zipfile
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

import rfcalc
from rfcalc.data.extras import DISTRIBUTION

from .pages import DOCS, PAGES, README, ROOT, text_of

if TYPE_CHECKING:
    from pathlib import Path

STEPS = runpy.run_path(str(ROOT / "release" / "steps.py"))
HATCH = runpy.run_path(str(ROOT / "hatch_build.py"))
PROJECT = text_of(ROOT / "pyproject.toml")
SOURCE = "https://github.com/rfcalc/rfcalc"
SHIPPED = dict(re.findall(r'^"(\S+)" = "(share/\S+)"$', PROJECT, re.MULTILINE))
CHANGES = """# Changelog

## [Unreleased]

### Added

- A thing.

## [0.9.0] - 2026-01-02

- Another.
"""

TEXT = {"type": "string", "minLength": 1}
CITATION: dict[str, Any] = {
    # What we use of the schema of Citation File Format 1.2.0 (https://citation-file-format.github.io/1.2.0/schema),
    # narrower than that, which release/build holds the file to.
    "type": "object",
    "required": ["cff-version", "message", "title", "type", "authors", "version", "license", "repository-code", "url"],
    "additionalProperties": False,
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": TEXT,
        "title": TEXT,
        "abstract": TEXT,
        "type": {"const": "software"},
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {"name": TEXT, "website": {"type": "string", "format": "uri", "pattern": "^https://"}},
            },
        },
        "version": TEXT,
        "date-released": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"},
        "license": {"const": "MIT"},
        "repository-code": {"const": SOURCE},
        "url": {"const": SOURCE},
        "keywords": {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True},
    },
}


def test_the_citation_holds_its_schema_and_names_the_version() -> None:
    citation = yaml.load(text_of(ROOT / "CITATION.cff"), yaml.BaseLoader)  # noqa: S506 - it makes texts of everything

    Draft202012Validator(CITATION, format_checker=FormatChecker()).validate(citation)
    assert citation["version"] == rfcalc.__version__
    assert all(f'"{word}"' in PROJECT for word in citation["keywords"])


def test_a_version_is_named_wherever_it_is_said() -> None:
    for file in ("CHANGELOG.md", "CITATION.cff", "rfcalc/__init__.py"):
        changed = STEPS["named"](file, text_of(ROOT / file), "12.3.4", "2031-02-03")
        assert "12.3.4" in changed
        assert "2031-02-03" in changed or file.endswith(".py")
        assert STEPS["named"](file, changed, "12.3.4", "2031-02-03").count("date-released") <= 1
    with pytest.raises(ValueError, match=r"CITATION.cff: found 0 places"):
        STEPS["named"]("CITATION.cff", "title: x\n", "1.0.0", "2031-02-03")


def test_the_notes_of_a_release_are_its_section_of_the_change_log() -> None:
    changed = STEPS["named"]("CHANGELOG.md", CHANGES, "1.0.0", "2031-02-03")

    assert STEPS["notes"](changed, "1.0.0") == "### Added\n\n- A thing.\n"
    assert STEPS["notes"](changed, "0.9.0") == "- Another.\n"
    for nothing in ("1.0", "0.8.0"):
        with pytest.raises(ValueError, match="says nothing of"):
            STEPS["notes"](changed, nothing)


@pytest.mark.parametrize("words", [["set", "1"], ["set", "1.0.0; true"], ["notes", "v99.0.0"], ["notes"], []])
def test_a_step_that_cannot_be_taken_changes_nothing(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = text_of(ROOT / "CITATION.cff")

    assert STEPS["main"](words) == 2
    assert capsys.readouterr().out == ""
    assert text_of(ROOT / "CITATION.cff") == before


def test_an_index_shows_a_readme_whose_links_lead_to_the_files_of_the_version() -> None:
    shown = HATCH["absolute"](text_of(README), SOURCE, "v1.0.0")
    links = re.findall(r"\]\((\S+?)\)", shown)

    assert len(links) == len(re.findall(r"\]\((\S+?)\)", text_of(README)))
    assert [link for link in links if not link.startswith("https://")] == []
    ours = [link for link in links if "rfcalc/rfcalc" in link and "/v1.0.0/" in link]
    assert [link for link in ours if not (ROOT / link.partition("/v1.0.0/")[2].partition("#")[0]).is_file()] == []
    assert any(re.match(r"https://raw\.githubusercontent\.com/rfcalc/rfcalc/v1\.0\.0/docs/pictures/", x) for x in links)


def test_the_repository_is_named_alike_everywhere() -> None:
    listed = PROJECT.partition("[project.urls]\n")[2].partition("\n[")[0]
    urls = re.findall(r'^\w+ = "(https://\S+)"$', listed, re.MULTILINE)
    others = [ROOT / name for name in ("CITATION.cff", "SECURITY.md", "CONTRIBUTING.md", "release/schemastore.json")]
    named = [
        found for page in (*PAGES, *others) for found in re.findall(r"github\w*\.com/(\w+/rfcalc)\b", text_of(page))
    ]

    assert len(urls) == 5
    assert all(url.startswith(SOURCE) for url in urls)
    assert set(named) == {"rfcalc/rfcalc"}


def test_no_page_installs_what_is_not_ours() -> None:
    """An index takes rfcalc for rf-calc, which others made."""
    told = [*PAGES, *sorted(ROOT.glob("*.md")), *sorted((ROOT / "rfcalc").rglob("*.py")), ROOT / "action.yml"]
    tools = r"(?:pipx? (?:install|inject|run)|uv (?:add|pip install|tool install)|uvx)"
    wrong = re.compile(rf"{tools}(?: -\S+)* [\"']?rfcalc\b|\brfcalc\[(?:dev|plot)")

    assert wrong.search("uvx rfcalc")
    assert wrong.search('python -m pip install -U "rfcalc[plot]"')
    assert [(page.name, found[0]) for page in told for found in wrong.finditer(text_of(page))] == []
    assert f'name = "{DISTRIBUTION}"' in PROJECT


def test_editors_are_told_which_files_are_networks() -> None:
    entry = json.loads(text_of(ROOT / "release" / "schemastore.json"))
    schema = entry["url"].partition("/main/")[2]

    assert entry.keys() == {"name", "description", "fileMatch", "url"}
    for name in ("net.rfcalc.yaml", "net.rfcalc.yml", "net.rfcalc.json"):
        assert any(fnmatch(name, pattern) for pattern in entry["fileMatch"])
        assert f"`*{name.removeprefix('net')}`" in text_of(DOCS / "format.md")
    assert json.loads(text_of(ROOT / schema))["title"] == "rfcalc network file"


def test_a_container_is_given_what_a_wheel_is_built_of_and_runs_without_rights() -> None:
    lines = text_of(ROOT / "Dockerfile").splitlines()
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    let_in = [line[1:] for line in text_of(ROOT / ".dockerignore").splitlines() if line.startswith("!")]

    assert sorted(copied) == sorted(let_in)
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert [lines.index(line) for line in ("USER rfcalc", "WORKDIR /work", 'ENTRYPOINT ["rfcalc"]')] == [
        *range(len(lines) - 3, len(lines))
    ]


def test_what_is_shipped_for_shells_knows_both_names(tmp_path: Path) -> None:
    """Bash and fish look for a file of the name that is typed, zsh for one that says which names it is for."""
    for path, place in SHIPPED.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tmp_path / place)
        assert (
            "rfcalc" not in place
            or place.replace("/rfcalc", "/receptive-fields") in {*SHIPPED.values()}
            or "zsh" in path
        )
    assert text_of(ROOT / "rfcalc/data/completions/rfcalc.zsh").splitlines()[0] == "#compdef rfcalc receptive-fields"
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    line = 'source "$1/receptive-fields" && complete -p receptive-fields rfcalc'
    folder = tmp_path / "share" / "bash-completion" / "completions"
    said = subprocess.run([bash, "-c", line, "bash", folder], capture_output=True, text=True, check=True)
    assert said.stdout.count("-F _rfcalc") == 2


@pytest.mark.slow
def test_a_build_has_the_same_bytes_wherever_and_whenever_it_is_made(tmp_path: Path) -> None:
    """Of what the container gets, a wheel is built that is the same."""
    copied = [line.split()[1:-1] for line in text_of(ROOT / "Dockerfile").splitlines() if line.startswith("COPY ")]
    for path in [path for paths in copied for path in paths]:
        (tmp_path / "tree" / path).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / path).is_dir():
            shutil.copytree(ROOT / path, tmp_path / "tree" / path, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / path, tmp_path / "tree" / path)
    built = [built_in(ROOT, tmp_path / "here", "wheel"), built_in(tmp_path / "tree", tmp_path / "there", "wheel")]

    assert built[0].read_bytes() == built[1].read_bytes()
    with zipfile.ZipFile(built[0]) as wheel:
        data = next(name for name in wheel.namelist() if ".data/data/" in name).partition("share/")[0]
        assert {wheel.read(data + place) for place in SHIPPED.values()} == {
            (ROOT / path).read_bytes() for path in SHIPPED
        }
        scripts = wheel.read(next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))).decode()
    assert scripts.split("\n\n")[0].splitlines() == [
        "[console_scripts]",
        "receptive-fields = rfcalc.cli:main",
        "rfcalc = rfcalc.cli:main",
    ]


@pytest.mark.slow
def test_the_sdist_has_all_that_a_checkout_has(tmp_path: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout")
    archive = built_in(ROOT, tmp_path, "sdist")
    with tarfile.open(archive) as sdist:
        held = {name.partition("/")[2] for name in sdist.getnames()}

    assert set(listed.stdout.split()) - held == set()


def built_in(tree: Path, folder: Path, kind: str) -> Path:
    """Build a wheel or an sdist of a tree in a folder, where nothing else is left."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
        cwd=tree,
        check=True,
        capture_output=True,
    )
    (built,) = folder.iterdir()
    return built
