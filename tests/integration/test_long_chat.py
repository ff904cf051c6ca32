"""A chat several windows long on the starter model: no error, a summary that is true, and old facts still quoted."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from assistant.chat.engine import EngineClient
from assistant.chat.session import ChatSession
from assistant.chat.turn import Compacting, Finished, ReplyOptions
from assistant.experts.registry import ExpertRegistry
from assistant.experts.routing import Router
from assistant.memory.recall import Recall
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.base import Sampling

OPTIONS = ReplyOptions(Sampling(temperature=0.0, repeat_penalty=1.1, max_tokens=48, seed=1), learn=False)
TALK = (
    "Explain in two sentences how bread dough rises when yeast is added to flour and water.",
    "Which colours should I paint a small north-facing study so that it looks bright?",
    "Give me two ideas for a rainy Sunday with children who like to build things.",
    "How do I keep tomato plants alive while I am away for ten days in July?",
)


@pytest.mark.slow
@pytest.mark.long
def test_four_windows_of_talk_end_in_no_error_and_keep_what_was_said(starter_model: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home").create()
    engine = EngineClient.start(starter_model, context=768, threads=None, log=home.logs / "engine.log")
    with closing(engine), MemoryStore.open(home.database) as store:
        chat = store.create_chat()
        session = ChatSession(store, engine, Recall(store), Router(ExpertRegistry(home)), chat)
        list(session.reply("For this project the harbour gate opens with the number 4711.", OPTIONS))
        tokens, compactions = 0, 0
        for number in range(16):
            events = list(session.reply(TALK[number % len(TALK)], OPTIONS))
            finished = events[-1]
            assert isinstance(finished, Finished)
            assert finished.stats.prompt_tokens + 48 <= 768
            tokens += finished.stats.completion_tokens + 24
            compactions += sum(isinstance(event, Compacting) for event in events)
        assert tokens > 768
        assert compactions >= 2
        summaries = [message for message in store.messages(chat.id) if message.covers is not None]
        assert len(summaries) == compactions
        assert "yeast" in summaries[-1].content or "bread" in summaries[-1].content
        # A model this small does not answer from it; that it is handed the words is the product's part.
        list(session.reply("Which number opens the harbour gate?", OPTIONS))
        sent = session.window.turns[-1].user.content
        assert sent.startswith(
            "Earlier in this chat:\n- User: For this project the harbour gate opens with the number 4711."
        )
