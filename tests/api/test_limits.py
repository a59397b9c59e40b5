"""Every limit that docs/limits.md tells: at it there is an answer, just past it one line that names the layer."""

from __future__ import annotations

import pytest

import rfcalc
from rfcalc import RfcalcError
from rfcalc.analysis.paths.plan import check_plan
from rfcalc.analysis.paths.products import feature_at, read_on
from rfcalc.axis import Boxes, IndexMap, has_size, index_map

PIXELS = 2**52
BEYOND = "its receptive field reaches beyond 2^52 pixels; at most 2^52 are supported"


def message(network: str, layer: str, index: tuple[int, ...]) -> str:
    with pytest.raises(RfcalcError) as refused:
        rfcalc.locate(rfcalc.loads(network), layer, index)
    return str(refused.value)


class TestPixels:
    far = """
input: [2147483647]
layers:
  - {name: c, type: conv, kernel: 1, stride: 1073741824}
  - {name: p, type: pad, padding: [[0, 2147483647]]}
"""

    def test_a_feature_far_beyond_the_image_is_refused_where_its_centre_is_no_double(self) -> None:
        assert message(self.far, "p", (2147483646,)) == f"<text>:5: layer 'p': {BEYOND}"
        place = rfcalc.locate(rfcalc.loads(self.far), "p", (2**22 - 1,))
        assert place.box == (((2**22 - 1) * 2**30, (2**22 - 1) * 2**30 + 1),)
        assert place.center == ((2**22 - 1) * 2**30 + 0.5,)

    def test_the_last_pixel_that_can_be_told_is_told_exactly(self) -> None:
        text = "input: [null]\nlayers:\n  - {name: c, type: conv, kernel: 1}"
        place = rfcalc.locate(rfcalc.loads(text), "c", (PIXELS - 1,))
        assert place.box == ((PIXELS - 1, PIXELS),)
        assert place.center == (PIXELS - 0.5,)
        assert message(text, "c", (PIXELS,)) == f"<text>:3: layer 'c': {BEYOND}"
        assert message(text, "input", (PIXELS,)) == f"layer 'input': {BEYOND}"

    def test_features_with_gaps_have_the_same_limit(self) -> None:
        text = "input: [null, null]\nlayers:\n  - {name: t, type: conv_transpose, kernel: 1, stride: 2}"
        place = rfcalc.locate(rfcalc.loads(text), "t", (2 * (PIXELS - 1), 0))
        assert place.center == (PIXELS - 0.5, 0.5)
        assert message(text, "t", (2 * PIXELS, 0)) == f"<text>:3: layer 't': {BEYOND}"

    def test_sizes_over_a_map_have_the_same_limit(self) -> None:
        text = """
input: [2147483647]
layers:
  - {name: one, type: pad, padding: [[0, 2147483647]]}
  - {name: strided, type: conv, kernel: 1, stride: 2, inputs: one}
  - {name: cut, type: crop, crop: [[0, 2147483647]], inputs: one}
  - {name: far, type: conv, kernel: 1, stride: STRIDE, inputs: one}
  - {name: wide, type: pad, padding: [[0, PAD]], inputs: far}
  - {name: near, type: crop, crop: [[0, CROP]], inputs: one}
  - {name: sum, type: add, inputs: [wide, near]}
"""

        def summary(stride: int) -> rfcalc.Summary:
            n = 2147483647 * 2
            size = (n - 1) // stride + 1 + 2147483647
            filled = text.replace("STRIDE", str(stride)).replace("PAD", "2147483647").replace("CROP", str(n - size))
            return rfcalc.summary(rfcalc.loads(filled))

        with pytest.raises(RfcalcError) as refused:
            summary(2**21)
        assert str(refused.value) == f"<text>:10: layer 'sum': {BEYOND}"
        last = 4096 + 2147483647 - 1
        assert summary(2**20).layers[-1].rf == (last * (2**20 - 1) + 1,)

    def test_before_the_image_the_limit_is_as_far(self) -> None:
        """Padding by k features of a jump of 2^21 puts the first one k * 2^21 pixels before the image."""
        text = f"""
input: [null]
layers:
  - {{name: far, type: conv, kernel: 1, stride: {2**21}}}
  - {{name: most, type: pad, padding: [[2147483647, 0]]}}
  - {{name: one, type: pad, padding: [[PADS, 0]]}}
"""
        last = rfcalc.loads(text.replace("PADS", "1"))
        assert rfcalc.summary(last).layers[-1].start == (-PIXELS + 0.5,)
        assert rfcalc.locate(last, "one", (0,)).box == ((-PIXELS, -PIXELS + 1),)
        for pads in (2, 3):
            assert message(text.replace("PADS", str(pads)), "one", (0,)) == f"<text>:6: layer 'one': {BEYOND}"
        wide = text.replace("type: pad, padding: [[PADS, 0]]", "type: conv, kernel: 3, padding: [[2, 0]]")
        assert message(wide, "one", (0,)) == f"<text>:6: layer 'one': {BEYOND}"  # from before the limit to within it

    def test_a_jump_may_be_as_large(self) -> None:
        text = f"input: [null]\nlayers:\n  - a: [1, {2**26}]\n  - b: [1, STRIDE]\n"
        assert rfcalc.summary(rfcalc.loads(text.replace("STRIDE", str(2**26)))).layers[-1].jump == (PIXELS,)
        assert message(text.replace("STRIDE", str(2**26 + 1)), "b", (0,)) == (
            "<text>:4: layer 'b': its jump is beyond 2^52 pixels; at most 2^52 are supported"
        )

    def test_so_may_be_the_way_after_which_listed_phases_repeat(self) -> None:
        text = f"""
input: [null]
layers:
  - a: [1, {2**25}]
  - b: [1, STRIDE]
  - {{name: up, type: upsample, scale: 3}}
  - c: [1, 2]
"""
        assert rfcalc.summary(rfcalc.loads(text.replace("STRIDE", str(2**26)))).layers[-1].period == (3,)
        assert message(text.replace("STRIDE", str(2**26 + 1)), "c", (0,)).endswith("at most 2^52 are supported")

    def test_where_no_phase_is_listed_the_jump_may_be_as_large_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Three maps, the last two of which repeat after 15 features: 15 jumps lie beyond the last pixel."""
        monkeypatch.setattr("rfcalc.axis.index_map.PHASE_LIMIT", 8)
        text = f"""
input: [1]
layers:
  - a: [1, {15 * 2**20}]
  - b: [1, {2**24}]
  - {{name: four, type: pad, padding: [[0, 3]]}}
  - {{name: r0, type: resize, size: 3}}
  - {{name: eight, type: pad, padding: [[0, 5]]}}
  - {{name: r1, type: resize, size: 5}}
  - {{name: more, type: pad, padding: [[0, 3]]}}
  - {{name: r2, type: resize, size: 1}}
"""
        row = rfcalc.summary(rfcalc.loads(text)).layers[-1]
        assert (row.jump, row.rf) == ((PIXELS,), (1,))


LAYERS = 100_000


def refusal(text: str) -> str:
    with pytest.raises(RfcalcError) as refused:
        rfcalc.loads(text)
    return str(refused.value)


class TestLayers:
    uses = """
blocks:
  one: {layers: [{c: [1]}]}
  two: {layers: [{name: u, block: one}, {name: off, type: relu, when: false}]}
layers:
  - {name: many, block: two, repeat: 7}
"""

    def test_only_layers_count_as_layers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rfcalc.readers.netfile.expansion.LAYER_LIMIT", 7)
        assert len(rfcalc.loads(self.uses).layers) == 7
        with pytest.raises(RfcalcError) as refused:
            rfcalc.loads(self.uses + "  - more: [1]\n")
        assert str(refused.value) == "<text>:7: layer 'more': too many layers after expansion; at most 7 are supported"

    @pytest.mark.slow
    def test_as_many_as_are_allowed_are_read(self) -> None:
        text = "blocks: {one: {layers: [{c: [1]}]}}\nlayers:\n  - {name: many, block: one, repeat: 100000}\n"
        assert len(rfcalc.loads(text).layers) == LAYERS

    def test_as_many_repetitions_as_layers_are_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rfcalc.readers.netfile.repetitions.LAYER_LIMIT", 7)
        assert len(rfcalc.loads(self.uses).layers) == 7
        assert refusal(self.uses.replace("7", "8")).endswith("at most 7 layers after expansion are supported")

    def test_more_repetitions_than_layers_are_refused_at_once(self) -> None:
        assert refusal(self.uses.replace("7", "100001")) == (
            "<text>:6: layer 'many', repeat: found 100001; at most 100000 layers after expansion are supported"
        )

    def test_what_makes_no_layer_has_a_limit_of_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rfcalc.readers.netfile.expansion.ENTRY_LIMIT", 7)
        text = """
blocks: {none: {layers: [{name: off, type: relu, when: false}]}}
layers:
  - {name: use, block: none, repeat: 3}
"""
        assert rfcalc.loads(text).layers == ()  # one use, three repetitions of it, and a layer left out in each
        assert refusal(text.replace("repeat: 3", "repeat: 4")) == (
            "<text>:4: layer 'use': too many layers left out, uses and repetitions of blocks; "
            "at most 7, layers among them, are supported"
        )


class TestMemory:
    def test_where_it_is_too_small_the_layer_is_named(self) -> None:
        with pytest.raises(RfcalcError) as refused, RfcalcError.within(file="net.yaml", line=3, layer="wide"):
            raise MemoryError
        assert str(refused.value) == (
            "net.yaml:3: layer 'wide': there is not enough memory for it; "
            "a smaller input, fewer layers or more memory would do"
        )


WORK = (
    "its features, with those of the layers before, have too many different receptive fields; "
    "at most {} boxes are looked at along an axis"
)


class TestBoxes:
    def test_they_are_counted_before_they_are_looked_at(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # The upsampling makes 4 boxes of one (8); a window of 3 looks at 3 for each of 4 and makes 4 (16).
        text = """
input: [8]
layers:
  - {name: up, type: upsample, scale: 4}
  - c1: [3]
  - c2: [3]
"""
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 40)
        assert rfcalc.summary(rfcalc.loads(text)).layers[-1].rf == (2,)
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 39)
        with pytest.raises(RfcalcError) as refused:
            rfcalc.summary(rfcalc.loads(text))
        assert str(refused.value) == f"<text>:6: layer 'c2': {WORK.format(39)}"

    def test_eight_million_are_looked_at(self) -> None:
        layers = "".join(f"  - c{i}: [3, 1, 1]\n" for i in range(50))
        with pytest.raises(RfcalcError, match="at most 8388608 boxes are looked at"):
            rfcalc.summary(
                rfcalc.loads(f"input: [2]\nlayers:\n  - {{name: up, type: upsample, scale: 65536}}\n{layers}")
            )

    def test_a_wide_window_looks_at_two_boxes_for_each_phase_at_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = "input: [8]\nlayers:\n  - {name: up, type: upsample, scale: 4}\n  - c: [20]"
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 8 + 4 + 4 * 8)
        assert rfcalc.summary(rfcalc.loads(text)).layers[-1].rf == (6,)
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 8 + 4 + 4 * 8 - 1)
        with pytest.raises(RfcalcError):
            rfcalc.summary(rfcalc.loads(text))

    def test_layers_that_change_nothing_look_at_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = "input: [8]\nlayers:\n  - {name: up, type: upsample, scale: 4}\n"
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 8)
        kept = text + "".join(f"  - {{name: relu{i}, type: relu}}\n" for i in range(3))
        assert rfcalc.summary(rfcalc.loads(kept)).layers[-1].rf == (1,)
        with pytest.raises(RfcalcError):
            rfcalc.summary(rfcalc.loads(text + "  - c: [1, 2]\n"))

    def test_where_all_features_see_alike_none_is_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 0)
        assert rfcalc.summary(rfcalc.loads("input: [8]\nlayers:\n  - c1: [3]\n  - c2: [3]\n")).layers[-1].rf == (5,)

    def test_those_of_as_many_phases_as_may_be_listed_are_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        network = rfcalc.loads("input: [8]\nlayers:\n  - {name: up, type: upsample, scale: 4}\n")
        monkeypatch.setattr("rfcalc.axis.index_map.PHASE_LIMIT", 4)
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 8)
        assert rfcalc.summary(network).layers[-1].period == (4,)
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 7)
        with pytest.raises(RfcalcError, match="layer 'up': its features"):
            rfcalc.summary(network)

    @pytest.mark.parametrize("size", ["[8]", "[4, 8]"])
    def test_where_they_are_many_those_of_all_layers_are_added_up_first(
        self, size: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With the axis whose boxes are too many comes one whose boxes are few: neither has any when it is refused."""
        text = f"""
input: {size}
layers:
  - {{name: up, type: upsample, scale: 2}}
  - {{name: other, type: crop, crop: [[0, 1]], inputs: up}}
  - {{name: pad, type: pad, padding: [[0, 1]], inputs: other}}
  - {{name: sum, type: add, inputs: [up, pad]}}
  - {{name: last, type: conv, kernel: 3}}
"""
        if size == "[4, 8]":
            text = text.replace("scale: 2", "scale: [2, 4]").replace("[[0, 1]]", "[[0, 1], [0, 1]]")
        listed: list[int] = []
        work = {"[8]": 4 + 4 + 4 + 4 + 4 + 8, "[4, 8]": 8 + 8 + 8 + 8 + 8 + 16}[size]
        monkeypatch.setattr("rfcalc.analysis.fields.MUCH_WORK", 0)
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", work)
        assert rfcalc.summary(rfcalc.loads(text)).layers[-1].rf[-1] == 2
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", work - 1)
        monkeypatch.setattr("rfcalc.axis.index_map._from_to", lambda *_: listed.append(1))
        with pytest.raises(RfcalcError) as refused:
            rfcalc.summary(rfcalc.loads(text))
        assert str(refused.value) == f"<text>:8: layer 'last': {WORK.format(work - 1)}"
        assert not listed

    @pytest.mark.parametrize(
        ("layers", "last"),
        [
            (["{name: w, type: window_attention, window: 4}", "{name: sum, type: add, inputs: [up, w]}", "c: [3]"], ""),
            (["p: [2, 3]", "{name: r, type: resize, size: 7}", "c: [2]", "{name: s, type: resize, size: 5}"], ""),
            (["c: [3]", "{name: late, type: upsample, scale: 7}"], "repeat only every 14 features"),
            (
                ["c: [3]", "{name: late, type: upsample, scale: 7}", "{name: side, type: conv, kernel: 9, inputs: up}"],
                "repeat only every 14 features",
            ),
            (["c: [3]", "{name: small, type: conv, kernel: 99}"], "the map of 14 is too small"),
        ],
    )
    def test_looking_ahead_changes_no_limit_and_no_message(
        self, layers: list[str], last: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        network = rfcalc.loads(
            "input: [8]\nlayers:\n  - {name: up, type: upsample, scale: 2}\n"
            + "".join([f"  - {layer}\n" for layer in layers])
        )
        monkeypatch.setattr("rfcalc.axis.index_map.PHASE_LIMIT", 7)

        def told(much: int, limit: int) -> str:
            monkeypatch.setattr("rfcalc.analysis.fields.MUCH_WORK", much)
            monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", limit)
            try:
                rfcalc.summary(network)
            except RfcalcError as refused:
                return str(refused)
            return ""

        before = [told(2**62, limit) for limit in range(0, 200, 3)]
        assert [told(0, limit) for limit in range(0, 200, 3)] == before
        assert WORK.format(0) in before[0]
        assert last in before[-1]
        assert bool(last) == bool(before[-1])

    def test_one_that_is_made_on_demand_counts_as_four(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """From the second resize on no phase is listed: 5 features read one box each, 4 read two, and 3 read one."""
        text = """
input: [9]
layers:
  - c0: [2]
  - {name: r0, type: resize, size: 7}
  - c1: [2]
  - {name: r1, type: resize, size: 5}
  - c2: [2]
  - {name: r2, type: resize, size: 3}
"""
        monkeypatch.setattr("rfcalc.axis.index_map.PHASE_LIMIT", 7)
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 4 * (5 + 4 * 2 + 3))
        assert rfcalc.summary(rfcalc.loads(text)).layers[-1].n == (3,)
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 4 * (5 + 4 * 2 + 3) - 1)
        with pytest.raises(RfcalcError, match="layer 'r2': its features, with those of the layers before, have too"):
            rfcalc.summary(rfcalc.loads(text))
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 4 * (5 + 4 * 2 + 3))
        kept = rfcalc.loads(text + "  - {name: relu, type: relu}\n")  # it asks for those that are known
        assert rfcalc.summary(kept).layers[-1].n == (3,)

    def test_branches_that_meet_have_the_boxes_of_their_common_period(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = """
input: [6]
layers:
  - {name: up, type: upsample, scale: 2}
  - {name: moved, type: pad, padding: [[2, 0]]}
  - {name: cut, type: crop, crop: [[0, 2]]}
  - {name: sum, type: add, inputs: [up, cut]}
"""
        # 4 of the upsampling, 4 for each of pad and crop; the sum looks at 2 + 2 and makes 2 of 2.
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 20)
        assert rfcalc.summary(rfcalc.loads(text)).layers[-1].rf == (2,)
        monkeypatch.setattr("rfcalc.axis.field.WORK_LIMIT", 19)
        with pytest.raises(RfcalcError) as refused:
            rfcalc.summary(rfcalc.loads(text))
        assert str(refused.value) == f"<text>:7: layer 'sum': {WORK.format(19)}"
        monkeypatch.setattr("rfcalc.axis.field.PHASE_LIMIT", 2)  # as many as they have
        with pytest.raises(RfcalcError, match="at most 19 boxes are looked at"):
            rfcalc.summary(rfcalc.loads(text))

    @pytest.mark.slow
    def test_a_deep_network_of_many_phases_is_refused_in_seconds(self) -> None:
        text = """
input: [3]
blocks: {b: {layers: [{c: [10000, 1, 5000]}]}}
layers:
  - {name: up, type: upsample, scale: 65536}
  - {name: r, block: b, repeat: 10000}
"""
        with pytest.raises(RfcalcError) as refused:
            rfcalc.summary(rfcalc.loads(text))
        assert str(refused.value) == f"<text>:3: layer 'r.0.c': {WORK.format(2**23)}"


class TestCounts:
    text = """
input: [40]
layers:
  - {name: near, type: conv, kernel: 3}
  - {name: far, type: conv, kernel: 3, dilation: 3, inputs: input}
  - {name: crop, type: crop, crop: [[2, 2]], inputs: near}
  - {name: sum, type: add, inputs: [crop, far]}
  - {name: up, type: conv_transpose, kernel: 1, stride: 2}
  - {name: last, type: conv, kernel: 2}
"""

    @pytest.fixture(autouse=True)
    def _always_planned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rfcalc.analysis.paths.plan._surely_small", lambda *_: False)

    def counted(self, index: int, *, unclipped: bool = False) -> object:
        counts = rfcalc.count_paths(rfcalc.loads(self.text), "last", (index,), unclipped=unclipped)
        return counts and counts.rows

    def test_work_is_added_up_before_it_is_done(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Eight bytes a count: last 1, up 2 and the sum 1 for each of its two branches, crop 1, far 1, near 1.
        monkeypatch.setattr("rfcalc.analysis.paths.rows.WORK_LIMIT", 64)
        assert self.counted(20) is not None
        monkeypatch.setattr("rfcalc.analysis.paths.rows.WORK_LIMIT", 63)
        with pytest.raises(RfcalcError) as refused:
            self.counted(20)
        assert str(refused.value) == (
            "<text>:4: layer 'near': the counts on the way to the input take more than 63 bytes; "
            "a smaller input or fewer layers are supported"
        )

    def test_a_plan_changes_no_count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        planned = [self.counted(index, unclipped=unclipped) for index in range(66) for unclipped in (False, True)]
        monkeypatch.setattr("rfcalc.analysis.paths.counts.check_plan", lambda *_, **__: None)
        assert [self.counted(index, unclipped=flag) for index in range(66) for flag in (False, True)] == planned

    def test_a_plan_ends_where_nothing_is_read(self) -> None:
        network = rfcalc.loads(self.text)
        assert rfcalc.count_paths(network, "up", (0,)) is not None
        assert rfcalc.count_paths(network, "up", (1,)) is None
        assert rfcalc.count_paths(network, "crop", (0,)) is not None  # far lies before it, not on its way

    @pytest.mark.parametrize(
        ("layer", "index"), [("attention, causal: true", 4095), ("recurrent, direction: reverse", 0)]
    )
    def test_all_that_a_layer_looks_back_or_ahead_on_is_planned(self, layer: str, index: int) -> None:
        network = rfcalc.loads(f"input: [4096]\nlayers:\n  - {{c: [1]}}\n  - {{name: far, type: {layer}}}")
        fields = rfcalc.api.analyze(network).fields
        check_plan(fields, 2, (index,), 2**17, unclipped=False)
        with pytest.raises(RfcalcError, match="layer 'far': its paths come from 4096 positions"):
            check_plan(fields, 2, (index,), 2**17 + 1, unclipped=False)

    def test_one_count_has_a_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = "input: [9]\nblocks: {b: {layers: [{c: [2, 1, 1]}]}}\nlayers:\n  - {name: r, block: b, repeat: 20}"
        network = rfcalc.loads(text)
        monkeypatch.setattr("rfcalc.analysis.paths.weights.WIDTH_LIMIT", 2)
        assert rfcalc.count_paths(network, "r.14", (3,)) is not None  # 2^15 paths are 16 bits
        for weights in ("uniform", "mean"):
            with pytest.raises(RfcalcError) as refused:
                rfcalc.count_paths(network, "r.17", (3,), weights)
            assert str(refused.value) == (
                "<text>:2: layer 'r.1.c': the paths from it are so many that one count takes more than 2 bytes; "
                "counts of at most 2 bytes are supported"
            )

    @pytest.mark.slow
    def test_a_deep_chain_is_refused_in_seconds(self) -> None:
        text = "input: 64\nblocks: {b: {layers: [{c: [3, 1, 1]}]}}\nlayers:\n  - {name: r, block: b, repeat: 42000}"
        with pytest.raises(RfcalcError, match=r"layer 'r\.650\.c': the paths from it are so many that one count"):
            rfcalc.map(rfcalc.loads(text))


def test_paths_beyond_what_is_counted_are_not_kept_for_each_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    from rfcalc.analysis.paths import phases_of, spreads_of

    for module in ("phases", "spread"):
        monkeypatch.setattr(f"rfcalc.analysis.paths.{module}.WIDTH_LIMIT", 2)
    text = "input: [9]\nblocks: {b: {layers: [{c: [8, 1, 4]}]}}\nlayers:\n  - {name: r, block: b, repeat: 20}"
    fields = rfcalc.api.analyze(rfcalc.loads(text)).fields
    for found in (phases_of(fields), spreads_of(fields)):
        assert found[5] is not None  # 3 bits a layer, and one for the first path, in 2 bytes
        assert found[6] is None
        assert found[-1] is None


def chain_of_nines(layers: int) -> rfcalc.Network:
    """Return a network on one pixel, whose mean weights are over a denominator of 9 for each layer."""
    blocks = "blocks: {b: {layers: [{c: [9, 1, 4]}]}}"
    return rfcalc.loads(f"input: [1]\n{blocks}\nlayers:\n  - {{name: r, block: b, repeat: {layers}}}")


@pytest.mark.slow
def test_counts_of_more_digits_than_can_be_written_are_told_as_decimals_only() -> None:
    network = chain_of_nines(4600)
    report = rfcalc.map(network, "r", (0,), "mean")
    with pytest.raises(RfcalcError) as refused:
        report.record()
    assert str(refused.value) == (
        "layer 'r': its counts are whole numbers of more than 4300 digits; --format csv tells counts as decimals"
    )
    assert [*report.grid().rows]
    assert rfcalc.map(network, "r.4400", (0,), "mean").record()["weights"] == "mean"


def test_the_last_count_that_can_be_written_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit of two digits: 9 and 81 have no more, 729 has."""
    monkeypatch.setattr("rfcalc.reports.forms.LARGEST", 100)
    network = chain_of_nines(3)
    assert rfcalc.map(network, "r.1", (0,), "mean").record()["denominator"] == 81
    with pytest.raises(RfcalcError, match="layer 'r': its counts are whole numbers of more than"):
        rfcalc.map(network, "r", (0,), "mean").record()


def test_the_last_number_of_paths_that_can_be_written_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window of three on many pixels: 3, 9 and 27 paths."""
    monkeypatch.setattr("rfcalc.analysis.statistics.LARGEST", 10)
    text = "input: [9]\nblocks: {b: {layers: [{c: [3]}]}}\nlayers:\n  - {name: r, block: b, repeat: 3}"
    assert rfcalc.map(rfcalc.loads(text), "r.1").form.paths == 9
    with pytest.raises(RfcalcError, match="its paths are more than 10"):
        rfcalc.map(rfcalc.loads(text))


def test_as_many_forms_as_are_allowed_are_told_and_one_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads("input: [9]\nblocks: {b: {layers: [{c: [3]}]}}\nlayers:\n  - {name: r, block: b, repeat: 3}")
    monkeypatch.setattr("rfcalc.reports.depth.LAYERS", 3)
    assert len(rfcalc.form(network).layers) == 3
    monkeypatch.setattr("rfcalc.reports.depth.LAYERS", 2)
    for question in (rfcalc.form, rfcalc.growth):
        with pytest.raises(RfcalcError) as refused:
            question(network)
        assert str(refused.value) == (
            "<text>: 'network' has 3 layers; the forms of at most 2 are told; rfcalc map tells that of one"
        )


@pytest.mark.parametrize(("limit", "least"), [("PIXEL_LIMIT", 64), ("BYTE_LIMIT", 64 * 8)])
def test_a_map_has_as_many_positions_and_bytes_as_are_allowed(
    limit: str, least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gate on 8 x 8 pixels sees all 64, and a count takes eight bytes."""
    network = rfcalc.loads("input: 8\nlayers:\n  - {name: gate, type: squeeze_excite}")

    def limited_to(most: int) -> None:
        for module in ("rows", "plan"):
            monkeypatch.setattr(f"rfcalc.analysis.paths.{module}.{limit}", most)

    limited_to(least)
    assert rfcalc.map(network, "gate", (0, 0)).form.pixels == 64
    limited_to(least - 1)
    with pytest.raises(RfcalcError, match=r"layer 'gate': .* positions and \d+ bytes are supported"):
        rfcalc.map(network, "gate", (0, 0))


def test_the_box_that_all_axes_make_together_is_limited_where_they_are_walked_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each axis by itself has three positions; a feature beyond borders has no plan that refuses before."""
    fields = rfcalc.api.analyze(rfcalc.loads("input: 8\nlayers:\n  - c: [3]")).fields
    reads = tuple([axis.reads[1][0][0] for axis in fields.axes])
    monkeypatch.setattr("rfcalc.analysis.paths.rows.PIXEL_LIMIT", 9)
    assert read_on(feature_at((0, 0)), reads, (8, 8), 8, sharing=False) is not None
    monkeypatch.setattr("rfcalc.analysis.paths.rows.PIXEL_LIMIT", 8)
    with pytest.raises(RfcalcError, match="come from 3 x 3 positions; counts of at most 8 positions"):
        read_on(feature_at((0, 0)), reads, (8, 8), 8, sharing=False)


def test_a_row_is_limited_before_it_is_made() -> None:
    whole = IndexMap(1, 0, (range(2**31),))
    with pytest.raises(RfcalcError, match="its paths come from 2147483648 positions"):
        read_on(feature_at((0,)), (whole,), (2**31,), 8, sharing=False)


def test_work_beyond_borders_is_planned_too(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads("input: [9]\nlayers:\n  - c1: [3]\n  - c2: [3]")
    monkeypatch.setattr("rfcalc.analysis.paths.rows.WORK_LIMIT", 8 * (1 + 3))  # feature 0 of c2, and what it reads
    assert rfcalc.count_paths(network, "c2", (0,), unclipped=True) is not None
    monkeypatch.setattr("rfcalc.analysis.paths.rows.WORK_LIMIT", 8 * (1 + 3) - 1)
    with pytest.raises(RfcalcError, match="layer 'c1': the counts on the way to the input take more than 31 bytes"):
        rfcalc.count_paths(network, "c2", (0,), unclipped=True)


def test_branches_that_look_far_apart_have_a_box_around_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """One branch reads 80 features before, by maps of 48: beyond borders the box of both is larger than any map."""
    network = rfcalc.loads("""
input: 8
layers:
  - {name: back1, type: conv, taps: [-40], padding: [[40, 0], [40, 0]]}
  - {name: cut1, type: crop, crop: [[0, 40], [0, 40]]}
  - {name: back2, type: conv, taps: [-40], padding: [[40, 0], [40, 0]]}
  - {name: cut2, type: crop, crop: [[0, 40], [0, 40]]}
  - {name: sum, type: add, inputs: [cut2, input]}
""")
    monkeypatch.setattr("rfcalc.analysis.paths.rows.PIXEL_LIMIT", 81**2)
    assert rfcalc.form(network, unclipped=True).layers[-1].counted == ((-76, 5),) * 2
    monkeypatch.setattr("rfcalc.analysis.paths.rows.PIXEL_LIMIT", 81**2 - 1)
    with pytest.raises(RfcalcError, match="counts of at most 6560 positions"):
        rfcalc.form(network, unclipped=True)


def test_a_set_has_as_many_pieces_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads("input: [30]\nlayers:\n  - {name: c, type: conv, kernel: 10, dilation: 2}")
    monkeypatch.setattr("rfcalc.axis.sets.RUN_LIMIT", 10)
    assert rfcalc.locate(network, "c", (0,)).visible == ((0, 19),)
    monkeypatch.setattr("rfcalc.axis.sets.RUN_LIMIT", 9)
    with pytest.raises(RfcalcError, match=r"layer 'c': .* too many separate pieces; at most 9 are supported"):
        rfcalc.locate(network, "c", (0,))
    beside = rfcalc.loads(
        "input: [30]\nlayers:\n  - {name: c, type: conv, kernel: 10, dilation: 2, padding: [[10, 0]]}"
    )
    monkeypatch.setattr("rfcalc.axis.sets.RUN_LIMIT", 5)  # those in the padding are no pieces of the map
    assert rfcalc.locate(beside, "c", (0,)).visible == ((0, 9),)


@pytest.mark.parametrize(
    ("layer", "pixels", "pieces"),
    [("conv, kernel: 5, dilation: 3", (8, 9), 5), ("conv_transpose, kernel: 1, stride: 2", (0, 20), 20)],
)
def test_what_pixels_reach_has_as_many_pieces_as_are_allowed(
    layer: str, pixels: tuple[int, int], pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of five taps is looked at by itself; of a map with gaps every second feature is read."""
    network = rfcalc.loads(f"input: [20]\nlayers: [{{name: c, type: {layer}}}]")
    monkeypatch.setattr("rfcalc.axis.sets.RUN_LIMIT", pieces)
    assert rfcalc.influence(network, [pixels]).layers[-1].count
    monkeypatch.setattr("rfcalc.axis.sets.RUN_LIMIT", pieces - 1)
    with pytest.raises(RfcalcError, match=r"layer 'c': .* too many separate pieces"):
        rfcalc.influence(network, [pixels])


def test_pieces_are_limited_before_they_are_cut_to_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four taps far apart, read by five features: one of the two progressions is walked piece by piece."""
    text = """
input: [8]
layers:
  - {name: a, type: conv, kernel: 4, dilation: 100, stride: 7, padding: [[0, 400]]}
  - b: [5]
"""
    monkeypatch.setattr("rfcalc.axis.sets.RUN_LIMIT", 4)
    assert rfcalc.locate(rfcalc.loads(text), "b", (0,)).visible == ((0, 8),)
    monkeypatch.setattr("rfcalc.axis.sets.RUN_LIMIT", 3)
    with pytest.raises(RfcalcError, match="layer 'a': what the feature sees falls into too many"):
        rfcalc.locate(rfcalc.loads(text), "b", (0,))


def test_a_count_has_the_width_of_all_paths_that_branches_add_up_to() -> None:
    """Each sum of a map and itself doubles the paths, the first has 300 times as many: more than a machine's number."""
    adds = "".join(f"  - {{name: a{at}, type: add, inputs: [a{at - 1}, a{at - 1}]}}\n" for at in range(1, 62))
    first = f"  - {{name: a0, type: add, inputs: [{', '.join(['input'] * 300)}]}}\n"
    network = rfcalc.loads(f"input: [3]\nlayers:\n{first}{adds}  - c: [3, 1, 1]\n")
    assert rfcalc.count_paths(network, "c", (1,)) == ((0,), [300 * 2**61] * 3, 1)


def test_the_largest_count_may_fill_all_but_the_last_bit_of_its_word() -> None:
    """The middle counts 25 * 2^58, more than 2^62, and hides its neighbors, each of which counts 4 % of that."""
    adds = "".join(f"  - {{name: a{at}, type: add, inputs: [a{at - 1}, a{at - 1}]}}\n" for at in range(1, 59))
    first = f"  - {{name: a0, type: add, inputs: [{', '.join(['c', *['input'] * 24])}]}}\n"
    row = rfcalc.growth(rfcalc.loads(f"input: [9]\nlayers:\n  - c: [3, 1, 1]\n{first}{adds}")).rows[-1]
    assert (row.layer, row.rf, row.erf) == ("a58", 3, 1)


def test_counts_of_branches_far_apart_are_limited_by_the_box_around_both(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads("""
input: [64, 64]
layers:
  - {name: near, type: pad, padding: [[2, -2], [2, -2]]}
  - {name: both, type: add, inputs: [input, near]}
  - {name: far, type: pad, padding: [[20, -20], [20, -20]], inputs: [input]}
  - {name: sum, type: add, inputs: [both, far]}
""")
    monkeypatch.setattr("rfcalc.analysis.paths.rows.PIXEL_LIMIT", 441)
    assert rfcalc.growth(network).rows[-1].erf == pytest.approx(3**0.5, abs=1e-6)
    monkeypatch.setattr("rfcalc.analysis.paths.rows.PIXEL_LIMIT", 440)
    with pytest.raises(RfcalcError, match="paths come from 21 x 21 positions; counts of at most 440 positions"):
        rfcalc.growth(network)


def test_as_many_features_with_gaps_are_told_apart_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads("input: [4, 4]\nlayers:\n  - {name: t, type: conv_transpose, kernel: 1, stride: 3}")
    monkeypatch.setattr("rfcalc.analysis.visible.GAP_LIMIT", 9)
    assert rfcalc.summary(network).layers[-1].rf == (1, 1)
    monkeypatch.setattr("rfcalc.analysis.visible.GAP_LIMIT", 8)
    with pytest.raises(RfcalcError, match="repeats only every 9 features; at most 8 are supported"):
        rfcalc.summary(network)


def test_gridding_and_checkerboard_are_told_of_as_many_classes_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads("input: [9]\nlayers:\n  - c: [4, 3]\n  - {name: up, type: upsample, scale: 3}")
    for module in ("classes", "phases"):
        monkeypatch.setattr(f"rfcalc.analysis.paths.{module}.CLASS_LIMIT", 3)
    told = rfcalc.map(network, "up").form
    assert None not in (told.gridding, told.checkerboard)
    for module in ("classes", "phases"):
        monkeypatch.setattr(f"rfcalc.analysis.paths.{module}.CLASS_LIMIT", 2)
    beyond = rfcalc.map(network, "up").form
    assert (beyond.gridding, beyond.checkerboard) == (None, None)


def test_branches_have_as_many_classes_together_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads("""
input: [9]
layers:
  - {name: a, type: conv_transpose, kernel: 3, stride: 2}
  - {name: b, type: conv_transpose, kernel: 3, stride: 2, inputs: input}
  - {name: sum, type: add, inputs: [a, b]}
""")
    monkeypatch.setattr("rfcalc.analysis.paths.phases.CLASS_LIMIT", 2)
    assert rfcalc.map(network, "sum").form.checkerboard not in (None, (0,))


def test_features_that_are_reached_alike_are_one_class(monkeypatch: pytest.MonkeyPatch) -> None:
    network = rfcalc.loads(
        "input: [9]\nlayers:" + "".join(f"\n  - {{name: {at}, type: upsample, scale: 2}}" for at in "ab")
    )
    monkeypatch.setattr("rfcalc.analysis.paths.phases.CLASS_LIMIT", 2)
    assert rfcalc.map(network, "b").form.checkerboard == (0,)


def test_phases_are_listed_up_to_their_number() -> None:
    text = "layers:\n  - {name: up, type: upsample, scale: SCALE}"
    assert rfcalc.summary(rfcalc.loads(text.replace("SCALE", "65536"))).layers[-1].period == (65536, 65536)
    with pytest.raises(RfcalcError, match="repeat only every 65537 features; at most 65536 are supported"):
        rfcalc.summary(rfcalc.loads(text.replace("SCALE", "65537")))


def test_a_small_map_may_repeat_as_seldom_as_numbers_of_a_thousand_bits_tell() -> None:
    most = index_map.PHASE_LIMIT
    assert index_map.is_seldom(2**1000 - 1, 3)
    assert not index_map.is_seldom(2**1000, 3)
    assert index_map.is_seldom(most + 1, most)
    assert not index_map.is_seldom(most + 1, most + 1)


def test_gaps_are_told_of_a_small_map_whose_branches_repeat_seldom() -> None:
    """Fields of 257 features repeat after 257 and after 256, together after 65,792."""
    text = """
input: [2]
layers:
  - {name: a, type: conv_transpose, kernel: 1, stride: 257}
  - {name: cut, type: crop, crop: [[0, 1]]}
  - {name: b, type: conv_transpose, kernel: 1, stride: 256, inputs: input}
  - {name: sum, type: add, inputs: [cut, b]}
"""
    (gaps,) = [note for note in rfcalc.summary(rfcalc.loads(text)).notes if note.code == "gaps"]
    assert gaps.layers == ("a", "cut", "b", "sum")


def test_features_that_a_map_does_not_have_are_no_gaps() -> None:
    text = "input: [N]\nlayers:\n  - {name: up, type: conv_transpose, kernel: 1, stride: 4}"
    one, two = [{note.code for note in rfcalc.summary(rfcalc.loads(text.replace("N", n))).notes} for n in "12"]
    assert "gaps" not in one
    assert "gaps" in two


def test_arithmetic_is_twenty_deep() -> None:
    text = "parameters: {n: 3}\nlayers: [c: [SIZE]]"
    assert rfcalc.loads(text.replace("SIZE", "(" * 19 + "$n" + ")" * 19)).layers
    assert refusal(text.replace("SIZE", "(" * 21 + "$n" + ")" * 21)).endswith("arithmetic is at most 20 deep")


def test_a_full_name_has_two_hundred_characters() -> None:
    blocks = f"blocks: {{b: {{layers: [{{{'n' * 100}: [3]}}]}}}}\nlayers: [{{name: USE, block: b}}]"
    (layer,) = rfcalc.loads(blocks.replace("USE", "u" * 99)).layers
    assert layer.name == f"{'u' * 99}.{'n' * 100}"
    assert refusal(blocks.replace("USE", "u" * 100)).endswith("is too long; at most 200 characters")


def test_the_largest_field_of_branches_with_gaps_is_that_of_the_last_feature() -> None:
    """Every second feature sees pixels i / 2 and i, the others pixel i alone."""
    text = """
input: 8
layers:
  - {name: a, type: conv_transpose, kernel: 1, stride: 2}
  - {name: b, type: pad, padding: [[0, 7], [0, 7]], inputs: input}
  - {name: sum, type: add, inputs: [a, b]}
"""
    row = rfcalc.summary(rfcalc.loads(text)).layers[-1]
    assert (row.n, row.rf, row.rf_min) == ((15, 15), (8, 8), (1, 1))


def test_without_a_size_fields_of_branches_with_gaps_have_no_size() -> None:
    text = """
layers:
  - {name: a, type: conv_transpose, kernel: 1, stride: 2}
  - {name: b, type: conv_transpose, kernel: 1, stride: 3, inputs: input}
  - {name: sum, type: add, inputs: [a, b]}
"""
    row = rfcalc.summary(rfcalc.loads(text)).layers[-1]
    assert (row.irregular, row.rf) == (True, (None, None))


def test_only_sizes_of_features_that_a_map_has_are_found() -> None:
    """Of eight features the boxes shrink for three steps and grow again: 9 6 3 2, 5 8 11 14."""
    field = (Boxes(2, 8, ((0, 1), (4, 5))), Boxes(2, 2, ((8, 9), (9, 10))))
    told = [9, 6, 3, 2, 5, 8, 11, 14]
    for n in range(1, 9):
        assert [size for size in range(20) if has_size(field, n, size)] == sorted(told[:n])


@pytest.mark.parametrize("depth", [19, 20])
def test_blocks_are_used_twenty_deep(depth: int) -> None:
    blocks = "".join(f"  b{at}: {{layers: [{{name: u, block: b{at + 1}}}]}}\n" for at in range(depth))
    text = f"blocks:\n{blocks}  b{depth}: {{layers: [{{c: [3]}}]}}\nlayers:\n  - {{name: u, block: b0}}\n"
    if depth < 20:
        assert len(rfcalc.loads(text).layers) == 1
        return
    with pytest.raises(RfcalcError, match="is used 21 blocks deep; at most 20 are supported"):
        rfcalc.loads(text)


def test_a_period_of_many_digits_is_cut_as_whatever_is_found_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rfcalc.axis.index_map.PERIOD_BITS", 200)
    pools = "".join(f"  - {{name: r{m}, type: resize, size: {m}}}\n  - c{m}: [2]\n" for m in range(499, 300, -2))
    with pytest.raises(RfcalcError, match=r"repeat only every \d{57}\.\.\. features; at most 65536 are supported$"):
        rfcalc.summary(rfcalc.loads(f"input: [499]\nlayers:\n{pools}"))
