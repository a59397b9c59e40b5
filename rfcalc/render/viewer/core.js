// What the viewer computes: boxes, counts, who sees a pixel, other numbers after a change. It knows no document.

/** @typedef {[number, number]} Run  [first, end), end not included @typedef {Run[]} Runs  in order, with gaps */
/** @typedef {Runs[]} Brick  the product of a set along each axis */
/** @typedef {[number, number, number[][], string?, number?]} Read  period, advance, per phase triples, border, past */
/** @typedef {[number, number, (Run | null)[]]} Part  period, advance, per phase a box */
/** @typedef {number | string | null} Told @typedef {(number | null)[]} Sizes @typedef {Record<string, any>} Keys */
/** @typedef {{name: string, type: string, sources: number[], n: Sizes, boxes: number[][], reads: number[][][],
 *    jump: Told[], rf: Sizes, start: Told[], rf_min?: Sizes, own?: number[][], like?: number, keys?: number,
 *    inputs?: number[], lost?: true, period?: number[], place?: number[],
 *    gaps?: true, whole?: true, misaligned?: true, irregular?: true, unknown?: true, constant?: true}} Layer */
/** @typedef {{network: string, axes: string[], reads: Read[], boxes: Part[], layers: Layer[], keys: Keys[],
 *    yaml: string[], onesided?: string[], order?: number[]}} Data */
/** @typedef {Data & {order: number[], base?: Net, edits?: {[layer: number]: Keys}}} Net */
/** @typedef {{origin: number[], shape: number[], values: Float64Array, exponent: number}} Counts  value * 2^exponent */

const Core = (() => {
  "use strict";
  const MOST = 1e6, LARGEST = 2 ** 25, LEAST = 2 ** -960, SLICE = 2 ** 18;

  /** @param {number} a @param {number} b */
  const mod = (a, b) => a - Math.floor(a / b) * b;
  /** @param {number[]} some */
  const product = (some) => some.reduce((a, b) => a * b, 1);

  /** A network of its JSON. @param {Data} data @returns {Net} */
  const open = (data) => ({ order: [...data.layers.keys()], ...data });

  /** The layers up to one, the last first. @param {Net} net @param {number} layer */
  const back = ({ order }, layer) => order.slice(0, order.indexOf(layer) + 1).reverse();

  // Boxes.

  /** @param {(Run | null)[]} boxes @returns {Run | null} */
  const hull = (boxes) => boxes.reduce((one, other) =>
    one && other ? [Math.min(one[0], other[0]), Math.max(one[1], other[1])] : one ?? other, null);

  /** @param {Part} part @param {number} i @returns {Run | null} */
  function boxIn([period, advance, boxes], i) {
    const box = boxes[mod(i, period)], by = Math.floor(i / period) * advance;
    return box && [box[0] + by, box[1] + by];
  }

  /** What feature i of a layer sees along one axis.
   * @param {Net} net @param {number} layer @param {number} axis @param {number} i */
  const boxAlong = (net, layer, axis, i) => hull(net.layers[layer].boxes[axis].map((id) => boxIn(net.boxes[id], i)));

  /** What a feature sees, per axis, virtual pixels included; null for nothing.
   *  @param {Net} net @param {number} layer @param {number[]} index @returns {Run[] | null} */
  function boxOf(net, layer, index) {
    if (net.layers[layer].gaps) return around(walk(net, layer, index, false).get(0));
    const boxes = index.map((i, axis) => boxAlong(net, layer, axis, i));
    return boxes.every(Boolean) ? /** @type {Run[]} */ (boxes) : null;
  }

  /** What a feature really sees, per axis; null for nothing, and where sizes are not known.
   *  @param {Net} net @param {number} layer @param {number[]} index @returns {Run[] | null} */
  function visibleOf(net, layer, index) {
    return net.layers[0].n.includes(null) ? null : around(walk(net, layer, index, true).get(0));
  }

  /** @param {Run | null} box */
  const middle = (box) => box ? (box[0] + box[1]) / 2 : NaN;

  /** The centres of the fields of features 0 to count - 1 along an axis; NaN where nothing is seen.
   *  @param {Net} net @param {number} layer @param {number} axis @param {number} [count] */
  function centers(net, layer, axis, count = net.layers[layer].n[axis] ?? 16) {
    return new Float64Array(count).map((_, i) => middle(boxAlong(net, layer, axis, i)));
  }

  /** Where feature i lies by its own path: past whole maps, and along axes that look back in its own block.
   *  @param {Net} net @param {number} layer @param {number} axis @param {number} i */
  function placeOf(net, layer, axis, i) {
    const { own, boxes } = net.layers[layer], parts = (own ?? boxes)[axis].map((id) => net.boxes[id]);
    if (net.onesided?.includes(net.axes[axis]) && parts.length === 1 && parts[0][1]) {
      return (i + 0.5) * parts[0][1] / parts[0][0];
    }
    return middle(hull(parts.map((part) => boxIn(part, i))));
  }

  /** What feature i reads, as first, count and step; padding folded nowhere.
   *  @param {Read} read @param {number} i @returns {number[][]} */
  function triples([period, advance, ranges, , past], i) {
    if (past) return [past > 0 ? [0, i + 1, 1] : [i, -past - i, 1]];
    const by = Math.floor(i / period) * advance, told = ranges[mod(i, period)], found = [];
    for (let at = 0; at < told.length; at += 3) {
      if (told[at + 1]) found.push([told[at] + by, told[at + 1], told[at + 2]]);
    }
    return found;
  }

  // Sets of positions along one axis.

  /** @param {Runs} runs @returns {Runs} */
  function merged(runs) {
    if (runs.length < 2) return runs;
    let last = /** @type {Run} */ ([NaN, NaN]);
    const union = /** @type {Runs} */ ([]);
    for (const [first, end] of runs.sort((a, b) => a[0] - b[0])) {
      if (first <= last[1]) last[1] = Math.max(last[1], end);
      else union.push(last = [first, end]);
    }
    limited(union.length);
    return union;
  }

  /** @param {number} pieces */
  function limited(pieces) {
    if (pieces > MOST) throw new RangeError("it reads too many separate pieces");
  }

  /** @param {number} positions */
  function listed(positions) {
    if (positions > LARGEST) throw new RangeError(`more than ${LARGEST} positions are read`);
  }

  /** @param {Runs} runs @param {number} by @returns {Runs} */
  const shifted = (runs, by) => runs.map(([first, end]) => [first + by, end + by]);

  /** The union of so many copies of a set, each a step further.
   *  @param {Runs} runs @param {number} times @param {number} step @returns {Runs} */
  function copied(runs, times, step) {
    if (times > 1 && runs.every(([first, end]) => step <= end - first)) {  // no gaps are left
      return merged(runs.map(([first, end]) => [first, end + (times - 1) * step]));
    }
    limited(times);
    let union = runs;
    for (let copies = 1; copies < times; copies *= 2) {
      union = merged(union.concat(shifted(union, Math.min(copies, times - copies) * step)));
    }
    return union;
  }

  /** Where a position stands on a map of n: beside it where its border takes it, and NaN without one.
   *  @param {number} at @param {number | null} n @param {string} [border] */
  function folded(at, n, border) {
    if (n === null || at >= 0 && at < n) return at;
    if (border === "circular") return mod(at, n);
    if (border === "replicate") return at < 0 ? 0 : n - 1;
    if (border === "reflect") return at < 0 ? -at : 2 * (n - 1) - at;
    return NaN;
  }

  /** A set with all positions that stand where it does by the border of a map of n, beside it and in it.
   *  @param {Runs} runs @param {number} n @param {string} [border] @returns {Runs} */
  function unfolded(runs, n, border) {
    const others = runs.flatMap(([first, end]) => {
      if (border === "circular") return [[first - n, end - n], [first + n, end + n]];
      if (border === "reflect") return [[1 - end, 1 - first], [2 * n - 1 - end, 2 * n - 1 - first]];
      const low = first > 0 ? 0 : -Infinity, high = end < n ? n : Infinity;
      return [[low, first < 0 ? 1 : 0], [end > n ? n - 1 : n, high]];  // replicate
    });
    return border ? merged(runs.concat(/** @type {Runs} */ (others.filter(([a, b]) => a < b)))) : runs;
  }

  /** The positions of a map of n where those of a set stand. @param {Runs} runs @param {number | null} n
   *  @param {string} [border] @returns {Runs} */
  function onMap(runs, n, border) {
    if (n === null || !runs.length || runs[0][0] >= 0 && runs[runs.length - 1][1] <= n) return runs;
    return unfolded(runs, n, border).filter(([first, end]) => first < n && end > 0)
      .map(([first, end]) => [Math.max(first, 0), Math.min(end, n)]);
  }

  /** The positions that features in runs read, those of a map of n if that is given.
   *  @param {Runs} runs @param {Read} read @param {number | null} n @returns {Runs} */
  function readBy(runs, read, n) {
    const [period, advance, , border, past] = read;
    if (past) {
      const box = hull([runs[0], runs[runs.length - 1], past > 0 ? [0, 1] : [-past - 1, -past]]);
      return onMap([/** @type {Run} */ (box)], n);
    }
    const found = /** @type {Runs[]} */ ([]);
    const start = runs[0][0], features = Math.min(period, runs[runs.length - 1][1] - start);
    for (let i = start; i < start + features; i++) {  // and those that are a period apart
      const turns = runs.map(([first, end]) => [Math.ceil((first - i) / period), Math.ceil((end - i) / period)]);
      for (const [from, count, step] of triples(read, i)) {
        const size = step === 1 ? count : 1;  // taps side by side are one run
        const firsts = turns.filter(([turn, last]) => turn < last).flatMap(([turn, last]) =>
          copied([[from + turn * advance, from + turn * advance + size]], last - turn, advance));
        found.push(copied(firsts, count - size + 1, step));
      }
    }
    return onMap(merged(found.flat()), n, border);
  }

  /** Which of m features read any of some positions of a map of n.
   *  @param {Runs} runs @param {Read} read @param {number} n @param {number} m @returns {Runs} */
  function readersOf(runs, read, n, m) {
    const [period, advance, , border, past] = read, turns = Math.ceil(m / period);
    if (past) return onMap(past > 0 ? [[runs[0][0], m]] : [[0, runs[runs.length - 1][1]]], m);
    const positions = unfolded(runs, n, border);
    const bricks = /** @type {Brick[]} */ ([]);  // turns, and the phases that read some of the positions at them
    for (let phase = 0; phase < Math.min(period, m); phase++) {
      const met = triples(read, phase).flatMap(([first, count, step]) => {
        const moves = copied(shifted(positions, -first - (count - 1) * step), count, step);
        return moves.map(([a, b]) => /** @type {Run} */ (
          advance ? [Math.ceil(a / advance), Math.ceil(b / advance)] : [0, a <= 0 && b > 0 ? turns : 0]));
      });
      const some = onMap(merged(met.filter(([a, b]) => a < b)), turns);
      if (some.length) bricks.push([some, [[phase, phase + 1]]]);
    }
    return onMap(merged(united(bricks).flatMap(([met, phases]) => met.flatMap(([first, end]) => copied(
      shifted(phases, first * period), end - first, period)))), m);
  }

  // Sets of features along all axes, the way back, and the way forward.

  /** The same set in few bricks, whose sets along the first axis are disjoint.
   * @param {Brick[]} bricks @returns {Brick[]} */
  function united(bricks) {
    if (bricks.length < 2) return bricks;
    if (bricks[0].length === 1) return [[merged(bricks.flatMap(([runs]) => runs))]];
    const marks = bricks.flatMap((brick) => brick[0].flat().map((at) => ({ at, brick })));
    const here = /** @type {Set<Brick>} */ (new Set());
    const rests = new Map(/** @type {[string, [Brick[], Runs]][]} */ ([]));
    marks.sort((a, b) => a.at - b.at).forEach(({ at, brick }, k) => {
      if (!here.delete(brick)) here.add(brick);  // its runs begin and end by turns
      const next = marks[k + 1]?.at;
      if (!here.size || at === next) return;
      const rest = united([...here].map(([, ...others]) => others)), key = JSON.stringify(rest);
      if (!rests.has(key)) rests.set(key, [rest, []]);
      rests.get(key)?.[1].push([at, next]);
    });
    return [...rests.values()].flatMap(([rest, runs]) => rest.map((brick) => [merged(runs), ...brick]));
  }

  /** @param {Brick[] | undefined} bricks @returns {Run[] | null} */
  const around = (bricks) => bricks?.length
    ? bricks[0].map((_, axis) => /** @type {Run} */ (hull(bricks.flatMap((brick) => brick[axis])))) : null;

  /** One feature, as bricks. @param {number[]} index @returns {Brick[]} */
  const alone = (index) => [index.map((i) => [[i, i + 1]])];

  /** What bricks become along every way of what a layer reads of a source.
   *  @param {Net} net @param {Brick[]} bricks @param {number[][]} axes
   *  @param {(runs: Runs, read: Read, axis: number) => Runs} along @returns {Brick[]} */
  function moved(net, bricks, axes, along) {
    const found = bricks.flatMap((brick) => axes[0].map((_, way) =>
      brick.map((runs, axis) => along(runs, net.reads[axes[axis][way]], axis))));
    return found.filter((brick) => brick.every((runs) => runs.length));
  }

  /** What a feature reads of every map before, as bricks; only what is on the maps, if clipped.
   *  @param {Net} net @param {number} layer @param {number[]} index @param {boolean} clipped
   *  @returns {Map<number, Brick[]>} */
  function walk(net, layer, index, clipped) {
    const met = new Map([[layer, alone(index)]]);
    for (const at of back(net, layer)) {
      const { sources, reads } = net.layers[at], bricks = united(met.get(at) ?? []);
      if (!bricks.length) continue;
      met.set(at, bricks);
      reads.forEach((axes, which) => {
        const source = sources[which], { n } = net.layers[source];
        const read = moved(net, bricks, axes, (runs, each, axis) => readBy(runs, each, clipped ? n[axis] : null));
        if (read.length) met.set(source, read.concat(met.get(source) ?? []));
      });
    }
    return met;
  }

  /** The set along one axis. @param {Brick[]} bricks @param {number} axis */
  const along = (bricks, axis) => merged(bricks.flatMap((brick) => brick[axis]));

  /** The features of every layer that really read a pixel, as bricks; input size known.
   *  @param {Net} net @param {number[]} pixel @returns {Map<number, Brick[]>} */
  function seenBy(net, pixel) {
    const seen = new Map([[0, alone(pixel)]]);
    for (const at of net.order) {
      const { sources, reads, n } = net.layers[at];
      const found = reads.flatMap((axes, which) => moved(net, seen.get(sources[which]) ?? [], axes,
        (runs, read, axis) => readersOf(runs, read, Number(net.layers[sources[which]].n[axis]), Number(n[axis]))));
      if (found.length) seen.set(at, united(found));
    }
    return seen;
  }

  // Counts: how many paths lead from each pixel to a feature.

  /** How much each pixel counts for a feature: a walk that yields now and then, and may be dropped. It returns counts,
   *  null where no path leads to a pixel, or a sentence why it does not count.
   *  @param {Net} net @param {number} layer @param {number[]} index @param {"uniform" | "mean"} [weights]
   *  @returns {Generator<undefined, Counts | string | null, undefined>} */
  function* counts(net, layer, index, weights = "uniform") {
    let at = layer;
    try {
      const met = walk(net, layer, index, true), waiting = new Map(/** @type {[number, Counts][]} */ ([
        [layer, { origin: index, shape: index.map(() => 1), values: Float64Array.of(1), exponent: 0 }]]));
      for (at of back(net, layer)) {
        const here = waiting.get(at), { sources, reads } = net.layers[at];
        if (!here) continue;
        yield* lessened(here);
        if (!at) return here;
        waiting.delete(at);
        for (const [which, source] of sources.entries()) {
          const box = around(met.get(source)), before = waiting.get(source);
          let read = here;
          if (!box) continue;
          for (let axis = index.length - 1; axis >= 0; axis--) {
            const id = reads[which][axis].slice(-1)[0];
            read = yield* handed(read, axis, net.reads[id], net.layers[source].n[axis], box[axis], weights);
          }
          waiting.set(source, before ? yield* added(before, read) : read);
        }
      }
      return null;
    } catch (error) {
      if (error instanceof RangeError) return `At ${net.layers[at].name}, ${error.message}.`;
      throw error;
    }
  }

  /** What features hand on along an axis to the positions of a box that they read.
   *  @param {Counts} counted @param {number} axis @param {Read} read @param {number | null} n @param {Run} box
   *  @param {string} weights @returns {Generator<undefined, Counts, undefined>} */
  function* handed({ origin, shape, values, exponent }, axis, read, n, [low, high], weights) {
    const [period, advance, , border, past = 0] = read, length = shape[axis], size = high - low;
    const outer = product(shape.slice(0, axis)), inner = product(shape.slice(axis + 1));
    listed(outer * size * inner);
    const result = new Float64Array(outer * size * inner), line = new Float64Array(outer * inner);
    const sums = past || period === 1 && !advance;  // a feature reads all that those before it do
    for (let k = 0, work = 0; k < length; k++) {
      const f = past > 0 ? length - 1 - k : k, i = origin[axis] + f, told = triples(read, i);
      const times = told.reduce((all, [, count]) => all + count, 0), among = weights === "mean" && times || 1;
      listed(times);
      for (let o = 0; o < outer; o++) {
        for (let at = 0; at < inner; at++) {
          const value = values[(o * length + f) * inner + at] / among;
          line[o * inner + at] = sums ? line[o * inner + at] + value : value;
        }
      }
      for (const [first, count, step] of !sums || k === length - 1 ? told : past ? [[i, 1, 1]] : []) {
        for (let tap = 0; tap < count; tap++) {
          const to = folded(first + tap * step, n, border) - low;
          for (let o = 0; o < outer && to >= 0 && to < size; o++) {
            for (let at = 0; at < inner; at++) result[(o * size + to) * inner + at] += line[o * inner + at];
          }
        }
      }
      if ((work += (1 + times) * outer * inner) > SLICE) work = 0, yield;
    }
    yield;
    const other = (/** @type {number[]} */ all, /** @type {number} */ to) =>
      all.map((each, k) => k === axis ? to : each);
    return { origin: other(origin, low), shape: other(shape, size), values: result, exponent };
  }

  /** The sum of counts in the same box.
   *  @param {Counts} one @param {Counts} other @returns {Generator<undefined, Counts, undefined>} */
  function* added(one, other) {
    const exponent = Math.max(one.exponent, other.exponent);
    for (const each of [one, other]) if (each.exponent < exponent) yield* lessened(each, exponent - each.exponent);
    for (let i = 0; i < one.values.length; i++) {
      one.values[i] += other.values[i];
      if (i % SLICE === SLICE - 1) yield;
    }
    return one;
  }

  /** By which power of two counts are to be made smaller, so that doubles do. @param {Float64Array} values */
  function excess(values) {
    const most = largest(values);
    return most > 2 ** 900 || most < 2 ** -100 ? Math.floor(Math.log2(most)) - 400 : 0;
  }

  /** Make counts by a power of two smaller; what counts never becomes 0. @param {Counts} counted @param {number} by */
  function* lessened(counted, by = excess(counted.values)) {
    const { values } = counted, shift = 2 ** -by;
    for (let i = 0; i < values.length; i++) {
      values[i] &&= Math.max(values[i] * shift, LEAST);
      if (i % SLICE === SLICE - 1) yield;
    }
    counted.exponent += by;
  }

  /** The largest count: a plain loop, which is ten times as fast as the others. @param {Float64Array} values */
  function largest(values) {
    let most = 0;
    for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
    return most;
  }

  /** The effective field: the pixels that count more than 4.55 % of the largest, and the root of their number.
   *  @param {Counts} counted @returns {{mask: Uint8Array, pixels: number, size: number}} */
  function effective({ values, shape }) {
    const mask = new Uint8Array(values.length), rim = largest(values) * 0.0455 * (1 + 1e-13);
    let pixels = 0;
    for (let i = 0; i < values.length; i++) if (values[i] > rim) pixels += mask[i] = 1;
    return { mask, pixels, size: pixels ** (1 / shape.length) };
  }

  /** After how many pixels a grid of counts repeats, per axis: where strides and dilations read unevenly; else 1.
   *  @param {Net} net @param {number} layer */
  function gridOf(net, layer) {
    const grid = net.axes.map(() => 1), before = new Set([layer]);
    for (const at of before) {  // grows as it goes
      net.layers[at].reads.forEach((axes, which) => axes.forEach(([id], axis) => {
        const source = net.layers[at].sources[which], part = net.boxes[net.layers[source].boxes[axis][0]];
        const [period, advance] = net.reads[id];
        before.add(source);
        if (period > 1 || !advance || !part) return;
        for (const [, count, step] of triples(net.reads[id], 0)) {
          const uneven = gcd(step, advance) > 1 || count % advance, every = uneven ? advance : 1;
          const apart = Math.max(every, count > 1 ? step : 1);
          if (apart > 1) grid[axis] = Math.max(grid[axis], Math.round(apart * part[1] / part[0]));
        }
      }));
    }
    return grid;
  }

  /** Counts averaged over so many pixels per axis, in the same box: what a contour is drawn of.
   *  @param {Counts} counted @param {number[]} grid @returns {Generator<undefined, Counts, undefined>} */
  function* smoothed(counted, grid) {
    const { shape } = counted;
    let { values } = counted;
    for (const [axis, period] of grid.entries()) {
      const within = { ...counted, origin: shape.map(() => 0), values }, n = shape[axis];
      const read = /** @type {Read} */ ([1, 1, [[Math.floor(period / 2) - period + 1, period, 1]]]);
      if (period > 1) ({ values } = yield* handed(within, axis, read, n, [0, n], "mean"));
    }
    return { ...counted, values };
  }

  // Editing: other keys of a window, and all numbers that follow from them.

  const WINDOW = ["kernel", "stride", "padding", "dilation"], WORDS = ["same", "same_lower", "valid", "causal"];
  const FIRST = [1, 0, [[0, 1, 1]]], PHASES = 65536, TOGETHER = 4096, REACH = 2 ** 52;

  /** What the viewer does not work out: the layer has no numbers then. */
  class Lost extends Error {}
  /** What a file could not say, in a sentence. */
  class Refused extends Error {}

  /** @param {number} a @param {number} b @returns {number} */
  const gcd = (a, b) => b ? gcd(b, a % b) : a;
  /** @param {any} one @param {any} other */
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /** The network with other keys of a window, such as {kernel: 3, padding: [[1, 0], 0]}, as a file has them: a walk
   *  that returns a net, or a sentence why not. Layers that the page cannot work out have no numbers, and are `lost`.
   *  @param {Net} net @param {number} layer @param {Keys} changes
   *  @returns {Generator<undefined, Net | string, undefined>} */
  function* edited(net, layer, changes) {
    const base = net.base ?? net, edits = { ...net.edits, [layer]: { ...net.edits?.[layer], ...changes } };
    const work = { ...base, base, edits, layers: base.layers.slice(), keys: base.keys.slice(),
      reads: base.reads.slice(), boxes: base.boxes.slice() };
    let at = layer;
    try {
      for (at of base.order) {
        const before = base.layers[at], { sources, inputs, like, boxes, constant } = before;
        if (edits[at]) work.layers[at] = { ...before, keys: work.keys.push(changed(base, at, edits[at])) - 1 };
        else if ([...inputs ?? sources, like ?? 0].every((each) => work.layers[each] === base.layers[each])) continue;
        if (boxes[0].length || constant) work.layers[at] = again(base, work, at);
        yield;
      }
      return work;
    } catch (error) {
      if (error instanceof Refused) return `At ${net.layers[at].name}: ${error.message}.`;
      throw error;
    }
  }

  /** The keys of a window with others, checked.
   *  @param {Net} net @param {number} layer @param {Keys} changes @returns {Keys} */
  function changed(net, layer, changes) {
    const { type, keys: id } = net.layers[layer], old = net.keys[id ?? -1] ?? {}, keys = { ...old };
    const words = WORDS.slice(0, old.as === "window" ? 4 : 3), axes = net.axes.length;
    for (const [name, value] of Object.entries(changes)) {
      if (!WINDOW.includes(name) || !old[name]) throw new Refused(`${type} has no ${name} to be changed here`);
      const listed = Array.isArray(value) ? value : net.axes.map(() => value);
      if (listed.length !== axes) throw new Refused(`${name} has ${listed.length} values for ${axes} axes`);
      const pads = name === "padding", least = pads ? 0 : 1;
      keys[name] = listed.map((item) => {
        if (pads && words.includes(item)) return item;
        const sides = pads && Array.isArray(item) ? item : [item, item];
        const whole = sides.every((each) => Number.isInteger(each) && each >= least && each < 2 ** 31);
        if (whole && sides.length === 2) return pads ? sides : item;
        const allowed = pads ? "a whole number, a pair [before, after] or a word" : "a whole number from 1 on";
        throw new Refused(`${name} ${JSON.stringify(item)}: ${allowed} is allowed`);
      });
    }
    const text = Object.entries(keys).filter(([name]) => name !== "as" && name !== "text").map(([name, value]) =>
      `${name}: ${Array.isArray(value) ? jotted(value, axes > 2) : value}`);
    return { ...keys, text: text.join(", ") };
  }

  /** A layer with the numbers that follow from those before it; as it was told where none becomes another.
   *  @param {Net} net @param {Net} work @param {number} at @returns {Layer} */
  function again(net, work, at) {
    const old = work.layers[at], { name, type, sources, inputs, like, keys, constant } = old;
    const known = { name, type, sources, inputs, like, keys }, none = net.axes.map(() => null);
    try {
      const before = [...inputs ?? sources, like ?? 0].map((each) => work.layers[each]);
      if (constant || before.some((each) => each.lost)) throw new Lost();
      const steps = net.axes.map((_, axis) => stepOf(net, work, at, axis)), n = steps.map(([count]) => count);
      const ways = sources.map((_, which) => steps.map(([, reads]) => reads[which]));
      const fields = steps.map(([count, reads], axis) => seenAlong(work, sources, reads, axis, count));
      const follow = ways.length > 1 && steps.some(([, [[[period]]]]) => period > 1);  // one map after another
      const nothing = fields.flat().some((part) => part[2].includes(null));
      const gaps = net.axes.length > 1 && (follow || nothing || before.some((each) => each.gaps));
      const told = old.reads.map((axes) => axes.map((ids) => ids.map((id) => net.reads[id])));
      const parts = old.boxes.map((ids) => ids.map((id) => net.boxes[id]));
      if (!gaps && same([n, fields, ways], [old.n, parts, told])) return old;
      const boxes = fields.map((field) => field.map((part) => work.boxes.push(part) - 1));
      const reads = ways.map((axes) => axes.map((each) => each.map((read) => work.reads.push(read) - 1)));
      const moving = boxes.map((ids) => ids.filter((id) => work.boxes[id][1]));
      const own = moving.map((ids, axis) => ids.length ? ids : boxes[axis]), jump = fields.map(jumpOf);
      work.layers[at] = { ...known, n, boxes, reads, own, jump, rf: none, start: none, gaps: gaps || undefined };
      return { ...work.layers[at], ...sizesOf(work, at) };
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      return { ...known, n: none, boxes: none.map(() => []), reads: [], jump: none, rf: none, start: none, lost: true };
    }
  }

  /** The largest and the smallest size of a box, and the first center: of every feature, where one that reads nothing
   *  along one axis reads nothing at all, else along each axis by itself.
   *  @param {Net} net @param {number} at */
  function sizesOf(net, at) {
    const { n, boxes, gaps } = net.layers[at], most = n.map(() => 0), least = n.map(() => Infinity);
    const counts = boxes.map((ids, axis) => Math.min(n[axis] ?? Infinity, ids[1] ? Infinity : net.boxes[ids[0]][0]));
    const all = gaps ? product(counts) : Math.max(...counts);
    if (all > (gaps ? TOGETHER : MOST)) throw new Lost();
    const turns = counts.map((_, axis) => gaps ? product(counts.slice(0, axis)) : 1);
    for (let k = 0; k < all; k++) {
      const index = counts.map((count, axis) => Math.floor(k / turns[axis]) % count);
      boxOf(net, at, index)?.forEach(([first, end], axis) => {
        if (Math.max(-first, end) > REACH) throw new Refused("its receptive field reaches beyond 2^52 pixels");
        most[axis] = Math.max(most[axis], end - first);
        least[axis] = Math.min(least[axis], end - first);
      });
    }
    const first = boxOf(net, at, n.map(() => 0)), differ = most[0] && !same(most, least);
    return { rf: most.map((size) => size || null), rf_min: differ ? least : undefined,
      start: n.map((_, axis) => first && middle(first[axis])) };
  }

  /** The pixels from feature to feature: a number where 15 digits spell it exactly, else a fraction; null where parts
   *  move at different speeds. @param {Part[]} field */
  function jumpOf(field) {
    const moving = field.filter((part) => part[1]), [[period, advance] = [1, 0]] = moving;
    const unit = gcd(period, advance), value = advance / period, digits = String(value).replace(/^0\.0*|\./, "");
    const exact = value % 1 === 0 || value >= 1e-4 && digits.length <= 15 && 1e15 % (period / unit) === 0;
    return moving.length > 1 ? null : exact ? value : `${advance / unit}/${period / unit}`;
  }

  /** How many features a layer has along an axis, and what they read of each source, way by way.
   *  @param {Net} net @param {Net} work @param {number} at @param {number} axis @returns {[number | null, Read[][]]} */
  function stepOf(net, work, at, axis) {
    const { sources, inputs, like, keys: id } = work.layers[at], keys = work.keys[Number(id)], all = inputs ?? sources;
    const size = (/** @type {number} */ each) => work.layers[each].n[axis], n = size(sources[0]);
    const was = (/** @type {number} */ each) => net.layers[each].n[axis];
    const told = net.layers[at].reads.map((axes) => axes[axis].map((read) => net.reads[read]));
    const kept = id === net.layers[at].keys && [...all, like ?? 0].every((each) => size(each) === was(each));
    if (kept) return [was(at), told];
    if (keys.as === "window") return windowOf(keys, axis, n, told[0][0]);
    if (keys.as === "transposed") return transposedOf(keys, axis, n);
    const [rule, a = 1, b = 0, c = 1, least = 1, fits = 1] = keys.as[axis];
    if (rule === "n" || rule === "split") {
      const sizes = new Set(all.map(size).filter((each) => each !== null)), spread = sizes.size > 1 && sizes.delete(1);
      const [n = null] = sizes;
      if (sizes.size > 1) throw new Refused("the branches differ in size");
      if (n !== null && n < least) throw new Refused(`the map of ${n} is too small: from ${least} on is allowed`);
      if (rule === "split" && Number(n) % c) throw new Refused(`the map of ${n} cannot be split into blocks of ${c}`);
      if (Math.min(Number(n), Number(was(sources[0]))) < fits) throw new Lost();
      return [n === null ? n : Math.floor((a * n + b) / c), told.map((ways, which) => {
        const size = Number(work.layers[sources[which]].n[axis]), whole = [[0, was(sources[which]), 1]];
        if (same(ways[0], FIRST) !== (spread && size === 1)) throw new Lost();
        return ways.map((read, way) => {
          const [period, advance, ranges, border, past] = read;
          if (past) return [period, advance, ranges, border, Math.sign(past) * size];
          return (a ? way && !advance : true) && same(ranges, whole) ? [period, advance, [[0, size, 1]]] : read;
        });
      })];
    }
    const m = like === undefined ? null : size(like), count = rule === "crop" ? m : a ?? m;
    if (n === null || count === null || rule === "fixed" || rule === "nearest" && n === 1) throw new Lost();
    if (rule === "crop" && count > n) throw new Refused(`the map of ${n} is too small to be cropped to ${count}`);
    if (rule === "crop") return [count, [[[1, 1, [[Math.floor((n - count) * a / b), 1, 1]]]]]];
    const period = count / gcd(n, count), first = (/** @type {number} */ i) => Math.floor(i * n / count);
    const end = (/** @type {number} */ i) => rule === "nearest" ? first(i) + 1 : Math.ceil((i + 1) * n / count);
    if (period > PHASES) throw new Lost();
    const ranges = Array.from({ length: period }, (_, i) => [first(i), end(i) - first(i), 1]);
    return [count, [[[period, period * n / count, ranges]]]];
  }

  /** Padding before and after; a word says how a total is split.
   *  @param {any} padding @param {number} total @returns {[number, number]} */
  function sidesOf(padding, total) {
    const half = Math.floor(total / 2), words = /** @type {Record<string, [number, number]>} */ (
      { same: [half, total - half], same_lower: [total - half, half], causal: [total, 0], valid: [0, 0] });
    return words[padding] ?? padding;
  }

  /** @param {Keys} keys @param {number} axis @param {number | null} n @param {Read} told  with the same taps
   *  @returns {[number | null, Read[][]]} */
  function windowOf(keys, axis, n, [, , [told]]) {
    const [kernel, stride, padding, dilation, taps] = [...WINDOW, "taps"].map((name) => keys[name]?.[axis]);
    const reach = taps ? taps[taps.length - 1] - taps[0] + 1 : (kernel - 1) * dilation + 1, border = keys.padding_mode;
    const size = Number(n), last = (Math.ceil(size / stride) - 1) * stride, named = String(padding).startsWith("same");
    if (keys.ceil_mode && typeof padding === "string") throw new Refused("ceil_mode needs a padding in numbers");
    if (named && stride > 1 && n === null && !taps) throw new Refused("its padding depends on the input size");
    const total = stride === 1 || padding === "causal" ? reach - 1 : Math.max(last + reach - size, 0);
    const [before, after] = taps && named ? [-taps[0], last + reach + taps[0] - size] : sidesOf(padding, total);
    const room = (size + before + after - reach) / stride;
    let count = (keys.ceil_mode ? Math.ceil(room) : Math.floor(room)) + 1;
    if (keys.ceil_mode && (count - 1) * stride >= size + before) count -= 1;
    if (n !== null && count < 1) {
      const padded = before || after ? ` with padding ${before} + ${after}` : "";
      throw new Refused(`the map of ${n}${padded} is too small for a kernel that reaches over ${reach}`);
    }
    const most = Math.max(before, after), least = { reflect: most + 1, circular: most }[String(border)] ?? 1;
    if (n !== null && n < least) throw new Refused(`${border} padding ${most} needs a map of at least ${least}`);
    const range = taps ? told.map((each, k) => k % 3 ? each : each - told[0] - before) : [-before, kernel, dilation];
    return [n === null ? n : count, [[border ? [1, stride, [range], border] : [1, stride, [range]]]]];
  }

  /** @param {Keys} keys @param {number} axis @param {number | null} n @returns {[number | null, Read[][]]} */
  function transposedOf(keys, axis, n) {
    const [kernel, stride, padding, dilation, more] = [...WINDOW, "output_padding"].map((name) => keys[name][axis]);
    const reach = (kernel - 1) * dilation + 1, [before, after] = sidesOf(padding, Math.max(reach - stride, 0));
    const count = (Number(n) - 1) * stride - before - after + reach + more;
    const named = String(padding).startsWith("same"), fits = !named && more < Math.max(stride, dilation);
    if (more && !fits) throw new Refused("output_padding needs a padding in numbers, and a larger stride or dilation");
    if (n !== null && count < 1) throw new Refused(`padding ${before} + ${after} leaves nothing of the map of ${n}`);
    if (stride > PHASES || reach > REACH) throw new Lost();
    const unit = gcd(stride, dilation), every = stride / unit;  // every so many taps reach the same phase
    const ranges = Array.from({ length: stride }, () => [0, 0, 1]);
    for (let tap = 0; tap < Math.min(every, kernel); tap++) {
      const times = Math.ceil((kernel - tap) / every), last = (tap + (times - 1) * every) * dilation;
      const phase = mod(tap * dilation - before, stride);
      ranges[phase] = [(phase + before - last) / stride, times, dilation / unit];
    }
    return [n === null ? n : named ? n * stride : count, [[[stride, 1, ranges]]]];
  }

  /** What n features see along an axis: a part for each jump, of every source, way and part that moves so.
   *  @param {Net} net @param {number[]} sources @param {Read[][]} reads @param {number} axis @param {number | null} n
   *  @returns {Part[]} */
  function seenAlong(net, sources, reads, axis, n) {
    const groups = new Map(/** @type {[string, {part: Part, read: Read, every: number, by: number}[]][]} */ ([]));
    sources.forEach((source, which) => net.layers[source].boxes[axis].forEach((id) => reads[which].forEach((way) => {
      const part = net.boxes[id], [inner, moves] = part, past = way[4];
      const read = past ? /** @type {Read} */ ([1, 0, [[past > 0 ? 0 : -past - 1, 1, 1]]]) : way;
      if (moves < 0 || past && !rises(part)) throw new Lost();
      const [period, advance] = read, every = period * inner / gcd(inner, advance);
      const by = every / period * advance / inner * moves, unit = gcd(every, by), jump = `${by / unit}/${every / unit}`;
      groups.set(jump, [...groups.get(jump) ?? [], { part, read, every, by }]);
    })));
    return [...groups.values()].map((alike) => {
      const period = alike.map(({ every }) => every).reduce((a, b) => a / gcd(a, b) * b);
      const full = alike.every(({ part: [inner, , seen] }) => seen.length === inner);
      const count = full && period <= PHASES ? period : Math.min(period, n ?? period);
      if (count > PHASES) throw new Lost();
      return [period, period / alike[0].every * alike[0].by, Array.from({ length: count }, (_, i) =>
        hull(alike.map(({ part, read }) => boxThrough(part, read, i))))];
    });
  }

  /** Whether each feature begins and ends no earlier than the one before: then what some in a row see together begins
   *  with the first and ends with the last. @param {Part} part */
  const rises = (part) => part[2].every((box, i) => {
    const next = i + 1 < part[2].length || part[2].length === part[0] ? boxIn(part, i + 1) : box;
    return box && next && box[0] <= next[0] && box[1] <= next[1];
  });

  /** What a feature sees by what it reads. @param {Part} part @param {Read} read @param {number} i */
  function boxThrough(part, read, i) {
    const [period, , seen] = part;
    return hull(triples(read, i).flatMap(([first, count, step]) => {
      const meets = period / gcd(period, step), some = Math.min(count, 2 * meets);
      return Array.from({ length: some }, (_, k) => {  // of each phase the first and the last that is met decide
        const at = first + (k < meets ? k : count - some + k) * step;
        if (mod(at, period) >= seen.length) throw new Lost();
        return boxIn(part, at);
      });
    }));
  }

  // The network as a file.

  /** Values of a key, one per axis, as a file has them. @param {any[]} values @param {boolean} [listed] */
  function jotted(values, listed = false) {
    const spelled = values.map((value) => Array.isArray(value) && value[0] === value[1] ? value[0] : value);
    const [one] = spelled, alone = !Array.isArray(one) && spelled.every((value) => value === one);
    return alone && (WORDS.includes(one) || !listed) ? String(one) : JSON.stringify(spelled).replaceAll(",", ", ");
  }

  /** A text, without quotes where no reader of YAML takes it for something else. @param {string} text */
  const word = (text) => /^[A-Za-z_$][\w$./+*%()-]*( [\w$./+*%()-]+)*$/.test(text) &&
    !/^(null|true|false|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);

  /** The network as a file of rfcalc, in YAML, every layer spelled out. @param {Net} net */
  function yamlOf(net) {
    const written = net.layers.filter(({ keys }) => keys !== undefined);
    const lines = written.map(({ name, type, sources, inputs = sources, keys }, before) => {
      const names = inputs.map((id) => word(net.layers[id].name)).join(", ");
      const read = same(inputs, [before]) ? "" : `inputs: [${names}]`;
      const told = [`name: ${word(name)}`, `type: ${type}`, net.keys[Number(keys)].text, read];
      return `  - {${told.filter(Boolean).join(", ")}}`;
    });
    return [...net.yaml, "layers:", ...lines, ""].join("\n");
  }

  return { open, hull, boxOf, visibleOf, centers, placeOf, triples, walk, along, around, seenBy, counts,
    effective, gridOf, smoothed, edited, jotted, yamlOf };
})();
