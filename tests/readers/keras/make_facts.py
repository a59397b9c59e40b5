"""What Keras computes, written down: which pixels each feature reads, of each layer and of random models.

Run as ``KERAS_BACKEND=jax python tests/readers/keras/make_facts.py`` where keras and jax are installed; the tests read
`facts.json` alone. A pixel is read by a feature if the feature changes when the pixel does, one at a time, up and down.
"""

# ruff: noqa: E501 - a case a line reads best in a table

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path
from typing import Any

import jax
import numpy as np

import keras
from keras import layers as kl

jax.config.update("jax_enable_x64", True)  # noqa: FBT003 - its own form
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")

Case = tuple[str, Any, list[int], Any]
"""A name, a model, the dims of its input that are places, and those of its output along the same axes."""

rng = np.random.default_rng(0)


def read_by(model: Any, places: list[int], out: list[int | None]) -> tuple[list[int], list[int], list[str]]:  # noqa: ANN401
    """Return n of input and output, and for each feature, as a number in hexadecimal, which pixels it reads."""
    for weight in model.weights:
        if "seed" not in weight.path and np.issubdtype(np.dtype(weight.dtype), np.floating):
            weight.assign(rng.uniform(0.1, 0.4, weight.shape))
    shape = [1, *model.inputs[0].shape[1:]]
    pixels = list(product(*[range(shape[at]) for at in places]))
    changed = None
    for step in (0.7, -0.7, 50.0):
        images = np.repeat(rng.uniform(0.2, 0.4, shape), len(pixels) + 1, axis=0)
        images[1:] = images[:1]
        for number, pixel in enumerate(pixels, start=1):
            index: list[Any] = [number, *[slice(None)] * (len(shape) - 1)]
            for at, place in zip(places, pixel):
                index[at] = place
            images[tuple(index)] += step
        others = [
            np.repeat(rng.uniform(0.2, 0.4, (1, *each.shape[1:])), len(images), axis=0) for each in model.inputs[1:]
        ]
        made = np.array(model([images, *others] if others else images, training=False))
        found = np.abs(made[1:] - made[:1]) > 1e-10
        changed = found if changed is None else changed | found
    assert changed is not None
    kept = [at for at in out if at is not None]
    gone = tuple([at for at in range(1, changed.ndim) if at not in kept])
    changed = changed.any(axis=gone)
    order = sorted(kept)
    changed = np.transpose(changed, [0, *[1 + order.index(at) for at in kept]])
    n_in, sizes = [shape[at] for at in places], iter(changed.shape[1:])
    n_out = [1 if at is None else int(next(sizes)) for at in out]
    flat = changed.reshape(len(pixels), -1).T
    return n_in, n_out, [f"{sum(1 << at for at, read in enumerate(row) if read):x}" for row in flat.tolist()]


def of(layer: Any, shape: tuple[int, ...]) -> Any:  # noqa: ANN401
    given = keras.Input(shape)
    return keras.Model(given, layer(given))


def behind(*made: Any, shape: tuple[int, ...] = (7, 6, 2)) -> Any:  # noqa: ANN401
    """Return a model with a convolution before layers that change nothing."""
    given = keras.Input(shape)
    found = kl.Conv2D(2, 3, padding="same", name="first")(given)
    for layer in made:
        found = layer(found)
    return keras.Model(given, found)


ONE: list[Any] = [1]
TWO: list[Any] = [1, 2]
THREE: list[Any] = [1, 2, 3]
LINE, IMAGE, VOLUME = (9, 2), (7, 6, 2), (4, 3, 5, 2)
SHAPES = {1: LINE, 2: IMAGE, 3: VOLUME}


TRANSPOSED: list[tuple[int, int, str, int | None]] = [
    (3, 2, "same", None), (2, 3, "same", None), (2, 3, "valid", None), (4, 2, "same", None), (3, 2, "same", 1),
    (3, 2, "valid", 1), (4, 2, "same", 0), (5, 1, "same", None), (2, 2, "same", 1),
]  # fmt: skip


def windows() -> list[Case]:
    cases: list[Case] = []

    def add(name: str, layer: Any, count: int, first: bool = False) -> None:  # noqa: ANN401, FBT001, FBT002
        shape = SHAPES[count]
        if first:
            shape = (shape[-1], *shape[:-1])
        places = [at + first for at in range(1, count + 1)]
        cases.append((name, of(layer, shape), places, [*places]))

    for count in (1, 2, 3):
        for kernel, stride, padding, dilation in (
            (3, 1, "same", 1), (3, 2, "same", 1), (2, 2, "valid", 1), (2, 1, "same", 1), (4, 3, "same", 1),
            (2, 1, "valid", 2), (3, 1, "same", 2),
        ):  # fmt: skip
            keys = {"strides": stride, "padding": padding, "dilation_rate": dilation}
            add(f"Conv{count}D {kernel} {keys}", getattr(kl, f"Conv{count}D")(2, kernel, **keys), count)
        for kernel, stride, padding, extra in TRANSPOSED:
            more: dict[str, Any] = {"strides": stride, "padding": padding, "output_padding": extra}
            add(
                f"Conv{count}DTranspose {kernel} {more}",
                getattr(kl, f"Conv{count}DTranspose")(2, kernel, **more),
                count,
            )
        for kind in ("Max", "Average"):
            for size, step, cut in ((2, None, "valid"), (3, 2, "same"), (2, 1, "same")):
                layer = getattr(kl, f"{kind}Pooling{count}D")(size, strides=step, padding=cut)
                add(f"{kind}Pooling{count}D {size} {step} {cut}", layer, count)
        add(f"UpSampling{count}D", getattr(kl, f"UpSampling{count}D")(2), count)
        add(f"ZeroPadding{count}D", getattr(kl, f"ZeroPadding{count}D")(2), count)
        add(f"Cropping{count}D", getattr(kl, f"Cropping{count}D")(1), count)
        add(f"AdaptiveAveragePooling{count}D", getattr(kl, f"AdaptiveAveragePooling{count}D")(2), count)
    add("Conv1D causal", kl.Conv1D(2, 3, padding="causal", dilation_rate=2), 1)
    add("Conv1D causal stride", kl.Conv1D(2, 4, padding="causal", strides=2), 1)
    add("Conv2D per axis", kl.Conv2D(2, (1, 4), strides=(2, 1), padding="same"), 2)
    add("Conv2D groups", kl.Conv2D(4, 3, groups=2), 2)
    add("Conv2DTranspose dilated", kl.Conv2DTranspose(2, 3, dilation_rate=2, padding="same"), 2)
    add(
        "Conv2DTranspose per axis",
        kl.Conv2DTranspose(2, (2, 3), strides=(1, 2), padding="same", output_padding=(0, 1)),
        2,
    )
    add("SeparableConv1D", kl.SeparableConv1D(3, 3, strides=2, padding="same"), 1)
    add("SeparableConv2D", kl.SeparableConv2D(3, 3, strides=2, padding="same"), 2)
    add("DepthwiseConv1D", kl.DepthwiseConv1D(3, padding="same"), 1)
    add("DepthwiseConv2D", kl.DepthwiseConv2D((3, 2), strides=2, depth_multiplier=2), 2)
    add("Conv2D channels first", kl.Conv2D(3, 3, strides=2, data_format="channels_first"), 2, first=True)
    add("MaxPooling2D channels first", kl.MaxPooling2D((2, 3), data_format="channels_first"), 2, first=True)
    add("UpSampling2D channels first", kl.UpSampling2D((1, 2), data_format="channels_first"), 2, first=True)
    add("UpSampling2D bilinear", kl.UpSampling2D((2, 3), interpolation="bilinear"), 2)
    add("UpSampling2D bicubic", kl.UpSampling2D((2, 2), interpolation="bicubic"), 2)
    add("Resizing bilinear", kl.Resizing(10, 4), 2)
    add("Resizing nearest", kl.Resizing(5, 9, interpolation="nearest"), 2)
    add("Resizing bicubic", kl.Resizing(11, 6, interpolation="bicubic"), 2)
    add("ZeroPadding2D sides", kl.ZeroPadding2D(((1, 0), (0, 2))), 2)
    add("Cropping2D sides", kl.Cropping2D(((1, 2), (0, 1))), 2)
    add("ZeroPadding1D sides", kl.ZeroPadding1D((2, 0)), 1)
    add("Cropping1D sides", kl.Cropping1D((2, 1)), 1)
    add("CenterCrop", kl.CenterCrop(4, 3), 2)
    return cases


def mixing() -> list[Case]:
    time, channels = (6, 3), [None]
    cases: list[Case] = [
        (
            f"Global{kind}Pooling2D {keep}",
            of(getattr(kl, f"Global{kind}Pooling2D")(keepdims=keep), IMAGE),
            TWO,
            [None, None],
        )
        for kind in ("Max", "Average")
        for keep in (False, True)
    ]
    for name in ("LSTM", "GRU"):  # Keras runs no SimpleRNN in doubles
        layer = getattr(kl, name)
        cases += [
            (f"{name} all", of(layer(3, return_sequences=True), time), ONE, [1]),
            (f"{name} last", of(layer(3), time), ONE, channels),
            (f"{name} back", of(layer(3, go_backwards=True), time), ONE, channels),
            (f"Bidirectional {name}", of(kl.Bidirectional(layer(3, return_sequences=True)), time), ONE, [1]),
            (f"Bidirectional {name} last", of(kl.Bidirectional(layer(3)), time), ONE, channels),
        ]
    given = keras.Input(time)
    steps, *states = kl.LSTM(3, return_sequences=True, return_state=True)(given)
    cases.append(
        ("LSTM states", keras.Model(given, kl.Concatenate()([kl.Dense(2)(states[0]), states[1]])), ONE, channels)
    )
    cases.append(("LSTM steps beside states", keras.Model(given, steps), ONE, [1]))
    started = kl.GRU(3, return_sequences=True)(kl.Conv1D(2, 2)(given), initial_state=kl.Dense(3)(states[1]))
    cases.append(("GRU from a state", keras.Model(given, started), ONE, [1]))
    cases += [
        ("RNN", of(kl.RNN(kl.GRUCell(3), return_sequences=True), time), ONE, [1]),
        ("Dense on channels", of(kl.Dense(3), IMAGE), TWO, TWO),
        ("TimeDistributed Dense", of(kl.TimeDistributed(kl.Dense(3)), time), ONE, [1]),
        ("TimeDistributed Conv2D", of(kl.TimeDistributed(kl.Conv2D(2, 2)), (3, 4, 4, 1)), THREE, THREE),
        ("TimeDistributed Conv1D", of(kl.TimeDistributed(kl.Conv1D(2, 2, padding="same")), (4, 5, 1)), TWO, TWO),
        ("LayerNormalization", behind(kl.LayerNormalization()), TWO, TWO),
        ("LayerNormalization places", behind(kl.LayerNormalization(axis=[1, 2, 3])), TWO, TWO),
        ("LayerNormalization rows", behind(kl.LayerNormalization(axis=[2, 3])), TWO, TWO),
        ("GroupNormalization", behind(kl.GroupNormalization(groups=2)), TWO, TWO),
        ("UnitNormalization", behind(kl.UnitNormalization()), TWO, TWO),
        ("RMSNormalization", behind(kl.RMSNormalization()), TWO, TWO),
        ("Softmax", behind(kl.Softmax()), TWO, TWO),
        ("Softmax rows", behind(kl.Softmax(axis=2)), TWO, TWO),
        ("Softmax places", behind(kl.Softmax(axis=[1, 2])), TWO, TWO),
        ("EinsumDense", behind(kl.EinsumDense("abcd,de->abce", output_shape=(None, None, 3))), TWO, TWO),
    ]  # fmt: skip
    tokens, others = keras.Input(time), keras.Input((4, 3))
    pooled = kl.AveragePooling1D(2)(tokens)
    for name, made in (
        ("Attention", kl.Attention()([tokens, tokens])),
        ("AdditiveAttention", kl.AdditiveAttention()([tokens, tokens])),
        ("MultiHeadAttention", kl.MultiHeadAttention(2, 2)(tokens, tokens)),
        ("MultiHeadAttention causal", kl.MultiHeadAttention(2, 2)(tokens, tokens, use_causal_mask=True)),
        ("MultiHeadAttention cross", kl.MultiHeadAttention(2, 2)(kl.Conv1D(3, 3, padding="same")(tokens), pooled)),
        ("GroupQueryAttention", kl.GroupQueryAttention(2, 2, 1)(tokens, tokens)),
    ):
        cases.append((name, keras.Model(tokens, made), ONE, [1]))
    cases.append(
        (
            "attention to a constant",
            keras.Model([tokens, others], kl.MultiHeadAttention(2, 2)(kl.Conv1D(3, 2)(tokens), others)),
            ONE,
            [1],
        )
    )
    image = keras.Input((4, 3, 2))
    cases += [
        ("MultiHeadAttention image", keras.Model(image, kl.MultiHeadAttention(2, 2)(kl.Conv2D(2, 1)(image), kl.Conv2D(2, 1)(image))), TWO, TWO),
        ("MultiHeadAttention rows", keras.Model(image, kl.MultiHeadAttention(2, 2, attention_axes=2)(*[kl.Conv2D(2, 1)(image)] * 2)), TWO, TWO),
    ]  # fmt: skip
    return cases


def moving() -> list[Case]:
    image = keras.Input((6, 4, 2), name="image")
    conv = kl.Conv2D(3, 3, padding="same", name="conv")(image)

    def made(name: str, found: Any, out: list[int | None]) -> Case:  # noqa: ANN401
        return name, keras.Model(image, found), TWO, out

    tokens = kl.Reshape((24, 3))(conv)
    back = kl.Reshape((6, 4, 3))(kl.MultiHeadAttention(1, 2)(tokens, tokens))
    rows = kl.Reshape((6, -1))(conv)
    gate = kl.Dense(3, activation="sigmoid")(kl.Reshape((1, 1, 3))(kl.GlobalAveragePooling2D()(conv)))
    image_pool = kl.UpSampling2D((6, 4), interpolation="bilinear")(
        kl.Reshape((1, 1, 3))(kl.GlobalAveragePooling2D()(conv))
    )
    repeated = kl.Permute((2, 1))(kl.RepeatVector(3)(kl.Flatten()(kl.Dense(1)(tokens))))
    return [
        made("Flatten Dense", kl.Dense(4)(kl.Flatten()(conv)), [None, None]),
        made("Reshape to tokens and back", back, TWO),
        made("Dense on tokens", kl.Reshape((6, 4, 2))(kl.Dense(2)(tokens)), TWO),
        made("rows for an LSTM", kl.LSTM(3, return_sequences=True)(rows), [1, None]),
        made("rows for a Bidirectional LSTM", kl.Bidirectional(kl.LSTM(3, return_sequences=True))(rows), [1, None]),
        made("columns for a GRU", kl.GRU(3, return_sequences=True)(kl.TimeDistributed(kl.Flatten())(kl.Permute((2, 1, 3))(conv))), [None, 1]),
        made("Conv1D over rows", kl.Conv1D(2, 3)(rows), [1, None]),
        made("Permute", kl.Conv2D(2, (1, 3))(kl.Permute((2, 1, 3))(conv)), [2, 1]),
        made("gate", kl.Multiply()([conv, gate]), TWO),
        made("global features beside", kl.Concatenate()([conv, image_pool]), TWO),
        made("RepeatVector", kl.Reshape((6, 4, 3))(repeated), TWO),
        made("Add", kl.Add()([conv, kl.Conv2D(3, 1, name="side")(image)]), TWO),
        made("all joins", kl.Maximum()([kl.Average()([conv, kl.Conv2D(3, 1)(image)]), kl.Subtract()([conv, kl.Conv2D(3, (1, 2), padding="same")(image)])]), TWO),
        made("Concatenate channels", kl.Concatenate()([conv, kl.MaxPooling2D(2, strides=1, padding="same")(image)]), TWO),
        made("Concatenate rows", kl.Concatenate(axis=1)([conv, kl.Conv2D(3, 1)(image)]), TWO),
        made("Concatenate columns", kl.Concatenate(axis=-2)([conv, kl.Conv2D(3, (1, 2))(image)]), TWO),
        made("operators", keras.ops.relu(conv + kl.Conv2D(3, 1)(image) * 2.0) - 1.0, TWO),
        made("mean of rows", keras.ops.mean(conv, axis=1), [None, 1]),
        made("mean kept", kl.Add()([conv, keras.ops.mean(conv, axis=[1, 2], keepdims=True)]), TWO),
        made("operators that reshape", keras.ops.transpose(keras.ops.reshape(conv, (-1, 6, 4, 3)), (0, 2, 1, 3)), [2, 1]),
        made("expand and squeeze", kl.Conv2D(2, 1)(keras.ops.squeeze(keras.ops.expand_dims(conv, 1), 1)), TWO),
    ]  # fmt: skip


def unchanging() -> list[Case]:
    made = [
        kl.Activation("relu"), kl.Activation("softmax"), kl.ReLU(), kl.LeakyReLU(), kl.PReLU(), kl.ELU(),
        kl.BatchNormalization(), kl.Dropout(0.5), kl.SpatialDropout2D(0.5), kl.GaussianNoise(1.0), kl.GaussianDropout(0.5),
        kl.AlphaDropout(0.5), kl.ActivityRegularization(), kl.Identity(), kl.Rescaling(2.0), kl.Masking(),
        kl.Normalization(mean=0.5, variance=2.0), kl.RandomFlip(), kl.RandomRotation(0.5), kl.RandomZoom(0.5),
        kl.RandomTranslation(0.5, 0.5), kl.RandomContrast(0.5), kl.RandomBrightness(0.5),
    ]  # fmt: skip
    return [(type(layer).__name__, behind(layer), TWO, TWO) for layer in made]


def whole() -> list[Case]:
    image = keras.Input((8, 7, 1))
    inner = keras.Sequential(
        [kl.Conv2D(2, 3, padding="same", name="a"), kl.ReLU(), kl.MaxPooling2D(2, name="b")], name="inner"
    )
    shared = kl.Conv2D(2, 3, padding="same", name="shared")
    block_in = keras.Input((None, None, 2))
    block = keras.Model(block_in, kl.Add()([block_in, shared(block_in)]), name="block")
    twice = block(block(kl.Conv2D(2, 1)(image)))
    other = keras.Input((8, 7, 1), name="other")
    return [
        ("nested Sequential", keras.Model(image, kl.Conv2D(1, 2, name="c")(inner(image))), TWO, TWO),
        ("nested model, used twice", keras.Model(image, twice), TWO, TWO),
        ("Sequential", keras.Sequential([keras.Input((9, 8, 1)), kl.Conv2D(2, 3), kl.Conv2D(1, 2, strides=2)]), TWO, TWO),
        ("another input", keras.Model([image, other], kl.Add()([kl.Conv2D(1, 3, padding="same")(image), kl.Conv2D(1, 5, padding="same")(other)])), TWO, TWO),
        ("U-Net", _unet(), TWO, TWO),
    ]  # fmt: skip


def _unet() -> Any:  # noqa: ANN401
    image = keras.Input((8, 8, 1))
    one = kl.Conv2D(2, 3, padding="same")(image)
    two = kl.Conv2D(2, 3, padding="same")(kl.MaxPooling2D()(one))
    up = kl.Conv2DTranspose(2, 2, strides=2, padding="same")(kl.Conv2D(2, 3, padding="same")(two))
    return keras.Model(image, kl.Conv2D(1, 1)(kl.Concatenate()([one, up])))


def randomly(count: int) -> list[Case]:
    """Return random models of an image: chains with branches that are joined where sizes allow."""
    chance = random.Random(7)  # noqa: S311 - no secret
    cases: list[Case] = []
    while len(cases) < count:
        keras.utils.clear_session()
        given = keras.Input((chance.randint(6, 9), chance.randint(6, 9), 2))
        maps = [given]
        for _ in range(chance.randint(2, 6)):
            pick = chance.choice(maps[-3:])
            small = min(pick.shape[1:3]) < 4
            kernel, stride = (chance.randint(1, 3), chance.randint(1, 3)), chance.choice([1, 1, 2])
            padding = "same" if small else chance.choice(["same", "valid"])
            # Each is called in this turn of the loop.
            makers: list[Any] = [
                lambda x, k=kernel, s=stride, p=padding: kl.Conv2D(2, k, strides=s, padding=p)(x),
                lambda x, k=kernel, p=padding, s=small: kl.ReLU()(x) if s else kl.Conv2D(2, k, dilation_rate=2, padding=p)(x),
                lambda x, p=padding: kl.MaxPooling2D(2, strides=chance.choice([1, 2]), padding=p)(x),
                lambda x, k=kernel, p=padding: kl.DepthwiseConv2D(k, padding=p)(x),
                kl.BatchNormalization(),
                kl.ZeroPadding2D(((1, 0), (0, 1))),
                lambda x: kl.UpSampling2D(2)(x) if max(x.shape[1:3]) < 6 else kl.Activation("relu")(x),
                lambda x, k=kernel: kl.Conv2DTranspose(2, k, strides=2, padding="same")(x) if max(x.shape[1:3]) < 6 else kl.Dropout(0.1)(x),
            ]  # fmt: skip
            found = chance.choice(makers)(pick)
            alike = [each for each in maps if each.shape == found.shape]
            if alike and chance.random() < 0.6:
                found = chance.choice([kl.Add(), kl.Concatenate(), kl.Multiply()])([found, chance.choice(alike)])
            maps.append(found)
        if any(size > 14 for size in maps[-1].shape[1:3]) or not _slides(keras.Model(given, maps[-1])):
            continue
        cases.append((f"random {len(cases)}", keras.Model(given, maps[-1]), TWO, TWO))
    return cases


def _slides(model: Any) -> bool:  # noqa: ANN401
    return any("2d" in layer.name or "pool" in layer.name for layer in model.layers)


def main() -> None:
    facts = []
    for name, model, places, out in [*windows(), *mixing(), *moving(), *unchanging(), *whole(), *randomly(60)]:
        print(name, flush=True)  # noqa: T201 - it takes minutes
        n_in, n_out, reads = read_by(model, places, out)
        history = model.outputs[0]._keras_history  # noqa: SLF001 - public nowhere
        ends = history.operation.name + (f".{history.node_index}" if history.node_index > 1 else "")
        last = model.layers[-1].name if isinstance(model, keras.Sequential) else ends
        written = json.loads(model.to_json())
        fact = {
            "name": name,
            "last": last,
            "input": n_in,
            "n": n_out,
            "reads": " ".join(reads),
            "config": _plain(written),
        }
        facts.append(json.dumps(fact, separators=(",", ":")))
    text = "[\n" + ",\n".join(facts) + "\n]\n"
    Path(__file__).with_name("facts.json").write_text(text, encoding="utf-8")


DROPPED = (
    "initializer",
    "regularizer",
    "constraint",
    "compile_config",
    "dtype",
    "build_config",
    "registered_name",
    "module",
)


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a configuration without what no reader looks at, so that the file stays small."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if not any(word in key for word in DROPPED)}
    return [_plain(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main()
