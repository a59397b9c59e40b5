"""Streams as they come: closed, full, gone, narrow, of another encoding. Always an answer or one line, never more."""

from __future__ import annotations

import os
import pathlib
import re
import stat
import subprocess
import sys
import threading

import pytest

from rfcalc.cli import main, streams
from rfcalc.errors import RfcalcError

from .running import bare, environment, on_terminal, run, shell

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell and its devices")
traced = pytest.mark.traced
full = pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="needs /dev/full")


@posix
@pytest.mark.parametrize(
    "command",
    [
        *("summary resnet152", "summary resnet152 --format json", "presets", "locate conv5 3 4"),
        pytest.param("summary --help", marks=traced),
    ],
)
def test_a_reader_that_goes_away_is_no_error(command: str, folder: pathlib.Path) -> None:
    ended = shell(f"{{ $RFCALC {command}; echo $? >code; }} | true; cat code >&2", folder)
    assert ended.err in {"0\n", ""}
    ended = shell(f"$RFCALC {command} | head -1", folder)
    assert ended.out.count("\n") == 1
    assert ended.err == ""


@posix
def test_a_reader_that_goes_away_ends_a_dialogue(folder: pathlib.Path) -> None:
    questions = "for i in 1 2 3 4 5 6 7 8 9; do echo conv5 3 4; sleep 0.2; done"
    script = "{ $RFCALC interactive; echo $? >code; } | true; cat code"
    assert shell(f"{{ {questions}; }} | {script}", folder) == (0, "0\n", "")


@full
@pytest.mark.parametrize(
    "command",
    [
        *("summary vgg16", "presets", "--version", "summary -h"),
        pytest.param("locate conv5 3 4 --format json", marks=traced),
    ],
)
def test_a_full_disk_is_told_in_one_line(command: str, folder: pathlib.Path) -> None:
    told = "standard output: cannot be written: no space left on device\n"
    assert shell(f"$RFCALC {command} >/dev/full", folder) == (2, "", told)


@full
@traced
def test_a_full_disk_for_messages_leaves_the_exit_code(folder: pathlib.Path) -> None:
    assert shell("$RFCALC summary vgg61 2>/dev/full", folder) == (2, "", "")
    assert shell("echo conv5 3 4 | $RFCALC interactive >/dev/full", folder).code == 2


@full
def test_a_device_is_written_as_it_is(folder: pathlib.Path) -> None:
    assert shell("$RFCALC summary vgg16 -o /dev/full", folder) == (
        2,
        "",
        "/dev/full: cannot be written: no space left on device\n",
    )
    assert shell("$RFCALC summary wave.yaml -o /dev/stdout | head -1", folder).out == "Wave, input 100\n"


@posix
@traced
def test_closed_streams_are_an_answer_or_one_line(folder: pathlib.Path) -> None:
    assert shell("$RFCALC summary vgg16 >&-", folder) == (2, "", "standard output: it is closed\n")
    assert shell("$RFCALC --version >&-", folder) == (2, "", "standard output: it is closed\n")
    assert shell("$RFCALC summary vgg61 2>&-", folder) == (2, "", "")
    assert shell("$RFCALC summary vgg61 >&- 2>&-", folder) == (2, "", "")
    assert shell("$RFCALC summary --help >&-", folder) == (0, "", "")
    assert shell("$RFCALC summary - <&-", folder) == (2, "", "standard input: it is closed\n")
    assert shell("$RFCALC interactive <&-", folder) == (2, "", "standard input: it is closed\n")
    assert shell("$RFCALC locate conv5 3 4 --format json <&-", folder).code == 0


def test_standard_input_is_read_as_yaml_or_json(folder: pathlib.Path) -> None:
    for file in ("wave.yaml", "volume.json"):
        ended = run("summary", "-", folder=folder, given=(folder / file).read_bytes())
        assert ended == run("summary", file, folder=folder)
    ended = run("summary", "-", folder=folder, given=(folder / "broken.yaml").read_bytes())
    assert ended.err.startswith("<stdin>:2: layer 'a'")
    assert run("summary", "-", folder=folder, given=b"\xff\xfe\x00").code == 2
    assert run("locate", "c1", "3", "--net", "-", folder=folder, given=(folder / "wave.yaml").read_bytes()).code == 0


@pytest.mark.parametrize(
    "changes", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_an_encoding_that_lacks_a_letter_gets_an_escape(changes: dict[str, str], folder: pathlib.Path) -> None:
    ended = run("summary", "accents.yaml", folder=folder, **changes)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("R\\xe9seau, input 32x32\n")
    assert "\n\\xe91 " in ended.out


def test_a_piped_table_is_complete_whatever_the_width(folder: pathlib.Path) -> None:
    wide = run("summary", "resnet50", folder=folder)
    assert "\x1b" not in wide.out
    for changes in ({"COLUMNS": "20"}, {"COLUMNS": "0"}, {"TERM": "dumb"}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "0"}):
        assert run("summary", "resnet50", folder=folder, **changes) == wide


def test_a_name_that_looks_like_markup_is_just_a_name(folder: pathlib.Path) -> None:
    for form in ("table", "json", "csv", "markdown"):
        for words in (("summary", "markup.yaml"), ("locate", "[/]", "1", "1", "--net", "markup.yaml")):
            ended = run(*words, "--format", form, folder=folder)
            assert (ended.code, ended.err) == (0, "")
            assert "/" in ended.out


@posix
class TestOnATerminal:
    def test_colours_are_shown(self, folder: pathlib.Path) -> None:
        ended = on_terminal(["summary", "vgg16"], folder)
        assert (ended.code, ended.out.startswith("\x1b[1mVGG16\x1b[0m")) == (0, True)

    def test_colours_can_be_switched_off(self, folder: pathlib.Path) -> None:
        plain = on_terminal(["summary", "vgg16"], folder, NO_COLOR="1").out
        assert "─" in plain
        assert on_terminal(["summary", "vgg16"], folder, FORCE_COLOR="0").out == plain
        assert bare(on_terminal(["summary", "vgg16"], folder).out) == plain

    def test_a_dumb_terminal_gets_plain_text(self, folder: pathlib.Path) -> None:
        assert on_terminal(["summary", "vgg16"], folder, TERM="dumb").out == run("summary", "vgg16", folder=folder).out

    @pytest.mark.parametrize("columns", ["20", "0", "1", "-5", "many", "99999999999"])
    def test_any_width_gets_a_complete_answer(self, columns: str, folder: pathlib.Path) -> None:
        shown = bare(on_terminal(["summary", "vgg16"], folder, COLUMNS=columns).out).splitlines()
        assert [line.split()[-4:] for line in shown if line.startswith("pool5")] == [["7", "32", "212", "16"]]

    def test_a_narrow_one_is_told_what_was_left_out(self, folder: pathlib.Path) -> None:
        ended = on_terminal(["summary", "vgg16"], folder, size=(30, 24))
        assert "left out for want of width: type, window" in ended.out

    def test_a_terminal_of_ascii_gets_a_drawing_in_ascii(self, folder: pathlib.Path) -> None:
        ended = on_terminal(["locate", "conv5", "3", "4"], folder, PYTHONIOENCODING="ascii")
        assert ended.out.isascii()
        assert "# seen" in bare(ended.out)

    def test_names_are_no_markup_and_no_escape_codes(self, folder: pathlib.Path) -> None:
        layer = '{name: "[/]\\t", type: conv, kernel: 3}'
        (folder / "odd.yaml").write_text(f'name: "\\e[31m[bold]"\nlayers:\n  - {layer}\n')
        ended = on_terminal(["summary", "odd.yaml"], folder)
        assert "\\x1b[31m[bold]" in ended.out
        assert "[/]\\t" in bare(ended.out)


def test_forced_colours_reach_a_pipe(folder: pathlib.Path) -> None:
    assert run("summary", "vgg16", folder=folder, FORCE_COLOR="1").out.startswith("\x1b[1mVGG16")
    assert "\x1b" not in run("summary", "vgg16", folder=folder, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b" not in run("summary", "vgg16", "-o", "-", folder=folder).out


@traced
class TestAFile:
    def test_is_replaced_whole_and_keeps_its_mode(self, tmp_path: pathlib.Path) -> None:
        file = tmp_path / "answer"
        file.write_text("old")
        file.chmod(0o640)
        streams.save("new", str(file))
        assert file.read_text() == "new"
        assert stat.S_IMODE(file.stat().st_mode) == 0o640 or sys.platform == "win32"
        assert os.listdir(tmp_path) == ["answer"]

    def test_of_bytes_is_written_as_it_is(self, tmp_path: pathlib.Path) -> None:
        streams.save(b"\x89PNG\r\n", str(tmp_path / "picture"))
        assert (tmp_path / "picture").read_bytes() == b"\x89PNG\r\n"

    @posix
    def test_behind_a_link_is_replaced_and_the_link_stays(self, tmp_path: pathlib.Path) -> None:
        (tmp_path / "link").symlink_to("answer")
        streams.save("new", str(tmp_path / "link"))
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "answer").read_text() == "new"

    @posix
    def test_that_is_a_pipe_is_written_as_it_is(self, tmp_path: pathlib.Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        writing = threading.Thread(target=streams.save, args=("through", str(tmp_path / "pipe")))
        writing.start()
        assert (tmp_path / "pipe").read_text() == "through"
        writing.join()
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)

    def test_that_fails_half_way_leaves_the_old_one_and_nothing_else(
        self, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        (tmp_path / "answer").write_text("old")
        monkeypatch.setattr(os, "replace", fail)
        with pytest.raises(RfcalcError, match="answer: cannot be written: no space left on device"):
            streams.save("new", str(tmp_path / "answer"))
        assert (tmp_path / "answer").read_text() == "old"
        assert os.listdir(tmp_path) == ["answer"]


@traced
def test_a_stream_without_a_file_behind_it_needs_no_care(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        encoding = "utf-8"

        def isatty(self) -> bool:
            return False

        def write(self, text: str) -> int:
            raise BrokenPipeError(32, text)

        def fileno(self) -> int:
            raise OSError

    monkeypatch.setattr(sys, "stdout", Gone())
    assert main(["summary", str(folder / "wave.yaml")]) == 0
    for stderr in (Gone(), None):
        monkeypatch.setattr(sys, "stderr", stderr)
        assert main(["summary", "missing"]) == 2


ENDED_WHILE_WRITING = """
import os, resource, signal
from rfcalc.cli import streams
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
signal.signal(signal.{name}, signal.SIG_DFL)  # whoever started the tests may have had it ignored
replace = os.replace
def ended(*paths):
    os.kill(os.getpid(), signal.{name})
    replace(*paths)
os.replace = ended
streams.save("new", "answer")
print("still there")
"""


@posix
@pytest.mark.parametrize("name", ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"])
def test_a_signal_while_a_file_is_written_waits_until_it_is(name: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "answer").write_text("old")
    ended = subprocess.run(
        [sys.executable, "-c", ENDED_WHILE_WRITING.format(name=name)],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (ended.returncode != 0, ended.stdout) == (True, b"")
    assert os.listdir(tmp_path) == ["answer"]
    assert (tmp_path / "answer").read_text() == "new"


@traced
def test_a_system_without_such_signals_writes_all_the_same(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("signal.pthread_sigmask", raising=False)
    streams.save("new", str(tmp_path / "answer"))
    assert (tmp_path / "answer").read_text() == "new"


@posix
def test_a_completion_that_cannot_be_installed_names_its_file(folder: pathlib.Path) -> None:
    (folder / "home").write_text("no folder")
    detected = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}  # the tests may be started by no shell at all
    ended = run("--install-completion", "bash", folder=folder, HOME=str(folder / "home"), **detected)
    assert ended.code == 2
    assert ended.out == ""
    assert re.fullmatch(rf"{re.escape(str(folder))}/home\S*: cannot be written: [a-z ]+\n", ended.err)


@traced
def test_too_little_memory_is_told_in_one_line_and_is_no_bug(
    folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("rfcalc.summary", exhausted)
    assert folder.exists()
    assert main(("summary", "wave.yaml")) == 2
    told = "there is not enough memory for it; a smaller input, fewer layers or more memory would do"
    assert capsys.readouterr() == ("", f"summary wave.yaml: {told}\n")
