"""Answers that pass or fail, as continuous integration reads them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

import rfcalc
from rfcalc.render import render

ODD = rfcalc.loads(
    'name: "100%, <odd>"\ninput: 9\nlayers:\n  - {name: "50%, a:b\\n<&>\\"", type: conv, kernel: 3}\n',
    file="a,b:c%.yaml",
)
CHAIN = rfcalc.Network([rfcalc.Layer(f"c{i}", "conv", kernel=3) for i in range(12)], name="Chain")


def github(network: rfcalc.Network, *conditions: str) -> list[str]:
    text = render([rfcalc.check(network, *conditions)], "github")
    assert text.endswith("\n")
    return text.splitlines()


def suite(network: rfcalc.Network, *conditions: str) -> ET.Element:
    root = ET.fromstring(render([rfcalc.check(network, *conditions)], "junit").encode())  # noqa: S314 - our own
    assert root.tag == "testsuites"
    (found,) = root
    return found


def test_github_is_told_where_and_what_with_its_escapes() -> None:
    assert github(ODD, "rf >= 50% input") == [
        (
            "::error file=a%2Cb%3Ac%25.yaml,line=4,title=rf >= 50%25 input::"
            '50%25, a:b\\n<&>": rf is 3, not >= 4.5 (50%25 input)'
        )
    ]


def test_github_is_told_the_line_of_a_condition_or_else_of_the_layer() -> None:
    network = rfcalc.loads("checks:\n  - rf == 4\nlayers:\n  - c: [3]\n", file="net.yaml")

    assert github(network, "rf == 5") == [
        "::error file=net.yaml,line=2,title=rf == 4::c: rf is 3, not == 4",
        "::error file=net.yaml,line=4,title=rf == 5::c: rf is 3, not == 5",
    ]


def test_github_is_told_ten_failures_and_how_many_more_there_are() -> None:
    lines = github(CHAIN, "all: rf > 100")

    assert len(lines) == 11
    assert all(line.startswith("::error file=Chain,title=all%3A rf > 100::c") for line in lines[:10])
    assert lines[10] == "::notice title=rfcalc check::and 2 more of 12 failures of Chain"
    assert len(github(CHAIN, "c*: rf > 5")) == 2
    assert len(github(CHAIN, "all: rf > 21")) == 10


def test_github_reads_a_sentence_where_all_hold() -> None:
    assert github(CHAIN, "rf == 25") == ["1 of 1 condition holds for Chain."]


def test_junit_has_a_case_for_each_condition() -> None:
    found = suite(CHAIN, "rf == 25", "all: rf > 22", "c1: jump == 1")

    assert found.attrib == {"name": "rfcalc check Chain", "tests": "3", "failures": "1", "errors": "0", "skipped": "0"}
    assert [case.get("name") for case in found] == ["rf == 25", "all: rf > 22", "c1: jump == 1"]
    assert [len(case) for case in found] == [0, 1, 0]
    assert found[1][0].get("message") == "c0: rf is 3, not > 22 and 9 more"
    assert (found[1][0].text or "").splitlines()[-1] == "c9: rf is 21, not > 22"


def test_junit_has_a_case_for_the_baseline() -> None:
    from rfcalc.readers.baseline import baseline_in

    base = baseline_in(render([rfcalc.summary(CHAIN)], "json"), "base.json")
    text = render([rfcalc.check(ODD, baseline=base), rfcalc.check(CHAIN, baseline=base)], "junit")
    first, second = ET.fromstring(text.encode())  # noqa: S314 - our own

    assert [(case.get("name"), len(case)) for case in (*first, *second)] == [
        ("rows as in base.json", 1),
        ("rows as in base.json", 0),
    ]


@pytest.mark.parametrize("name", ["a\0b", "\x1b[31m", "]]>", "\ufffe", "&amp;", "'\"", "é", "\n"])
def test_junit_is_xml_whatever_layers_are_called(name: str) -> None:
    network = rfcalc.Network([rfcalc.Layer(name, "conv", kernel=3)], name=name)

    assert suite(network, "rf > 3")[0][0].text
