"""What models seldom do, held to what ONNX Runtime computes."""

from collections.abc import Iterator

import pytest

from .asking import check
from .graphs import IMAGE, Case, behind_conv, floats, ints, model, node, plane, weights


def rows_of_channels() -> Iterator[Case]:
    """Dims in which channels count before places, cut and picked from."""
    rows = node("Reshape", "c r", "f")
    held = {"r": ints(1, 14, 6), "s": ints(7), "e": ints(14), "a": ints(1), "i": ints(9)}
    yield Case("the rows of a channel", behind_conv([rows, node("Slice", "f s e a")], held), IMAGE, (2, 3), (1, 2))
    yield Case("a row of a channel", behind_conv([rows, node("Gather", "f i", axis=1)], held), IMAGE, (2, 3), (1, 2))


def sums() -> Iterator[Case]:
    larger = [
        node("Reshape", "c r", "a"),
        node("Transpose", "a", "b", perm=[0, 1, 3, 2, 4]),
        node("Reshape", "b s", "d"),
        node("Resize", "x _ k", "u"),
    ]
    held = {"r": ints(1, 1, 2, 7, 6), "s": ints(1, 1, 14, 6), "k": floats(1, 1, 2, 1)}
    yield plane("rows of channels beside repeated ones", behind_conv([*larger, node("Add", "u d")], held))
    nodes = [node("Reshape", "c r", "m"), node("Gemm", "k w m")]
    held = {"r": ints(7, 6), "k": weights(7, 3), "w": weights(3, 6)}
    made = behind_conv(nodes, held, shape=(1, 1, 7, 6))
    yield Case("a product of constants to which a map is added", made, (1, 1, 7, 6), (2, 3), (0, 1))
    yield plane("rows with themselves", behind_conv([node("Einsum", "c c", equation="bchw,bchv->bchv")]))
    yield plane("the same size again", behind_conv([node("Resize", "c _ k")], {"k": floats(1, 1, 1, 1)}))
    yield plane(
        "a scale that no decimal spells", behind_conv([node("Resize", "c _ k")], {"k": floats(1, 1, 100 / 81, 1)})
    )


def stretches() -> Iterator[Case]:
    held = {"a": ints(5), "b": ints(7), "c0": ints(0), "d": ints(2), "axis": ints(2)}
    cuts = [node("Slice", "c a b axis", "p"), node("Slice", "c c0 d axis", "q")]
    yield plane("both ends without the middle", behind_conv([*cuts, node("Concat", "p q", axis=2)], held))
    cut = node("Reshape", "c r", "f")
    held = {"r": ints(1, 2, 7, 2, 3), "z": weights(1, 2, 7, 2, 3)}
    frames = behind_conv([cut, node("Concat", "f f z", axis=4)], held)
    yield Case("frames and a constant", frames, IMAGE, (2, 3), (2, 3))
    apart = [cut, node("Transpose", "f", "t", perm=[0, 1, 3, 2, 4]), node("Reshape", "t s", "g")]
    held = {"r": ints(1, 2, 7, 2, 3), "s": ints(1, 4, 7, 3), "w": weights(2, 2, 1, 1)}
    yield plane("groups of frames", behind_conv([*apart, node("Conv", "g w", group=2)], held))


def packed() -> Iterator[Case]:
    """Attention with its projections, as ONNX Runtime puts them together."""
    shape = (1, 2, 3, 2)
    held = {"r": ints(1, 2, 6), "w": weights(2, 6), "b": weights(6), "s": ints(*shape)}
    rows = [node("Reshape", "c r", "f"), node("Transpose", "f", "t", perm=[0, 2, 1])]
    one = node("Attention", "t w b", "u", domain="com.microsoft", num_heads=1)
    back = [node("Transpose", "u", "v", perm=[0, 2, 1]), node("Reshape", "v s")]
    yield plane("packed attention", behind_conv([*rows, one, *back], held, shape), shape)
    pooled = [node("GlobalAveragePool", "c", "p"), node("Reshape", "p o", "t"), one, node("Reshape", "u q")]
    held = {**held, "o": ints(1, 1, 2), "q": ints(1, 2, 1, 1)}
    yield plane("packed attention of one place", behind_conv(pooled, held, shape), shape)


def channels_unknown() -> Iterator[Case]:
    held = {"s": ints(0), "e": ints(2), "a": ints(1), "w": weights(2, 2, 3, 3)}
    nodes = [node("Slice", "x s e a", "c"), node("Conv", "c w")]
    yield plane("some of many channels", model(nodes, (1, "channels", 7, 6), held))


CASES = [case for group in (rows_of_channels, sums, stretches, packed, channels_unknown) for case in group()]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_features_see_what_the_runtime_computes_them_from(case: Case) -> None:
    check(case)
