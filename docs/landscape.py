"""A landscape, drawn: the photo that stands for everybody's own in the pictures of the viewer."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    Place = Callable[[float, float], tuple[float, float]]

SIZE = 672
FINE = 2
"""It is drawn so many times as large, which makes its edges smooth."""

SIDE = SIZE * FINE
SHORE = 0.66
"""Lengths and places are shares of the picture's side."""

RIDGES = (
    (0.63, 0.34, 4, (142, 152, 178)),
    (0.65, 0.22, 5, (98, 118, 140)),
    (0.66, 0.10, 7, (58, 88, 92)),
)
"""Mountains from far to near: where they stand, how high and how rugged they are, and their colour."""

TREES = ((0.05, 0.86, 0.30), (0.15, 0.88, 0.42), (0.25, 0.92, 0.28), (0.34, 0.96, 0.20))
"""Where each stands, and how high it is."""


def landscape() -> Image.Image:
    """Return the picture, the same each time."""
    chance = random.Random(5)  # noqa: S311 - the shape of mountains is no secret
    picture = sky()
    for base, height, rugged, colour in RIDGES:
        draw_ridge(picture, ridge(chance, base, height, rugged), colour, snow=height > RIDGES[1][1])
    mirror(picture, chance)
    pen = ImageDraw.Draw(picture)
    meadow = ((0, 0.83), (0.2, 0.86), (0.42, 0.95), (0.5, 1), (0, 1))
    pen.polygon([(x * SIDE, y * SIDE) for x, y in meadow], fill=(70, 98, 58))
    for x, y, height in TREES:
        draw_tree(pen, x * SIDE, y * SIDE, height * SIDE)
    draw_boat(pen, 0.66 * SIDE, 0.79 * SIDE, 0.2 * SIDE)
    return picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


def sky() -> Image.Image:
    """Return an evening sky with its sun."""
    picture = Image.new("RGB", (SIDE, SIDE))
    pen = ImageDraw.Draw(picture)
    above, below = (86, 142, 196), (250, 221, 178)
    for y in range(SIDE):
        share = min(y / SIDE / 0.62, 1)
        red, green, blue = (round(high + (low - high) * share) for high, low in zip(above, below))
        pen.line([(0, y), (SIDE, y)], fill=(red, green, blue))
    x, y = round(0.71 * SIDE), round(0.27 * SIDE)
    for radius, colour in ((round(0.085 * SIDE), (253, 231, 190)), (round(0.06 * SIDE), (255, 243, 214))):
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(SIDE / 160))


def ridge(chance: random.Random, base: float, height: float, rugged: int) -> list[float]:
    """Return the height of a line of mountains at each column, from the picture's top."""
    waves = [(1.9**k, chance.random() * 7) for k in range(9)]
    return [
        SIDE
        * (base - height * sum(abs(math.sin(x / SIDE * rugged * fine + begin)) / fine for fine, begin in waves) / 2)
        for x in range(SIDE)
    ]


def draw_ridge(picture: Image.Image, line: list[float], colour: tuple[int, int, int], *, snow: bool) -> None:
    """Draw mountains below a line, with snow above a height."""
    pen = ImageDraw.Draw(picture)
    pen.polygon([(0, SIDE), *enumerate(line), (SIDE, SIDE)], fill=colour)
    for x, top in enumerate(line if snow else ()):
        if top < 0.43 * SIDE:
            pen.line([(x, top), (x, top + (0.43 * SIDE - top) * 0.7)], fill=(236, 238, 243))


def mirror(picture: Image.Image, chance: random.Random) -> None:
    """Draw a lake in which what is above its shore is seen again."""
    shore = round(SHORE * SIDE)
    above = picture.crop((0, 0, SIDE, shore)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((SIDE, SIDE - shore))
    picture.paste(Image.blend(above, Image.new("RGB", above.size, (44, 84, 112)), 0.45), (0, shore))
    pen = ImageDraw.Draw(picture)
    for _ in range(260):
        down = chance.random() ** 1.5 * (SIDE - shore)
        x, long, y = chance.random() * SIDE, down / SIDE * 180 + 8, shore + down
        light = chance.random() < 1 / 2
        pen.line(
            [(x, y), (x + long, y)],
            fill=(150, 176, 190) if light else (52, 92, 118),
            width=max(1, int(down / SIDE * 9)),
        )


def draw_tree(pen: ImageDraw.ImageDraw, x: float, y: float, height: float) -> None:
    """Draw a fir that stands at a place."""
    pen.rectangle([x - height * 0.03, y - height * 0.1, x + height * 0.03, y], fill=(60, 46, 38))
    for k in range(4):
        low, half = y - height * (0.08 + 0.2 * k), height * (0.26 - 0.05 * k)
        pen.polygon(
            [(x - half, low), (x + half, low), (x, low - height * 0.34)], fill=(26 + 6 * k, 62 + 9 * k, 50 + 4 * k)
        )


def draw_boat(pen: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """Draw a boat under sail, and how the water shows it."""
    shapes = (
        (((0, -0.95), (0, -0.08), (0.48, -0.08)), (244, 240, 230)),
        (((-0.03, -0.85), (-0.03, -0.08), (-0.38, -0.08)), (206, 84, 58)),
        (((-0.35, 0.11), (0.38, 0.11), (0.2, 0.45), (-0.15, 0.45)), (92, 110, 124)),
        (((-0.5, -0.05), (0.55, -0.05), (0.38, 0.1), (-0.36, 0.1)), (92, 58, 44)),
    )
    for corners, colour in shapes:
        pen.polygon([(x + across * size, y + down * size) for across, down in corners], fill=colour)
