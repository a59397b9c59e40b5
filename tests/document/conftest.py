"""What the tests of reading share."""

from __future__ import annotations

import pytest
import yaml


@pytest.fixture(params=[True, False], ids=["C parser", "Python parser"])
def each_yaml_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with both of PyYAML's parsers; the C one may be absent."""
    if request.param and not yaml.__with_libyaml__:
        pytest.skip("this PyYAML has no C parser")
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param)
