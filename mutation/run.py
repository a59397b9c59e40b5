"""How many small faults in the arithmetic and the reader the tests find.

Run it with ``python -m mutation.run --sample 100 --seed 1``. Each mutant is one change of one line (`mutants.py`), made
in a copy of the project, against which the quick tests of its room are run, then the whole fast lane, then slow laws.
Survivors are told with what was changed; the exit code is 1 where fewer than ``--floor`` of those die that are not in
``equivalent.txt``. It needs a system that can fork.
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

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
LEFT_OUT = (".*_cache", ".coverage*", ".git", ".hypothesis", ".venv", "__pycache__", "build", "dist")

ARITHMETIC = ("tests/laws", "tests/layers", "tests/api", "tests/published")
READING = ("tests/document", "tests/readers", "tests/golden", "tests/network", "tests/cli/test_parameters.py")
FAST_LANE = ("tests", "rfcalc")
LAWS = ("tests/laws", "tests/document")
ROOMS: dict[str, Sequence[str]] = {
    "rfcalc/axis": ARITHMETIC,
    "rfcalc/layers": (*ARITHMETIC, *READING),
    "rfcalc/analysis/fields.py": ARITHMETIC,
    "rfcalc/analysis/visible.py": ARITHMETIC,
    "rfcalc/analysis/paths": ARITHMETIC,
    "rfcalc/network/graph.py": ("tests/network", "tests/golden", *ARITHMETIC),
    "rfcalc/network/build.py": (*READING, "tests/layers", "tests/api"),
    "rfcalc/readers/document": READING,
    "rfcalc/readers/netfile": READING,
}
"""What is changed, and the quick tests that should notice at once."""

FAST, SLOW = "not slow", "slow"
FLOOR = 0.97
MEMORY = 3 * 2**30  # bytes of address space: a fault may ask for all there is
PATIENCE = 600  # seconds of CPU, several times what the laws take; a mutant that takes longer is found by that
DEADLINE = 3600  # seconds, for one that waits


SIGNALS = (-signal.SIGXCPU, -signal.SIGKILL)


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
        survivors = _survivors(copy, drawn)
    share = 1 - len(survivors) / max(len(drawn), 1)
    print(f"{len(drawn) - len(survivors)} of {len(drawn)} mutants found: {share:.1%}; the floor is {FLOOR:.0%}")
    return int(share < options.floor)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sample", type=int, default=0, help="how many are drawn; all, unless it is given")
    parser.add_argument("--seed", type=int, default=0, help="which are drawn")
    parser.add_argument("--only", default="", help="only files with this in their path")
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


def _survivors(copy: Path, drawn: Sequence[Mutant]) -> list[Mutant]:
    """Return the mutants that no test finds; tell of each on the way."""
    _imported()
    started = time.monotonic()
    if (unchanged := _verdict(copy, FAST_LANE, FAST)).is_found:
        raise SystemExit(f"the tests fail without any change: {unchanged.how}")
    survivors, slow = [], 0
    for number, mutant in enumerate(drawn, 1):
        file = copy / mutant.file
        original = file.read_text("utf-8")
        _write(file, mutant.text, number)
        for tests, lane in ((_quick_tests(mutant.file), FAST), (FAST_LANE, FAST), (LAWS, SLOW)):
            verdict = _verdict(copy, tests, lane)
            if verdict.is_found:
                break
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


def _write(file: Path, text: str, number: int) -> None:
    """Write a module with a time of its own, or what was compiled of another mutant would stand for it."""
    file.write_text(text, "utf-8")
    os.utime(file, (1_000_000_000 + 2 * number,) * 2)


def _quick_tests(file: str) -> Sequence[str]:
    return next(tests for room, tests in ROOMS.items() if file.startswith(room))


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


def _verdict(copy: Path, tests: Sequence[str], lane: str) -> Verdict:
    """Return what some tests say of the copy, in a process of its own."""
    child = os.fork()
    if not child:
        os._exit(_tested(copy, tests, lane))
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return Verdict(code != 0, "timeout" if code in SIGNALS else f"exit code {code}")
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return Verdict(is_found=True, how="timeout")


def _tested(copy: Path, tests: Sequence[str], lane: str) -> int:
    """Run tests in the copy, saying nothing; return pytest's exit code."""
    import pytest

    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.chdir(copy)
    sys.path[0] = str(copy)
    os.environ["PYTHONPATH"] = str(copy)
    sys.dont_write_bytecode = True  # so that the tests keep what they compile in the copy
    words = ["-q", "-x", "-m", lane, "-o", "addopts=--doctest-modules", "-n0", "--no-cov"]
    words += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is imported by now
    return int(pytest.main([*words, "-p", "no:cacheprovider", *tests]))


if __name__ == "__main__":
    sys.exit(main())
