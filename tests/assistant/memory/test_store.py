from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.memory.records import Carrier, DreamRow, EvaluationRow, MemoryKind, MemoryStatus, ProbeRow, StaleLink
from assistant.memory.store import MemoryStore
from tests.builders import START, add_source, build_store, database_bytes, say

STRANGE = [
    "😀 emoji 👩‍👩‍👧",
    "שלום עולם",
    "مرحبا",
    "\x00\x07\x1b[31mred",
    "tab\tnew\r\nline",
    "a" * 200_000,
    "日本語のテキスト",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    with build_store(tmp_path) as opened:
        yield opened


def test_a_turn_comes_back_as_it_was_said(store: MemoryStore) -> None:
    chat = store.create_chat("Trips", system_prompt="Be brief.")
    memory = store.add_memory("My dog is called Fudge.")
    asked, reply = store.add_turn(
        chat.id,
        "hi",
        "hello",
        learn=False,
        complete=False,
        memory_ids=[memory.id],
        expert_ids=["d1"],
        tokens=7,
        seconds=0.5,
    )
    assert store.messages(chat.id) == [asked, reply] == [store.message(asked.id), store.message(reply.id)]
    assert (asked.role, asked.content, asked.learn, asked.complete, asked.memory_ids) == ("user", "hi", False, True, ())
    assert (reply.role, reply.memory_ids, reply.expert_ids, reply.tokens) == ("assistant", (memory.id,), ("d1",), 7)
    assert (reply.complete, reply.seconds, reply.learn) == (False, 0.5, False)
    assert store.chat(chat.id).system_prompt == "Be brief."
    assert store.chat(chat.id).updated == reply.created > chat.updated > START - 1


def test_chats_are_listed_last_used_first(store: MemoryStore) -> None:
    first, second = store.create_chat("first"), store.create_chat("second", private=True)
    assert [chat.title for chat in store.chats()] == ["second", "first"]
    store.add_message(first.id, "user", "again")
    assert [chat.title for chat in store.chats(limit=1)] == ["first"]
    assert store.rename_chat(second.id, "renamed").title == "renamed"
    assert store.chat(second.id).private
    store.delete_chat(second.id)
    assert [chat.title for chat in store.chats()] == ["first"]


def test_the_last_turn_can_be_taken_back(store: MemoryStore) -> None:
    chat = store.create_chat()
    kept = store.add_turn(chat.id, "first kayak", "one")
    asked, _ = store.add_turn(chat.id, "second kayak", "two")
    assert store.drop_last_turn(chat.id) == (asked, [])
    assert store.messages(chat.id) == list(kept)
    assert store.search_messages("second") == []
    store.drop_last_turn(chat.id)
    with pytest.raises(UsageError, match="no question to take back"):
        store.drop_last_turn(chat.id)


def test_memories_outlive_the_chat_they_came_from(store: MemoryStore) -> None:
    memory = add_source(store, "Hi. I own a kayak.", "I own a kayak.")
    assert memory.message_id is not None
    store.delete_chat(store.message(memory.message_id).chat_id)
    assert store.memory(memory.id).message_id is None
    assert store.memory(memory.id).text == "I own a kayak."


@pytest.mark.parametrize("text", STRANGE)
def test_any_text_is_kept_unchanged(store: MemoryStore, text: str) -> None:
    message = say(store, text)
    memory = store.add_memory(text, message_id=message.id)
    assert store.message(message.id).content == text == store.memory(memory.id).text


def test_lone_surrogates_are_replaced_one_for_one(store: MemoryStore) -> None:
    assert say(store, "broken \ud83d input").content == "broken ? input"
    assert store.add_memory("broken \ud83d input").text == "broken ? input"


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "fudge OR",
        "fudge*",
        "NEAR(fudge, 2)",
        "text:fudge",
        "-fudge",
        "(fudge",
        "fudge AND NOT",
        "^fudge",
        "{fudge}",
        "\x00",
        "😀",
    ],
)
def test_what_a_user_types_is_never_search_syntax(store: MemoryStore, query: str) -> None:
    memory = store.add_memory("My dog is called Fudge.")
    message = say(store, "My dog is called Fudge.")
    assert [hit.memory for hit in store.search_memories(query)] == ([memory] if "fudge" in query else [])
    assert store.search_messages(query) in ([], [message])


def test_messages_are_found_by_stem_prefix_and_without_accents(store: MemoryStore) -> None:
    message = say(store, "We were running to the café.")
    for query in ("run", "cafe", "CAFÉ running", "caf"):
        assert [found.id for found in store.search_messages(query)] == [message.id], query
    assert store.search_messages("running tea") == []


def test_memories_keep_all_they_are_given(store: MemoryStore) -> None:
    message = say(store, "note: I love kayaks")
    memory = store.add_memory(
        "I love kayaks",
        kind=MemoryKind.PREFERENCE,
        message_id=message.id,
        span=(6, 19),
        valid_from=12.5,
        confidence=0.7,
        secret=True,
    )
    assert store.memory(memory.id) == memory
    assert (memory.kind, memory.span_start, memory.span_end, memory.valid_from) == (MemoryKind.PREFERENCE, 6, 19, 12.5)
    assert (memory.confidence, memory.secret, memory.carrier, memory.stage) == (0.7, True, Carrier.TEXT, 0)
    changed = store.set_learning(memory.id, carrier=Carrier.BOTH, stage=2)
    assert store.set_learning(memory.id, next_replay=99.0).stage == 2
    assert (changed.carrier, store.memory(memory.id).next_replay) == (Carrier.BOTH, 99.0)


def test_keys_find_a_memory_and_are_replaced_whole(store: MemoryStore) -> None:
    memory = store.add_memory("I work as a nurse.")
    store.set_keys(memory.id, ["What is my occupation?", "What is my\n occupation?", "  "])
    assert store.keys(memory.id) == ["What is my occupation?"]
    assert [hit.memory.id for hit in store.search_memories("occupation")] == [memory.id]
    store.set_keys(memory.id, ["What is my trade?"])
    assert store.search_memories("occupation") == []
    assert store.search_memories("trade")[0].matched == ("trade",)


def test_superseded_memories_are_kept_but_not_found(store: MemoryStore) -> None:
    old, new = store.add_memory("My code is 4417."), store.add_memory("My code is 5521.")
    store.supersede(old.id, new.id)
    assert store.memories() == [new]
    assert [(memory.id, memory.superseded_by) for memory in store.memories(MemoryStatus.SUPERSEDED)] == [
        (old.id, new.id)
    ]
    assert [hit.memory.id for hit in store.search_memories("code")] == [new.id]
    with pytest.raises(UsageError, match="cannot replace itself"):
        store.supersede(new.id, new.id)


def test_what_becomes_a_secret_leaves_the_weights_and_a_lifted_mark_costs_nothing(store: MemoryStore) -> None:
    memory = store.add_memory("My code is 4417.")
    store.link_expert("day-1", [memory.id])
    store.set_learning(memory.id, carrier=Carrier.WEIGHTS, stage=3, next_replay=9)
    learned = store.memory(memory.id)
    assert store.set_secret(memory.id, False) == learned
    marked = store.set_secret(memory.id, True)
    assert (marked.secret, marked.carrier, marked.stage) == (True, Carrier.TEXT, 0)
    assert (store.memory_experts(memory.id), store.stale_experts(memory.id)) == ([], ["day-1"])
    assert not store.set_secret(memory.id, False).secret


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_edit_may_not_empty_a_memory(store: MemoryStore, text: str) -> None:
    memory = store.add_memory("My code is 4417.")
    with pytest.raises(UsageError, match="Nothing would be left of memory 1"):
        store.edit_memory(memory.id, text)
    assert store.memory(memory.id) == memory


def test_an_edited_memory_starts_learning_anew(store: MemoryStore) -> None:
    memory = store.add_memory("My code is 4417.")
    sleep = store.start_sleep("day")
    store.set_keys(memory.id, ["What is 4417?"])
    store.add_dreams([DreamRow(memory.id, sleep, "rewrite", "code?", "4417", True, "")])
    store.add_probes([ProbeRow(memory.id, "code?", ("4417",))])
    store.set_learning(memory.id, carrier=Carrier.WEIGHTS, stage=3, next_replay=5.0)
    edited = store.edit_memory(memory.id, "My code is 5521.")
    assert (edited.text, edited.carrier, edited.stage, edited.next_replay) == ("My code is 5521.", Carrier.TEXT, 0, 0.0)
    assert (store.keys(memory.id), store.dreams(), store.probes()) == ([], [], [])
    assert store.search_memories("4417") == []


def test_forgetting_leaves_no_trace_of_the_text_in_any_file(tmp_path: Path) -> None:
    secret = "zanzibarquartz"
    path = tmp_path / "reverie.db"
    with build_store(tmp_path) as store:
        for number in range(200):
            store.add_memory(f"I own kayak number {number}.")
        memory = add_source(store, f"Hello. My codeword is {secret}. I own a kayak. Bye", f"My codeword is {secret}.")
        neighbour = store.add_memory("I own a kayak.", message_id=memory.message_id, span=(38, 52))
        say(store, f'You wrote "My codeword is {secret}." again.', role="assistant")
        sleep = store.start_sleep("day")
        store.set_keys(memory.id, [f"Is {secret} mine?"])
        store.add_dreams([DreamRow(memory.id, sleep, "rewrite", "word?", f"It is {secret}", True, "")])
        store.add_probes([ProbeRow(memory.id, "word?", (secret,))])
        store.add_evaluations([EvaluationRow(sleep, memory.id, "word?", "no idea", secret, False, True)])
        store.finish_sleep(sleep, verdict="accept", reason="", expert_id="d1", report={"text": memory.text})
        store.link_expert("d1", [memory.id])
        (tmp_path / "reverie.db.before-4").write_text(secret)
        assert secret.encode() in database_bytes(path)

        forgotten = store.forget(memory.id)

        assert secret.encode() not in database_bytes(path).lower()
        assert (forgotten.text, forgotten.status, forgotten.span_end) == ("", MemoryStatus.FORGOTTEN, 0)
        assert store.memory_experts(memory.id) == [] and store.stale_experts(memory.id) == ["d1"]
        assert (store.search_memories("codeword"), store.search_messages(secret)) == ([], [])
        kept = store.memory(neighbour.id)
        assert memory.message_id is not None
        content = store.message(memory.message_id).content
        assert content == "Hello. [forgotten] I own a kayak. Bye"
        assert content[kept.span_start : kept.span_end] == "I own a kayak."
        assert len(store.memories()) == 201
    assert secret.encode() not in database_bytes(path).lower()


def test_a_forgotten_memory_cannot_be_brought_back_by_halves(store: MemoryStore) -> None:
    memory, other = store.add_memory("My code is 4417."), store.add_memory("I own a kayak.")
    store.forget(memory.id)
    assert store.forget(memory.id).status is MemoryStatus.FORGOTTEN
    for attempt in (
        lambda: store.edit_memory(memory.id, "again"),
        lambda: store.supersede(memory.id, other.id),
        lambda: store.set_keys(memory.id, ["code?"]),
    ):
        with pytest.raises(UsageError, match="was forgotten"):
            attempt()


def test_a_night_is_recorded_whole(store: MemoryStore) -> None:
    memory = store.add_memory("My code is 4417.")
    first, second = store.start_sleep("day"), store.start_sleep("topic")
    store.finish_sleep(second, verdict="accept", reason="better", expert_id="t1", report={"recall": 1.0, "naïve": "ü"})
    newest, oldest = store.sleeps()
    assert (newest.id, newest.verdict, newest.expert_id, newest.report) == (
        second,
        "accept",
        "t1",
        '{"recall": 1.0, "naïve": "ü"}',
    )
    assert (oldest.id, oldest.finished, oldest.verdict, oldest.report) == (first, None, "", "")
    assert newest.finished is not None
    assert newest.finished > newest.started
    assert store.sleeps(limit=1) == [newest]
    dreams = [
        DreamRow(memory.id, first, "rewrite", "q", "a", True, "kept"),
        DreamRow(memory.id, second, "qa", "q", "a", False, "ungrounded"),
    ]
    store.add_dreams(dreams)
    assert store.dreams() == dreams
    assert store.dreams(sleep_id=second) == store.dreams(kept=False) == dreams[1:]
    assert store.dreams(memory_id=memory.id, kept=True) == dreams[:1]
    probe = ProbeRow(memory.id, "code?", ("4417", "forty-four"))
    store.add_probes([probe])
    assert store.probes([memory.id]) == store.probes() == [probe]
    assert store.probes([]) == store.probes([memory.id + 1]) == []
    evaluation = EvaluationRow(first, None, "Paris?", "yes", "no", True, False)
    store.add_evaluations([evaluation])
    assert store.evaluations(first) == [evaluation]
    assert store.evaluations(second) == []


def test_lineage_is_readable_both_ways(store: MemoryStore) -> None:
    one, two = store.add_memory("I own a kayak."), store.add_memory("I own a canoe.")
    store.link_expert("d1", [one.id, two.id])
    store.link_expert("d1", [one.id])
    store.link_expert("d2", [two.id])
    assert store.expert_memories("d1") == [one.id, two.id]
    assert store.memory_experts(two.id) == ["d1", "d2"]
    assert store.expert_memories("none") == []
    store.unlink_expert("d1")
    assert store.memory_experts(two.id) == ["d2"]


def make_stale(store: MemoryStore, change: str, memory_id: int, by: int) -> None:
    """Let the words of a memory no longer count, `by` another one where that takes its place."""
    match change:
        case "forgotten":
            store.forget(memory_id)
        case "superseded":
            store.supersede(memory_id, by)
        case "edited":
            store.edit_memory(memory_id, "My van is green.")


@pytest.mark.parametrize("change", ["forgotten", "superseded", "edited"])
def test_whoever_was_only_shown_a_memory_does_not_answer_for_it_and_is_marked(store: MemoryStore, change: str) -> None:
    one, two = store.add_memory("My van is red."), store.add_memory("My van is blue.")
    store.link_expert("d1", [one.id], shown=[one.id, two.id])
    store.link_expert("d2", [one.id])
    assert store.expert_memories("d1") == [one.id], "what it learnt is not merely shown"
    assert (store.memory_experts(one.id), store.memory_experts(two.id)) == (["d1", "d2"], [])
    make_stale(store, change, two.id, one.id)
    assert store.stale_links() == [StaleLink("d1", two.id, change)]
    assert (store.stale_experts(two.id), store.memory_experts(two.id)) == (["d1"], [])


@pytest.mark.parametrize("change", ["forgotten", "superseded", "edited"])
def test_whoever_saw_a_memory_that_changed_is_marked(store: MemoryStore, change: str) -> None:
    one, two = store.add_memory("My van is red."), store.add_memory("My van is blue.")
    store.link_expert("d1", [one.id, two.id])
    store.link_expert("d2", [one.id])
    make_stale(store, change, one.id, two.id)
    assert store.stale_links() == [StaleLink("d1", one.id, change), StaleLink("d2", one.id, change)]
    assert (store.memory_experts(one.id), store.memory_experts(two.id)) == ([], ["d1"])
    assert store.stale_experts(one.id) == ["d1", "d2"] and store.stale_experts(two.id) == []
    assert store.expert_memories("d1") == [one.id, two.id], "the lineage still says what it saw"


def test_what_was_forgotten_stays_marked_as_forgotten(store: MemoryStore) -> None:
    one, two = store.add_memory("My van is red."), store.add_memory("My van is blue.")
    store.link_expert("d1", [one.id])
    store.supersede(one.id, two.id)
    store.forget(one.id)
    assert [link.why for link in store.stale_links()] == ["forgotten"]
    store.link_expert("d2", [one.id, two.id])
    assert [link.expert_id for link in store.stale_links()] == ["d1", "d2"], "an expert that came too late too"


def test_only_judged_nights_are_counted(store: MemoryStore) -> None:
    for verdict in ("accept", "reject", "inconclusive", "skipped", "stopped", "failed"):
        store.finish_sleep(store.start_sleep("day"), verdict=verdict, reason="", expert_id=None, report={})
    store.start_sleep("day")
    assert store.judged_nights() == 3


def test_ids_that_do_not_exist_are_named(store: MemoryStore) -> None:
    for attempt in (
        lambda: store.chat(41),
        lambda: store.message(41),
        lambda: store.memory(41),
        lambda: store.forget(41),
        lambda: store.edit_memory(41, "x"),
        lambda: store.delete_chat(41),
        lambda: store.rename_chat(41, "x"),
        lambda: store.add_message(41, "user", "x"),
        lambda: store.set_learning(41, stage=1),
        lambda: store.finish_sleep(41, verdict="", reason="", expert_id=None, report={}),
    ):
        with pytest.raises(UsageError, match="41"):
            attempt()


def test_memories_by_a_word_and_by_when_they_were_told(store: MemoryStore) -> None:
    for day, text in enumerate(("I ran in May.", "I swam in June.", "I rode in May.", "I dived in May.")):
        store.add_memory(text, valid_from=float(day))
    store.forget(4)
    assert [memory.id for memory in store.naming(["may"], 5)] == [3, 1]
    assert [memory.id for memory in store.naming(["may", "june"], 2)] == [3, 2]
    assert store.naming([], 5) == []
    assert [memory.id for memory in store.told_between(1.0, 3.0, 5)] == [3, 2]
    assert [memory.id for memory in store.told_between(0.0, 9.0, 1)] == [3]
