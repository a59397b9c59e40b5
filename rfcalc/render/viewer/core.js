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
    const { layers } = data, place = layers.map(() => -1), order = /** @type {number[]} */ ([]);
    for (let start = 0; start < layers.length; start++) {
      const path = [start];
      while (path.length) {
        const at = path[path.length - 1], { sources, like } = layers[at];
        const next = [...sources, like ?? at].find((each) => each !== at && place[each] < 0);
        if (next === undefined) {
          if (place[at] < 0) place[at] = order.push(at) - 1;
          path.pop();
        } else path.push(next);
      }
    }
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

  /** The centres of the fields of features 0 to count - 1 along an axis; NaN where nothing is seen.
   *  @param {Net} net @param {number} layer @param {number} axis @param {number} [count] */
  function centers(net, layer, axis, count = net.layers[layer].n[axis] ?? 16) {
    const found = new Float64Array(count), parts = net.layers[layer].boxes[axis].map((id) => net.boxes[id]);
    for (let i = 0; i < count; i++) {
      let first = Infinity, end = -Infinity;
      for (const [period, advance, boxes] of parts) {
        const box = boxes[i % period], by = Math.floor(i / period) * advance;
        if (box && box[0] + by < first) first = box[0] + by;
        if (box && box[1] + by > end) end = box[1] + by;
      }
      found[i] = (first + end) / 2;  // of nothing NaN
    }
    return found;
  }

  /** @param {Run | null} box */
  const middle = (box) => box ? (box[0] + box[1]) / 2 : NaN;

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

  // Sets of positions, and the way back.

  /** @param {Runs} runs @returns {Runs} */
  function merged(runs) {
    if (runs.length < 2) return runs;
    runs.sort((a, b) => a[0] - b[0]);
    let last = /** @type {Run} */ ([...runs[0]]);
    const union = [last];
    for (const [first, end] of runs) {
      if (first > last[1]) union.push(last = [first, end]);
      else if (end > last[1]) last[1] = end;
    }
    return union;
  }

  /** @param {Runs} runs @param {number | null} n @returns {Runs} */
  function cut(runs, n) {
    if (n === null || !runs.length || runs[0][0] >= 0 && runs[runs.length - 1][1] <= n) return runs;
    return runs.filter(([first, end]) => end > 0 && first < n).map(([a, b]) => [Math.max(a, 0), Math.min(b, n)]);
  }

  /** @param {number} at @param {number} n @param {string} border */
  function folded(at, n, border) {
    if (at >= 0 && at < n) return at;
    if (border === "circular") return mod(at, n);
    if (border === "replicate") return at < 0 ? 0 : n - 1;
    return at < 0 ? -at : 2 * (n - 1) - at;
  }

  /** The positions that features in runs read, those of a map of n if that is given.
   *  @param {Runs} runs @param {Read} read @param {number | null} n @returns {Runs} */
  function readBy(runs, [period, advance, ranges, border, past], n) {
    if (past) {
      const [first, end] = past > 0 ? [0, 1] : [-past - 1, -past];
      return cut([[Math.min(runs[0][0], first), Math.max(runs[runs.length - 1][1], end)]], n);
    }
    const found = /** @type {Runs} */ ([]), [told] = ranges;
    if (period === 1 && told.length === 3 && told[1] && !border) {  // most windows
      const [from, count, step] = told, [first, end] = runs[0], size = (count - 1) * step + 1;
      const close = advance === 1 ? step <= end - first : step === 1 && advance <= count;  // no gaps are left
      if (runs.length === 1 && (close || end - first === 1 && step === 1)) {
        return cut([[from + first * advance, from + (end - 1) * advance + size]], n);
      }
      if (advance === 1) return cut(copied(runs, from, count, step), n);
    }
    for (const [first, end] of runs) {
      for (let k = 0; k < Math.min(period, end - first); k++) {
        const turn = Math.floor((first + k) / period), told = ranges[mod(first + k, period)];
        for (let at = 0; at < told.length; at += 3) {
          if (!told[at + 1]) continue;
          sweep(found, told[at] + turn * advance, [[told[at + 2], told[at + 1]],
            [advance, Math.floor((end - first - k - 1) / period) + 1]], border ? null : n);
        }
      }
    }
    if (!border || n === null) return cut(merged(found), n);
    const inside = cut(merged(found), n).slice();
    for (const [first, end] of found) {
      for (const [low, high] of [[first, Math.min(end, 0)], [Math.max(first, n), end]]) {
        if (low >= high) continue;
        const a = folded(low, n, border), b = folded(high - 1, n, border);
        inside.push([Math.min(a, b), Math.max(a, b) + 1]);
      }
    }
    return merged(inside);
  }

  /** The union of so many copies of a set, each a step further.
   *  @param {Runs} runs @param {number} first @param {number} count @param {number} step @returns {Runs} */
  function copied(runs, first, count, step) {
    let union = first ? /** @type {Runs} */ (runs.map(([a, b]) => [a + first, b + first])) : runs;
    for (let copies = 1; copies < count; copies = Math.min(2 * copies, count)) {
      union = twice(union, Math.min(copies, count - copies) * step);
    }
    return union;
  }

  /** A set, and the same moved on. @param {Runs} runs @param {number} by @returns {Runs} */
  function twice(runs, by) {
    let last = /** @type {Run} */ ([...runs[0]]);
    const union = [last];
    for (let at = 1, moved = 0; moved < runs.length;) {
      const next = at < runs.length && runs[at][0] <= runs[moved][0] + by, far = next ? 0 : by;
      const [first, end] = runs[next ? at++ : moved++];
      if (first + far > last[1]) union.push(last = [first + far, end + far]);
      else if (end + far > last[1]) last[1] = end + far;
    }
    return union;
  }

  /** Add the sums of two progressions, each a step and how often: the finer grows runs until it leaves gaps.
   *  @param {Runs} found @param {number} first @param {number[][]} two @param {number | null} n */
  function sweep(found, first, two, n) {
    let size = 1;
    const left = [[1, 1], [1, 1]];
    for (const [step, times] of two.sort((a, b) => a[0] - b[0])) {
      if (step <= size) size += (times - 1) * step;
      else if (times > 1) left.push([step, times]);
    }
    const [[step, many], [far, few]] = left.sort((a, b) => b[1] - a[1]);
    for (let turn = 0; turn < few; turn++) {
      const from = first + turn * far;
      const low = n === null ? 0 : Math.max(0, Math.ceil((1 - from - size) / step));
      const high = n === null ? many : Math.min(many, Math.floor((n - 1 - from) / step) + 1);
      if (found.length + high - low > MOST) throw new RangeError("it reads too many separate pieces");
      for (let k = low; k < high; k++) found.push([from + k * step, from + k * step + size]);
    }
  }

  /** The same set in few bricks, whose sets along the first axis are disjoint.
   * @param {Brick[]} bricks @returns {Brick[]} */
  function united(bricks) {
    if (bricks.length < 2) return bricks;
    if (bricks[0].length === 1) return [[merged(bricks.flatMap(([runs]) => runs))]];
    const distinct = [...new Map(bricks.map((brick) => [brick.join("|"), brick])).values()];
    if (distinct.length < 2) return distinct;
    const holds = distinct.find((outer) => distinct.every((inner) => outer === inner ||
      outer.every((runs, axis) => merged([...runs, ...inner[axis]]).join() === runs.join())));
    if (holds) return [holds];
    const marks = [...new Set(distinct.flatMap(([runs]) => runs.flat()))].sort((a, b) => a - b);
    const places = new Map(marks.map((mark, at) => [mark, at])), covers = marks.map(() => /** @type {Brick[]} */ ([]));
    for (const [runs, ...rest] of distinct) {
      for (const [first, end] of runs) {
        const to = /** @type {number} */ (places.get(end));
        for (let at = /** @type {number} */ (places.get(first)); at < to; at++) covers[at].push(rest);
      }
    }
    const rests = new Map(/** @type {[string, [Brick[], Runs]][]} */ ([]));
    covers.forEach((cover, at) => {
      if (!cover.length) return;
      const rest = united(cover), key = rest.map((brick) => brick.join("|")).join("&");
      if (!rests.has(key)) rests.set(key, [rest, []]);
      rests.get(key)?.[1].push([marks[at], marks[at + 1]]);
    });
    return [...rests.values()].flatMap(([rest, runs]) => rest.map((brick) => [merged(runs.slice()), ...brick]));
  }

  /** @param {Brick[] | undefined} bricks @returns {Run[] | null} */
  function around(bricks) {
    if (!bricks?.length) return null;
    return bricks[0].map((_, axis) => /** @type {Run} */ (hull(
      bricks.map((brick) => [brick[axis][0][0], brick[axis][brick[axis].length - 1][1]]))));
  }

  /** What a feature reads of every map before, as bricks; only what is on the maps, if clipped.
   *  @param {Net} net @param {number} layer @param {number[]} index @param {boolean} clipped
   *  @returns {Map<number, Brick[]>} */
  function walk(net, layer, index, clipped) {
    const waiting = new Map([[layer, [index.map((i) => /** @type {Runs} */ ([[i, i + 1]]))]]]);
    for (let place = net.place[layer]; place >= 0; place--) {
      const at = net.order[place], { sources, reads } = net.layers[at], here = waiting.get(at);
      if (!here || !sources.length) continue;
      const bricks = united(here);
      waiting.set(at, bricks);
      for (let which = 0; which < sources.length; which++) {
        const axes = reads[which], source = sources[which], { n } = net.layers[source];
        const read = waiting.get(source) ?? [];
        for (const brick of bricks) {
          for (let way = 0; way < axes[0].length; way++) {
            const sets = brick.map((runs, axis) => readBy(runs, net.reads[axes[axis][way]], clipped ? n[axis] : null));
            if (sets.every((runs) => runs.length)) read.push(sets);
          }
        }
        if (read.length) waiting.set(source, read);
      }
    }
    const first = waiting.get(0);
    return first ? waiting.set(0, united(first)) : waiting;
  }

  /** Which features of every map before a feature reads along each axis.
   *  @param {Net} net @param {number} layer @param {number[]} index @param {boolean} [clipped]
   *  @returns {Map<number, Runs[]>} */
  function cone(net, layer, index, clipped = !net.layers[0].n.includes(null)) {
    return new Map([...walk(net, layer, index, clipped)].map(([at, bricks]) =>
      [at, index.map((_, axis) => merged(bricks.flatMap((brick) => brick[axis])))]));
  }

  // The way forward: who reads a pixel.

  /** The features of every layer that really read a pixel, as bricks; input size known.
   *  @param {Net} net @param {number[]} pixel @returns {Map<number, Brick[]>} */
  function seenBy(net, pixel) {
    const seen = new Map([[0, [pixel.map((at) => /** @type {Runs} */ ([[at, at + 1]]))]]]);
    for (const at of net.order) {
      const { sources, reads, n } = net.layers[at], found = /** @type {Brick[]} */ ([]);
      reads.forEach((axes, which) => {
        const before = net.layers[sources[which]].n;
        for (const brick of seen.get(sources[which]) ?? []) {
          axes[0].forEach((_, way) => {
            const sets = brick.map((runs, axis) => readersOf(
              runs, net.reads[axes[axis][way]], Number(before[axis]), Number(n[axis])));
            if (sets.every((runs) => runs.length)) found.push(sets);
          });
        }
      });
      if (found.length) seen.set(at, united(found));
    }
    return seen;
  }

  /** The boxes around them per layer: what a column "seen by" tells. @param {Map<number, Brick[]>} seen */
  const seenBoxes = (seen) => new Map([...seen].map(([at, bricks]) => [at, /** @type {Run[]} */ (around(bricks))]));

  /** Which of m features read any of some positions of a map of n.
   *  @param {Runs} runs @param {Read} read @param {number} n @param {number} m @returns {Runs} */
  function readersOf(runs, [period, advance, ranges, border, past], n, m) {
    if (past) return cut(past > 0 ? [[runs[0][0], m]] : [[0, runs[runs.length - 1][1]]], m);
    const turns = Math.ceil(m / period), found = /** @type {Runs} */ ([]), within = unfolded(runs, n, border);
    const met = Array.from({ length: Math.min(period, m) }, (_, phase) => {
      const some = /** @type {Runs} */ ([]), told = ranges[phase];
      for (let at = 0; at < told.length; at += 3) {
        const [first, count, step] = told.slice(at, at + 3), last = first + (count - 1) * step;
        for (const [a, b] of count ? within : []) {
          const far = step > b - a;  // else no run lies between two taps, and the ends decide
          for (let tap = first; tap <= last; tap += far ? step : last - first + 1) {
            const high = far ? tap : last;
            if (!advance && tap < b && high >= a) some.push([0, turns]);
            if (!advance) continue;
            const from = Math.max(0, Math.ceil((a - high) / advance));
            const to = Math.min(turns, Math.floor((b - 1 - tap) / advance) + 1);
            if (from < to) some.push([from, to]);
          }
        }
      }
      return merged(some);
    });
    if (period === 1) return cut(met[0], m);
    const all = met.length === period && met.every((some) => some.length === 1);
    const low = all ? Math.max(...met.map(([[first]]) => first)) : 0;
    const high = all ? Math.min(...met.map(([[, end]]) => end)) : 0;
    if (low < high) found.push([low * period, high * period]);  // turns at which every phase does
    met.forEach((some, phase) => some.forEach(([first, end]) => {
      for (let turn = first; turn < end; turn++) {
        if (turn < low || turn >= high) found.push([turn * period + phase, turn * period + phase + 1]);
        else turn = high - 1;
      }
    }));
    return cut(merged(found), m);
  }

  /** Where positions of a map of n stand, in it and beside it.
   * @param {Runs} runs @param {number} n @param {string} [border] */
  function unfolded(runs, n, border) {
    const found = runs.slice();
    for (const [first, end] of border ? runs : []) {
      if (border === "circular") found.push([first - n, end - n], [first + n, end + n]);
      else if (border === "reflect") found.push([1 - end, 1 - first], [2 * n - 1 - end, 2 * n - 1 - first]);
      else {
        if (first === 0) found.push([-LARGEST * 2, 0]);
        if (end === n) found.push([n, n + LARGEST * 2]);
      }
    }
    return merged(found);
  }

  // Counts: how many paths lead from each pixel to a feature.

  /** How much each pixel counts for a feature: a walk that yields now and then, and may be dropped. It returns counts,
   *  null where no path leads to a pixel, or a sentence why it does not count.
   *  @param {Net} net @param {number} layer @param {number[]} index @param {"uniform" | "mean"} [weights]
   *  @returns {Generator<undefined, Counts | string | null, undefined>} */
  function* counts(net, layer, index, weights = "uniform") {
    const waiting = new Map(/** @type {[number, Counts][]} */ ([[layer,
      { origin: index.slice(), shape: index.map(() => 1), values: Float64Array.of(1), exponent: 0 }]]));
    for (let place = net.place[layer]; place > 0; place--) {
      const at = net.order[place], here = waiting.get(at), { sources, reads, name } = net.layers[at];
      if (!here || !sources.length) continue;
      waiting.delete(at);
      for (let which = 0; which < sources.length; which++) {
        let read = /** @type {Counts | string | null} */ (here);
        for (let axis = index.length - 1; axis >= 0 && read && typeof read !== "string"; axis--) {
          const ids = reads[which][axis];
          read = yield* handed(read, axis, net.reads[ids[ids.length - 1]], net.layers[sources[which]].n[axis], weights);
        }
        if (typeof read === "string") return `At ${name}, ${read}.`;
        const before = waiting.get(sources[which]);
        if (read) waiting.set(sources[which], yield* scaled(before ? yield* added(before, read) : read));
      }
    }
    return waiting.get(0) ?? null;
  }

  /** What features hand on along an axis to the positions that they read, those of a map of n if that is given.
   *  @param {Counts} counted @param {number} axis @param {Read} read @param {number | null} n @param {string} weights
   *  @returns {Generator<undefined, Counts | string | null, undefined>} */
  function* handed(counted, axis, read, n, weights) {
    const { origin, shape, values, exponent } = counted, [period, advance, ranges, border, past] = read;
    const first = origin[axis], length = shape[axis];
    if (period === 1 && advance === 1 && !border && !past && String(ranges) === "0,1,1" &&
        (n === null || first >= 0 && first + length <= n)) return counted;
    if (past && n === null) return "it looks to the end of a map whose size is not known";
    const alike = period === 1 && !advance && !past;  // all features read the same
    const taps = past ? [] : ranges.map((told) => triples([1, 0, [told]], 0).flatMap(([from, count, step]) =>
      Array.from({ length: count }, (_, k) => from + k * step)));
    const times = (/** @type {number} */ i) => past ? past > 0 ? i + 1 : -past - i : taps[mod(i, period)].length;
    const weight = (/** @type {number} */ i) => weights === "mean" ? 1 / Math.max(1, times(i)) : 1;
    /** Where feature i reads by a tap; NaN beside the map. @param {number} i @param {number} tap */
    const place = (i, tap) => {
      const at = tap + Math.floor(i / period) * advance;
      return n === null || at >= 0 && at < n ? at : border ? folded(at, n, border) : NaN;
    };
    const features = past ? 0 : alike ? 1 : length, starts = new Uint32Array(features + 1);
    for (let f = 0; f < features; f++) starts[f + 1] = starts[f] + times(first + f);
    if (starts[features] > LARGEST) return `more than ${LARGEST} positions are read`;
    const targets = new Float64Array(starts[features]);  // of all features, tap by tap
    let [low, high] = !past ? [Infinity, -Infinity] : past > 0 ? [0, first + length] : [first, -past];
    for (let f = 0; f < features; f++) {
      const here = taps[mod(first + f, period)];
      for (let k = 0; k < here.length; k++) {
        const to = targets[starts[f] + k] = place(first + f, here[k]);
        if (to < low) low = to;
        if (to >= high) high = to + 1;
      }
      if (f % SLICE === SLICE - 1) yield;
    }
    if (low >= high) return null;
    const size = high - low, outer = product(shape.slice(0, axis)), inner = product(shape.slice(axis + 1));
    if (outer * size * inner > LARGEST) return `more than ${LARGEST} positions are read`;
    const result = new Float64Array(outer * size * inner), line = new Float64Array(inner);
    for (let o = 0, work = 0; o < outer; o++) {
      const base = o * length * inner, row = o * size * inner;
      line.fill(0);
      for (let k = 0; k < length; k++) {  // past: from the far end of what is read, each adds to what came before
        const f = past && past > 0 ? length - 1 - k : k, share = weight(first + f), from = base + f * inner;
        if (past || alike) {
          for (let i = 0; i < inner; i++) line[i] += values[from + i] * share;
          if (past) result.set(line, row + (first + f - low) * inner);
        } else {
          for (let tap = starts[f]; tap < starts[f + 1]; tap++) {
            const to = row + (targets[tap] - low) * inner;
            for (let i = 0; to >= 0 && i < inner; i++) result[to + i] += values[from + i] * share;
          }
        }
        if ((work += inner * times(first + f)) > SLICE) work = 0, yield;
      }
      const [from, to] = !past ? [0, 0] : past > 0 ? [0, first - low] : [first + length - low, size];
      for (let k = from; k < to; k++) result.set(line, row + k * inner);
      for (const target of alike ? targets : []) {
        const to = row + (target - low) * inner;
        for (let i = 0; to >= 0 && i < inner; i++) result[to + i] += line[i];
      }
    }
    yield;
    const other = (/** @type {number[]} */ all, /** @type {number} */ to) =>
      all.map((each, k) => k === axis ? to : each);
    return { origin: other(origin, low), shape: other(shape, size), values: result, exponent };
  }

  /** Counts on the smallest box around both.
   *  @param {Counts} one @param {Counts} other @returns {Generator<undefined, Counts, undefined>} */
  function* added(one, other) {
    const origin = one.origin.map((at, axis) => Math.min(at, other.origin[axis]));
    const shape = one.shape.map((_, axis) => Math.max(
      ...[one, other].map((each) => each.origin[axis] + each.shape[axis])) - origin[axis]);
    const values = new Float64Array(product(shape)), exponent = Math.max(one.exponent, other.exponent);
    for (const each of [one, other]) {
      const shift = 2 ** (each.exponent - exponent), last = shape.length - 1, width = each.shape[last];
      for (let row = 0, work = 0; row * width < each.values.length; row++) {
        if ((work += width) > SLICE) work = 0, yield;
        let to = 0, rest = row, unit = 1;
        for (let axis = last, span = 1; axis >= 0; span *= shape[axis--]) {
          const at = axis === last ? 0 : rest % (unit = each.shape[axis]);
          if (axis !== last) rest = Math.floor(rest / unit);
          to += (each.origin[axis] - origin[axis] + at) * span;
        }
        for (let i = 0; i < width; i++) {
          const value = each.values[row * width + i];
          if (value) values[to + i] += shift === 1 ? value : Math.max(value * shift, LEAST);
        }
      }
    }
    return { origin, shape, values, exponent };
  }

  /** The same counts by a power of two smaller or larger where doubles would not do; what counts never becomes 0.
   *  @param {Counts} counted @returns {Generator<undefined, Counts, undefined>} */
  function* scaled(counted) {
    const { values } = counted;
    let most = 0, least = Infinity;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value > most) most = value;
      if (value && value < least) least = value;
      if (i % SLICE === SLICE - 1) yield;
    }
    const by = most > 2 ** 900 || most < 2 ** -100 ? Math.floor(Math.log2(most)) - 400 : 0;
    if (!by && least >= LEAST) return counted;
    const shift = 2 ** -by, result = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      result[i] = values[i] && Math.max(values[i] * shift, LEAST);
      if (i % SLICE === SLICE - 1) yield;
    }
    return { ...counted, exponent: counted.exponent + by, values: result };
  }

  /** The effective field: the pixels that count more than 4.55 % of the largest, and the root of their number.
   *  @param {Counts} counted @returns {{mask: Uint8Array, pixels: number, size: number}} */
  function effective({ values, shape }) {
    const mask = new Uint8Array(values.length);
    let most = 0, pixels = 0;
    for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
    const rim = most * 0.0455 * (1 + 1e-13);
    for (let i = 0; i < values.length; i++) if (values[i] > rim) pixels += mask[i] = 1;
    return { mask, pixels, size: pixels ** (1 / shape.length) };
  }

  /** After how many pixels a grid of counts repeats, per axis: where strides and dilations read unevenly; else 1.
   *  @param {Net} net @param {number} layer */
  function gridOf(net, layer) {
    const grid = net.axes.map(() => 1), before = new Set([layer]);
    for (let place = net.place[layer]; place > 0; place--) {
      const at = net.order[place], { sources, reads } = net.layers[at];
      if (!before.has(at)) continue;
      sources.forEach((source, which) => {
        before.add(source);
        grid.forEach((_, axis) => {
          const [period, advance, [told]] = net.reads[reads[which][axis][0]];
          const part = net.boxes[net.layers[source].boxes[axis][0]];
          if (period > 1 || !advance || !part) return;
          const taps = new Array(advance).fill(0);
          for (const [first, count, step] of triples([1, 0, [told]], 0)) {
            for (let k = 0; k < count; k++) taps[mod(first + k * step, advance)]++;
          }
          const step = Math.max(taps.some((times) => times !== taps[0]) ? advance : 1, told[1] > 1 ? told[2] : 1);
          if (step > 1) grid[axis] = Math.max(grid[axis], Math.round(step * part[1] / part[0]));
        });
      });
    }
    return grid;
  }

  /** Counts averaged over so many pixels per axis, in the same box: what a contour is drawn of.
   *  @param {Counts} counted @param {number[]} grid @returns {Generator<undefined, Counts, undefined>} */
  function* smoothed(counted, grid) {
    let { values } = counted;
    const { shape } = counted;
    for (const [axis, period] of grid.entries()) {
      if (period < 2) continue;
      const inner = product(shape.slice(axis + 1)), length = shape[axis], result = new Float64Array(values.length);
      for (let at = 0; at < values.length; at++) {
        const place = Math.floor(at / inner) % length, start = at - place * inner;
        const from = place - Math.floor(period / 2);
        for (let k = Math.max(from, 0); k < Math.min(from + period, length); k++) {
          result[at] += values[start + k * inner] / period;
        }
        if (!(at % Math.ceil(SLICE / period))) yield;
      }
      values = result;
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

  return { open, boxOf, visibleOf, centers, placeOf, readsOf, cone, seenBy, seenBoxes, counts, effective, gridOf,
    smoothed, edited, jotted, yamlOf };
})();
