// Puts the script of the viewer into the page, where it stands deflated; the page's policy knows it by its hash.
"use strict";

(async () => {
  if (!("DecompressionStream" in window)) return; // the page is read without the viewer, then
  const packed = atob(document.getElementById("deflated")?.textContent ?? "");
  const bytes = Uint8Array.from(packed, (each) => each.charCodeAt(0));
  const script = document.createElement("script"), stream = new Blob([bytes]).stream();
  script.textContent = await new Response(stream.pipeThrough(new DecompressionStream("deflate"))).text();
  document.body.append(script);
})();
