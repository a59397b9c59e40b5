"""Continuous integration runs what it should, on what it should, with no more rights than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
WORKFLOWS: dict[str, Any] = {
    path.name: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}


def test_every_job_says_which_rights_it_has_and_none_may_write() -> None:
    jobs = {name: job for workflow in WORKFLOWS.values() for name, job in workflow["jobs"].items()}

    assert len(jobs) >= 7
    assert all(workflow["permissions"] == {} for workflow in WORKFLOWS.values())
    assert [name for name, job in jobs.items() if job.get("permissions") != {"contents": "read"}] == []


def test_every_action_is_named_by_its_hash() -> None:
    steps = [step for flow in WORKFLOWS.values() for job in flow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]

    assert used
    assert [action for action in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)] == []


def test_the_built_wheel_is_tested_on_every_python_that_the_project_names() -> None:
    named = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', PROJECT)
    matrix = WORKFLOWS["ci.yml"]["jobs"]["installed"]["strategy"]["matrix"]

    assert matrix["python"] == named
    assert {entry["python"] for entry in matrix["include"]} == {named[-1]}
    assert {entry["os"] for entry in matrix["include"]} == {"macos-latest", "windows-latest"}


def test_the_lowest_versions_that_are_tried_are_those_that_the_project_allows() -> None:
    section = PROJECT.partition("dependencies = [")[2].partition("dev = [")[0]
    allowed = {name.lower(): version for name, version in re.findall(r'"([A-Za-z]+)>=([\d.]+)', section)}
    tried = dict(re.findall(r"^(\w+)==([\d.]+)$", (ROOT / ".github" / "lowest.txt").read_text("utf-8"), re.MULTILINE))

    assert len(allowed) == 6
    assert {name.lower() for name in tried} == set(allowed)
    for name, version in tried.items():
        assert version.split(".")[: len(allowed[name.lower()].split("."))] == allowed[name.lower()].split(".")
