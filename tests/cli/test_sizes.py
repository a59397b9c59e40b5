"""Which sizes of the input fit: the command, its answers in every format, and the advice of errors."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

import rfcalc
from rfcalc.analysis.sizes import Sizes
from rfcalc.cli import main
from rfcalc.cli.schemas import schema_text
from rfcalc.network.graph import graph_of

if TYPE_CHECKING:
    import pathlib

pytestmark = pytest.mark.usefixtures("folder")


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def chain(*layers: rfcalc.Layer, size: int | None = None) -> rfcalc.Network:
    return rfcalc.Network(layers, input=[size])


def conv(name: str, kernel: int, stride: int = 1, padding: int = 0, inputs: str = "") -> rfcalc.Layer:
    return rfcalc.Layer(name, "conv", inputs or (), kernel=kernel, stride=stride, padding=padding)


def row(text: str) -> str:
    """Return the row of the only axes, blanks joined."""
    return " ".join(text.splitlines()[3].split())


def test_a_unet_fits_where_every_map_halves(capsys: pytest.CaptureFixture[str]) -> None:
    """Ronneberger et al. (1505.04597): 572 and its neighbours; padded ones take multiples of 16."""
    text = printed(capsys, "sizes", "unet", "--near", "500")
    assert row(text) == "y x 16 n + 12 from 188 16 n + 12 from 188 500 does not fit 492 508"
    assert row(printed(capsys, "sizes", "unet-padded")).startswith(
        "y x multiples of 16 multiples of 16 512 fits 496 528"
    )


def test_nothing_is_cut_off_where_strides_divide_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    """AlexNet takes 227, not 224; two 3-wide convolutions of stride 2 and padding 1 take 4 n + 1."""
    assert row(printed(capsys, "sizes", "alexnet")).startswith(
        "y x every size from 227 32 n + 3 from 227 227 fits - 228"
    )
    strided = chain(*[conv(f"c{at}", 3, stride=2, padding=1) for at in (1, 2)])
    (uncut,) = rfcalc.sizes(strided).uncut
    assert (uncut.every, uncut.rests, uncut.start) == (4, (1,), 1)


def test_eight_n_and_four() -> None:
    """A valid window of 5, and two halvings that are put together again: 8 n + 4 from 12 on."""
    down = [rfcalc.Layer(f"p{at}", "maxpool", kernel=2) for at in (1, 2, 3)]
    up = rfcalc.Layer("up", "upsample", scale=8)
    network = chain(conv("c", 5), *down, up, rfcalc.Layer("sum", "add", ["up", "c"]))
    (fits,) = rfcalc.sizes(network, near=500).fits
    assert (fits.every, fits.rests, fits.start, fits.besides) == (8, (4,), 12, ())


def test_multiples_of_32(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    """Five halvings, and a way up that meets the input."""
    halvings = "".join(f"  - {{name: p{at}, type: maxpool, kernel: 2}}\n" for at in range(5))
    way_up = "  - {name: up, type: upsample, scale: 32}\n  - {name: s, type: add, inputs: [up, input]}\n"
    (folder / "deep.yaml").write_text(f"input: 224\nlayers:\n{halvings}{way_up}")
    assert row(printed(capsys, "sizes", "deep.yaml")) == "y x multiples of 32 multiples of 32 224 fits 192 256"


def test_the_input_that_so_many_outputs_need(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "sizes", "unet", "--out", "388").endswith("An input of 572 gives 388 features of classes.\n")
    between = printed(capsys, "sizes", "unet", "--out", "389")
    assert between.endswith("No size that fits gives 389 features of classes; 588 gives 404.\n")
    fixed = chain(rfcalc.Layer("eight", "resize", size=[8]), conv("c", 1, inputs="input"), size=8)
    joined = rfcalc.sizes(fixed.changed(layers=[*fixed.layers, rfcalc.Layer("s", "add", ["eight", "c"])]), out=9)
    assert joined.wanted is not None
    assert (joined.wanted.input, joined.wanted.made) == ((None,), (None,))
    assert [sentence for part in joined.page() for sentence in getattr(part, "sentences", ())] == [
        "No size gives 9 features of s."
    ]


def test_outputs_that_do_not_grow_cannot_be_asked_for() -> None:
    pooled = chain(rfcalc.Layer("pool", "global_avgpool"))
    with pytest.raises(rfcalc.RfcalcError, match="--out: no layer's map grows with the input"):
        rfcalc.sizes(pooled, out=4)


def test_a_network_may_fit_one_size_only_or_none() -> None:
    eight = rfcalc.Layer("eight", "resize", size=[8])
    (fits,) = rfcalc.sizes(chain(eight, conv("c", 3, inputs="input"), rfcalc.Layer("s", "concat", ["eight", "c"]))).fits
    assert (fits.rests, fits.besides) == ((), (10,))
    assert (fits.below(11), fits.above(10), fits.has(10), fits.has(11)) == (10, None, True, False)
    found = rfcalc.sizes(chain(eight, conv("c", 9)), near=3)
    assert (bool(found.fits[0]), found.near[0]) == (False, (3, False, None, None))
    assert "none" in str(found.page())
    assert found.record()["fits"] == {"x": None}


def test_json_is_what_the_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(schema_text("sizes"))
    for words in (["unet", "--near", "500", "--out", "389"], ["yolov3"], ["i3d", "--out", "2x7x7"], ["tcn"]):
        record = json.loads(printed(capsys, "sizes", *words, "--format", "json"))
        jsonschema.Draft202012Validator(schema).validate(record)
    record = json.loads(printed(capsys, "sizes", "unet", "--near", "500", "--out", "389x388", "--format", "json"))
    assert record["fits"]["x"] == {"every": 16, "rests": [12], "from": 188}
    assert record["near"]["y"] == {"size": 500, "fits": False, "below": 492, "above": 508}
    assert record["out"] == {
        "layer": "classes",
        "n": {"y": 389, "x": 388},
        "input": {"y": 588, "x": 572},
        "made": {"y": 404, "x": 388},
    }


def test_csv_has_a_row_for_each_axis(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "sizes", "unet", "--out", "388", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [each["axis"] for each in rows] == ["y", "x"]
    assert (rows[0]["fits_every"], rows[0]["fits_rests"], rows[0]["needed"]) == ("16", "12", "572")
    alone = rfcalc.sizes(chain(rfcalc.Layer("u", "upsample", size=[2]), rfcalc.Layer("s", "add", ["u", "input"])))
    assert next(iter(alone.grid().rows))[2:6] == [None, "", None, "1;2"]


def test_axes_that_differ_have_rows_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "sizes", "i3d").splitlines()
    assert [line.split()[0] for line in lines[3:6]] == ["z", "y", "x"]
    assert row(printed(capsys, "sizes", "yolov3")).startswith("y x 32 n, 32 n + 25, ..., 32 n + 31 (8 of them) from 25")


def test_without_a_size_there_are_no_neighbours(capsys: pytest.CaptureFixture[str], folder: pathlib.Path) -> None:
    (folder / "open.yaml").write_text("layers:\n  - c: [3, 2, 1]\n")
    lines = printed(capsys, "sizes", "open.yaml").splitlines()
    assert lines[2].split() == ["axis", "fits", "nothing", "cut", "off"]
    assert row("\n".join(lines)) == "y x every size 2 n + 1"
    assert json.loads(printed(capsys, "sizes", "open.yaml", "--format", "json"))["near"] == {"y": None, "x": None}


def test_numbers_are_one_or_one_per_axis(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sizes", "unet", "--near", "1x2x3"]) == 2
    assert capsys.readouterr().err == "--near: found '1x2x3'; the network has 2 axes: y, x\n"
    assert main(["sizes", "unet", "--out", "0"]) == 2
    assert capsys.readouterr().err.startswith("--out: found '0'; allowed: ")


def test_an_error_names_the_next_size_that_fits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", "unet", "--input", "500"]) == 2
    assert capsys.readouterr().err.endswith("; the next input size that fits is 508, the one below 492\n")
    assert main(["summary", "alexnet", "--input", "30x300"]) == 2
    assert capsys.readouterr().err.endswith("; the next input size that fits along y is 227\n")
    eight = rfcalc.Layer("eight", "resize", size=[8])
    join = rfcalc.Layer("s", "concat", ["eight", "input"])
    with pytest.raises(rfcalc.RfcalcError, match=r"the next input size that fits is 8$"):
        rfcalc.summary(chain(eight, join, size=9))
    with pytest.raises(rfcalc.RfcalcError, match=r"reaches over 9$"):
        rfcalc.summary(chain(eight, conv("c", 9), size=9))


def test_a_pattern_that_is_too_long_is_not_looked_for() -> None:
    coarse = [conv(f"c{at}", 1, stride=97) for at in range(4)]
    with pytest.raises(rfcalc.RfcalcError, match="which sizes fit repeats only every 88529281 pixels; at most 400000 "):
        rfcalc.sizes(chain(*coarse))
    with pytest.raises(rfcalc.RfcalcError, match=r"reaches over 9$"):
        rfcalc.summary(chain(*coarse, conv("c", 9), size=9))


def test_few_sizes_of_layers_are_kept_while_a_pattern_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = chain(conv("c1", 3, stride=30), conv("c2", 2, stride=7))
    kept = Sizes(asked, graph_of(asked), 0)
    whole = kept.fitting()
    monkeypatch.setattr("rfcalc.analysis.sizes.KEPT", 10)
    assert Sizes(asked, graph_of(asked), 0).fitting() == whole
    assert (whole.uncut.every, whole.uncut.rests) == (210, (33,))


def test_a_network_of_too_many_layers_is_answered_and_its_error_has_no_advice() -> None:
    asked = chain(conv("a", 1), conv("b", 9), size=8)
    with pytest.raises(rfcalc.RfcalcError, match="not looked for in a network of 2 layers"):
        Sizes(asked, graph_of(asked), 0).fitting(work=5)


@pytest.mark.slow
def test_a_message_about_a_large_network_is_not_kept_waiting() -> None:
    many = [conv(f"c{at}", 1) for at in range(11_000)]
    with pytest.raises(rfcalc.RfcalcError, match=r"reaches over 9$"):
        rfcalc.summary(chain(*many, conv("c", 9), size=8))
    (fits,) = rfcalc.sizes(chain(*many)).fits
    assert (fits.every, fits.start) == (1, 1)


def test_maps_that_grow_in_uneven_steps_repeat_with_them() -> None:
    """Three features for every two, folded by two; a pool to a fixed size and one that keeps it."""
    three = rfcalc.Layer("u", "upsample", scale=[1.5])
    network = chain(
        three, rfcalc.Layer("f", "space_to_depth", scale=2), rfcalc.Layer("a", "adaptive_avgpool", output_size=[None])
    )
    fixed = chain(*network.layers, rfcalc.Layer("b", "adaptive_avgpool", output_size=[3]), rfcalc.Layer("g", "relu"))
    for each in (network, fixed):
        (fits,) = rfcalc.sizes(each).fits
        assert (fits.every, fits.rests) == (4, (0, 3))


def kept(name: str, inputs: str = "", **positions: int) -> rfcalc.Layer:
    return rfcalc.Layer(name, "slice", inputs or (), **positions)


def fitting(*layers: rfcalc.Layer) -> set[int]:
    """Return which of the first sizes fit, having tried each."""
    (found,) = rfcalc.sizes(chain(*layers)).fits
    told = {size for size in range(1, 60) if found.has(size)}
    tried = set()
    for size in range(1, 60):
        try:
            rfcalc.summary(chain(*layers, size=size))
        except rfcalc.RfcalcError:
            continue
        tried.add(size)
    assert told == tried
    return told


def test_a_slice_from_the_end_to_one_from_the_begin_fits_small_sizes_only() -> None:
    assert fitting(kept("s", start=-8, stop=5)) == set(range(1, 13))
    assert fitting(conv("c", 3), kept("s", start=-8, stop=5), conv("d", 2)) == set(range(4, 14))


def test_a_slice_keeps_what_the_map_has_of_what_it_asks_for() -> None:
    """Ten features at most, five at most from the end; every third from the second on."""
    assert fitting(kept("s", stop=10), conv("c", 4)) == set(range(4, 60))
    assert fitting(kept("s", start=-5), kept("t", start=2, stop=-1)) == set(range(4, 60))
    assert fitting(kept("s", start=1, step=3), conv("c", 5, stride=2)) == set(range(14, 60))
    assert fitting(kept("s", stop=10), kept("t", start=-3, stop=5)) == set(range(1, 8))
    assert fitting(kept("s", start=-3, stop=-5)) == set()


def test_slices_of_one_map_meet_at_some_sizes() -> None:
    """The first ten features and the rest without two: at 12 and at 22 pixels, one of which is where one is spread."""
    rest = kept("rest", "input", start=2, stop=-10)
    assert fitting(kept("ten", stop=10), rest, rfcalc.Layer("s", "concat", ["ten", "rest"])) == {22}
    half = kept("half", "input", step=2)
    assert fitting(kept("ten", stop=10), half, rfcalc.Layer("s", "add", ["ten", "half"])) == {1, 2, 19, 20}


def test_a_crop_fits_where_the_map_is_not_smaller_than_the_other() -> None:
    """Half of the pixels and two against a third of them and eight: at first too small, then large enough."""
    halves = rfcalc.Layer("halves", "maxpool", "input", kernel=2)
    thirds = [rfcalc.Layer("third", "maxpool", "input", kernel=3), rfcalc.Layer("wide", "pad", padding=2)]
    assert fitting(halves, *thirds, rfcalc.Layer("c", "crop", "halves", like="wide")) == {
        size for size in range(3, 60) if size // 2 >= size // 3 + 4
    }
    assert fitting(halves, *thirds, rfcalc.Layer("p", "pad", "halves", like="wide")) == {
        size for size in range(3, 60) if size // 2 <= size // 3 + 4
    }


def test_a_pad_that_mirrors_fits_where_the_map_has_as_much_to_mirror() -> None:
    """Eight features behind a convolution of 9: four to each side, or all of them before."""

    def padded(mode: str, padding: str) -> set[int]:
        return fitting(conv("c", 9), rfcalc.Layer("p", "pad", like="input", mode=mode, padding=padding))

    assert padded("reflect", "middle") == set(range(13, 60))
    assert padded("reflect", "before") == set(range(17, 60))
    assert padded("circular", "after") == set(range(16, 60))
    assert padded("replicate", "middle") == set(range(9, 60))


def test_sizes_that_follow_no_rule_are_counted_before_they_are_looked_for() -> None:
    with pytest.raises(rfcalc.RfcalcError, match="which sizes below 40000000 fit follows no rule; at most 500000 are"):
        rfcalc.sizes(chain(kept("s", start=-20_000_000, stop=20_000_000)))
    coarse = [conv(f"c{at}", 1, stride=97) for at in range(2)]
    with pytest.raises(
        rfcalc.RfcalcError, match=r"which sizes below 1099511627776 fit follows no rule; at most 200000"
    ):
        rfcalc.sizes(chain(*coarse, kept("s", stop=2**30), conv("d", 1)))
    far = rfcalc.Layer("far", "pad", "input", padding=[[0, 2**30]])
    half = rfcalc.Layer("half", "maxpool", "far", kernel=2)
    with pytest.raises(rfcalc.RfcalcError, match="1073741823 sizes fit that follow no rule; at most 250000 are"):
        rfcalc.sizes(chain(far, half, rfcalc.Layer("pad", "pad", "input", like="half")))
