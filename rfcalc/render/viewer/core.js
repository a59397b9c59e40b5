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
 *    yaml: string[], onesided?: string[]}} Data */
/** @typedef {Data & {order: number[], place: number[], base?: Net, edits?: {[layer: number]: Keys}}} Net */
/** @typedef {{origin: number[], shape: number[], values: Float64Array, exponent: number}} Counts  value * 2^exponent */

const Core = (() => {
  "use strict";
  const MOST = 1e6, LARGEST = 2 ** 25, LEAST = 2 ** -960, SLICE = 2 ** 18;

  /** @param {number} a @param {number} b */
  const mod = (a, b) => a - Math.floor(a / b) * b;
  /** @param {number[]} some */
  const product = (some) => some.reduce((a, b) => a * b, 1);

  /** A network of its JSON. @param {Data} data @returns {Net} */
  function open(data) {
    const { layers } = data, placed = /** @type {Set<number>} */ (new Set());
    for (const start of layers.keys()) {
      const path = [start];
      while (path.length) {
        const at = path[path.length - 1], { sources, like } = layers[at];
        const next = [...sources, like ?? at].find((each) => each !== at && !placed.has(each));
        if (next === undefined) placed.add(Number(path.pop()));
        else path.push(next);
      }
    }
    const order = [...placed], place = layers.map(() => -1);
    order.forEach((at, k) => { place[at] = k; });
    return { ...data, order, place };
  }

  // Boxes.

  /** @param {(Run | null)[]} boxes @returns {Run | null} */
  function hull(boxes) {
    let first = Infinity, end = -Infinity;
    for (const box of boxes) {
      if (box && box[0] < first) first = box[0];
      if (box && box[1] > end) end = box[1];
    }
    return first < end ? [first, end] : null;
  }

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

  /** What feature i reads of a source along an axis, way by way, as triples first, count, step; padding folded nowhere.
   *  @param {Net} net @param {number} layer @param {number} source @param {number} axis @param {number} i */
  function readsOf(net, layer, source, axis, i) {
    return net.layers[layer].reads[source][axis].map((id) => triples(net.reads[id], i));
  }

  /** @param {Read} read @param {number} i @returns {number[][]} */
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

  /** @param {Runs} runs @param {number} by @returns {Runs} */
  const shifted = (runs, by) => runs.map(([first, end]) => [first + by, end + by]);

  /** The union of so many copies of a set, each a step further.
   *  @param {Runs} runs @param {number} times @param {number} step @returns {Runs} */
  function copied(runs, times, step) {
    if (times > 1 && runs.every(([first, end]) => step <= end - first)) {  // no gaps are left
      return merged(runs.map(([first, end]) => [first, end + (times - 1) * step]));
    }
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

  /** The same of a set. @param {Runs} runs @param {number | null} n @param {string} [border] @returns {Runs} */
  function onMap(runs, n, border) {
    if (n === null || !runs.length || runs[0][0] >= 0 && runs[runs.length - 1][1] <= n) return runs;
    const within = (/** @type {number} */ low, /** @type {number} */ high) => runs
      .filter(([first, end]) => first < high && end > low)
      .map(([first, end]) => /** @type {Run} */ ([Math.max(first, low), Math.min(end, high)]));
    const beside = border ? [...within(-Infinity, 0), ...within(n, Infinity)] : [];
    return merged([...within(0, n), ...beside.map(([first, end]) => {
      const ends = [folded(first, n, border), folded(end - 1, n, border)];
      return /** @type {Run} */ ([Math.min(...ends), Math.max(...ends) + 1]);
    })]);
  }

  /** All positions that stand somewhere on a map of n, in it and beside it: the way back of `folded`.
   *  @param {Runs} runs @param {number} n @param {string} [border] @returns {Runs} */
  function unfolded(runs, n, border) {
    const beside = runs.flatMap(([first, end]) => {
      if (border === "circular") return [[first - n, end - n], [first + n, end + n]];
      if (border === "reflect") return [[1 - end, 1 - first], [2 * n - 1 - end, 2 * n - 1 - first]];
      return [[first ? 0 : -Infinity, 0], [n, end < n ? n : Infinity]];  // replicate
    });
    return border ? merged(runs.concat(/** @type {Runs} */ (beside.filter(([a, b]) => a < b)))) : runs;
  }

  /** The positions that features in runs read, those of a map of n if that is given.
   *  @param {Runs} runs @param {Read} read @param {number | null} n @returns {Runs} */
  function readBy(runs, read, n) {
    const [period, advance, ranges, border, past] = read, [from, count, step, ...more] = ranges[0];
    if (past) {
      const box = hull([runs[0], runs[runs.length - 1], past > 0 ? [0, 1] : [-past - 1, -past]]);
      return onMap([/** @type {Run} */ (box)], n);
    }
    if (period === 1 && advance === 1 && count && !more.length) {  // most layers
      return onMap(copied(from ? shifted(runs, from) : runs, count, step), n, border);
    }
    const found = /** @type {Runs[]} */ ([]);
    const start = runs[0][0], features = Math.min(period, runs[runs.length - 1][1] - start);
    for (let i = start; i < start + features; i++) {  // and those that are a period apart
      for (const [from, count, step] of triples(read, i)) {
        const size = step === 1 ? count : 1, firsts = /** @type {Runs} */ ([]);  // taps side by side are one run
        for (const [first, end] of runs) {
          const turn = Math.ceil((first - i) / period), times = Math.ceil((end - i) / period) - turn;
          const close = advance <= size, pieces = close ? Math.min(times, 1) : times;
          limited(firsts.length + pieces);
          for (let k = 0; k < pieces; k++) {
            const at = from + (turn + k) * advance;
            firsts.push([at, at + size + (close ? (times - 1) * advance : 0)]);
          }
        }
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
    for (let place = net.place[layer]; place >= 0; place--) {
      const at = net.order[place], { sources, reads } = net.layers[at], bricks = united(met.get(at) ?? []);
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

  /** Which features of every map before a feature reads along each axis.
   *  @param {Net} net @param {number} layer @param {number[]} index @param {boolean} [clipped]
   *  @returns {Map<number, Runs[]>} */
  function cone(net, layer, index, clipped = !net.layers[0].n.includes(null)) {
    return new Map([...walk(net, layer, index, clipped)].map(([at, bricks]) =>
      [at, index.map((_, axis) => merged(bricks.flatMap((brick) => brick[axis])))]));
  }

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

  /** The box around what was met of every layer. @param {Map<number, Brick[]>} met */
  const seenBoxes = (met) => new Map([...met].map(([at, bricks]) => [at, /** @type {Run[]} */ (around(bricks))]));

  // Counts: how many paths lead from each pixel to a feature.

  /** How much each pixel counts for a feature: a walk that yields now and then, and may be dropped. It returns counts,
   *  null where no path leads to a pixel, or a sentence why it does not count.
   *  @param {Net} net @param {number} layer @param {number[]} index @param {"uniform" | "mean"} [weights]
   *  @returns {Generator<undefined, Counts | string | null, undefined>} */
  function* counts(net, layer, index, weights = "uniform") {
    let at = layer;
    try {
      const boxes = seenBoxes(walk(net, layer, index, true)), waiting = new Map(/** @type {[number, Counts][]} */ ([
        [layer, { origin: index, shape: index.map(() => 1), values: Float64Array.of(1), exponent: 0 }]]));
      for (let place = net.place[layer]; place >= 0; place--) {
        const here = waiting.get(at = net.order[place]), { sources, reads } = net.layers[at];
        if (!here) continue;
        yield* scaled(here);
        if (!at) return here;
        waiting.delete(at);
        for (const [which, source] of sources.entries()) {
          const box = boxes.get(source), before = waiting.get(source);
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
    const [period, advance, ranges, border, past = 0] = read, length = shape[axis], size = high - low;
    const outer = product(shape.slice(0, axis)), inner = product(shape.slice(axis + 1));
    const few = (/** @type {number} */ positions) => {
      if (positions > LARGEST) throw new RangeError(`more than ${LARGEST} positions are read`);
      return positions;
    };
    const result = new Float64Array(few(outer * size * inner)), line = new Float64Array(outer * inner);
    const phases = past ? [] : ranges.map((_, phase) => triples(read, phase));
    const sums = past || period === 1 && !advance;  // a feature reads all that those before it do
    for (let k = 0, work = 0; k < length; k++) {
      const f = past > 0 ? length - 1 - k : k, i = origin[axis] + f;
      const told = past ? triples(read, i) : phases[mod(i, period)], by = past ? 0 : Math.floor(i / period) * advance;
      const times = few(told.reduce((all, [, count]) => all + count, 0)), among = weights === "mean" && times || 1;
      for (let o = 0; o < outer; o++) {
        for (let at = 0; at < inner; at++) {
          const value = values[(o * length + f) * inner + at] / among;
          line[o * inner + at] = sums ? line[o * inner + at] + value : value;
        }
      }
      for (const [first, count, step] of !sums || k === length - 1 ? told : past ? [[i, 1, 1]] : []) {
        for (let tap = 0; tap < count; tap++) {
          const to = folded(first + tap * step + by, n, border) - low;
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

  /** Make counts by a power of two smaller or larger where doubles would not do. @param {Counts} counted */
  function* scaled(counted) {
    const most = largest(counted.values), far = most > 2 ** 900 || most < 2 ** -100;
    yield* lessened(counted, far ? Math.floor(Math.log2(most)) - 400 : 0);
  }

  /** Make counts by a power of two smaller; what counts never becomes 0. @param {Counts} counted @param {number} by */
  function* lessened(counted, by) {
    const { values } = counted, shift = 2 ** -by;
    for (let i = 0; i < values.length; i++) {
      values[i] &&= Math.max(values[i] * shift, LEAST);
      if (i % SLICE === SLICE - 1) yield;
    }
    counted.exponent += by;
  }

  /** @param {Float64Array} values */
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

  const KEEP = /** @type {Read} */ ([1, 1, [[0, 1, 1]]]), FIRST = /** @type {Read} */ ([1, 0, [[0, 1, 1]]]);
  const WORDS = ["same", "same_lower", "valid", "causal"], PHASES = 65536;

  /** What the viewer does not work out: the layer has no numbers then. */
  class Lost extends Error {}
  /** What a file could not say, in a sentence. */
  class Refused extends Error {}

  /** @param {number} a @param {number} b @returns {number} */
  const gcd = (a, b) => b ? gcd(b, a % b) : a;
  /** @param {number} a @param {number} b */
  const lcm = (a, b) => a / gcd(a, b) * b;
  /** @param {any} one @param {any} other */
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /** The network with other keys of a window, such as {kernel: 3, padding: [[1, 0], 0]}, as a file has them: a walk
   *  that returns a net, or a sentence why not. Layers that the page cannot work out have no numbers, and are `lost`.
   *  @param {Net} net @param {number} layer @param {Keys} changes
   *  @returns {Generator<undefined, Net | string, undefined>} */
  function* edited(net, layer, changes) {
    const base = net.base ?? net, edits = { ...net.edits, [layer]: { ...net.edits?.[layer], ...changes } };
    const touched = new Set(Object.keys(edits).map(Number)), work = { ...base, base, edits, layers: base.layers.slice(),
      keys: base.keys.slice(), reads: base.reads.slice(), boxes: base.boxes.slice() };
    let at = layer;
    try {
      for (const each of touched) {
        const keys = changed(base, each, edits[each]);
        work.layers[each] = { ...base.layers[each], keys: work.keys.push(keys) - 1 };
      }
      const ids = [work.reads, work.boxes].map((table) => new Map(table.map((each, id) => [JSON.stringify(each), id])));
      const listed = (/** @type {0 | 1} */ which, /** @type {any} */ entry) => {
        const key = JSON.stringify(entry);
        if (!ids[which].has(key)) ids[which].set(key, [work.reads, work.boxes][which].push(entry) - 1);
        return Number(ids[which].get(key));
      };
      for (at of base.order) {
        const before = base.layers[at], { sources, like } = before;
        if (![at, ...sources, like ?? 0].some((each) => touched.has(each))) continue;
        if (!sources.length || before.constant || before.unknown) continue;
        work.layers[at] = again(base, work, at, listed);
        if (!same(work.layers[at], before)) touched.add(at);
        yield;
      }
      return work;
    } catch (error) {
      if (error instanceof Refused) return `At ${net.layers[at].name}: ${error.message}.`;
      throw error;
    }
  }

  /** The keys of a window with others, checked.
   * @param {Net} net @param {number} layer @param {Keys} changes @returns {Keys} */
  function changed(net, layer, changes) {
    const { type, keys: id } = net.layers[layer], old = id === undefined ? {} : net.keys[id], keys = { ...old };
    for (const [name, value] of Object.entries(changes)) {
      if (name === "text" || name === "as" || !(name in old)) {
        throw new Refused(`${type} has no ${name} to be changed here`);
      }
      const least = name === "padding" || name === "output_padding" ? 0 : 1;
      const one = /** @type {(item: any) => any} */ ((item) => {
        if (Number.isInteger(item) && item >= least && item < 2 ** 31) return name === "padding" ? [item, item] : item;
        if (name !== "padding") throw new Refused(`${name} ${shown(item)}: a whole number from ${least} on is allowed`);
        if (WORDS.slice(0, old.as === "window" ? 4 : 3).includes(item)) return item;
        if (Array.isArray(item) && item.length === 2) return item.map((side) => one(side)[0]);
        throw new Refused(`padding ${shown(item)}: a whole number, a pair [before, after] or a word is allowed`);
      });
      if (Array.isArray(value) && value.length !== net.axes.length) {
        throw new Refused(`${name} has ${value.length} values for ${net.axes.length} axes`);
      }
      keys[name] = Array.isArray(value) ? value.map(one) : net.axes.map(() => one(value));
    }
    const named = keys.padding.some((/** @type {any} */ each) => typeof each === "string"), more = keys.output_padding;
    if (keys.ceil_mode && (named || keys.border)) throw new Refused("ceil_mode needs a padding of zeros, in numbers");
    more?.forEach((/** @type {number} */ each, /** @type {number} */ axis) => {
      const most = Math.max(keys.stride[axis], keys.dilation[axis]);
      if (each && (String(keys.padding[axis]).startsWith("same") || each >= most)) {
        throw new Refused("output_padding is to be smaller than stride or dilation, beside a padding in numbers");
      }
    });
    return { ...keys, text: spelledKeys(net, type, keys) };
  }

  /** @param {any} value */
  const shown = (value) => JSON.stringify(value) ?? String(value);

  /** A layer with the numbers that follow from those before it. @param {Net} net @param {Net} work @param {number} at
   *  @param {(which: 0 | 1, entry: any) => number} listed @returns {Layer} */
  function again(net, work, at, listed) {
    const old = work.layers[at], none = net.axes.map(() => null), { sources } = old, flags = /** @type {any} */ ({});
    const nothing = none.map(() => []), befores = sources.map((source) => work.layers[source]);
    try {
      if (befores.some((each) => each.lost || !each.boxes[0].length)) throw new Lost();
      const n = /** @type {Sizes} */ ([]), reads = sources.map(() => /** @type {number[][]} */ ([]));
      const fields = net.axes.map((_, axis) => {
        const step = stepOf(net, work, at, axis);
        n.push(step[0]);
        const parts = sources.flatMap((_, which) => {
          const ways = step[1][which];
          reads[which].push(ways.map((read) => listed(0, read)));
          const field = befores[which].boxes[axis].map((id) => work.boxes[id]);
          if (ways[ways.length - 1][4]) rising(field);
          /** @param {Part} part */
          const complete = ([period, , boxes]) => boxes.length >= Math.min(period, step[0] ?? period);
          return ways.flatMap((read) => field.map((part) =>
            same(read, KEEP) && complete(part) ? part : composed(part, read, step[0])));
        });
        return unitedParts(parts, step[0]);
      });
      const boxes = fields.map((field) => field.map((part) => listed(1, part)));
      if (net.axes.length > 1 && (fields.flat().some((part) => part[2].includes(null)) ||
          befores.some((each) => each.gaps) || old.gaps && same(old.reads, reads))) flags.gaps = true;
      const made = { ...old, n, boxes, reads }, jumps = fields.map(jumpsOf);
      for (const flag of ["gaps", "misaligned", "irregular", "rf_min", "period", "place", "own"]) {
        delete (/** @type {any} */ (made))[flag];
      }
      if (jumps.some((each) => each.length > 1)) flags.irregular = true;
      work.layers[at] = { ...made, ...flags };
      const extremes = flags.gaps ? sizesTogether(work, at) : fields.map((field, axis) => sizesOf(field, n[axis]));
      const first = flags.gaps ? boxOf(work, at, none.map(() => 0)) : null;
      if (extremes.some((each) => each && each[0] !== each[1])) flags.rf_min = extremes.map((each) => each && each[0]);
      const periods = fields.map((field, axis) => n[axis] === 1 ? 1 : periodOf(field));
      if (!flags.irregular && Math.max(...periods) > 1) flags.period = periods;
      if (sources.length > 1 && apart(work, at)) flags.misaligned = true;
      if (old.own || befores.some((each) => each.own) || fields.some((field) => field.length > 1)) flags.own = nothing;
      const starts = fields.map((field, axis) => flags.gaps ? first && middle(first[axis])
        : told(middle(hull(field.map((part) => boxIn(part, 0))))));
      return { ...made, jump: jumps.map((each) => each.length === 1 ? each[0] : null),
        rf: extremes.map((each) => each && each[1]), start: starts, ...flags };
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      return { name: old.name, type: old.type, sources, keys: old.keys, like: old.like, inputs: old.inputs, n: none,
        boxes: nothing, reads: [], jump: none, rf: none, start: none, unknown: true, lost: true };
    }
  }

  /** @param {number} number */
  const told = (number) => Number.isNaN(number) ? null : number;

  /** How many features a layer has along an axis, and what they read of each source, way by way.
   *  @param {Net} net @param {Net} work @param {number} at @param {number} axis @returns {[number | null, Read[][]]} */
  function stepOf(net, work, at, axis) {
    const { sources, inputs, like, keys: id } = work.layers[at], keys = id === undefined ? {} : work.keys[id];
    const size = (/** @type {number} */ source) => work.layers[source].n[axis], n = size(sources[0]);
    if (keys.as === "window") return [...windowOf(keys, axis, n)];
    if (keys.as === "transposed") return [...transposedOf(keys, axis, n)];
    const [rule, a, b, border] = keys.as[axis], m = like === undefined ? null : size(like);
    const kept = () => net.layers[at].reads.map((axes) => axes[axis].map((read) => net.reads[read]));
    const before = [...sources, like ?? 0].map((source) => net.layers[source].n[axis]);
    if (rule === "fixed" || rule === "steady" && sources.length > 1) {
      if (!same(before, [...sources, like ?? 0].map(size))) throw new Lost();
      return [net.layers[at].n[axis], kept()];
    }
    if (["keep", "besides"].includes(rule)) {
      const sizes = new Set((inputs ?? sources).map(size).filter((each) => each !== null)), several = sizes.size > 1;
      const spread = several && sizes.delete(1) && ["add", "mul", "unknown"].includes(work.layers[at].type);
      if (sizes.size > 1 || several && !spread) throw new Refused("the branches differ in size");
      return [[...sizes][0] ?? null, sources.map((source) => {
        const own = spread && size(source) === 1 ? FIRST : KEEP, all = size(source);
        if (rule === "keep") return a ? [own, own] : [own];
        if (all === null) throw new Lost();
        return own === FIRST ? [own, own] : [own, [1, 0, [[0, all, 1]]]];
      })];
    }
    if (rule === "steady") return [n, kept()];
    if (rule === "past") {
      if (n === null) throw new Lost();
      return [n, [[KEEP, [1, 1, [[0, 1, 1]], "", a * n]]]];
    }
    if (rule === "pad") {
      const most = Math.max(a, b), room = border === "reflect" ? n === null ? null : n - 1 : n;
      if (n !== null && n + a + b < 1) throw new Refused(`nothing is left of the map of ${n}`);
      if (border && border !== "replicate" && room !== null && most > room) {
        throw new Refused(`${border} padding needs a larger map than of ${n}`);
      }
      return [n === null ? null : n + a + b, [[border ? [1, 1, [[-a, 1, 1]], border] : [1, 1, [[-a, 1, 1]]]]]];
    }
    if (rule === "grow") return [n === null ? null : n * a, kept()];
    if (n === null) throw new Lost();
    if (rule === "scale") {
      const count = Math.floor(n * a / b);
      if (!count) throw new Refused(`nothing is left of the map of ${n}`);
      if (n > 1 && before[0] === 1) throw new Lost();
      return [count, n > 1 ? kept() : [[count === 1 ? KEEP : FIRST]]];
    }
    if (rule === "fold") {
      if (n % a) throw new Refused(`the map of ${n} cannot be split into blocks of ${a}`);
      return [n / a, kept()];
    }
    if (rule === "crop") {
      if (m === null) throw new Lost();
      if (m > n) throw new Refused(`the map of ${n} is smaller than that of ${work.layers[like ?? 0].name}, ${m}`);
      return [m, [[[1, 1, [[{ middle: Math.floor((n - m) / 2), before: n - m }[String(a)] ?? 0, 1, 1]]]]]];
    }
    if (rule === "whole" || rule === "adaptive" && a === 1) return [1, [[[1, 1, [[0, n, 1]]]]]];
    const count = a ?? m;
    if (count === null) throw new Lost();
    if (rule === "nearest" && n === 1) return [count, [[count === 1 ? KEEP : FIRST]]];
    const divisor = gcd(n, count), period = count / divisor, advance = n / divisor;
    if (period > PHASES) throw new Lost();
    return [count, [[[period, advance, Array.from({ length: period }, (_, i) => {
      const from = Math.floor(i * advance / period);
      return [from, rule === "nearest" ? 1 : Math.ceil((i + 1) * advance / period) - from, 1];
    })]]]];
  }

  /** @param {Keys} keys @param {number} axis @param {number | null} n @returns {[number | null, Read[][]]} */
  function windowOf(keys, axis, n) {
    const stride = keys.stride[axis], padding = keys.padding[axis], { border } = keys, taps = keys.taps?.[axis];
    const dilation = taps ? 1 : keys.dilation[axis];
    const at = taps ?? Array.from({ length: 2 }, (_, end) => end * (keys.kernel[axis] - 1) * dilation);
    const reach = at[at.length - 1] - at[0] + 1, fit = n === null ? null : Math.ceil(n / stride);
    let [before, after] = padding === "causal" ? [reach - 1, 0] : typeof padding === "string" ? [0, 0] : padding;
    let count = fit;
    if (padding === "same" || padding === "same_lower") {
      if (stride > 1 && n === null && !taps) throw new Refused("where its padding begins depends on the input size");
      const total = stride === 1 ? reach - 1 : Math.max((Number(fit) - 1) * stride + reach - Number(n), 0);
      before = taps ? -taps[0] : padding === "same" ? Math.floor(total / 2) : Math.ceil(total / 2);
      after = n === null ? 0 : (Number(fit) - 1) * stride + reach - before - n;
    } else if (n !== null) {
      const room = n + before + after - reach, divided = room / stride;
      count = (keys.ceil_mode ? Math.ceil(divided) : Math.floor(divided)) + 1;
      if (keys.ceil_mode && (count - 1) * stride >= n + before) count -= 1;
      if (count < 1) {
        const padded = before || after ? ` with padding ${before} + ${after}` : "";
        throw new Refused(`the map of ${n}${padded} is too small for a kernel that reaches over ${reach}`);
      }
    }
    const most = Math.max(before, after);
    if (border && border !== "replicate" && n !== null && most > n - Number(border === "reflect")) {
      throw new Refused(`${border} padding ${before} and ${after} needs a larger map than of ${n}`);
    }
    const step = !taps ? dilation : taps.length > 1 ? (reach - 1) / (taps.length - 1) : 1;
    const even = !taps ||
      taps.every((/** @type {number} */ tap, /** @type {number} */ k) => tap === taps[0] + k * step);
    const range = even ? [-before, taps ? taps.length : keys.kernel[axis], step]
      : taps.flatMap((/** @type {number} */ tap) => [tap - taps[0] - before, 1, 1]);
    return [count, [[border ? [1, stride, [range], border] : [1, stride, [range]]]]];
  }

  /** @param {Keys} keys @param {number} axis @param {number | null} n @returns {[number | null, Read[][]]} */
  function transposedOf(keys, axis, n) {
    const [kernel, stride, padding, dilation, more] = ["kernel", "stride", "padding", "dilation", "output_padding"].map(
      (name) => keys[name][axis]);
    const reach = (kernel - 1) * dilation + 1, total = Math.max(reach - stride, 0), half = Math.floor(total / 2);
    const [before, after] = padding === "same" ? [half, total - half] : padding === "same_lower" ? [total - half, half]
      : padding === "valid" ? [0, 0] : padding;
    let count = n;
    if (n !== null) {
      count = ["same", "same_lower"].includes(padding) ? n * stride : (n - 1) * stride - before - after + reach + more;
      if (Number(count) < 1) throw new Refused(`padding ${before} + ${after} leaves nothing of the map of ${n}`);
    }
    if (stride > PHASES) throw new Lost();
    const every = stride / gcd(stride, dilation), taps = new Map();  // every so many taps reach the same phase
    for (let tap = 0; tap < Math.min(every, kernel); tap++) taps.set(tap * dilation % stride, tap);
    const ranges = Array.from({ length: stride }, (_, phase) => {
      const tap = taps.get(mod(phase + before, stride));
      if (tap === undefined) return [0, 0, 1];
      const times = Math.floor((kernel - 1 - tap) / every) + 1, last = tap + (times - 1) * every;
      return [(phase + before - last * dilation) / stride, times, times > 1 ? every * dilation / stride : 1];
    });
    return [count, [[[stride, 1, ranges]]]];
  }

  /** What features see of the image, n of them, that read of a map whose features see a part.
   *  @param {Part} part @param {Read} read @param {number | null} n @returns {Part} */
  function composed([inner, moves, seen], [period, advance, ranges, , past], n) {
    if (past) return composed([inner, moves, seen], [1, 0, [[past > 0 ? 0 : -past - 1, 1, 1]]], n);
    if (moves < 0) throw new Lost();
    const turns = inner / gcd(inner, advance), all = period * turns;
    const listed = seen.length >= inner && all <= PHASES ? all : Math.min(all, n ?? all);
    if (listed > PHASES) throw new Lost();
    const look = (/** @type {number} */ position) => {
      const box = seen[mod(position, inner)], by = Math.floor(position / inner) * moves;
      if (box === undefined) throw new Lost();
      return box && /** @type {Run} */ ([box[0] + by, box[1] + by]);
    };
    return [all, turns * advance / inner * moves, Array.from({ length: listed }, (_, i) => {
      const found = [];
      for (const [first, count, step] of triples([period, advance, ranges], i)) {
        const meets = inner / gcd(inner, step);  // of each phase the first and the last that is met decide
        for (let k = 0; k < count; k++) {
          if (k === meets && count > 2 * meets) k = count - meets;
          found.push(look(first + k * step));
        }
      }
      return hull(found);
    })];
  }

  /** Parts of equal jump made one. @param {Part[]} parts @param {number | null} n @returns {Part[]} */
  function unitedParts(parts, n) {
    const groups = new Map(/** @type {[string, Part[]][]} */ ([]));
    for (const part of parts) {
      const unit = gcd(part[1], part[0]), jump = `${part[1] / unit}/${part[0] / unit}`;
      if (part[1] < 0 && parts.length > 1) throw new Lost();
      const alike = groups.get(jump) ?? [];
      if (!alike.some((each) => same(each, part))) groups.set(jump, [...alike, part]);
    }
    return [...groups.values()].map((alike) => {
      if (alike.length === 1) return alike[0];
      const period = alike.map(([each]) => each).reduce(lcm), full = alike.every((part) => part[2].length >= part[0]);
      const listed = full && period <= PHASES ? period : Math.min(period, n ?? period);
      if (listed > PHASES) throw new Lost();
      const advance = period / alike[0][0] * alike[0][1];
      return [period, advance, Array.from({ length: listed }, (_, i) => hull(alike.map((part) => {
        if (part[2][mod(i, part[0])] === undefined) throw new Lost();
        return boxIn(part, i);
      })))];
    });
  }

  /** @param {Part[]} field */
  function rising(field) {
    for (const part of field) {
      for (let i = 0; i < part[2].length; i++) {
        const here = boxIn(part, i), listed = i + 1 < part[2].length || part[2].length === part[0];
        const next = listed ? boxIn(part, i + 1) : null;
        if (i + 1 === part[2].length && part[2].length < part[0]) break;
        if (!here || !next || next[0] < here[0] || next[1] < here[1]) throw new Lost();
      }
    }
  }

  /** @param {Part[]} field @returns {(number | string)[]} */
  function jumpsOf(field) {
    const moving = field.filter((part) => part[1]), jumps = moving.map(([period, advance]) => {
      if (advance < 0) throw new Lost();
      const unit = gcd(period, advance), text = String(advance / period);
      let rest = period / unit;
      for (const prime of [2, 5]) while (rest % prime === 0) rest /= prime;
      const exact = rest === 1 && !text.includes("e") && text.replace(".", "").replace(/^0+/, "").length <= 15;
      return exact ? advance / period : `${advance / unit}/${period / unit}`;
    });
    return jumps.length ? jumps : [0];
  }

  /** The least and the largest size of a box.
   * @param {Part[]} field @param {number | null} n @returns {[number, number] | null} */
  function sizesOf(field, n) {
    if (field.length > 1 && n === null) return null;
    const count = field.length > 1 ? Number(n) : field[0][2].length, sizes = [];
    if (count > MOST) throw new Lost();
    for (let i = 0; i < Math.min(count, n ?? count); i++) {
      const box = hull(field.map((part) => boxIn(part, i)));
      if (box) sizes.push(box[1] - box[0]);
    }
    return sizes.length ? extremesOf(sizes) : null;
  }

  /** @param {number[]} some @returns {[number, number]} */
  const extremesOf = (some) => [some.reduce((a, b) => Math.min(a, b)), some.reduce((a, b) => Math.max(a, b))];

  /** The same where a feature that reads nothing along one axis reads nothing at all.
   *  @param {Net} net @param {number} at @returns {([number, number] | null)[]} */
  function sizesTogether(net, at) {
    const { n, boxes } = net.layers[at], counts = n.map((size, axis) => {
      const field = boxes[axis].map((id) => net.boxes[id]), period = field.map(([each]) => each).reduce(lcm);
      if (field.length > 1 && size === null) throw new Lost();
      return field.length > 1 ? Number(size) : Math.min(period, size ?? period);
    });
    const sizes = counts.map(() => /** @type {number[]} */ ([]));
    if (product(counts) > 4096) throw new Lost();
    for (let k = 0; k < product(counts); k++) {
      let rest = k;
      const box = boxOf(net, at, counts.map((count) => {
        const i = rest % count;
        rest = (rest - i) / count;
        return i;
      }));
      box?.forEach(([first, end], axis) => sizes[axis].push(end - first));
    }
    return sizes.map((each) => each.length ? extremesOf(each) : null);
  }

  /** After how many features a field repeats, moved by as many jumps. @param {Part[]} field */
  function periodOf(field) {
    const [part] = field, [period, advance, boxes] = part;
    if (field.length > 1) return 1;
    if (boxes.length < period) return period;
    for (let every = 1; every < period; every++) {
      const by = every * advance / period;
      if (period % every || !Number.isInteger(by)) continue;
      if (boxes.every((box, i) => same(boxIn(part, i + every), box && [box[0] + by, box[1] + by]))) return every;
    }
    return period;
  }

  /** Whether branches of equal jump meet whose centres, less their share of the advance, differ in the mean.
   *  @param {Net} net @param {number} at */
  function apart(net, at) {
    const { sources, reads } = net.layers[at];
    if (net.axes.some((_, axis) => net.reads[reads[0][axis][0]][0] > 1)) return false;
    return net.axes.some((_, axis) => {
      const means = new Map();
      return sources.some((source, which) => !same(net.reads[reads[which][axis][0]], FIRST) &&
        net.layers[source].boxes[axis].some((id) => {
          const [period, advance, boxes] = net.boxes[id], unit = gcd(advance, period);
          const seen = [...boxes.entries()].filter(([, box]) => box);
          if (!advance || !seen.length || boxes.length < period) return false;
          const ends = seen.reduce((sum, [, box]) => sum + (box ? box[0] + box[1] : 0), 0);
          const drift = 2 * advance * seen.reduce((sum, [phase]) => sum + phase, 0);
          const mean = [BigInt(ends) * BigInt(period) - BigInt(drift), BigInt(2 * seen.length * period)];
          const key = `${advance / unit}/${period / unit}`, other = means.get(key);
          means.set(key, mean);
          return other && other[0] * mean[1] !== mean[0] * other[1];
        }));
    });
  }

  // The network as a file.

  /** @param {string} text */
  function word(text) {
    const plain = /^[A-Za-z_$][\w$./+*%()-]*( [\w$./+*%()-]+)*$/.test(text);
    return plain && !/^(null|true|false|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);
  }

  /** What a file has for values of a key, one per axis.
   * @param {any[]} values @param {boolean} [listed] @returns {any} */
  function jotted(values, listed = false) {
    const spelled = values.map((value) => Array.isArray(value) && value[0] === value[1] ? value[0] : value);
    const words = spelled.some((value) => typeof value === "string");
    return !Array.isArray(spelled[0]) && spelled.every((value) => same(value, spelled[0])) && (words || !listed)
      ? spelled[0] : spelled;
  }

  /** @param {Net} net @param {string} type @param {Keys} keys */
  function spelledKeys(net, type, keys) {
    const stride = type.endsWith("pool") ? keys.kernel : 1;
    const usual = /** @type {Keys} */ ({ stride, padding: 0, dilation: 1, output_padding: 0 });
    const told = [];
    for (const name of ["kernel", "stride", "padding", "dilation", "output_padding"]) {
      if (!keys[name]) continue;
      const value = jotted(keys[name], net.axes.length > 2);
      const usually = Array.isArray(usual[name]) ? jotted(usual[name]) : usual[name];
      if (!same(jotted(keys[name]), usually)) {
        told.push(`${name}: ${JSON.stringify(value).replaceAll('"', "").replaceAll(",", ", ")}`);
      }
    }
    if (keys.taps) {
      const alike = keys.taps.every((/** @type {any} */ each) => same(each, keys.taps[0]));
      told.push(`taps: ${JSON.stringify(alike ? keys.taps[0] : keys.taps).replaceAll(",", ", ")}`);
    }
    if (keys.ceil_mode) told.push("ceil_mode: true");
    if (keys.border) told.push(`padding_mode: ${keys.border}`);
    return told.join(", ");
  }

  /** The network as a file of rfcalc, in YAML, every layer spelled out. @param {Net} net */
  function yamlOf(net) {
    let previous = 0;
    const lines = net.layers.flatMap(({ name, type, sources, inputs, keys }, at) => {
      if (keys === undefined) return [];
      const all = inputs ?? sources, read = all.length === 1 && all[0] === previous ? ""
        : `, inputs: [${all.map((id) => word(net.layers[id].name)).join(", ")}]`;
      previous = at;
      const { text } = net.keys[keys];
      return [`  - {name: ${word(name)}, type: ${word(type)}${text ? `, ${text}` : ""}${read}}`];
    });
    return [...net.yaml, "layers:", ...lines, ""].join("\n");
  }

  return { open, boxOf, visibleOf, centers, placeOf, readsOf, cone, seenBy, seenBoxes, counts, effective, gridOf,
    smoothed, edited, jotted, yamlOf };
})();
