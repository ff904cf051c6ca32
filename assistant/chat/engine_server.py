"""The engine process: one model, asked over stdin, answering on stdout.

Requests are served one after the other. A second thread reads them, so that a stop arrives during a generation,
and ends the process at once when stdin closes: the parent is gone, and nothing here is worth saving.
"""

from __future__ import annotations

import logging
import math
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from assistant import logs
from assistant.chat import engine_wire as wire
from backends.base import BackendError, InferenceBackend
from backends.registry import load_inference

_log = logging.getLogger(__name__)

DELTA_SECONDS = 0.05
"""Text of a reply is told at most so often; the first of it at once."""

Load = Callable[..., InferenceBackend]


def main() -> None:
    """Serve this process's stdin and stdout until stdin closes."""
    # A library that prints must not break the protocol: native code's stdout becomes stderr, which is the log.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logs.start_child()
    sys.stdout = sys.stderr
    serve(sys.stdin.buffer, answers, abandon=lambda: os._exit(0))


def serve(
    stdin: BinaryIO,
    stdout: BinaryIO,
    *,
    load: Load = load_inference,
    abandon: Callable[[], None] = lambda: None,
) -> None:
    """Answer requests until stdin ends. `abandon` is called at its end, in the reading thread."""
    inbox = _Inbox(stdin, abandon)
    server = _Server(stdout, inbox, load)
    try:
        for request in inbox.requests():
            server.answer(request)
    finally:
        server.close()


class _Inbox:
    """Reads ahead of the requests and remembers which of them are to stop."""

    def __init__(self, stdin: BinaryIO, abandon: Callable[[], None]) -> None:
        self._stdin = stdin
        self._abandon = abandon
        self._queue: queue.SimpleQueue[wire.Message | None] = queue.SimpleQueue()
        self._stopped: set[int] = set()
        threading.Thread(target=self._read, name="engine-inbox", daemon=True).start()

    def requests(self) -> Iterator[wire.Message]:
        while (request := self._queue.get()) is not None:
            yield request
            self._stopped.discard(request["id"])

    def stopped(self, request_id: int) -> bool:
        return request_id in self._stopped

    def _read(self) -> None:
        for line in self._stdin:
            message = wire.from_line(line)
            if "stop" in message:
                self._stopped.add(message["stop"])
            else:
                self._queue.put(message)
        self._queue.put(None)
        self._abandon()


class _Stopped(Exception):
    """The client gave up a batch."""


class _Server:
    def __init__(self, stdout: BinaryIO, inbox: _Inbox, load: Load) -> None:
        self._stdout = stdout
        self._inbox = inbox
        self._load = load
        self._backend: InferenceBackend | None = None

    def answer(self, request: wire.Message) -> None:
        """Serve one request; every failure is an answer too."""
        try:
            result = getattr(self, f"_on_{request['call']}")(request)
            self._say(request, result=result)
        except BackendError as error:
            self._say(request, **wire.pack_error(error))
        except _Stopped:
            self._say(request, **wire.pack_error(BackendError("The batch was stopped. Ask again for all of it")))
        except Exception as error:
            _log.exception("a request failed")
            self._say(request, **wire.pack_error(error))

    def close(self) -> None:
        if self._backend is not None:
            self._backend.close()
            self._backend = None

    @property
    def _engine(self) -> InferenceBackend:
        if self._backend is None:
            raise BackendError("The engine has no model loaded. Load one first")
        return self._backend

    def _say(self, request: wire.Message, **content: Any) -> None:
        self._stdout.write(wire.to_line({"id": request["id"], **content}))
        self._stdout.flush()

    def _on_load(self, request: wire.Message) -> wire.Message:
        self.close()
        self._backend = self._load(
            Path(request["model"]),
            context=request["context"],
            threads=request["threads"],
            on_progress=lambda done: self._say(request, progress=done),
            sha256_cache=Path(request["sha256_cache"]) if request["sha256_cache"] else None,
            copies=Path(request["copies"]) if request["copies"] else None,
        )
        return wire.pack_info(self._engine.info)

    def _on_set_adapters(self, request: wire.Message) -> None:
        self._engine.set_adapters(wire.unpack_adapters(request["adapters"]))

    def _on_render(self, request: wire.Message) -> str:
        return self._engine.render(wire.unpack_messages(request["messages"]))

    def _on_tokenize(self, request: wire.Message) -> list[int]:
        return self._engine.tokenize(request["text"], special=request["special"])

    def _on_stream_chat(self, request: wire.Message) -> wire.Message:
        stream = self._engine.stream_chat(
            wire.unpack_messages(request["messages"]),
            wire.unpack_sampling(request["sampling"]),
            lambda: self._inbox.stopped(request["id"]),
        )
        stats: wire.Message = {}
        waiting, told = "", -math.inf
        for part in stream:
            if not isinstance(part, str):
                stats = asdict(part)
                continue
            waiting += part
            # Whoever reads is woken by each message, on the processors that the model runs on.
            if waiting and time.monotonic() - told >= DELTA_SECONDS:
                self._say(request, delta=waiting)
                waiting, told = "", time.monotonic()
        if waiting:
            self._say(request, delta=waiting)
        return stats

    def _on_complete_many(self, request: wire.Message) -> list[wire.Message]:
        completions = self._engine.complete_many(
            request["prompts"], wire.unpack_sampling(request["sampling"]), lambda done: self._progress(request, done)
        )
        return [asdict(completion) for completion in completions]

    def _on_n_best(self, request: wire.Message) -> list[list[wire.Message]]:
        found = self._engine.n_best(
            request["prompts"], request["count"], request["max_tokens"], lambda done: self._progress(request, done)
        )
        return [[asdict(completion) for completion in own] for own in found]

    def _on_score_many(self, request: wire.Message) -> list[wire.Message]:
        return [asdict(score) for score in self._engine.score_many([(p, c) for p, c in request["pairs"]])]

    def _on_likelihoods(self, request: wire.Message) -> list[float]:
        return self._engine.likelihoods(request["prompts"], request["text"], wire.unpack_adapters(request["adapters"]))

    def _on_divergence(self, request: wire.Message) -> list[float]:
        pairs = [(prompt, continuation) for prompt, continuation in request["pairs"]]
        return self._engine.divergence(pairs, wire.unpack_adapters(request["adapters"]))

    def _progress(self, request: wire.Message, done: int) -> None:
        if self._inbox.stopped(request["id"]):
            raise _Stopped
        self._say(request, done=done)
