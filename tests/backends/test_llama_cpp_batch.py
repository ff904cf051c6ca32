"""The batch scheduler, over a context that only remembers what it was fed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backends.llama_cpp_batch import Job, Scheduler, cells_wanted
from backends.llama_cpp_context import Context, Logits
from tests.backends.memory_context import Memory


@dataclass
class Recorder:
    """A job that keeps the rows it got and goes on with `new` tokens of its own."""

    tokens: Sequence[int]
    first_output: int
    budget: int = 0
    rows: list[tuple[float, float]] = field(default_factory=list)
    added: list[int] = field(default_factory=list)

    def advance(self, context: Context, batch_index: int, rows: Logits) -> int | None:
        self.rows.extend((float(a), float(b)) for a, b in rows)
        unfed = self.first_output + len(self.rows) < len(self.tokens)
        if unfed or len(self.added) == self.budget:
            return None
        self.added.append(100 + len(self.added))
        return self.added[-1]

    @property
    def expected(self) -> list[tuple[float, float]]:
        tokens = [*self.tokens, *self.added]
        return [(n, sum(tokens[:n])) for n in range(self.first_output + 1, len(tokens) + 1)]


def run(memory: Memory, jobs: Sequence[Recorder], *, share_running: bool = True) -> list[int]:
    done: list[int] = []
    Scheduler(cast(Context, memory), cast(Sequence[Job], jobs), share_running=share_running).run(done.append)
    return done


def fed(memory: Memory) -> int:
    return sum(len(call) for call in memory.calls)


def generating(*prompts: Sequence[int], budget: int = 3) -> list[Recorder]:
    return [Recorder(prompt, len(prompt) - 1, budget) for prompt in prompts]


def test_more_texts_than_places_are_refilled_and_counted() -> None:
    jobs = generating(*([i, i + 1] for i in range(11)))
    memory = Memory()
    done = run(memory, jobs)
    assert [job.rows for job in jobs] == [job.expected for job in jobs]
    assert done[-1] == 11
    assert done == sorted(done)
    assert max(len({feed.sequence for feed in call}) for call in memory.calls) == 4


def test_a_common_beginning_is_computed_once() -> None:
    beginning = list(range(50))
    jobs = generating(*([*beginning, 200 + i] for i in range(9)), budget=0)
    memory = Memory()
    run(memory, jobs)
    assert fed(memory) == 50 + 9
    assert [job.rows for job in jobs] == [job.expected for job in jobs]


@pytest.mark.parametrize(("share_running", "tokens"), [(True, 2 * 40 + 8), (False, 8 * 41)])
def test_groups_share_their_own_beginnings_where_states_can_be_cut(share_running: bool, tokens: int) -> None:
    jobs = generating(*([group, *range(2, 41), 200 + i] for group in (0, 1) for i in range(4)), budget=0)
    memory = Memory(sequences=9)
    run(memory, jobs, share_running=share_running)
    assert fed(memory) == tokens
    assert [job.rows for job in jobs] == [job.expected for job in jobs]


def test_equal_prompts_are_computed_once_but_for_their_last_token() -> None:
    memory = Memory()
    run(memory, generating(*([1, 2, 3, 4, 5] for _ in range(4)), budget=0))
    assert fed(memory) == 4 + 4


def test_the_result_does_not_hang_on_the_order() -> None:
    prompts = [[i % 3, i, 7] for i in range(10)]
    one, other = generating(*prompts), generating(*reversed(prompts))
    first, second = Memory(), Memory()
    run(first, one)
    run(second, other)
    assert first.calls == second.calls
    assert [job.rows for job in one] == [job.rows for job in reversed(other)]


def test_a_text_may_be_longer_than_the_outputs_of_a_batch() -> None:
    jobs = generating([1, 2], [1, 3], budget=30)
    run(Memory(outputs=4), jobs)
    assert [job.rows for job in jobs] == [job.expected for job in jobs]


def test_texts_wait_when_the_memory_is_full() -> None:
    jobs = generating(*([i] * 8 for i in range(6)), budget=4)
    memory = Memory(size=26)
    run(memory, jobs)
    assert [job.rows for job in jobs] == [job.expected for job in jobs]
    assert max(len({feed.sequence for feed in call}) for call in memory.calls) == 2


def test_cells_wanted_counts_the_common_beginning_once() -> None:
    jobs = cast(Sequence[Job], generating([1, 2, 3, 4], [1, 2, 5], budget=6))
    assert cells_wanted(jobs, 2) == (10, 2 + 2 * 8)


@settings(max_examples=150, deadline=None)
@given(
    prompts=st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=40), min_size=1, max_size=12),
    budget=st.integers(0, 6),
    labels=st.integers(1, 12),
    sequences=st.integers(2, 6),
)
def test_every_job_sees_its_own_tokens(prompts: list[list[int]], budget: int, labels: int, sequences: int) -> None:
    jobs = [Recorder(prompt, max(0, len(prompt) - labels), budget) for prompt in prompts]
    memory = Memory(size=60, sequences=sequences)
    run(memory, jobs)
    assert memory.peak <= memory.size
    assert [job.rows for job in jobs] == [job.expected for job in jobs]
