"""llama.cpp with exact float32 caches, as little of it as parity tests need."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import llama_cpp
import numpy as np
import numpy.typing as npt
import torch

from backends.llama_cpp_model import silence_llama_cpp
from tests.tiny_model import TinyModel

Logits = npt.NDArray[np.float32]


class Llama:
    """A loaded GGUF; logits of every position, with adapters mounted or without."""

    def __init__(self, path: Path) -> None:
        silence_llama_cpp()
        llama_cpp.llama_backend_init()
        self._model = llama_cpp.llama_model_load_from_file(str(path).encode(), llama_cpp.llama_model_default_params())
        assert self._model, path
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)

    def tokenize(self, text: str) -> tuple[int, ...]:
        room = (llama_cpp.llama_token * 1024)()
        count = llama_cpp.llama_tokenize(self._vocabulary, text.encode(), len(text.encode()), room, 1024, False, True)
        return tuple(room[:count])

    def logits(self, tokens: Sequence[int], adapters: Sequence[tuple[Path, float]] = ()) -> Logits:
        context = self._context()
        handles = [llama_cpp.llama_adapter_lora_init(self._model, str(path).encode()) for path, _ in adapters]
        assert all(handles), "llama.cpp refused an adapter"
        if handles:
            array = (llama_cpp.llama_adapter_lora_p_ctypes * len(handles))(*handles)
            scales = (ctypes.c_float * len(handles))(*(scale for _, scale in adapters))
            assert llama_cpp.llama_set_adapters_lora(context, array, len(handles), scales) == 0
        batch = llama_cpp.llama_batch_init(len(tokens), 0, 1)
        for position, token in enumerate(tokens):
            batch.token[position], batch.pos[position] = token, position
            batch.n_seq_id[position], batch.seq_id[position][0], batch.logits[position] = 1, 0, 1
        batch.n_tokens = len(tokens)
        assert llama_cpp.llama_decode(context, batch) == 0
        shape = (len(tokens), llama_cpp.llama_vocab_n_tokens(self._vocabulary))
        found = np.ctypeslib.as_array(llama_cpp.llama_get_logits(context), shape=shape).copy()
        llama_cpp.llama_batch_free(batch)
        llama_cpp.llama_free(context)
        return found

    def close(self) -> None:
        llama_cpp.llama_model_free(self._model)

    def _context(self) -> object:
        settings = llama_cpp.llama_context_default_params()
        settings.n_ctx = settings.n_batch = settings.n_ubatch = 256
        settings.n_threads = settings.n_threads_batch = 1
        settings.type_k = settings.type_v = llama_cpp.GGML_TYPE_F32
        settings.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        context = llama_cpp.llama_init_from_model(self._model, settings)
        assert context
        return context


def quantised(model: TinyModel, folder: Path, file_type: int) -> TinyModel:
    """The model in a mixture of llama.cpp's own, such as Q4_K_M; its widths must be multiples of 256."""
    silence_llama_cpp()
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = file_type
    out = folder / f"quantised-{file_type}.gguf"
    assert llama_cpp.llama_model_quantize(str(model.gguf).encode(), str(out).encode(), ctypes.byref(params)) == 0
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    info = replace(model.info, path=out, sha256=digest, size_bytes=out.stat().st_size)
    return TinyModel(info, model.hf_folder)


def divergence(base: Logits, other: Logits) -> float:
    """Mean KL(base || other) per token, nats."""
    p, q = torch.tensor(base).log_softmax(-1), torch.tensor(other).log_softmax(-1)
    return float((p.exp() * (p - q)).sum(-1).mean())
