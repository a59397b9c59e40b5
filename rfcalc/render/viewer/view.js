// Drawing: what each picture of a network consists of. Nothing here keeps a state or listens to anything.
"use strict";

/** @typedef {{first: number, end: number, scale: number}} Span  pixels, or features, along an axis of a drawing */

const View = (() => {
  const CLOSEST = 6, MOST = 2.2, ROWS = 300; // px between dots, images in view, rows of a side view
  const FARTHEST = 64, WIDEST = 4096; // features beside one that sees nothing, px of a canvas
  const HTML = /^(button|input|label|li|option|p|t[dhr]|textarea|div)$/;
  const CIVIDIS = [[0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115], [138, 134, 120],
    [165, 156, 116], [195, 179, 105], [225, 204, 85], [254, 232, 56]];

  /** @param {string} name @param {object} [attributes] @param {(Node | string)[]} inner @returns {any} */
  function make(name, attributes = {}, ...inner) {
    const made = document.createElementNS(`http://www.w3.org/${HTML.test(name) ? "1999/xhtml" : "2000/svg"}`, name);
    put(made, attributes);
    made.append(...inner);
    return made;
  }

  /** @param {Element} element @param {object} attributes */
  function put(element, attributes) {
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  }

  /** @param {string} kind @param {string | string[]} moves @param {object} [more]  attributes */
  const path = (kind, moves, more) => make("path", {class: kind, d: [moves].flat().join(""), ...more});
  /** @param {number} value */
  const short = (value) => String(Math.round(value * 100) / 100);
  /** @param {Span} span @param {number} place */
  const at = ({first, scale}, place) => short((place - first) * scale);
  /** @param {number} count */
  const range = (count) => [...Array(Math.max(0, count)).keys()];

  /** The pixels in view along an axis: the image and what features see, up to so many images.
   * @param {number | null} n @param {Run} hull @returns {Run} */
  function inView(n, [first, end]) {
    if (n === null) return [first, end];
    const room = (MOST - 1) * n, before = Math.max(0, -first), after = Math.max(0, end - n);
    const left = Math.min(before, Math.max(room / 2, room - after));
    return [-left, n + Math.min(after, room - left)];
  }

  /** @param {Span[]} spans @param {Run[]} box  of x and y, as always; or of nothing @param {string} kind
   * @param {object} [more]  of an image */
  function rect(spans, box, kind, more) {
    if (!box.length) return "";
    const [x, y] = spans.map((span, k) => at(span, box[k][0]));
    const [width, height] = spans.map(({scale}, k) => short((box[k][1] - box[k][0]) * scale));
    return make(more ? "image" : "rect", {class: kind, x, y, width, height, ...more});
  }

  /** Where a box goes on beyond the view: an arrow, and by how many pixels. @param {Span[]} spans @param {Run[]} box */
  function arrows(spans, box) {
    const [wide, high] = spans.map((span) => Number(at(span, span.end)));
    return spans.flatMap(({first, end}, k) => [first - box[k][0], box[k][1] - end].map((beyond, far) => {
      if (beyond < 0.5) return "";
      const place = k ? {x: wide / 2, y: far ? high - 6 : 14, "text-anchor": "middle"}
        : {x: far ? wide - 5 : 5, y: high / 2 + 4, "text-anchor": far ? "end" : "start"};
      return make("text", {class: "beyond", ...place}, `${Math.ceil(beyond)} px ${"←→↑↓"[2 * k + far]}`);
    }));
  }

  /** Dots at centers, with an outline: one for features that share it, every k-th where they lie close.
   * @param {Span[]} spans @param {Iterable<number>[]} centers */
  function dots(spans, centers) {
    const [along, down] = centers.map((all, k) => {
      const {first, end, scale} = spans[k], shared = new Map();
      for (const center of all) if (center >= first && center <= end) shared.set(center, (shared.get(center) ?? 0) + 1);
      const places = [...shared.keys()].sort((a, b) => a - b), gaps = places.length - 1;
      const every = gaps > 0 ? Math.max(1, Math.ceil(CLOSEST * gaps / (places[gaps] - places[0]) / scale)) : 1;
      const drawn = places.filter((_, i) => i % every === 0).map((place) => at(spans[k], place));
      return {drawn, every, most: Math.max(1, ...new Set(shared.values()))};
    });
    const moves = down.drawn.flatMap((y) => along.drawn.map((x) => `M${x} ${y}h0`));
    return {drawn: [path("dots-under", moves), path("dots", moves)], every: Math.max(along.every, down.every),
      most: along.most * down.most};
  }

  /** Counts as an image: of squares of positions, where they are more than a canvas can hold, the largest.
   * @param {Float64Array} counts  rows of x @param {number} width @param {boolean} log */
  function heat(counts, width, log) {
    const height = counts.length / width, every = Math.ceil(Math.max(width, height) / WIDEST);
    const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
    [canvas.width, canvas.height] = [width, height].map((size) => Math.ceil(size / every));
    const image = new ImageData(canvas.width, canvas.height), values = new Float64Array(image.data.length / 4);
    counts.forEach((count, i) => {
      const place = Math.floor(i / width / every) * canvas.width + Math.floor(i % width / every);
      values[place] = Math.max(values[place], count);
    });
    const most = values.reduce((a, b) => Math.max(a, b), 0), last = CIVIDIS.length - 1;
    const least = values.reduce((a, b) => b > 0 ? Math.min(a, b) : a, most);
    const lowest = Math.max(Math.log(least / most), Math.log(1e-12)) - 1e-9;
    values.forEach((value, i) => {
      if (value <= 0) return;
      const share = log ? Math.max(0, 1 - Math.log(value / most) / lowest) : value / most;
      const k = Math.min(last - 1, Math.floor(share * last)), above = share * last - k;
      CIVIDIS[k].forEach((low, c) => {image.data[4 * i + c] = low + above * (CIVIDIS[k + 1][c] - low);});
      image.data[4 * i + 3] = 255;
    });
    context?.putImageData(image, 0, 0);
    return canvas.toDataURL();
  }

  /** The line around pixels that are in. @param {Uint8Array} mask @param {number} width @param {Span[]} spans
   * @param {Run[]} box */
  function contour(mask, width, [across, down], [[left], [top]]) {
    const lines = /** @type {string[]} */ ([]), sides = /** @type {string[]} */ ([]), height = mask.length / width;
    const x = (/** @type {number} */ i) => at(across, left + i), y = (/** @type {number} */ j) => at(down, top + j);
    /** @param {number} i @param {number} j */
    const inside = (i, j) => i >= 0 && i < width && mask[j * width + i] === 1;
    /** @param {number} i @param {number} j */
    const border = (i, j) => inside(i, j) !== inside(i, j - 1);
    for (let j = 0; j <= height; j++) {
      for (let i = 0; i <= width; i++) {
        if (border(i, j) !== border(i - 1, j)) lines.push(border(i, j) ? `M${x(i)} ${y(j)}` : `H${x(i)}`);
        if (inside(i, j) !== inside(i - 1, j)) sides.push(`M${x(i)} ${y(j)}V${y(j + 1)}`);
      }
    }
    return path("contour", [...lines, ...sides]);
  }

  /** How much of the image features see, and what counts of it. @param {number[]} sizes @param {number} full */
  function bars(sizes, full) {
    const [rf, erf] = sizes.map((size) => short(90 * Math.min(1, size / Math.max(full, 1))));
    return make("svg", {width: 90, height: 12, "aria-hidden": true}, make("rect", {class: "rf", width: rf, height: 12}),
      make("rect", {class: "erf", y: 4, width: erf, height: 4}));
  }

  /** Where a feature is drawn along an axis: one that sees nothing stands between those beside it that do.
   * @param {Net} net @param {number} node @param {number} axis @param {number} i */
  function placed(net, node, axis, i) {
    const seen = (/** @type {number} */ k) => Core.placeOf(net, node, axis, k);
    let [before, after] = [i, i];
    while (Number.isNaN(seen(before)) && i - before < FARTHEST) before -= 1;
    while (Number.isNaN(seen(after)) && after - i < FARTHEST) after += 1;
    const share = (i - before) / (after - before) || 0, place = seen(before) * (1 - share) + seen(after) * share;
    return Number.isNaN(place) ? i + 0.5 : place;
  }

  /** What is read along an axis, a row a layer from the chosen one down: features, virtual ones hollow, and the ways.
   * @param {any} svg @param {Net} net @param {number} axis @param {number[]} drawn @param {Map<number, Brick[]>} met
   * @param {[number, string][]} branches  lane and drawing of each layer */
  function side(svg, net, axis, drawn, met, branches) {
    const wide = Math.max(180, svg.parentElement.clientWidth - 150);
    const rows = new Map(drawn.map((node, k) => {
      const runs = Core.along(met.get(node) ?? [], axis), from = runs[0][0], to = runs[runs.length - 1][1] - 1;
      const read = runs.flatMap(([a, b]) => range(Math.min(b - a, 999)).map((i) => a + i));
      return [node, {y: 15 + 26 * k, from, to, read}];
    }));
    const place = (/** @type {number} */ node, /** @type {number} */ i) => placed(net, node, axis, i);
    const reach = [...rows].flatMap(([node, {from, to}]) => [place(node, from), place(node, to)]);
    const first = Math.min(...reach) - 1, scale = wide / (Math.max(...reach) + 1 - first);
    const x = (/** @type {number} */ node, /** @type {number} */ i) => short(130 + (place(node, i) - first) * scale);
    const marks = [];
    const apart = (/** @type {number} */ node) => Math.abs(place(node, 1) - place(node, 0)) * scale;
    put(svg, {width: wide + 140, height: 26 * drawn.length + 4});
    for (const [node, {y, from, to, read}] of rows) {
      const {name, sources, reads, n} = net.layers[node], size = n[axis] ?? Infinity;
      sources.forEach((source, which) => {
        const below = rows.get(source), kind = `way-${Math.max(branches[node][0], branches[source][0]) % 4}`;
        if (!below) return;
        const ways = reads[which][axis].map((id) => net.reads[id]);
        const lines = () => read.flatMap((i) => ways.flatMap((way) => Core.triples(way, i)).flatMap(
          ([j, times, step]) => range(times).map((k) => `M${x(node, i)} ${y}L${x(source, j + k * step)} ${below.y}`)));
        svg.append(read.length < 60 && apart(source) > 4 ? path(`${kind} lines`, lines()) : path(kind,
          `M${x(node, from)} ${y}H${x(node, to)}L${x(source, below.to)} ${below.y}H${x(source, below.from)}Z`));
      });
      const far = apart(node), near = range(far < 4 ? 0 : to - from + 7).map((k) => from - 3 + k);
      const real = (/** @type {number} */ i) => i >= 0 && i < size;
      const other = near.filter((i) => real(i) && !read.includes(i));
      const kinds = {other, read, virtual: read.filter((i) => !real(i))};
      if (far < 4) marks.push(path("dots", `M${x(node, from)} ${y}H${x(node, to)}`));
      else for (const [kind, all] of Object.entries(kinds)) {
        const wide = Math.min(far * 0.75, kind === "virtual" ? 3 : 6);
        marks.push(path(`dots-${kind}`, all.map((i) => `M${x(node, i)} ${y}h0`), {"stroke-width": wide}));
      }
      const label = name.length > 20 ? `${name.slice(0, 19)}…` : name;
      marks.push(make("text", {y: y + 4}, make("title", {}, name), label));
    }
    svg.append(...marks);
  }

  return {CLOSEST, ROWS,
    arrows, at, bars, contour, dots, heat, inView, make, path, put, range, rect, side};
})();
