"""Gradients of modules, told as maps. Skipped where there is no PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import rfcalc
from rfcalc.render import render

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
from torch import nn  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SAME = """
input: [13, 11]
layers:
  - {name: stem, type: conv, kernel: 3, stride: 2, padding: 1}
  - {name: pool, type: avgpool, kernel: 2, stride: 1}
  - {name: last, type: conv, kernel: [1, 3], padding: [0, 1]}
"""


class Ones(nn.Module):  # type: ignore[misc] # without PyTorch it has no type
    """The network above with every weight 1 (and an average pool, which divides by 4)."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, 1, 3, stride=2, padding=1, bias=False)
        self.pool = nn.AvgPool2d(2, stride=1)
        self.last = nn.Conv2d(1, 1, (1, 3), padding=(0, 1), bias=False)
        for weights in self.parameters():
            nn.init.ones_(weights)

    def forward(self, image: Any) -> Any:  # noqa: ANN401
        return self.last(self.pool(self.stem(image)))


class Block(nn.Module):  # type: ignore[misc]
    """A residual block as torchvision has it."""

    def __init__(self, before: int, after: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(after)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(after, after, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(after)
        self.downsample = nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, given: Any) -> Any:  # noqa: ANN401
        found = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(given)))))
        return self.relu(found + self.downsample(given))


class ResNet(nn.Module):  # type: ignore[misc]
    """The first half of a small ResNet as torchvision has it."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.layer1 = Block(8, 8, 1)
        self.layer2 = Block(8, 16, 2)
        self.fc = nn.Linear(16, 10)

    def forward(self, images: Any) -> Any:  # noqa: ANN401
        found = self.layer2(self.layer1(self.maxpool(torch.relu(self.bn1(self.conv1(images))))))
        return self.fc(found.mean((2, 3)))


def flat(block: list[Any]) -> Iterator[int]:
    for item in block:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


@pytest.mark.parametrize("index", [(0, 0), (3, 2), (-1, -1)])
def test_with_weights_of_1_gradients_are_path_counts(index: tuple[int, int]) -> None:
    measured = rfcalc.measure(Ones(), torch.rand(1, 1, 13, 11), "last", index)
    counted = rfcalc.count_paths(rfcalc.loads(SAME), "last", index)
    assert measured.counts is not None
    assert counted is not None
    assert measured.counts.origin == counted.origin
    values = [count / measured.counts.denominator for count in flat(measured.counts.rows)]
    assert values == [count / 4 for count in flat(counted.rows)]


def test_beside_a_network_a_measured_map_has_its_box_and_shift() -> None:
    network = rfcalc.loads(SAME)
    measured, theirs = (
        rfcalc.measure(Ones(), torch.rand(2, 1, 13, 11), "last", network=network),
        rfcalc.map(network, "last"),
    )
    assert measured.index == theirs.index
    for key in ("rf", "box", "center", "shift", "erf", "counted", "holes", "std_formula"):
        assert getattr(measured.form, key) == getattr(theirs.form, key)
    assert measured.squares == theirs.squares


def test_gradients_are_summed_over_channels_and_averaged_without_sign_over_images() -> None:
    torch.manual_seed(1)
    module = nn.Sequential(nn.Conv1d(2, 3, 3, padding=1), nn.ReLU(), nn.Conv1d(3, 2, 3)).double()
    images = torch.randn(3, 2, 9, dtype=torch.double)
    expected = torch.zeros(9, dtype=torch.double)
    for image in images:
        image = image[None].clone().requires_grad_()  # noqa: PLW2901
        module(image)[0, :, 3].sum().backward()
        expected += image.grad[0].sum(0).abs() / 3
    found = rfcalc.measure(module, images, "2", (3,))
    assert found.counts is not None
    (first,) = found.counts.origin
    values = [count / found.counts.denominator for count in found.counts.rows]
    assert values == pytest.approx(expected[first : first + len(values)].tolist())
    assert rfcalc.measure(module, iter(images.split(2)), "2", (3,)).form.paths == pytest.approx(found.form.paths)


def test_a_measured_map_is_told_and_drawn_like_any_other() -> None:
    torch.manual_seed(0)
    found = rfcalc.measure(ResNet(), torch.randn(4, 3, 64, 64), "layer2")
    text = render([found], "table")
    assert text.startswith("layer2 (4, 4) of ResNet: a gradient of ")
    assert "Gradients of the feature without their sign, as a mean over images." in text
    assert [line.split()[:2] for line in text.splitlines() if "within" in line] == [
        [f"{share}%", "within"] for share in (20, 30, 50, 99)
    ]
    record = found.record()
    assert record["weights"] == "gradient"
    assert record["squares"] == found.squares
    from rfcalc.render.figures import picture

    assert picture([found], "png")[1:4] == b"PNG"


def test_a_module_is_left_as_it_was() -> None:
    module = ResNet()
    module.layer1.eval()
    for weights in module.parameters():
        weights.requires_grad_(requires_grad=False)
    with torch.no_grad():
        rfcalc.measure(module, torch.randn(1, 3, 32, 32), "layer1", (2, 2))
    assert module.training
    assert module.layer2.training
    assert not module.layer1.training
    assert all(weights.grad is None for weights in module.parameters())


def test_a_vector_is_a_map_of_one_feature() -> None:
    found = rfcalc.measure(ResNet(), torch.randn(2, 3, 32, 32), "fc")
    assert (found.index, found.form.n) == ((0, 0), (1, 1))


def test_a_feature_that_depends_on_nothing_has_no_map() -> None:
    class Constant(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.inner = nn.Identity()

        def forward(self, image: Any) -> Any:  # noqa: ANN401
            self.inner(torch.zeros(1, 1, 4))
            return image

    found = rfcalc.measure(Constant(), torch.randn(1, 1, 8), "inner")
    assert found.counts is None
    assert found.squares == {}
    assert "no path leads to it" in render([found], "table")


def test_channels_may_stand_last() -> None:
    class Last(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(1, 5, 3)
            self.last = nn.Identity()

        def forward(self, image: Any) -> Any:  # noqa: ANN401
            return self.last(self.conv(image).permute(0, 2, 3, 1))

    found = rfcalc.measure(Last(), torch.randn(1, 1, 6, 7), "last", (3, 4), channels_last=True)
    assert found.form.counted == ((3, 6), (4, 7))


def _with_weight(weight: float) -> Any:  # noqa: ANN401
    module = nn.Sequential(nn.Conv1d(1, 1, 1, bias=False))
    nn.init.constant_(module[0].weight, weight)
    return module


def test_large_gradients_are_whole_numbers_too() -> None:
    found = rfcalc.measure(_with_weight(2.0**60), torch.randn(1, 1, 3), "0")
    assert found.form.paths == 2.0**60


class Loose(nn.Module):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 1, 3, padding=1)
        self.unused = nn.Identity()
        self.words = nn.Identity()
        self.tokens = nn.Flatten(2)

    def forward(self, image: Any) -> Any:  # noqa: ANN401
        self.words("")
        self.tokens(image)
        return self.conv(self.conv(image))


IMAGE = (1, 1, 8, 8)


@pytest.mark.parametrize(
    ("layer", "index", "shape", "message"),
    [
        ("cnv", None, IMAGE, "layer: there is no submodule 'cnv'; did you mean 'conv'?"),
        ("conv", None, IMAGE, "layer 'conv': it is used 2 times; a submodule is measured that is used once"),
        ("unused", None, IMAGE, "layer 'unused': it is not used; a submodule is measured that is used once"),
        ("words", None, IMAGE, "layer 'words': it hands on 'str'; a tensor is needed"),
        (
            "tokens",
            None,
            IMAGE,
            "layer 'tokens': it makes a tensor of shape [1, 1, 64]; a map is needed: batch, channels, y, x",
        ),
        ("", (8, 0), IMAGE, "index: found [8, 0]; allowed: y 0 to 7, x 0 to 7"),
        ("", (1,), IMAGE, "index: found [1]; allowed: y 0 to 7, x 0 to 7"),
        ("", 1, IMAGE, "index: found [1]; allowed: y 0 to 7, x 0 to 7"),
        (
            "",
            None,
            (8, 8),
            (
                "images: found a tensor of shape [8, 8], torch.float32; "
                "allowed: a tensor of floating point numbers: batch, channels and 1 to 3 axes"
            ),
        ),
    ],
)
def test_what_cannot_be_measured_is_told_in_one_line(
    layer: str,
    index: Any,  # noqa: ANN401 - what it is not, too
    shape: tuple[int, ...],
    message: str,
) -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.measure(Loose(), torch.randn(shape), layer, index)
    assert str(caught.value) == message


def test_what_is_no_module_and_no_image_is_refused() -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"module: found 'resnet50'; allowed: a torch.nn.Module"):
        rfcalc.measure("resnet50", torch.randn(IMAGE), "conv1")
    with pytest.raises(rfcalc.RfcalcError, match="images: there are no images"):
        rfcalc.measure(Ones(), [], "last")
    with pytest.raises(rfcalc.RfcalcError, match="images: found 3"):
        rfcalc.measure(Ones(), [3], "last")
    with pytest.raises(rfcalc.RfcalcError, match="images: the images differ in size"):
        rfcalc.measure(Ones(), [torch.rand(1, 1, 13, 11), torch.rand(1, 1, 14, 11)], "last", (0, 0))
    with pytest.raises(rfcalc.RfcalcError, match="its gradient is not finite"):
        rfcalc.measure(_with_weight(float("inf")), torch.rand(1, 1, 3), "0")


def test_another_network_beside_a_module_is_refused() -> None:
    with pytest.raises(rfcalc.RfcalcError) as caught:
        rfcalc.measure(Ones(), torch.rand(1, 1, 15, 11), "last", network=rfcalc.loads(SAME))
    assert str(caught.value) == (
        "layer 'last': the input is 15x11, and of 'network' 13x11; "
        "the network beside the module is another one, or for another size"
    )
