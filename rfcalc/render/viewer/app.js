// The viewer: what is chosen, what people do, and what is drawn then.
"use strict";

/** @typedef {number[]} Spot  a feature or a pixel, per axis  @typedef {{layer: number, spot: Spot}} Feature */

(() => {
  const { make, rect, at } = View;
  const KEYS = "Arrows move, with Shift by 10; Home, End: first, last; Page Up, Page Down: other layers; P pins, Escape unmarks.";

  /** A runner of walks in slices of 8 ms: a new one drops the one before. */
  function runner() {
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
        else setTimeout(slice);
      };
      slice();
    };
  }

  /** One network in view. @param {Element} article @param {any} data @param {(layer: string, spot: Spot) => void} chosen */
  function panel(article, data, chosen) {
    /** @param {string} selector @returns {any} */
    const find = (selector) => article.querySelector(selector);
    const view = find(".viewer"), pattern = /** @type {HTMLTemplateElement} */ (document.getElementById("panel"));
    view.append(pattern.content.cloneNode(true));
    view.hidden = false;
    const original = Core.open(data), { axes, layers } = original, X = axes.length - 1, Y = X - 1, flat = axes.map((_, k) => X - k);
    const unsized = layers[0].n.includes(null), pixel = data.pixel?.name ?? "pixel", surface = X ? "image" : "input";
    const image = find("svg.image"), map = find("svg.map"), rows = [...find(".layers").tBodies[0].rows];
    const head = find(".layers thead tr"), columns = [...head.cells].map((cell) => cell.textContent);
    const count = runner(), edit = runner(), pins = /** @type {Feature[]} */ ([]);
    const options = Object.fromEntries([...view.querySelectorAll("[name]")].map((each) => [each.name, each]));
    let net = original, layer = 0, spot = /** @type {Spot} */ ([]), centers = /** @type {Float64Array[]} */ ([]), picture = "";
    let counts = /** @type {Counts | null} */ (null), mark = /** @type {Spot | null} */ (null), width = 0;
    let spans = /** @type {Span[]} */ ([]), cells = spans;

    /** @param {Element} svg @param {string} names @returns {Record<string, (...drawn: any[]) => void>} */
    const groups = (svg, names) => Object.fromEntries(names.split(" ").map((name) => {
      const group = make("g", { class: `on-${name}` });
      svg.append(group);
      return [name, (...drawn) => group.replaceChildren(...drawn.flat())];
    }));
    const on = groups(image, "ground picture heat dots ends contour pins field mark"), under = groups(map, "ground seen chosen");
    /** @param {string} where @param {string} text */
    const say = (where, text) => { find(where).textContent = text; };
    /** @param {number} node */
    const told = (node) => !layers[node].unknown && !layers[node].constant;
    /** @param {number} node @param {Spot} spot */
    const boxOf = (node, spot) => (told(node) ? Core.boxOf(net, node, spot) : null);
    /** @param {any[]} list */
    const flip = (list) => [...list].reverse().join(", ");
    /** @param {any[]} list */
    const around = (list) => (X ? `(${flip(list)})` : flip(list));
    /** @param {Run[]} box @returns {Run[]} */
    const plane = (box) => [box[X], X ? box[Y] : [0, 1]];
    const z = () => Number(find(".plane").value);
    /** @param {number | null} n @param {number} share */
    const part = (n, share) => (n === null ? 0 : Math.min(n - 1, Math.floor(n * share)));

    /** A feature in the words of `locate`. @param {number} node @param {Spot} spot */
    function words(node, spot) {
      const { name } = layers[node], who = `${name} (${flip(spot)}) of ${net.network}`, box = boxOf(node, spot);
      if (!told(node)) return `Nothing is told of ${name}.`;
      if (!box) return `${who} reads nothing, not even ${/^[aeiou]/i.test(pixel) ? "an" : "a"} ${pixel} of the padding`;
      const rf = box.map(([first, end]) => end - first), alike = new Set(rf).size < 2, { size, unit } = data.pixel ?? {};
      const extent = flat.map((k) => `${rf[k]}${alike ? "" : ` (${axes[k]})`}`).join(" x ");
      const known = flat.filter((k) => size?.[axes[k]]), units = new Set(known.map((k) => unit[axes[k]]));
      const lengths = known.map((k) => {
        const value = rf[k] * size[axes[k]], exact = Number(value.toPrecision(6));
        const length = Math.abs(exact / value - 1) < 1e-9 ? exact : Number(value.toPrecision(4));
        return known.length <= X ? `${length} ${unit[axes[k]]} along ${axes[k]}` : units.size > 1 ? `${length} ${unit[axes[k]]}` : length;
      }).join(known.length > X ? " x " : ", ");
      const long = lengths && ` (${lengths}${known.length > X && units.size === 1 ? ` ${[...units]}` : ""})`;
      return `${who} sees ${extent} ${pixel}${X || rf[0] > 1 ? "s" : ""}${long} around ${around(box.map(([a, b]) => (a + b) / 2))}`;
    }

    /** What the layer's features see along an axis, all of them. @param {number} axis @returns {Run} */
    function hull(axis) {
      const n = net.layers[layer].n, some = unsized ? [spot] : [0, 0.5, 1].map((share) =>
        n.map((size, k) => part(size, k === axis ? share : 0.5)));
      const ends = some.flatMap((each) => boxOf(layer, each)?.[axis] ?? []);
      return ends.length ? [Math.min(...ends), Math.max(...ends)] : [0, layers[0].n[axis] ?? 1];
    }

    /** What belongs to a layer: the part of the image in view, all centers, the map. */
    function drawLayer() {
      const shown = (X ? [X, Y] : [X]).map((axis) => View.inView(layers[0].n[axis], hull(axis)));
      width = find(".on-image").clientWidth || 600;
      const scale = Math.min(...shown.map(([first, end], k) => (k ? 620 : width) / (end - first)));
      spans = [...shown, /** @type {Run} */ ([0, 1])].slice(0, 2).map(([first, end], k) =>
        ({ first, end, scale: k ? Math.max(X ? scale : 80, 24 / (end - first)) : scale }));
      const [wide, high] = spans.map((span) => at(span, span.end)), whole = plane(layers[0].n.map((size) => [0, size ?? 0]));
      for (const [key, value] of Object.entries({ viewBox: `0 0 ${wide} ${high}`, width: wide, height: high })) image.setAttribute(key, value);
      on.ground(unsized ? [] : rect(spans, whole, "ground frame"));
      on.picture(picture && !unsized ? rect(spans, whole, "own", { href: picture, preserveAspectRatio: "none" }) : []);
      centers = told(layer) ? axes.map((_, axis) => Core.centers(net, layer, axis)) : [];
      drawDots();
      drawMap();
      drawPins();
      drawMark();
    }

    function drawDots() {
      const { n, name } = net.layers[layer], seen = options.dots.checked && centers.length && !unsized;
      const kept = seen ? plane(/** @type {any} */ (centers)).map((each, k) => View.spread(spans[k], Float64Array.from(X || !k ? each : [0.5]))) : [];
      const every = Math.max(1, ...kept.map((each) => each.every)), shared = kept.reduce((most, each) => most * each.most, 1);
      on.dots(seen ? View.dots(spans, kept.map((each) => each.places)) : []);
      say(".shown", `${seen ? `Centers of the fields of ${name}` : name}${every > 1 ? `: one in ${every}, for they lie closer than ${
        View.CLOSEST} px` : ""}${shared > 1 ? `; a dot stands for up to ${shared} features` : ""}.`);
      const ends = options.ends.checked && !unsized ? [0, 0.5, 1] : [];
      on.ends(ends.flatMap((share) => boxOf(layer, n.map((size) => part(size, share))) ?? []).length
        ? ends.map((share) => boxOf(layer, n.map((size) => part(size, share)))).flatMap((box, k) => (box ? rect(spans, plane(box), `ends end-${k}`) : [])) : []);
    }

    function drawMap() {
      const { n, name } = net.layers[layer], [wide, high] = plane(n.map((size) => [0, size ?? 1])).map(([, end]) => end);
      const scale = 240 / Math.max(wide, high);
      cells = [wide, high].map((end, k) => ({ first: 0, end, scale: k ? Math.max(X ? scale : 24, 4 / end) : scale }));
      const [right, low] = cells.map((span) => Number(at(span, span.end))), grid = scale < 4 ? [] : [
        ...View.range(wide + 1).map((i) => `M${at(cells[0], i)} 0v${low}`), ...View.range(high + 1).map((i) => `M0 ${at(cells[1], i)}h${right}`)];
      map.setAttribute("viewBox", `-1 -1 242 ${low + 2}`);
      map.parentElement.hidden = unsized;
      under.ground(rect(cells, [[0, wide], [0, high]], "ground frame"), View.path("cells", ...grid));
      say(".of-map", `Map of ${name}: ${flat.map((k) => n[k]).join(" x ")}`);
    }

    function drawPins() {
      on.pins(pins.flatMap((pin, k) => rect(spans, plane(boxOf(pin.layer, pin.spot) ?? []), `pin-${k + 1}`)));
      find(".pins").replaceChildren(...pins.map((pin, k) => {
        const drop = make("button", { type: "button", "aria-label": `Remove pin ${k + 1}` }, "×");
        drop.onclick = () => { pins.splice(k, 1); drawPins(); };
        return make("li", {}, make("svg", { width: 36, height: 8, "aria-hidden": true }, View.path(`pin-${k + 1}`, "M0 4h34")),
          words(pin.layer, pin.spot), " ", drop);
      }));
    }

    /** The marked pixel, and which features read it. */
    function drawMark() {
      const seen = mark ? Core.seenBoxes(Core.seenBy(net, mark)) : new Map(), here = seen.get(layer);
      const box = mark && plane(mark.map((i) => [i + 0.5, i + 0.5])), [x, y] = box?.map(([i], k) => at(spans[k], i)) ?? [];
      on.mark(box ? View.path("mark", `M${x} ${y}m-8 0h16m-8-8v16`) : []);
      under.seen(here ? rect(cells, plane(here), "seen-here") : []);
      article.classList.toggle("marked", Boolean(mark));
      say(".seen-by", mark ? `Seen by: the features of each layer that read ${pixel} ${around(mark)}.` : "");
      rows.forEach((row, k) => {
        const box = seen.get(k + 1), text = flat.map((axis) => box?.[axis]).map((run) => run && (run[1] - run[0] > 1 ? `${run[0]}–${run[1] - 1}` : run[0]));
        row.querySelector(".seen").textContent = box ? text.join(", ") : "–";
      });
    }

    /** What belongs to a feature, and follows the pointer. @param {Spot} spot */
    function drawField(spot) {
      const box = boxOf(layer, spot), visible = box && Core.visibleOf(net, layer, spot);
      on.field(box ? [rect(spans, plane(box), "field"), visible ? rect(spans, plane(visible), "visible") : [], make("circle",
        { class: "dot", r: 4, cx: at(spans[0], mean(box[X])), cy: at(spans[1], mean(plane(box)[1])) }), View.arrows(spans, plane(box))].flat() : []);
      under.chosen(rect(cells, plane(spot.map((i) => [i, i + 1])).map(([i, end], k) => [i, Math.max(end, i + 3 / cells[k].scale)]), "cell"));
      say(".say", words(layer, spot));
    }
    /** @param {Run} run */
    const mean = ([first, end]) => (first + end) / 2;

    function drawNumbers() {
      const box = boxOf(layer, spot), visible = box && Core.visibleOf(net, layer, spot);
      const spell = (/** @type {Run} */ [first, end]) => `[${first}, ${end})`;
      const table = flat.map((k) => ({ axis: axes[k], index: spot[k], ...(box && { rf: box[k][1] - box[k][0], center: mean(box[k]), box: spell(box[k]) }),
        ...(visible && { visible: spell(visible[k]) }), input: layers[0].n[k] ?? "?" }));
      find(".numbers").replaceChildren(make("tr", {}, ...Object.keys(table[0]).map((key) => make("th", { scope: "col" }, key))),
        ...table.map((row) => make("tr", {}, ...Object.values(row).map((value) => make("td", {}, String(value))))));
    }

    function drawSide() {
      const axis = axes.indexOf(options.along.value), svg = find(".side"), cone = told(layer) ? Core.cone(net, layer, spot, false) : new Map();
      const every = [...layers.keys()].filter((node) => cone.get(node)?.[axis].length), drawn = every.slice(-View.ROWS).reverse();
      svg.replaceChildren();
      if (drawn.length) View.side(svg, net, axis, drawn, cone);
      say(".of-side", `What ${layers[layer].name} (${flip(spot)}) reads along ${axes[axis]}${
        every.length > drawn.length ? `; ${every.length - drawn.length} layers more lie below` : ""}.`);
    }

    /** Count paths, if what is drawn needs them. */
    function drawCounts() {
      counts = null;
      shade();
      count();
      article.toggleAttribute("aria-busy", false);
      if (!(options.heat.checked || options.contour.checked) || unsized || !told(layer)) return;
      article.setAttribute("aria-busy", "true");
      count(Core.counts(net, layer, spot, options.weights.value), (result) => {
        counts = typeof result === "string" ? null : result;
        if (typeof result === "string") say(".shown", result);
        shade();
        article.toggleAttribute("aria-busy", false);
      });
    }

    function shade() {
      const { origin, shape, values } = counts ?? { origin: [], shape: [0, 0, 0], values: new Float64Array() };
      const wide = shape[X], area = wide * (X ? shape[Y] : 1), from = X > 1 ? (z() - origin[0]) * area : 0, seen = counts && from >= 0 && from < values.length;
      const slice = (/** @type {any} */ all) => all.subarray(from, from + area), box = plane(origin.map((first, k) => [first, first + shape[k]]));
      on.heat(seen && options.heat.checked ? rect(spans, box, "heat", { preserveAspectRatio: "none",
        href: View.heat(slice(values), wide, options.scale.value === "log") }) : []);
      on.contour(counts && seen && options.contour.checked ? View.contour(slice(Core.effective(
        Core.smoothed(counts, Core.gridOf(net, layer))).mask), wide, spans, box.map(([first]) => first)) : []);
    }

    /** Choose a feature, by itself the middle one. @param {number} node @param {Spot} [wanted] */
    function choose(node, wanted) {
      const other = node !== layer || !spot.length, { n } = net.layers[node];
      spot = axes.map((_, k) => Math.max(0, Math.min(wanted?.[k] ?? part(n[k], 0.5), (n[k] ?? Infinity) - 1)));
      layer = node;
      if (other) {
        find(".layer").value = node;
        rows.forEach((row, k) => row.classList.toggle("chosen", k + 1 === node));
        [find(".feature").max, find(".feature").value] = [(n[0] ?? 1) - 1, spot[0]];
        offer();
        drawLayer();
      }
      drawField(spot);
      drawNumbers();
      drawSide();
      drawCounts();
      chosen(layers[layer].name, spot);
    }

    /** A value per axis as files have it: once where they agree. @param {any} value @returns {string} */
    const jotted = (value) => (Array.isArray(value) && new Set(value.map(String)).size === 1 ? jotted(value[0]) : JSON.stringify(value));

    /** Offer the keys of a window to be changed. */
    function offer() {
      const keys = net.keys[layers[layer].keys ?? -1] ?? {}, names = ["kernel", "stride", "padding", "dilation"].filter((key) => keys[key]);
      find(".keys").replaceChildren(...names.map((name) => make("label", {}, `${name} `, make("input", { name, value: jotted(keys[name]) }))));
      find(".edit").hidden = !names.length && net === original;
    }

    /** Show other numbers. @param {Net} other */
    function change(other) {
      net = other;
      say(".wrong", "");
      rows.forEach((row, k) => fill(row, k + 1));
      const before = spot;
      spot = [];
      choose(layer, before);
    }

    /** Write a layer's numbers into its row. @param {any} row @param {number} node */
    function fill(row, node) {
      const { n, jump, rf, rf_min, start } = net.layers[node], sizes = rf.filter((size) => size !== null);
      const spans = rf.map((most, k) => (rf_min && rf_min[k] !== most ? `${rf_min[k]}..${most}` : most));
      for (const [heading, all] of Object.entries(net === original ? {} : { n, jump, rf: spans, start })) {
        row.cells[columns.indexOf(heading) + 1].textContent = (new Set(all).size > 1 ? all : [all[0]]).map((each) => each ?? "?").join("x");
      }
      row.querySelector(".bars").replaceChildren(View.bars(sizes.slice(-1), layers[0].n[X] ?? Math.max(...net.layers.map((each) => each.rf[X] ?? 1))));
    }

    // What people do.

    /** Where a pointer is, in features or pixels. @param {SVGSVGElement} svg @param {MouseEvent} event */
    function pointed(svg, event) {
      const frame = svg.getBoundingClientRect(), { x, y, width, height } = svg.viewBox.baseVal, along = svg === image ? spans : cells;
      const place = [(event.clientX - frame.left) / frame.width * width + x, (event.clientY - frame.top) / frame.height * height + y];
      return axes.map((_, k) => (k < Y ? (svg === image ? z() : spot[k]) : place[X - k] / along[X - k].scale + along[X - k].first));
    }

    /** The feature whose center is nearest. @param {number[]} place */
    const nearest = (place) => place.map((wanted, k) => (k < Y || unsized || !centers.length ? spot[k] : centers[k].reduce((best, center, i) =>
      (Math.abs(center - wanted) < Math.abs(centers[k][best] - wanted) ? i : best), 0)));

    for (const svg of [image, map]) {
      const feature = (/** @type {MouseEvent} */ event) => (svg === image ? nearest : (/** @type {number[]} */ place) => place.map((i, k) =>
        Math.max(0, Math.min(Math.floor(i), (net.layers[layer].n[k] ?? 1) - 1))))(pointed(svg, event));
      svg.setAttribute("aria-label", `${svg === image ? `The ${surface} and the chosen field` : "The map of the layer"}. ${KEYS}`);
      svg.onpointermove = (/** @type {PointerEvent} */ event) => { if (event.pointerType === "mouse") drawField(feature(event)); };
      svg.onpointerleave = () => drawField(spot);
      svg.onkeydown = press;
      svg.onclick = (/** @type {MouseEvent} */ event) => {
        const place = pointed(svg, event).map(Math.floor), inside = place.every((i, k) => i >= 0 && i < Number(layers[0].n[k]));
        if (svg === image && inside) mark = place;
        if (svg === image) drawMark();
        choose(layer, feature(event));
      };
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
      const { key, shiftKey, ctrlKey, altKey, metaKey } = event, by = (shiftKey ? 10 : 1) * (/Left|Up/.test(key) ? -1 : 1), { n } = net.layers[layer];
      const axis = /^Arrow[LR]/.test(key) ? X : /^Arrow/.test(key) ? Y : -1, known = axis >= 0 || /^(Home|End|Page(Up|Down)|p|Escape)$/.test(key);
      if (ctrlKey || altKey || metaKey || !known) return;
      event.preventDefault();
      if (axis >= 0) choose(layer, spot.map((i, k) => (k === axis ? i + by : i)));
      else if (key.startsWith("Page")) choose(Math.max(0, Math.min(layers.length - 1, layer + by)));
      else if (key === "p") pin();
      else if (key === "Escape") {
        mark = null;
        drawMark();
      } else choose(layer, n.map((size) => part(size, key === "End" ? 1 : 0)));
    }

    function pin() {
      if (pins.length < 3 && boxOf(layer, spot)) pins.push({ layer, spot });
      drawPins();
    }

    /** @param {File | null | undefined} file */
    function show(file) {
      URL.revokeObjectURL(picture);
      picture = file?.type.startsWith("image/") ? URL.createObjectURL(file) : "";
      find(".remove").hidden = !picture;
      drawLayer();
    }

    async function copy() {
      const text = Core.yamlOf(net), area = find(".yaml");
      [area.value, area.hidden] = [text, false];
      area.select();
      await navigator.clipboard?.writeText(text).then(() => say(".copy", "Copied"), () => {});
    }

    // The table, and who listens.

    head.prepend(make("td"));
    head.append(make("th", { scope: "col" }, "of the image"), make("th", { scope: "col", class: "seen" }, "seen by"));
    View.lanes(layers).slice(1).forEach((lane, k) => {
      const row = rows[k];
      row.dataset.layer = k + 1;
      row.prepend(make("td", { class: "lanes" }, View.graph(lane)));
      row.append(make("td", { class: "bars" }), make("td", { class: "seen" }));
      row.onclick = () => choose(k + 1);
      fill(row, k + 1);
    });
    find(".layer").append(...layers.map(({ name }, value) => make("option", { value }, name)));
    options.along.append(...flat.map((k) => make("option", {}, axes[k])));
    for (const each of view.querySelectorAll(".depth")) each.hidden = X < 2;
    [find(".plane").max, find(".plane").value] = [(layers[0].n[0] ?? 1) - 1, part(layers[0].n[0], 0.5)];
    options.weights.value = data.weights ?? "uniform";
    /** @type {Record<string, [string, (event: any) => void]>} */
    const acts = {
      ".layer": ["change", ({ target }) => choose(Number(target.value))],
      ".feature": ["input", ({ target }) => choose(layer, [Number(target.value), ...spot.slice(1)])],
      ".plane": ["input", shade],
      ".pin": ["click", pin],
      ".own": ["click", () => find(".picture").click()],
      ".picture": ["change", ({ target }) => show(target.files[0])],
      ".remove": ["click", () => show(null)],
      ".filter": ["input", ({ target }) => rows.forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(target.value.toLowerCase()); })],
      ".edit": ["submit", (event) => {
        event.preventDefault();
        try {
          const wanted = [...new FormData(event.target)].map(([key, value]) => [key, JSON.parse(String(value))]);
          edit(Core.edited(net, layer, Object.fromEntries(wanted)), (other) => (typeof other === "string" ? say(".wrong", other) : change(other)));
        } catch {
          say(".wrong", "Whole numbers, please: 3, or one for each axis: [3, 5].");
        }
      }],
      ".undo": ["click", () => change(original)],
      ".copy": ["click", copy],
    };
    for (const [selector, [event, act]] of Object.entries(acts)) find(selector).addEventListener(event, act);
    for (const name of ["dots", "ends"]) options[name].onchange = drawDots;
    for (const name of ["heat", "contour", "weights"]) options[name].onchange = drawCounts;
    options.scale.onchange = shade;
    options.along.onchange = drawSide;
    view.ondragover = (/** @type {DragEvent} */ event) => event.preventDefault();
    view.ondrop = (/** @type {DragEvent} */ event) => { event.preventDefault(); show(event.dataTransfer?.files[0]); };
    new ResizeObserver(() => {
      if (find(".on-image").clientWidth === width) return;
      drawLayer();
      drawField(spot);
      drawSide();
      shade();
    }).observe(view);
    const named = (/** @type {string} */ name) => layers.findIndex((each) => each.name === name);
    choose(Math.max(0, data.chosen ? named(data.chosen) : layers.length - 1));
    return { choose, named, show };
  }

  // The page: which networks are shown, and its address.

  const articles = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("article")]), panels = /** @type {any[]} */ ([]);
  const networks = JSON.parse(document.getElementById("data")?.textContent ?? "[]"), selects = /** @type {any[]} */ ([...document.querySelectorAll("#chooser select")]);
  const first = () => panels[Number(selects[0]?.value ?? 0)];

  function arrange() {
    const shown = new Set(selects.map((select) => Number(select.value)).filter((k) => k >= 0));
    if (!shown.size) shown.add(0);
    document.querySelector("main")?.classList.toggle("pair", shown.size > 1);
    articles.forEach((article, k) => {
      article.hidden = !shown.has(k);
      if (!article.hidden) panels[k] ??= panel(article, networks[k], (layer, spot) => {
        const address = `#${encodeURIComponent(layer)}/${[...spot].reverse()}`;
        if (panels[k] && first() === panels[k] && location.protocol !== "about:") history.replaceState(null, "", address);
      });
    });
  }

  function follow() {
    const [, name, spot] = /^#(.+)\/([\d,]+)$/.exec(location.hash) ?? [], node = name ? first().named(decodeURIComponent(name)) : -1;
    if (node >= 0) first().choose(node, spot.split(",").map(Number).reverse());
  }

  selects.forEach((select) => {
    select.append(...networks.map((/** @type {any} */ { network }, /** @type {number} */ value) => make("option", { value }, network)));
    select.form.hidden = false;
    select.onchange = arrange;
  });
  if (selects.length) selects[0].value = "0";
  arrange();
  addEventListener("hashchange", follow);
  addEventListener("paste", (event) => first().show(event.clipboardData?.files[0]));
  follow();
})();
