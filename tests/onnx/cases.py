"""Models of one operator each, with the attributes that say what it reads: over a thousand."""

from collections.abc import Iterator
from itertools import product

from onnx import helper

from .graphs import Case, floats, ints, model, node, weights

IMAGE = (1, 2, 7, 6)


def _windows() -> Iterator[dict[str, object]]:
    """Yield the attributes of windows along two dims."""
    for kernel, stride, dilation in product(((1, 1), (3, 2), (2, 3)), ((1, 1), (2, 1), (3, 2)), ((1, 1), (2, 1))):
        for pads in ((0, 0, 0, 0), (1, 0, 0, 1), (0, 1, 1, 0)):
            yield {"kernel_shape": kernel, "strides": stride, "dilations": dilation, "pads": pads}
        if dilation == (1, 1):
            for automatic in ("SAME_UPPER", "SAME_LOWER", "VALID"):
                yield {"kernel_shape": kernel, "strides": stride, "auto_pad": automatic}


def convolutions() -> Iterator[Case]:
    for given in _windows():
        kernel = given["kernel_shape"]
        assert isinstance(kernel, tuple)
        held = {"w": weights(3, 2, *kernel)}
        yield Case(f"Conv {given}", model([node("Conv", "x w", **given)], IMAGE, held), IMAGE, (2, 3), (2, 3))
    for groups, opset in product((1, 2, 4), (1, 11, 22)):
        shape = (1, 4, 9)
        made = model([node("Conv", "x w", group=groups, strides=[2])], shape, {"w": weights(4, 4 // groups, 3)}, opset=opset)
        yield Case(f"Conv groups {groups} opset {opset}", made, shape, (2,), (2,))
    shape = (1, 1, 4, 5, 3)
    made = model([node("Conv", "x w b", pads=[1, 0, 1, 0, 1, 1])], shape, {"w": weights(2, 1, 2, 3, 3), "b": weights(2)})
    yield Case("Conv along three dims", made, shape, (2, 3, 4), (2, 3, 4))


def pools() -> Iterator[Case]:
    for operator, given in product(("MaxPool", "AveragePool"), _windows()):
        for ceil in (0, 1):
            if given["strides"] == (3, 2) and "SAME" in str(given.get("auto_pad")) and given["kernel_shape"] == (1, 1):
                continue  # the runtime refuses to pad by less than nothing
            if (ceil and "auto_pad" in given) or (given.get("dilations") == (2, 1) and operator == "AveragePool"):
                continue
            pads = given.get("pads", (0, 0, 0, 0))
            kernel = given["kernel_shape"]
            assert isinstance(kernel, tuple)
            assert isinstance(pads, tuple)
            if any(pad >= kernel[at % 2] for at, pad in enumerate(pads)):
                continue
            both = {key: value for key, value in given.items() if operator == "MaxPool" or key != "dilations"}
            made = model([node(operator, "x", ceil_mode=ceil, **both)], IMAGE)
            yield Case(f"{operator} ceil {ceil} {both}", made, IMAGE, (2, 3), (2, 3))
    for size, stride, ceil, pads in product((5, 6, 7, 8), (1, 2, 3), (0, 1), ((0, 0), (1, 1), (1, 0))):
        made = model([node("MaxPool", "x", kernel_shape=[3], strides=[stride], ceil_mode=ceil, pads=pads)], (1, 1, size))
        yield Case(f"MaxPool {size} stride {stride} ceil {ceil} {pads}", made, (1, 1, size), (2,), (2,))
    for operator in ("GlobalAveragePool", "GlobalMaxPool"):
        yield Case(operator, model([node(operator, "x")], IMAGE), IMAGE, (2, 3), (2, 3))
    yield Case("LpPool", model([node("LpPool", "x", kernel_shape=[2, 3], strides=[1, 2])], IMAGE), IMAGE, (2, 3), (2, 3))


def transposed() -> Iterator[Case]:
    shape = (1, 2, 4, 3)
    for kernel, stride, dilation in product(((2, 2), (3, 2), (1, 4)), ((1, 1), (2, 3)), ((1, 1), (2, 1))):
        for pads, extra in product(((0, 0, 0, 0), (1, 0, 0, 1)), ((0, 0), (1, 0))):
            if extra != (0, 0) and stride[0] < 2:
                continue
            given = {"strides": stride, "dilations": dilation, "pads": pads, "output_padding": extra}
            held = {"w": weights(2, 1, *kernel)}
            made = model([node("ConvTranspose", "x w", kernel_shape=kernel, **given)], shape, held)
            yield Case(f"ConvTranspose {kernel} {given}", made, shape, (2, 3), (2, 3))
    for kernel, stride, automatic in product((2, 3, 4), (1, 2, 3), ("SAME_UPPER", "SAME_LOWER")):
        held = {"w": weights(1, 1, kernel)}
        made = model([node("ConvTranspose", "x w", strides=[stride], auto_pad=automatic)], (1, 1, 5), held)
        if kernel >= stride:
            yield Case(f"ConvTranspose {kernel} {stride} {automatic}", made, (1, 1, 5), (2,), (2,))
        for wanted in (stride * 4 + kernel, stride * 4 + kernel - 1, stride * 4 + kernel - 2):
            for auto in ("NOTSET", automatic):
                held = {"w": weights(1, 1, kernel)}
                nodes = [node("ConvTranspose", "x w", strides=[stride], output_shape=[wanted], auto_pad=auto)]
                title = f"ConvTranspose {kernel} {stride} to {wanted} {auto}"
                yield Case(title, model(nodes, (1, 1, 5), held), (1, 1, 5), (2,), (2,))


def paddings() -> Iterator[Case]:
    for mode, pads in product(("constant", "reflect", "edge", "wrap"), ((0, 0, 1, 2, 0, 0, 2, 1), (0, 0, 0, 1, 0, 0, 3, 0))):
        opset = 19 if mode == "wrap" else 13
        made = model([node("Pad", "x p", "p1", mode=mode), node("Conv", "p1 w")], IMAGE, {"p": ints(*pads), "w": weights(1, 2, 2, 3)}, opset=opset)
        made.graph.node[1].output[0] = "y"
        yield Case(f"Pad {mode} {pads}", made, IMAGE, (2, 3), (2, 3))
    for pads in ((0, 0, -1, 0, 0, 0, 0, -2), (0, 1, -1, 2, 0, 0, 1, -1)):
        yield Case(f"Pad {pads}", model([node("Pad", "x p")], IMAGE, {"p": ints(*pads)}), IMAGE, (2, 3), (2, 3))
        yield Case(f"Pad 2 {pads}", model([node("Pad", "x", pads=pads)], IMAGE, opset=10), IMAGE, (2, 3), (2, 3))
    held = {"p": ints(1, 2), "a": ints(-1)}
    yield Case("Pad axes", model([node("Pad", "x p _ a")], IMAGE, held, opset=18), IMAGE, (2, 3), (2, 3))


COORDINATES = ("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel", "half_pixel_symmetric")


def resizings() -> Iterator[Case]:
    shape = (1, 1, 6, 5)
    for coordinates, scale in product(COORDINATES, ((2.0, 1.0), (1.5, 2.0), (0.5, 0.6), (3.0, 0.4))):
        opset = 19 if coordinates == "half_pixel_symmetric" else 13
        for mode in ("nearest", "linear", "cubic"):
            roundings = ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil") if mode == "nearest" else ("floor",)
            for rounding in roundings:
                given = {"mode": mode, "coordinate_transformation_mode": coordinates, "nearest_mode": rounding}
                held = {"s": floats(1, 1, *scale)}
                made = model([node("Resize", "x _ s", **given)], shape, held, opset=opset)
                yield Case(f"Resize {scale} {given}", made, shape, (2, 3), (2, 3))
                sizes = tuple(max(1, int(size * by)) for size, by in zip(shape[2:], scale))
                held = {"s": ints(1, 1, *sizes)}
                made = model([node("Resize", "x _ _ s", **given)], shape, held, opset=opset)
                yield Case(f"Resize to {sizes} {given}", made, shape, (2, 3), (2, 3))
    for mode, scale in product(("nearest", "linear"), ((2.0, 3.0), (1.5, 2.0))):
        held = {"s": floats(1, 1, *scale)}
        yield Case(f"Resize 10 {mode}", model([node("Resize", "x s", mode=mode)], shape, held, opset=10), shape, (2, 3), (2, 3))
        yield Case(f"Upsample 9 {mode}", model([node("Upsample", "x s", mode=mode)], shape, held, opset=9), shape, (2, 3), (2, 3))
        made = model([node("Upsample", "x", mode=mode, scales=[1.0, 1.0, *scale])], shape, opset=7)
        yield Case(f"Upsample 7 {mode} {scale}", made, shape, (2, 3), (2, 3))
    held = {"s": ints(12, 10)}
    made = model([node("Resize", "x _ _ s", axes=[2, 3])], shape, held, opset=18)
    yield Case("Resize axes", made, shape, (2, 3), (2, 3))
    for policy, sizes in product(("not_larger", "not_smaller"), ((12, 15), (18, 10))):
        given = {"keep_aspect_ratio_policy": policy, "axes": [2, 3]}
        made = model([node("Resize", "x _ _ s", **given)], shape, {"s": ints(*sizes)}, opset=18)
        yield Case(f"Resize {policy} {sizes}", made, shape, (2, 3), (2, 3))


def behind_conv(nodes: list[object], held: dict[str, object] | None = None, *, shape: tuple[int, ...] = IMAGE, opset: int = 17) -> object:
    """Return a model whose first node is a convolution that hands on its map as ``c``, so that axes are known."""
    first = node("Conv", "x w0", "c", pads=[1, 1, 1, 1][: 2 * (len(shape) - 2)])
    return model([first, *nodes], shape, {"w0": weights(shape[1], shape[1], *[3] * (len(shape) - 2)), **(held or {})}, opset=opset)  # type: ignore[list-item, dict-item]


def cuts() -> Iterator[Case]:
    for start, end, step, axis in product((0, 1, -4), (5, -1, 2**63 - 1), (1, 2), (2, 3, -1)):
        held = {"s": ints(start), "e": ints(end), "a": ints(axis), "t": ints(step)}
        made = behind_conv([node("Slice", "c s e a t")], held)
        yield Case(f"Slice {start}:{end}:{step} of {axis}", made, IMAGE, (2, 3), (2, 3))
    made = behind_conv([node("Slice", "c", starts=[1, 2], ends=[6, 99], axes=[2, 3])], opset=9)
    yield Case("Slice 9", made, IMAGE, (2, 3), (2, 3))
    for axis, index in product((2, 3), (0, 3, -1)):
        made = behind_conv([node("Gather", "c i", axis=axis)], {"i": ints(index)})
        yield Case(f"Gather {index} of {axis}", made, IMAGE, (2, 3), (2, 3))
    for indices in ((0, 2, 4), (3, 1, 1, 5), (5, 4, 3), (-1, 0)):
        made = behind_conv([node("Gather", "c i", axis=2)], {"i": ints(*indices)})
        yield Case(f"Gather {indices}", made, IMAGE, (2, 3), (2, 3))
    for axis, sizes in ((2, (3, 4)), (2, (1, 5, 1)), (3, (2, 4))):
        outputs = " ".join(["y", *[f"r{at}" for at in range(len(sizes) - 1)]])
        made = behind_conv([node("Split", "c s", outputs, axis=axis)], {"s": ints(*sizes)}, opset=13)
        yield Case(f"Split {sizes} of {axis}", made, IMAGE, (2, 3), (2, 3))
        made = behind_conv([node("Split", "c", outputs, axis=axis, split=sizes)], opset=11)
        yield Case(f"Split 11 {sizes} of {axis}", made, IMAGE, (2, 3), (2, 3))
    made = behind_conv([node("Split", "c", "a y", axis=2, num_outputs=2)], opset=18)
    yield Case("Split uneven", made, IMAGE, (2, 3), (2, 3))


def shuffles() -> Iterator[Case]:
    shape = (1, 8, 3, 4)
    for mode, block in product(("DCR", "CRD"), (1, 2)):
        made = behind_conv([node("DepthToSpace", "c", mode=mode, blocksize=block)], shape=shape)
        yield Case(f"DepthToSpace {mode} {block}", made, shape, (2, 3), (2, 3))
    shape = (1, 1, 6, 4)
    made = behind_conv([node("SpaceToDepth", "c", blocksize=2)], shape=shape)
    yield Case("SpaceToDepth", made, shape, (2, 3), (2, 3))
    made = behind_conv([node("SpaceToDepth", "c", "d", blocksize=2), node("Conv", "d w")], {"w": weights(1, 4, 2, 2)}, shape=shape)
    yield Case("SpaceToDepth, Conv", made, shape, (2, 3), (2, 3))
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
        yield Case(operator, behind_conv([second, node(operator, "x d")], held), IMAGE, (2, 3), (2, 3))
        yield Case(f"{operator} of a constant", behind_conv([second, node(operator, "d k")], held), IMAGE, (2, 3), (2, 3))
    yield Case("Concat", behind_conv([second, node("Concat", "x d", axis=1)], held), IMAGE, (2, 3), (2, 3))
    gate = [node("GlobalAveragePool", "c", "g"), node("Mul", "c g")]
    yield Case("a gate", behind_conv(gate), IMAGE, (2, 3), (2, 3))
    strip = [node("ReduceMean", "c", "g", axes=[2]), node("Add", "c g")]
    yield Case("a strip", behind_conv(strip, opset=13), IMAGE, (2, 3), (2, 3))
    for axis in (2, 3):
        along = [second, node("Concat", "x d", axis=axis)]
        yield Case(f"Concat along {axis}", behind_conv(along, held), IMAGE, (2, 3), (2, 3))
        pad = [node("Concat", "z c z", axis=axis)]
        sides = (1, 2, 2, 6) if axis == 2 else (1, 2, 7, 2)
        yield Case(f"Concat of zeros along {axis}", behind_conv(pad, {"z": weights(*sides)}), IMAGE, (2, 3), (2, 3))


def _slice(source: str, name: str, start: int, end: int, axis: int) -> tuple[object, dict[str, object]]:
    held = {f"{name}s": ints(start), f"{name}e": ints(end), f"{name}a": ints(axis)}
    return node("Slice", f"{source} {name}s {name}e {name}a", name), held


def turns() -> Iterator[Case]:
    for shift, axis in product((1, 2, 3, 5), (2, 3)):
        one, held = _slice("c", "p", shift, 2**31, axis)
        two, more = _slice("c", "q", 0, shift, axis)
        made = behind_conv([one, two, node("Concat", "p q", axis=axis)], {**held, **more})
        yield Case(f"roll by {shift} along {axis}", made, IMAGE, (2, 3), (2, 3))
    for before, after in ((1, 2), (2, 0), (3, 3)):
        one, held = _slice("c", "p", 7 - before, 7, 2)
        two, more = _slice("c", "q", 0, after, 2)
        names = "p c q" if after else "p c"
        made = behind_conv([one, two, node("Concat", names, "r", axis=2), node("Conv", "r w")], {**held, **more, "w": weights(1, 2, 3, 1)})
        yield Case(f"wrap {before} {after}", made, IMAGE, (2, 3), (2, 3))


def reductions() -> Iterator[Case]:
    for operator in ("ReduceMean", "ReduceMax", "ReduceSum", "ReduceL2", "ReduceLogSumExp", "ReduceSumSquare"):
        for axes in ((2,), (3,), (2, 3), (-1,)):
            held, given = ({"a": ints(*axes)}, {}) if operator == "ReduceSum" else ({}, {"axes": axes})
            names = "c a" if held else "c"
            made = behind_conv([node(operator, names, keepdims=1, **given)], held, opset=13)
            yield Case(f"{operator} {axes}", made, IMAGE, (2, 3), (2, 3))
    for operator in ("ReduceMean", "ReduceMax"):
        made = behind_conv([node(operator, "c a")], {"a": ints(3)}, opset=18)
        yield Case(f"{operator} 18", made, IMAGE, (2, 3), (2, 3))
    held = {"w": weights(2 * 7 * 6, 3)}
    yield Case("Flatten, Gemm", behind_conv([node("Flatten", "c", "f"), node("Gemm", "f w", "g"), node("Unsqueeze", "g a", "h"), node("Unsqueeze", "h a")], {**held, "a": ints(2)}), IMAGE, (2, 3), (2, 3))
    for operator, axis, opset in product(("Softmax", "LogSoftmax"), (1, 2, 3), (11, 13)):
        made = behind_conv([node(operator, "c", axis=axis)], opset=opset)
        yield Case(f"{operator} {axis} at {opset}", made, IMAGE, (2, 3), (2, 3))
    held = {"s": weights(2), "b": weights(2)}
    yield Case("InstanceNormalization", behind_conv([node("InstanceNormalization", "c s b")], held), IMAGE, (2, 3), (2, 3))
    yield Case("LayerNormalization", behind_conv([node("LayerNormalization", "c s", axis=-1)], {"s": weights(6)}), IMAGE, (2, 3), (2, 3))
    yield Case("LpNormalization", behind_conv([node("LpNormalization", "c", axis=2)]), IMAGE, (2, 3), (2, 3))
    yield Case("MeanVarianceNormalization", behind_conv([node("MeanVarianceNormalization", "c")]), IMAGE, (2, 3), (2, 3))
    nodes = [node("Reshape", "c s3", "r"), node("InstanceNormalization", "r s b", "i"), node("Reshape", "i s4")]
    held = {"s3": ints(0, 2, -1), "s4": ints(1, 4, 7, 6), "s": weights(2), "b": weights(2)}
    yield Case("group norm", behind_conv(nodes, held, shape=(1, 4, 7, 6)), (1, 4, 7, 6), (2, 3), (2, 3))


def recurrences() -> Iterator[Case]:
    for operator, gates, direction in product(("RNN", "GRU", "LSTM"), (0,), ("forward", "reverse", "bidirectional")):
        gates = {"RNN": 1, "GRU": 3, "LSTM": 4}[operator]
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
        yield Case(f"CumSum {reverse}", behind_conv([node("CumSum", "c a", reverse=reverse)], {"a": ints(2)}), IMAGE, (2, 3), (2, 3))


ALL = (convolutions, pools, transposed, paddings, resizings, cuts, shuffles, joins, turns, reductions, recurrences)

__all__ = ["ALL", "helper"]
