"""The conditions that a file sets down for its network."""

from __future__ import annotations

import pytest

import rfcalc

FILE = """\
input: 32
checks:
  - rf >= 50% input
  - "c: n == 32"   # quoted, because of its colon
layers:
  - c: [3, 1, 1]
"""


def refused(text: str) -> str:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.loads(text, file="net.yaml")
    return str(caught.value)


def test_conditions_keep_their_lines() -> None:
    assert rfcalc.loads(FILE).checks == (("rf >= 50% input", 3), ("c: n == 32", 4))


def test_a_file_without_them_has_none() -> None:
    assert rfcalc.load("alexnet").checks == ()
    assert rfcalc.loads("checks: []\nlayers:\n  - c: [3]\n").checks == ()


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_network_that_is_written_again_has_them(form: str) -> None:
    again = rfcalc.loads(rfcalc.show(rfcalc.loads(FILE), form), format=form)

    assert [check.text for check in again.checks] == ["rf >= 50% input", "c: n == 32"]


def test_networks_made_by_hand_have_them_without_lines() -> None:
    network = rfcalc.Network([rfcalc.Layer("c", "conv", kernel=3)], checks=["rf == 3"])

    assert network.checks == (("rf == 3", None),)
    assert rfcalc.loads(rfcalc.show(network)).checks[0].text == "rf == 3"


@pytest.mark.parametrize(
    ("checks", "found"), [("rf == 3", "found 'rf == 3'"), ([3], "found 3"), ([""], "found ''"), (7, "found 7")]
)
def test_networks_made_by_hand_take_texts_alone(checks: list[str], found: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.Network([rfcalc.Layer("c", "conv", kernel=3)], checks=checks)

    assert str(caught.value) == (
        f"checks: {found}; allowed: a list of conditions, each a text such as 'pool5: rf >= 224'"
    )


def test_other_commands_leave_what_they_say_alone() -> None:
    assert rfcalc.summary(rfcalc.loads("checks: [what is this?]\nlayers:\n  - c: [3]\n")).layers[0].rf == (3, 3)


ALLOWED = "allowed: a list of conditions, each a text such as 'pool5: rf >= 224'"


@pytest.mark.parametrize(
    ("checks", "message"),
    [
        ("checks: rf >= 5", f"net.yaml:1: checks: found 'rf >= 5'; {ALLOWED}"),
        ("checks:\n  - 5", f"net.yaml:2: checks: found 5; {ALLOWED}"),
        ("checks:\n  - ' '", f"net.yaml:2: checks: found ' '; {ALLOWED}"),
        ("checks:\n  - {}", f"net.yaml:2: checks: found a mapping; {ALLOWED}"),
        ("checks:\n  - c: 5", f"net.yaml:2: checks: found a mapping; {ALLOWED}"),
        (
            "checks:\n  - c: rf >= 5",
            f'net.yaml:2: checks: found a mapping; {ALLOWED}; it needs quote marks: "c: rf >= 5"',
        ),
        (
            "checks:\n  - 5\n  - true",
            f"net.yaml:2: checks: found 5; {ALLOWED}\nnet.yaml:3: checks: found true; {ALLOWED}",
        ),
    ],
)
def test_what_is_no_list_of_texts_is_refused_with_its_line(checks: str, message: str) -> None:
    assert refused(f"{checks}\nlayers:\n  - c: [3]\n") == message
