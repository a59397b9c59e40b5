// What the viewer computes: boxes, counts, who sees a pixel, other numbers after a change. Whole numbers, and no document.

/** @typedef {[number, number]} Run  [first, end), end not included @typedef {Run[]} Runs  in order, with gaps between */
/** @typedef {Runs[]} Brick  the product of a set along each axis */
/** @typedef {[number, number, number[][], string?, number?]} Read  period, advance, per phase triples, border, past */
/** @typedef {[number, number, (Run | null)[]]} Part  period, advance, per phase a box */
/** @typedef {number | string | null} Told @typedef {(number | null)[]} Sizes @typedef {Record<string, any>} Keys */
/** @typedef {{name: string, type: string, sources: number[], n: Sizes, boxes: number[][], reads: number[][][],
 *    jump: Told[], rf: Sizes, start: Told[], rf_min?: Sizes, own?: number[][], like?: number, keys?: number,
 *    gaps?: true, whole?: true, misaligned?: true, irregular?: true, unknown?: true, constant?: true}} Layer */
/** @typedef {{network: string, axes: string[], reads: Read[], boxes: Part[], layers: Layer[], keys: Keys[],
 *    yaml: string[], onesided?: string[]}} Data */
/** @typedef {Data & {order: number[], place: number[]}} Net  with the order in which layers follow their sources */
/** @typedef {{origin: number[], shape: number[], values: Float64Array, exponent: number}} Counts  value * 2^exponent */

const Core = (() => {
  "use strict";
  const MOST = 1e6, LARGEST = 2 ** 25, LEAST = 2 ** -960;

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

  /** What feature i of a layer sees along one axis. @param {Net} net @param {number} layer @param {number} axis @param {number} i */
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
    return Float64Array.from({ length: count }, (_, i) => middle(boxAlong(net, layer, axis, i)));
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
    const found = /** @type {Runs} */ ([]);
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

  /** The same set in few bricks, whose sets along the first axis are disjoint. @param {Brick[]} bricks @returns {Brick[]} */
  function united(bricks) {
    const distinct = [...new Map(bricks.map((brick) => [brick.join("|"), brick])).values()];
    if (distinct.length < 2) return distinct;
    if (distinct[0].length === 1) return [[merged(distinct.flatMap(([runs]) => runs))]];
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
   *  @param {Net} net @param {number} layer @param {number[]} index @param {boolean} clipped @returns {Map<number, Brick[]>} */
  function walk(net, layer, index, clipped) {
    const waiting = new Map([[layer, [index.map((i) => /** @type {Runs} */ ([[i, i + 1]]))]]]);
    for (let place = net.place[layer]; place >= 0; place--) {
      const at = net.order[place], { sources, reads } = net.layers[at], here = waiting.get(at);
      if (!here || !sources.length) continue;
      const bricks = united(here);
      waiting.set(at, bricks);
      reads.forEach((axes, which) => {
        const source = sources[which], { n } = net.layers[source], read = waiting.get(source) ?? [];
        for (const brick of bricks) {
          axes[0].forEach((_, way) => {
            const sets = brick.map((runs, axis) => readBy(runs, net.reads[axes[axis][way]], clipped ? n[axis] : null));
            if (sets.every((runs) => runs.length)) read.push(sets);
          });
        }
        if (read.length) waiting.set(source, read);
      });
    }
    const first = waiting.get(0);
    return first ? waiting.set(0, united(first)) : waiting;
  }

  /** Which features of every map before a feature reads along each axis.
   *  @param {Net} net @param {number} layer @param {number[]} index @param {boolean} [clipped] @returns {Map<number, Runs[]>} */
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

  /** Where positions of a map of n stand, in it and beside it. @param {Runs} runs @param {number} n @param {string} [border] */
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
        if (read) waiting.set(sources[which], scaled(before ? added(before, read) : read));
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
    const weight = new Float64Array(length).fill(1), targets = [];
    let low = Infinity, high = -Infinity;
    for (let f = 0; f < (alike ? 1 : length); f++) {
      const told = triples(read, first + f), list = [];
      if (weights === "mean") weight[f] = 1 / Math.max(1, told.reduce((sum, [, count]) => sum + count, 0));
      if (past) {
        low = Math.min(low, told[0][0]);
        high = Math.max(high, told[0][0] + told[0][1]);
        continue;
      }
      for (const [from, count, step] of told) {
        for (let at = from, k = 0; k < count; k++, at += step) {
          const to = border && n !== null ? folded(at, n, border) : at;
          if (n === null || to >= 0 && to < n) list.push(to);
        }
      }
      for (const to of list) low = Math.min(low, to), high = Math.max(high, to + 1);
      targets.push(list);
    }
    if (alike) weight.fill(weight[0]);
    if (low >= high) return null;
    const size = high - low, outer = product(shape.slice(0, axis)), inner = product(shape.slice(axis + 1));
    if (outer * size * inner > LARGEST) return `more than ${LARGEST} positions are read`;
    const result = new Float64Array(outer * size * inner), line = new Float64Array(inner);
    const at = (/** @type {number[]} */ all, /** @type {number} */ to) => all.map((each, k) => k === axis ? to : each);
    for (let o = 0, work = 0; o < outer; o++) {
      const base = o * length * inner, row = o * size * inner;
      if (past || alike) {
        line.fill(0);
        for (let k = 0; k < length; k++) {  // past: from the far end of what is read, each adds to what came before
          const f = past && past > 0 ? length - 1 - k : k;
          for (let i = 0; i < inner; i++) line[i] += values[base + f * inner + i] * weight[f];
          if (past) result.set(line, row + (first + f - low) * inner);
        }
        const [from, to] = !past ? [0, 0] : past > 0 ? [0, first - low] : [first + length - low, size];
        for (let k = from; k < to; k++) result.set(line, row + k * inner);
        for (const target of alike ? targets[0] : []) {
          for (let i = 0; i < inner; i++) result[row + (target - low) * inner + i] += line[i];
        }
      } else {
        for (let f = 0; f < length; f++) {
          const list = targets[f], share = weight[f], from = base + f * inner;
          for (let k = 0; k < list.length; k++) {
            const to = row + (list[k] - low) * inner;
            for (let i = 0; i < inner; i++) result[to + i] += values[from + i] * share;
          }
          work += list.length * inner;
          if (work > 2 ** 19) work = 0, yield;
        }
      }
    }
    yield;
    return { origin: at(origin, low), shape: at(shape, size), values: result, exponent };
  }

  /** Counts on the smallest box around both. @param {Counts} one @param {Counts} other @returns {Counts} */
  function added(one, other) {
    const origin = one.origin.map((at, axis) => Math.min(at, other.origin[axis]));
    const shape = one.shape.map((_, axis) => Math.max(
      ...[one, other].map((each) => each.origin[axis] + each.shape[axis])) - origin[axis]);
    const values = new Float64Array(product(shape)), exponent = Math.max(one.exponent, other.exponent);
    for (const each of [one, other]) {
      const shift = 2 ** (each.exponent - exponent), last = shape.length - 1, width = each.shape[last];
      for (let row = 0; row * width < each.values.length; row++) {
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
   *  @param {Counts} counted @returns {Counts} */
  function scaled(counted) {
    const { values } = counted;
    let most = 0, least = Infinity;
    for (const value of values) {
      if (value > most) most = value;
      if (value && value < least) least = value;
    }
    const by = most > 2 ** 900 || most < 2 ** -100 ? Math.floor(Math.log2(most)) - 400 : 0;
    if (!by && least >= LEAST) return counted;
    const shift = 2 ** -by;
    return { ...counted, exponent: counted.exponent + by,
      values: values.map((value) => value && Math.max(value * shift, LEAST)) };
  }

  /** The effective field: the pixels that count more than 4.55 % of the largest, and the root of their number.
   *  @param {Counts} counted @returns {{mask: Uint8Array, pixels: number, size: number}} */
  function effective({ values, shape }) {
    let most = 0;
    for (const value of values) most = Math.max(most, value);
    const rim = most * 0.0455 * (1 + 1e-13), mask = Uint8Array.from(values, (value) => Number(value > rim));
    const pixels = mask.reduce((sum, each) => sum + each, 0);
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
   *  @param {Counts} counted @param {number[]} grid @returns {Counts} */
  function smoothed(counted, grid) {
    let { values } = counted;
    const { shape } = counted;
    grid.forEach((period, axis) => {
      if (period < 2) return;
      const inner = product(shape.slice(axis + 1)), length = shape[axis], result = new Float64Array(values.length);
      for (let at = 0; at < values.length; at++) {
        const place = Math.floor(at / inner) % length, start = at - place * inner, from = place - Math.floor(period / 2);
        for (let k = Math.max(from, 0); k < Math.min(from + period, length); k++) {
          result[at] += values[start + k * inner] / period;
        }
      }
      values = result;
    });
    return { ...counted, values };
  }

  return { open, boxOf, visibleOf, centers, placeOf, readsOf, cone, seenBy, seenBoxes, counts, effective, gridOf, smoothed };
})();
