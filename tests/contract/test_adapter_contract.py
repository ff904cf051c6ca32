"""What every `InferenceBackend` promises of adapters."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from backends.base import AdapterMismatch, AdapterRef, ChatMessage, GenerationStats, InferenceBackend
from tests.contract.replies import CONTEXT, DOGS, GREEDY, prompts, reply, stats
from tests.lora_files import write_lora

pytestmark = pytest.mark.slow


def test_an_adapter_changes_the_answer_and_swapping_back_restores_it(
    backend: InferenceBackend, adapters: tuple[AdapterRef, AdapterRef]
) -> None:
    texts = prompts(backend)[:3]
    base = reply(backend), backend.complete_many(texts, GREEDY)
    backend.set_adapters(adapters[:1])
    adapted = reply(backend), backend.complete_many(texts, GREEDY)
    backend.set_adapters(())
    assert adapted[0] != base[0]
    assert adapted[1] != base[1]
    assert (reply(backend), backend.complete_many(texts, GREEDY)) == base


def test_a_swap_in_mid_chat_answers_like_a_fresh_load(
    backend: InferenceBackend, adapters: tuple[AdapterRef, AdapterRef], load: Callable[[], InferenceBackend]
) -> None:
    reply(backend)
    backend.set_adapters(adapters[:1])
    reply(backend)
    backend.set_adapters(adapters[1:])
    swapped = reply(backend), backend.score_many([("Dogs are", " nice animals")])
    fresh = load()
    try:
        fresh.set_adapters(adapters[1:])
        assert (reply(fresh), fresh.score_many([("Dogs are", " nice animals")])) == swapped
    finally:
        fresh.close()


def test_going_to_and_fro_costs_only_what_was_said_meanwhile(
    backend: InferenceBackend, adapters: tuple[AdapterRef, AdapterRef]
) -> None:
    first = stats(backend, DOGS)
    for mounted, cached in ((adapters[:1], 0), ((), first.prompt_tokens - 1), (adapters[:1], first.prompt_tokens - 1)):
        backend.set_adapters(mounted)
        assert stats(backend, DOGS).cached_tokens == cached
    backend.set_adapters(adapters[1:])
    backend.set_adapters(())
    assert stats(backend, DOGS).cached_tokens == first.prompt_tokens - 1, "nothing was said with those"
    for mounted in (adapters[1:], adapters[:1]):
        backend.set_adapters(mounted)
        assert stats(backend, DOGS).cached_tokens == 0, "two are kept"


def test_chats_under_different_adapters_give_way_where_both_find_no_room(
    backend: InferenceBackend, adapters: tuple[AdapterRef, AdapterRef]
) -> None:
    long = [ChatMessage("user", "Tell me about dogs." * (CONTEXT // 8))]
    assert len(backend.tokenize(backend.render(long))) > CONTEXT // 2

    def said() -> tuple[int, str]:
        # Few tokens: in other cells of the memory sums are rounded otherwise, which decides a near tie further on.
        *deltas, last = backend.stream_chat(long, replace(GREEDY, max_tokens=6))
        assert isinstance(last, GenerationStats)
        return last.cached_tokens, "".join(map(str, deltas))

    for mounted in (adapters[1:], adapters[:1]):
        backend.set_adapters(mounted)
        reply(backend)
    backend.set_adapters(())
    first = said()
    assert first[0] == 0
    backend.set_adapters(adapters[:1])
    assert said()[1] != first[1]
    backend.set_adapters(())
    assert said() == first


def test_scale_zero_is_the_base_and_scale_matters(
    backend: InferenceBackend, adapters: tuple[AdapterRef, AdapterRef]
) -> None:
    pair = [("Dogs are", " very nice animals")]

    def score(*mounted: AdapterRef) -> float:
        backend.set_adapters(mounted)
        return backend.score_many(pair)[0].logprob

    base, one = score(), score(adapters[0])
    assert score(AdapterRef(adapters[0].path, 0.0)) == pytest.approx(base, abs=1e-4)
    assert math.isclose(one, base) is False
    assert score(AdapterRef(adapters[0].path, 0.5)) not in (base, one)
    assert score(*adapters) not in (base, one)


def test_an_adapter_that_does_not_fit_changes_nothing(
    backend: InferenceBackend, adapters: tuple[AdapterRef, AdapterRef], starter_model: Path, tmp_path: Path
) -> None:
    backend.set_adapters(adapters[:1])
    before = reply(backend)
    unfit = {
        "sha256": write_lora(tmp_path / "a.gguf", starter_model, base_sha256="0" * 64),
        "architecture": write_lora(tmp_path / "b.gguf", starter_model, architecture="qwen2"),
        "does not fit": write_lora(tmp_path / "c.gguf", starter_model, width_error=1),
        "expected an adapter": starter_model,
        "cannot be read": tmp_path / "absent.gguf",
    }
    for text, path in unfit.items():
        with pytest.raises(AdapterMismatch, match=text):
            backend.set_adapters([adapters[1], AdapterRef(path)])
        with pytest.raises(AdapterMismatch, match=text):
            backend.divergence([("a", " b")], [AdapterRef(path)])
    assert reply(backend) == before


def test_an_adapter_with_the_right_base_is_taken(
    backend: InferenceBackend, starter_model: Path, tmp_path: Path
) -> None:
    path = write_lora(tmp_path / "a.gguf", starter_model, base_sha256=backend.info.sha256, size=0.05)
    base = reply(backend)
    backend.set_adapters([AdapterRef(path)])
    assert reply(backend) != base


def test_a_replaced_adapter_file_is_read_again(backend: InferenceBackend, starter_model: Path, tmp_path: Path) -> None:
    path = write_lora(tmp_path / "a.gguf", starter_model, seed=1, size=0.05)
    backend.set_adapters([AdapterRef(path)])
    first = backend.score_many([("Dogs are", " nice")])
    write_lora(path, starter_model, seed=2, size=0.05)
    backend.set_adapters([AdapterRef(path)])
    assert backend.score_many([("Dogs are", " nice")]) != first


def test_likelihoods_are_of_the_adapters_named_and_leave_chat_alone(
    backend: InferenceBackend, adapters: tuple[AdapterRef, AdapterRef]
) -> None:
    texts = prompts(backend)[:3]
    backend.set_adapters(adapters[:1])
    expected = [score.logprob for score in backend.score_many([(text, " I like it.") for text in texts])]
    backend.set_adapters(adapters[1:])
    before = reply(backend)
    assert backend.likelihoods(texts, " I like it.", ()) != pytest.approx(expected, abs=0.3)
    assert backend.likelihoods(texts, " I like it.", adapters[:1]) == pytest.approx(expected, abs=0.3)
    assert reply(backend) == before


def test_divergence_is_zero_for_the_base_and_grows_with_the_scale(
    backend: InferenceBackend, adapters: tuple[AdapterRef, AdapterRef]
) -> None:
    path = adapters[0].path
    pairs = [(text, " I like it very much.") for text in prompts(backend)[:3]]
    backend.set_adapters(adapters[1:])
    before = reply(backend)
    none = backend.divergence(pairs, ())
    half, full = (backend.divergence(pairs, [AdapterRef(path, scale)]) for scale in (0.5, 1.0))
    assert none == pytest.approx([0.0] * 3, abs=1e-6)
    assert all(0 < a < b for a, b in zip(half, full, strict=True))
    assert backend.divergence(pairs, [AdapterRef(path, 0.5)]) == pytest.approx(half, rel=1e-3)
    assert backend.divergence([("a", "")], [AdapterRef(path)]) == [0.0]
    assert reply(backend) == before
