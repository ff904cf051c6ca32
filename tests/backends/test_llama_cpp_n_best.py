"""The likeliest completions of a model that is a table: which branches are followed, and in what order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest

from backends.base import Completion
from backends.llama_cpp_batch import Job
from backends.llama_cpp_n_best import Prompt, n_best

WORDS = ("<end>", "my", "dog", "cat", "is", "old", "young", "barks")
LEAST = 1e-6
TEXTS = {"my dog is old": 0.50, "my dog barks": 0.06, "my cat is young": 0.40, "is": 0.03, "old": 0.01}


class Table:
    """Tokens are words; says each of `TEXTS` as often as stands there."""

    def piece(self, token: int) -> bytes:
        return f" {WORDS[token]}".encode()

    def is_end(self, token: int) -> bool:
        return token == 0

    def next_row(self, said: Sequence[int]) -> np.ndarray[Any, Any]:
        begun = [WORDS[token] for token in said]
        mass = np.full(len(WORDS), LEAST)
        for text, share in TEXTS.items():
            words = [*text.split(), "<end>"]
            if words[: len(begun)] == begun and len(words) > len(begun):
                mass[WORDS.index(words[len(begun)])] += share
        return np.log(mass[None].astype(np.float32))


def best(count: int, budget: int = 8, prompts: int = 1) -> tuple[list[list[Completion]], list[int]]:
    """The texts, and how many jobs ran at a time."""
    ran: list[int] = []

    def run(jobs: Sequence[Job]) -> None:
        ran.append(len(jobs))
        for job in jobs:
            token: int | None = 0
            said = list(job.tokens[1:])
            while token is not None:
                token = job.advance(cast(Any, None), 0, Table().next_row(said))
                said += [token] if token is not None else []

    return n_best(cast(Any, Table()), [Prompt([7], budget)] * prompts, count, run), ran


def test_the_greedy_text_comes_first_and_the_others_by_their_likelihood() -> None:
    [found], _ = best(4)
    assert [one.text.strip() for one in found] == ["my dog is old", "my cat is young", "my dog barks", "is"]
    assert [math.exp(one.logprob) for one in found] == pytest.approx([0.5, 0.4, 0.06, 0.03], abs=0.001)
    assert {one.stop_reason for one in found} == {"end"}
    assert [one.tokens for one in found] == [4, 4, 3, 1]


def test_what_is_unlikelier_than_another_branch_waits_for_the_next_round() -> None:
    _, ran = best(5, prompts=2)
    assert ran == [2, 6, 2]


def test_a_text_is_cut_at_its_budget() -> None:
    [found], _ = best(2, budget=3)
    assert [(one.text.strip(), one.stop_reason) for one in found] == [("my dog is", "length"), ("my cat is", "length")]


def test_one_is_the_greedy_text_alone() -> None:
    [found], ran = best(1)
    assert ([one.text.strip() for one in found], ran) == (["my dog is old"], [1])
