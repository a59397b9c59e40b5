"""The schema of network files says yes to every good file, and no to every wrong one whose fault a schema can say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import rfcalc
from rfcalc.layers.types import LAYER_TYPES
from rfcalc.readers.document import Mapping, Node, Ratio, Sequence, read_document
from rfcalc.readers.netfile import meanings
from rfcalc.writers.schema import network_schema

ROOT = Path(__file__).parents[2]
VALID = sorted(path for path in (ROOT / "tests/golden/valid").iterdir() if ".summary" not in path.name)
PRESETS = sorted((ROOT / "configs").glob("*.yaml"))
PUBLISHED = sorted((ROOT / "tests/published/networks").glob("*.yaml"))
INVALID = sorted(path for path in (ROOT / "tests/golden/invalid").iterdir() if path.suffix != ".txt")

NO_VALUE = "no YAML or JSON, or nothing in it, or a key twice: there is no value to compare with a schema"
NAMES = "a name of a layer, block or parameter that is not there, or twice"
CIRCLES = "layers, or blocks, that lead back to themselves"
COUNTS = "as many inputs, values or axes as another place of the file says"
ELSEWHERE = "a value that another place of the file puts in, or leaves to the command line"
SIZES = "sizes that do not fit, or that are needed and not known"
LIMITS = "limits of what is computed"
WHOLE = "to JSON Schema 3.0 is a whole number"
WORDS = "a name in the short form that says another type"
COMPARED = "a number that is too large beside another"

BEYOND_A_SCHEMA = {
    NO_VALUE: """
        numbers-that-json-does-not-know.json
        alias-bomb.yaml alias-of-itself.yaml alias-unknown.yaml colon.yaml comment-only.yaml deep.yaml empty.yaml
        json-after.json json-comment.json json-deep.json json-key-twice.json json-nan.json json-trailing-comma.json
        json-huge.json json-infinity-in-list.json json-unclosed.json kernel-huge.yaml kernel-nan.yaml key-twice.yaml
        key-twice-and-more.yaml merge-bomb.yaml number-in-short-form.yaml number-of-input.yaml
        number-that-nobody-reads.yaml tab.yaml tag-python.yaml tag.yaml two-documents.yaml unclosed.yaml
    """,
    NAMES: """
        left-out-for-a-layer-that-is-none.yaml
        block-argument-unknown.yaml block-inner-unknown.yaml block-output-unknown.yaml block-parameter-unknown.yaml
        block-sees-outside.yaml block-unknown.yaml inputs-near-none.yaml inputs-unknown.yaml name-twice.yaml
        like-outside-of-block.yaml like-unknown.yaml parameter-outside.yaml repetition-name-taken.yaml
    """,
    CIRCLES: """
        block-of-itself.yaml blocks-of-one-another.yaml inputs-cycle.yaml inputs-long-cycle.yaml inputs-self.yaml
        left-out-cycle.yaml like-cycle.yaml like-itself.yaml like-left-out-cycle.yaml
    """,
    COUNTS: """
        block-inputs-count.yaml each-of-two-lengths.yaml input-with-channels.yaml kernel-makes-three-axes.yaml
        kernel-three-of-two.yaml padding-pair-in-1d.yaml
    """,
    ELSEWHERE: """
        arithmetic-inexact.yaml arithmetic-negative.json block-argument-missing.yaml block-argument-wrong.yaml
        parameter-not-given.yaml
    """,
    SIZES: """
        reflect-too-far.yaml reflect-same-too-far.yaml circular-too-far.yaml
        pad-cuts-everything.yaml slice-needs-size.yaml slice-of-nothing.yaml slice-past-the-end.yaml
        adaptive-needs-size.yaml add-of-two-sizes.yaml blocks-too-fine.yaml concat-of-one-feature.yaml
        corners-need-size.yaml crop-too-much.yaml input-with-channels-too-small.yaml map-too-small.yaml
        like-larger.yaml like-needs-size.yaml like-needs-size-to-resize.yaml like-smaller.yaml
        resize-needs-size.yaml same-needs-size.yaml
        scale-nothing-left.yaml transpose-nothing-left.yaml
    """,
    LIMITS: """
        twenty-one-blocks-deep.yaml
        gaps-too-many.yaml phases-multiply.yaml phases-of-branches.yaml repeat-bomb.yaml too-far.yaml
        too-many-phases.yaml too-many-pixels.yaml
    """,
    WHOLE: "kernel-whole-decimal.yaml",
    WORDS: """
        short-convt.yaml short-deconv.yaml short-global-pool.yaml short-relu.yaml short-transposed-of-keras.yaml
        short-up.yaml
    """,
    COMPARED: "output-padding-large.yaml output-padding-of-stride-one.yaml",
}
REASONS = {name: reason for reason, names in BEYOND_A_SCHEMA.items() for name in names.split()}

SCHEMA = network_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def plain(node: Node) -> Any:  # noqa: ANN401 - any value
    """Return a value as JSON has it."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value.numerator / node.value.denominator if isinstance(node.value, Ratio) else node.value


def value_of(path: Path) -> Any:  # noqa: ANN401
    return plain(read_document(path.read_text("utf-8"), format=path.suffix[1:], file=path.name))


def value_in(text: str) -> Any:  # noqa: ANN401
    return plain(read_document(text, format="yaml", file="text"))


def test_there_are_files_of_every_kind() -> None:
    assert all(len(each) >= least for each, least in ((VALID, 16), (PRESETS, 90), (PUBLISHED, 15), (INVALID, 130)))


def test_the_schema_is_one() -> None:
    VALIDATOR.check_schema(SCHEMA)


@pytest.mark.parametrize("path", [*VALID, *PRESETS, *PUBLISHED], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_good_file_is_allowed(path: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(value_of(path))] == []


@pytest.mark.parametrize("path", [path for path in INVALID if path.name not in REASONS], ids=lambda path: path.name)
def test_a_wrong_file_is_refused(path: Path) -> None:
    assert not VALIDATOR.is_valid(value_of(path))


def test_what_a_schema_cannot_say_is_listed_and_nothing_else() -> None:
    assert set(REASONS) <= {path.name for path in INVALID}
    for path in INVALID:
        reason = REASONS.get(path.name)
        if reason == NO_VALUE:
            with pytest.raises(rfcalc.RfcalcError):
                value_of(path)
        elif reason is not None:
            assert VALIDATOR.is_valid(value_of(path)), path.name


@pytest.mark.parametrize(
    "layer",
    [
        "c: [$k]",
        "c: [3, $s, [[$p, 0], $p], $d]",
        "{name: c, type: conv, kernel: $k, stride: [$s, 2], padding: $p, dilation: 1, when: $w}",
        "{name: c, type: conv, kernel: 3, padding: [$p, [0, $q]]}",
        "{name: c, type: maxpool, kernel: 3, ceil_mode: $c, padding: same}",
        "{name: c, type: upsample, scale: [$s, 1.5], mode: $m, align_corners: $a}",
        "{name: c, type: resize, scale: 2, mode: $m, align_corners: true}",
        "{name: c, type: adaptive_avgpool, output_size: [$s, null]}",
        "{name: c, type: crop, like: $l, crop: [$s, before]}",
        "{name: c, type: pad, like: d, padding: $p}",
        "{name: c, block: b, repeat: $r, when: $w, with: {a: $a}, each: {b: $b, c: [1, $c]}, inputs: [x, y]}",
        "{name: t, type: index_map, size: 4, ranges: [[3]]}",
        "{name: t, type: take, indices: [2]}",
        "kernel: [3]",
        "type: [3, 2]",
        "block: [3]",
    ],
)
def test_parameters_and_short_forms_stand_where_the_reader_takes_them(layer: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(value_in(f"layers:\n  - {layer}\n"))] == []


@pytest.mark.parametrize(
    "layer",
    [
        "{}",
        "name: [3]",
        "{name: c, type: $t}",
        "{name: $n}",
        "{name: c, type: relu, kernel: 3}",
        "{name: c, type: conv, kernel: 3, block: b}",
        "{name: c, block: b, repeat: 1.5}",
        "{name: c, type: conv, kernel: $}",
        "{name: c, type: linear, inputs: []}",
        "{name: c, type: add}",
        "{name: c, type: add, inputs: a}",
        "{name: t, type: index_map, size: 4, ranges: []}",
        "{name: t, type: index_map, size: 4, ranges: [[]]}",
        "{name: t, type: index_map, size: 4, ranges: [[0, 1, 1, 1]]}",
        "{name: t, type: take, indices: []}",
        "{a: [3], b: [3]}",
        "{name: '', type: relu}",
    ],
)
def test_what_no_reader_takes_is_refused(layer: str) -> None:
    text = f"layers:\n  - {layer}\n"

    assert not VALIDATOR.is_valid(value_in(text))
    with pytest.raises(rfcalc.RfcalcError):
        rfcalc.loads(text)


def test_input_names_a_layer_only_in_a_block_that_calls_its_inputs_otherwise() -> None:
    text = "blocks: {b: {inputs: [x], layers: [input: [3]]}}\nlayers: [{name: a, block: b}]"

    assert VALIDATOR.is_valid(value_in(text))
    assert not VALIDATOR.is_valid(value_in(text.replace("inputs: [x], ", "")))
    assert rfcalc.loads(text).layers[0].name == "a.input"


def test_every_key_and_type_is_described() -> None:
    text = json.dumps(SCHEMA)
    groups = (meanings.NETWORK, meanings.BLOCK, meanings.LAYER, meanings.USE)
    told = [each for group in groups for each in group.values()]
    told += [row.meaning for row in LAYER_TYPES.values()]
    told += [key.meaning for row in LAYER_TYPES.values() for key in row.keys.values()]

    assert [each for each in told if json.dumps(each) not in text and each != meanings.LAYER["type"]] == []
    assert max(map(len, told)) <= 120


def test_the_schema_beside_the_presets_is_the_present_one() -> None:
    """If not: ``rfcalc schema -o configs/network.schema.json``."""
    assert json.loads((ROOT / "configs/network.schema.json").read_text("utf-8")) == SCHEMA


def test_every_preset_tells_editors_of_the_schema() -> None:
    line = "# yaml-language-server: $schema=network.schema.json\n"

    assert [path.name for path in PRESETS if not path.read_text("utf-8").startswith(line)] == []
    assert "network.schema" not in rfcalc.presets()
