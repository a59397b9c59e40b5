"""Many candidates, as docs/decisions.md shows them: in processes, and on Dask what rfcalc has a part in."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import types
from typing import TYPE_CHECKING, Any

import pytest

import rfcalc

from .pages import DOCS, blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

PASSING = [
    ("3 x 5, dilation 4", 175),
    ("4 x 3, dilation 2", 67),
    ("4 x 5, dilation 2", 127),
    ("5 x 3, dilation 2", 131),
    ("5 x 5, dilation 2", 255),
]
"""rf is 7 + 2 (kernel - 1) (1 + dilation + ...): at least 64, at most 256, and without holes."""

ANSWERS: dict[str, Callable[[], object]] = {
    "advise": lambda: rfcalc.advise("lenet5"),
    "anchors": lambda: rfcalc.anchors("s3fd", ["conv3_3"], objects=[20, 900]),
    "check": lambda: rfcalc.check("unet", "rf >= 200", "no seams"),
    "compare": lambda: rfcalc.compare("vgg11", "vgg13"),
    "count_paths": lambda: rfcalc.count_paths(rfcalc.load("lenet5"), "last"),
    "explain": lambda: rfcalc.explain("alexnet", "conv5"),
    "figure": lambda: rfcalc.figure("lenet5"),
    "figure from the side": lambda: rfcalc.figure("lenet5", view="side"),
    "form": lambda: rfcalc.form("lenet5"),
    "growth": lambda: rfcalc.growth("lenet5"),
    "influence": lambda: rfcalc.influence("alexnet", ((1, 50), 3)),
    "layer": lambda: rfcalc.Layer("conv", "conv", kernel=3),
    "load": lambda: rfcalc.load("unet"),
    "locate": lambda: rfcalc.locate("vgg16", "conv5_3", (7, 7)),
    "map": lambda: rfcalc.map("lenet5"),
    "remedy": lambda: rfcalc.remedy("resnet18"),
    "sizes": lambda: rfcalc.sizes("unet"),
    "summary": lambda: rfcalc.summary("resnet18", reach=True),
    "sweep": lambda: rfcalc.sweep("efficientnet-b0", "gates", [True, False]),
    "tile": lambda: rfcalc.tile(rfcalc.load("unet", input=1532), tile=572),
    "tile, not exact": lambda: rfcalc.tile("efficientnet-b0"),
}


def program(name: str) -> str:
    """Return the block of the page that begins with the name of its file."""
    (body,) = [body for _, body in blocks(DOCS / "decisions.md", "python") if body.startswith(f"# {name}\n")]
    return body


@pytest.mark.parametrize("answer", ANSWERS)
def test_values_of_the_api_come_through_a_pickle_as_they_were(answer: str) -> None:
    value = ANSWERS[answer]()

    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - made a line ago


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: rfcalc.load("vgg61"),
        lambda: rfcalc.tile("vgg16", tile=3),
        lambda: rfcalc.Layer("conv", "conv", kernel=0),
        lambda: rfcalc.loads("input: 4.5\nlayers:\n  - {name: a, type: conv}\n  - {name: b, type: bonv}\n"),
    ],
)
def test_errors_come_through_a_pickle_with_all_their_lines(wrong: Callable[[], object]) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        wrong()

    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - made a line ago


@pytest.mark.slow
def test_a_pool_of_processes_finds_the_candidates_that_hold_their_conditions(tmp_path: Path) -> None:
    (tmp_path / "candidates.py").write_text(program("candidates.py"), "utf-8")

    printed = subprocess.run(
        [sys.executable, "candidates.py"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout

    assert [(name, int(rf)) for name, rf in re.findall(r"(.+): rf (\d+)\n", printed)] == PASSING


class Workers:
    """A client as Dask's, with what it asks of values: functions, arguments and results travel as pickles."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __enter__(self) -> Workers:  # noqa: PYI034 - Python 3.10 has no Self
        return self

    def __exit__(self, *_: object) -> None:
        self.address = ""

    def map(self, function: Callable[[Any], object], values: Iterable[object]) -> list[bytes]:
        tasks = [pickle.dumps((function, value)) for value in values]
        return [pickle.dumps(called(argument)) for called, argument in map(pickle.loads, tasks)]

    def gather(self, futures: Iterable[bytes]) -> list[object]:
        return [pickle.loads(future) for future in futures]  # noqa: S301 - made by `map`


def test_the_workers_of_a_cluster_get_and_give_pickles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask need not be installed: of it the block uses `Client` as a context, `map` and `gather`."""
    (tmp_path / "candidates.py").write_text(program("candidates.py"), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    distributed = types.ModuleType("dask.distributed")
    distributed.Client = Workers  # type: ignore[attr-defined] # a module's names are not declared
    for name, module in {"dask": types.ModuleType("dask"), "dask.distributed": distributed}.items():
        monkeypatch.setitem(sys.modules, name, module)
    names: dict[str, Any] = {}

    exec(program("on_a_cluster.py"), names)  # noqa: S102 - our own page
    try:
        assert names["passing"]("tcp://scheduler:8786") == PASSING
    finally:
        del sys.modules["candidates"]
