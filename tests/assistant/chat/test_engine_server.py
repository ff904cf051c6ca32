"""The engine process's side of the conversation, with a fake backend."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.chat import engine_wire as wire
from assistant.chat.engine_server import serve
from backends.base import (
    AdapterMismatch,
    AdapterRef,
    BackendError,
    ChatMessage,
    Completion,
    ContextOverflow,
    EngineDied,
    GenerationStats,
    ModelFileError,
    ModelInfo,
    Sampling,
    Score,
)

SAMPLING = {"temperature": 0, "stop": ["x"]}
INFO = ModelInfo(Path("/m.gguf"), "M", "ab", "llama", "Q4_1", 1, 2, 3, 4, 5, None)


class Backend:
    """Answers at once; what it was asked is in `asked`."""

    info = INFO

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.closed = False

    def set_adapters(self, adapters: Sequence[AdapterRef]) -> None:
        self.asked.append(list(adapters))
        if adapters and adapters[0].scale < 0:
            raise AdapterMismatch("does not fit")

    def render(self, messages: Sequence[ChatMessage]) -> str:
        return "|".join(f"{message.role}:{message.content}" for message in messages)

    def tokenize(self, text: str, *, special: bool = True) -> list[int]:
        return [1 // len(text)]

    def stream_chat(
        self, messages: Sequence[ChatMessage], sampling: Sampling, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[str | GenerationStats]:
        self.asked.append(sampling)
        yield "a\ud800é"
        if messages[0].content == "many":
            yield from "bcdef"
        while messages[0].content == "endless" and not should_stop():
            pass
        yield GenerationStats("stopped" if should_stop() else "end", 1, 2, 3, 0.5, 1.5)

    def complete_many(
        self, prompts: Sequence[str], sampling: Sampling, on_done: Callable[[int], None] | None = None
    ) -> list[Completion]:
        assert on_done is not None
        for n in range(len(prompts)):
            on_done(n + 1)
        return [Completion(prompt, 1, "end", -0.5) for prompt in prompts]

    def n_best(
        self,
        prompts: Sequence[str],
        count: int,
        max_tokens: int,
        on_done: Callable[[int], None] | None = None,
    ) -> list[list[Completion]]:
        return [[Completion(f"{prompt}{n}", 1, "end", -float(n)) for n in range(count)] for prompt in prompts]

    def score_many(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        return [Score(-1.5, len(continuation)) for _, continuation in pairs]

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        self.asked.append(list(adapters))
        return [-float(len(prompt) + len(text)) for prompt in prompts]

    def divergence(self, pairs: Sequence[tuple[str, str]], adapters: Sequence[AdapterRef]) -> list[float]:
        self.asked.append(list(adapters))
        return [0.25 for _ in pairs]

    def close(self) -> None:
        self.closed = True


def converse(*requests: wire.Message, backend: Backend | None = None, load: bool = True) -> list[wire.Message]:
    backend = backend or Backend()

    def loader(
        model: Path,
        *,
        context: int,
        threads: int | None,
        on_progress: Callable[[float], None],
        sha256_cache: Path | None,
        copies: Path | None,
    ) -> Backend:
        if str(model) == "missing":
            raise ModelFileError("no such file")
        on_progress(0.5)
        return backend

    first = (
        [{"id": 0, "call": "load", "model": "m", "context": 8, "threads": None, "sha256_cache": None, "copies": None}]
        if load
        else []
    )
    answers = io.BytesIO()
    serve(io.BytesIO(b"".join(map(wire.to_line, [*first, *requests]))), answers, load=loader)
    lines = [wire.from_line(line) for line in answers.getvalue().splitlines()]
    return [line for line in lines if line["id"] != 0]


def last(*requests: wire.Message, backend: Backend | None = None) -> Any:
    return converse(*requests, backend=backend)[-1]["result"]


def test_load_reports_progress_and_info() -> None:
    answers = converse(
        {"id": 1, "call": "load", "model": "m", "context": 8, "threads": 2, "sha256_cache": None, "copies": None}
    )
    assert answers[0] == {"id": 1, "progress": 0.5}
    assert wire.unpack_info(answers[1]["result"]) == INFO


def test_a_stream_is_deltas_and_then_stats() -> None:
    backend = Backend()
    request = {"id": 1, "call": "stream_chat", "messages": [["user", "hi"]], "sampling": SAMPLING}
    delta, end = converse(request, backend=backend)
    assert delta == {"id": 1, "delta": "a\ud800é"}
    assert GenerationStats(**end["result"]) == GenerationStats("end", 1, 2, 3, 0.5, 1.5)
    assert backend.asked == [Sampling(temperature=0, stop=("x",))]


def test_deltas_that_come_fast_are_told_together() -> None:
    request = {"id": 1, "call": "stream_chat", "messages": [["user", "many"]], "sampling": SAMPLING}
    assert [answer["delta"] for answer in converse(request)[:-1]] == ["a\ud800é", "bcdef"]


def test_the_other_calls() -> None:
    backend = Backend()
    rows = [["/a.gguf", 0.5]]
    assert last({"id": 1, "call": "render", "messages": [["system", "s"], ["user", "u"]]}) == "system:s|user:u"
    assert last({"id": 1, "call": "tokenize", "text": "a", "special": True}) == [1]
    assert last({"id": 1, "call": "score_many", "pairs": [["p", "cc"]]}) == [{"logprob": -1.5, "tokens": 2}]
    best = last({"id": 1, "call": "n_best", "prompts": ["p", "q"], "count": 2, "max_tokens": 8})
    assert [[row["text"] for row in own] for own in best] == [["p0", "p1"], ["q0", "q1"]]
    assert last({"id": 1, "call": "divergence", "pairs": [["p", "c"]], "adapters": rows}, backend=backend) == [0.25]
    asked = {"id": 1, "call": "likelihoods", "prompts": ["p", "pq"], "text": "t", "adapters": rows}
    assert last(asked, backend=backend) == [-2.0, -3.0]
    assert backend.asked == [[AdapterRef(Path("/a.gguf"), 0.5)]] * 2


def test_a_batch_reports_how_many_are_done() -> None:
    answers = converse({"id": 1, "call": "complete_many", "prompts": ["p", "q"], "sampling": SAMPLING})
    assert [answer.get("done") for answer in answers] == [1, 2, None]
    assert [Completion(**row).text for row in answers[-1]["result"]] == ["p", "q"]


def test_a_stop_reaches_a_running_stream() -> None:
    out, into = os.pipe()
    answers = io.BytesIO()
    backend = Backend()
    with os.fdopen(out, "rb") as stdin, os.fdopen(into, "wb", buffering=0) as requests:
        serving = threading.Thread(target=serve, args=(stdin, answers), kwargs={"load": lambda *_, **__: backend})
        serving.start()
        requests.write(
            wire.to_line(
                {
                    "id": 0,
                    "call": "load",
                    "model": "m",
                    "context": 8,
                    "threads": 1,
                    "sha256_cache": None,
                    "copies": None,
                }
            )
        )
        stream = {"id": 1, "call": "stream_chat", "messages": [["user", "endless"]], "sampling": SAMPLING}
        requests.write(wire.to_line(stream))
        requests.write(wire.to_line({"stop": 1}))
        requests.close()
        serving.join(timeout=10)
        assert not serving.is_alive()
    assert wire.from_line(answers.getvalue().splitlines()[-1])["result"]["stop_reason"] == "stopped"
    assert backend.closed


def test_failures_are_answers_and_the_next_request_is_served() -> None:
    failed, worked = converse(
        {"id": 1, "call": "set_adapters", "adapters": [["/a.gguf", -1.0]]},
        {"id": 2, "call": "set_adapters", "adapters": []},
    )
    assert failed == {"id": 1, "error": "AdapterMismatch", "text": "does not fit"}
    assert worked == {"id": 2, "result": None}


def test_a_bug_becomes_a_backend_error_that_names_it() -> None:
    [failed] = converse({"id": 1, "call": "tokenize", "text": "", "special": True})
    error = wire.unpack_error(failed)
    assert type(error) is BackendError
    assert "ZeroDivisionError" in str(error)


def test_without_a_model_every_call_says_so() -> None:
    [failed] = converse({"id": 1, "call": "tokenize", "text": "a", "special": True}, load=False)
    assert "no model loaded" in failed["text"]


def test_a_model_that_cannot_be_loaded() -> None:
    [failed] = converse(
        {"id": 1, "call": "load", "model": "missing", "context": 8, "threads": 1, "sha256_cache": None, "copies": None}
    )
    assert isinstance(wire.unpack_error(failed), ModelFileError)


def test_the_end_of_stdin_is_told_and_closes_the_backend() -> None:
    ended: list[bool] = []
    serve(io.BytesIO(), io.BytesIO(), abandon=lambda: ended.append(True))
    assert ended == [True]
    backend = Backend()
    converse(backend=backend)
    assert backend.closed


@pytest.mark.parametrize("error", [ContextOverflow("a"), AdapterMismatch("b"), ModelFileError("c"), BackendError("d")])
def test_errors_cross_the_wire_by_name(error: BackendError) -> None:
    back = wire.unpack_error(wire.from_line(wire.to_line(wire.pack_error(error))))
    assert type(back) is type(error)
    assert str(back) == str(error)


def test_an_unknown_error_name_is_a_backend_error() -> None:
    assert type(wire.unpack_error({"error": EngineDied.__name__, "text": "t"})) is BackendError


def test_a_line_that_is_no_object_is_refused() -> None:
    with pytest.raises(ValueError, match="not a message"):
        wire.from_line(b"[1]\n")
