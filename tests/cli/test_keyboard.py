"""Typing in a dialogue: what the tabulator offers, and the history that is kept between dialogues."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import pytest

import rfcalc
from rfcalc.cli.interactive import Dialogue
from rfcalc.cli.keyboard import history_file, typing
from rfcalc.cli.outputs import Output
from rfcalc.cli.spec import Values

from .running import on_terminal

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

readline = pytest.importorskip("readline")


@pytest.fixture(autouse=True)
def _no_history() -> Iterator[None]:
    readline.clear_history()
    yield
    readline.clear_history()
    readline.set_completer(None)


@pytest.fixture
def dialogue(folder: pathlib.Path) -> Dialogue:
    return Dialogue(rfcalc.load(folder / "digits.yaml"), Output("table", None), Values({}))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("conv", ["conv", "conv 3"]),
        ("conv ", ["conv 3"]),
        ("su", ["summary"]),
        ("ne", ["new", "net"]),
        ("q", ["quit", "q"]),
        ("summary --la", ["summary --layers", "summary --layer"]),
        ("summary --layer c", ["summary --layer conv"]),
        ("summary vgg1", ["summary vgg11", "summary vgg13", "summary vgg16", "summary vgg19"]),
        ("net alex", ["net alexnet"]),
        ("map conv", ["map conv"]),
        ("form --weights ", ["form --weights uniform", "form --weights mean"]),
        ("form alexnet --format js", ["form alexnet --format json"]),
        ("compare wave.", ["compare wave.yaml"]),
        ("summary --set g", []),
        ("summary --input ", []),
        ("remedy --format ", []),
        ("presets x", []),
        ("nothing x", []),
    ],
)
def test_layers_commands_and_their_words_are_offered(text: str, lines: list[str], dialogue: Dialogue) -> None:
    assert dialogue.offered(text) == lines


def test_the_tabulator_offers_whole_lines() -> None:
    with typing(lambda text: [line for line in ("conv 1", "conv 2", "pool") if line.startswith(text)], None):
        candidate = readline.get_completer()
        assert [candidate("conv ", state) for state in range(3)] == ["conv 1", "conv 2", None]
        assert readline.get_completer_delims() == ""


def test_what_is_typed_is_kept_for_the_next_dialogue(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "state" / "rfcalc" / "history"
    with typing(lambda _: [], str(file)):
        readline.add_history("conv5 3 4")
    readline.clear_history()
    with typing(lambda _: [], str(file)):
        assert readline.get_history_item(1) == "conv5 3 4"
        readline.add_history("quit")
    assert file.read_text().splitlines()[-2:] == ["conv5 3 4", "quit"]


def test_a_history_that_cannot_be_kept_is_none(tmp_path: pathlib.Path) -> None:
    (tmp_path / "taken").write_text("a file, and no folder")
    with typing(lambda _: [], str(tmp_path / "taken" / "rfcalc" / "history")):
        readline.add_history("conv5 3 4")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_the_history_is_kept_even_if_a_dialogue_is_interrupted(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "history"

    def interrupted() -> NoReturn:
        readline.add_history("conv5 3 4")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), typing(lambda _: [], str(file)):
        interrupted()
    assert "conv5 3 4" in file.read_text()


@pytest.mark.parametrize(
    ("environment", "system", "file"),
    [
        ({"XDG_STATE_HOME": "/state", "HOME": "/home/a"}, "linux", "/state/rfcalc/history"),
        ({"HOME": "/home/a"}, "linux", "/home/a/.local/state/rfcalc/history"),
        ({"XDG_STATE_HOME": "", "HOME": "/home/a"}, "darwin", "/home/a/.local/state/rfcalc/history"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/home/a"}, "linux", "/home/a/.local/state/rfcalc/history"),
        ({}, "linux", None),
        ({"HOME": "nowhere"}, "linux", None),
        ({"LOCALAPPDATA": "/local", "HOME": "/home/a"}, "win32", "/local/rfcalc/history"),
        ({"HOME": "/home/a"}, "win32", None),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="separators of POSIX")
def test_the_history_lies_where_the_system_keeps_such(
    environment: dict[str, str], system: str, file: str | None
) -> None:
    assert history_file(environment, system) == file


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_dialogue_on_a_terminal_remembers_the_one_before(folder: pathlib.Path) -> None:
    state = str(folder / "state")
    on_terminal(["interactive", "wave.yaml"], folder, typed="c2 7\nquit\n", XDG_STATE_HOME=state)
    assert (folder / "state" / "rfcalc" / "history").read_text().splitlines()[-2:] == ["c2 7", "quit"]
    up_twice = "\x1b[A\x1b[A"
    again = on_terminal(["interactive", "wave.yaml"], folder, typed=f"{up_twice}\nquit\n", XDG_STATE_HOME=state)
    assert "c2 (7) of Wave" in again.out
