"""Stand-ins for the engine, the trainer and the clock, which play a script and write down what they were asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backends.base import (
    AdapterFiles,
    AdapterPart,
    AdapterRef,
    AdapterSpec,
    ChatMessage,
    Completion,
    GenerationStats,
    ModelInfo,
    Sampling,
    Score,
    SoftTargets,
    StepResult,
    StopReason,
    TokenExample,
    TrainingRoom,
)

FAKE_INFO = ModelInfo(
    path=Path("/models/fake.gguf"),
    name="Fake",
    sha256="f" * 64,
    architecture="llama",
    quantisation="Q4_1",
    parameters=1_000_000,
    size_bytes=1_000_000,
    layers=2,
    trained_context=4096,
    context=4096,
    chat_template=None,
)


@dataclass(slots=True)
class FakeClock:
    """A clock that stands still unless it is moved. Seconds since the epoch."""

    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@dataclass(frozen=True, slots=True)
class Breaks:
    """A scripted reply that says `text` and then fails."""

    text: str
    error: Exception


@dataclass(frozen=True, slots=True)
class ChatCall:
    """One call of `stream_chat`, with the adapters that were mounted."""

    messages: tuple[ChatMessage, ...]
    sampling: Sampling
    adapters: tuple[AdapterRef, ...]


@dataclass(slots=True)
class FakeEngine:
    """An `InferenceBackend` that says what `replies` hold, in turn, word by word; then what `otherwise` says.

    One token is one word. `cached_tokens` are counted as llama.cpp would, and lost when the adapters change.
    """

    replies: list[str | Breaks] = field(default_factory=list)
    info: ModelInfo = FAKE_INFO
    otherwise: Callable[[str], str] = lambda prompt: "Ok."
    """The reply to a rendered chat once `replies` are used up."""
    complete: Callable[[str], str] = lambda prompt: "done"
    refuse_adapters: Exception | None = None
    chats: list[ChatCall] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    asked_of: list[tuple[AdapterRef, ...]] = field(default_factory=list)
    """What was mounted when each of `prompts` was completed."""
    diverged: list[tuple[str, tuple[AdapterRef, ...]]] = field(default_factory=list)
    """Each prompt whose drift was measured, with the adapters."""
    scored: list[tuple[str, str]] = field(default_factory=list)
    mounted: tuple[AdapterRef, ...] = ()
    closed: bool = False
    awake: bool = True
    """Whether it holds memory: not since it rested, until it was asked again."""
    _cache: list[int] = field(default_factory=list)
    _vocabulary: dict[str, int] = field(default_factory=dict)

    def set_adapters(self, adapters: Sequence[AdapterRef]) -> None:
        if adapters and self.refuse_adapters is not None:
            raise self.refuse_adapters
        if tuple(adapters) != self.mounted:
            self._cache = []
        self.mounted = tuple(adapters)

    def render(self, messages: Sequence[ChatMessage]) -> str:
        self.awake = True
        return "".join(f"<{message.role}> {message.content} <end>\n" for message in messages) + "<assistant> "

    def tokenize(self, text: str, *, special: bool = True) -> list[int]:
        self.awake = True
        return [self._vocabulary.setdefault(word, len(self._vocabulary)) for word in text.split()]

    def stream_chat(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[str | GenerationStats]:
        self.chats.append(ChatCall(tuple(messages), sampling, self.mounted))
        rendered = self.render(messages)
        script = self.replies.pop(0) if self.replies else self.otherwise(rendered)
        text = script.text if isinstance(script, Breaks) else script
        prompt = self.tokenize(rendered)
        cached = _common_prefix(prompt, self._cache)
        said: list[str] = []
        reason: StopReason = "end"
        for word in re.findall(r"\s*\S+|\s+$", text):
            if should_stop():
                reason = "stopped"
                break
            if len(said) == sampling.max_tokens:
                reason = "length"
                break
            said.append(word)
            yield word
        if isinstance(script, Breaks):
            raise script.error
        self._cache = [*prompt, *self.tokenize("".join(said))]
        yield GenerationStats(reason, len(prompt), cached, len(said), 0.1, 0.5)

    def complete_many(
        self,
        prompts: Sequence[str],
        sampling: Sampling,
        on_done: Callable[[int], None] | None = None,
    ) -> list[Completion]:
        self.awake = True
        finished = []
        for count, prompt in enumerate(prompts, start=1):
            self.prompts.append(prompt)
            self.asked_of.append(self.mounted)
            text = self.complete(prompt)
            for stop in sampling.stop:
                text = text.split(stop)[0]
            finished.append(Completion(text, len(text.split()), "end", -1.0))
            if on_done is not None:
                on_done(count)
        return finished

    def n_best(
        self,
        prompts: Sequence[str],
        count: int,
        max_tokens: int,
        on_done: Callable[[int], None] | None = None,
    ) -> list[list[Completion]]:
        """The one completion that is in the script."""
        greedy = Sampling(temperature=0.0, max_tokens=max_tokens)
        return [[completion] for completion in self.complete_many(prompts, greedy, on_done)]

    def score_many(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        self.scored.extend(pairs)
        return [Score(-float(len(continuation.split())), len(continuation.split())) for _, continuation in pairs]

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        """Likelier the more words of the text are in the prompt."""
        asked = set(text.lower().strip("?.").split())
        return [3.0 * len(asked & set(prompt.lower().replace(".", " ").split())) - 40.0 for prompt in prompts]

    def divergence(self, pairs: Sequence[tuple[str, str]], adapters: Sequence[AdapterRef]) -> list[float]:
        self.diverged.extend((prompt, tuple(adapters)) for prompt, _ in pairs)
        return [0.01 * len(adapters) for _ in pairs]

    def stop_generation(self) -> None:
        """Nothing runs in another thread."""

    def rest(self) -> None:
        self.awake = False

    def words_of(self, tokens: Sequence[int]) -> str:
        """The words that these tokens stand for, with a blank between them."""
        words = list(self._vocabulary)
        return " ".join(words[token] for token in tokens)

    def close(self) -> None:
        self.closed = True


@dataclass(slots=True)
class FakeTrainer:
    """A `TrainingBackend` that learns nothing, writes placeholder files and keeps all that it was shown.

    The student's loss per label is `loss`, the teacher's probability of the label `teacher`.
    """

    name: str = "fake"
    loss: Callable[[TokenExample], float] = lambda example: 2.0
    teacher: Callable[[TokenExample], float] = lambda example: 0.9
    step_loss: Callable[[float], float] = lambda learning_rate: 1.0
    """What a step says of its batch."""
    on_step: Callable[[int], None] = lambda step: None
    specs: list[AdapterSpec] = field(default_factory=list)
    frozen: list[tuple[AdapterRef, ...]] = field(default_factory=list)
    batches: list[list[TokenExample]] = field(default_factory=list)
    learning_rates: list[float] = field(default_factory=list)
    taught: list[TokenExample] = field(default_factory=list)
    """Examples whose targets the teacher was asked for; it may see notes that the student does not."""
    open_sessions: int = 0
    checked: list[ModelInfo] = field(default_factory=list)
    refuses: Exception | None = None
    """What is wrong with every model."""
    memory: TrainingRoom = field(default_factory=lambda: TrainingRoom("cpu", needed=1, free=2))

    @property
    def trained(self) -> list[TokenExample]:
        """Every example of every step."""
        return [example for batch in self.batches for example in batch]

    def room(self, model: ModelInfo) -> TrainingRoom:
        return self.memory

    def check(self, model: ModelInfo, cache: Path) -> None:
        self.checked.append(model)
        if self.refuses is not None:
            raise self.refuses

    def open(
        self,
        model: ModelInfo,
        cache: Path,
        spec: AdapterSpec,
        seed: int,
        frozen: Sequence[AdapterRef] = (),
    ) -> FakeTrainingSession:
        self.specs.append(spec)
        self.frozen.append(tuple(frozen))
        self.open_sessions += 1
        return FakeTrainingSession(self, spec)


@dataclass(slots=True)
class FakeTrainingSession:
    """What `FakeTrainer.open` returns. Its adapter's file holds the labels it was shown: what it then knows."""

    trainer: FakeTrainer
    spec: AdapterSpec
    closed: bool = False
    labels: set[int] = field(default_factory=set)

    def teacher_targets(self, examples: Sequence[TokenExample], k: int) -> list[SoftTargets]:
        self.trainer.taught.extend(examples)
        return [
            SoftTargets(
                tuple((label, label + 1) for label in example.completion),
                tuple((self.trainer.teacher(example), 0.01) for _ in example.completion),
            )
            for example in examples
        ]

    def label_losses(self, examples: Sequence[TokenExample]) -> list[tuple[float, ...]]:
        return [tuple(self.trainer.loss(example) for _ in example.completion) for example in examples]

    def step(self, batch: Sequence[TokenExample], learning_rate: float, beta: float) -> StepResult:
        self.trainer.batches.append(list(batch))
        self.labels.update(label for example in batch for label in example.completion)
        self.trainer.learning_rates.append(learning_rate)
        self.trainer.on_step(len(self.trainer.batches))
        loss = self.trainer.step_loss(learning_rate)
        return StepResult(loss, sum(len(example.prompt) + len(example.completion) for example in batch))

    def save_adapter(self, folder: Path) -> AdapterFiles:
        return _write_slices(folder, [(self.spec.rank, frozenset(self.labels))], self.spec.target_modules)

    def save_checkpoint(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "step").write_text(str(len(self.trainer.batches)))

    def restore_checkpoint(self, folder: Path) -> None:
        int((folder / "step").read_text())

    def close(self) -> None:
        if not self.closed:
            self.trainer.open_sessions -= 1
        self.closed = True


FakeSlice = tuple[int, frozenset[int]]
"""A rank, and the labels that were trained into it."""


def fake_slices(gguf: Path) -> list[FakeSlice]:
    """What a fake adapter's file holds; one that a test wrote by hand holds nothing."""
    text = gguf.read_bytes().removeprefix(b"GGUF").decode()
    return [(rank, frozenset(labels)) for rank, labels in json.loads(text)] if text.startswith("[") else []


def join_fakes(parts: Sequence[AdapterPart], model: ModelInfo, folder: Path) -> AdapterFiles:
    """`backends.registry.join_adapters` for fake adapters: their slices side by side."""
    slices: list[FakeSlice] = []
    for part in parts:
        start = 0
        for rank, labels in fake_slices(part.folder / "adapter.gguf"):
            if part.ranks is None or (start, start + rank) in part.ranks:
                slices.append((rank, labels))
            start += rank
    return _write_slices(folder, slices, ())


def _write_slices(folder: Path, slices: Sequence[FakeSlice], target_modules: tuple[str, ...]) -> AdapterFiles:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps([(rank, sorted(labels)) for rank, labels in slices])
    (folder / "adapter.gguf").write_bytes(b"GGUF" + text.encode())
    (folder / "adapter_model.safetensors").write_bytes(b"tensors")
    (folder / "adapter_config.json").write_text("{}")
    rank = sum(rank for rank, _ in slices)
    return AdapterFiles(folder, folder / "adapter.gguf", rank, 2.0 * rank, target_modules)


def _common_prefix(first: Sequence[int], second: Sequence[int]) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
