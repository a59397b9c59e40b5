"""Published networks as modules of PyTorch, as torchvision and the papers' authors write them."""

# ruff: noqa: E501 - a case a line reads best in a table

from __future__ import annotations

from itertools import pairwise
from typing import Any

import torch
from torch import nn
from torch.nn import functional

Map = Any


def cbr(before: int, after: int, kernel: Any, stride: int = 1, padding: Any = None, groups: int = 1) -> nn.Sequential:  # noqa: ANN401
    padding = kernel // 2 if padding is None else padding
    conv = nn.Conv2d(before, after, kernel, stride, padding, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU6(inplace=True))


class Bottleneck(nn.Module):  # type: ignore[misc] # without PyTorch it has no type
    def __init__(self, before: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(before, width, 1, bias=False)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False)
        self.bn1, self.bn2, self.bn3 = nn.BatchNorm2d(width), nn.BatchNorm2d(width), nn.BatchNorm2d(4 * width)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = None
        if stride > 1 or before != 4 * width:
            self.downsample = nn.Sequential(
                nn.Conv2d(before, 4 * width, 1, stride, bias=False), nn.BatchNorm2d(4 * width)
            )

    def forward(self, x: Map) -> Map:
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn3(self.conv3(self.relu(self.bn2(self.conv2(out)))))
        out += x if self.downsample is None else self.downsample(x)
        return self.relu(out)


class ResNet50(nn.Module):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        before = 64
        for stage, (width, count) in enumerate(((64, 3), (128, 4), (256, 6), (512, 3)), start=1):
            blocks = []
            for at in range(count):
                blocks.append(Bottleneck(before, width, 2 if stage > 1 and at == 0 else 1))
                before = 4 * width
            self.add_module(f"layer{stage}", nn.Sequential(*blocks))
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d(1), nn.Linear(2048, 1000)

    def forward(self, x: Map) -> Map:
        x = self.maxpool(functional.relu(self.bn1(self.conv1(x))))
        for stage in range(1, 5):
            x = getattr(self, f"layer{stage}")(x)
        return self.fc(torch.flatten(self.avgpool(x), 1))


class InvertedResidual(nn.Module):  # type: ignore[misc]
    def __init__(self, before: int, after: int, stride: int, expand: int) -> None:
        super().__init__()
        width = before * expand
        self.add = stride == 1 and before == after
        first = [cbr(before, width, 1)] if expand > 1 else []
        depthwise = cbr(width, width, 3, stride, groups=width)
        self.conv = nn.Sequential(*first, depthwise, nn.Conv2d(width, after, 1, bias=False), nn.BatchNorm2d(after))

    def forward(self, x: Map) -> Map:
        return x + self.conv(x) if self.add else self.conv(x)


class MobileNetV2(nn.Module):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        features: list[nn.Module] = [cbr(3, 32, 3, 2)]
        before = 32
        stages = (
            (1, 16, 1, 1),
            (6, 24, 2, 2),
            (6, 32, 3, 2),
            (6, 64, 4, 2),
            (6, 96, 3, 1),
            (6, 160, 3, 2),
            (6, 320, 1, 1),
        )
        for expand, after, count, stride in stages:
            for at in range(count):
                features.append(InvertedResidual(before, after, stride if at == 0 else 1, expand))
                before = after
        self.features = nn.Sequential(*features, cbr(320, 1280, 1))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, 1000))

    def forward(self, x: Map) -> Map:
        x = functional.adaptive_avg_pool2d(self.features(x), (1, 1))
        return self.classifier(torch.flatten(x, 1))


class Branches(nn.Module):  # type: ignore[misc]
    """Branches side by side; of one that ends in a list of layers, each of these reads the same."""

    def __init__(self, *branches: list[Any]) -> None:
        super().__init__()
        self.branches = nn.ModuleList(
            [
                nn.ModuleList([nn.ModuleList(each) if isinstance(each, list) else each for each in branch])
                for branch in branches
            ]
        )

    def forward(self, x: Map) -> Map:
        found = []
        for branch in self.branches:
            out = x
            for each in branch:
                ends = isinstance(each, nn.ModuleList)
                out = torch.cat([end(out) for end in each], 1) if ends else each(out)
            found.append(out)
        return torch.cat(found, 1)


def pooled() -> nn.Module:
    return nn.AvgPool2d(3, 1, 1)


class InceptionV3(nn.Module):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        stem = [cbr(3, 32, 3, 2, 0), cbr(32, 32, 3, 1, 0), cbr(32, 64, 3), nn.MaxPool2d(3, 2)]
        stem += [cbr(64, 80, 1), cbr(80, 192, 3, 1, 0), nn.MaxPool2d(3, 2)]
        layers: list[nn.Module] = list(stem)
        for before, pool in ((192, 32), (256, 64), (288, 64)):
            layers.append(Branches([cbr(before, 64, 1)], [cbr(before, 48, 1), cbr(48, 64, 5)],
                                   [cbr(before, 64, 1), cbr(64, 96, 3), cbr(96, 96, 3)], [pooled(), cbr(before, pool, 1)]))  # fmt: skip
        layers.append(
            Branches(
                [cbr(288, 384, 3, 2, 0)], [cbr(288, 64, 1), cbr(64, 96, 3), cbr(96, 96, 3, 2, 0)], [nn.MaxPool2d(3, 2)]
            )
        )
        for c in (128, 160, 160, 192):
            wide, high = ((1, 7), (0, 3)), ((7, 1), (3, 0))
            layers.append(Branches(
                [cbr(768, 192, 1)],
                [cbr(768, c, 1), cbr(c, c, wide[0], 1, wide[1]), cbr(c, 192, high[0], 1, high[1])],
                [cbr(768, c, 1), cbr(c, c, high[0], 1, high[1]), cbr(c, c, wide[0], 1, wide[1]),
                 cbr(c, c, high[0], 1, high[1]), cbr(c, 192, wide[0], 1, wide[1])],
                [pooled(), cbr(768, 192, 1)],
            ))  # fmt: skip
        layers.append(Branches(
            [cbr(768, 192, 1), cbr(192, 320, 3, 2, 0)],
            [cbr(768, 192, 1), cbr(192, 192, (1, 7), 1, (0, 3)), cbr(192, 192, (7, 1), 1, (3, 0)), cbr(192, 192, 3, 2, 0)],
            [nn.MaxPool2d(3, 2)],
        ))  # fmt: skip
        for before in (1280, 2048):
            layers.append(Branches(  # noqa: PERF401 - as those above
                [cbr(before, 320, 1)],
                [cbr(before, 384, 1), [cbr(384, 384, (1, 3), 1, (0, 1)), cbr(384, 384, (3, 1), 1, (1, 0))]],
                [cbr(before, 448, 1), cbr(448, 384, 3), [cbr(384, 384, (1, 3), 1, (0, 1)), cbr(384, 384, (3, 1), 1, (1, 0))]],
                [pooled(), cbr(before, 192, 1)],
            ))  # fmt: skip
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Map) -> Map:
        return self.layers(x)


class UNet(nn.Module):  # type: ignore[misc]
    """That of 2015: valid convolutions, skips cropped to the size of what comes up."""

    def __init__(self) -> None:
        super().__init__()
        widths = (1, 4, 4, 4, 4, 4)
        self.down = nn.ModuleList([self._two(before, after) for before, after in pairwise(widths)])
        self.up = nn.ModuleList([nn.ConvTranspose2d(4, 4, 2, 2) for _ in range(4)])
        self.merge = nn.ModuleList([self._two(8, 4) for _ in range(4)])
        self.last = nn.Conv2d(4, 2, 1)

    @staticmethod
    def _two(before: int, after: int) -> nn.Sequential:
        return nn.Sequential(nn.Conv2d(before, after, 3), nn.ReLU(), nn.Conv2d(after, after, 3), nn.ReLU())

    def forward(self, x: Map) -> Map:
        skips = []
        for at, level in enumerate(self.down):
            x = level(functional.max_pool2d(x, 2) if at else x)
            skips.append(x)
        for up, merge, skip in zip(self.up, self.merge, skips[-2::-1]):
            x = up(x)
            cut = (skip.shape[-1] - x.shape[-1]) // 2
            x = merge(torch.cat([skip[:, :, cut : cut + x.shape[-2], cut : cut + x.shape[-1]], x], 1))
        return self.last(x)


class SwinBlock(nn.Module):  # type: ignore[misc]
    def __init__(self, dim: int, heads: int, shift: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.qkv, self.proj = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.mlp = nn.Sequential(nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim))
        self.heads, self.shift = heads, shift

    def forward(self, x: Map) -> Map:
        x = x + self._attended(self.norm1(x))
        return x + self.mlp(self.norm2(x))

    def _attended(self, x: Map) -> Map:
        batch, height, width, dim = x.shape
        shift = self.shift if height > 7 else 0
        if shift:
            x = torch.roll(x, (-shift, -shift), (1, 2))
        windows = x.view(batch, height // 7, 7, width // 7, 7, dim).permute(0, 1, 3, 2, 4, 5).reshape(-1, 49, dim)
        qkv = self.qkv(windows).reshape(windows.shape[0], 49, 3, self.heads, dim // self.heads).permute(2, 0, 3, 1, 4)
        scores = (qkv[0] @ qkv[1].transpose(-2, -1)).softmax(-1)
        x = self.proj((scores @ qkv[2]).transpose(1, 2).reshape(windows.shape[0], 49, dim))
        x = (
            x.view(batch, height // 7, width // 7, 7, 7, dim)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(batch, height, width, dim)
        )
        return torch.roll(x, (shift, shift), (1, 2)) if shift else x


class PatchMerging(nn.Module):  # type: ignore[misc]
    def __init__(self, dim: int) -> None:
        super().__init__()
        self.norm, self.reduction = nn.LayerNorm(4 * dim), nn.Linear(4 * dim, 2 * dim, bias=False)

    def forward(self, x: Map) -> Map:
        parts = [x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]]
        return self.reduction(self.norm(torch.cat(parts, -1)))


class SwinT(nn.Module):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.embed, self.norm = nn.Conv2d(3, 96, 4, 4), nn.LayerNorm(96)
        stages: list[nn.Module] = []
        for at, (count, heads) in enumerate(((2, 3), (2, 6), (6, 12), (2, 24))):
            dim = 96 * 2**at
            stages += [PatchMerging(dim // 2)] if at else []
            stages.append(nn.Sequential(*[SwinBlock(dim, heads, 3 * (each % 2)) for each in range(count)]))
        self.stages = nn.Sequential(*stages)

    def forward(self, x: Map) -> Map:
        return self.stages(self.norm(self.embed(x).permute(0, 2, 3, 1)))
