"""Configurations of darknet as its authors write them, composed from their published structure."""

from __future__ import annotations

START = "[net]\n# Testing\nbatch=1\nwidth={size}\nheight={size}\nchannels=3\nsteps=400000,450000\nscales=.1,.1\n\n"


def section(kind: str, **values: object) -> str:
    return "".join([f"[{kind}]\n", *[f"{key} = {value}\n" for key, value in values.items()], "\n"])


def conv(filters: int, size: int, stride: int = 1) -> str:
    return section(
        "convolutional", batch_normalize=1, filters=filters, size=size, stride=stride, pad=1, activation="leaky"
    )


HEAD = section("convolutional", size=1, stride=1, pad=1, filters=255) + section("yolo", mask="6,7,8", classes=80)


def darknet53(size: int) -> str:
    text = START.format(size=size) + conv(32, 3)
    for filters, count in ((64, 1), (128, 2), (256, 8), (512, 8), (1024, 4)):
        text += "# Downsample\n\n" + conv(filters, 3, 2)
        text += (conv(filters // 2, 1) + conv(filters, 3) + section("shortcut", **{"from": -3})) * count
    return text


def yolov3() -> str:
    text = darknet53(416) + (conv(512, 1) + conv(1024, 3)) * 3 + HEAD
    for filters, place in ((256, 61), (128, 36)):
        text += section("route", layers=-4) + conv(filters, 1) + section("upsample", stride=2)
        text += section("route", layers=f"-1, {place}") + (conv(filters, 1) + conv(2 * filters, 3)) * 3 + HEAD
    return text


def yolov3_tiny() -> str:
    text = START.format(size=416)
    for filters in (16, 32, 64, 128, 256):
        text += conv(filters, 3) + section("maxpool", size=2, stride=2)
    text += conv(512, 3) + section("maxpool", size=2, stride=1) + conv(1024, 3) + conv(256, 1) + conv(512, 3) + HEAD
    text += section("route", layers=-4) + conv(128, 1) + section("upsample", stride=2)
    return text + section("route", layers="-1, 8") + conv(256, 3) + HEAD


def yolov2() -> str:
    text = START.format(size=416) + conv(32, 3) + POOL + conv(64, 3) + POOL
    for filters, times in ((128, 1), (256, 1), (512, 2)):
        text += conv(filters, 3) + (conv(filters // 2, 1) + conv(filters, 3)) * times + POOL
    text += conv(1024, 3) + (conv(512, 1) + conv(1024, 3)) * 2 + conv(1024, 3) * 2
    text += section("route", layers=-9) + conv(64, 1) + section("reorg", stride=2) + section("route", layers="-1,-4")
    return text + conv(1024, 3) + section("convolutional", size=1, filters=425) + section("region", classes=80)


POOL = section("maxpool", size=2, stride=2)
