"""What every `InferenceBackend` promises of chat, batches and scores."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from backends.base import ChatMessage, ContextOverflow, GenerationStats, InferenceBackend, Sampling
from tests.contract.replies import CONTEXT, DOGS, GREEDY, prompts, reply, stats

pytestmark = pytest.mark.slow


# ------------------------------------------------------------------------------------------------- chat


def test_info_names_the_file(backend: InferenceBackend, starter_model: Path) -> None:
    info = backend.info
    assert info.path == starter_model
    assert info.sha256 == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
    assert (info.architecture, info.quantisation, info.layers, info.context) == ("llama", "Q4_1", 30, CONTEXT)
    assert info.chat_template is not None


def test_tokenize_parses_special_tokens_and_adds_nothing(backend: InferenceBackend) -> None:
    assert backend.tokenize("<|im_start|>") == [1]
    assert len(backend.tokenize("hello")) == 1
    assert backend.tokenize("") == []


def test_stats_count_prompt_reply_and_cache(backend: InferenceBackend) -> None:
    reply(backend, [ChatMessage("user", "Something else entirely, to fill the cache.")])
    prompt = len(backend.tokenize(backend.render(DOGS)))
    first, again = stats(backend, DOGS), stats(backend, DOGS)
    assert first.prompt_tokens == again.prompt_tokens == prompt
    assert first.cached_tokens < again.cached_tokens == prompt - 1
    assert first.completion_tokens == 16
    assert first.stop_reason == "length"
    assert 0 < first.first_token_seconds <= first.seconds
    assert first.tokens_per_second > 0


def test_the_next_turn_reuses_the_conversation(backend: InferenceBackend) -> None:
    answer = reply(backend)
    turns = [*DOGS, ChatMessage("assistant", answer), ChatMessage("user", "And cats?")]
    cached = stats(backend, turns).cached_tokens
    assert cached >= len(backend.tokenize(backend.render(DOGS)))


def test_a_reply_ends_at_the_models_end_token(backend: InferenceBackend) -> None:
    ended = stats(backend, [ChatMessage("user", "Say only the word yes.")], Sampling(temperature=0, max_tokens=300))
    assert ended.stop_reason == "end"
    assert 0 < ended.completion_tokens < 300


def test_stop_strings_end_a_reply_and_are_not_shown(backend: InferenceBackend) -> None:
    full = reply(backend)
    stop = full.split()[3]
    assert reply(backend, DOGS, Sampling(temperature=0, max_tokens=16, stop=(stop,))) == full.split(stop)[0]


def test_should_stop_ends_within_a_fifth_of_a_second(backend: InferenceBackend) -> None:
    asked = 0.0
    started = time.perf_counter()

    def should_stop() -> bool:
        nonlocal asked
        if time.perf_counter() - started > 0.3 and not asked:
            asked = time.perf_counter()
        return asked > 0

    *_, last = backend.stream_chat(DOGS, Sampling(temperature=0, max_tokens=900), should_stop)
    assert isinstance(last, GenerationStats)
    assert last.stop_reason == "stopped"
    # A token of this model takes 10 to 30 ms; the rest is slack for a busy machine.
    assert time.perf_counter() - asked < 0.5


def test_a_prompt_that_does_not_fit_is_refused_with_both_numbers(backend: InferenceBackend) -> None:
    with pytest.raises(ContextOverflow, match=rf"\d+ tokens.*{CONTEXT}"):
        list(backend.stream_chat([ChatMessage("user", "word " * CONTEXT)], GREEDY))
    with pytest.raises(ContextOverflow):
        backend.complete_many(["word " * CONTEXT], GREEDY)


def test_a_full_window_ends_the_reply(backend: InferenceBackend) -> None:
    messages = [ChatMessage("user", "word " * (CONTEXT - 60))]
    last = stats(backend, messages, Sampling(temperature=0, max_tokens=500, repeat_penalty=1.2))
    assert last.stop_reason in ("length", "end")
    assert last.prompt_tokens + last.completion_tokens <= CONTEXT


def test_a_seed_repeats_a_sampled_reply_and_another_changes_it(backend: InferenceBackend) -> None:
    one, same, other = (reply(backend, DOGS, Sampling(temperature=1.0, max_tokens=24, seed=seed)) for seed in (7, 7, 8))
    assert one == same != other


def test_a_repeat_penalty_changes_a_repetitive_reply(backend: InferenceBackend) -> None:
    question = [ChatMessage("user", "What is the capital of France?")]
    plain = reply(backend, question, Sampling(temperature=0, max_tokens=48))
    penalised = reply(backend, question, Sampling(temperature=0, max_tokens=48, repeat_penalty=1.3))
    assert len(set(penalised.split())) > len(set(plain.split()))


# ------------------------------------------------------------------------------------------------ batch


def test_a_batch_is_repeatable_and_independent_of_its_order(backend: InferenceBackend) -> None:
    texts = prompts(backend)
    done: list[int] = []
    first = backend.complete_many(texts, GREEDY, done.append)
    assert backend.complete_many(texts, GREEDY) == first
    assert backend.complete_many(texts[::-1], GREEDY)[::-1] == first
    assert done[-1] == len(texts)
    assert all(completion.tokens == 16 and completion.stop_reason == "length" for completion in first)
    assert len({completion.text for completion in first}) == len(texts)


def test_a_batch_agrees_with_one_text_at_a_time(backend: InferenceBackend) -> None:
    texts = prompts(backend)
    together = backend.complete_many(texts, Sampling(temperature=0, max_tokens=8))
    alone = [backend.complete_many([text], Sampling(temperature=0, max_tokens=8))[0] for text in texts]
    # Near-ties may flip; all texts at once would be a defect.
    assert sum(a.text == b.text for a, b in zip(together, alone, strict=True)) >= len(texts) - 2


def test_a_batch_has_a_seed_for_each_prompt(backend: InferenceBackend) -> None:
    sampling = Sampling(temperature=1.0, max_tokens=12, seed=3)
    text = prompts(backend)[0]
    three = backend.complete_many([text] * 3, sampling)
    assert len({completion.text for completion in three}) == 3
    assert backend.complete_many([text] * 3, sampling) == three


def test_a_batch_obeys_stop_strings(backend: InferenceBackend) -> None:
    texts = ["Q: What is the capital of Italy?\nA:", "Q: What is 1 + 1?\nA:"]
    free = backend.complete_many(texts, Sampling(temperature=0, max_tokens=40))
    bound = backend.complete_many(texts, Sampling(temperature=0, max_tokens=40, stop=("\n",)))
    assert all("\n" in completion.text for completion in free)
    assert [completion.text for completion in bound] == [completion.text.split("\n")[0] for completion in free]
    assert all(completion.stop_reason == "end" and completion.tokens < 40 for completion in bound)


def test_a_batch_goes_on_until_the_window_is_full(backend: InferenceBackend) -> None:
    text = "one " * (CONTEXT - 100)
    [completion] = backend.complete_many([text], Sampling(temperature=0, max_tokens=CONTEXT))
    assert completion.stop_reason == "length"
    assert len(backend.tokenize(text)) + completion.tokens == CONTEXT


def test_the_n_best_begin_with_the_greedy_one_and_fall_in_likelihood(backend: InferenceBackend) -> None:
    texts = prompts(backend)
    greedy = backend.complete_many(texts, GREEDY)
    done: list[int] = []
    best = backend.n_best(texts, 4, GREEDY.max_tokens, done.append)
    assert sum(own[0].text == one.text for own, one in zip(best, greedy, strict=True)) >= len(texts) - 1
    for text, own in zip(texts, best, strict=True):
        assert len({one.text for one in own}) == len(own) == 4
        assert [one.logprob for one in own[1:]] == sorted((one.logprob for one in own[1:]), reverse=True)
        assert all(0 < one.tokens <= GREEDY.max_tokens for one in own)
        scores = backend.score_many([(text, one.text) for one in own])
        assert scores[0].logprob == pytest.approx(own[0].logprob, abs=1.5)
        # Another way may spell a word in other tokens than the tokeniser does, which are less likely.
        assert all(score.logprob > one.logprob - 1.5 for one, score in zip(own, scores, strict=True))
    assert backend.n_best(texts[::-1], 4, GREEDY.max_tokens)[::-1] == best
    assert done


def test_the_n_best_end_at_the_end_token_and_fit_the_window(backend: InferenceBackend) -> None:
    question = backend.render([ChatMessage("user", "Say only the word yes.")])
    [own] = backend.n_best([question], 3, 300)
    assert {one.stop_reason for one in own} >= {"end"}
    [[full]] = backend.n_best(["one " * (CONTEXT - 100)], 1, CONTEXT)
    assert full.tokens < 102 and full.stop_reason == "length"
    with pytest.raises(ContextOverflow):
        backend.n_best(["word " * CONTEXT], 2, 8)


def test_nothing_in_nothing_out(backend: InferenceBackend) -> None:
    assert backend.complete_many([], GREEDY) == []
    assert backend.n_best([], 3, 8) == []
    assert backend.score_many([]) == []
    assert backend.divergence([], ()) == []


# ---------------------------------------------------------------------------------------------- scoring


def test_a_score_is_the_logprob_that_generation_had(backend: InferenceBackend) -> None:
    texts = prompts(backend)
    completions = backend.complete_many(texts, GREEDY)
    scores = backend.score_many([(text, done.text) for text, done in zip(texts, completions, strict=True)])
    for score, completion in zip(scores, completions, strict=True):
        assert score.tokens == completion.tokens
        assert score.logprob == pytest.approx(completion.logprob, abs=1.5)


def test_batched_scores_equal_single_ones(backend: InferenceBackend) -> None:
    pairs = [("The capital of Italy is", city) for city in (" Rome.", " Paris.", " a banana.", "")]
    together = backend.score_many(pairs)
    assert together[0].logprob > together[1].logprob > together[2].logprob
    assert (together[3].logprob, together[3].tokens) == (0.0, 0)
    for pair, score in zip(pairs, together, strict=True):
        assert backend.score_many([pair])[0].logprob == pytest.approx(score.logprob, abs=0.5)


def test_likelihoods_equal_scores(backend: InferenceBackend) -> None:
    prompts = [f"Their capital is {city}. They live in" for city in ("Rome", "Paris", "Rome", "Oslo")]
    for text in (" Italy.", " France, of course.", " Italy."):
        found = backend.likelihoods(prompts, text, ())
        expected = [score.logprob for score in backend.score_many([(prompt, text) for prompt in prompts])]
        assert found == pytest.approx(expected, abs=0.5)
        assert found[0] == found[2]
    assert backend.likelihoods([], " Italy.", ()) == []
    assert backend.likelihoods(prompts[:1], "", ()) == [0.0]


def test_likelihoods_of_more_prompts_than_fit_at_once(backend: InferenceBackend) -> None:
    many = [f"Number {number} is" for number in range(150)]
    found = backend.likelihoods(many, " odd", ())
    again = backend.likelihoods(list(reversed(many)), " odd", ())
    assert found == pytest.approx(list(reversed(again)), abs=0.5)
    assert found[70:80] == pytest.approx(
        [s.logprob for s in backend.score_many([(m, " odd") for m in many[70:80]])], abs=0.5
    )


def test_likelihoods_after_prompts_of_several_kinds(backend: InferenceBackend) -> None:
    kinds = (
        [f"The river of {city} is the" for city in ("Rome", "Paris")],
        ["The capital of Italy is"],
        ["Two and two"],
    )
    text = " Tiber."
    for asked in (*kinds, *reversed(kinds)):
        expected = [score.logprob for score in backend.score_many([(prompt, text) for prompt in asked])]
        assert backend.likelihoods(asked, text, ()) == pytest.approx(expected, abs=0.5)


def test_close_twice(load: Callable[[], InferenceBackend]) -> None:
    backend = load()
    backend.close()
    backend.close()
