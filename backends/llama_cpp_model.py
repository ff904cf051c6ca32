"""A loaded GGUF and its tokenizer, over llama.cpp's C functions.

The high-level `Llama` class is not used: it silences logs by redirecting the whole process's file descriptors,
and it mounts adapters only while loading.
"""

from __future__ import annotations

import ctypes
import logging
import os
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as lib
import psutil

from backends.base import ModelFileError
from backends.gguf_file import GgufFile
from backends.llama_cpp_seams import pieces
from backends.thinking import CLOSES, OPENS

_log = logging.getLogger(__name__)
_WARNING_LEVEL, _ERROR_LEVEL = 3, 4
_recent_errors: deque[str] = deque(maxlen=8)


@lib.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _on_log(level: int, text: bytes, _: object) -> None:
    line = text.decode("utf-8", "replace").rstrip()
    if level == _ERROR_LEVEL and line:
        _recent_errors.append(line)
    if level in (_WARNING_LEVEL, _ERROR_LEVEL) and line:
        _log.debug("llama.cpp says", extra={"details": {"line": line}})


def silence_llama_cpp() -> None:
    """Send llama.cpp's messages to `logging` and nowhere else. Its logger is one per process."""
    lib.llama_log_set(_on_log, ctypes.c_void_p(0))


def last_errors(clear: bool = False) -> str:
    """llama.cpp's newest error lines, for the text of an exception."""
    text = "; ".join(_recent_errors)
    if clear:
        _recent_errors.clear()
    return text


class Model:
    """Weights and vocabulary. Raises: ModelFileError when llama.cpp refuses the file."""

    def __init__(
        self, header: GgufFile, on_progress: Callable[[float], None] | None = None, *, vocabulary_only: bool = False
    ) -> None:
        silence_llama_cpp()
        lib.llama_backend_init()
        last_errors(clear=True)
        params = lib.llama_model_default_params()
        callback = lib.llama_progress_callback(lambda done, _: _report(on_progress, done))
        params.progress_callback = callback
        params.vocab_only = vocabulary_only
        self._handle = lib.llama_model_load_from_file(str(header.path).encode(), params)
        if not self._handle:
            raise _refused(header)
        self._vocab = lib.llama_model_get_vocab(self._handle)
        self._pieces: dict[int, bytes] = {}
        self.vocab_size = lib.llama_vocab_n_tokens(self._vocab)
        self.bos = lib.llama_vocab_bos(self._vocab)
        self.eos = lib.llama_vocab_eos(self._vocab)
        self.adds_bos = lib.llama_vocab_get_add_bos(self._vocab)

    @property
    def handle(self) -> Any:
        """llama.cpp's pointer."""
        if self._handle is None:
            raise ModelFileError("The model has been closed. Load it again before using it")
        return self._handle

    @property
    def rewindable(self) -> bool:
        """Whether tokens can be taken back one by one; recurrent states cannot."""
        return not (lib.llama_model_is_recurrent(self.handle) or lib.llama_model_is_hybrid(self.handle))

    def tokenize(self, text: str, *, special: bool = True) -> list[int]:
        """Token ids, nothing added. Control tokens are parsed where `special` allows it and no seam forbids it."""
        return [token for part in pieces(text) for token in self._tokenize(part, special)]

    def control_spellings(self) -> list[str]:
        """How the tokens are spelled that steer the model instead of standing for text."""
        attributes = lib.LLAMA_TOKEN_ATTR_CONTROL | lib.LLAMA_TOKEN_ATTR_UNKNOWN
        vocab = self._vocab_pointer()
        ids = [i for i in range(self.vocab_size) if lib.llama_vocab_get_attr(vocab, i) & attributes]
        return [self.special_text(token) for token in ids]

    def _tokenize(self, text: str, special: bool) -> list[int]:
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 16
        buffer = (lib.llama_token * room)()
        count = lib.llama_tokenize(self._vocab_pointer(), raw, len(raw), buffer, room, False, special)
        if count < 0:
            buffer = (lib.llama_token * -count)()
            count = lib.llama_tokenize(self._vocab_pointer(), raw, len(raw), buffer, -count, False, special)
        return list(buffer[:count])

    def prompt_tokens(self, text: str) -> list[int]:
        """Token ids of a whole prompt: one BOS in front where the model wants it, never two."""
        tokens = self.tokenize(text)
        if (self.adds_bos and tokens[:1] != [self.bos]) or not tokens:
            tokens.insert(0, self.bos if self.bos >= 0 else self.eos)
        return tokens

    def piece(self, token: int) -> bytes:
        """The bytes that a token adds to the text; control tokens add none, but the tags around thinking do."""
        found = self._pieces.get(token)
        if found is None:
            tag = self.special_text(token) in (OPENS, CLOSES)
            found = self._pieces[token] = self._render(token, special=tag)
        return found

    def special_text(self, token: int) -> str:
        """How a special token is spelled in prompts, "" where the model has none."""
        return self._render(token, special=True).decode("utf-8", "replace") if token >= 0 else ""

    def is_end(self, token: int) -> bool:
        """Whether this token ends a reply."""
        return bool(lib.llama_vocab_is_eog(self._vocab_pointer(), token))

    def close(self) -> None:
        """Free the weights. Contexts must be closed before."""
        if self._handle is not None:
            lib.llama_model_free(self._handle)
            self._handle = None

    def _vocab_pointer(self) -> Any:
        _ = self.handle
        return self._vocab

    def _render(self, token: int, *, special: bool) -> bytes:
        room = 64
        buffer = (ctypes.c_char * room)()
        length = lib.llama_token_to_piece(self._vocab_pointer(), token, buffer, room, 0, special)
        if length < 0:
            room = -length
            buffer = (ctypes.c_char * room)()
            length = lib.llama_token_to_piece(self._vocab_pointer(), token, buffer, room, 0, special)
        return buffer.raw[:length]


def convert(source: Path, out: Path, params: Any) -> bool:
    """Let llama.cpp write `source` to `out`, readable by its owner alone, with tensors of other types.

    False, and nothing left of it, where it refuses; `last_errors` says why. Raises: OSError.
    """
    params.nthread = physical_cores()
    params.allow_requantize = True
    silence_llama_cpp()
    last_errors(clear=True)
    out.touch(mode=0o600)
    if lib.llama_model_quantize(str(source).encode(), str(out).encode(), ctypes.byref(params)) == 0:
        return True
    out.unlink(missing_ok=True)
    return False


def physical_cores() -> int:
    """Cores without their hyper-threads, which gain nothing in matrix products; never more than are granted."""
    granted = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(psutil.cpu_count(logical=False) or granted, granted))


def _report(on_progress: Callable[[float], None] | None, done: float) -> bool:
    if on_progress is not None:
        on_progress(done)
    return True


def _refused(header: GgufFile) -> ModelFileError:
    errors = last_errors()
    if "unknown model architecture" in errors:
        return ModelFileError(
            f"{header.path} has the architecture {header.architecture!r}, which this llama.cpp does not know. "
            "Choose another model (reverie model list) or update llama-cpp-python"
        )
    return ModelFileError(
        f"llama.cpp refuses {header.path}: {errors or 'no reason given'}. Fetch the file again, or choose another"
    )
