"""Many sequences through one context at once: shared beginnings are computed once, free places refilled at once.

Jobs run in the order of their tokens, so those that begin alike are neighbours and the result does not hang on
the order they were given in.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from backends.llama_cpp_context import Context, Feed, Logits
from backends.tokens import common_length

WORTH_WAITING = 2
"""A job waits a step for a neighbour's beginning if that saves more tokens than this."""

_PREFIX = 0


class Job(Protocol):
    """Tokens to run through the model, and what to do with the logits."""

    tokens: Sequence[int]
    first_output: int
    """Logits are wanted after `tokens[first_output:]`."""
    budget: int
    """The most tokens that `advance` may add."""

    def advance(self, context: Context, batch_index: int, rows: Logits) -> int | None:
        """Take the next rows of logits, the first of them from the batch's token `batch_index`.

        After the row of the last token: the token to go on with, or None when done.
        """


@dataclass(slots=True)
class _Active:
    index: int
    job: Job
    sequence: int
    tokens: list[int]
    fed: int

    @property
    def cells_to_come(self) -> int:
        return len(self.job.tokens) + self.job.budget - self.fed


@dataclass(frozen=True, slots=True)
class _Span:
    active: _Active
    count: int
    first_index: int
    first_row: int
    outputs: int


class Scheduler:
    """Runs one list of jobs to the end. The context's memory is cleared first."""

    def __init__(self, context: Context, jobs: Sequence[Job], *, share_running: bool) -> None:
        self._context = context
        self._jobs = jobs
        self._share_running = share_running
        order = sorted(range(len(jobs)), key=lambda i: (tuple(jobs[i].tokens), i))
        self._waiting = deque(order)
        self._active: list[_Active] = []
        self._finished: list[_Active] = []
        """Done, but still in memory for others that begin alike."""
        self._free = list(range(context.sequences - 1, _PREFIX, -1))
        self._cells = _Cells(context.size)
        self._prefix = _shared_beginning(jobs, order)

    def run(self, on_done: Callable[[int], None] | None = None) -> None:
        """Raises: BackendError."""
        self._context.clear()
        self._feed_prefix()
        done = 0
        while self._waiting or self._active:
            self._admit()
            finished = self._step()
            if finished and on_done is not None:
                on_done(done + finished)
            done += finished

    def _feed_prefix(self) -> None:
        for start in range(0, len(self._prefix), self._context.batch):
            part = self._prefix[start : start + self._context.batch]
            self._context.decode([Feed(token, start + i, _PREFIX, False) for i, token in enumerate(part)])
        self._cells.feed(_PREFIX, len(self._prefix))

    def _admit(self) -> None:
        self._trim()
        while self._waiting:
            job = self._jobs[self._waiting[0]]
            source, length, coming = self._beginning(job)
            if coming > length + WORTH_WAITING:
                return
            if self._fits(job, length) or not (self._active or self._finished):
                self._begin(self._waiting.popleft(), source, length)
            elif self._active:
                return
            else:
                self._release(self._finished[0])

    def _trim(self) -> None:
        """Keep one finished job, where it helps: what serves the next job best serves all that follow best."""
        common = {
            old.sequence: common_length(old.tokens, self._jobs[self._waiting[0]].tokens) if self._waiting else 0
            for old in self._finished
        }
        best = max(common, key=lambda sequence: common[sequence], default=_PREFIX)
        for old in tuple(self._finished):
            if old.sequence != best or common[best] <= len(self._prefix) or not self._share_running:
                self._release(old)

    def _begin(self, index: int, source: int, length: int) -> None:
        job, sequence = self._jobs[index], self._free.pop()
        if length:
            self._context.copy(source, sequence, length)
            self._cells.share(source, sequence, length)
        self._active.append(_Active(index, job, sequence, list(job.tokens), length))

    def _fits(self, job: Job, length: int) -> bool:
        promised = sum(active.cells_to_come for active in self._active)
        return bool(self._free) and len(job.tokens) - length + job.budget <= self._cells.free - promised

    def _beginning(self, job: Job) -> tuple[int, int, int]:
        """Where most of the job's beginning is already computed, its length, and the most that is on its way."""
        source, length, coming = _PREFIX, len(self._prefix), 0
        for other in (*self._active, *self._finished) if self._share_running else ():
            common = min(common_length(job.tokens, other.tokens), job.first_output)
            coming = max(coming, common if other.fed < common else 0)
            if min(common, other.fed) > length:
                source, length = other.sequence, min(common, other.fed)
        return source, length, coming

    def _step(self) -> int:
        feeds, spans = self._plan()
        rows = self._context.decode(feeds)
        finished = []
        for span in spans:
            active = span.active
            active.fed += span.count
            self._cells.feed(active.sequence, span.count)
            if span.outputs == 0:
                continue
            taken = rows[span.first_row : span.first_row + span.outputs]
            token = active.job.advance(self._context, span.first_index, taken)
            if active.fed < len(active.tokens):
                continue
            if token is None:
                finished.append(active)
            else:
                active.tokens.append(token)
        for active in finished:
            self._active.remove(active)
            self._finished.append(active)
        return len(finished)

    def _plan(self) -> tuple[list[Feed], list[_Span]]:
        """Fill the batch: one token of each running text first, then as much of the prompts as fits."""
        feeds: list[Feed] = []
        spans: list[_Span] = []
        outputs = 0
        for active in sorted(self._active, key=lambda active: len(active.tokens) - active.fed > 1):
            first_output = active.job.first_output
            count = min(len(active.tokens) - active.fed, self._context.batch - len(feeds))
            silent = max(0, first_output - active.fed)
            count = min(count, silent + self._context.outputs - outputs)
            if count <= 0:
                continue
            wanted = max(0, count - silent)
            spans.append(_Span(active, count, len(feeds) + count - wanted, outputs, wanted))
            outputs += wanted
            for position in range(active.fed, active.fed + count):
                feeds.append(Feed(active.tokens[position], position, active.sequence, position >= first_output))
        return feeds, spans

    def _release(self, active: _Active) -> None:
        self._context.keep(active.sequence, 0)
        self._cells.release(active.sequence)
        self._finished.remove(active)
        self._free.append(active.sequence)


class _Cells:
    """Counts the memory cells in use. A cell that several sequences share counts once."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._next = 0
        self._users: Counter[int] = Counter()
        self._held: dict[int, list[int]] = {}

    @property
    def free(self) -> int:
        return self._size - len(self._users)

    def feed(self, sequence: int, count: int) -> None:
        fresh = range(self._next, self._next + count)
        self._next += count
        self._users.update(fresh)
        self._held.setdefault(sequence, []).extend(fresh)

    def share(self, source: int, target: int, length: int) -> None:
        cells = self._held[source][:length]
        self._users.update(cells)
        self._held[target] = cells

    def release(self, sequence: int) -> None:
        for cell in self._held.pop(sequence, []):
            self._users[cell] -= 1
            if not self._users[cell]:
                del self._users[cell]


def _shared_beginning(jobs: Sequence[Job], order: Sequence[int]) -> list[int]:
    """What all jobs begin with; in sorted order the first and the last decide. One job shares nothing."""
    if len(order) < 2:
        return []
    first, last = jobs[order[0]], jobs[order[-1]]
    length = min(common_length(first.tokens, last.tokens), *(job.first_output for job in jobs))
    return list(first.tokens[:length])


def cells_wanted(jobs: Sequence[Job], parallel: int) -> tuple[int, int]:
    """The fewest memory cells that the jobs can run in, and as many as let `parallel` of them run at once."""
    prefix = len(_shared_beginning(jobs, sorted(range(len(jobs)), key=lambda i: tuple(jobs[i].tokens))))
    longest = max(len(job.tokens) + job.budget for job in jobs)
    return longest, prefix + parallel * (longest - prefix)
