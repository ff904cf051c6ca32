"""Does an exported expert know in other runtimes what it knows in chat? Every format is loaded and asked its probes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.chat.engine import EngineClient
from assistant.config import Config
from assistant.errors import AssistantError, ExpertError
from assistant.experts.export import read_manifest
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep.evaluation import REPLY_TOKENS, Question, ask, right
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.judging import Share
from backends.base import AdapterRef, BackendError, ModelInfo
from backends.registry import RUNTIMES, installed, load_runtime

CONTEXT = 2048
POINTS_BEHIND_AT_MOST = 2.0
"""Of a hundred: how much less than chat a format may know."""


@dataclass(frozen=True, slots=True)
class Row:
    """One format in one runtime. `score` is None when it was not asked; `note` says why."""

    format: str
    runtime: str
    score: Share | None
    note: str = ""
    fell_behind: bool = False

    def cells(self) -> tuple[str, str, str, str, str]:
        """For a table: format, runtime, right of all, recall, result."""
        if self.score is None:
            return self.format, self.runtime, "", "", self.note
        counted = f"{self.score.right}/{self.score.n}"
        return self.format, self.runtime, counted, f"{self.score.value:.2f}", self.note

    def as_json(self, folder: Path) -> dict[str, Any]:
        """For programs."""
        score = (
            None if self.score is None else {"right": self.score.right, "n": self.score.n, "value": self.score.value}
        )
        return {
            "folder": str(folder),
            "format": self.format,
            "runtime": self.runtime,
            "recall": score,
            "result": self.note,
            "sound": not self.fell_behind,
        }


@dataclass(frozen=True, slots=True)
class _Part:
    """One expert of an export: what it can be asked. `known` is chat's score of one that this home does not have."""

    expert_id: str
    questions: list[Question]
    known: Share | None = None


def _part(entry: dict[str, Any], registry: ExpertRegistry, store: MemoryStore) -> _Part:
    """What an entry of the manifest stands for. Raises: ExpertError when the home does not have that expert."""
    expert_id, known = str(entry["id"]), None
    if entry.get("rebuilt"):
        held = {int(number) for number in entry["memory_ids"]}
        known = Share(int(entry["chat"]["right"]), int(entry["chat"]["n"]))
    else:
        held = {*registry.load(expert_id).memory_ids, *store.expert_memories(expert_id)}
    probes = store.probes(sorted(held))
    return _Part(
        expert_id, [Question(each.question, tuple(each.expected), memory_id=each.memory_id) for each in probes], known
    )


def verify(folder: Path, home: Home, config: Config, store: MemoryStore, narrate: Callable[[str], None]) -> list[Row]:
    """Ask every probe of the exported experts in chat's engine and in each runtime that is installed.

    Raises: ExpertError (no export, experts of another home, no probes, another base), MachineError, BackendError.
    """
    manifest = read_manifest(folder)
    registry = ExpertRegistry(home)
    parts = [_part(entry, registry, store) for entry in manifest["experts"]]
    questions = [question for part in parts for question in part.questions]
    if not questions:
        raise ExpertError(
            f"No held-out questions are stored for {', '.join(part.expert_id for part in parts)}, so there is nothing "
            "to ask. Probes are written by a night; an imported or a core expert has none."
        )
    with closing(_engine(home, config, resolve_model(home, config.model))) as engine:
        model = engine.info
        if model.sha256 != manifest["base"]["sha256"]:
            raise ExpertError(
                f"{folder} was made for {manifest['base']['name']} ({manifest['base']['sha256'][:12]}), the model in "
                f"use is {model.name} ({model.sha256[:12]}). Choose that model first: reverie model use"
            )
        builder = ExampleBuilder(engine)
        prompts = [builder.prompt_text(question.text) for question in questions]
        narrate(f"asking {len(questions)} questions in chat")
        chat = Share(0, 0)
        for part in parts:
            score = part.known
            if score is None:
                engine.set_adapters([AdapterRef(registry.folder(part.expert_id) / GGUF)])
                score = right(part.questions, ask(engine, builder, part.questions))
            chat = Share(chat.right + score.right, chat.n + score.n)
        as_then = ", as it was exported" if any(part.known for part in parts) else ""
        rows = [Row("chat", "llama-cpp-python", chat, f"what the others are held to{as_then}")]
        if (folder / GGUF).is_file():
            narrate("asking the GGUF adapter")
            engine.set_adapters([AdapterRef(folder / GGUF)])
            rows.append(judged("gguf", "llama-cpp-python", right(questions, ask(engine, builder, questions)), chat))
    for merged in sorted(folder.glob("merged-*.gguf")):
        narrate(f"asking {merged.name}")
        with closing(_engine(home, config, merged)) as engine:
            score = right(questions, ask(engine, ExampleBuilder(engine), questions))
        rows.append(judged("merged", "llama-cpp-python", score, chat))
    for name in RUNTIMES:
        if (folder / name).is_dir():
            narrate(f"asking {name}")
            rows.append(_elsewhere(name, folder / name, model, prompts, questions, home.cache, chat))
    if (folder / "Modelfile").is_file():
        rows.append(Row("ollama", "ollama", None, "not asked: it runs the GGUF adapter or the merged model above"))
    return rows


def _elsewhere(
    name: str,
    adapter: Path,
    model: ModelInfo,
    prompts: Sequence[str],
    questions: Sequence[Question],
    cache: Path,
    chat: Share,
) -> Row:
    _, library, install = RUNTIMES[name]
    if not installed(name):
        return Row(name, library, None, f"not asked: {library} is not installed ({install})")
    try:
        replies = load_runtime(name)(adapter, model, prompts, REPLY_TOKENS, cache, lambda done: None)
    except (AssistantError, BackendError):
        raise
    except Exception as error:
        # What another library refuses, in whatever way, is a finding about the export.
        return Row(name, library, Share(0, len(questions)), f"cannot be loaded: {error}", fell_behind=True)
    return judged(name, library, right(questions, [reply.strip() for reply in replies]), chat)


def judged(name: str, runtime: str, score: Share, chat: Share) -> Row:
    """What a format's score is worth beside chat's."""
    # Rounded: 49 of 50 is 2 points behind, and 2.0000000000000018 as a float.
    behind = round(100 * (chat.value - score.value), 6)
    if behind > POINTS_BEHIND_AT_MOST:
        return Row(name, runtime, score, f"{behind:.1f} points behind chat", fell_behind=True)
    return Row(name, runtime, score, "as in chat" if abs(behind) <= POINTS_BEHIND_AT_MOST else "better than chat")


def _engine(home: Home, config: Config, model: Path) -> EngineClient:
    return EngineClient.start(model, context=CONTEXT, threads=config.chat.threads, log=home.logs / "engine.log")
