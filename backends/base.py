"""What an engine is: value types and the protocols that inference and training backends fulfil.

Standard library only, so that every process may import it. Token batches are plain tuples: the sleep
algorithm is written once over these types and runs on any backend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

Role = Literal["system", "user", "assistant"]
StopReason = Literal["end", "length", "stopped"]


class BackendError(Exception):
    """A failure of an engine, worded for the user: what was found, what was expected, what to do."""


class BackendUnavailable(BackendError):
    """The backend's library is absent or broken on this machine."""


class ModelFileError(BackendError):
    """The model file cannot be used: not a GGUF, truncated, or of an unknown architecture."""


class ContextOverflow(BackendError):
    """The prompt has more tokens than the context window leaves room for."""


class AdapterMismatch(BackendError):
    """The adapter was made for another base model, or its tensors do not fit this one."""


class NotWritten(BackendError):
    """A file could not be written: no room on the disk, or no right to."""


class EngineDied(BackendError):
    """The engine process ended unexpectedly; the next request starts a new one."""


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a chat, as chat templates know it."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn. Temperature 0 is greedy; `seed` None draws a fresh one."""

    temperature: float = 0.7
    top_p: float = 0.95
    top_k: int = 40
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    max_tokens: int = 512
    seed: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdapterRef:
    """A GGUF adapter to mount, with the factor its output is scaled by."""

    path: Path
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a loaded model says of itself. `license` and `chat_template` come from GGUF metadata."""

    path: Path
    name: str
    sha256: str
    architecture: str
    quantisation: str
    parameters: int
    size_bytes: int
    layers: int
    trained_context: int
    context: int
    chat_template: str | None
    license: str | None = None
    sampling_hints: Mapping[str, float] = field(default_factory=dict)
    """What its makers recommend, by GGUF's names under `general.sampling`: temp, top_p, penalty_repeat and others."""


@dataclass(frozen=True, slots=True)
class GenerationStats:
    """The end of a generation. `cached_tokens` of the prompt were taken from the prefix cache."""

    stop_reason: StopReason
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    first_token_seconds: float
    seconds: float

    @property
    def tokens_per_second(self) -> float:
        """Speed after the first token; 0 when there was at most one."""
        decoding = self.seconds - self.first_token_seconds
        return (self.completion_tokens - 1) / decoding if self.completion_tokens > 1 and decoding > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Completion:
    """One finished text of a batch."""

    text: str
    tokens: int
    stop_reason: StopReason
    logprob: float
    """Sum of the log-probabilities of its tokens under the model, nats (before temperature)."""


@dataclass(frozen=True, slots=True)
class Score:
    """Log-probability of a given continuation after a given prompt."""

    logprob: float
    """Sum over the continuation's tokens, nats."""
    tokens: int


class InferenceBackend(Protocol):
    """A loaded model that samples and scores text. One caller at a time."""

    @property
    def info(self) -> ModelInfo: ...

    def set_adapters(self, adapters: Sequence[AdapterRef]) -> None:
        """Mount exactly these; `()` is the base model. Answers afterwards equal those of a fresh load.

        Raises: AdapterMismatch (nothing changes then).
        """

    def render(self, messages: Sequence[ChatMessage]) -> str:
        """The prompt text that the model's own chat template makes, ending where the answer begins: not in a block of
        thinking, which is left empty.

        A control token spelled in a message ("<|im_end|>") stays text when the prompt is tokenised.
        """

    def tokenize(self, text: str, *, special: bool = True) -> list[int]:
        """Token ids of `text`, nothing added; control tokens are parsed unless `special` is off."""

    def stream_chat(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[str | GenerationStats]:
        """Text deltas, then one `GenerationStats`. What the model thinks first (`<think>`) is never given out.

        Raises: ContextOverflow, EngineDied.
        """

    def complete_many(
        self,
        prompts: Sequence[str],
        sampling: Sampling,
        on_done: Callable[[int], None] | None = None,
    ) -> list[Completion]:
        """Complete raw prompts (special tokens parsed), batched; a shared prefix is computed once.

        Prompt i is sampled with `seed + i`. `on_done(n)` is called as the count of finished ones grows.
        """

    def n_best(
        self,
        prompts: Sequence[str],
        count: int,
        max_tokens: int,
        on_done: Callable[[int], None] | None = None,
    ) -> list[list[Completion]]:
        """At most `count` different completions of each raw prompt: the greedy one, then others by falling likelihood.

        Each of the others leaves one of those before it where that is least unlikely, and is greedy from there on.
        `on_done` is called now and then, with counts of finished ones that begin anew with each round.
        """

    def score_many(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        """Score each (prompt, continuation); the two are tokenised apart and joined."""

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        """Log-probability (nats, summed) of the same text after each prompt, under the base with these adapters.

        Prompts are kept between calls, so asking about another text is cheap. Leaves the mounted adapters as they were.
        """

    def divergence(self, pairs: Sequence[tuple[str, str]], adapters: Sequence[AdapterRef]) -> list[float]:
        """KL(base || base + adapters) per token over each continuation, nats: the drift on it.

        Leaves the mounted adapters as they were.
        """

    def close(self) -> None:
        """Free the model. Calling it twice is allowed."""


# ---------------------------------------------------------------------------------------------- training


@dataclass(frozen=True, slots=True)
class AdapterSpec:
    """The shape of a new low-rank expert, in PEFT's words."""

    rank: int
    alpha: float
    target_modules: tuple[str, ...]
    first_layer: int = 0
    """Layers below this one get no expert, so nothing is back-propagated through them."""


@dataclass(frozen=True, slots=True)
class SoftTargets:
    """Top-k teacher distribution at each label position. Shapes (labels, k); the rest of the mass is the tail."""

    ids: tuple[tuple[int, ...], ...]
    probs: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class TokenExample:
    """Token ids of a prompt and its completion; every completion token is a label.

    The loss of a label is `hard * CE(token) + (1 - hard) * D_beta(soft || student)`, times `weight`;
    without `soft`, `hard` counts as 1. A negative weight pushes away (policy gradient).
    """

    prompt: tuple[int, ...]
    completion: tuple[int, ...]
    weight: float = 1.0
    hard: float = 1.0
    soft: SoftTargets | None = None


@dataclass(frozen=True, slots=True)
class StepResult:
    """One optimiser step: mean weighted loss per label (nats) and the tokens that went through the model."""

    loss: float
    tokens: int


@dataclass(frozen=True, slots=True)
class AdapterFiles:
    """An adapter on disk: the PEFT layout (canonical) and the GGUF that the engine mounts."""

    folder: Path
    gguf: Path
    rank: int
    alpha: float
    target_modules: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AdapterPart:
    """A PEFT folder, or some of its ranks as ranges (start, end)."""

    folder: Path
    ranks: tuple[tuple[int, int], ...] | None = None


class TrainingSession(Protocol):
    """The frozen base with one new expert in training. Created by `TrainingBackend.open`."""

    def teacher_targets(self, examples: Sequence[TokenExample], k: int) -> list[SoftTargets]:
        """Top-k distributions over each label of `examples`, under everything but the new expert."""

    def label_losses(self, examples: Sequence[TokenExample]) -> list[tuple[float, ...]]:
        """Cross-entropy of each label (nats) under the student as it stands."""

    def step(self, batch: Sequence[TokenExample], learning_rate: float, beta: float) -> StepResult:
        """One optimiser step on `batch`. `beta` interpolates the generalised JSD (0: forward KL)."""

    def save_adapter(self, folder: Path) -> AdapterFiles:
        """Write the expert as it stands: `adapter_model.safetensors`, `adapter_config.json`, `adapter.gguf`."""

    def save_checkpoint(self, folder: Path) -> None:
        """Write expert, optimiser and random state; `restore_checkpoint` continues to the same result."""

    def restore_checkpoint(self, folder: Path) -> None: ...

    def close(self) -> None:
        """Free the memory. Calling it twice is allowed."""


@dataclass(frozen=True, slots=True)
class MatmulSpeed:
    """What the machine can do at most, and what training asks of it."""

    device: str
    dtype: str
    flops_per_second: float
    """Best matrix product measured, in the trainer's dtype."""
    flops_per_token: float
    """Of a training step: forward, and backward to the activations of the frozen layers; attention left out."""
    flops_per_label: float
    """The same for the output layer, which is computed only where there are labels."""


@dataclass(frozen=True, slots=True)
class TrainingRoom:
    """The memory of the device that trains, bytes."""

    device: Literal["cuda", "metal", "cpu"]
    needed: int
    """What a session takes at least: an estimate from the model's sizes."""
    free: int
    """What is free now, whoever else holds the rest."""


class TrainingBackend(Protocol):
    """A library that can train a low-rank expert on the weights of the served GGUF."""

    name: str

    def room(self, model: ModelInfo) -> TrainingRoom:
        """What a session for this model takes and what is there, from the file's header. Raises: ModelFileError."""

    def check(self, model: ModelInfo, cache: Path) -> None:
        """Refuse from the file's header alone what `open` would refuse: tensors, their types, settings, memory, disk.

        `model.context` is chat's here, in which it must compute what is studied. Raises: ModelFileError, BackendError.
        """

    def open(
        self,
        model: ModelInfo,
        cache: Path,
        spec: AdapterSpec,
        seed: int,
        frozen: Sequence[AdapterRef] = (),
    ) -> TrainingSession:
        """Load the file's weights (what must be converted for it is cached under `cache`) and add a new expert (B = 0).

        `frozen` experts (PEFT folders) take part in the forward pass but are not trained.
        Raises: BackendUnavailable, ModelFileError.
        """


class AdapterExchange(Protocol):
    """Adapters out to other runtimes and in from them."""

    def describe(self, model: Path) -> ModelInfo:
        """What a model file says of itself; its weights are not loaded. Raises: ModelFileError."""

    def export(self, experts: Sequence[Path], model: ModelInfo, formats: Sequence[str], folder: Path) -> AdapterFiles:
        """Write these experts (PEFT folders) as one adapter, exactly their sum, in each of `formats`.

        "peft" and "mlx" are folders below `folder`, "gguf" is `adapter.gguf`, "merged" `merged-<type>.gguf`.
        Raises: AdapterMismatch, ModelFileError, BackendError (no space; a type that cannot be requantised).
        """

    def bring(self, source: Path, model: ModelInfo, folder: Path, assume_base: bool = False) -> AdapterFiles:
        """Read an adapter of any layout and write the canonical files. Raises: AdapterMismatch with every fault."""
