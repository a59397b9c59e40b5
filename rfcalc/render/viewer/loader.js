// Puts the script of the viewer into the page. It stands there deflated; the page's policy knows it by its hash.
"use strict";

(() => {
  /** What was deflated (RFC 1951), at once: what a browser has for this would begin after the page is loaded.
   * @param {Uint8Array} packed */
  function inflated(packed) {
    const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    const out = /** @type {number[]} */ ([]);
    let at = 0, held = 0, count = 0;

    /** @param {number} wanted */
    function bits(wanted) {
      for (; count < wanted; count += 8) held |= packed[at++] << count;
      const value = held & (1 << wanted) - 1;
      held >>>= wanted;
      count -= wanted;
      return value;
    }

    /** The symbols of a canonical code, and how many there are of each length. @param {number[]} lengths */
    function code(lengths) {
      const counts = new Array(16).fill(0), sorted = [...lengths.keys()].filter((symbol) => lengths[symbol]);
      for (const symbol of sorted) counts[lengths[symbol]]++;
      return {counts, symbols: sorted.sort((a, b) => lengths[a] - lengths[b] || a - b)};
    }

    /** @param {ReturnType<typeof code>} one */
    function symbol({counts, symbols}) {
      for (let length = 1, word = 0, first = 0, before = 0; ; length++) {
        word = word * 2 + bits(1);
        first *= 2;
        if (word - first < counts[length]) return symbols[before + word - first];
        before += counts[length];
        first += counts[length];
      }
    }

    /** The lengths of the codes of literals and of distances, as they stand before a block. */
    function described() {
      const literals = bits(5) + 257, distances = bits(5) + 1, given = bits(4) + 4, first = new Array(19).fill(0);
      for (const place of order.slice(0, given)) first[place] = bits(3);
      const short = code(first), lengths = /** @type {number[]} */ ([]);
      while (lengths.length < literals + distances) {
        const each = symbol(short), last = lengths[lengths.length - 1];
        const times = each < 16 ? 1 : each === 16 ? 3 + bits(2) : each === 17 ? 3 + bits(3) : 11 + bits(7);
        for (let k = 0; k < times; k++) lengths.push(each < 16 ? each : each === 16 ? last : 0);
      }
      return [code(lengths.slice(0, literals)), code(lengths.slice(literals))];
    }

    /** A number in steps that double every few symbols. @param {number} each @param {number} every */
    function stepped(each, every) {
      const extra = Math.max(0, Math.floor(each / every) - 1);
      return (extra ? every + each % every : each) * 2 ** extra + bits(extra);
    }

    for (let last = 0; !last;) {
      last = bits(1);
      if (bits(2) !== 2) throw new Error("The writer makes blocks with codes of their own alone.");
      const [literal, distance] = described();
      for (let each = symbol(literal); each !== 256; each = symbol(literal)) {
        const length = each < 256 ? 0 : each === 285 ? 258 : 3 + stepped(each - 257, 4);
        if (!length) out.push(each);
        else for (let k = 0, back = 1 + stepped(symbol(distance), 2); k < length; k++) out.push(out[out.length - back]);
      }
    }
    return new TextDecoder().decode(Uint8Array.from(out));
  }

  const packed = atob(document.getElementById("deflated")?.textContent ?? "");
  const script = document.createElement("script");
  script.textContent = inflated(Uint8Array.from(packed, (each) => each.charCodeAt(0)));
  document.body.append(script);
})();
