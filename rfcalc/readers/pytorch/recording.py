"""What a module of PyTorch computes, recorded operation by operation while it runs once.

Tensors may be on the device ``meta``, where nothing is computed. No other reader loads PyTorch.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from rfcalc.data.extras import library
from rfcalc.errors import RfcalcError
from rfcalc.layers.kinds import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Torch = Any
"""A module, tensor or operation of PyTorch, whose types are not loaded for a type's sake."""

RECURRENT = "recurrent"
"""The operation that a module of recurrent layers is recorded as: it takes thousands of them, step by step."""

CIRCULAR = "circular_pad"
"""The operation that a circular padding is recorded as: it writes into parts of a tensor."""


class Reference(NamedTuple):
    """A tensor by its number; what is read of a network's weights and constants has its shape alone."""

    number: int
    shape: tuple[int, ...]


class Operation(NamedTuple):
    """One operation: its name in PyTorch, without what tells its variants apart, and what it is given."""

    name: str
    module: str  # the innermost module that it is part of
    leaf: bool  # whether that has no modules of its own
    arguments: tuple[Any, ...]  # tensors as references
    words: Mapping[str, Any]
    made: tuple[Reference, ...]  # what it makes, or writes into
    overwritten: tuple[int, ...] = ()  # other tensors whose values it changes


class Recording(NamedTuple):
    """All operations of one run."""

    name: str
    inputs: tuple[Reference, ...]
    input_names: tuple[str, ...]
    operations: tuple[Operation, ...]


def recorded(module: Torch, inputs: Sequence[Torch]) -> Recording:
    """Return what a module, or a program of ``torch.export``, does to some inputs. Raises `RfcalcError`."""
    try:
        import torch
    except ImportError:
        raise RfcalcError("PyTorch is not installed", allowed=library("torch")) from None
    if isinstance(module, torch.export.ExportedProgram):
        return _of_program(torch, module, inputs)
    if not isinstance(module, torch.nn.Module):
        raise RfcalcError(f"found {shown(module)}", allowed="allowed: a torch.nn.Module", key="module")
    _check(torch, inputs)
    recorder = _recorder(torch)
    with _hooked(module, recorder), evaluating(module), torch.no_grad(), _without_fast_paths(torch):
        return _run(torch, recorder, type(module).__name__, inputs, lambda: module(*inputs))


def _of_program(torch: Torch, program: Torch, inputs: Sequence[Torch]) -> Recording:
    """Return what an exported program does; it has example inputs of its own."""
    given, words = (inputs, {}) if inputs else program.example_inputs or ((), {})
    _check(torch, given)
    recorder = _recorder(torch)

    class Named(torch.fx.Interpreter):  # type: ignore[misc] # without PyTorch it has no type
        def run_node(self, node: Torch) -> Torch:
            stack = list((node.meta.get("nn_module_stack") or {}).values())
            recorder.path = [(stack[-1][0] if stack else "", True)]
            return super().run_node(node)

    graph = program.module()
    with torch.no_grad(), _without_fast_paths(torch):
        return _run(torch, recorder, "exported", given, lambda: _flat_run(Named(graph), graph, given, words))


def _flat_run(interpreter: Torch, graph: Torch, given: Sequence[Torch], words: Mapping[str, Torch]) -> None:
    codegen = graph.graph._codegen  # noqa: SLF001 - the only one that knows in which order a graph takes its inputs
    interpreter.run(*codegen.process_inputs(*given, **words), enable_io_processing=False)


def _check(torch: Torch, inputs: Sequence[Torch]) -> None:
    if not inputs or not isinstance(inputs[0], torch.Tensor):
        found = shown(inputs[0]) if inputs else "no example input"
        raise RfcalcError(
            f"found {found}", allowed="give a tensor such as torch.empty(1, 3, 224, 224)", key="example_inputs"
        )


def _run(torch: Torch, recorder: Torch, name: str, inputs: Sequence[Torch], run: Any) -> Recording:  # noqa: ANN401
    tensors = [each for each in inputs if isinstance(each, torch.Tensor)]
    references = tuple([recorder.known(each) for each in tensors])
    with _whole_paddings(recorder), recorder:
        run()
    names = tuple([f"input{at or ''}" for at, _ in enumerate(tensors)])
    return Recording(name, references, names, tuple(recorder.operations))


@contextmanager
def evaluating(module: Torch) -> Iterator[None]:
    """Set a module to evaluate, and back each of its submodules to what it was."""
    were = [(each, each.training) for each in module.modules()]
    module.eval()
    try:
        yield
    finally:
        for each, training in were:
            each.training = training


@contextmanager
def _without_fast_paths(torch: Torch) -> Iterator[None]:
    """Let transformers run through their modules, not through one operation that stands for all of them."""
    was = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(value=False)
    try:
        yield
    finally:
        torch.backends.mha.set_fastpath_enabled(value=was)


@contextmanager
def _hooked(module: Torch, recorder: Torch) -> Iterator[None]:
    """Tell a recorder which module is running."""
    import torch

    handles = []
    for name, each in module.named_modules():
        leaf = not any(True for _ in each.children())
        opaque = isinstance(each, torch.nn.RNNBase)

        def begin(_module: Torch, _given: Torch, name: str = name, *, leaf: bool = leaf, opaque: bool = opaque) -> None:
            recorder.path.append((name, leaf))
            recorder.muted += opaque

        def end(
            module: Torch, given: Torch, made: Torch, *, leaf: bool = leaf, opaque: bool = opaque, name: str = name
        ) -> None:
            del leaf, name
            if opaque:
                recorder.muted -= 1
                recorder.note_recurrent(module, given, made)
            recorder.path.pop()

        handles += [each.register_forward_pre_hook(begin), each.register_forward_hook(end)]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _whole_paddings(recorder: Torch) -> Torch:
    """Return a context in which circular paddings are recorded as one operation."""
    import torch

    pads = (torch.nn.functional.pad, torch._C._nn.pad)  # noqa: SLF001 - what the first calls

    class Paddings(torch.overrides.TorchFunctionMode):  # type: ignore[misc] # without PyTorch it has no type
        def __torch_function__(
            self, func: Torch, types: Torch, args: tuple[Torch, ...] = (), kwargs: Mapping[str, Torch] | None = None
        ) -> Torch:
            words = kwargs or {}
            if func not in pads or "circular" not in (*args[2:3], words.get("mode")):
                return func(*args, **words)
            recorder.muted += 1
            made = func(*args, **words)
            recorder.muted -= 1
            recorder.note(CIRCULAR, args[:2], {}, (made,))
            return made

    return Paddings()


def _recorder(torch: Torch) -> Torch:  # noqa: C901 - a class, which can be made here alone
    """Return a recorder of operations; its class is made here, because PyTorch's is loaded with it."""
    from torch.utils._python_dispatch import TorchDispatchMode

    class Recorder(TorchDispatchMode):  # type: ignore[misc] # without PyTorch it has no type
        def __init__(self) -> None:
            super().__init__()
            self.operations: list[Operation] = []
            self.path: list[tuple[str, bool]] = [("", False)]
            self.muted = 0
            self._numbers: dict[int, int] = {}
            self._kept: list[Torch] = []  # so that no two tensors have the same identity
            self._sharing: dict[int, list[int]] = {}

        def known(self, tensor: Torch) -> Reference:
            """Return the number of a tensor; a new one if it was not seen before."""
            if id(tensor) not in self._numbers:
                self._number(tensor)
            return Reference(self._numbers[id(tensor)], tuple([int(size) for size in tensor.shape]))

        def _number(self, tensor: Torch) -> None:
            number = len(self._kept)
            self._kept.append(tensor)
            self._numbers[id(tensor)] = number
            self._sharing.setdefault(_storage(tensor), []).append(number)

        def __torch_dispatch__(
            self, func: Torch, types: Torch, args: tuple[Torch, ...] = (), kwargs: Mapping[str, Torch] | None = None
        ) -> Torch:
            words = kwargs or {}
            made = func(*args, **words)
            if not self.muted:
                self._note(func, args, words, made)
            return made

        def _note(self, func: Torch, args: tuple[Torch, ...], words: Mapping[str, Torch], made: Torch) -> None:
            given = tuple([self._told(each) for each in args])
            told = {word: self._told(each) for word, each in words.items()}
            written = [
                value
                for argument, value in zip(func._schema.arguments, args)  # noqa: SLF001 - public in all but name
                if argument.alias_info is not None and argument.alias_info.is_write
            ]
            overwritten: list[int] = []
            for tensor in written:
                if isinstance(tensor, torch.Tensor):
                    before = self.known(tensor).number
                    overwritten += [each for each in self._sharing[_storage(tensor)] if each != before]
                    del self._numbers[id(tensor)]  # from now on it is another tensor
                    self._number(tensor)
            tensors = made if isinstance(made, (tuple, list)) else (made,)
            references = tuple([self.known(each) for each in tensors if isinstance(each, torch.Tensor)])
            name = func._schema.name.partition("::")[2]  # noqa: SLF001 - likewise
            module, leaf = self.path[-1]
            self.operations.append(Operation(name, module, leaf, given, told, references, tuple(overwritten)))

        def note_recurrent(self, module: Torch, given: Torch, made: Torch) -> None:
            """Record a module of recurrent layers as one operation."""
            settings = {
                "time": 1 if module.batch_first else 0,
                "direction": "both" if module.bidirectional else "forward",
            }
            if not isinstance(given[0], torch.Tensor):  # a packed sequence
                return
            steps, states = made
            self.note(RECURRENT, given, settings, (steps, *(states if isinstance(states, tuple) else (states,))))

        def note(self, name: str, given: Torch, words: Mapping[str, Any], made: Sequence[Torch]) -> None:
            """Record what was muted as one operation; what runs muted around it is part of that."""
            if not self.muted:
                arguments = tuple([self._told(each) for each in given])
                references = tuple([self.known(each) for each in made])
                self.operations.append(Operation(name, *self.path[-1], arguments, words, references))

        def _told(self, value: Torch) -> Any:  # noqa: ANN401
            if isinstance(value, torch.Tensor):
                return self.known(value)
            if isinstance(value, (list, tuple)):
                return tuple([self._told(each) for each in value])
            return value if isinstance(value, (int, float, str, bool, type(None))) else str(value)

    return Recorder()


def _storage(tensor: Torch) -> int:
    """Return which memory a tensor is a view of."""
    return int(tensor.untyped_storage()._cdata)  # noqa: SLF001 - the address of one that has no data, too
