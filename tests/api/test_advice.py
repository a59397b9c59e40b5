"""What `advise` finds, with its numbers and cures, and what it must not say."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.analysis import Analysis
from rfcalc.analysis.productive import by_toolbox
from rfcalc.cli.schemas import schema_text
from rfcalc.render import render
from rfcalc.reports.findings.table import FINDINGS, find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rfcalc import Advice, Layer, Network
    from rfcalc.reports.findings.finding import Cure, Finding

IDS = [
    *("unproductive", "small-map", "uneven-padding", "off-center", "misaligned", "holes", "gridding"),
    *("checkerboard", "object-unseen", "seams", "erf-share"),
]


def advice(text: str, object: int | None = None) -> Advice:  # noqa: A002 - the word of the call
    return rfcalc.advise(rfcalc.loads(text), object=object)


def found(told: Advice, id: str) -> Finding:  # noqa: A002 - its name in answers
    return next(finding for finding in told.findings if finding.id == id)


def ids(told: Advice) -> list[str]:
    return [finding.id for finding in told.findings]


def cure(finding: Finding) -> Cure:
    assert finding.cure is not None
    return finding.cure


def with_global_pool(network: Network) -> Network:
    return network.changed(layers=[*network.layers, rfcalc.Layer("avgpool", "global_avgpool")])


def strides_in_front(network: Network) -> Network:
    """Return a bottleneck ResNet with its strides in the first convolution of a stage, as its paper has them."""

    def moved(layers: Iterable[Layer]) -> Iterable[Layer]:
        for layer in layers:
            if layer.name in {f"layer{stage}.0.conv{place}" for stage in (2, 3, 4) for place in (1, 2)}:
                yield layer.changed(stride=2 if layer.name.endswith("conv1") else 1)
            else:
                yield layer

    return network.changed(layers=moved(network.layers))


def test_the_ids_are_those_of_the_table() -> None:
    assert list(FINDINGS) == IDS


@pytest.mark.parametrize(("name", "count"), [("vgg16", 10), ("resnet18", 3), ("resnet101", 0)])
def test_richters_rule_counts_unproductive_layers_at_32_pixels(name: str, count: int) -> None:
    """Richter et al., arXiv:2106.12307: kernels above 1 whose predecessors all see the whole input."""
    finding = find(Analysis(rfcalc.load(name, 32)), "unproductive")

    assert (0 if finding is None else finding.numbers["count"]) == count
    assert (0 if finding is None else len(finding.layers)) == count


def test_the_toolbox_counts_more_layers_at_32_pixels() -> None:
    """Its two rules count 10, 10 and 58: with kernels of 1, sums, the global pool, strides in front in ResNet-101."""
    networks = [
        rfcalc.load("vgg16", 32),
        with_global_pool(rfcalc.load("resnet18", 32)),
        with_global_pool(strides_in_front(rfcalc.load("resnet101", 32))),
    ]

    assert [len(by_toolbox(Analysis(each).fields)) for each in networks] == [10, 10, 58]
    activated = rfcalc.loads("input: 2\nlayers:\n  - c1: [3, 1, 1]\n  - {name: act, type: relu}\n")
    assert len(by_toolbox(Analysis(activated).fields)) == 1


def test_a_small_map_is_told_as_the_toolboxs_rule_and_not_as_the_papers() -> None:
    finding = found(rfcalc.advise(rfcalc.load("vgg16", 32)), "small-map")

    assert finding.layers == ("conv5_1", "conv5_2", "conv5_3", "pool5")
    assert (finding.numbers["count"], finding.numbers["toolbox"]) == (4, 10)
    assert finding.source == "the code of Richter's rfa_toolbox; the paper has no such rule"
    assert cure(finding).after == {"count": 0, "layers": ("pool3", "pool4", "pool5")}


def test_unproductive_layers_are_mended_by_the_least_input_or_left_out() -> None:
    mended = cure(found(rfcalc.advise(rfcalc.load("vgg16", 32)), "unproductive"))

    assert mended.before["count"] == 10
    assert mended.after["input"] == {"y": 197, "x": 197}
    assert mended.after["count"] == 0
    assert mended.after["without"] == {"layers": 8, "count": 0, "rf": {"y": 32, "x": 32}}
    assert "unproductive" in ids(rfcalc.advise(rfcalc.load("vgg16", 196)))
    assert "unproductive" not in ids(rfcalc.advise(rfcalc.load("vgg16", 197)))


def test_an_axis_that_still_sees_more_makes_a_layer_productive() -> None:
    chain = "input: [4, 64]\nlayers:\n  - c1: [5, 1, 2]\n  - c2: [3, 1, 1]\n"

    assert "unproductive" not in ids(advice(chain))
    assert "unproductive" in ids(advice(chain.replace("[4, 64]", "[4, 4]")))


def test_a_kernel_that_makes_one_feature_of_its_map_is_no_small_map() -> None:
    assert ids(rfcalc.advise("alexnet")) == ["erf-share"]
    assert "small-map" in ids(advice("input: 6\nlayers:\n  - c1: [6, 1, 3]\n"))


@pytest.mark.parametrize(
    "name", ["wavenet", "tcn", "keras-tcn", "unet", "unet-padded", "vgg16", "alexnet", "spliceai-80"]
)
def test_networks_without_a_fault_get_a_number_and_no_verdict(name: str) -> None:
    told = rfcalc.advise(name)

    assert (ids(told), told.nothing) == (["erf-share"], True)


@pytest.mark.parametrize("name", ["resnet18", "resnet50"])
def test_at_224_pixels_nothing_in_a_resnet_is_unproductive_and_its_stem_is_no_grid(name: str) -> None:
    assert ids(rfcalc.advise(name)) == ["uneven-padding", "off-center", "erf-share"]


@pytest.mark.slow
@pytest.mark.traced
def test_gates_and_large_fields_are_no_reason_to_call_a_layer_unproductive() -> None:
    assert not {"unproductive", "small-map"} & {*ids(rfcalc.advise("efficientnet-b0"))}


def test_layers_behind_an_upsampling_are_never_unproductive() -> None:
    finding = found(rfcalc.advise(rfcalc.load("unet-padded", 64)), "unproductive")

    assert all(layer.startswith(("level", "pool", "bottom", "down")) for layer in finding.layers), finding.layers


def test_a_map_off_the_middle_comes_with_inputs_that_put_it_there() -> None:
    finding = found(rfcalc.advise("resnet18"), "off-center")
    after = cure(finding).after

    assert finding.numbers == {"shift": {"y": -15.5, "x": -15.5}}
    assert after["inputs"] == [{"y": size, "x": size} for size in (225, 193, 257)]
    assert after["shift"] == {"y": 0, "x": 0}
    assert after["remedy"] == {"shift": {"y": -1.5, "x": -1.5}}


def test_alexnets_maps_lie_off_the_middle_at_224_pixels_and_not_at_227() -> None:
    chain = (
        "input: 224\nlayers:\n  - conv1: [11, 4]\n  - {name: pool1, type: maxpool, kernel: 3, stride: 2}\n"
        "  - conv2: [5, 1, 2]\n  - {name: pool2, type: maxpool, kernel: 3, stride: 2}\n"
        "  - {name: pool5, type: maxpool, kernel: 3, stride: 2}\n"
    )
    finding = found(advice(chain), "off-center")

    assert finding.numbers == {"shift": {"y": -14.5, "x": -14.5}}
    assert cure(finding).after["input"] == {"y": 227, "x": 227}
    assert "off-center" not in ids(advice(chain.replace("224", "227")))


def test_average_pools_are_not_advised_for_depthwise_networks() -> None:
    after = cure(found(rfcalc.advise("mobilenet-v1"), "off-center")).after

    assert "remedy" not in after
    assert after["shift"] == {"y": 0, "x": 0}


def test_strides_that_cut_rows_off_come_with_the_nearest_sizes_at_which_none_does() -> None:
    finding = found(rfcalc.advise("resnet18"), "uneven-padding")

    assert finding.layers[:3] == ("conv1", "maxpool", "layer2.0.conv1")
    assert cure(finding).after == {"inputs": [{"y": 225, "x": 225}, {"y": 193, "x": 193}], "count": 0}


BRANCHES = """
input: 32
layers:
  - {name: stem, type: conv, kernel: 3, padding: 1}
  - {name: a, type: conv, kernel: 3, padding: [[0, 2], [0, 2]]}
  - {name: b, type: conv, kernel: 5, padding: 2, inputs: stem}
  - {name: sum, type: add, inputs: [a, b]}
"""


def test_branches_off_one_another_come_with_the_padding_that_mends_it() -> None:
    finding = found(advice(BRANCHES), "misaligned")

    assert finding.layers == ("sum",)
    assert finding.numbers["apart"] == {"y": 1, "x": 1}
    assert cure(finding).before == {"count": 1, "padding": {"a": [[0, 2], [0, 2]]}}
    assert cure(finding).after == {"count": 0, "padding": {"a": [[1, 1], [1, 1]]}}


def test_an_even_kernel_beside_the_image_has_no_padding_that_mends_it() -> None:
    chain = "input: 32\nlayers:\n  - {name: a, type: conv, kernel: 2, padding: [[0, 1], [0, 1]]}\n"
    told = advice(f"{chain}  - {{name: sum, type: add, inputs: [a, input]}}\n")

    assert found(told, "misaligned").cure is None


def test_one_dilation_leaves_holes_that_dilations_without_a_common_factor_do_not() -> None:
    layers = "".join(f"  - {{name: c{place}, type: conv, kernel: 3, padding: 2, dilation: 2}}\n" for place in range(3))
    finding = found(advice(f"input: 64\nlayers:\n{layers}"), "holes")

    assert finding.numbers["holes"] == pytest.approx(1 - (7 / 13) ** 2, abs=1e-6)
    assert cure(finding).after == {"layer": "c2", "holes": 0}
    assert "2->1 2->2 2->3" in cure(finding).text


def test_a_stride_behind_the_stem_that_reads_unevenly_is_a_grid_and_pools_lessen_it() -> None:
    chain = "input: 32\nlayers:\n  - c1: [3, 1, 1]\n  - c2: [1, 2]\n"
    finding = found(advice(chain), "gridding")
    mended = cure(finding)

    assert finding.layers == ("c2",)
    assert float(str(mended.after["gridding"])) < float(str(mended.before["gridding"]))
    assert "gridding" not in ids(advice("input: 32\nlayers:\n  - c1: [7, 2, 3]\n  - c2: [3, 1, 1]\n"))


@pytest.mark.parametrize("padding", ["padding: 1, output_padding: 1", "padding: 0", "padding: same"])
def test_a_transposed_layer_that_feeds_unevenly_comes_with_kernel_4_for_3(padding: str) -> None:
    finding = found(
        advice(f"input: 16\nlayers:\n  - {{name: up, type: conv_transpose, kernel: 3, stride: 2, {padding}}}\n"),
        "checkerboard",
    )
    after = cure(finding).after

    assert finding.numbers["checkerboard"] == pytest.approx(1 / 6, abs=1e-6)
    assert after["kernel"] == {"kernel": {"y": 4, "x": 4}, "checkerboard": 0}
    assert after["resize"] == {"kernel": {"y": 3, "x": 3}, "checkerboard": 0}


def test_an_object_that_no_feature_sees_whole_comes_with_layers_that_do() -> None:
    chain = (
        "input: 64\nlayers:\n  - c1: [3, 1, 1]\n  - {name: far, type: conv, kernel: 21, padding: 10}\n"
        "  - {name: near, type: conv, kernel: 3, padding: 1, inputs: c1}\n"
    )
    finding = found(advice(chain, 20), "object-unseen")

    assert finding.layers == ("near",)
    assert finding.numbers == {"object": {"y": 20, "x": 20}, "rf": {"near": {"y": 5, "x": 5}}}
    assert cure(finding).after == {"layer": "far", "rf": {"y": 23, "x": 23}, "layers": ["far"]}
    assert found(advice(chain, 30), "object-unseen").cure is None
    assert "object-unseen" not in ids(advice(chain, 5))
    assert "object-unseen" not in ids(advice(chain))


@pytest.mark.slow
def test_whole_maps_make_seams_that_gates_switched_off_do_not() -> None:
    finding = found(rfcalc.advise("efficientnet-b0"), "seams")

    assert len(finding.layers) == 16
    assert cure(finding).after == {"count": 0, "exact": True}
    told = advice(
        "input: 8\nlayers:\n  - c1: [3, 1, 1]\n  - {name: act, type: relu}\n  - {name: look, type: attention}\n"
    )
    assert found(told, "seams").cure is None


def test_norms_and_attention_leave_the_seams_of_the_attention() -> None:
    told = advice(
        "input: 8\nlayers:\n  - {name: norm, type: instancenorm}\n  - {name: look, type: attention}\n"
        "  - {name: c1, type: conv, kernel: 3, padding: 1}\n"
    )
    mended = cure(found(told, "seams"))

    assert mended.after == {"count": 1, "exact": False}
    assert "norms" in mended.text


def test_a_whole_map_behind_the_last_map_makes_no_seam() -> None:
    assert "seams" not in ids(advice("input: 8\nlayers:\n  - c1: [3, 1, 1]\n  - {name: pool, type: global_avgpool}\n"))


def test_what_needs_an_input_is_told_to_be_left_out_without_one() -> None:
    told = advice("layers:\n  - c1: [3, 1, 1]\n  - {name: up, type: conv_transpose, kernel: 3, stride: 2}\n")

    assert [each.id for each in told.skipped] == ["unproductive", "small-map", "uneven-padding", "off-center"]
    assert ids(told) == ["checkerboard", "erf-share"]
    with pytest.raises(rfcalc.RfcalcError, match="depends on the input size"):
        find(Analysis(rfcalc.loads("layers:\n  - c1: [3]\n")), "unproductive")


def test_what_cannot_be_counted_is_told_with_the_reason() -> None:
    told = advice("layers:\n  - c1: [3, 1, 1]\n  - {name: look, type: attention}\n")

    assert {"holes", "erf-share"} <= {each.id for each in told.skipped}


def test_sentences_name_three_layers_and_how_many_more() -> None:
    assert found(rfcalc.advise("resnet18"), "uneven-padding").text.endswith(
        "conv1, maxpool, layer2.0.conv1 and 5 more."
    )


@pytest.mark.parametrize("name", ["vgg16", "resnet18", "mobilenet-v1"])
def test_no_sentence_promises_what_there_is_no_evidence_for(name: str) -> None:
    told = rfcalc.advise(rfcalc.load(name, 64))
    words = " ".join([f.text + (f.cure.text if f.cure else "") for f in told.findings])

    assert not any(word in words for word in ("accuracy", "should", "must", "improve", "better"))


def test_notes_below_tables_are_those_of_the_same_findings() -> None:
    network = rfcalc.loads(BRANCHES)
    notes = {note.code: note for note in rfcalc.summary(network).notes}
    finding = found(rfcalc.advise(network), "misaligned")

    assert (notes["misaligned"].text, notes["misaligned"].layers) == (finding.text, finding.layers)


def test_the_cells_of_a_row_spell_layers_and_numbers() -> None:
    grid = rfcalc.advise("resnet18").grid()
    row = dict(zip(grid.columns, next(iter(grid.rows))))

    assert str(row["layers"]).startswith("conv1;maxpool;")
    assert row["numbers"] == "count=8;input.y=224;input.x=224"
    assert row["after"] == "inputs.0.y=225;inputs.0.x=225;inputs.1.y=193;inputs.1.x=193;count=0"


def test_an_object_larger_than_the_input_is_refused() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="an object lies in the input"):
        rfcalc.advise("resnet18", object=300)


def test_advice_can_be_written_as_json_and_sent_to_other_processes() -> None:
    told = rfcalc.advise("resnet18")

    assert json.loads(json.dumps(told.record()))["schema"] == "rfcalc.advise/1"
    assert pickle.loads(pickle.dumps(told)) == told  # noqa: S301 - our own


def test_branches_that_look_far_apart_leave_a_hole_between_them() -> None:
    chain = (
        "input: 32\nlayers:\n  - {name: left, type: pad, padding: [[8, -8], [8, -8]]}\n"
        "  - {name: sum, type: add, inputs: [left, input]}\n  - {name: c1, type: conv, kernel: 9, padding: 4}\n"
    )
    finding = found(advice(chain), "holes")

    assert finding.numbers["worst"] == "sum"
    assert finding.cure is None


def test_a_cure_whose_layer_would_take_anothers_name_is_not_told() -> None:
    up = "{name: up, type: conv_transpose, kernel: 3, stride: 2}"
    told = advice(f"input: 16\nlayers:\n  - {{name: up.resize, type: conv, kernel: 1}}\n  - {up}\n")

    assert "resize" not in cure(found(told, "checkerboard")).after


def test_no_input_is_advised_where_sizes_repeat_too_seldom_to_be_looked_for() -> None:
    """A stride of a million: its sizes repeat every million pixels."""
    cut = Analysis(rfcalc.loads("input: [1500000]\nlayers:\n  - c1: [1, 1000003]\n"))
    seen = Analysis(rfcalc.loads("input: [5]\nlayers:\n  - c1: [5, 1000003, 2]\n  - c2: [3, 1, 1]\n"))
    uneven, blind = find(cut, "uneven-padding"), find(seen, "unproductive")

    assert uneven is not None
    assert uneven.cure is None
    assert blind is not None
    assert "input" not in cure(blind).after


def test_dilations_do_not_lessen_a_grid_and_are_left_alone_where_padding_or_axes_differ() -> None:
    chain = (
        "input: 32\nlayers:\n  - c1: [3, 1, 1]\n  - c2: [1, 2]\n"
        "  - {name: c3, type: conv, kernel: 3, padding: 2, dilation: 2}\n"
        "  - {name: c4, type: conv, kernel: 3, padding: [3, 2], dilation: [3, 2]}\n"
    )

    assert "average pools" in cure(found(advice(chain), "gridding")).text


def test_branches_may_be_off_one_another_along_one_axis_alone() -> None:
    text = BRANCHES.replace("[[0, 2], [0, 2]]", "[[0, 2], 1]")
    finding = found(advice(text), "misaligned")

    assert finding.text.endswith("(by 1 px along y).")
    assert cure(finding).text.startswith("With padding 1 + 1 at a")


def test_a_padding_that_mends_one_join_and_breaks_another_is_no_cure() -> None:
    chain = (
        "input: 32\nlayers:\n  - {name: stem, type: conv, kernel: 1}\n"
        "  - {name: a, type: conv, kernel: 3, padding: [[0, 2], [0, 2]], inputs: stem}\n"
        "  - {name: first, type: add, inputs: [a, stem]}\n"
        "  - {name: b, type: conv, kernel: 3, padding: [[0, 2], [0, 2]], inputs: stem}\n"
        "  - {name: second, type: add, inputs: [a, b]}\n"
    )

    assert found(advice(chain), "misaligned").cure is None


def test_only_so_many_paddings_are_tried() -> None:
    chain = (
        "input: 1400\nlayers:\n  - {name: wide, type: conv, kernel: 601, padding: 300}\n"
        "  - {name: even, type: conv, kernel: 2, padding: [[0, 1], [0, 1]]}\n  - {name: act, type: relu}\n"
        "  - {name: sum, type: add, inputs: [act, input]}\n"
    )
    finding = find(Analysis(rfcalc.loads(chain)), "misaligned")

    assert finding is not None
    assert finding.cure is None


def test_without_an_input_size_an_object_is_held_against_the_rf() -> None:
    told = advice("layers:\n  - c1: [5, 1, 2]\n", 5)

    assert "object-unseen" not in ids(told)
    assert "object-unseen" in ids(advice("layers:\n  - c1: [5, 1, 2]\n", 6))


def test_a_grid_whose_middle_feature_counts_nothing_is_told_all_the_same() -> None:
    chain = (
        "input: 4\nlayers:\n  - c1: [3, 1, 1]\n  - {name: c2, type: conv, kernel: 1, stride: 2}\n"
        "  - {name: up, type: conv_transpose, kernel: 1, stride: 2}\n  - {name: c3, type: conv, kernel: 1, stride: 3}\n"
    )

    assert found(advice(chain), "gridding").layers == ("c2", "up", "c3")


def test_a_network_of_one_whole_map_has_no_tiles_and_so_no_seams() -> None:
    assert "seams" not in ids(advice("input: 3\nlayers:\n  - {name: fc, type: linear}\n"))


def test_nothing_is_found_where_nothing_is_known() -> None:
    network = rfcalc.loads("input: 8\nlayers:\n  - {name: u, type: unknown, operator: Sort}\n")

    assert rfcalc.advise(network).nothing
    assert find(Analysis(network), "erf-share") is None


UNKNOWN = """
input: [64]
layers:
  - {name: a, type: conv, kernel: 3, padding: 1}
  - {name: lost, type: unknown, operator: TopK}
  - {name: behind, type: conv, kernel: 3}
"""


def test_what_is_not_known_is_told_beside_the_advice() -> None:
    advice = rfcalc.advise(rfcalc.loads(UNKNOWN))
    record = json.loads(json.dumps(advice.record()))

    assert [note.code for note in advice.notes] == ["unknown"]
    assert len(record["notes"]) == 1
    jsonschema.Draft202012Validator(json.loads(schema_text("advise"))).validate(record)
    text = render([advice], "markdown")
    assert "Nothing to mend in what was looked for." in text
    assert "TopK" in text


def test_a_verdict_names_operators_of_which_nothing_is_known() -> None:
    record = rfcalc.check(rfcalc.loads(UNKNOWN), "rf >= 3").record()

    assert (record["passed"], record["unknown"]) == (True, ("TopK",))
    jsonschema.Draft202012Validator(json.loads(schema_text("check"))).validate(json.loads(json.dumps(record)))
