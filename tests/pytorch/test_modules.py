"""Modules of PyTorch read into networks. Skipped where there is no PyTorch."""

# ruff: noqa: E501 - a case a line reads best in a table

from __future__ import annotations

from typing import Any

import pytest

import rfcalc
from rfcalc.layers.values import setting_of

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from . import modules  # noqa: E402


def numbers(network: rfcalc.Network) -> list[tuple[Any, ...]]:
    return [(row.n, row.jump, row.rf, row.start) for row in rfcalc.summary(network).layers]


def on_meta(make: Any, *shape: int) -> rfcalc.Network:  # noqa: ANN401
    with torch.device("meta"):
        return rfcalc.from_torch(make(), torch.empty(shape), gates=False)


@pytest.mark.parametrize(
    ("make", "preset", "shape"),
    [
        (modules.ResNet50, "resnet50", (1, 3, 224, 224)),
        (modules.MobileNetV2, "mobilenet-v2", (1, 3, 224, 224)),
        (modules.InceptionV3, "inception-v3", (1, 3, 299, 299)),
        (modules.UNet, "unet", (1, 1, 572, 572)),
        (modules.SwinT, "swin-t", (2, 3, 224, 224)),
    ],
)
def test_published_networks_are_those_of_the_presets(make: Any, preset: str, shape: tuple[int, ...]) -> None:  # noqa: ANN401
    mine, theirs = numbers(on_meta(make, *shape)), numbers(rfcalc.load(preset))
    stages = {row[:2] for row in theirs}
    for stage in stages:  # the last map of each size
        ends = [[row for row in rows if row[:2] == stage][-1:] for rows in (mine, theirs)]
        if ends[0]:
            assert ends[0] == ends[1], stage
    widest = [max([row for row in rows if row[0] != (1, 1)], key=lambda row: row[2]) for rows in (mine, theirs)]
    assert widest[0] == widest[1]


def small(module: Any, *shape: int, **wishes: Any) -> rfcalc.Network:  # noqa: ANN401
    return rfcalc.from_torch(module, torch.randn(shape), **wishes)


def types(network: rfcalc.Network) -> list[tuple[str, str]]:
    return [(layer.name, layer.type) for layer in network.layers]


def test_layers_are_called_as_modules_and_functions_as_operations_in_them() -> None:
    network = on_meta(modules.ResNet50, 1, 3, 64, 64)
    assert [layer.name for layer in network.layers][:6] == [
        "conv1", "maxpool", "layer1.0.conv1", "layer1.0.conv2", "layer1.0.conv3", "layer1.0.downsample.0",
    ]  # fmt: skip
    assert network.layers[6].name == "layer1.0.add"
    assert network.outputs["layer1.0.bn1"] == "layer1.0.conv1"
    assert rfcalc.locate(network, "layer1.0.relu", (0, 0)).rf is not None


def test_what_runs_twice_has_a_number() -> None:
    class Twice(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv1d(1, 1, 3, padding=1)

        def forward(self, x: Any) -> Any:  # noqa: ANN401
            return self.conv(torch.relu(self.conv(x))) + self.conv(x) * 2

    assert types(small(Twice(), 1, 1, 9)) == [("conv", "conv"), ("conv.2", "conv"), ("conv.3", "conv"), ("add", "add")]


def test_programs_of_torch_export_are_read() -> None:
    with torch.no_grad():
        program = torch.export.export(modules.UNet().eval(), (torch.randn(1, 1, 188, 188),))
    network, module = rfcalc.from_torch(program), small(modules.UNet(), 1, 1, 188, 188)
    assert numbers(network) == numbers(module)
    assert {name for name, _ in types(module)} - {name for name, _ in types(network)} <= {"max_pool2d"}


class Steps(nn.Module):  # type: ignore[misc]
    """Operations one after another."""

    def __init__(self, *steps: Any) -> None:  # noqa: ANN401
        super().__init__()
        self.steps = steps
        self.inner = nn.ModuleList([each for each in steps if isinstance(each, nn.Module)])

    def forward(self, x: Any) -> Any:  # noqa: ANN401
        for step in self.steps:
            x = step(x)
        return x


CONV = nn.Conv2d(4, 4, 3, padding=1)

OPERATIONS: dict[str, tuple[Any, tuple[int, ...]]] = {
    "max pool": (Steps(CONV, nn.MaxPool2d(3, 2, 1, ceil_mode=True)), (1, 4, 8, 7)),
    "dilated max pool": (Steps(CONV, nn.MaxPool2d(2, 1, dilation=2)), (1, 4, 8, 7)),
    "average pool": (Steps(CONV, nn.AvgPool2d((2, 3), padding=(1, 0))), (1, 4, 8, 7)),
    "adaptive pool": (Steps(CONV, nn.AdaptiveAvgPool2d((3, 2))), (1, 4, 8, 7)),
    "adaptive max pool": (Steps(CONV, nn.AdaptiveMaxPool2d(2)), (1, 4, 8, 7)),
    "transposed": (nn.ConvTranspose2d(4, 2, 3, 2, 1, output_padding=1), (1, 4, 4, 3)),
    "groups": (nn.Conv2d(4, 8, 3, groups=2, dilation=2), (1, 4, 8, 7)),
    "volume": (Steps(nn.Conv3d(1, 1, 2), nn.MaxPool3d(2)), (1, 1, 4, 5, 3)),
    "line": (Steps(nn.Conv1d(2, 2, 3, 2, 1), nn.AvgPool1d(2, 1)), (1, 2, 11)),
    "nearest": (Steps(CONV, nn.Upsample(scale_factor=2)), (1, 4, 4, 3)),
    "nearest-exact": (Steps(CONV, nn.Upsample(size=(7, 5), mode="nearest-exact")), (1, 4, 4, 3)),
    "bilinear": (Steps(CONV, nn.Upsample(scale_factor=2, mode="bilinear")), (1, 4, 4, 3)),
    "aligned": (Steps(CONV, nn.Upsample(size=(7, 5), mode="bilinear", align_corners=True)), (1, 4, 4, 3)),
    "bicubic": (Steps(CONV, nn.Upsample(scale_factor=2, mode="bicubic")), (1, 4, 4, 3)),
    "reflect": (nn.Conv2d(4, 4, 3, padding=1, padding_mode="reflect"), (1, 4, 5, 4)),
    "replicate": (nn.Conv2d(4, 4, 3, padding=1, padding_mode="replicate"), (1, 4, 5, 4)),
    "circular": (nn.Conv2d(4, 4, 3, padding=1, padding_mode="circular"), (1, 4, 5, 4)),
    "zero padding": (Steps(nn.ZeroPad2d((1, 2, 0, 1)), CONV), (1, 4, 5, 4)),
    "crop by padding": (Steps(CONV, nn.ZeroPad2d((-1, 1, 0, -2))), (1, 4, 6, 4)),
    "slices": (Steps(CONV, lambda x: x[:, :, 1:-1, ::2]), (1, 4, 7, 6)),
    "roll": (Steps(CONV, lambda x: torch.roll(x, (2, -1), (2, 3))), (1, 4, 5, 4)),
    "shuffle": (Steps(CONV, nn.PixelShuffle(2)), (1, 4, 4, 3)),
    "unshuffle": (Steps(CONV, nn.PixelUnshuffle(2), nn.Conv2d(16, 2, 1)), (1, 4, 4, 6)),
    "channel shuffle": (Steps(CONV, nn.ChannelShuffle(2), CONV), (1, 4, 4, 3)),
    "group norm": (Steps(CONV, nn.GroupNorm(2, 4)), (1, 4, 4, 3)),
    "instance norm": (Steps(CONV, nn.InstanceNorm2d(4)), (1, 4, 4, 3)),
    "layer norm": (Steps(CONV, nn.LayerNorm([4, 4, 3])), (1, 4, 4, 3)),
    "layer norm of rows": (Steps(CONV, nn.LayerNorm(3)), (1, 4, 4, 3)),
    "row means": (Steps(CONV, lambda x: x + x.mean(3, keepdim=True)), (1, 4, 4, 3)),
    "gate": (Steps(CONV, lambda x: x * x.mean((2, 3), keepdim=True).sigmoid()), (1, 4, 4, 3)),
    "softmax over places": (Steps(CONV, lambda x: x.flatten(2).softmax(-1).view(1, 4, 4, 3)), (1, 4, 4, 3)),
    "length": (Steps(CONV, lambda x: functional.normalize(x, dim=2)), (1, 4, 4, 3)),
    "tokens": (Steps(CONV, lambda x: x.flatten(2).transpose(1, 2), nn.Linear(4, 4), lambda x: x.view(1, 4, 3, 4).permute(0, 3, 1, 2)), (1, 4, 4, 3)),
    "axial": (Steps(CONV, lambda x: functional.scaled_dot_product_attention(x, x, x)), (1, 4, 4, 3)),
    "linear": (Steps(CONV, nn.Flatten(), nn.Linear(48, 2), lambda x: x[:, :, None, None]), (1, 4, 4, 3)),
    "split and chunks": (Steps(CONV, lambda x: torch.cat([*x.split(3, 2)[:1], *x.chunk(2, 2)], 2)), (1, 4, 6, 3)),
    "rows by hand": (Steps(CONV, lambda x: torch.stack([x[:, :, 1], x[:, :, 2]], 1).sum(1, keepdim=True).squeeze(1)[:, :, None]), (1, 4, 5, 4)),
    "in place": (Steps(CONV, lambda x: x.mul_(2).relu_(), lambda x: x.add_(functional.max_pool2d(x, 3, 1, 1))), (1, 4, 5, 4)),
    "sums so far": (Steps(CONV, lambda x: x.cumsum(3)), (1, 4, 4, 3)),
    "LSTM": (Steps(nn.Conv1d(2, 3, 2), lambda x: x.transpose(1, 2), nn.LSTM(3, 4, batch_first=True), lambda x: x[0].transpose(1, 2)), (1, 2, 6)),
    "GRU both ways": (Steps(nn.Conv1d(2, 3, 2), lambda x: x.permute(2, 0, 1), nn.GRU(3, 2, bidirectional=True), lambda x: x[0].permute(1, 2, 0)), (1, 2, 6)),
    "state of a GRU": (Steps(nn.Conv1d(2, 3, 2), lambda x: x.permute(2, 0, 1), nn.GRU(3, 2), lambda x: x[1].permute(1, 2, 0)), (1, 2, 6)),
    "transformer": (Steps(nn.Conv1d(2, 4, 3, padding=1), lambda x: x.transpose(1, 2), nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), lambda x: x.transpose(1, 2)), (1, 2, 5)),
}  # fmt: skip


@pytest.mark.parametrize("name", OPERATIONS)
def test_features_read_the_pixels_that_they_read_in_pytorch(name: str) -> None:
    torch.manual_seed(0)
    module, shape = OPERATIONS[name]
    module = module.double().eval()
    network = rfcalc.from_torch(module, torch.zeros(shape, dtype=torch.double))
    again = rfcalc.loads(rfcalc.show(network))
    last = network.layers[-1].name
    with torch.no_grad():
        for each in module.parameters():
            each.uniform_(0.1, 0.4)
        image = torch.rand(shape, dtype=torch.double) / 10 + 0.2
        sizes = shape[2:]
        places = [
            tuple(place)
            for place in torch.cartesian_prod(*[torch.arange(size) for size in sizes]).reshape(-1, len(sizes)).tolist()
        ]
        read: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
        base = module(image.clone())
        for place in places:
            for step in (0.7, -0.7, 50):
                lit = image.clone()
                at = (slice(None), slice(None), *place)
                lit[at] += step
                changed = ((module(lit) - base).abs() > 1e-11).any(0).any(0)
                for feature in changed.nonzero().tolist():
                    read.setdefault(tuple(feature), set()).add(place)
    n = tuple(base.shape[2:])
    assert rfcalc.summary(network).layers[-1].n == n
    for feature in torch.cartesian_prod(*[torch.arange(size) for size in n]).reshape(-1, len(n)).tolist():
        counts = rfcalc.count_paths(again, last, feature)
        found = set()
        if counts is not None:
            array = torch.tensor([count > 0 for count in _flat(counts.rows)]).reshape(counts.shape)
            found = {tuple([first + i for first, i in zip(counts.origin, at)]) for at in array.nonzero().tolist()}
        assert found == read.get(tuple(feature), set()), feature


def _flat(block: list[Any]) -> list[int]:
    return [count for each in block for count in (_flat(each) if isinstance(each, list) else [each])]


@pytest.mark.parametrize(
    ("step", "operator"),
    [
        (lambda x: functional.grid_sample(x, torch.zeros(1, 3, 3, 2), align_corners=False), "grid_sampler_2d"),
        (lambda x: x.flip(2), "flip"),
        (lambda x: functional.unfold(x, 2), "im2col"),
        (lambda x: x.topk(2, -1)[0], "topk"),
    ],
)
def test_what_is_unknown_hides_only_what_lies_behind_it(step: Any, operator: str) -> None:  # noqa: ANN401
    network = small(Steps(CONV.float(), step, torch.relu), 1, 4, 6, 6)
    assert [layer.type for layer in network.layers] == ["conv", "unknown"]
    assert setting_of(network.layers[1].operations[0], "operator") == operator
    treated = small(Steps(CONV, step, torch.relu), 1, 4, 6, 6, treat={operator: "whole"})
    assert rfcalc.summary(treated).layers[-1].whole


def test_a_tensor_that_is_written_into_in_part_is_unknown() -> None:
    def write(x: Any) -> Any:  # noqa: ANN401
        x[:, :, :2] = functional.max_pool2d(x, 3, 1, 1)[:, :, 2:4]
        return x

    network = small(Steps(CONV.float(), write, CONV), 1, 4, 6, 6)
    assert "unknown" in [layer.type for layer in network.layers]
    assert rfcalc.summary(network).layers[-1].rf == (None, None)


def test_gates_and_norms_over_the_map_can_be_switched_off() -> None:
    step = Steps(CONV.float(), nn.GroupNorm(2, 4), lambda x: x * x.mean((2, 3), keepdim=True))
    assert rfcalc.summary(small(step, 1, 4, 6, 6, gates=False)).layers[-1].type == "global_avgpool"
    assert rfcalc.summary(small(step, 1, 4, 6, 6)).layers[-1].whole


def test_one_of_several_inputs_is_asked_about() -> None:
    class Two(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.left, self.right = nn.Conv1d(1, 1, 3, padding=1), nn.Conv1d(1, 1, 5, padding=2)

        def forward(self, state: Any, left: Any, right: Any) -> Any:  # noqa: ANN401
            return (self.left(left) + self.right(right)) * state.mean()

    inputs = (torch.randn(4), torch.randn(1, 1, 9), torch.randn(1, 1, 9))
    assert types(rfcalc.from_torch(Two(), *inputs)) == [("left", "conv")]
    assert types(rfcalc.from_torch(Two(), *inputs, start="input2")) == [("right", "conv")]
    with pytest.raises(rfcalc.RfcalcError, match=r"start: there is no input 'inptu2'; did you mean 'input2'\?"):
        rfcalc.from_torch(Two(), *inputs, start="inptu2")


def test_a_module_of_linear_layers_has_its_last_dims_as_axes() -> None:
    network = small(nn.Sequential(nn.Flatten(), nn.Linear(64, 3)), 1, 1, 8, 8)
    assert (network.input, types(network)) == ((8, 8), [("1", "linear")])


def test_a_module_is_left_as_it_was() -> None:
    module = nn.Sequential(nn.Conv2d(1, 1, 3), nn.Dropout())
    small(module, 1, 1, 8, 8)
    assert module.training
    assert not module[0]._forward_hooks  # noqa: SLF001 - public nowhere
    assert torch.backends.mha.get_fastpath_enabled()


def test_everything_can_be_kept() -> None:
    module = nn.Sequential(nn.Conv2d(1, 1, 3), nn.BatchNorm2d(1), nn.ReLU())
    network = small(module, 1, 1, 8, 8, everything=True)
    assert types(network) == [("0", "conv"), ("1", "batchnorm"), ("2", "relu")]
    assert [layer.inputs for layer in network.layers] == [("input",), ("0",), ("1",)]


def test_what_is_no_module_is_refused() -> None:
    with pytest.raises(rfcalc.RfcalcError, match=r"module: found 3; allowed: a torch.nn.Module"):
        rfcalc.from_torch(3, torch.randn(1))
    with pytest.raises(rfcalc.RfcalcError, match="gates: found 'no'; allowed: true or false"):
        rfcalc.from_torch(nn.ReLU(), torch.randn(1, 1, 8, 8), gates="no")  # type: ignore[arg-type]
    with pytest.raises(rfcalc.RfcalcError, match="example_inputs: found no example input; give a tensor"):
        rfcalc.from_torch(nn.ReLU())
    with pytest.raises(rfcalc.RfcalcError, match="example_inputs: found 'x'; give a tensor"):
        rfcalc.from_torch(nn.ReLU(), "x")
    with pytest.raises(rfcalc.RfcalcError, match="module: no operation of the module reads its input"):
        rfcalc.from_torch(nn.Identity(), torch.randn(1, 1, 3))
    with pytest.raises(rfcalc.RfcalcError, match="treat: 'Foo' is no operator of the module of which nothing is known"):
        small(nn.Sequential(nn.Conv1d(1, 1, 3)), 1, 1, 8, treat={"Foo": "whole"})
