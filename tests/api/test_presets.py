"""What ships with rfcalc, from Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rfcalc
from rfcalc.data import catalog

if TYPE_CHECKING:
    from pathlib import Path

FAMILIES = {"classification", "detection", "segmentation", "restoration", "generative", "sequence", "video"}


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few small networks be those that ship."""
    families = {"a10": "video", "a9": "video", "b": "", "c": "zoology", "d": "detection"}
    for name, family in families.items():
        text = f"family: {family}\n" * bool(family)
        text += f"description: Network {name.upper()}\nlayers:\n  - conv: [3, 2, 1]\n"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(catalog, "preset_folder", lambda: str(tmp_path))


@pytest.mark.usefixtures("shipped")
def test_presets_come_by_family_unknown_ones_late_and_none_last() -> None:
    assert [preset.name for preset in rfcalc.find_presets()] == ["d", "a9", "a10", "c", "b"]


@pytest.mark.usefixtures("shipped")
def test_every_word_is_needed() -> None:
    assert [preset.name for preset in rfcalc.find_presets("network a", "VIDEO")] == ["a9", "a10"]
    with pytest.raises(rfcalc.RfcalcError, match=r"^no preset has all of 'a9' and 'zoo'; take a word away; "):
        rfcalc.find_presets("a9", "zoo")
    with pytest.raises(rfcalc.RfcalcError, match=r"^no preset has the word 'zoologi'; did you mean 'zoology'\?$"):
        rfcalc.find_presets("d", "zoologi")


@pytest.mark.slow
def test_a_preset_ends_with_the_last_row_of_its_summary() -> None:
    for preset in rfcalc.find_presets("unet"):
        network = rfcalc.load(preset.name)
        assert preset.last == rfcalc.summary(network).layers[-1]
        assert (preset.network, preset.axes, preset.input) == (network.name, network.axes, network.input)


@pytest.mark.parametrize("name", rfcalc.presets())
def test_every_preset_says_what_it_is_and_where_it_was_published(name: str) -> None:
    network = rfcalc.load(name)
    assert network.name
    assert network.description
    assert network.family in FAMILIES
    assert network.source
    assert None not in network.input
