"""Inference with llama.cpp: the user's GGUF as it is, with GGUF adapters mounted on it.

Two contexts share the weights: one keeps the running chat's prefix, the other runs batches and is made when needed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from backends.base import (
    AdapterRef,
    ChatMessage,
    Completion,
    ContextOverflow,
    GenerationStats,
    ModelFileError,
    ModelInfo,
    Sampling,
    Score,
)
from backends.gguf_file import GgufFile, read_gguf
from backends.llama_cpp_adapters import AdapterShelf, Mounted
from backends.llama_cpp_batch import Job, Scheduler, cells_wanted
from backends.llama_cpp_chat import ChatContext
from backends.llama_cpp_context import Context
from backends.llama_cpp_divergence import Divergence
from backends.llama_cpp_jobs import Completing, Scoring
from backends.llama_cpp_likelihood import Likelihoods
from backends.llama_cpp_model import Model, physical_cores
from backends.llama_cpp_n_best import Prompt, n_best
from backends.llama_cpp_seams import Seams
from backends.llama_cpp_template import ChatTemplate
from backends.llama_cpp_unpacked import unpacked
from backends.model_info import info_of
from backends.model_sha256 import file_sha256
from backends.thinking import left_open

PARALLEL = 16
"""Texts in one batch."""

BATCH = 512
"""Tokens of one decode of the batch context."""

BATCH_MEMORY = 512 << 20
"""Bytes that the batch context's key/value memory may take; one text of full length always fits."""

LOGITS_MEMORY = 64 << 20
"""Bytes of logits that one decode may return."""


def load(
    model: Path,
    *,
    context: int,
    threads: int | None = None,
    on_progress: Callable[[float], None] | None = None,
    sha256_cache: Path | None = None,
    copies: Path | None = None,
) -> LlamaCppInference:
    """Load a GGUF. `context` is in tokens and cut to what the model was trained for.

    `copies` is a folder for a copy of the model that is faster in batches, where there is such a copy
    (`backends.llama_cpp_unpacked`): for those who do not chat. Raises: ModelFileError, BackendError.
    """
    header = read_gguf(model)
    copy = unpacked(header, file_sha256(model, sha256_cache), copies) if copies else None
    loaded = _loaded(header, copy, on_progress)
    size = min(context, header.trained_context or context)
    info = info_of(header, size, file_sha256(model, sha256_cache))
    return LlamaCppInference(loaded, header, info, threads or physical_cores())


def _loaded(header: GgufFile, copy: Path | None, on_progress: Callable[[float], None] | None) -> Model:
    """The model from its copy if that is sound, else from its own file."""
    if copy is not None:
        try:
            return Model(replace(header, path=copy), on_progress)
        except ModelFileError:
            copy.unlink(missing_ok=True)
    return Model(header, on_progress)


class LlamaCppInference:
    """See `backends.base.InferenceBackend`."""

    def __init__(self, model: Model, header: GgufFile, info: ModelInfo, threads: int) -> None:
        self._model = model
        self._header = header
        self._info = info
        self._threads = threads
        self._shelf = AdapterShelf(model, header, info.sha256)
        self._mounted: Mounted = ()
        self._batch: Context | None = None
        self._batch_mounted: Mounted = ()
        self._divergence = Divergence(model.vocab_size)
        self._likelihoods = Likelihoods(model, threads)
        self._chat = ChatContext(model, info.context, threads)
        self._template = ChatTemplate(
            info.chat_template,
            bos=model.special_text(model.bos),
            eos=model.special_text(model.eos),
            seams=Seams(model.control_spellings()),
        )

    @property
    def info(self) -> ModelInfo:
        return self._info

    def set_adapters(self, adapters: Sequence[AdapterRef]) -> None:
        """See the protocol. Raises: AdapterMismatch."""
        # Mounted when something runs: chat keeps what it has computed while others pass through.
        self._mounted = self._shelf.fetch(adapters)
        self._prune()

    def render(self, messages: Sequence[ChatMessage]) -> str:
        return self._template.render(messages)

    def tokenize(self, text: str, *, special: bool = True) -> list[int]:
        return self._model.tokenize(text, special=special)

    def stream_chat(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[str | GenerationStats]:
        """See the protocol. Raises: ContextOverflow."""
        started = time.perf_counter()
        tokens = self._model.prompt_tokens(self.render(messages))
        if len(tokens) >= self._info.context:
            raise self._overflow(len(tokens))
        self._chat.mount(self._mounted)
        return self._chat.stream(tokens, sampling, self._template.stop, should_stop, started)

    def complete_many(
        self,
        prompts: Sequence[str],
        sampling: Sampling,
        on_done: Callable[[int], None] | None = None,
        *,
        parallel: int = PARALLEL,
    ) -> list[Completion]:
        """See the protocol. Raises: ContextOverflow."""
        jobs = []
        for i, prompt in enumerate(prompts):
            tokens = self._fitting(self._model.prompt_tokens(prompt))
            budget = min(sampling.max_tokens, self._info.context - len(tokens))
            jobs.append(Completing(self._model, tokens, sampling, i, budget, thinking=left_open(prompt)))
        try:
            self._run(jobs, self._mounted, on_done, parallel)
        finally:
            for job in jobs:
                job.close()
        return [job.completion for job in jobs]

    def n_best(
        self,
        prompts: Sequence[str],
        count: int,
        max_tokens: int,
        on_done: Callable[[int], None] | None = None,
    ) -> list[list[Completion]]:
        """See the protocol. Raises: ContextOverflow."""
        fitting = []
        for prompt in prompts:
            tokens = self._fitting(self._model.prompt_tokens(prompt))
            budget = min(max_tokens, self._info.context - len(tokens))
            fitting.append(Prompt(tokens, budget, thinking=left_open(prompt)))
        return n_best(self._model, fitting, count, lambda jobs: self._run(jobs, self._mounted, on_done, PARALLEL))

    def score_many(self, pairs: Sequence[tuple[str, str]], *, parallel: int = PARALLEL) -> list[Score]:
        """See the protocol. Raises: ContextOverflow."""
        jobs = [Scoring(prompt, continuation) for prompt, continuation in map(self._pair, pairs)]
        self._run([job for job in jobs if job.labels.size], self._mounted, None, parallel)
        return [job.score for job in jobs]

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        """See the protocol. Raises: AdapterMismatch, ContextOverflow."""
        mounted = self._shelf.fetch(adapters)
        tokens = [self._pair((prompt, text)) for prompt in prompts]
        if not tokens:
            return []
        found = self._likelihoods.measure([prompt for prompt, _ in tokens], tokens[0][1], mounted)
        self._prune()
        return found

    def divergence(self, pairs: Sequence[tuple[str, str]], adapters: Sequence[AdapterRef]) -> list[float]:
        """See the protocol. Raises: AdapterMismatch, ContextOverflow."""
        mounted = self._shelf.fetch(adapters)
        tokens = [self._pair(pair) for pair in pairs]
        totals = self._divergence.measure(
            tokens,
            run_base=lambda jobs: self._run(jobs, (), None, PARALLEL),
            run_adapted=lambda jobs: self._run(jobs, mounted, None, PARALLEL),
        )
        self._prune()
        return totals

    def close(self) -> None:
        """Free the model. Calling it twice is allowed."""
        self._chat.close()
        self._likelihoods.close()
        if self._batch is not None:
            self._batch.close()
            self._batch = None
        self._shelf.close()
        self._model.close()

    def _prune(self) -> None:
        self._shelf.prune((*self._mounted, *self._chat.mounted, *self._batch_mounted, *self._likelihoods.mounted))

    def _pair(self, pair: tuple[str, str]) -> tuple[list[int], list[int]]:
        prompt, continuation = self._model.prompt_tokens(pair[0]), self._model.tokenize(pair[1])
        self._fitting(prompt + continuation[:-1])
        return prompt, continuation

    def _fitting(self, tokens: list[int]) -> list[int]:
        if len(tokens) >= self._info.context:
            raise self._overflow(len(tokens))
        return tokens

    def _overflow(self, found: int) -> ContextOverflow:
        return ContextOverflow(
            f"The text has {found} tokens, the context window is {self._info.context} and must leave room for a reply. "
            "Shorten the text or raise the context size"
        )

    def _run(self, jobs: Sequence[Job], mounted: Mounted, on_done: Callable[[int], None] | None, parallel: int) -> None:
        if not jobs:
            return
        context = self._batch_context(jobs, parallel)
        if mounted != self._batch_mounted:
            context.mount(mounted)
            self._batch_mounted = mounted
        Scheduler(context, jobs, share_running=self._model.rewindable).run(on_done)

    def _batch_context(self, jobs: Sequence[Job], parallel: int) -> Context:
        """The batch context, made anew when the jobs need a larger one."""
        least, wanted = cells_wanted(jobs, min(parallel, len(jobs)))
        affordable = BATCH_MEMORY // self._header.kv_bytes_per_token
        size = -(-max(least, min(wanted, affordable)) // 256) * 256
        sequences = parallel + 2  # one holds the common beginning, one a finished neighbour
        context = self._batch
        if context is not None and context.size >= size and context.sequences == sequences:
            return context
        if context is not None:
            context.close()
            self._batch = None
        outputs = max(parallel, min(BATCH, LOGITS_MEMORY // (4 * self._model.vocab_size)))
        self._batch = Context(
            self._model, size=size, sequences=sequences, threads=self._threads, batch=BATCH, outputs=outputs
        )
        self._batch_mounted = ()
        return self._batch
