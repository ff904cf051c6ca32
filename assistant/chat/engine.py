"""The engine as the rest of the product uses it: an `InferenceBackend` whose model lives in a child process.

Imports neither llama_cpp nor numpy, so the terminal UI stays light, and a crash of the engine is an exception here.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.chat import engine_wire as wire
from assistant.chat.engine_process import EngineProcess
from assistant.child_process import program
from backends.base import (
    AdapterRef,
    ChatMessage,
    Completion,
    EngineDied,
    GenerationStats,
    ModelInfo,
    Sampling,
    Score,
)

COMMAND = (*program(), "__engine")

POLL_SECONDS = 0.05
"""How often `should_stop` is asked while no token comes."""


@dataclass(frozen=True, slots=True)
class EngineSetup:
    """What a new engine process is started with."""

    model: Path
    context: int
    threads: int | None
    log: Path
    command: tuple[str, ...] = COMMAND
    sha256_cache: Path | None = None
    copies: Path | None = None


class EngineClient:
    """See `backends.base.InferenceBackend`. Callable from any thread; the process serves one call after the other."""

    def __init__(self, setup: EngineSetup) -> None:
        self._setup = setup
        self._starting = threading.RLock()
        self._ids = itertools.count(1)
        self._running: set[int] = set()
        self._process: EngineProcess | None = None
        self._info: ModelInfo | None = None
        self._adapters: tuple[AdapterRef, ...] = ()
        self._mounted: tuple[AdapterRef, ...] = ()
        self._closed = False

    @classmethod
    def start(
        cls,
        model: Path,
        *,
        context: int,
        threads: int | None,
        log: Path,
        on_progress: Callable[[float], None] | None = None,
        command: Sequence[str] = COMMAND,
        sha256_cache: Path | None = None,
        copies: Path | None = None,
    ) -> EngineClient:
        """Start the process and load the model. `on_progress` gets 0 to 1.

        `sha256_cache` remembers the digests of model files; without it the whole file is read at every start.
        `copies`: a folder for a copy of the model that is faster in batches and slower in chat.

        Raises: ModelFileError, BackendUnavailable, EngineDied.
        """
        client = cls(EngineSetup(model, context, threads, log, tuple(command), sha256_cache, copies))
        try:
            client._begin(on_progress)
        except BaseException:
            client.close()
            raise
        return client

    @property
    def info(self) -> ModelInfo:
        assert self._info is not None, "start() fills it"
        return self._info

    @property
    def pid(self) -> int | None:
        """Of the running process, None when there is none."""
        return self._process.pid if self._process is not None and self._process.alive else None

    def set_adapters(self, adapters: Sequence[AdapterRef]) -> None:
        wanted = tuple(adapters)
        with self._starting:
            if not wanted and self._process is None and not self._closed:
                self._adapters = ()  # a resting engine wakes with nothing mounted
                return
        self._call("set_adapters", process=self._ready(remount=False), adapters=wire.pack_adapters(wanted))
        self._adapters = self._mounted = wanted

    def render(self, messages: Sequence[ChatMessage]) -> str:
        return str(self._call("render", messages=_rows(messages)))

    def tokenize(self, text: str, *, special: bool = True) -> list[int]:
        return list(self._call("tokenize", text=text, special=special))

    def stream_chat(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[str | GenerationStats]:
        """See the protocol. A stream that is closed early stops the generation."""
        arguments = {"messages": _rows(messages), "sampling": asdict(sampling)}
        for message in self._answers(self._ready(), "stream_chat", arguments, should_stop):
            yield message["delta"] if "delta" in message else GenerationStats(**message["result"])

    def complete_many(
        self,
        prompts: Sequence[str],
        sampling: Sampling,
        on_done: Callable[[int], None] | None = None,
    ) -> list[Completion]:
        """See the protocol. An exception of `on_done` stops the batch."""
        rows = self._call("complete_many", on_done, prompts=list(prompts), sampling=asdict(sampling))
        return [Completion(**row) for row in rows]

    def n_best(
        self,
        prompts: Sequence[str],
        count: int,
        max_tokens: int,
        on_done: Callable[[int], None] | None = None,
    ) -> list[list[Completion]]:
        """See the protocol. An exception of `on_done` stops the batch."""
        rows = self._call("n_best", on_done, prompts=list(prompts), count=count, max_tokens=max_tokens)
        return [[Completion(**row) for row in own] for own in rows]

    def score_many(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        return [Score(**row) for row in self._call("score_many", pairs=list(pairs))]

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        rows = wire.pack_adapters(tuple(adapters))
        return list(self._call("likelihoods", prompts=list(prompts), text=text, adapters=rows))

    def divergence(self, pairs: Sequence[tuple[str, str]], adapters: Sequence[AdapterRef]) -> list[float]:
        rows = wire.pack_adapters(tuple(adapters))
        return list(self._call("divergence", pairs=list(pairs), adapters=rows))

    def stop_generation(self) -> None:
        """End the running replies and batches soon. Does nothing when none runs. Callable from any thread."""
        process = self._process
        if process is not None:
            for request in tuple(self._running):
                self._stop(process, request)

    def rest(self) -> None:
        """End the process and so give its memory back. The next call starts it anew, with the same adapters mounted."""
        with self._starting:
            process, self._process = self._process, None
            if process is not None:
                process.close()

    def close(self) -> None:
        """End the process. Calling it twice is allowed."""
        self._closed = True
        if self._process is not None:
            self._process.close()
            self._process = None

    def _call(
        self,
        call: str,
        on_done: Callable[[int], None] | None = None,
        *,
        process: EngineProcess | None = None,
        **arguments: Any,
    ) -> Any:
        result: Any = None
        for message in self._answers(process or self._ready(), call, arguments):
            if "result" in message:
                result = message["result"]
            elif on_done is not None and "done" in message:
                on_done(message["done"])
        return result

    def _answers(
        self,
        process: EngineProcess,
        call: str,
        arguments: Mapping[str, Any],
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[wire.Message]:
        """Ask, then every message to the last. When the caller breaks off, the process is told to stop too.

        Raises: BackendError (what the process reports), EngineDied.
        """
        request = next(self._ids)
        self._running.add(request)
        finished = stopping = False
        try:
            inbox = process.ask(request, {"call": call, **arguments})
            while not finished:
                if not stopping and should_stop():
                    stopping = True
                    self._stop(process, request)
                message = process.receive(inbox, POLL_SECONDS)
                if message is None:
                    continue
                finished = "result" in message or "error" in message
                if "error" in message:
                    raise wire.unpack_error(message)
                yield message
        finally:
            self._running.discard(request)
            process.forget(request)
            if not finished:
                self._stop(process, request)

    def _ready(self, *, remount: bool = True) -> EngineProcess:
        """The running process, started anew if it died, with the adapters mounted.

        Raises: EngineDied; what loading and mounting raise.
        """
        with self._starting:
            if self._closed:
                raise EngineDied("The engine was closed. Start it again before asking it")
            process = self._process
            if process is None or not process.alive:
                process = self._begin(None)
            if remount and self._mounted != self._adapters:
                self._call("set_adapters", process=process, adapters=wire.pack_adapters(self._adapters))
                self._mounted = self._adapters
            return process

    def _begin(self, on_progress: Callable[[float], None] | None) -> EngineProcess:
        setup = self._setup
        if self._process is not None:
            self._process.close()
        self._mounted = ()
        process = self._process = EngineProcess(setup.command, setup.log)
        arguments = {
            "model": str(setup.model),
            "context": setup.context,
            "threads": setup.threads,
            "sha256_cache": str(setup.sha256_cache) if setup.sha256_cache else None,
            "copies": str(setup.copies) if setup.copies else None,
        }
        try:
            for message in self._answers(process, "load", arguments):
                if "result" in message:
                    self._info = wire.unpack_info(message["result"])
                elif on_progress is not None:
                    on_progress(message["progress"])
        except BaseException:
            process.close()
            self._process = None
            raise
        return process

    def _stop(self, process: EngineProcess, request: int) -> None:
        try:
            process.send({"stop": request})
        except EngineDied:
            return  # whoever waits for this request learns of it


def _rows(messages: Sequence[ChatMessage]) -> list[list[str]]:
    return [[message.role, message.content] for message in messages]
