"""Whatever is in a file that somebody hands over, its reader answers with its own error or with a value.

The long form: `REVERIE_FUZZ_EXAMPLES=20000 python -m pytest tests/fuzz --timeout=0`. What coverage guided to is in
`corpus/` (`guided.py`).
"""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.config import Config, load_config
from assistant.errors import AssistantError, ConfigError, ExpertError, UsageError
from assistant.events import from_line
from assistant.experts.manifest import from_json
from assistant.experts.registry import ExpertRegistry
from assistant.memory.exchange import ReplayClock, import_chats, import_memories
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.base import BackendError, ModelFileError
from backends.gguf_file import read_gguf
from backends.gguf_header import read_header
from tests.backends.test_gguf_file import write_small
from tests.fuzz.readers import answers

EXAMPLES = int(os.environ.get("REVERIE_FUZZ_EXAMPLES", "60"))
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

HOSTILE = [0, 1, 2, 7, 8, 9, 12, 13, 255, 2**31 - 1, 2**31, 2**32 - 1, 2**62, 2**63 - 1, 2**63, 2**64 - 1]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def nearly(names: list[str]) -> st.SearchStrategy[object]:
    """JSON objects that have these keys, with anything in them."""
    return st.dictionaries(st.sampled_from(names), json_values) | json_values


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_small(tmp_path_factory.mktemp("gguf") / "small.gguf").read_bytes()


def read_both(path: Path) -> None:
    for read in (read_gguf, read_header):
        try:
            read(path)
        except ModelFileError as error:
            assert str(path.name) in str(error) or "GGUF" in str(error)


@fuzz
@given(
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(HOSTILE), st.sampled_from("BIQ")), max_size=4),
    st.integers(0, 4000),
)
def test_model_files_with_hostile_numbers(
    tmp_path: Path, whole: bytes, hits: list[tuple[int, int, str]], cut: int
) -> None:
    content = bytearray(whole)
    for place, number, size in hits:
        value = struct.pack(f"<{size}", number % (1 << (8 * struct.calcsize(size))))
        at = place % max(1, len(content) - len(value))
        content[at : at + len(value)] = value
    path = tmp_path / "model.gguf"
    path.write_bytes(bytes(content[: len(content) - cut % len(content)]) if cut % 3 == 0 else bytes(content))
    read_both(path)


@fuzz
@given(st.binary(max_size=300), st.integers(0, 3), st.sampled_from(HOSTILE), st.sampled_from(HOSTILE))
def test_model_files_of_any_bytes(tmp_path: Path, tail: bytes, version: int, tensors: int, keys: int) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", version, tensors, keys) + tail)
    read_both(path)


@pytest.mark.parametrize("depth", [10, 5000])
def test_arrays_in_arrays_in_arrays(tmp_path: Path, depth: int) -> None:
    key = struct.pack("<Q", 1) + b"k" + struct.pack("<I", 9)
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + key + struct.pack("<IQ", 9, 1) * depth)
    read_both(path)


@fuzz
@given(st.text() | nearly(["text", "kind", "told"]).map(json.dumps) | st.binary().map(lambda b: b.decode("latin-1")))
@example("\x00")
@example('{"text": "a", "told": 1e400}')
@example('{"text": "\ud800", "kind": "fact"}')
@example('{"a":' * 100_000)
def test_memories_to_import(tmp_path: Path, text: str) -> None:
    with MemoryStore.open(tmp_path / "reverie.db") as store:
        answers(lambda: import_memories(store, text), UsageError)


CHAT_KEYS = ["title", "mapping", "messages", "create_time", "role", "content", "created", "parts", "author", "children"]


@fuzz
@given(st.text() | st.lists(nearly(CHAT_KEYS), max_size=3).map(json.dumps) | nearly(CHAT_KEYS).map(json.dumps))
@example("[" * 100_000)
@example('[{"mapping": {"a": {"parent": "a", "message": null}}}]')
def test_chats_to_import(tmp_path: Path, text: str) -> None:
    clock = ReplayClock(0.0)
    with MemoryStore.open(tmp_path / "reverie.db", clock) as store:
        answers(lambda: import_chats(store, [text], clock), UsageError)


TABLES = ["model", "chat", "memory", "sleep", "interface"]
KEYS = ["temperature", "threads", "quiet_hours", "enabled", "idle_minutes", "theme", "x"]
TOML_VALUES = ["1", "-1", "1e999", "nan", "true", '"22:00-07:00"', '"x"', "[]", "{}", "1979-05-27", "[[1]]", "''"]


@fuzz
@given(
    st.lists(st.tuples(st.sampled_from(TABLES), st.sampled_from(KEYS), st.sampled_from(TOML_VALUES)), max_size=4).map(
        lambda rows: "".join(f"[{table}]\n{key} = {value}\n" for table, key, value in rows)
    )
    | st.text()
)
@example("a = " + "[" * 100_000)
def test_settings(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    def read() -> None:
        assert isinstance(load_config(path), Config)

    answers(read, ConfigError)


EXPERT_KEYS = [
    *("id", "level", "created", "base_sha256", "base_name", "rank", "alpha", "target_modules", "memory_ids"),
    *("sleep_id", "state", "scores", "files"),
]


@fuzz
@given(st.text() | nearly(EXPERT_KEYS).map(json.dumps))
@example("[" * 100_000)
@example('{"id": "a", "level": "day", "created": 1e400, "rank": Infinity}')
def test_experts_and_the_active_set(tmp_path: Path, text: str) -> None:
    answers(lambda: from_json(text, "expert.json"), ExpertError)
    home = Home(tmp_path)
    home.active.write_bytes(text.encode("utf-8", "surrogatepass"))
    answers(lambda: ExpertRegistry(home).active(), ExpertError)


@fuzz
@given(st.text() | nearly(["event", "phase", "total", "done", "phases", "report"]).map(json.dumps))
@example("[" * 100_000)
def test_lines_of_a_worker(line: str) -> None:
    answers(lambda: from_line(line), ValueError)


def test_every_refusal_is_worded_for_the_user() -> None:
    assert issubclass(UsageError, AssistantError) and issubclass(ModelFileError, BackendError)
