"""What all tests share."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Generator, Iterator

KEPT = pytest.StashKey[bool]()
"""Whether functions may keep something from a test that was not traced."""

KEEPING = type(lru_cache(len))
"""What the library makes of functions that keep what they returned."""

OTHER_PROCESSES = "COVERAGE_PROCESS_CONFIG"
"""The variable by which coverage begins in every process that is started."""

# Folders of tests use each other's modules. The tree stands last, so that what is tested is what is installed: a wheel,
# where ``pytest`` is run as a program; ``python -m pytest`` puts this folder first.
sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# The same examples in every run, and no clock: a slow machine fails no law.
settings.register_profile("rfcalc", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
# New examples in every run, and more of them: ``pytest --hypothesis-profile=random tests/laws``.
settings.register_profile(
    "random", settings.get_profile("rfcalc"), derandomize=False, max_examples=1000, print_blob=True
)
settings.load_profile("rfcalc")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write golden files anew; read their diff")


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what makes tests slow and tells nothing."""
    keep_compiled(config.rootpath / ".pytest_cache" / "bytecode")
    measure_all_or_nothing(config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among modules and tests, which stay: it takes a seventh of the time of collecting them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def keep_compiled(folder: pathlib.Path) -> None:
    """Keep compiled modules in a folder where the environment wants none beside the sources.

    Hundreds of tests start the program, and each start would compile all of it anew; so would each worker the tests.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(folder)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def measure_all_or_nothing(config: pytest.Config) -> None:
    """Measure no coverage where only some tests run: it cannot be complete, and it takes as long as they do.

    It has begun by now, here as in each worker, and what a variable of the environment says begins it in every process.
    """
    if config.option.markexpr and config.pluginmanager.unregister(name="_cov") is not None:
        from coverage import Coverage

        measuring = Coverage.current()
        if measuring is not None:
            measuring.stop()
        os.environ.pop(OTHER_PROCESSES, None)


class Golden(Protocol):
    """Compares a text with a golden file, or writes it there where goldens are to be updated."""

    def __call__(self, text: str, file: pathlib.Path) -> None: ...


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return what compares a text with a golden file; ``pytest --update-goldens`` writes it instead."""

    def compare(text: str, file: pathlib.Path) -> None:
        if request.config.getoption("--update-goldens"):
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace no line of a slow test: those that it reaches are others' matter, but where it is marked as traced.

    Coverage makes thousands of networks three times slower. Modules are loaded by then, traced: collecting doctests did
    it. What functions keep from a test that was not traced is forgotten before one that is, or it would reach no line.
    """
    stash = item.session.stash
    if item.get_closest_marker("slow") is None or item.get_closest_marker("traced") is not None:
        if stash.get(KEPT, False):
            forget()
        stash[KEPT] = False
        return (yield)
    stash[KEPT] = True
    with untraced():
        return (yield)


def forget() -> None:
    """Clear what functions of the project and of its tests keep of what they returned."""
    modules = [module for name, module in [*sys.modules.items()] if name.partition(".")[0] in {"rfcalc", "tests"}]
    for value in [value for module in modules for value in vars(module).values()]:
        if isinstance(value, KEEPING):
            value.cache_clear()


@contextmanager
def untraced() -> Iterator[None]:
    """Switch line tracing off, here and in processes that are started meanwhile."""
    tracer = sys.gettrace()
    process = os.environ.pop(OTHER_PROCESSES, None)
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
        if process is not None:
            os.environ[OTHER_PROCESSES] = process
