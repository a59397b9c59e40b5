// The viewer: what is chosen, what people do, and what is drawn then.
"use strict";

/** @typedef {number[]} Spot  a feature, or a pixel, per axis @typedef {{layer: number, spot: Spot}} Pin */
/** @typedef {Counts & {mask: Uint8Array}} Shades  how much pixels count, and which of them do */

(() => {
  const {at, make, put, rect} = View;
  const SLOW = 400; // layers from which on not every effective field is measured
  const MANY = 2 ** 22; // features along an axis above which their centers are not drawn

  /** A runner of walks in slices of 8 ms, with pauses between them: a new one drops the one before.
   * @param {number} [pause] ms */
  function runner(pause) {
    let newest = /** @type {unknown} */ (null);
    return async (/** @type {Generator} */ walk) => {
      newest = walk;
      while (newest === walk) {
        for (const end = performance.now() + 8; performance.now() < end;) if (walk.next().done) return;
        await new Promise((resume) => {setTimeout(resume, pause);});
      }
    };
  }

  /** What is found; null where that is refused, as walks do that meet too many separate pieces.
   * @template T @param {() => T} find @param {ErrorConstructor} [refusal] */
  function attempted(find, refusal = RangeError) {
    try {
      return find();
    } catch (error) {
      if (error instanceof refusal) return null;
      throw error;
    }
  }

  /** @param {number} i @param {number | null} n  as many there are, if that is known */
  const within = (i, n) => Math.max(0, Math.min((n ?? Infinity) - 1, i));
  /** @param {Run} run */
  const mean = ([first, end]) => (first + end) / 2;
  /** @param {Run} run */
  const sizeOf = ([first, end]) => end - first;
  /** @param {any[]} list */
  const flip = (list) => [...list].reverse().join(", ");

  /** A length: exactly if six digits can spell it, else by the first four. @param {number} length */
  function spelled(length) {
    const exact = Number(length.toPrecision(6));
    return Math.abs(exact / length - 1) < 1e-9 ? exact : Number(length.toPrecision(4));
  }

  /** The place whose center is nearest to one that is wanted. @param {Float64Array} centers @param {number} wanted
   * @param {number} best  where others are as near */
  function nearest(centers, wanted, best) {
    const far = centers.map((center) => Math.abs(center - wanted));
    const least = far.reduce((a, b) => b < a ? b : a, Infinity), first = far.indexOf(least);
    return far[best] === least || first < 0 ? best : first;
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
    written.forEach((row, k) => { // what stands in a row is not said twice
      const [name, type, all] = ["name", "type", "n"].map((heading) => row[columns.indexOf(heading)]);
      const n = data.axes.map((/** @type {string} */ _, /** @type {number} */ axis) =>
        Number(all.split("x")[axis] ?? all) || null);
      data.layers[k + 1] = {name, type, n, sources: [k], ...data.layers[k + 1]};
    });
    const original = Core.open(data), {axes, layers, network} = original, X = axes.length - 1, Y = X - 1;
    const input = layers[0].n, unsized = input.includes(null), pixel = data.pixel?.name ?? "pixel";
    const branches = data.rows.map((/** @type {number} */ id) => data.branches[id]);
    const order = axes.map((_, k) => X - k), image = find(".image"), map = find(".map");
    const count = runner(), edit = runner(), measure = runner(8);
    const inputs = [...view.querySelectorAll(".keys input")];
    const choices = [...view.querySelectorAll("select[name], [type=checkbox]")];
    const options = Object.fromEntries(choices.map((each) => [each.name, each]));
    let net = original, layer = 0, spot = /** @type {Spot} */ ([]), centers = /** @type {Float64Array[]} */ ([]);
    let spans = /** @type {Span[]} */ ([]), cells = spans, width = 0, picture = "";
    let pins = /** @type {Pin[]} */ ([]), seen = /** @type {Map<number, Brick[]>} */ (new Map());
    let mark = /** @type {Spot | null} */ (null), counts = /** @type {Shades | null} */ (null);

    /** Draw one thing anew. @param {string} which @param {any[]} drawn */
    const draw = (which, ...drawn) => find(`[data-draws=${which}]`).replaceChildren(...drawn.flat(2));
    /** Say something, unless that stands there: it would be read aloud again. @param {string} where
     * @param {string} text */
    const say = (where, text) => find(where).textContent === text || find(where).replaceChildren(text);
    /** @param {number} node */
    const told = (node) => net.layers[node].boxes[0].length > 0;
    /** @param {number} node @param {Spot} spot */
    const boxOf = (node, spot) => told(node) ? attempted(() => Core.boxOf(net, node, spot)) : null;
    /** @param {Run[] | null} box  of the feature @param {Spot} spot */
    const visibleOf = (box, spot) => box && attempted(() => Core.visibleOf(net, layer, spot));
    /** All centers, if they are known and not too many to look at. @param {number} node */
    const centersOf = (node) => unsized || !told(node) || net.layers[node].n.some((n) => Number(n) > MANY) ? []
      : axes.map((_, axis) => Core.centers(net, node, axis));
    /** The feature so far through a map. @param {number} node @param {number} share */
    const featureOf = (node, share) => net.layers[node].n.map((n) => n ? within(Math.floor(n * share), n) : 0);
    /** What the first, the middle and the last feature of the layer see. */
    const endsOf = () => [0, 0.5, 1].map((share) => boxOf(layer, featureOf(layer, share)));
    /** @param {any[]} list */
    const around = (list) => X ? `(${flip(list)})` : flip(list);
    /** What is drawn of something per axis: of x and y, or nothing. @param {any[] | null | undefined} all
     * @param {any} [line]  instead of y */
    const plane = (all, line = [0, 1]) => all ? [all[X], X ? all[Y] : line] : [];
    const offered = () => inputs.filter((input) => !input.parentElement.hidden);
    const z = () => Number(find(".plane").value);

    /** A feature in the words of `locate`. @param {number} node @param {Spot} spot */
    function words(node, spot) {
      const {name} = layers[node], {lost, whole} = net.layers[node], box = boxOf(node, spot);
      const who = `${name} (${flip(spot)}) of ${network}`;
      if (!told(node)) return whole ? `${name} sees the whole input, whose size is not known`
        : `Nothing is told of ${name}${lost ? " here: run rfcalc on the copied file" : ""}.`;
      if (!box) return `${who} reads nothing, not even ${/^[aeiou]/i.test(pixel) ? "an" : "a"} ${pixel} of the padding`;
      const rf = box.map(sizeOf), alike = new Set(rf).size < 2;
      const extent = order.map((k) => rf[k] + (alike ? "" : ` (${axes[k]})`)).join(" x ");
      return `${who} sees ${extent} ${pixel}${X || rf[0] > 1 ? "s" : ""}${lengths(rf)} around ${around(box.map(mean))}`;
    }

    /** Pixels in the unit of each axis, if a length is known. @param {number[]} rf */
    const lengths = (rf) => data.length.map((/** @type {string} */ word, /** @type {number} */ k) =>
      k % 2 ? spelled(rf[axes.indexOf(word)] * data.pixel.size[word]) : word).join("");

    /** What belongs to a layer: the part of the image in view, all centers, the map. */
    function drawLayer() {
      const seen = unsized ? [boxOf(layer, spot)] : endsOf();
      const shown = plane(input.map((n, axis) =>
        View.inView(n, Core.hull(seen.map((box) => box && box[axis])) ?? [0, n ?? 1])));
      width = find(".on-image").clientWidth || 600;
      const room = [width, Math.max(320, Math.min(620, innerHeight * 0.64))];
      const scale = Math.min(...shown.map(([first, end], k) => room[k] / (end - first)));
      spans = shown.map(([first, end], k) =>
        ({first, end, scale: k ? Math.max(X ? scale : 80, 24 / (end - first)) : scale}));
      const [wide, high] = spans.map((span) => at(span, span.end));
      const whole = plane(unsized ? null : input.map((n) => [0, n]));
      put(image, {viewBox: `-2 -2 ${Number(wide) + 4} ${Number(high) + 4}`, width: wide, height: high});
      draw("ground", rect(spans, whole, "ground"));
      draw("picture", picture && rect(spans, whole, "own", {href: picture, preserveAspectRatio: "none"}));
      drawDots();
      drawMap();
      keep(pins);
      drawMark();
    }

    function drawDots() {
      const {name} = net.layers[layer], seen = options.dots.checked && centers.length;
      const {drawn, every, most} = View.dots(spans, seen ? plane(centers, [0.5]) : [[], []]);
      const thinned = every > 1 ? `: one in ${every} along an axis, where they lie closer than ${View.CLOSEST} px` : "";
      const shared = most > 1 ? `; a dot stands for up to ${most} features` : "";
      draw("dots", drawn);
      draw("ends", (options.ends.checked && !unsized ? endsOf() : []).map((box) => rect(spans, plane(box), "ends")));
      say(".shown", unsized ? `The field of ${name} by itself: the size of the input is not known.`
        : `${seen ? "Centers of the fields" : "Fields"} of ${name}${thinned}${shared}.`);
    }

    function drawMap() {
      const {n, name} = net.layers[layer], size = plane(n.map((each) => each ?? 1), 1), scale = 240 / Math.max(...size);
      cells = size.map((end, k) => ({first: 0, end, scale: k ? Math.max(X ? scale : 24, 4 / end) : scale}));
      const [right, low] = cells.map((span) => at(span, span.end));
      const lines = cells.flatMap((span, k) => View.range(scale < 4 ? 0 : span.end).map((i) =>
        k ? `M0 ${at(span, i)}h${right}` : `M${at(span, i)} 0v${low}`));
      put(map, {viewBox: `-1 -1 242 ${Number(low) + 2}`});
      draw("cells", rect(cells, size.map((end) => [0, end]), "ground"), View.path("cells", lines));
      say(".of-map", `Map of ${name}: ${order.map((k) => n[k]).join(" x ")}`);
    }

    /** Keep fields in view. @param {Pin[]} kept */
    function keep(kept) {
      pins = kept;
      draw("pins", pins.map((pin, k) => rect(spans, plane(boxOf(pin.layer, pin.spot)), `pin-${k + 1}`)));
      find(".pins").replaceChildren(...pins.map((pin, k) => {
        const drop = make("button", {"aria-label": `Remove pin ${k + 1}`}, "×");
        const dashes = make("svg", {width: 36, height: 8, "aria-hidden": true}, View.path(`pin-${k + 1}`, "M0 4h34"));
        drop.onclick = () => keep(pins.filter((each) => each !== pin));
        return make("li", {}, dashes, `${words(pin.layer, pin.spot)} `, drop);
      }));
    }

    const pin = () => boxOf(layer, spot) && keep([...pins, {layer, spot}].slice(0, 3));

    /** The marked pixel, and which features of the map read it. */
    function drawMark() {
      const [x, y] = plane(mark, 0).map((i, k) => at(spans[k], i + 0.5));
      draw("mark", mark ? View.path("mark", `M${x} ${y}m-8 0h16m-8-8v16`) : "");
      draw("seen", rect(cells, plane(Core.around(seen.get(layer))), "seen-here"));
    }

    /** Mark a pixel, if there is one, and tell which features of all layers read it. @param {Spot | null} pixels */
    function markAt(pixels) {
      if (pixels?.some((i, k) => !(i >= 0 && i < Number(input[k])))) return;
      mark = pixels;
      seen = pixels && attempted(() => Core.seenBy(net, pixels)) || new Map();
      drawMark();
      article.classList.toggle("marked", Boolean(mark));
      say(".seen-by", mark ? `Seen by: the features of each layer that read ${pixel} ${around(mark)}` : "");
      rows.forEach((row, k) => {
        const box = Core.around(seen.get(k + 1));
        const runs = box?.map(([first, end]) => end - first > 1 ? `${first}–${end - 1}` : first);
        row.querySelector(".seen").textContent = runs ? flip(runs) : "–";
      });
    }

    /** What belongs to a feature, and follows the pointer. @param {Spot} spot */
    function drawField(spot) {
      const box = boxOf(layer, spot), visible = visibleOf(box, spot);
      const flat = plane(box), [cx, cy] = flat.map((run, k) => at(spans[k], mean(run)));
      const alike = centers.map((each, k) => each.filter((center) => center === each[spot[k]]).length);
      const shared = alike.reduce((a, b) => a * b, 1);
      draw("field", !box ? "" : [rect(spans, flat, "field"), rect(spans, plane(visible), "visible"),
        make("circle", {class: "dot", r: 4, cx, cy}), View.arrows(spans, flat)]);
      draw("cell", rect(cells, plane(spot, 0).map((i, k) => [i, i + Math.max(1, 3 / cells[k].scale)]), "cell"));
      say(".sharing", shared > 1 ? `; ${shared} features share this center` : "");
      say(".say", words(layer, spot));
    }

    function drawNumbers() {
      const box = boxOf(layer, spot), visible = visibleOf(box, spot);
      const spell = (/** @type {Run} */ run) => `[${run.join(", ")})`;
      const told = {axis: axes, index: spot,
        ...box && {rf: box.map(sizeOf), center: box.map(mean), box: box.map(spell)},
        ...visible && {visible: visible.map(spell)}};
      find(".numbers").replaceChildren(make("tr", {}, ...Object.keys(told).map((name) => make("th", {}, name))),
        ...order.map((k) => make("tr", {}, ...Object.values(told).map((all) => make("td", {}, `${all[k]}`)))));
    }

    function drawSide() {
      const axis = axes.indexOf(options.along.value), svg = find(".side");
      const met = (told(layer) && attempted(() => Core.walk(net, layer, spot, false))) || new Map();
      const every = [...met.keys()].sort((a, b) => a - b);
      const drawn = every.slice(-View.ROWS).reverse(), more = every.length - drawn.length;
      svg.replaceChildren();
      if (drawn.length) View.side(svg, net, axis, drawn, met, branches);
      say(".of-side", `What ${layers[layer].name} (${flip(spot)}) reads along ${axes[axis]}${
        drawn.length ? more ? `; ${more} more layers below` : "" : " cannot be drawn"}.`);
    }

    /** Count paths to the chosen feature, if what is drawn needs them, and find the pixels that count. */
    function* counting() {
      const wanted = (options.heat.checked || options.contour.checked) && !unsized && told(layer);
      counts = null;
      shade();
      article.ariaBusy = "true";
      const found = wanted && (yield* Core.counts(net, layer, spot, options.weights.value));
      if (typeof found === "string") say(".shown", found);
      else if (found) counts = {...found, ...Core.effective(yield* Core.smoothed(found, Core.gridOf(net, layer)))};
      shade();
      article.ariaBusy = null;
    }

    function shade() {
      draw("heat");
      draw("contour");
      say(".sliced", String(z()));
      if (!counts) return;
      const {origin, shape, values, mask} = counts, box = plane(origin.map((first, k) => [first, first + shape[k]]));
      const wide = shape[X], area = wide * (X ? shape[Y] : 1), from = X > 1 ? (z() - origin[0]) * area : 0;
      const slice = (/** @type {any} */ all) => all.subarray(from, from + area);
      if (from < 0 || from >= values.length) return;
      if (options.heat.checked) draw("heat", rect(spans, box, "heat", {preserveAspectRatio: "none",
        href: View.heat(slice(values), wide, options.scale.value === "log")}));
      if (options.contour.checked) draw("contour", View.contour(slice(mask), wide, spans, box));
    }

    /** Choose a feature; without one, that whose center is nearest to where the chosen one looks.
     * @param {number} node @param {Spot} [wanted] @param {boolean} [other]  whether more than the feature is another */
    function choose(node, wanted, other = node !== layer) {
      const {n, name} = net.layers[node], middle = featureOf(node, 0.5), looks = boxOf(layer, spot)?.map(mean);
      if (other) centers = centersOf(node);
      spot = n.map((size, k) => within(wanted?.[k]
        ?? (looks && centers.length ? nearest(centers[k], looks[k], middle[k]) : middle[k]), size));
      layer = node;
      if (other) {
        find(".layer").value = node;
        rows.forEach((row, k) => row.classList.toggle("chosen", k + 1 === node));
        put(find(".feature"), {max: (n[0] ?? 1) - 1});
        offer();
        drawLayer();
      }
      find(".feature").value = spot[0];
      find(".plane").value = Math.floor(mean(boxOf(layer, spot)?.[0] ?? [0, 0]));
      drawSpot();
      tell(name, spot);
    }

    /** What belongs to the chosen feature. */
    function drawSpot() {
      drawField(spot);
      drawNumbers();
      drawSide();
      count(counting());
    }

    // Editing, and the table.

    /** Offer the keys of a window to be changed. */
    function offer() {
      const keys = net.keys[net.layers[layer].keys ?? -1] ?? {};
      for (const input of inputs) {
        input.value = Core.jotted(keys[input.name] ?? []);
        input.parentElement.hidden = !keys[input.name];
      }
      const none = !offered().length;
      find(".edit").hidden = none && net === original;
      say(".of-edit", none ? "" : `What if ${layers[layer].name} were another? All numbers follow:`);
    }

    /** Work out what follows from other keys, values of which are spelled as in a file: words have no quotes there. */
    function* edited() {
      const wanted = offered().map(({name, value}) => [name, attempted(() => JSON.parse(value), SyntaxError) ?? value]);
      article.ariaBusy = "true";
      const other = yield* Core.edited(net, layer, Object.fromEntries(wanted));
      article.ariaBusy = null;
      if (typeof other === "string") say(".wrong", other);
      else change(other);
    }

    /** Show other numbers. @param {Net} other */
    function change(other) {
      net = other;
      say(".wrong", "");
      say(".copy", "Copy YAML");
      find(".yaml").hidden = true; // what stands there is another network
      rows.forEach(fill);
      choose(layer, spot, true);
      markAt(mark);
      measure(measured());
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
      const [first, end] = boxOf(k + 1, featureOf(k + 1, 0.5))?.[X] ?? [0, 0];
      rows[k].cells[sized].replaceChildren(View.bars([end - first, effective], input[X] ?? 2 * (end - first)));
    }

    /** Measure the effective field of the middle feature of every layer, one after another, unless they are many. */
    function* measured() {
      const few = !unsized && X < 2 && layers.length <= SLOW;
      for (const k of few ? rows.keys() : []) {
        const found = told(k + 1) && (yield* Core.counts(net, k + 1, featureOf(k + 1, 0.5), options.weights.value));
        if (found && typeof found === "object") drawBars(k, Core.effective(found).size);
      }
    }

    head.prepend(make("td"));
    head.cells[1].after(make("th", {scope: "col", class: "seen"}, "seen by"));
    head.cells[sized - 1].after(make("th", {scope: "col"}, `of the ${X ? "image" : "input"}`));
    rows.forEach((row, k) => {
      row.dataset.layer = k + 1;
      row.insertAdjacentHTML("afterbegin", branches[k + 1][1]);
      row.cells[1].after(make("td", {class: "seen"}));
      row.cells[sized - 1].after(make("td"));
      row.onclick = () => choose(k + 1);
      drawBars(k);
    });

    // What people do.

    /** Where a pointer is, in pixels of the image or features of the map. @param {any} svg @param {MouseEvent} event */
    function pointed(svg, {clientX, clientY}) {
      const {x, y} = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
      const place = (svg === image ? spans : cells).map(({first, scale}, k) => (k ? y : x) / scale + first);
      return axes.map((_, k) => k >= Y ? place[X - k] : svg === image ? z() : spot[k]);
    }

    /** The feature at a place of the map, or whose center is nearest. @param {any} svg @param {MouseEvent} event */
    function featureAt(svg, event) {
      return pointed(svg, event).map((wanted, k) => svg === map ? within(Math.floor(wanted), net.layers[layer].n[k])
        : k < Y || !centers.length ? spot[k] : nearest(centers[k], wanted, spot[k]));
    }

    for (const svg of [image, map]) {
      svg.onpointermove = (/** @type {PointerEvent} */ event) =>
        event.pointerType === "mouse" && drawField(featureAt(svg, event));
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
      else if (/^Page/.test(key)) choose(within(layer + by, layers.length));
      else if (/^(Home|End)$/.test(key)) choose(layer, featureOf(layer, key === "End" ? 1 : 0));
      else if (key === "p") pin();
      else if (key === "m") markAt(boxOf(layer, spot)?.map((run) => Math.floor(mean(run))) ?? mark);
      else if (key === "Escape") markAt(null);
      else return;
      event.preventDefault();
    }

    /** Show a picture; null for none. What is not a file at all changes nothing. @param {File | null} [file] */
    function show(file) {
      if (file === undefined || unsized) return;
      URL.revokeObjectURL(picture);
      picture = file ? URL.createObjectURL(file) : "";
      find(".picture").value = ""; // the same one may be chosen again
      find(".remove").hidden = !file;
      drawLayer();
      const shown = image.querySelector(".own");
      if (shown) shown.onerror = () => {
        show(null);
        say(".say", `${file?.name} is no picture that this browser can show.`);
      };
    }

    function copy() {
      const area = find(".yaml");
      area.value = Core.yamlOf(net);
      area.hidden = false;
      area.select();
      say(".copy", "Selected: copy it");
      navigator.clipboard?.writeText(area.value).then(() => say(".copy", "Copied"), () => {});
    }

    /** @param {any} row @param {string} text */
    const holds = (row, text) => row.textContent.toLowerCase().includes(text.toLowerCase());
    /** @param {string} event @param {Record<string, (target: any, event: any) => void>} acts  by what they happen to */
    const when = (event, acts) => Object.entries(acts).forEach(([selector, act]) =>
      find(selector).addEventListener(event, (/** @type {Event} */ happened) => act(happened.target, happened)));
    when("change", {".layer": ({value}) => choose(Number(value)), ".picture": ({files}) => show(files[0])});
    when("input", {".plane": shade, ".feature": ({value}) => choose(layer, [Number(value), ...spot.slice(1)]),
      ".filter": ({value}) => rows.forEach((row) => {row.hidden = !holds(row, value);})});
    when("click", {".pin": pin, ".own": () => find(".picture").click(), ".remove": () => show(null), ".copy": copy,
      ".undo": () => change(original), ".change": () => edit(edited())});
    when("keydown", {".keys": (_, {key}) => key === "Enter" && edit(edited())});
    article.addEventListener("drop", (event) => show(/** @type {DragEvent} */ (event).dataTransfer?.files[0]));
    find(".layer").append(...layers.map(({name}, value) => make("option", {value}, name)));
    options.along.append(...order.map((k) => make("option", {}, axes[k])));
    options.weights.value = data.weights;
    put(find(".plane"), {max: (input[0] ?? 1) - 1});
    for (const choice of Object.values(options)) choice.onchange = drawDots;
    for (const name of ["heat", "contour", "scale", "weights"]) options[name].onchange = () => count(counting());
    options.along.onchange = drawSide;
    new ResizeObserver(() => {
      if (find(".on-image").clientWidth === width) return;
      drawLayer();
      drawSpot();
    }).observe(view);
    /** @param {(string | null)[]} names  that may be meant */
    const named = (...names) => layers.findIndex(({name}) => names.includes(name));
    choose(data.chosen, undefined, true);
    measure(measured());
    return {choose, named, show};
  }

  // The page: which networks are shown, and its address.

  const articles = [...document.querySelectorAll("article")], panels = /** @type {ReturnType<typeof panel>[]} */ ([]);
  const networks = JSON.parse(document.getElementById("data")?.textContent ?? "[]");
  const chooser = /** @type {HTMLFormElement | null} */ (document.getElementById("chooser"));
  /** The networks that stand side by side, by number. */
  const chosen = () => chooser ? [...new FormData(chooser).values()].map(Number) : [0];

  function arrange() {
    const shown = chosen();
    document.body.classList.toggle("pair", new Set(shown.filter((k) => k >= 0)).size > 1);
    articles.forEach((article, k) => {
      article.hidden = !shown.includes(k);
      if (!article.hidden) panels[k] ??= panel(article, networks[k], (layer, spot) => {
        if (panels[k] && k === chosen()[0]) attempted(() => // frames have no address, and some browsers count
          history.replaceState(null, "", `#${encodeURIComponent(layer)}/${[...spot].reverse()}`), Error);
      });
    });
  }

  function follow() {
    const [, name, spot] = /^#(.+)\/([\d,]+)$/.exec(location.hash) ?? [], shown = panels[chosen()[0]];
    const node = name ? shown.named(name, attempted(() => decodeURIComponent(name), URIError)) : -1;
    if (node >= 0) shown.choose(node, spot.split(",").map(Number).reverse());
  }

  chooser?.addEventListener("change", arrange);
  chooser?.removeAttribute("hidden");
  arrange();
  follow();
  addEventListener("hashchange", follow);
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault()); // the page stays
  addEventListener("paste", (event) => panels[chosen()[0]].show(event.clipboardData?.files[0]));
})();
