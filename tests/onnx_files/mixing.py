"""Attention of all kinds, linear layers and products of maps, as models spell them."""

from collections.abc import Iterator

from onnx import NodeProto

from .graphs import Array, Case, behind_conv, floats, ints, node, plane, weights

SQUARE = (1, 2, 8, 8)

WEIGHTS = {"wq": weights(2, 2) / 100, "wk": weights(2, 2) / 100, "wv": weights(2, 2)}


def _attention(source: str, rank: int) -> list[NodeProto]:
    """Return attention of tokens, as products and a softmax."""
    turned = [*range(rank - 2), rank - 1, rank - 2]
    return [
        node("MatMul", f"{source} wq", "q"),
        node("MatMul", f"{source} wk", "k"),
        node("MatMul", f"{source} wv", "v"),
        node("Transpose", "k", "kt", perm=turned),
        node("MatMul", "q kt", "a"),
        node("Softmax", "a", "sm", axis=-1),
        node("MatMul", "sm v", "o"),
    ]


def _case(title: str, nodes: list[NodeProto], held: dict[str, Array] | None = None) -> Case:
    return plane(title, behind_conv(nodes, {**WEIGHTS, **(held or {})}, SQUARE), SQUARE)


TOKENS = {"s": ints(0, 0, -1), "b": ints(1, 2, 8, 8)}
FLATTENED = [node("Reshape", "c s", "r"), node("Transpose", "r", "t", perm=[0, 2, 1])]
BACK = [node("Transpose", "o", "u", perm=[0, 2, 1]), node("Reshape", "u b")]

WINDOWS = {"s": ints(1, 2, 2, 4, 2, 4), "s2": ints(-1, 16, 2), "s3": ints(1, 2, 2, 4, 4, 2), "b": ints(1, 2, 8, 8)}


def _windows(source: str, target: str) -> list[NodeProto]:
    return [
        node("Reshape", f"{source} s", "r"),
        node("Transpose", "r", "t0", perm=[0, 2, 4, 3, 5, 1]),
        node("Reshape", "t0 s2", "t"),
        *_attention("t", 3),
        node("Reshape", "o s3", "o2"),
        node("Transpose", "o2", "u", perm=[0, 5, 1, 3, 2, 4]),
        node("Reshape", "u b", target),
    ]


def _rolled(source: str, target: str, axis: int, by: str) -> list[NodeProto]:
    return [
        node("Slice", f"{source} {by} end a{axis}", f"{target}p"),
        node("Slice", f"{source} zero {by} a{axis}", f"{target}q"),
        node("Concat", f"{target}p {target}q", target, axis=axis),
    ]


SHIFTS = {"two": ints(2), "back": ints(-2), "end": ints(2**40), "zero": ints(0), "a2": ints(2), "a3": ints(3)}


def attentions() -> Iterator[Case]:
    yield _case("whole attention", [*FLATTENED, *_attention("t", 3), *BACK], TOKENS)
    yield _case("window attention", _windows("c", "y"), WINDOWS)
    shifted = [*_rolled("c", "r1", 2, "two"), *_rolled("r1", "r2", 3, "two"), *_windows("r2", "w")]
    shifted += [*_rolled("w", "b1", 2, "back"), *_rolled("b1", "y", 3, "back")]
    yield _case("shifted windows", shifted, {**WINDOWS, **SHIFTS})
    grid = [
        node("Reshape", "c s", "r"),
        node("Transpose", "r", "t0", perm=[0, 3, 5, 2, 4, 1]),
        node("Reshape", "t0 s2", "t"),
        *_attention("t", 3),
        node("Reshape", "o s3", "o2"),
        node("Transpose", "o2", "u", perm=[0, 5, 3, 1, 4, 2]),
        node("Reshape", "u b"),
    ]
    sizes = {"s": ints(1, 2, 2, 4, 2, 4), "s2": ints(-1, 4, 2), "s3": ints(1, 4, 4, 2, 2, 2), "b": ints(1, 2, 8, 8)}
    yield _case("grid attention", grid, sizes)
    axial = [node("Transpose", "c", "t", perm=[0, 3, 2, 1]), *_attention("t", 4)]
    yield _case("axial attention", [*axial, node("Transpose", "o", perm=[0, 3, 2, 1])])
    token = [*FLATTENED[:1], node("Transpose", "r", "t1", perm=[0, 2, 1]), node("Concat", "z t1", "t", axis=1)]
    cut = [node("Slice", "o one end ax", "o1"), node("Transpose", "o1", "u", perm=[0, 2, 1]), node("Reshape", "u b")]
    held = {**TOKENS, "z": weights(1, 1, 2), "one": ints(1), "end": ints(99), "ax": ints(1)}
    yield _case("a class token beside the places", [*token, *_attention("t", 3), *cut], held)
    middle = [node("Reshape", "c s", "r"), node("Transpose", "r", "t", perm=[0, 2, 4, 3, 5, 1]), *_attention("t", 6)]
    yield _case(
        "rows of windows",
        [*middle, node("Transpose", "o", "u", perm=[0, 5, 1, 3, 2, 4]), node("Reshape", "u b")],
        {"s": ints(1, 2, 2, 4, 2, 4), "b": ints(1, 2, 8, 8)},
    )
    both = [
        node("Einsum", "c c", "a", equation="bchw,bcvw->bhvw"),
        node("Einsum", "a c", equation="bhvw, bcvw -> bchw"),
    ]
    yield _case("attention as Einsum", both)
    yield _case(
        "Einsum of one", [node("Einsum", "c", "a", equation="b...w->...w"), node("Unsqueeze", "a z")], {"z": ints(0)}
    )
    fused = [
        *FLATTENED,
        node("FusedMatMul", "t t", "a", domain="com.microsoft", transB=1),
        node("Softmax", "a", "sm", axis=-1),
        node("MatMul", "sm t", "o"),
    ]
    yield _case("attention by FusedMatMul", [*fused, *BACK], TOKENS)
    channels = [
        node("Reshape", "c s", "r"),
        node("MatMul", "r t", "a"),
        node("MatMul", "a r", "m"),
        node("Reshape", "m b"),
    ]
    turned = node("Transpose", "r", "t", perm=[0, 2, 1])
    yield _case("attention over channels", [channels[0], turned, *channels[1:]], TOKENS)


def products() -> Iterator[Case]:
    small = {"g": weights(2, 2), "h": weights(2), "v": weights(2)}
    nhwc = node("Transpose", "c", "t", perm=[0, 2, 3, 1])
    yield plane("MatMul by channels", behind_conv([nhwc, node("MatMul", "t g")], small, SQUARE), SQUARE, (1, 2))
    yield plane("MatMul by a row", behind_conv([nhwc, node("MatMul", "t v")], small, SQUARE), SQUARE, (1, 2))
    back = node("Transpose", "m", perm=[0, 3, 1, 2])
    yield _case(
        "MatMul from the left",
        [
            node("Transpose", "c", "t", perm=[0, 2, 1, 3]),
            node("MatMul", "g t", "m"),
            node("Transpose", "m", perm=[0, 2, 1, 3]),
        ],
        small,
    )
    yield _case("MatMul and back", [nhwc, node("MatMul", "t g", "m"), back], small)
    flat = [node("Reshape", "c s", "f"), node("Gemm", "f wide h2", "m", transB=1), node("Reshape", "m o")]
    held = {"s": ints(1, -1), "wide": weights(4, 128), "h2": weights(4), "o": ints(1, 4, 1, 1)}
    yield _case("Gemm of the whole map", flat, held)
    yield _case(
        "a whole map beside another",
        [*flat[:2], node("Reshape", "m o", "n"), node("Expand", "n e", "big"), node("Concat", "c big", axis=1)],
        {**held, "e": ints(1, 4, 8, 8)},
    )
    tiles = node("Tile", "c times")
    yield plane("Tile of channels", behind_conv([tiles], {"times": ints(1, 3, 1, 1)}, SQUARE), SQUARE)
    yield _case("Where", [node("Greater", "c k", "m"), node("Where", "m c x")], {"k": floats(-1)})
    yield _case("Clip", [node("Clip", "c lo hi")], {"lo": floats(0.0)[0:1].reshape(()), "hi": floats(1e9).reshape(())})
    indices = {"i": ints(0, 1, 1, 0).reshape(2, 2)}
    yield _case(
        "Gather of several dims",
        [node("Gather", "c i", "g", axis=1), node("ReduceSum", "g one", keepdims=0)],
        {**indices, "one": ints(1)},
    )


def digits() -> Iterator[Case]:
    """Yield what reads parts of an axis that stand in dims of their own."""
    rows = {"s": ints(1, 2, 2, 2, 2, 8), "b": ints(1, 2, -1, 8)}
    cut = node("Reshape", "c s", "r")
    for axes in ((2,), (3,), (4,), (2, 3), (3, 4), (2, 4)):
        nodes = [cut, node("ReduceMean", "r", "m", axes=axes), node("Reshape", "m b")]
        yield _case(f"means over {axes} of three digits", nodes, rows)
        held = {**rows, "a": ints(*axes)}
        mixed = [cut, node("ReduceMean", "r", "m", axes=axes), node("Add", "r m", "u"), node("Reshape", "u b")]
        yield _case(f"means over {axes} of three digits, added", mixed, held)
    for axis in (2, 3, 4):
        nodes = [cut, node("Gather", "r i", "g", axis=axis), node("Reshape", "g b")]
        yield _case(f"one of the values of digit {axis}", nodes, {**rows, "i": ints(1).reshape(())})
    for axis, index in ((2, 3), (3, -2)):
        nodes = [node("Gather", "c i", "g", axis=axis), node("Unsqueeze", "g a")]
        yield _case(f"one of dim {axis}", nodes, {"i": ints(index).reshape(()), "a": ints(axis)})
    nodes = [node("Reshape", "c s", "f"), node("Slice", "f i e a", "g"), node("Unsqueeze", "g d")]
    held = {"s": ints(0, 0, -1), "i": ints(19), "e": ints(20), "a": ints(2), "d": ints(3)}
    yield _case("one place of a flattened map", nodes, held)
    shuffled = [
        node("Reshape", "c s", "r"),
        node("Transpose", "r", "t", perm=[0, 1, 4, 2, 5, 3]),
        node("Reshape", "t b"),
    ]
    shape = (1, 4, 3, 4)
    held = {"s": ints(1, 1, 2, 2, 3, 4), "b": ints(1, 1, 6, 8)}
    yield plane("pixel shuffle by reshapes", behind_conv(shuffled, held, shape), shape)
    grouped = [node("Reshape", "c s", "r"), node("Conv", "r w", "d", group=2), node("Unsqueeze", "d a")]
    held = {"s": ints(1, 16, 8), "w": weights(2, 8, 1), "a": ints(2)}
    yield _case("a convolution by groups of rows", grouped, held)
    for scale in ((1 / 3, 4 / 3), (1.0, 2 / 7)):
        nodes = [node("Resize", "c _ s", mode="linear", coordinate_transformation_mode="asymmetric")]
        yield _case(f"Resize by {scale}", nodes, {"s": floats(1, 1, *scale)})


def tokens() -> Iterator[Case]:
    """Yield what becomes of class tokens."""
    begin = [node("Reshape", "c s", "r"), node("Transpose", "r", "t1", perm=[0, 2, 1])]
    held = {
        **TOKENS,
        "z": weights(1, 1, 2),
        "none": ints(0).reshape(()),
        "d": ints(2, 3),
        "one": ints(1),
        "two": ints(2),
    }
    chosen = [node("Gather", "o none", "g", axis=1), node("Unsqueeze", "g d")]
    constant = [*begin, node("Concat", "z t1", "t", axis=1), *_attention("t", 3)]
    yield _case("a class token that read all", [*constant, *chosen], held)
    pooled = [*begin, node("ReduceMean", "t1", "p", axes=[1]), node("Concat", "p t1", "t", axis=1)]
    yield _case("a class token made of a map", [*pooled, *_attention("t", 3), *chosen], held)
    lone = [node("Gather", "t none", "g", axis=1), node("Unsqueeze", "g d")]
    yield _case("a class token made of a map, at once", [*pooled, *lone], held)
    twice = [*begin, node("Concat", "z t1", "t2", axis=1), node("Concat", "z t2", "t", axis=1), *_attention("t", 3)]
    cut = [node("Slice", "o two end one", "o1"), node("Transpose", "o1", "u", perm=[0, 2, 1]), node("Reshape", "u b")]
    yield _case("two class tokens", [*twice, *cut], {**held, "end": ints(99)})
    first = [node("Slice", "o one two one", "o1"), node("Squeeze", "o1 one", "o2"), node("Unsqueeze", "o2 d")]
    yield _case("the first of the places behind a token", [*constant, *first], held)


MIXING = (attentions, products, digits, tokens)
