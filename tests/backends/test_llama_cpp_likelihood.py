"""What is kept between two questions about the same prompts, over a context that only remembers what it was fed."""

from __future__ import annotations

from typing import cast

import pytest

from backends import llama_cpp_likelihood
from backends.llama_cpp_likelihood import Likelihoods
from backends.llama_cpp_model import Model
from tests.backends.memory_context import Memory

SYSTEM = (90, 91, 92, 93, 94)
NOTES = [(*SYSTEM, 80, 81, note, 70) for note in (1, 2, 3)]
ALONE = [(*SYSTEM, 60, 61, 62)]
TEXT = (0, 1, 0)


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = Memory(size=4096, sequences=64, batch=256, outputs=256)
    monkeypatch.setattr(llama_cpp_likelihood, "Context", lambda *args, **settings: memory)
    return memory


@pytest.fixture
def likelihoods(memory: Memory) -> Likelihoods:
    return Likelihoods(cast(Model, None), 1)


def fed(memory: Memory) -> int:
    count = sum(len(call) for call in memory.calls)
    memory.calls.clear()
    return count


def test_a_later_text_costs_only_itself(memory: Memory, likelihoods: Likelihoods) -> None:
    first = likelihoods.measure(NOTES, TEXT, ())
    assert fed(memory) == len(SYSTEM) + 2 + 3 + 3 * len(TEXT), "what is shared once, each note, each text"
    assert likelihoods.measure(NOTES, TEXT, ()) == first
    assert fed(memory) == 3 * len(TEXT)


def test_prompts_of_another_kind_leave_the_kept_ones_in_memory(memory: Memory, likelihoods: Likelihoods) -> None:
    first = likelihoods.measure(NOTES, TEXT, ())
    fed(memory)
    alone = likelihoods.measure(ALONE, TEXT, ())
    assert fed(memory) == 2 + len(TEXT), "the system prompt is taken from memory"
    assert likelihoods.measure(NOTES, TEXT, ()) == first
    assert fed(memory) == 3 * len(TEXT)
    assert likelihoods.measure(ALONE, TEXT, ()) == alone
    assert fed(memory) == len(TEXT)
    assert memory.peak <= len(SYSTEM) + 2 + 3 + 2 + 4 * len(TEXT) + 4


def test_a_beginning_that_cannot_be_cut_is_computed_anew(
    memory: Memory, likelihoods: Likelihoods, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = likelihoods.measure(NOTES, TEXT, ())
    keep = Memory.keep

    def stubborn(self: Memory, sequence: int, length: int) -> bool:
        return keep(self, sequence, 0 if sequence == 0 else length) and sequence != 0

    monkeypatch.setattr(Memory, "keep", stubborn)
    likelihoods.measure(ALONE, TEXT, ())
    assert likelihoods.measure(NOTES, TEXT, ()) == first


def test_prompts_that_share_nothing_forget_what_was_kept(memory: Memory, likelihoods: Likelihoods) -> None:
    likelihoods.measure(NOTES, TEXT, ())
    likelihoods.measure([(1, 2, 3)], TEXT, ())
    assert {sequence for sequence, held in memory.held.items() if held} == {0, 1}
