"""The small parser and the typer program understand the same: on every line that both understand, the same values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rfcalc.cli import completion
from rfcalc.cli.commands import NAMES, command
from rfcalc.cli.parse import parsed, with_negative_arguments
from rfcalc.cli.spec import Option
from rfcalc.cli.typer_app import program_of

if TYPE_CHECKING:
    from rfcalc.cli.spec import Spec, Values

WORDS = st.sampled_from(
    ["vgg16", "conv5_3", "7", "-1", "-12", "-", "", "a b", "x=1", "é", "net.yaml", "--", "-x", "-1x"]
)


def by_typer(spec: Spec, words: list[str]) -> Values | None:
    """Return the values that the typer program gives a command for a line; ``None`` where it refuses."""
    seen: list[Values] = []

    def remember(values: Values) -> int:
        seen.append(values)
        return 0

    program = typer.main.get_command(program_of(spec, remember))
    try:
        program.main(with_negative_arguments(spec, words), prog_name="rfcalc", standalone_mode=False)
    except typer.TyperException:
        return None
    return seen[0] if seen else None


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a command and a line for it: options before and after arguments, in every spelling."""
    name = draw(st.sampled_from(NAMES))
    spec = command(name).SPEC
    parts: list[list[str]] = [[word] for word in draw(st.lists(WORDS, max_size=4))]
    for _ in range(draw(st.integers(0, 4)) if spec.options else 0):
        option = draw(st.sampled_from(spec.options))
        flag = draw(st.sampled_from(option.flags))
        value = draw(WORDS)
        spelled = [[flag, value], [f"{flag}={value}"], [flag]] if option.metavar else [[flag], [f"{flag}={value}"]]
        parts.insert(draw(st.integers(0, len(parts))), draw(st.sampled_from(spelled)))
    return name, [word for part in parts for word in part]


@pytest.mark.slow
@given(lines())
@settings(max_examples=200)
def test_a_line_that_both_understand_means_the_same(line: tuple[str, list[str]]) -> None:
    name, words = line
    spec = command(name).SPEC
    plain = parsed(spec, words)
    assume(plain is not None)
    assert by_typer(spec, words) == plain


@pytest.mark.parametrize(
    "line",
    [
        *("summary vgg16", "summary vgg16 --format json", "summary --format=json vgg16 resnet50 -o out", "presets"),
        *("locate conv5 3 4", "locate conv5 -1 -1 --net alexnet", "locate --net=alexnet -- conv5 -1 3", "map"),
        *("compare a b --layer x --layer=y --check", "summary - --set a=1 --set b=2 --input 3x3", "schema"),
    ],
)
def test_plain_lines_are_understood_by_both(line: str) -> None:
    name, *words = line.split()
    plain = parsed(command(name).SPEC, words)
    assert plain is not None
    assert by_typer(command(name).SPEC, words) == plain


@pytest.mark.parametrize(
    "line",
    [
        *("summary --help", "summary vgg16 -h", "summary --inptu 3", "summary vgg16 --input", "summary vgg16 -ofile"),
        *("summary vgg16 --input --format", "summary -5", "compare", "compare --check=1 a b", "show a b", "summary -x"),
        *("summary vgg16 -o=file", "locate conv5 -1x 3", "summary vgg16 --form json", "map --all-layers=yes"),
    ],
)
def test_other_lines_are_left_to_typer(line: str) -> None:
    name, *words = line.split()
    assert parsed(command(name).SPEC, words) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("locate conv5 -1 3", "-- conv5 -1 3"),
        ("locate conv5 -1 --net -2 3", "--net -2 -- conv5 -1 3"),
        ("locate conv5 --net=x -1 --inptu -- -2", "--net=x --inptu -- conv5 -1 -2"),
        ("locate conv5 1 - --net", "conv5 1 - --net"),
        ("locate -1 --net", "--net -- -1"),
        ("influence -3:5 --at -2", "--at -2 -- -3:5"),
        ("summary vgg16 -5", "vgg16 -5"),
    ],
)
def test_negative_numbers_are_arguments_where_a_command_takes_them(line: str, expected: str) -> None:
    name, *words = line.split()
    assert with_negative_arguments(command(name).SPEC, words) == expected.split()


@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_called_as_its_words_say(name: str) -> None:
    spec = command(name).SPEC
    names = [each.name for each in spec.parameters]
    flags = [flag for option in spec.options for flag in option.flags]

    assert spec.name == name
    assert len({*names, *flags}) == len(names) + len(flags)
    assert all(each.name != "output" or each.flags == ("--output", "-o") for each in spec.options)
    assert all(callable(getattr(completion, each.complete)) for each in spec.parameters if each.complete)
    assert all(example.startswith(f"rfcalc {name}") for example in spec.examples if name != "interactive")


@pytest.mark.parametrize("name", NAMES)
def test_options_that_take_no_value_are_neither_repeatable_nor_completed(name: str) -> None:
    for option in command(name).SPEC.options:
        assert isinstance(option, Option)
        assert option.metavar or not (option.repeatable or option.complete or option.default)
