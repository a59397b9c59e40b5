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
