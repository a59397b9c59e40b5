// The viewer: what is chosen, what people do, and what is drawn then.
"use strict";

/** @typedef {number[]} Spot  a feature, or a pixel, per axis @typedef {{layer: number, spot: Spot}} Pin */

(() => {
  const {at, make, put, rect} = View;
  const KEYS = "Arrows move, Shift by 10; Home, End: first, last; Page Up, Down: other layers; P pins; " +
    "M marks the pixel at the center, Escape unmarks.";
  const SLOW = 400; // layers from which on not every effective field is measured
  const MANY = 2 ** 22; // features along an axis above which their centers are not drawn
  const ENDS = [0, 0.5, 1], WINDOW = ["kernel", "stride", "padding", "dilation"];

  /** A runner of walks in slices of 8 ms, with pauses between them: a new one drops the one before.
   * @param {number} [pause] ms */
  function runner(pause) {
    let newest = 0;
    /** @template T @param {Generator<unknown, T>} [walk] @param {(result: T) => void} [done] */
    return (walk, done) => {
      const mine = ++newest;
      const slice = () => {
        const end = performance.now() + 8;
        let step;
        do if (mine !== newest || !walk) return;
        while (!(step = walk.next()).done && performance.now() < end);
        if (step.done) done?.(step.value);
        else setTimeout(slice, pause);
      };
      slice();
    };
  }

  /** What a walk finds; null where it meets too many separate pieces. @template T @param {() => T} walk */
  function attempted(walk) {
    try {
      return walk();
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  /** Give a layer what its row in the table says of it: what stands there is not said twice.
   * @param {any} layer @param {number} before @param {string[]} axes @param {(heading: string) => string} told */
  function fillIn(layer, before, axes, told) {
    const n = told("n").split("x");
    layer.name ??= told("name");
    layer.type ??= told("type");
    layer.n ??= axes.map((_, k) => n[0] === "?" ? null : Number(n[k] ?? n[0]));
    layer.sources ??= [before];
  }

  /** One network in view. @param {Element} article @param {any} data @param {(of: string, spot: Spot) => void} tell */
  function panel(article, data, tell) {
    /** @param {string} selector @returns {any} */
    const find = (selector) => article.querySelector(selector);
    const view = find(".viewer"), pattern = /** @type {HTMLTemplateElement} */ (document.getElementById("panel"));
    view.append(pattern.content.cloneNode(true));
    view.hidden = false;
    find(".sideways").ariaLabel += ` of ${data.network}`;
    const texts = (/** @type {any} */ row) => [...row.cells].map((cell) => cell.textContent);
    const rows = [...find(".layers").tBodies[0].rows], written = rows.map(texts), head = find(".layers thead tr");
    const columns = texts(head), sized = columns.indexOf("start") + 3; // where bars stand
    written.forEach((row, k) => fillIn(data.layers[k + 1], k, data.axes, (name) => row[columns.indexOf(name)]));
    const original = Core.open(data), {axes, layers, network} = original, X = axes.length - 1, Y = X - 1;
    const input = layers[0].n, unsized = input.includes(null), pixel = data.pixel?.name ?? "pixel";
    const order = axes.map((_, k) => X - k), surface = X ? "image" : "input";
    const image = find(".image"), map = find(".map");
    const count = runner(), edit = runner(), measure = runner(8), pins = /** @type {Pin[]} */ ([]);
    const options = Object.fromEntries([...view.querySelectorAll("[name]")].map((each) => [each.name, each]));
    let net = original, layer = 0, spot = /** @type {Spot} */ ([]), centers = /** @type {Float64Array[]} */ ([]);
    let sharing = /** @type {Map<number, number>[]} */ ([]); // by center, how many features have it, per drawn axis
    let spans = /** @type {Span[]} */ ([]), cells = spans, width = 0, picture = "", drawn = "";
    let mark = /** @type {Spot | null} */ (null), counts = /** @type {Counts | null} */ (null);
    let mask = /** @type {Uint8Array} */ (new Uint8Array()), seen = /** @type {Map<number, Run[]>} */ (new Map());

    /** @param {Element} svg @param {string} names @returns {Record<string, (...drawn: any[]) => void>} */
    const groups = (svg, names) => Object.fromEntries(names.split(" ").map((name) => {
      const group = make("g");
      svg.append(group);
      return [name, (...drawn) => group.replaceChildren(...drawn.flat(2))];
    }));
    const on = groups(image, "ground picture heat dots ends contour pins field mark");
    const under = groups(map, "ground seen chosen");
    /** @param {string} where @param {string} text */
    const say = (where, text) => {find(where).textContent = text;};
    /** @param {number} node */
    const told = (node) => net.layers[node].boxes[0].length > 0;
    /** @param {number} node @param {Spot} spot */
    const boxOf = (node, spot) => told(node) ? attempted(() => Core.boxOf(net, node, spot)) : null;
    /** All centers along an axis, if they are not too many to look at. @param {number} node @param {number} axis */
    const centersOf = (node, axis) =>
      Core.centers(net, node, axis, Number(net.layers[node].n[axis]) > MANY ? 0 : undefined);
    /** @param {Spot} spot */
    const visibleOf = (spot) => attempted(() => Core.visibleOf(net, layer, spot));
    /** @param {any[]} list */
    const flip = (list) => [...list].reverse().join(", ");
    /** @param {any[]} list */
    const around = (list) => X ? `(${flip(list)})` : flip(list);
    /** @param {any[]} box @returns {any[]} */
    const plane = (box) => [box[X], X ? box[Y] : [0, 1]];
    /** @param {Run} run */
    const mean = ([first, end]) => (first + end) / 2;
    /** @param {number | null} n @param {number} share */
    const part = (n, share) => n ? Math.min(n - 1, Math.floor(n * share)) : 0;
    const z = () => Number(find(".plane").value);

    /** A feature in the words of `locate`. @param {number} node @param {Spot} spot */
    function words(node, spot) {
      const {name} = layers[node], who = `${name} (${flip(spot)}) of ${network}`, box = boxOf(node, spot);
      const lost = net.layers[node].lost ? " here: run rfcalc on the copied file" : "";
      if (!told(node) && net.layers[node].whole) return `${name} sees the whole input, whose size is not known`;
      if (!told(node)) return `Nothing is told of ${name}${lost}.`;
      if (!box) return `${who} reads nothing, not even ${/^[aeiou]/i.test(pixel) ? "an" : "a"} ${pixel} of the padding`;
      const rf = box.map(([first, end]) => end - first), alike = new Set(rf).size < 2;
      const extent = order.map((k) => rf[k] + (alike ? "" : ` (${axes[k]})`)).join(" x ");
      return `${who} sees ${extent} ${pixel}${X || rf[0] > 1 ? "s" : ""}${lengths(rf)} around ${around(box.map(mean))}`;
    }

    /** Pixels in the unit of each axis, if a length is known. @param {number[]} rf */
    function lengths(rf) {
      const {size = {}, unit} = data.pixel ?? {}, known = order.filter((k) => size[axes[k]]), every = known.length > X;
      const units = known.map((k) => unit[axes[k]]), one = every && new Set(units).size < 2;
      const long = known.map((k, i) => {
        const value = rf[k] * size[axes[k]], exact = Number(value.toPrecision(6));
        const length = Math.abs(exact / value - 1) < 1e-9 ? exact : Number(value.toPrecision(4));
        return `${length}${one ? "" : ` ${units[i]}`}${every ? "" : ` along ${axes[k]}`}`;
      });
      return known.length ? ` (${long.join(every ? " x " : ", ")}${one ? ` ${units[0]}` : ""})` : "";
    }

    /** What the layer's features see along an axis, all of them. @param {number} axis @returns {Run} */
    function hull(axis) {
      const some = ENDS.map((share) => net.layers[layer].n.map((size, k) => part(size, k === axis ? share : 0.5)));
      const ends = (unsized ? [spot] : some).flatMap((each) => boxOf(layer, each)?.[axis] ?? []);
      return ends.length ? [Math.min(...ends), Math.max(...ends)] : [0, input[axis] ?? 1];
    }

    /** What belongs to a layer: the part of the image in view, all centers, the map. */
    function drawLayer() {
      const shown = order.slice(0, 2).map((axis) => View.inView(input[axis], hull(axis)));
      width = find(".on-image").clientWidth || 600;
      const room = Math.max(320, Math.min(620, innerHeight * 0.64));
      const scale = Math.min(...shown.map(([first, end], k) => (k ? room : width) / (end - first)));
      spans = [...shown, [0, 1]].slice(0, 2).map(([first, end], k) =>
        ({first, end, scale: k ? Math.max(X ? scale : 80, 24 / (end - first)) : scale}));
      const [wide, high] = spans.map((span) => at(span, span.end)), whole = plane(input.map((n) => [0, n]));
      put(image, {viewBox: `-2 -2 ${Number(wide) + 4} ${Number(high) + 4}`, width: wide, height: high});
      on.ground(unsized ? [] : rect(spans, whole, "ground"));
      on.picture(!picture || unsized ? [] : rect(spans, whole, "own", {href: picture, preserveAspectRatio: "none"}));
      centers = told(layer) && !unsized ? axes.map((_, axis) => centersOf(layer, axis)) : [];
      drawDots();
      drawMap();
      drawPins();
      drawMark();
    }

    function drawDots() {
      const {n, name} = net.layers[layer], few = centers.length && centers.every((each) => each.length);
      const seen = few && options.dots.checked;
      const kept = seen ? spans.map((span, k) => View.spread(span, centers[X - k] ?? Float64Array.of(0.5))) : [];
      sharing = kept.map((each) => each.shared);
      const every = Math.max(...kept.map((each) => each.every)), shared = kept.reduce((all, {most}) => all * most, 1);
      on.dots(seen ? View.dots(spans, kept.map((each) => each.places)) : []);
      on.ends((options.ends.checked && !unsized ? ENDS : []).map((share) => {
        const box = boxOf(layer, n.map((size) => part(size, share)));
        return box ? rect(spans, plane(box), "ends") : [];
      }));
      if (unsized) say(".shown", `The field of ${name} by itself: the size of the input is not known.`);
      else say(".shown", `${seen ? "Centers of the fields" : "Fields"} of ${name}${every > 1
        ? `: one in ${every} along an axis, where they lie closer than ${View.CLOSEST} px` : ""}${shared > 1
        ? `; a dot stands for up to ${shared} features` : ""}.`);
    }

    function drawMap() {
      const {n, name} = net.layers[layer], [wide, high] = plane(n.map((size) => [0, size ?? 1])).map((run) => run[1]);
      const scale = 240 / Math.max(wide, high);
      cells = [wide, high].map((end, k) => ({first: 0, end, scale: k ? Math.max(X ? scale : 24, 4 / end) : scale}));
      const [right, low] = cells.map((span) => at(span, span.end)), lines = [0, 1].flatMap((k) => scale < 4 ? []
        : View.range(cells[k].end).map((i) => k ? `M0 ${at(cells[1], i)}h${right}` : `M${at(cells[0], i)} 0v${low}`));
      put(map, {viewBox: `-1 -1 242 ${Number(low) + 2}`});
      map.parentElement.hidden = unsized;
      under.ground(rect(cells, [[0, wide], [0, high]], "ground"), View.path("cells", lines));
      say(".of-map", `Map of ${name}: ${order.map((k) => n[k]).join(" x ")}`);
    }

    function drawPins() {
      on.pins(pins.map((pin, k) => rect(spans, plane(boxOf(pin.layer, pin.spot) ?? []), `pin-${k + 1}`)));
      find(".pins").replaceChildren(...pins.map((pin, k) => {
        const drop = make("button", {"aria-label": `Remove pin ${k + 1}`}, "×");
        drop.onclick = () => {
          pins.splice(k, 1);
          drawPins();
        };
        const dashes = make("svg", {width: 36, height: 8, "aria-hidden": true}, View.path(`pin-${k + 1}`, "M0 4h34"));
        return make("li", {}, dashes, `${words(pin.layer, pin.spot)} `, drop);
      }));
    }

    /** The marked pixel, and which features of the map read it. */
    function drawMark() {
      const here = seen.get(layer);
      const [x, y] = mark ? plane(mark.map((i) => [i, i + 1])).map((run, k) => at(spans[k], mean(run))) : [];
      on.mark(mark ? View.path("mark", `M${x} ${y}m-8 0h16m-8-8v16`) : []);
      under.seen(here ? rect(cells, plane(here), "seen-here") : []);
    }

    /** Find out which features of all layers read the marked pixel, and tell them in the table. */
    function drawReaders() {
      const marked = mark, readers = marked && attempted(() => Core.seenBy(net, marked));
      seen = readers ? Core.seenBoxes(readers) : new Map();
      drawMark();
      article.classList.toggle("marked", Boolean(mark));
      say(".seen-by", mark ? `Seen by: the features of each layer that read ${pixel} ${around(mark)}` : "");
      rows.forEach((row, k) => {
        const runs = (seen.get(k + 1) ?? []).map((/** @type {Run} */ [first, end]) =>
          end - first > 1 ? `${first}–${end - 1}` : first);
        row.querySelector(".seen").textContent = flip(runs) || "–";
      });
    }

    /** What belongs to a feature, and follows the pointer. @param {Spot} spot */
    function drawField(spot) {
      drawn = String(spot);
      const box = boxOf(layer, spot), visible = box && visibleOf(spot), flat = plane(box ?? []);
      on.field(!box ? [] : [rect(spans, flat, "field"), visible ? rect(spans, plane(visible), "visible") : [],
        make("circle", {class: "dot", r: 4, cx: at(spans[0], mean(flat[0])), cy: at(spans[1], mean(flat[1]))}),
        View.arrows(spans, flat)]);
      const [x, y] = plane(spot.map((i) => [i, i + 1])), [wide, high] = cells.map(({scale}) => Math.max(1, 3 / scale));
      under.chosen(rect(cells, [[x[0], x[0] + wide], [y[0], y[0] + high]], "cell"));
      const shared = sharing.reduce((all, at, k) => all * (at.get(centers[X - k]?.[spot[X - k]]) ?? 1), 1);
      say(".sharing", shared > 1 ? `; ${shared} features share this center` : "");
      say(".say", words(layer, spot));
    }

    function drawNumbers() {
      const box = boxOf(layer, spot), visible = box && visibleOf(spot);
      const spell = (/** @type {Run} */ run) => `[${run.join(", ")})`;
      const rows = order.map((k) => ({axis: axes[k], index: spot[k],
        ...box && {rf: box[k][1] - box[k][0], center: mean(box[k]), box: spell(box[k])},
        ...visible && {visible: spell(visible[k])}}));
      find(".numbers").replaceChildren(...[Object.keys(rows[0]), ...rows.map(Object.values)].map((row, k) =>
        make("tr", {}, ...row.map((/** @type {unknown} */ each) => make(k ? "td" : "th", {}, `${each}`)))));
    }

    function drawSide() {
      const axis = axes.indexOf(options.along.value), svg = find(".side");
      const cone = (told(layer) && attempted(() => Core.cone(net, layer, spot, false))) || new Map();
      const every = layers.map((_, node) => node).filter((node) => cone.get(node)?.[axis].length);
      const drawn = every.slice(-View.ROWS).reverse(), more = every.length - drawn.length;
      svg.replaceChildren();
      if (drawn.length) View.side(svg, net, axis, drawn, cone);
      say(".of-side", `What ${layers[layer].name} (${flip(spot)}) reads along ${axes[axis]}${
        drawn.length ? more ? `; ${more} more layers below` : "" : " cannot be drawn"}.`);
    }

    /** Count paths, if what is drawn needs them. */
    function drawCounts() {
      const wanted = (options.heat.checked || options.contour.checked) && !unsized && told(layer);
      const done = (/** @type {string | null} */ refused) => {
        if (refused) say(".shown", refused);
        shade();
        article.toggleAttribute("aria-busy", false);
      };
      count();
      counts = null;
      done(null);
      if (!wanted) return;
      put(article, {"aria-busy": true});
      count(counted(), done);
    }

    /** Find the counts of the chosen feature, and the pixels that count; or a sentence why not. */
    function* counted() {
      const found = yield* Core.counts(net, layer, spot, options.weights.value);
      if (!found || typeof found === "string") return found;
      mask = Core.effective(yield* Core.smoothed(found, Core.gridOf(net, layer))).mask;
      counts = found;
      return null;
    }

    function shade() {
      on.heat();
      on.contour();
      if (!counts) return;
      const {origin, shape, values} = counts, box = plane(origin.map((first, k) => [first, first + shape[k]]));
      const wide = shape[X], area = wide * (X ? shape[Y] : 1), from = X > 1 ? (z() - origin[0]) * area : 0;
      const slice = (/** @type {any} */ all) => all.subarray(from, from + area);
      if (from < 0 || from >= values.length) return;
      if (options.heat.checked) on.heat(rect(spans, box, "heat", {preserveAspectRatio: "none",
        href: View.heat(slice(values), wide, options.scale.value === "log")}));
      if (options.contour.checked) on.contour(View.contour(slice(mask), wide, spans, box));
    }

    /** Choose a feature; without one, that whose center is nearest to where the chosen one looks.
     * @param {number} node @param {Spot} [wanted] */
    function choose(node, wanted) {
      const other = node !== layer || !spot.length, {n, name} = net.layers[node];
      const looks = !unsized && told(node) && spot.length && boxOf(layer, spot)?.map(mean);
      spot = n.map((size, k) => Math.max(0, Math.min((size ?? Infinity) - 1, wanted?.[k]
        ?? (looks ? nearest(centersOf(node, k), looks[k], part(size, 0.5)) : part(size, 0.5)))));
      layer = node;
      if (other) {
        find(".layer").value = node;
        rows.forEach((row, k) => row.classList.toggle("chosen", k + 1 === node));
        put(find(".feature"), {max: (n[0] ?? 1) - 1});
        offer();
        drawLayer();
      }
      find(".feature").value = spot[0];
      if (X > 1) follow(mean(boxOf(layer, spot)?.[0] ?? [0, 0]));
      drawField(spot);
      drawNumbers();
      drawSide();
      drawCounts();
      tell(name, spot);
    }

    /** Show the slice of the image at a place. @param {number} place */
    function follow(place) {
      const sliced = Math.max(0, Math.min(Number(input[0]) - 1, Math.floor(place)));
      find(".plane").value = sliced;
      say(".sliced", String(sliced));
    }

    // Editing, and the table.

    /** Offer the keys of a window to be changed. */
    function offer() {
      const keys = net.keys[net.layers[layer].keys ?? -1] ?? {}, names = WINDOW.filter((key) => keys[key]);
      find(".keys").replaceChildren(...names.map((name) =>
        make("label", {}, `${name} `, make("input", {name, value: Core.jotted(keys[name])}))));
      find(".edit").hidden = !names.length && net === original;
      say(".of-edit", names.length ? `What if ${layers[layer].name} were another? All numbers follow:` : "");
    }

    /** A value as a file has it; words have no quotes there. @param {string} text */
    function parsed(text) {
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    }

    /** @param {any} form */
    function submit(form) {
      const wanted = [...new FormData(form)].map(([key, value]) => [key, parsed(String(value))]);
      edit(Core.edited(net, layer, Object.fromEntries(wanted)), (other) =>
        typeof other === "string" ? say(".wrong", other) : change(other));
    }

    /** Show other numbers. @param {Net} other */
    function change(other) {
      const before = spot;
      [net, spot] = [other, []];
      say(".wrong", "");
      rows.forEach(fill);
      choose(layer, before);
      drawReaders();
      remeasure();
    }

    /** Write a layer's numbers into its row. @param {any} row @param {number} k */
    function fill(row, k) {
      const {n, jump, rf, rf_min, start} = net.layers[k + 1];
      const fields = rf?.map((most, axis) => [...new Set([rf_min?.[axis] ?? most, most])].join(".."));
      Object.entries({n, jump, rf: fields, start}).forEach(([heading, all]) => {
        const at = columns.indexOf(heading), text = [...new Set(all)].length > 1 ? all.join("x") : all?.[0] ?? "?";
        row.cells[at + 2].textContent = net.layers[k + 1] === layers[k + 1] ? written[k][at] : text;
      });
      drawBars(k);
    }

    /** The size of a layer's middle field, and of what counts of it. @param {number} k @param {number} [effective] */
    function drawBars(k, effective = 0) {
      const box = boxOf(k + 1, net.layers[k + 1].n.map((n) => part(n, 0.5)))?.[X] ?? [0, 0], size = box[1] - box[0];
      rows[k].cells[sized].replaceChildren(View.bars([size, effective], input[X] ?? 2 * size));
    }

    /** The effective size of the middle feature of every layer, one after another. */
    function* measured() {
      for (const k of rows.keys()) {
        const middle = net.layers[k + 1].n.map((n) => part(n, 0.5));
        const result = told(k + 1) && (yield* Core.counts(net, k + 1, middle, options.weights.value));
        if (result && typeof result === "object") drawBars(k, Core.effective(result).size);
      }
    }

    function remeasure() {
      const {classList} = find(".layers"), few = !unsized && X < 2 && layers.length <= SLOW;
      classList.toggle("measuring", few);
      measure(few ? measured() : undefined, () => classList.remove("measuring"));
    }

    head.prepend(make("td"));
    head.cells[1].after(make("th", {scope: "col", class: "seen"}, "seen by"));
    head.cells[sized - 1].after(make("th", {scope: "col"}, `of the ${surface}`));
    View.lanes(layers).slice(1).forEach((lane, k) => {
      const row = rows[k];
      row.dataset.layer = k + 1;
      row.prepend(make("td", {class: "lanes"}, View.graph(lane)));
      row.cells[1].after(make("td", {class: "seen"}));
      row.cells[sized - 1].after(make("td"));
      row.onclick = () => choose(k + 1);
      drawBars(k);
    });

    // What people do.

    /** Where a pointer is, in pixels of the image or features of the map. @param {any} svg @param {MouseEvent} event */
    function pointed(svg, {clientX, clientY}) {
      const {left, top, width, height} = svg.getBoundingClientRect(), view = svg.viewBox.baseVal;
      const [x, y] = [(clientX - left) / width * view.width + view.x, (clientY - top) / height * view.height + view.y];
      const [across, down] = svg === image ? spans : cells;
      const place = [x / across.scale + across.first, y / down.scale + down.first];
      return axes.map((_, k) => k >= Y ? place[X - k] : svg === image ? z() : spot[k]);
    }

    /** The feature at a place of the map, or whose center is nearest. @param {any} svg @param {MouseEvent} event */
    function featureAt(svg, event) {
      return pointed(svg, event).map((wanted, k) => {
        if (svg === map) return Math.max(0, Math.min(Math.floor(wanted), (net.layers[layer].n[k] ?? 1) - 1));
        return k < Y || !centers.length ? spot[k] : nearest(centers[k], wanted, spot[k]);
      });
    }

    /** @param {Float64Array} centers @param {number} wanted @param {number} best  where others are as near */
    function nearest(centers, wanted, best) {
      let least = Math.abs(centers[best] - wanted);
      for (let i = 0; i < centers.length; i++) {
        const far = Math.abs(centers[i] - wanted);
        if (far < least || Number.isNaN(least)) [best, least] = [i, far];
      }
      return best;
    }

    for (const svg of [image, map]) {
      put(svg, {"aria-label": `${svg === image ? `The ${surface} and the field` : "The map"}. ${KEYS}`});
      svg.onpointermove = (/** @type {PointerEvent} */ event) => {
        const pointedAt = featureAt(svg, event);
        if (event.pointerType === "mouse" && String(pointedAt) !== drawn) drawField(pointedAt);
      };
      svg.onpointerleave = () => drawField(spot);
      svg.onkeydown = press;
      svg.onclick = (/** @type {MouseEvent} */ event) => {
        if (svg === image) markAt(pointed(svg, event).map(Math.floor));
        choose(layer, featureAt(svg, event));
      };
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
      const {key} = event, by = (event.shiftKey ? 10 : 1) * (/Left|Up/.test(key) ? -1 : 1);
      const axis = /^Arrow[LR]/.test(key) ? X : /^Arrow/.test(key) ? Y : -1;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (axis >= 0) choose(layer, spot.map((i, k) => k === axis ? i + by : i));
      else if (/^Page/.test(key)) choose(Math.max(0, Math.min(layers.length - 1, layer + by)));
      else if (/^(Home|End)$/.test(key)) choose(layer, net.layers[layer].n.map((n) => part(n, key === "End" ? 1 : 0)));
      else if (key === "p") pin();
      else if (key === "m") markAt(boxOf(layer, spot)?.map((run) => Math.floor(mean(run))));
      else if (key === "Escape") unmark();
      else return;
      event.preventDefault();
    }

    /** Mark a pixel, if there is one. @param {Spot} [pixel] */
    function markAt(pixel) {
      if (!pixel?.every((i, k) => i >= 0 && i < Number(input[k]))) return;
      mark = pixel;
      drawReaders();
    }

    function unmark() {
      mark = null;
      drawReaders();
    }

    function pin() {
      if (pins.length < 3 && boxOf(layer, spot)) pins.push({layer, spot});
      drawPins();
    }

    /** Show a picture; null for none. What is not a file at all changes nothing. @param {File | null} [file] */
    function show(file) {
      if (file === undefined || unsized) return;
      const shown = new Image();
      URL.revokeObjectURL(picture);
      picture = "";
      shown.onload = () => {
        picture = shown.src;
        find(".remove").hidden = false;
        drawLayer();
      };
      shown.onerror = () => say(".say", `${file?.name} is no picture that this browser can show.`);
      if (file) shown.src = URL.createObjectURL(file);
      find(".remove").hidden = true;
      drawLayer();
    }

    function copy() {
      const area = find(".yaml");
      area.value = Core.yamlOf(net);
      area.hidden = false;
      area.select();
      say(".copy", "Selected: copy it");
      navigator.clipboard?.writeText(area.value).then(() => say(".copy", "Copied"), () => {});
    }

    /** @param {string} event @param {Record<string, (target: any, event: any) => void>} acts  by what they happen to */
    const when = (event, acts) => Object.entries(acts).forEach(([selector, act]) =>
      find(selector).addEventListener(event, (/** @type {Event} */ happened) => act(happened.target, happened)));
    when("change", {".layer": ({value}) => choose(Number(value)), ".picture": ({files}) => show(files[0]),
      "[name=dots]": drawDots, "[name=ends]": drawDots, "[name=heat]": drawCounts, "[name=contour]": drawCounts,
      "[name=weights]": drawCounts, "[name=scale]": shade, "[name=along]": drawSide});
    when("input", {".plane": ({value}) => {
      follow(Number(value));
      shade();
    }, ".feature": ({value}) => choose(layer, [Number(value), ...spot.slice(1)]),
      ".filter": ({value}) => rows.forEach((row) => {
        row.hidden = !row.textContent.toLowerCase().includes(value.toLowerCase());
      })});
    when("click", {".pin": pin, ".own": () => find(".picture").click(), ".remove": () => show(null), ".copy": copy,
      ".undo": () => change(original)});
    when("submit", {".edit": (form, event) => {
      event.preventDefault();
      submit(form);
    }});
    article.addEventListener("drop", (event) => show(/** @type {DragEvent} */ (event).dataTransfer?.files[0]));
    find(".layer").append(...layers.map(({name}, value) => make("option", {value}, name)));
    options.along.append(...order.map((k) => make("option", {}, axes[k])));
    options.weights.value = data.weights;
    for (const each of view.querySelectorAll(".depth")) each.hidden = X < 2;
    find(".own").hidden = unsized;
    put(find(".plane"), {max: (input[0] ?? 1) - 1});
    new ResizeObserver(() => {
      if (find(".on-image").clientWidth === width) return;
      drawLayer();
      drawField(spot);
      drawSide();
      shade();
    }).observe(view);
    /** @param {string} said  as it is, or as it stands in an address */
    const named = (said) => layers.findIndex(({name}) => said === name || said === encodeURIComponent(name));
    const wide = layers.map(({n}) => n.some((size) => size !== 1));
    choose(Math.max(0, data.chosen ? named(data.chosen) : wide.lastIndexOf(true)));
    remeasure();
    return {choose, named, show};
  }

  // The page: which networks are shown, and its address.

  const articles = [...document.querySelectorAll("article")], panels = /** @type {ReturnType<typeof panel>[]} */ ([]);
  const networks = JSON.parse(document.getElementById("data")?.textContent ?? "[]");
  const selects = [.../** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll("#chooser select"))];
  const first = () => Number(selects[0]?.value ?? 0);

  function arrange() {
    const shown = new Set([first(), Number(selects[1]?.value ?? -1)]);
    document.body.classList.toggle("pair", [...shown].every((k) => k >= 0) && shown.size > 1);
    articles.forEach((article, k) => {
      article.hidden = !shown.has(k);
      if (shown.has(k)) panels[k] ??= panel(article, networks[k], (layer, spot) => {
        if (!panels[k] || k !== first() || location.protocol === "about:") return;
        try {
          history.replaceState(null, "", `#${encodeURIComponent(layer)}/${[...spot].reverse()}`);
        } catch {
          // Some browsers count how often this is done: the address may lag behind.
        }
      });
    });
  }

  function follow() {
    const [, name, spot] = /^#(.+)\/([\d,]+)$/.exec(location.hash) ?? [], shown = panels[first()];
    const node = name ? shown.named(name) : -1;
    if (node >= 0) shown.choose(node, spot.split(",").map(Number).reverse());
  }

  selects.forEach((select, k) => {
    networks.forEach((/** @type {Net} */ {network}, /** @type {number} */ value) =>
      select.append(make("option", {value}, network)));
    select.value = String(k);
    select.onchange = arrange;
    if (select.form) select.form.hidden = false;
  });
  arrange();
  follow();
  addEventListener("hashchange", follow);
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault()); // the page stays
  addEventListener("paste", (event) => panels[first()].show(event.clipboardData?.files[0]));
})();
