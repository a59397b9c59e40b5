"""How many small faults in the arithmetic and the reader the tests find.

Run it with ``python -m mutation.run --sample 100 --seed 1``. Each mutant is one change of one line (`mutants.py`), made
in a copy of the project, against which the tests are run that touch the line (`touching.py`), then the whole fast lane,
then slow laws. Survivors are told with what was changed; the exit code is 1 where fewer than ``--floor`` of those die
that are not in ``equivalent.txt``. It needs a system that can fork.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mutation.mutants import Mutant, mutants
from mutation.touching import Choice, Recording, recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
LEFT_OUT = (".*_cache", ".coverage*", ".git", ".hypothesis", ".venv", "__pycache__", "build", "dist")

FAST_LANE = ("tests", "rfcalc", "--ignore=tests/house", "--ignore=tests/engine", "--ignore=tests/browser")
"""Left out: the house looks at the project, not at numbers; engines want more addresses than a mutant gets."""
LAWS = ("tests/laws", "tests/document", "tests/api")
ROOMS = (
    "rfcalc/axis",
    "rfcalc/layers",
    "rfcalc/analysis/fields.py",
    "rfcalc/analysis/visible.py",
    "rfcalc/analysis/paths",
    "rfcalc/network/graph.py",
    "rfcalc/network/build.py",
    "rfcalc/readers/document",
    "rfcalc/readers/netfile",
)
"""What is changed."""

FAST, SLOW = "not slow", "slow"
FLOOR = 0.97
MEMORY = 3 * 2**30  # bytes of address space: a fault may ask for all there is
PATIENCE = {FAST: 240, SLOW: 900}  # seconds of CPU, several times what a lane takes: a mutant that takes more is found
NEAR_PATIENCE = 90  # likewise, for the tests that touch a line
DEADLINE = 900  # seconds, for one that waits
SILENT = (0, 5)  # all tests passed, none was left to run
SIGNALS = (-signal.SIGXCPU, -signal.SIGKILL)


class Run(NamedTuple):
    """Where which tests are run, with what beside them, and how many seconds of CPU they may take."""

    copy: Path
    lane: str
    paths: Sequence[str]
    patience: int
    plugins: Sequence[object] = ()


class Verdict(NamedTuple):
    """Whether a mutant was found, and by what."""

    is_found: bool
    how: str


def main() -> int:
    """Return 0 where enough mutants of the sample die."""
    options = _options()
    known = equivalents()
    everything = [mutant for room in ROOMS for file in _files(ROOT / room) for mutant in mutants(file, _text(file))]
    stale = sorted(set(known) - {mutant.name for mutant in everything})
    if stale:
        print("equivalent.txt names mutants that no longer are:", *stale, sep="\n  ")
        return 1
    drawn = [mutant for mutant in everything if options.only in mutant.file and mutant.name not in known]
    print(f"{len(everything)} mutants, {len(known)} known to be equivalent; seed {options.seed}", flush=True)
    if options.sample and options.sample < len(drawn):
        drawn = random.Random(options.seed).sample(drawn, options.sample)  # noqa: S311 - not for secrets
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        survivors = _survivors(copy, drawn, quick=options.quick)
    share = 1 - len(survivors) / max(len(drawn), 1)
    print(f"{len(drawn) - len(survivors)} of {len(drawn)} mutants found: {share:.1%}; the floor is {FLOOR:.0%}")
    return int(share < options.floor)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sample", type=int, default=0, help="how many are drawn; all, unless it is given")
    parser.add_argument("--seed", type=int, default=0, help="which are drawn")
    parser.add_argument("--only", default="", help="only files with this in their path")
    parser.add_argument("--quick", action="store_true", help="leave out the slow laws: more survive, sooner")
    parser.add_argument("--floor", type=float, default=FLOOR, help="the share of them that must die")
    return parser.parse_args()


def equivalents() -> dict[str, str]:
    """Return the mutants that change nothing anybody could see, each with the reason that stands above it."""
    found, reason = {}, ""
    for line in EQUIVALENT.read_text("utf-8").splitlines():
        if line.startswith("#"):
            reason = line.removeprefix("#").strip()
        elif line:
            found[line] = reason
    return found


def _files(path: Path) -> list[str]:
    files = sorted(path.glob("*.py")) if path.is_dir() else [path]
    return [file.relative_to(ROOT).as_posix() for file in files]


def _text(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


def _survivors(copy: Path, drawn: Sequence[Mutant], *, quick: bool) -> list[Mutant]:
    """Return the mutants that no test finds; tell of each on the way."""
    _imported()
    started = time.monotonic()
    file = copy / "touching.json"
    recording = Run(copy, FAST, FAST_LANE, 10 * PATIENCE[FAST], [Recording(copy, file)])
    if (unchanged := _verdict(recording)).is_found:
        raise SystemExit(f"the tests fail without any change: {unchanged.how}")
    touching = recorded(file)
    print(f"  which tests touch what, {time.monotonic() - started:.0f} s", flush=True)
    survivors, slow = [], 0
    for number, mutant in enumerate(drawn, 1):
        file = copy / mutant.file
        original = file.read_text("utf-8")
        _write(file, mutant.text, number)
        verdict = _judged(copy, touching.nearest(mutant.file, mutant.line), quick=quick)
        _write(file, original, 0)
        slow += verdict.how == "timeout"
        if not verdict.is_found:
            survivors.append(mutant)
            print(f"survived, line {mutant.line}: {mutant.name}", flush=True)
        if number % 20 == 0:
            print(
                f"  {number} of {len(drawn)}, {slow} found by the time they take, {time.monotonic() - started:.0f} s",
                flush=True,
            )
    return survivors


def _judged(copy: Path, near: Sequence[str], *, quick: bool) -> Verdict:
    """Return what the tests say of a changed copy: those near the change first, each lane only if all before pass."""
    files = sorted({test.partition("::")[0] for test in near})
    runs = [Run(copy, FAST, files, NEAR_PATIENCE, [Choice(near)])] if near else []
    lanes = ((FAST, FAST_LANE), (SLOW, LAWS))
    runs += [Run(copy, lane, paths, PATIENCE[lane]) for lane, paths in lanes[: 1 if quick else 2]]
    for run in runs:
        verdict = _verdict(run)
        if verdict.is_found:
            break
    return verdict


def _write(file: Path, text: str, number: int) -> None:
    """Write a module with a time of its own, or what was compiled of another mutant would stand for it."""
    file.write_text(text, "utf-8")
    os.utime(file, (1_000_000_000 + 2 * number,) * 2)


def _imported() -> None:
    """Import what takes long and does not belong to the project, once for all that are forked."""
    import hypothesis
    import jsonschema
    import pytest
    import rich.table
    import typer
    import yaml

    sys.modules.update(
        {module.__name__: module for module in (hypothesis, jsonschema, pytest, rich.table, typer, yaml)}
    )


def _verdict(run: Run) -> Verdict:
    """Return what a run of tests says, in a process of its own."""
    child = os.fork()
    if not child:
        os._exit(_tested(run))
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return Verdict(code not in SILENT, "timeout" if code in SIGNALS else f"exit code {code}")
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return Verdict(is_found=True, how="timeout")


def _tested(run: Run) -> int:
    """Run the tests, saying nothing; return pytest's exit code."""
    import pytest

    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (run.patience,) * 2)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.chdir(run.copy)
    sys.path[0] = str(run.copy)
    os.environ["PYTHONPATH"] = str(run.copy)
    sys.dont_write_bytecode = True  # so that the tests keep what they compile in the copy
    words = ["-q", "-x", "-m", run.lane, "-o", "addopts=--doctest-modules", "-n0", "--no-cov"]
    words += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is imported by now
    return int(pytest.main([*words, "-p", "no:cacheprovider", *run.paths], plugins=[*run.plugins]))


if __name__ == "__main__":
    sys.exit(main())
