"""Continuous integration runs what it should, on what it should, with no more rights than it needs."""

from __future__ import annotations

import os
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


READS = {"contents": "read"}
WRITES = {
    "publish": {"id-token": "write"},
    "announce": {"attestations": "write", "contents": "write", "id-token": "write"},
}
"""The jobs of a release that may do more than read."""


def test_every_job_says_which_rights_it_has_and_none_but_those_of_a_release_may_write() -> None:
    jobs = {(file, name): job for file, flow in WORKFLOWS.items() for name, job in flow["jobs"].items()}
    rights = {("release.yml", name): rights for name, rights in WRITES.items()}

    assert len(jobs) >= 12
    assert all(workflow["permissions"] == {} for workflow in WORKFLOWS.values())
    assert [job for job in jobs if jobs[job].get("permissions") != rights.get(job, READS)] == []


def test_a_release_publishes_what_was_tested_and_builds_nothing() -> None:
    jobs = WORKFLOWS["release.yml"]["jobs"]
    runs = {name: " ".join(step.get("run", "") for step in job.get("steps", ())) for name, job in jobs.items()}

    assert jobs["checks"]["uses"] == "./.github/workflows/ci.yml"
    assert "workflow_call" in WORKFLOWS["ci.yml"][True]  # YAML takes the key ``on`` for true
    assert jobs["publish"]["needs"] == ["checks", "tagged"]
    assert jobs["announce"]["needs"] == "publish"
    assert jobs["rehearsal"]["if"] == "github.event_name == 'workflow_dispatch'"
    assert jobs["tagged"]["if"] == "github.event_name == 'push'"
    assert not re.search(r"\b(build|pip|install)\b", runs["publish"] + runs["announce"])
    assert [step["run"] for step in WORKFLOWS["ci.yml"]["jobs"]["build"]["steps"] if "run" in step][
        -1
    ] == "release/build"
    for job in ("publish", "announce"):
        (dist,) = [step["with"] for step in jobs[job]["steps"] if "download-artifact" in step.get("uses", "")]
        assert dist == {"name": "dist", "path": "dist/"}
    assert [step["with"]["attestations"] for step in jobs["publish"]["steps"] if "publish" in step["uses"]] == [True]
    assert all(os.access(ROOT / "release" / script, os.X_OK) for script in ("build", "rehearse"))


def test_every_action_is_named_by_its_hash() -> None:
    steps = [step for flow in WORKFLOWS.values() for job in flow["jobs"].values() for step in job.get("steps", ())]
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
    section = PROJECT.partition("\ndependencies = [")[2].partition("dev = [")[0]
    allowed = {name.lower(): version for name, version in re.findall(r'"([A-Za-z]+)>=([\d.]+)', section)}
    tried = dict(re.findall(r"^(\w+)==([\d.]+)$", (ROOT / ".github" / "lowest.txt").read_text("utf-8"), re.MULTILINE))

    assert len(allowed) == 6
    assert {name.lower() for name in tried} == set(allowed)
    for name, version in tried.items():
        assert version.split(".")[: len(allowed[name.lower()].split("."))] == allowed[name.lower()].split(".")
