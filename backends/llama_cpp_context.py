"""One llama.cpp context: batches of tokens in, rows of logits out, and the key/value memory between them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import llama_cpp.llama_cpp as lib
import numpy as np
from numpy.typing import NDArray

from backends.base import BackendError
from backends.llama_cpp_model import Model, last_errors

Logits = NDArray[np.float32]

ABORTED = 2


class Feed(NamedTuple):
    """A token for one sequence. `output` asks for the logits after it."""

    token: int
    position: int
    sequence: int
    output: bool


class Aborted(Exception):
    """`should_stop` said yes inside a decode; the memory may hold part of the batch."""


class Context:
    """Sequences that share `size` cells of memory. `batch` is the most tokens of one `decode`.

    Raises: BackendError when the memory cannot be had.
    """

    def __init__(self, model: Model, *, size: int, sequences: int, threads: int, batch: int, outputs: int) -> None:
        self._model = model
        params = lib.llama_context_default_params()
        params.n_ctx = size
        params.n_batch = params.n_ubatch = batch
        params.n_outputs_max = outputs
        params.n_seq_max = sequences
        params.n_threads = params.n_threads_batch = threads
        params.kv_unified = True
        params.no_perf = True
        self._handle = lib.llama_init_from_model(model.handle, params)
        if not self._handle:
            raise BackendError(
                f"No memory for a context of {size} tokens ({last_errors() or 'no reason given'}). "
                "Choose a smaller context or a smaller model"
            )
        self._memory = lib.llama_get_memory(self._handle)
        self._batch = lib.llama_batch_init(batch, 0, 1)
        self._abort = lib.ggml_abort_callback()
        self.size = size
        self.sequences = sequences
        self.batch = batch
        self.outputs = outputs

    @property
    def handle(self) -> Any:
        """llama.cpp's pointer."""
        return self._handle

    def decode(self, feeds: Sequence[Feed]) -> Logits:
        """Run the model. Returns a view, shape (asked outputs, vocabulary), valid until the next call.

        Raises: BackendError; Aborted.
        """
        batch = self._batch
        batch.n_tokens = len(feeds)
        outputs = 0
        for i, feed in enumerate(feeds):
            batch.token[i] = feed.token
            batch.pos[i] = feed.position
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = feed.sequence
            batch.logits[i] = feed.output
            outputs += feed.output
        code = lib.llama_decode(self._handle, batch)
        if code == ABORTED:
            raise Aborted
        if code != 0:
            raise BackendError(
                f"llama.cpp could not process {len(feeds)} tokens (code {code}; {last_errors() or 'no reason given'}). "
                "Choose a smaller context, or restart"
            )
        return self._rows(outputs)

    def abort_when(self, should_stop: Callable[[], bool] | None) -> None:
        """Break off a running `decode` when this turns true (asked between operations, CPU only)."""
        if should_stop is None:
            self._abort = lib.ggml_abort_callback()
        else:
            self._abort = lib.ggml_abort_callback(lambda _: bool(should_stop()))
        lib.llama_set_abort_callback(self._handle, self._abort, None)

    def keep(self, sequence: int, length: int) -> bool:
        """Forget a sequence's tokens from `length` on. False: it was all forgotten, as its state cannot be rewound."""
        if lib.llama_memory_seq_rm(self._memory, sequence, length, -1):
            return True
        lib.llama_memory_seq_rm(self._memory, sequence, -1, -1)
        return False

    def copy(self, source: int, target: int, length: int) -> None:
        """Let `target` begin with the first `length` tokens of `source`; the cells are shared."""
        lib.llama_memory_seq_cp(self._memory, source, target, 0, length)

    def clear(self) -> None:
        """Forget everything."""
        lib.llama_memory_clear(self._memory, False)

    def mount(self, adapters: Sequence[tuple[Any, float]], *, forget: bool = True) -> None:
        """Use exactly these adapter handles with these scales. Raises: BackendError.

        The memory is forgotten, unless the caller sees to it that no sequence goes on under other adapters.
        """
        handles = (lib.llama_adapter_lora_p_ctypes * len(adapters))(*(handle for handle, _ in adapters))
        scales = (ctypes.c_float * len(adapters))(*(scale for _, scale in adapters))
        if lib.llama_set_adapters_lora(self._handle, handles, len(adapters), scales) != 0:
            raise BackendError(f"llama.cpp could not mount {len(adapters)} adapters: {last_errors()}. Mount fewer")
        if forget:
            self.clear()

    def close(self) -> None:
        """Free the memory. Calling it twice is allowed."""
        if self._handle is not None:
            lib.llama_batch_free(self._batch)
            lib.llama_free(self._handle)
            self._handle = None

    def _rows(self, count: int) -> Logits:
        width = self._model.vocab_size
        if count == 0:
            return np.empty((0, width), np.float32)
        address = ctypes.addressof(lib.llama_get_logits(self._handle).contents)
        flat = np.frombuffer((ctypes.c_float * (count * width)).from_address(address), np.float32)
        return flat.reshape(count, width)


def log_partition(rows: Logits) -> NDArray[np.float64]:
    """log-sum-exp of each row, shape (rows,): what to subtract from logits to get log-probabilities."""
    peak = rows.max(axis=-1)
    return np.asarray(peak + np.log(np.exp(rows - peak[:, None]).sum(axis=-1, dtype=np.float64)), np.float64)
