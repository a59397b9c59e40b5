"""An engine of JavaScript that knows the viewer's arithmetic, and no document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from py_mini_racer import MiniRacer
from typing_extensions import Self

import rfcalc

if TYPE_CHECKING:
    from types import TracebackType

CORE = Path(rfcalc.__file__).parent / "render/viewer/core.js"

ASKING = """
let net = null;
const everything = (shape) => shape.reduce((all, n) => all.flatMap((one) =>
  Array.from({ length: n }, (_, i) => [...one, i])), [[]]);
const drained = (walk) => { let step; do step = walk.next(); while (!step.done); return step.value; };
const listed = (counts) => counts === null || typeof counts === "string" ? counts
  : { ...counts, values: Array.from(counts.values), erf: Core.effective(counts).pixels };
const answers = {
  boxes: (layer, indices) => (indices ?? everything(net.layers[layer].n)).map((index) =>
    [index, Core.boxOf(net, layer, index), Core.visibleOf(net, layer, index)]),
  counts: (layer, index, weights) => listed(drained(Core.counts(net, layer, index, weights))),
  pauses: (layer, index) => [...Core.counts(net, layer, index)].length,
  seenBy: (pixel) => [...Core.seenBy(net, pixel)],
  edited: (layer, changes) => {
    const other = drained(Core.edited(net, layer, changes));
    return typeof other === "string" ? other : { ...other, base: undefined, yaml: Core.yamlOf(other) };
  },
  yaml: () => Core.yamlOf(net),
  jotted: (values) => Core.jotted(values),
};
"""


class Engine:
    """The engine, with one network at a time."""

    def __init__(self) -> None:
        """Read the viewer's arithmetic."""
        self._racer = MiniRacer()
        self._racer.eval(CORE.read_text(encoding="utf-8") + ASKING)

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of its threads, for which Python would wait."""
        self._racer.close()

    def open(self, network: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a viewer can be made of
        """Show a network, or an analysis, and return what its viewer is made of."""
        text = json.dumps(rfcalc.viewer(network).record(), default=str)
        self._racer.eval(f"net = Core.open({text}); 0")
        record: dict[str, Any] = json.loads(text)
        return record

    def ask(self, question: str, *words: object) -> Any:  # noqa: ANN401 - one of the answers above
        """Return an answer about the network that is shown."""
        return json.loads(str(self._racer.eval(f"JSON.stringify(answers.{question}(...{json.dumps(words)}))")))
