from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.chat import session as session_module
from assistant.chat.session import ChatSession, title_of
from assistant.chat.turn import Compacting, Delta, Finished, Recalled, ReplyEvent, ReplyOptions
from assistant.errors import NotSaved, UsageError
from assistant.experts.manifest import Expert, Level
from assistant.experts.registry import GGUF, SETTINGS, TENSORS, ExpertRegistry
from assistant.experts.routing import Router
from assistant.memory.records import Attachment, Carrier, Hit, MemoryKind, Message
from assistant.memory.remember import Learned, learn
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.base import AdapterMismatch, ChatMessage, ContextOverflow, EngineDied, Sampling
from tests.fakes import FAKE_INFO, Breaks, FakeClock, FakeEngine

OPTIONS = ReplyOptions(Sampling(max_tokens=64))
SISTER = "My sister works in Turku."


@dataclass
class FakeRecall:
    """Finds what it was given, whatever the query."""

    hits: list[Hit] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)

    def find(self, query: str, limit: int) -> list[Hit]:
        self.queries.append(query)
        return self.hits[:limit]


@dataclass
class World:
    """A session and all that it touches."""

    store: MemoryStore
    engine: FakeEngine
    recall: FakeRecall
    registry: ExpertRegistry
    session: ChatSession
    remembered: list[Message]

    def open(self, private: bool = False, system_prompt: str | None = None) -> ChatSession:
        chat = self.store.create_chat(private=private)
        return self.open_chat(chat.id, system_prompt)

    def open_chat(self, chat_id: int, system_prompt: str | None = None) -> ChatSession:
        chat = self.store.chat(chat_id)
        return ChatSession(self.store, self.engine, self.recall, Router(self.registry), chat, system_prompt)

    def know(self, text: str, score: float = 0.9, carrier: Carrier | None = None) -> Hit:
        memory = self.store.add_memory(text, kind=MemoryKind.FACT)
        if carrier:
            self.store.set_learning(memory.id, carrier=carrier)
        hit = Hit(self.store.memory(memory.id), score)
        self.recall.hits.append(hit)
        return hit

    def train(self, expert_id: str, level: Level = Level.DAY, memory_ids: tuple[int, ...] = ()) -> Path:
        folder = self.registry.create(expert_id)
        for name in (GGUF, TENSORS, SETTINGS):
            (folder / name).write_bytes(b"GGUF")
        self.registry.complete(
            Expert(expert_id, level, 0.0, FAKE_INFO.sha256, "Fake", 8, 16.0, ("up_proj",), memory_ids)
        )
        self.registry.activate([*self.registry.active().experts, expert_id])
        return folder / GGUF

    def sent(self) -> list[ChatMessage]:
        return list(self.engine.chats[-1].messages)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    home = Home(tmp_path / "home").create()
    remembered: list[Message] = []

    def note_down(store: MemoryStore, message: Message) -> Learned:
        remembered.append(message)
        return Learned((store.add_memory(message.content, kind=MemoryKind.FACT, message_id=message.id),))

    monkeypatch.setattr(session_module, "learn", note_down)
    with MemoryStore.open(home.database, FakeClock()) as store:
        engine, recall = FakeEngine(), FakeRecall()
        registry = ExpertRegistry(home, FAKE_INFO.sha256)
        session = ChatSession(store, engine, recall, Router(registry), store.create_chat())
        yield World(store, engine, recall, registry, session, remembered)


def run(
    session: ChatSession,
    text: str,
    options: ReplyOptions = OPTIONS,
    should_stop: Callable[[], bool] = lambda: False,
) -> tuple[list[ReplyEvent], Finished]:
    events = list(session.reply(text, options, should_stop))
    finished = events[-1]
    assert isinstance(finished, Finished)
    return events, finished


def test_a_reply_is_recalled_streamed_stored_and_learned_from(world: World) -> None:
    world.engine.replies = ["Nice to meet you."]
    events, finished = run(world.session, "I live in Oulu.")
    assert events[0] == Recalled((), ())
    assert "".join(event.text for event in events if isinstance(event, Delta)) == "Nice to meet you."
    assert finished.text == "Nice to meet you."
    assert (finished.saved, finished.warning) == (True, "")
    user, reply = world.store.messages(world.session.chat.id)
    assert (user.role, user.content, reply.role, reply.content) == (
        "user",
        "I live in Oulu.",
        "assistant",
        finished.text,
    )
    assert finished.message_ids == (user.id, reply.id)
    assert (reply.complete, reply.tokens, reply.seconds) == (True, 4, 0.5)
    assert [message.content for message in world.remembered] == ["I live in Oulu."]
    assert [memory.text for memory in finished.learned] == ["I live in Oulu."]


def test_what_was_replaced_and_what_is_at_odds_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "learn", learn)
    run(world.session, "My boss is Renate. I drink coffee.")
    _, finished = run(world.session, "My new boss is Paul. I don't drink coffee.")
    assert [memory.text for memory in finished.replaced] == ["My boss is Renate."]
    assert [(new.text, old.text) for new, old in finished.conflicts] == [("I don't drink coffee.", "I drink coffee.")]


def test_notes_go_before_the_question_and_their_ids_are_kept(world: World) -> None:
    hit = world.know(SISTER)
    events, finished = run(world.session, "Where does my sister work?")
    assert events[0] == Recalled((hit,), ())
    assert world.sent() == [ChatMessage("user", f"Notes from earlier chats:\n- {SISTER}\n\nWhere does my sister work?")]
    assert finished.memory_ids == (hit.memory.id,)
    user, reply = world.store.messages(world.session.chat.id)
    assert user.content == "Where does my sister work?"
    assert reply.memory_ids == (hit.memory.id,)


@pytest.mark.parametrize("carrier", [Carrier.TEXT, Carrier.WEIGHTS, Carrier.BOTH])
def test_no_retrieval_sends_no_notes_but_still_finds_the_expert(world: World, carrier: Carrier) -> None:
    hit = world.know(SISTER, carrier=carrier)
    path = world.train("day-1", memory_ids=(hit.memory.id,))
    events, finished = run(world.session, "Where?", replace(OPTIONS, retrieval=False))
    assert world.recall.queries == ["Where?"]
    assert events[0] == Recalled((), ("day-1",))
    assert [ref.path for ref in world.engine.chats[0].adapters] == [path]
    assert world.sent() == [ChatMessage("user", "Where?")]
    assert (finished.memory_ids, finished.expert_ids) == ((), ("day-1",))
    _, reply = world.store.messages(world.session.chat.id)
    assert (reply.memory_ids, reply.expert_ids) == ((), ("day-1",))


def test_neither_retrieval_nor_experts_asks_nothing_of_recall(world: World) -> None:
    hit = world.know(SISTER)
    world.train("day-1", memory_ids=(hit.memory.id,))
    world.train("core-1", Level.CORE)
    events, _ = run(world.session, "Where is my sister?", replace(OPTIONS, retrieval=False, experts=False))
    assert world.recall.queries == []
    assert events[0] == Recalled((), ())
    assert world.engine.chats[0].adapters == ()
    assert world.sent() == [ChatMessage("user", "Where is my sister?")]


def test_a_memory_in_mounted_weights_needs_no_note(world: World) -> None:
    inside, both = world.know(SISTER, carrier=Carrier.WEIGHTS), world.know("I like tea.", carrier=Carrier.BOTH)
    path = world.train("day-1", memory_ids=(inside.memory.id, both.memory.id))
    events, finished = run(world.session, "Where?")
    assert events[0] == Recalled((inside, both), ("day-1",))
    assert [ref.path for ref in world.engine.chats[0].adapters] == [path]
    assert world.sent() == [ChatMessage("user", "Notes from earlier chats:\n- I like tea.\n\nWhere?")]
    assert finished.memory_ids == (inside.memory.id, both.memory.id)
    assert finished.expert_ids == ("day-1",)


def test_a_memory_whose_expert_is_not_mounted_comes_as_a_note(world: World) -> None:
    hit = world.know(SISTER, carrier=Carrier.WEIGHTS)
    world.train("day-1", memory_ids=(hit.memory.id,))
    run(world.session, "Where?", replace(OPTIONS, experts=False))
    assert world.engine.chats[0].adapters == ()
    assert SISTER in world.sent()[0].content


def test_without_hits_only_the_core_is_mounted(world: World) -> None:
    core = world.train("core-1", Level.CORE)
    world.train("day-1", memory_ids=(1,))
    _, finished = run(world.session, "What is my locker code?")
    assert finished.expert_ids == ("core-1",)
    assert [ref.path for ref in world.engine.mounted] == [core]


def test_an_adapter_that_does_not_fit_costs_only_the_experts(world: World) -> None:
    hit = world.know(SISTER, carrier=Carrier.WEIGHTS)
    world.train("day-1", memory_ids=(hit.memory.id,))
    world.engine.refuse_adapters = AdapterMismatch("made for another model")
    _, finished = run(world.session, "Where?")
    assert finished.expert_ids == ()
    assert finished.warning == "Answered without experts: made for another model"
    assert SISTER in world.sent()[0].content


def test_a_lost_expert_is_told_once(world: World) -> None:
    world.train("core-1", Level.CORE).unlink()
    assert "core-1" in run(world.session, "What is my first name?")[1].warning
    assert run(world.session, "And my second name?")[1].warning == ""


def test_history_is_sent_again_to_the_letter_so_the_prefix_is_cached(world: World) -> None:
    world.know(SISTER)
    world.engine.replies = ["In Turku.", "You are welcome."]
    run(world.session, "Where does my sister work?")
    first = world.sent()
    world.recall.hits = []
    _, finished = run(world.session, "Thanks")
    assert world.sent() == [*first, ChatMessage("assistant", "In Turku."), ChatMessage("user", "Thanks")]
    cached = world.engine.tokenize(world.engine.render(first) + "In Turku.")
    assert finished.stats.cached_tokens == len(cached)


def test_a_resumed_chat_sends_the_plain_text(world: World) -> None:
    world.know(SISTER)
    world.engine.replies = ["In Turku."]
    run(world.session, "Where does my sister work?")
    world.recall.hits = []
    run(world.open_chat(world.session.chat.id), "Thanks")
    assert world.sent() == [
        ChatMessage("user", "Where does my sister work?"),
        ChatMessage("assistant", "In Turku."),
        ChatMessage("user", "Thanks"),
    ]


def test_a_forgotten_note_leaves_the_turns_that_carried_it(world: World) -> None:
    hit = world.know(SISTER)
    run(world.session, "Where does my sister work?")
    world.recall.hits = []
    world.store.forget(hit.memory.id)
    run(world.session, "Thanks")
    assert all("Turku" not in message.content for message in world.sent())
    assert world.sent()[0] == ChatMessage("user", "Where does my sister work?")


def test_words_said_and_then_forgotten_are_not_sent_again(world: World) -> None:
    _, finished = run(world.session, SISTER)
    world.store.forget(finished.learned[0].id)
    run(world.session, "Thanks")
    assert all("Turku" not in message.content for message in world.sent())


def test_the_chats_system_prompt_wins_over_the_settings(world: World) -> None:
    run(world.open(system_prompt="Be brief."), "Hi")
    assert world.sent()[0] == ChatMessage("system", "Be brief.")
    own = world.store.create_chat(system_prompt="Be kind.")
    run(world.open_chat(own.id, "Be brief."), "Hi")
    assert world.sent()[0] == ChatMessage("system", "Be kind.")


def test_a_stopped_reply_is_stored_as_far_as_it_came(world: World) -> None:
    world.engine.replies = ["one two three four"]
    asked = iter([False, False, True])
    _, finished = run(world.session, "Count", should_stop=lambda: next(asked))
    assert finished.text == "one two"
    assert finished.stats.stop_reason == "stopped"
    assert finished.saved
    user, reply = world.store.messages(world.session.chat.id)
    assert (user.complete, reply.content, reply.complete) == (True, "one two", False)


def test_an_abandoned_reply_is_stored_as_far_as_it_came(world: World) -> None:
    world.engine.replies = ["one two three four"]
    stream = world.session.reply("Count", OPTIONS)
    assert isinstance(stream, Iterator)
    for _ in range(3):
        next(stream)
    stream.close()  # type: ignore[attr-defined]
    _, reply = world.store.messages(world.session.chat.id)
    assert (reply.content, reply.complete) == ("one two", False)


def test_a_died_engine_stores_nothing_and_the_next_turn_works(world: World) -> None:
    world.engine.replies = [Breaks("half a", EngineDied("the engine ended")), "Whole."]
    with pytest.raises(EngineDied, match="the engine ended"):
        list(world.session.reply("I live in Oulu.", OPTIONS))
    assert world.store.messages(world.session.chat.id) == []
    assert world.remembered == []
    assert run(world.session, "I live in Oulu.")[1].text == "Whole."
    assert world.sent() == [ChatMessage("user", "I live in Oulu.")]


def test_a_full_disk_still_gives_the_reply(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise NotSaved("the disk is full")

    monkeypatch.setattr(world.store, "add_turn", refuse)
    world.engine.replies = ["Here it is."]
    _, finished = run(world.session, "I live in Oulu.")
    assert (finished.text, finished.saved, finished.warning) == ("Here it is.", False, "not saved: the disk is full")
    assert (finished.message_ids, finished.learned, world.remembered) == ((), (), [])


def test_a_disk_that_fills_before_the_title_undoes_the_turn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(chat_id: int, title: str) -> None:
        raise NotSaved("the disk is full")

    monkeypatch.setattr(world.store, "rename_chat", refuse)
    assert not run(world.session, "Hello")[1].saved
    assert world.store.messages(world.session.chat.id) == []


def test_a_chat_deleted_meanwhile_is_said_not_raised(world: World) -> None:
    world.store.delete_chat(world.session.chat.id)
    _, finished = run(world.session, "Hello")
    assert (finished.text, finished.saved) == ("Ok.", False)
    assert finished.warning.startswith("not saved: ")


@pytest.mark.parametrize(("private", "learn"), [(True, True), (False, False), (True, False)])
def test_private_chats_and_no_learn_are_never_learned_from(world: World, private: bool, learn: bool) -> None:
    session = world.open(private=private)
    _, finished = run(session, "I live in Oulu.", replace(OPTIONS, learn=learn))
    assert (finished.learned, world.remembered) == ((), [])
    assert [message.learn for message in world.store.messages(session.chat.id)] == [False, False]


@pytest.mark.parametrize("text", ["", "  \n\t", "\0"])
def test_an_empty_message_is_refused_before_anything_happens(world: World, text: str) -> None:
    with pytest.raises(UsageError, match="message is empty"):
        list(world.session.reply(text, OPTIONS))
    assert world.engine.chats == []
    assert world.recall.queries == []


def test_an_enormous_message_is_refused_with_numbers(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    with pytest.raises(ContextOverflow, match=r"has 1003 tokens; the context of 256 tokens leaves room for 192 "):
        list(world.session.reply("word " * 1000, OPTIONS))
    assert world.store.messages(world.session.chat.id) == []


def test_a_long_chat_never_ends_in_an_error_and_keeps_its_prefix(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    cached = []
    for number in range(40):
        world.engine.replies = ["reply " * 10]
        _, finished = run(world.session, f"question {number} " + "word " * 10)
        assert finished.stats.prompt_tokens <= 192
        cached.append(finished.stats.cached_tokens > 20)
    stored = world.store.messages(world.session.chat.id)
    assert len([message for message in stored if message.covers is None]) == 80
    assert finished.summarised > 20
    assert sum(cached) >= 20


def test_notes_give_way_to_a_long_question(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    world.know(SISTER)
    world.know("word " * 60)
    run(world.session, "word " * 160)
    assert SISTER in world.sent()[-1].content
    assert world.engine.tokenize(world.sent()[-1].content)[-1] == world.engine.tokenize("word")[0]
    assert len(world.engine.tokenize(world.engine.render(world.sent()))) <= 192


def test_lone_surrogates_and_nul_are_stored_as_utf8_can_hold_them(world: World) -> None:
    world.engine.replies = ["odd \udc80 reply"]
    _, finished = run(world.session, "a\0b \udcff c")
    user, reply = world.store.messages(world.session.chat.id)
    assert user.content == "ab \ufffd c"
    assert reply.content == finished.text == "odd \ufffd reply"


def test_an_empty_reply_is_said_and_left_out_of_the_history(world: World) -> None:
    world.engine.replies = [""]
    assert "empty reply" in run(world.session, "Hello")[1].warning
    run(world.session, "Again")
    assert world.sent() == [ChatMessage("user", "Again")]


def test_a_reply_cut_by_its_limit_says_so(world: World) -> None:
    world.engine.replies = ["word " * 10]
    _, finished = run(world.session, "Go", ReplyOptions(Sampling(max_tokens=4)))
    assert "cut at 4 tokens" in finished.warning
    assert world.store.messages(world.session.chat.id)[1].complete


def test_a_new_chat_is_named_by_its_first_message(world: World) -> None:
    run(world.session, "Where\nis  Turku?")
    run(world.session, "And Oulu?")
    assert world.session.chat.title == "Where is Turku?"
    assert world.store.chat(world.session.chat.id).title == "Where is Turku?"


def test_titles_are_one_line_cut_at_a_word() -> None:
    assert title_of("a" * 80) == "a" * 59 + "…"
    assert title_of("word " * 20) == " ".join(["word"] * 11) + "…"


def test_the_oldest_turns_become_a_summary_that_is_sent_searched_and_kept(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    world.engine.complete = lambda prompt: " A question about zebras."
    events: list[ReplyEvent] = []
    for number in range(12):
        world.engine.replies = ["zebras sleep standing " * 4]
        events += world.session.reply(f"question {number} about zebras " + "word " * 10, OPTIONS)
    compacting = [event for event in events if isinstance(event, Compacting)]
    assert compacting
    assert world.sent()[0].content.startswith("What we talked about before:\nA question about zebras.\n\n")
    assert [message.role for message in world.store.search_messages("question about zebras")][:1] == ["system"]
    before = world.sent()
    run(world.open_chat(world.session.chat.id), "more")
    assert world.sent()[0].content.splitlines()[:2] == before[0].content.splitlines()[:2]


def test_experts_are_not_asked_for_summaries_and_answer_afterwards(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    world.train("core-1", Level.CORE)
    world.engine.replies = ["word " * 30] * 12
    for _ in range(12):
        run(world.session, "What is my first name?")
    assert world.engine.asked_of
    assert set(world.engine.asked_of) == {()}
    assert [len(call.adapters) for call in world.engine.chats] == [1] * 12


def test_what_only_the_summary_speaks_of_is_quoted_for_a_question_that_needs_it(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    run(world.session, "The harbour code is 4711.")
    for number in range(12):
        run(world.session, f"filler {number} " + "word " * 20)
    run(world.session, "What was the harbour code?")
    assert world.sent()[-1].content.startswith("Earlier in this chat:\n- User: The harbour code is 4711.\n")


def test_attachments_are_sent_and_stored_but_neither_searched_for_nor_learned_from(world: World) -> None:
    file = Attachment("notes.txt", "I live in Oulu.")
    run(world.session, "Summarise this", replace(OPTIONS, attachments=(file,)))
    assert world.sent()[-1].content == "notes.txt:\n```\nI live in Oulu.\n```\n\nSummarise this"
    assert world.recall.queries == ["Summarise this"]
    assert [message.content for message in world.remembered] == ["Summarise this"]
    run(world.open_chat(world.session.chat.id), "and now")
    assert "I live in Oulu." in world.sent()[0].content


def test_the_context_use_adds_up(world: World) -> None:
    session = world.open(system_prompt="Be brief.")
    run(session, "Hi there")
    use = session.context_use(OPTIONS)
    assert (use.context, use.reserve, use.recent, use.summarised) == (4096, 64, 1, 0)
    assert use.system > 0
    assert use.turns > 0
    assert use.summary == 0
    assert use.free == 4096 - 64 - use.system - use.turns
