"""Models of operators that move places or read many together, behind a convolution that tells the axes."""

from collections.abc import Iterator
from itertools import product

from onnx import NodeProto

from .graphs import IMAGE, Array, Attribute, Case, behind_conv, ints, model, node, plane, weights


def cuts() -> Iterator[Case]:
    for start, end, step, axis in product((0, 1, -4), (5, -1, 2**63 - 1), (1, 2), (2, 3, -1)):
        held = {"s": ints(start), "e": ints(end), "a": ints(axis), "t": ints(step)}
        made = behind_conv([node("Slice", "c s e a t")], held)
        yield plane(f"Slice {start}:{end}:{step} of {axis}", made)
    made = behind_conv([node("Slice", "c", starts=[1, 2], ends=[6, 99], axes=[2, 3])], opset=9)
    yield plane("Slice 9", made)
    for axis, index in product((2, 3), (0, 3, -1)):
        made = behind_conv([node("Gather", "c i", axis=axis)], {"i": ints(index)})
        yield plane(f"Gather {index} of {axis}", made)
    for indices in ((0, 2, 4), (3, 1, 1, 5), (5, 4, 3), (-1, 0)):
        made = behind_conv([node("Gather", "c i", axis=2)], {"i": ints(*indices)})
        yield plane(f"Gather {indices}", made)
    for axis, sizes in ((2, (3, 4)), (2, (1, 5, 1)), (3, (2, 4))):
        outputs = " ".join(["y", *[f"r{at}" for at in range(len(sizes) - 1)]])
        made = behind_conv([node("Split", "c s", outputs, axis=axis)], {"s": ints(*sizes)}, opset=13)
        yield plane(f"Split {sizes} of {axis}", made)
        made = behind_conv([node("Split", "c", outputs, axis=axis, split=sizes)], opset=11)
        yield plane(f"Split 11 {sizes} of {axis}", made)
    made = behind_conv([node("Split", "c", "a y", axis=2, num_outputs=2)], opset=18)
    yield plane("Split uneven", made)


def shuffles() -> Iterator[Case]:
    shape = (1, 8, 3, 4)
    for mode, block in product(("DCR", "CRD"), (1, 2)):
        made = behind_conv([node("DepthToSpace", "c", mode=mode, blocksize=block)], shape=shape)
        yield plane(f"DepthToSpace {mode} {block}", made, shape)
    shape = (1, 1, 6, 4)
    made = behind_conv([node("SpaceToDepth", "c", blocksize=2)], shape=shape)
    yield plane("SpaceToDepth", made, shape)
    made = behind_conv(
        [node("SpaceToDepth", "c", "d", blocksize=2), node("Conv", "d w")], {"w": weights(1, 4, 2, 2)}, shape=shape
    )
    yield plane("SpaceToDepth, Conv", made, shape)
    made = behind_conv([node("Transpose", "c", perm=[0, 2, 3, 1])])
    yield Case("Transpose to the last", made, IMAGE, (2, 3), (1, 2))
    made = behind_conv([node("Transpose", "c", perm=[0, 1, 3, 2])])
    yield Case("Transpose of axes", made, IMAGE, (2, 3), (3, 2))
    nodes = [node("Transpose", "c", "t", perm=[0, 1, 3, 2]), node("Conv", "t w", strides=[2, 1])]
    yield Case("Transpose of axes, Conv", behind_conv(nodes, {"w": weights(1, 2, 3, 1)}), IMAGE, (2, 3), (3, 2))
    nodes = [node("Reshape", "c s", "r"), node("Transpose", "r", "t", perm=[0, 2, 1, 3, 4]), node("Reshape", "t b")]
    held = {"s": ints(0, 2, 2, 7, 6), "b": ints(0, -1, 7, 6)}
    yield Case("channel shuffle", behind_conv(nodes, held, shape=(1, 4, 7, 6)), (1, 4, 7, 6), (2, 3), (2, 3))


def joins() -> Iterator[Case]:
    second = node("Conv", "c w", "d", pads=[0, 0, 2, 2])
    held = {"w": weights(2, 2, 3, 3), "k": weights(1, 2, 1, 1)}
    for operator in ("Add", "Sub", "Mul", "Div", "Max", "Sum", "Mean"):
        yield plane(operator, behind_conv([second, node(operator, "x d")], held))
        yield Case(
            f"{operator} of a constant", behind_conv([second, node(operator, "d k")], held), IMAGE, (2, 3), (2, 3)
        )
    yield plane("Concat", behind_conv([second, node("Concat", "x d", axis=1)], held))
    gate = [node("GlobalAveragePool", "c", "g"), node("Mul", "c g")]
    yield plane("a gate", behind_conv(gate))
    strip = [node("ReduceMean", "c", "g", axes=[2]), node("Add", "c g")]
    yield plane("a strip", behind_conv(strip, opset=13))
    for axis in (2, 3):
        along = [second, node("Concat", "x d", axis=axis)]
        yield plane(f"Concat along {axis}", behind_conv(along, held))
        pad = [node("Concat", "z c z", axis=axis)]
        sides = (1, 2, 2, 6) if axis == 2 else (1, 2, 7, 2)
        yield plane(f"Concat of zeros along {axis}", behind_conv(pad, {"z": weights(*sides)}))


def _slice(source: str, name: str, start: int, end: int, axis: int) -> tuple[NodeProto, dict[str, Array]]:
    held = {f"{name}s": ints(start), f"{name}e": ints(end), f"{name}a": ints(axis)}
    return node("Slice", f"{source} {name}s {name}e {name}a", name), held


def turns() -> Iterator[Case]:
    for shift, axis in product((1, 2, 3, 5), (2, 3)):
        one, held = _slice("c", "p", shift, 2**31, axis)
        two, more = _slice("c", "q", 0, shift, axis)
        made = behind_conv([one, two, node("Concat", "p q", axis=axis)], {**held, **more})
        yield plane(f"roll by {shift} along {axis}", made)
    for before, after in ((1, 2), (2, 0), (3, 3)):
        one, held = _slice("c", "p", 7 - before, 7, 2)
        two, more = _slice("c", "q", 0, after, 2)
        names = "p c q" if after else "p c"
        made = behind_conv(
            [one, two, node("Concat", names, "r", axis=2), node("Conv", "r w")],
            {**held, **more, "w": weights(1, 2, 3, 1)},
        )
        yield plane(f"wrap {before} {after}", made)


def repeats() -> Iterator[Case]:
    """Maps with channels among their places, which become places where something slides, cuts or picks."""
    shape, doubled = (1, 2, 3, 4), (1, 2, 6, 4)
    spread = [node("Reshape", "c s", "r"), node("Expand", "r e", "d"), node("Reshape", "d b", "m")]
    held = {"s": ints(1, 2, 3, 1, 4), "e": ints(1, 2, 3, 2, 4), "b": ints(*doubled), "t": ints(1, 1, 2, 1)}
    held |= {"w": weights(2, 2, 1, 1), "p": ints(1), "q": ints(6), "h": ints(2), "i": ints(4, 0, 0, 3)}
    for title, before in (("spread", spread), ("tiled", [node("Tile", "c t", "m")])):
        for after in (
            [node("Conv", "m w")],
            [node("Slice", "m p q h", "n"), node("Conv", "n w")],
            [node("Slice", "m p q h h", "n"), node("Conv", "n w")],
            [node("Slice", "m p q h", "n"), node("Concat", "n m", axis=2)],
            [node("Gather", "m i", axis=2)],
        ):
            made = behind_conv([*before, *after], held, shape)
            yield plane(f"{title}, {' '.join(each.op_type for each in after)}", made, shape)


def reductions() -> Iterator[Case]:
    for operator in ("ReduceMean", "ReduceMax", "ReduceSum", "ReduceL2", "ReduceLogSumExp", "ReduceSumSquare"):
        for axes in ((2,), (3,), (2, 3), (-1,)):
            held = {"a": ints(*axes)} if operator == "ReduceSum" else {}
            given: dict[str, Attribute] = {} if held else {"axes": axes}
            names = "c a" if held else "c"
            made = behind_conv([node(operator, names, keepdims=1, **given)], held, opset=13)
            yield plane(f"{operator} {axes}", made)
    for operator in ("ReduceMean", "ReduceMax"):
        made = behind_conv([node(operator, "c a")], {"a": ints(3)}, opset=18)
        yield plane(f"{operator} 18", made)
    held = {"w": weights(2 * 7 * 6, 3)}
    yield Case(
        "Flatten, Gemm",
        behind_conv(
            [
                node("Flatten", "c", "f"),
                node("Gemm", "f w", "g"),
                node("Unsqueeze", "g a", "h"),
                node("Unsqueeze", "h a"),
            ],
            {**held, "a": ints(2)},
        ),
        IMAGE,
        (2, 3),
        (2, 3),
    )
    for operator, axis, opset in product(("Softmax", "LogSoftmax"), (1, 2, 3), (11, 13)):
        made = behind_conv([node(operator, "c", axis=axis)], opset=opset)
        yield plane(f"{operator} {axis} at {opset}", made)
    held = {"s": weights(2), "b": weights(2)}
    yield Case(
        "InstanceNormalization", behind_conv([node("InstanceNormalization", "c s b")], held), IMAGE, (2, 3), (2, 3)
    )
    yield Case(
        "LayerNormalization",
        behind_conv([node("LayerNormalization", "c s", axis=-1)], {"s": weights(6)}),
        IMAGE,
        (2, 3),
        (2, 3),
    )
    yield plane("LpNormalization", behind_conv([node("LpNormalization", "c", axis=2)]))
    yield Case(
        "MeanVarianceNormalization", behind_conv([node("MeanVarianceNormalization", "c")]), IMAGE, (2, 3), (2, 3)
    )
    nodes = [node("Reshape", "c s3", "r"), node("InstanceNormalization", "r s b", "i"), node("Reshape", "i s4")]
    held = {"s3": ints(0, 2, -1), "s4": ints(1, 4, 7, 6), "s": weights(2), "b": weights(2)}
    yield Case("group norm", behind_conv(nodes, held, shape=(1, 4, 7, 6)), (1, 4, 7, 6), (2, 3), (2, 3))


def recurrences() -> Iterator[Case]:
    rows = (("RNN", 1), ("GRU", 3), ("LSTM", 4))
    for (operator, gates), direction in product(rows, ("forward", "reverse", "bidirectional")):
        ways = 2 if direction == "bidirectional" else 1
        held = {"w": weights(ways, 2 * gates, 3) / 4, "r": weights(ways, 2 * gates, 2) / 4, "q": ints(0, 0, -1)}
        nodes = [
            node("Transpose", "x", "t", perm=[2, 0, 1]),
            node(operator, "t w r", "s", hidden_size=2, direction=direction),
            node("Transpose", "s", "u", perm=[2, 1, 3, 0]),
            node("Squeeze", "u b"),
        ]
        shape = (1, 3, 5)
        held["b"] = ints(0)
        made = model(nodes, shape, held)
        yield Case(f"{operator} {direction}", made, shape, (2,), (2,))
        nodes[1] = node(operator, "t w r", "s h", hidden_size=2, direction=direction)
        made = model([*nodes[:2], node("Transpose", "h", perm=[1, 2, 0])], shape, held)
        if ways == 1:
            yield Case(f"{operator} {direction}, its state", made, shape, (2,), (2,))
    for reverse in (0, 1):
        yield Case(
            f"CumSum {reverse}",
            behind_conv([node("CumSum", "c a", reverse=reverse)], {"a": ints(2)}),
            IMAGE,
            (2, 3),
            (2, 3),
        )


MOVING = (cuts, shuffles, joins, turns, repeats, reductions, recurrences)
