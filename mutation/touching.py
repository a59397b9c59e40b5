"""Which tests run which lines, recorded once, so that a mutant meets at once those that can find it."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

MOST = 400  # tests that are tried first
SECONDS = 15.0  # which they take together, at most


class Touching(NamedTuple):
    """The tests in an order of their own, how long each takes, and which of them run a line of a file."""

    tests: Sequence[str]
    seconds: Sequence[float]
    lines: dict[str, dict[str, list[int]]]

    def nearest(self, file: str, line: int) -> list[str]:
        """Return the tests to try first on a change of a line, the likeliest to tell first.

        Of each test function the quickest case comes first, then of each the second: cases of one function mostly
        find the same. What runs while modules are loaded belongs to no test: there it is those of the whole file.
        """
        lines = self.lines.get(file, {})
        before = [number for number in sorted(map(int, lines)) if number <= line]
        found = lines[str(before[-1])] if before else []
        found = found or sorted({test for tests in lines.values() for test in tests})
        met: Counter[str] = Counter()
        ranked = []
        for test in sorted(found, key=lambda test: self.seconds[test]):
            function = self.tests[test].partition("[")[0]
            ranked.append((met[function], self.seconds[test], test))
            met[function] += 1
        chosen, total = [], 0.0
        for _, seconds, test in sorted(ranked)[:MOST]:
            total += seconds
            if total > SECONDS:
                break
            chosen.append(self.tests[test])
        return chosen


class Recording:
    """A plugin of pytest that records lines and times, and writes them to a file at the end."""

    def __init__(self, root: Path, file: Path) -> None:
        """Record what runs in the package below a folder."""
        self.root, self.file = root, file
        self.coverage = Coverage(data_file=None, config_file=False, include=[str(root / "rfcalc" / "*")])
        self.seconds: dict[str, float] = {}

    def pytest_collection(self) -> None:
        """Begin before the first module of the package is loaded."""
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Give all that runs in a test and its fixtures to it."""
        self.coverage.switch_context(item.nodeid)
        started = time.perf_counter()
        found = yield
        self.seconds[item.nodeid] = time.perf_counter() - started
        self.coverage.switch_context("")
        return found

    def pytest_sessionfinish(self) -> None:
        """Write what was recorded."""
        self.coverage.stop()
        numbers = {test: number for number, test in enumerate(self.seconds)}
        measured = self.coverage.get_data()
        lines = {
            str(file.relative_to(self.root)): {
                str(line): [numbers[test] for test in tests if test]
                for line, tests in measured.contexts_by_lineno(str(file)).items()
            }
            for file in map(type(self.root), measured.measured_files())
        }
        self.file.write_text(json.dumps([[*self.seconds], [*self.seconds.values()], lines]), "utf-8")


class Choice:
    """A plugin of pytest that runs some tests only, in the order in which they are given."""

    def __init__(self, tests: Sequence[str]) -> None:
        """Run the tests with these names."""
        self.order = {test: number for number, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave all others out."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self.order), key=lambda item: self.order[item.nodeid]
        )


def recorded(file: Path) -> Touching:
    """Return what a recording has written."""
    return Touching(*json.loads(file.read_text("utf-8")))
