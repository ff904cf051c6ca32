"""KL(base || base + adapters) over given replies, with the base's side kept between calls."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from backends.llama_cpp_batch import Job
from backends.llama_cpp_jobs import Diverging, LogProbs, Recording

CACHE_BYTES = 512 << 20
"""Log-probabilities of the base that are kept: about 2600 tokens of a vocabulary of 49,000."""

Pair = tuple[list[int], list[int]]
Run = Callable[[Sequence[Job]], None]


class Divergence:
    """Keeps the base's distributions by (prompt, reply); the longest unused go first."""

    def __init__(self, vocab_size: int, cache_bytes: int = CACHE_BYTES) -> None:
        self._vocab_size = vocab_size
        self._cache_bytes = cache_bytes
        self._kept: OrderedDict[tuple[tuple[int, ...], tuple[int, ...]], LogProbs] = OrderedDict()

    def measure(self, pairs: Sequence[Pair], *, run_base: Run, run_adapted: Run) -> list[float]:
        """Nats per reply token, one value a pair; 0 for an empty reply."""
        totals: list[float] = []
        for group in self._groups(pairs):
            references = self._references(group, run_base)
            jobs = [Diverging(*pair, reference) for pair, reference in zip(group, references, strict=True)]
            run_adapted([job for job in jobs if job.labels.size])
            totals.extend(job.total / max(1, job.labels.size) for job in jobs)
        return totals

    def _groups(self, pairs: Sequence[Pair]) -> list[list[Pair]]:
        """Runs of pairs whose distributions fit the cache together (a single one may be larger)."""
        groups: list[list[Pair]] = []
        room = 0
        for pair in pairs:
            size = 4 * self._vocab_size * len(pair[1])
            if not groups or size > room:
                groups.append([])
                room = self._cache_bytes
            groups[-1].append(pair)
            room -= size
        return groups

    def _references(self, group: Sequence[Pair], run_base: Run) -> list[LogProbs]:
        keys = [(tuple(prompt), tuple(reply)) for prompt, reply in group]
        missing = {
            key: Recording(*pair, self._vocab_size)
            for key, pair in zip(keys, group, strict=True)
            if key not in self._kept
        }
        self._make_room(sum(job.logprobs.nbytes for job in missing.values()), set(keys))
        run_base([job for job in missing.values() if job.labels.size])
        for key in keys:
            self._kept[key] = missing[key].logprobs if key in missing else self._kept.pop(key)
        return [self._kept[key] for key in keys]

    def _make_room(self, coming: int, needed: set[tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
        held = sum(logprobs.nbytes for logprobs in self._kept.values())
        for key in [key for key in self._kept if key not in needed]:
            if held + coming <= self._cache_bytes:
                return
            held -= self._kept.pop(key).nbytes
