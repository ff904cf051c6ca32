"""The engine's client and its child process, with the real model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat.engine import EngineClient
from backends.base import (
    AdapterMismatch,
    AdapterRef,
    ChatMessage,
    ContextOverflow,
    EngineDied,
    GenerationStats,
    ModelFileError,
    Sampling,
)
from tests.lora_files import write_lora

COMMAND = (sys.executable, "-c", "from assistant.chat.engine_server import main; main()")
GREEDY = Sampling(temperature=0, max_tokens=12)
LONG = Sampling(temperature=0, max_tokens=2000, repeat_penalty=1.3)
QUESTION = [ChatMessage("user", "Tell me about dogs.")]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shared(starter_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineClient]:
    client = start(starter_model, tmp_path_factory.mktemp("engine") / "engine.log")
    yield client
    client.close()


@pytest.fixture
def engine(shared: EngineClient) -> EngineClient:
    shared.set_adapters(())
    return shared


def start(model: Path, log: Path) -> EngineClient:
    return EngineClient.start(model, context=2048, threads=1, log=log, command=COMMAND)


def reply(engine: EngineClient, sampling: Sampling = GREEDY) -> tuple[str, GenerationStats]:
    parts = list(engine.stream_chat(QUESTION, sampling))
    assert isinstance(parts[-1], GenerationStats)
    return "".join(part for part in parts if isinstance(part, str)), parts[-1]


def test_progress_reaches_one(starter_model: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    client = EngineClient.start(
        starter_model, context=512, threads=1, log=tmp_path / "e.log", on_progress=seen.append, command=COMMAND
    )
    client.close()
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1.0)


def test_info_crosses_the_pipe(engine: EngineClient, starter_model: Path) -> None:
    assert engine.info.path == starter_model
    assert engine.info.quantisation == "Q4_1"
    assert engine.info.context == 2048


def test_streams_text_and_then_the_stats(engine: EngineClient) -> None:
    text, stats = reply(engine)
    assert text.startswith("Dogs are")
    assert stats.completion_tokens == 12
    assert stats.stop_reason == "length"


def test_the_batch_calls_return_the_types_of_the_protocol(engine: EngineClient) -> None:
    prompt = engine.render(QUESTION)
    done: list[int] = []
    completions = engine.complete_many([prompt, prompt], GREEDY, done.append)
    scores = engine.score_many([(prompt, completions[0].text)])
    assert completions[0] == completions[1]
    assert done[-1] == 2
    assert scores[0].logprob == pytest.approx(completions[0].logprob, abs=0.5)
    [[best, second]] = engine.n_best([prompt], 2, GREEDY.max_tokens)
    assert best.text == completions[0].text != second.text
    assert engine.divergence([(prompt, "Dogs are nice.")], ()) == [pytest.approx(0.0, abs=1e-6)]
    assert engine.tokenize("<|im_end|>") == [2]


def test_errors_arrive_as_their_own_class(engine: EngineClient, starter_model: Path, tmp_path: Path) -> None:
    with pytest.raises(ContextOverflow, match="2048"):
        list(engine.stream_chat([ChatMessage("user", "word " * 3000)], GREEDY))
    foreign = write_lora(tmp_path / "foreign.gguf", starter_model, base_sha256="0" * 64)
    with pytest.raises(AdapterMismatch, match="sha256"):
        engine.set_adapters([AdapterRef(foreign)])
    with pytest.raises(ModelFileError, match="does not exist"):
        start(tmp_path / "none.gguf", tmp_path / "e.log")
    assert reply(engine)[0].startswith("Dogs are")


def test_stop_generation_from_another_thread(engine: EngineClient) -> None:
    stopped_at: list[float] = []

    def stop() -> None:
        stopped_at.append(time.monotonic())
        engine.stop_generation()

    timer = threading.Timer(0.4, stop)
    timer.start()
    _, stats = reply(engine, LONG)
    timer.join()
    assert stats.stop_reason == "stopped"
    assert time.monotonic() - stopped_at[0] < 1.0


def test_should_stop_ends_a_long_prompt_before_its_first_token(engine: EngineClient) -> None:
    asked = time.monotonic()
    parts = list(
        engine.stream_chat(
            [ChatMessage("user", "one two three " * 500)], LONG, should_stop=lambda: time.monotonic() - asked > 0.3
        )
    )
    assert isinstance(parts[-1], GenerationStats)
    assert parts[-1].stop_reason == "stopped"
    assert parts[-1].completion_tokens == 0
    assert reply(engine)[0].startswith("Dogs are")


def test_an_abandoned_stream_stops_and_leaves_the_engine_usable(engine: EngineClient) -> None:
    stream = engine.stream_chat(QUESTION, LONG)
    assert isinstance(next(stream), str)
    stream.close()  # type: ignore[attr-defined]
    started = time.monotonic()
    assert engine.tokenize("a") != []
    assert time.monotonic() - started < 2.0
    assert reply(engine)[0].startswith("Dogs are")


def test_calls_from_two_threads_get_their_own_answers(engine: EngineClient) -> None:
    counts: list[int] = []
    other = threading.Thread(target=lambda: counts.append(len(engine.tokenize("one two three"))))
    stream = engine.stream_chat(QUESTION, GREEDY)
    first = next(stream)
    other.start()
    rest = list(stream)
    other.join()
    assert counts == [3]
    assert isinstance(first, str)
    assert isinstance(rest[-1], GenerationStats)


def test_an_exception_of_on_done_stops_the_batch(engine: EngineClient) -> None:
    def refuse(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.complete_many([f"Number {i}:" for i in range(60)], Sampling(temperature=0, max_tokens=20), refuse)
    started = time.monotonic()
    assert reply(engine)[0].startswith("Dogs are")
    assert time.monotonic() - started < 10


def test_a_killed_engine_is_reported_and_comes_back_with_its_adapters(starter_model: Path, tmp_path: Path) -> None:
    client = start(starter_model, tmp_path / "e.log")
    try:
        base, _ = reply(client)
        adapter = write_lora(tmp_path / "a.gguf", starter_model, size=0.06, rank=8)
        client.set_adapters([AdapterRef(adapter)])
        adapted, _ = reply(client)
        assert adapted != base
        first = client.pid
        assert first is not None
        stream = client.stream_chat(QUESTION, LONG)
        next(stream)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(EngineDied, match=r"memory ran out.*reverie model list.*e\.log"):
            list(stream)
        assert reply(client)[0] == adapted
        assert client.pid != first
    finally:
        client.close()


def test_a_resting_engine_holds_no_process_and_comes_back_with_its_adapters(
    starter_model: Path, tmp_path: Path
) -> None:
    client = start(starter_model, tmp_path / "e.log")
    try:
        client.set_adapters([AdapterRef(write_lora(tmp_path / "a.gguf", starter_model, size=0.06, rank=8))])
        adapted, _ = reply(client)
        first = client.pid
        assert first is not None
        client.rest()
        client.rest()
        assert not _runs(client) and _gone(first, within=1.0)
        assert client.info.path == starter_model
        assert reply(client)[0] == adapted
        assert _runs(client)
        client.rest()
        client.set_adapters(())
        assert not _runs(client), "nothing is mounted without waking it"
        assert reply(client)[0] != adapted
        client.rest()
        client.close()
        with pytest.raises(EngineDied, match="closed"):
            client.set_adapters(())
    finally:
        client.close()


def test_close_is_quick_leaves_no_zombie_and_may_be_repeated(starter_model: Path, tmp_path: Path) -> None:
    client = start(starter_model, tmp_path / "e.log")
    pid = client.pid
    assert pid is not None
    stream = client.stream_chat(QUESTION, LONG)
    next(stream)
    started = time.monotonic()
    client.close()
    client.close()
    assert time.monotonic() - started < 2.0
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(EngineDied):
        list(stream)
    with pytest.raises(EngineDied, match="closed"):
        client.tokenize("a")


def test_the_child_ends_when_its_parent_is_killed(starter_model: Path, tmp_path: Path) -> None:
    script = f"""
import pathlib, time
from assistant.chat.engine import EngineClient
client = EngineClient.start(pathlib.Path({str(starter_model)!r}), context=512, threads=1,
                            log=pathlib.Path({str(tmp_path / "e.log")!r}), command={COMMAND!r})
print(client.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert _gone(child, within=3.0)


def test_the_hidden_command_is_the_default(starter_model: Path, tmp_path: Path) -> None:
    client = EngineClient.start(starter_model, context=256, threads=1, log=tmp_path / "e.log")
    assert client.tokenize("<|im_end|>") == [2]
    client.close()


def test_the_client_is_light() -> None:
    heavy = subprocess.run(
        [sys.executable, "-c", "import sys, assistant.chat.engine; print({'llama_cpp', 'numpy'} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert heavy.stdout.strip() == "set()"


def _runs(client: EngineClient) -> bool:
    return client.pid is not None


def _gone(pid: int, within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
