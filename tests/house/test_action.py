"""The hook and the action that other projects use: their steps do what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from rfcalc.cli.commands import command
from rfcalc.cli.parse import parsed

from .pages import DOCS, ROOT, blocks

if TYPE_CHECKING:
    from pathlib import Path

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step.get("name", step.get("id")): step for step in ACTION["runs"]["steps"]}
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
SHOWN: dict[str, Any] = {
    body.split("\n", 1)[0].removeprefix("# "): yaml.safe_load(body)
    for _, body in blocks(DOCS / "decisions.md", "text")
    if body.startswith("# .")
}
DETECTOR = "name: Detector\ninput: 64\nchecks:\n  - rf >= 47\n  - rf >= 50\nlayers:\n  - conv4: [47]\n"

posix = pytest.mark.skipif(os.name != "posix", reason="the steps are written for bash")


def evaluated(text: str, known: dict[str, str]) -> str:
    """Return a value of the action with its expressions replaced by what they are."""
    made = re.fullmatch(r"\$\{\{ ([\w.-]+) && format\('\{0\}(.+)', ([\w.-]+)\) \}\}", text)
    if made:
        return known[made[1]] and known[made[3]] + made[2]
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: known[found[1]], text)


def run_step(name: str, folder: Path, python: str = sys.executable, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as GitHub does: its variables set, its lines in a file that bash reads."""
    given = {key: row.get("default", "") for key, row in ACTION["inputs"].items()} | inputs
    known = {
        "steps.python.outputs.python-path": python,
        "github.action_path": str(ROOT),
        "runner.temp": str(folder / "temp"),
        **{f"inputs.{key}": value for key, value in given.items()},
    }
    step = STEPS[name]
    script = folder / "step.sh"
    script.write_text(step["run"], "utf-8")
    environment = {key: evaluated(value, known) for key, value in step["env"].items()}
    # The package is that of this checkout: what the step before installs is looked at by itself.
    environment |= {"GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "PYTHONPATH": str(ROOT)}
    environment |= {"RUNNER_TEMP": known["runner.temp"]}
    (folder / "temp").mkdir(exist_ok=True)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=folder,
        env={**{key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@posix
@pytest.mark.slow
def test_the_action_shows_failures_and_writes_a_summary(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(DETECTOR, "utf-8")
    conditions = "all: aligned\n\nn == 18\nn == 19\n"
    done = run_step("Check the network", tmp_path, network="net.yaml", conditions=conditions)

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "::error file=net.yaml,line=5,title=rf >= 50::conv4: rf is 47, not >= 50",
        "::error file=net.yaml,line=7,title=n == 19::conv4: n is 18, not == 19",
    ]
    assert (tmp_path / "summary.md").read_text("utf-8").splitlines() == [
        "### rfcalc check",
        "",
        "- net.yaml:5: conv4: rf is 47, not &gt;= 50",
        "- net.yaml: conv4: n is 18, not == 19",
        "",
    ]


@posix
@pytest.mark.slow
def test_the_action_takes_all_its_inputs_and_hands_them_on_as_they_are(tmp_path: Path) -> None:
    odd = "$(touch was-run) `touch was-run`; touch was-run"
    done = run_step(
        "Check the network", tmp_path, network="tcn", conditions="rf >= 3", set="levels=2\nkernel=3", input="99"
    )
    failed = run_step("Check the network", tmp_path, network=odd, conditions=odd, baseline=odd, input=odd, set=odd)

    assert (done.returncode, done.stdout, done.stderr) == (0, "1 of 1 condition holds for TCN.\n", "")
    assert failed.returncode == 2
    assert "touch was-run" in (tmp_path / "summary.md").read_text("utf-8")
    assert not (tmp_path / "was-run").exists()


@posix
@pytest.mark.slow
def test_the_action_posts_the_table(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(DETECTOR, "utf-8")
    done = run_step("Show the network", tmp_path, network="net.yaml", input="99", page="")
    wrong = run_step("Show the network", tmp_path, network="nat.yaml")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert summary.startswith("### rfcalc summary\n\n")
    assert "| conv4 | conv | k47 | 53 | 1 | 47 | 23.5 |" in summary
    assert summary.endswith("|\n\n")
    assert (wrong.returncode, (tmp_path / "summary.md").read_text("utf-8")) == (2, summary)
    assert "nat.yaml" in wrong.stderr


@posix
def test_the_action_draws_the_page_that_it_uploads(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >> words\n', "utf-8")
    program.chmod(0o755)
    odd = "$(touch was-run)"
    done = run_step("Show the network", tmp_path, python=str(program), network=odd, set="a=1\nb=2")
    upload = STEPS["Upload the page"]
    place = evaluated(upload["with"]["path"], {"runner.temp": str(tmp_path / "temp")})

    assert (done.returncode, done.stderr) == (0, "")
    words = (tmp_path / "words").read_text("utf-8").splitlines()
    assert words[words.index("page") :] == ["page", f"--output={place}", "--set=a=1", "--set=b=2", "--", odd]
    assert (tmp_path / "temp" / "rfcalc-page").is_dir()
    assert (upload["if"], upload["with"]["name"]) == ("inputs.page", "${{ inputs.page }}")


@posix
def test_the_action_installs_what_it_stands_in(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', "utf-8")
    program.chmod(0o755)
    step = STEPS["Install rfcalc"]
    known = {"steps.python.outputs.python-path": str(program), "github.action_path": "/a b", "runner.temp": "/t t"}
    environment = {key: evaluated(value, known) for key, value in step["env"].items()}
    done = subprocess.run(["bash", "-c", step["run"]], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["-m", "pip", "install", "--quiet", "--target", "/t t/rfcalc", "/a b"]
    assert environment["TARGET"] == evaluated(STEPS["Check the network"]["env"]["PYTHONPATH"], known)


def test_the_action_uses_others_by_their_hash_and_no_input_in_a_script() -> None:
    used = [step["uses"] for step in STEPS.values() if "uses" in step]

    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in used)
    assert not any("${{" in step.get("run", "") for step in STEPS.values())


def test_the_workflow_of_the_page_gives_the_action_what_it_takes() -> None:
    _, step = SHOWN[".github/workflows/fields.yml"]["jobs"]["fields"]["steps"]

    assert step["uses"].split("/")[-1].startswith("rfcalc@")
    assert step["with"].keys() <= ACTION["inputs"].keys()
    assert {key for key, row in ACTION["inputs"].items() if row.get("required")} <= step["with"].keys()


@posix
@pytest.mark.slow
def test_the_hook_of_the_page_checks_the_network(tmp_path: Path) -> None:
    ((hook,),) = [repository["hooks"] for repository in SHOWN[".pre-commit-config.yaml"]["repos"]]
    program, *words = HOOK["entry"].split()
    (tmp_path / "detector.yaml").write_text(DETECTOR, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", program, *words, *hook["args"]],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert hook["id"] == HOOK["id"]
    assert re.search(HOOK["files"], "detector.yaml")
    assert re.search(hook["files"], "detector.yaml")
    assert (done.returncode, done.stderr) == (1, "")
    assert "rf is 47, not >= 50" in done.stdout


def test_the_hook_hands_no_names_of_files_on_which_would_be_conditions() -> None:
    program, name = HOOK["entry"].split()

    assert program == "rfcalc"
    assert parsed(command(name).SPEC, ["net.yaml"]) is not None
    assert HOOK["pass_filenames"] is False
    assert HOOK["language"] == "python"
