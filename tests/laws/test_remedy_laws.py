"""Laws of the cure of shift and grid, each a test of its name, and what Ge and Wu found.

Ge and Wu, "Beyond size: how the appearance of the receptive field can affect the performance of a convolutional neural
network": the shift of ResNet's middle feature at 224 px, 15.5 px up and left, of which 1.5 px remain.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

import rfcalc
from rfcalc import api
from rfcalc.layers.windows import Window
from rfcalc.network import AXES
from rfcalc.reports.remedy import Effect, Left, changes

from .agreement import read
from .law import law
from .networks import NETWORKS
from .oracle import plain_layers
from .test_written_laws import same

LAW = law(60)
KINDS = ("1x1", "3x3", "all")
NO_LAYER = "{name: nothing, type: relu, when: false}"
BY_NAME = "depthwise, by its name: Ge and Wu saw no gain there"
STEM = "{name: stem, type: conv, kernel: 3, padding: 1}"


def network(*layers: str, size: object = 14) -> rfcalc.Network:
    """Return a network of layers as a file writes them."""
    lines = [f"  - {layer}\n" for layer in layers]
    return rfcalc.loads((f"input: {size}\n" if size else "") + "layers:\n" + "".join(lines))


def windows_of(layer: rfcalc.Layer) -> list[Window]:
    """Return what a convolution or a pool does along each axis."""
    return [along for along in layer.operations if isinstance(along, Window)]


def effect(asked: rfcalc.Network, on: str = "all") -> Effect:
    return api.effect(asked, rfcalc.remedy(asked, on))


def strided(asked: rfcalc.Network) -> list[str]:
    """Return the names of the convolutions with a stride."""
    return [
        layer.name
        for layer in asked.layers
        if layer.type == "conv" and any(along.stride > 1 for along in windows_of(layer))
    ]


def assert_kept(before: rfcalc.Network, remedy: rfcalc.Remedy) -> None:
    """Assert that nothing but strides went from convolutions into pools before them, and that maps have their n."""
    after = remedy.network
    names = [layer.name for layer in before.layers]
    assert after.outputs == before.outputs
    assert (after.file, after.axes, after.input, after.family, after.source) == (
        before.file, before.axes, before.input, before.family, before.source,
    )  # fmt: skip
    assert [layer.name for layer in after.layers if layer.name in set(names)] == names
    assert len(after.layers) == len(names) + len(remedy.cured)
    assert sorted([*remedy.cured, *(left.layer for left in remedy.left)], key=names.index) == strided(before)
    assert strided(after) == [left.layer for left in remedy.left]
    rows = {row.name: row for row in rfcalc.summary(after).layers}
    for old in rfcalc.summary(before).layers:
        assert (rows[old.name].n, rows[old.name].jump) == (old.n, old.jump)
        if old.name in remedy.cured:
            (pool,) = (rows[name] for name in rows[old.name].inputs)
            assert (pool.type, pool.inputs, pool.name) == ("avgpool", old.inputs, f"{old.name}.pool")


def assert_reads_back(remedy: rfcalc.Remedy) -> None:
    for form in ("yaml", "json"):
        again = rfcalc.loads(rfcalc.show(remedy.network, form), format=form)
        assert same(again, remedy.network)
        assert [layer.operations for layer in again.layers] == [layer.operations for layer in remedy.network.layers]


def assert_cured_for_good(remedy: rfcalc.Remedy) -> None:
    again = rfcalc.remedy(remedy.network, remedy.on)
    assert again.network is remedy.network
    assert (again.cured, again.left) == ((), remedy.left)


@pytest.mark.slow
@pytest.mark.parametrize("name", rfcalc.presets())
def test_every_map_of_a_preset_keeps_n_and_jump(name: str) -> None:
    asked = rfcalc.load(name)
    for on in KINDS:
        remedy = rfcalc.remedy(asked, on)
        assert remedy.on == on
        assert_kept(asked, remedy)
        assert_cured_for_good(remedy)
        if remedy.cured:
            assert_reads_back(remedy)
        else:
            assert remedy.network is asked


@pytest.mark.slow
@LAW
@given(description=NETWORKS)
def test_every_map_of_a_random_network_keeps_n_and_jump(description: dict[str, Any]) -> None:
    layers = plain_layers(description).values()
    halving = {"kernel": 3, "stride": 2, "padding": 1, "dilation": 1}
    halved = [
        {**{key: layer[key] for key in layer if key != "taps"}, **halving} if layer["type"] == "conv" else layer
        for layer in layers
    ]
    for asked in (read(description), read({**description, "layers": halved})):
        try:
            rfcalc.summary(asked)
        except rfcalc.RfcalcError:  # halved branches may not fit together
            continue
        remedy = rfcalc.remedy(asked)
        assert_kept(asked, remedy)
        assert_cured_for_good(remedy)


@pytest.mark.parametrize("size", [224, 225, 223, "[225, 224]", 33, 1, "[null, 224]", None])
def test_any_size_keeps_n(size: object) -> None:
    down = "{name: 'down', type: conv, kernel: 3, stride: 2, padding: 1}"
    again = "{name: 'again', type: conv, kernel: 1, stride: 2, padding: 0}"
    wide = "{name: 'wide', type: conv, kernel: 3, stride: 2, padding: 2, dilation: 2}"
    asked = network(STEM, down, again, wide, "{name: end, type: relu}", size=size)
    remedy = rfcalc.remedy(asked)

    assert remedy.cured == ("down", "again", "wide")
    assert_kept(asked, remedy)
    assert_reads_back(remedy)


def test_a_pool_hangs_over_only_an_odd_map_and_one_of_unknown_size() -> None:
    def hangs_over(size: object, layer: str = "{name: down, type: conv, kernel: 1, stride: 2}") -> object:
        pool = rfcalc.remedy(network(STEM, layer, size=size)).network.layers[1]
        return [along.ceil_mode for along in windows_of(pool)]

    assert hangs_over(14) == [False, False]
    assert hangs_over(15) == hangs_over("[14, 15]") == hangs_over(None) == hangs_over("[14, null]") == [True, True]
    assert hangs_over("[15, 14]", "{name: down, type: conv, kernel: 1, stride: [1, 2]}") == [False, False]


@pytest.mark.parametrize("word", ["same", "same_lower", "valid", "1"])
def test_padding_in_words_keeps_n(word: str) -> None:
    kernel = 1 if word == "valid" else 3
    for size in (14, 15):
        asked = network(STEM, f"{{name: down, type: conv, kernel: {kernel}, stride: 2, padding: {word}}}", size=size)
        remedy = rfcalc.remedy(asked)
        assert remedy.cured == ("down",)
        assert_kept(asked, remedy)


def test_the_cure_is_what_one_writes_by_hand() -> None:
    asked = rfcalc.loads(
        """
name: small
description: two branches
input: 28
blocks:
  down:
    layers:
      - {name: conv, type: conv, kernel: 3, stride: 2, padding: 1}
      - {name: short, type: conv, kernel: 1, stride: 2, inputs: [input]}
      - {name: add, type: add, inputs: [conv, short]}
layers:
  - {name: stem, type: conv, kernel: 7, stride: 2, padding: 3}
  - {name: first, block: down}
  - {name: second, block: down}
"""
    )
    by_hand = """
name: "small (pooled strides: 3x3)"
description: "two branches; stride-2 convolutions of 3x3 cured as by Ge and Wu: 2x2 average pools have their strides"
input: 28
layers:
  - {name: stem, type: conv, kernel: 7, stride: 2, padding: 3}
  - {name: first.conv.pool, type: avgpool, kernel: 2}
  - {name: first.conv, type: conv, kernel: 3, padding: 1}
  - {name: first.short, type: conv, kernel: 1, stride: 2, inputs: [stem]}
  - {name: first.add, type: add, inputs: [first.conv, first.short]}
  - {name: second.conv.pool, type: avgpool, kernel: 2, ceil_mode: true}
  - {name: second.conv, type: conv, kernel: 3, padding: 1}
  - {name: second.short, type: conv, kernel: 1, stride: 2, inputs: [first.add]}
  - {name: second.add, type: add, inputs: [second.conv, second.short]}
"""
    remedy = rfcalc.remedy(asked, "3x3")

    assert rfcalc.show(remedy.network) == by_hand.lstrip()
    assert remedy.cured == ("first.conv", "second.conv")
    assert remedy.network.outputs == {"first": "first.add", "second": "second.add"}
    both = rfcalc.remedy(asked)
    assert both.cured == ("first.conv", "first.short", "second.conv", "second.short")
    assert both.network.name == "small (pooled strides: all)"
    assert "of 1x1 and 3x3 cured" in both.network.description


def test_a_signal_and_a_video_are_cured() -> None:
    signal = network(STEM, "{name: down, type: conv, kernel: 3, stride: 2, padding: 1}", size="[32]")
    assert rfcalc.remedy(signal).cured == ("down",)
    assert_kept(signal, rfcalc.remedy(signal))
    assert_reads_back(rfcalc.remedy(signal))

    video = network(
        "{name: stem, type: conv, kernel: 3, padding: 1}",
        "{name: plane, type: conv, kernel: [5, 3, 3], stride: [1, 2, 2], padding: [0, 1, 1]}",
        "{name: time, type: conv, kernel: [1, 3, 3], stride: [2, 1, 1], padding: [0, 1, 1]}",
        size="[17, 14, 14]",
    )
    remedy = rfcalc.remedy(video)
    assert remedy.cured == ("plane", "time")
    assert_kept(video, remedy)
    assert_reads_back(remedy)
    assert [along.kernel for along in windows_of(remedy.network.layers[1])] == [1, 2, 2]
    assert [along.ceil_mode for along in windows_of(remedy.network.layers[1])] == [False] * 3
    assert rfcalc.remedy(video, "3x3").cured == ("plane",)
    assert rfcalc.remedy(video, "1x1").cured == ("time",)
    assert rfcalc.remedy(video, "1x1").left == (Left("plane", "its kernel is 5x3x3: only 1x1 was asked for"),)


def test_a_pool_takes_no_name_that_is_taken() -> None:
    long = "n" * 200
    asked = network(
        "{name: down.pool, type: conv, kernel: 1}",
        "{name: down, type: conv, kernel: 1, stride: 2}",
        "{name: down.pool2, type: relu}",
        f"{{name: {long}, type: conv, kernel: 1, stride: 2}}",
        f"{{name: {long[1:]}, type: conv, kernel: 1, stride: 2}}",
        "{name: down.pool3, type: relu, when: false}",
    )
    remedy = rfcalc.remedy(asked)

    pools = [layer.name for layer in remedy.network.layers if layer.type == "avgpool"]
    assert pools == ["down.pool4", "n" * 195 + ".pool", "n" * 194 + ".pool2"]
    assert_reads_back(remedy)


def test_texts_stay_short_enough_for_a_file() -> None:
    asked = rfcalc.loads(
        f"name: {'n' * 1000}\ndescription: {'d' * 1000}\ninput: 14\nlayers: [{STEM}, {{down: [1, 2]}}]"
    )
    remedy = rfcalc.remedy(asked, "1x1")

    assert remedy.network.name.endswith("nnn (pooled strides: 1x1)")
    assert remedy.network.description.startswith("ddd")
    assert_reads_back(remedy)


LEFT_ALONE = [
    ("kernel: 5, stride: 2, padding: 2", "its kernel is 5x5: only 1x1 and 3x3 are cured"),
    ("kernel: 2, stride: 2", "its kernel is 2x2: only 1x1 and 3x3 are cured"),
    ("kernel: [1, 3], stride: 2, padding: [0, 1]", "its kernel is 1x3: only 1x1 and 3x3 are cured"),
    ("kernel: 3, stride: 3, padding: 1", "its stride is 3: only 2 is cured"),
    ("kernel: 1, stride: [2, 4]", "its stride is 4: only 2 is cured"),
    ("kernel: 3, stride: 2", "its padding is 0 + 0: n would change, only 1 + 1 keeps it"),
    ("kernel: 3, stride: 2, padding: valid", "its padding is 0 + 0: n would change, only 1 + 1 keeps it"),
    ("kernel: 3, stride: 2, padding: [1, 2]", "its padding is 2 + 2: n would change, only 1 + 1 keeps it"),
    ("kernel: 3, stride: 2, padding: 1, dilation: 2", "its padding is 1 + 1: n would change, only 2 + 2 keeps it"),
    ("kernel: 3, stride: 2, padding: [[0, 2], 1]", "its padding is 0 + 2: only 1 + 1 keeps features in place"),
]


@pytest.mark.parametrize(("settings", "reason"), LEFT_ALONE, ids=[settings for settings, _ in LEFT_ALONE])
def test_what_does_not_fit_is_left_alone(settings: str, reason: str) -> None:
    asked = network(STEM, f"{{name: down, type: conv, {settings}}}")

    assert rfcalc.remedy(asked) == rfcalc.Remedy(asked, "all", (), (Left("down", reason),))


@pytest.mark.parametrize(
    ("mode", "n", "least"),
    [("reflect", 2, 2), ("reflect", 4, 0), ("circular", 2, 0), ("circular, dilation: 2", 2, 2), ("replicate", 2, 0)],
)
def test_a_map_too_small_for_the_border_of_its_convolution_is_left_alone(mode: str, n: int, least: int) -> None:
    pad = 2 if "dilation" in mode else 1
    down = f"{{name: down, type: conv, kernel: [3, 1], stride: [2, 1], padding: [{pad}, 0], padding_mode: {mode}}}"
    remedy = rfcalc.remedy(rfcalc.loads(f"input: [{n}, 1]\nlayers: [{{stem: [1]}}, {down}]"))
    needs = f"{mode.partition(',')[0]} padding {pad} and {pad} needs a map of at least {least}, not of {n // 2}"

    assert remedy.left == ((Left("down", f"behind its pool, {needs}"),) if least else ())
    assert_reads_back(remedy)


def test_what_was_not_asked_for_is_left_alone() -> None:
    both = network(STEM, "{one: [1, 2]}", "{three: [3, 2, 1]}")

    assert rfcalc.remedy(both, "1x1").left == (Left("three", "its kernel is 3x3: only 1x1 was asked for"),)
    assert rfcalc.remedy(both, "3x3").left == (Left("one", "its kernel is 1x1: only 3x3 was asked for"),)
    assert rfcalc.remedy(both).left == ()


@pytest.mark.parametrize(
    "name",
    ["features.2.depthwise", "Conv2d_2_depthwise", "branch1_depthwise", "dw", "conv2_1/dw", "blocks.1.0.conv_dw",
     "stages.0.dwconv", "dw1", "DepthwiseConv2D", "block3.sepconv1", "SeparableConv"],
)  # fmt: skip
def test_a_depthwise_convolution_is_left_alone(name: str) -> None:
    asked = network(STEM, f"{{name: {name}, type: conv, kernel: 3, stride: 2, padding: 1}}")

    assert rfcalc.remedy(asked).left == (Left(name, BY_NAME),)


@pytest.mark.parametrize("name", ["down", "dwell", "hardware", "separate", "pointwise", "width"])
def test_a_name_that_only_looks_like_it_is_none_of_a_depthwise_convolution(name: str) -> None:
    assert rfcalc.remedy(network(STEM, f"{{{name}: [3, 2, 1]}}")).cured == (name,)


def test_a_stem_reads_the_image_however_it_is_prepared() -> None:
    asked = network(
        "{name: norm, type: batchnorm}",
        "{name: pad, type: pad, padding: 1}",
        "{stem: [3, 2, 1]}",
        "{name: other, type: conv, kernel: 1, stride: 2, inputs: [pad]}",
        "{name: size, type: resize, size: 16, inputs: [input]}",
        "{third: [3, 2, 1]}",
        "{next: [3, 2, 1]}",
        "{name: both, type: add, inputs: [next, late]}",
        "{name: after, type: conv, kernel: 1, stride: 2}",
        "{name: late, type: conv, kernel: 1, stride: 4, inputs: [input]}",
    )
    remedy = rfcalc.remedy(asked)

    assert remedy.left == tuple(Left(name, "a stem: it reads the image") for name in ("stem", "other", "third", "late"))
    assert remedy.cured == ("next", "after")


def test_other_layers_with_strides_are_not_spoken_of() -> None:
    asked = network(
        STEM, "{name: pool, type: maxpool, kernel: 2}", "{name: up, type: conv_transpose, kernel: 2, stride: 2}"
    )

    assert rfcalc.remedy(asked) == rfcalc.Remedy(asked, "all", (), ())
    assert effect(asked).notes == ("Nothing was cured: no convolution has a stride.",)


@pytest.mark.parametrize(
    ("on", "line"),
    [
        ("1X1", "--on: found '1X1'; allowed: 1x1, 3x3, all; did you mean '1x1'?"),
        ("some", "--on: found 'some'; allowed: 1x1, 3x3, all"),
    ],
)
def test_an_unknown_kind_is_refused(on: str, line: str) -> None:
    with pytest.raises(rfcalc.RfcalcError) as error:
        rfcalc.remedy(network(STEM), on)

    assert str(error.value) == line


def test_sizes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="too small for a kernel"):
        rfcalc.remedy(network("{conv: [15]}"))


def test_an_effect_needs_the_input_size() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="give the size"):
        effect(network(STEM, "{down: [3, 2, 1]}", size=None))


def test_a_network_without_layers_has_no_effect() -> None:
    assert effect(network(NO_LAYER)).layers == ()


@pytest.mark.parametrize(("kernel", "before"), [(1, 0.75), (3, 0.194444)])
def test_the_grid_of_a_stride_vanishes(kernel: int, before: float) -> None:
    # Figure 5: 14 x 14. Of four pixels a 1x1 reads one; a 3x3 reads 1, 2, 2 and 4 times, of 9: 7/36 are too many.
    asked = network("{colors: [1]}", f"{{down: [{kernel}, 2, {kernel // 2}]}}")
    forms = effect(asked).layers[-1]

    assert [form.gridding for form in forms] == [before, 0]
    assert [form.holes for form in forms] == [0, 0]
    assert [form.pixels for form in forms] == ([1, 4] if kernel == 1 else [9, 36])


@pytest.mark.parametrize("on", KINDS)
def test_resnet_18_keeps_a_shift_of_one_and_a_half_pixels(on: str) -> None:
    found = effect(rfcalc.load("resnet18"), on)
    before, after = found.layers[-1]

    assert [form.layer for form, _ in found.layers] == [
        "conv1", "layer1.1.add", "layer2.1.add", "layer3.1.add", "layer4.1.add",
    ]  # fmt: skip
    assert all(one[:4] == other[:4] for one, other in found.layers)
    assert before.shift == (-15.5, -15.5)
    # The box is that of the 3x3 convolutions, so that a cure of the shortcuts alone does not move it.
    assert after.shift == ((-15.5, -15.5) if on == "1x1" else (-1.5, -1.5))


def test_notes_tell_what_changed() -> None:
    resnet, small = effect(rfcalc.load("resnet18")), effect(network(STEM, "{down: [1, 2]}"))

    assert resnet.notes[0].startswith(
        "Cured: layer2.0.conv1, layer2.0.downsample, layer3.0.conv1 and 3 more; each reads "
    )
    assert resnet.notes[1:] == (
        f"The middle feature of layer4.1.add {SHIFTED}.",
        "Gridding at layer4.1.add is still 9.9%.",
        "Left alone: conv1 (a stem: it reads the image).",
    )
    assert small.notes == (
        "Cured: down; it reads an average pool of stride 2 now and has stride 1.",
        "The middle feature of down looked 0.5 px left of and above its ideal place, and now looks at its ideal place.",
        "Gridding at down was 19.4%, and now is 0%.",
    )


SHIFTED = "looked 15.5 px left of and above its ideal place, and now looks 1.5 px left of and above it"


def test_notes_tell_what_did_not_change() -> None:
    shortcuts = effect(rfcalc.load("resnet18"), "1x1")

    looks = "The middle feature of layer4.1.add still looks 15.5 px left of and above its ideal place."
    assert shortcuts.notes[1] == looks


@pytest.mark.parametrize(
    ("shift", "place"),
    [
        ((0, 0), "at its ideal place"),
        ((-1.5, 0), "1.5 px above its ideal place"),
        ((2, -2), "2 px left of and below its ideal place"),
        ((2, Fraction(1, 3)), "1/3 px right of and 2 px below its ideal place"),
        ((1,), "1 px right of its ideal place"),
        ((-3.5, -7.5, -7.5), "7.5 px left of, 7.5 px above and 3.5 px in front of its ideal place"),
        ((1, 1, 1), "1 px right of, below and behind its ideal place"),
    ],
)
def test_places_are_told_in_words(shift: tuple[Any, ...], place: str) -> None:
    small = effect(network(STEM, "{down: [1, 2]}"))
    form = small.layers[-1][0]._replace(shift=shift)

    assert changes(form, form, AXES[len(shift)])[0] == f"The middle feature of down still looks {place}."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.75, 0.0, "was 75.0%, and now is 0%"),
        (0.125, 0.0001, "was 12.5%, and now is less than 0.1%"),
        (1, 1, "is still 100%"),
    ],
)
def test_grids_are_told_in_percent(before: float, after: float, said: str) -> None:
    form = effect(network(STEM, "{down: [1, 2]}")).layers[-1][0]

    told = changes(form._replace(gridding=before), form._replace(gridding=after), ("y", "x"))
    assert told[1] == f"Gridding at down {said}."


def test_notes_leave_out_what_cannot_be_told() -> None:
    blind = effect(
        network(
            STEM,
            "{name: up, type: conv_transpose, kernel: 1, stride: 2}",
            "{name: off, type: pad, padding: 9}",
            "{down: [1, 2]}",
            size=2,
        )
    )

    assert blind.layers[-1][0].paths is None
    assert [note.split(":")[0] for note in blind.notes] == ["Cured"]


def test_of_maps_of_one_feature_nothing_is_told() -> None:
    assert len(effect(network(STEM, "{down: [1, 2]}", size=1)).notes) == 1


def test_notes_tell_that_nothing_was_cured() -> None:
    found = effect(rfcalc.load("mobilenet-v2"))
    depthwise = "features.2.depthwise, features.4.depthwise, features.7.depthwise and 1 more"

    assert found.notes == (
        "Nothing was cured: every convolution with a stride was left alone.",
        f"Left alone: features.0 (a stem: it reads the image); {depthwise} ({BY_NAME}).",
    )
    assert all(before is after for before, after in found.layers)
