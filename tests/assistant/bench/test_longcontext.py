"""A long chat with a scripted engine: what was sent, what counts, and that the questions leave nothing behind."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.bench import longcontext
from assistant.bench.aggregate import aggregated
from assistant.bench.arms import Bench
from assistant.bench.lives import lives
from assistant.bench.longcontext import contexts, run
from assistant.bench.narration import Narrator
from assistant.bench.report import aligned, cells
from assistant.errors import UsageError
from assistant.sleep.judging import is_right
from backends.base import ContextOverflow
from tests.assistant.sleep.fakes import World, build_world
from tests.fakes import FAKE_INFO, Breaks

ROWS = [("product, the talk", None), *((arm, back) for arm in ("product", "base") for back in (8, 4, 2))]
Rows = dict[tuple[str, int | None], dict[str, Any]]
FACTS = lives(longcontext.FACTS_A_PLACE * len(longcontext.WINDOWS), 1)
ASKED = 3 * longcontext.FACTS_A_PLACE


@pytest.fixture(scope="module")
def talked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Rows]]:
    """A world after the suite; its context has 400 words."""
    with _world(tmp_path_factory.mktemp("talked")) as world:
        yield world, asked(world)


@contextmanager
def _world(folder: Path) -> Iterator[World]:
    """Its engine answers every probe whose answer stands in the prompt, and says one word to all else."""
    world = build_world(folder, ())
    world.engine.info = replace(FAKE_INFO, context=400)
    probes = [probe for fact in FACTS for probe in fact.probes]

    def answer(prompt: str) -> str:
        before, _, question = prompt.removesuffix(" <end>\n<assistant> ").rpartition("\n")
        known = [p for p in probes if question.endswith(p.question) and is_right(before, p.expected)]
        return known[0].expected[0] if known else "Yes."

    world.engine.otherwise = answer
    with world.store:
        yield world


def asked(world: World) -> Rows:
    bench = Bench(world.engine, world.night().builder, world.store, world.registry)
    return {(row["arm"], row["windows"]): row for row in run(bench, 1, Narrator(io.StringIO()))}


def said(world: World) -> list[str]:
    (chat,) = world.store.chats()
    return [message.content for message in world.store.messages(chat.id) if message.role == "user"]


def test_facts_lie_as_far_back_as_the_rows_say_and_questions_leave_nothing(talked: tuple[World, Rows]) -> None:
    world, rows = talked
    assert list(rows) == ROWS
    texts = said(world)
    for at, back in enumerate(longcontext.WINDOWS):
        last = texts.index(FACTS[(at + 1) * longcontext.FACTS_A_PLACE - 1].statement)
        # Each of these messages had the one word "Yes." for a reply.
        after = sum(len(text.split()) + 1 for text in texts[last + 1 :])
        assert back * 400 <= after <= back * 400 + 4 * 40 + 150
    assert not any(text.endswith("?") for text in texts) and world.store.memories() == []
    assert rows["product, the talk", None]["failed"]["n"] == len(texts)


def test_the_base_keeps_what_fits_and_the_product_quotes_the_rest(talked: tuple[World, Rows]) -> None:
    world, rows = talked
    for back in longcontext.WINDOWS:
        base, product = rows["base", back], rows["product", back]
        assert base["quoted"]["n"] == product["quoted"]["n"] == ASKED
        assert base["quoted"]["value"] < 0.3 < product["quoted"]["value"]
        assert base["answered"]["value"] < 0.3 < product["answered"]["value"]
        assert base["failed"]["value"] == product["failed"]["value"] == 0.0
    sent = [world.engine.render(call.messages) for call in world.engine.chats]
    assert max(len(prompt.split()) for prompt in sent) <= 400 - longcontext.REPLY_TOKENS


def test_a_turn_that_fails_is_counted_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(longcontext, "WINDOWS", (1,))
    with _world(tmp_path) as world:
        world.engine.replies = [Breaks("Well", ContextOverflow("full"))]
        talk = asked(world)["product, the talk", None]
        assert round(talk["failed"]["value"] * talk["failed"]["n"]) == 1
        assert len(said(world)) == talk["failed"]["n"] - 1


def test_seeds_are_pooled_by_context_and_distance(talked: tuple[World, Rows]) -> None:
    rows = [*talked[1].values()]
    pooled = {(row["arm"], row["windows"]): row for row in aggregated([rows, rows], same_questions=False)}
    assert list(pooled) == ROWS and pooled["base", 4]["answered"]["n"] == 2 * ASKED
    head, *lines = aligned(cells([*pooled.values()])).splitlines()
    columns = re.split(r"\s{2,}", head)
    assert columns == [
        "arm",
        "context",
        "windows",
        "quoted",
        "answered",
        "95 %",
        "failed",
        "first token s",
        "slowest s",
    ]
    assert [line.split()[-1] != "-" for line in lines] == [True] * 7


def test_a_context_that_holds_no_talk_is_refused() -> None:
    assert contexts(None) == (1024,) and contexts((512, 2048)) == (512, 2048)
    with pytest.raises(UsageError, match="512 tokens at least, not 100"):
        contexts((1024, 100))
