"""What the expert in training writes by itself: a snapshot of it, mounted in the engine that will serve it.

Nothing is back-propagated through the sampling. The engine's weights are quantised as they are served, the trainer's
are the same numbers, so the samples are the student's own but for rounding.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.experts.registry import GGUF
from assistant.paths import PRIVATE_FOLDER
from assistant.sleep.dreaming import CANDIDATES
from assistant.sleep.night import Night
from backends.base import AdapterRef, Completion, Sampling, TrainingSession

SPARE_TOKENS = 8
"""By so many a sample may be longer than the longest answer it is compared with."""


@dataclass(frozen=True, slots=True)
class Student:
    """An expert in training, and what it takes to let it speak."""

    night: Night
    session: TrainingSession
    folder: Path
    """The expert's own: what a killed night leaves of a snapshot goes with it."""
    frozen: tuple[AdapterRef, ...] = ()
    """PEFT folders beneath it, each with its GGUF."""

    def complete(
        self, prompts: Sequence[str], longest: int, seed: int, on_done: Callable[[int], None]
    ) -> list[Completion]:
        """Samples of the expert as it stands, by its own distribution; none is much longer than `longest` tokens.

        Raises: whatever `on_done` does, BackendError.
        """
        engine = self.night.engine
        sampling = Sampling(1.0, top_p=1.0, top_k=CANDIDATES, min_p=0.0, max_tokens=longest + SPARE_TOKENS, seed=seed)
        self.folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        with tempfile.TemporaryDirectory(prefix="snapshot-", dir=self.folder) as snapshot:
            files = self.session.save_adapter(Path(snapshot))
            beneath = [AdapterRef(ref.path / GGUF, ref.scale) for ref in self.frozen]
            engine.set_adapters([*beneath, AdapterRef(files.gguf)])
            written = engine.complete_many(prompts, sampling, on_done)
            # An engine that has to start anew mounts what was mounted; the snapshot will be gone.
            engine.set_adapters(())
        return written

    def own(self, written: Completion) -> bool:
        """Whether the sample's text is read as just the tokens that were drawn; others are not the student's choice."""
        return len(self.night.engine.tokenize(written.text, special=False)) == written.tokens

    def tokens(self, written: Completion) -> tuple[int, ...]:
        """Labels of a sample, with the end of its turn unless it was cut off."""
        if written.stop_reason == "end":
            return self.night.builder.reply(written.text)
        return tuple(self.night.engine.tokenize(written.text, special=False))
