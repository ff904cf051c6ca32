"""Whoever takes text from the engine gets the answer of a model that thinks first, and nothing of the thinking."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat.compaction import Summary, summarise
from assistant.chat.engine import EngineClient
from assistant.chat.prompt import SentTurn
from assistant.chat.session import ChatSession
from assistant.chat.turn import Delta, Finished, ReplyOptions
from assistant.experts.routing import Router
from assistant.sleep.dreaming import Writers, write_dreams
from assistant.sleep.evaluation import Question, ask, neutral_replies
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.recipe import DreamRecipe
from assistant.sleep.study_plan import anchor_examples
from backends.base import AdapterSpec, ChatMessage, Sampling
from tests.assistant.chat.fakes import FakeRecall
from tests.assistant.sleep.fakes import build_world
from tests.builders import build_store
from tests.thinking_model import ANSWER, THOUGHT, build_thinking_model

COMMAND = (sys.executable, "-c", "from assistant.chat.engine_server import main; main()")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineClient]:
    folder = tmp_path_factory.mktemp("thinking")
    model = build_thinking_model(folder / "thinking.gguf")
    client = EngineClient.start(model, context=2048, threads=1, log=folder / "engine.log", command=COMMAND)
    yield client
    client.close()


def test_the_model_thinks(engine: EngineClient) -> None:
    """Otherwise the others would show nothing: a reply that is cut before its answer is all thinking."""
    prompt = engine.render([ChatMessage("user", "Where does she live?")])
    [cut] = engine.complete_many([prompt], Sampling(temperature=0.0, max_tokens=2))
    [whole] = engine.complete_many([prompt], Sampling(temperature=0.0, max_tokens=40))
    assert (cut.text, cut.tokens, cut.stop_reason) == ("", 2, "length")
    assert (whole.text, whole.tokens, whole.stop_reason) == (ANSWER, 4, "end")
    assert engine.tokenize(THOUGHT) != engine.tokenize(ANSWER)


def test_a_raw_prompt_may_leave_the_block_open(engine: EngineClient) -> None:
    [done] = engine.complete_many(["Where?\n<think>"], Sampling(temperature=0.0, max_tokens=40))
    assert done.text == ANSWER


def test_chat_neither_shows_nor_stores_it(engine: EngineClient, tmp_path: Path) -> None:
    world = build_world(tmp_path / "home", ())
    store = build_store(tmp_path)
    chat = store.create_chat()
    session = ChatSession(store, engine, FakeRecall(), Router(world.registry), chat)
    events = list(session.reply("Where does she live?", ReplyOptions(Sampling(temperature=0.0, max_tokens=40))))
    assert [event.text for event in events if isinstance(event, Delta)] == [ANSWER]
    assert isinstance(events[-1], Finished)
    assert [message.content for message in store.messages(chat.id)] == ["Where does she live?", ANSWER]


def test_a_summary_is_made_from_the_answer(engine: EngineClient) -> None:
    said = "I told you that my sister lives in Turku."
    gone = SentTurn(ChatMessage("user", said), ChatMessage("assistant", "Yes."), said, 2)
    assert summarise(engine, Summary(), [gone], 1000).lines == (ANSWER,)


def test_dreams_are_made_from_the_answer(engine: EngineClient, tmp_path: Path) -> None:
    memory = build_store(tmp_path).add_memory(ANSWER)
    recipe = DreamRecipe(written_per_memory=2, rounds=1, aimed=0.0)
    dreams = write_dreams(
        engine,
        ExampleBuilder(engine),
        [memory],
        Writers(),
        recipe,
        seed=0,
        on_done=lambda count: None,
        emit=lambda event: None,
    )
    assert {dream.question for dream in dreams} == {ANSWER}


def test_the_exam_reads_the_answer(engine: EngineClient) -> None:
    builder = ExampleBuilder(engine)
    assert ask(engine, builder, [Question("Where does she live?")]) == [ANSWER]
    assert neutral_replies(engine, builder, ["Hello"]) == [(builder.prompt_text("Hello"), ANSWER)]


def test_anchors_are_labelled_with_the_answer(engine: EngineClient, tmp_path: Path) -> None:
    world = build_world(tmp_path, ())
    night = world.night()
    night.engine, night.builder = engine, ExampleBuilder(engine)
    session = world.trainer.open(engine.info, tmp_path, AdapterSpec(4, 8.0, ("up_proj",)), 0)
    anchored = anchor_examples(night, session, ["Hello"], 1, 1.0, random.Random(0))
    assert [example.completion for example in anchored] == [tuple(engine.tokenize(ANSWER))]
