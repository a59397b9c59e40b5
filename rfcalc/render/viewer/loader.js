// Puts the script of the viewer into the page. It stands there deflated; the page's policy knows it by its hash.
"use strict";

(async () => {
  const bytes = Uint8Array.from(atob(document.getElementById("deflated")?.textContent ?? ""), (each) => each.charCodeAt(0));
  const script = document.createElement("script"), inflated = new DecompressionStream("deflate");
  script.textContent = await new Response(new Blob([bytes]).stream().pipeThrough(inflated)).text();
  document.body.append(script);
})();
