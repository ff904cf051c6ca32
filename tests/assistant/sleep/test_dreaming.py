"""A reply becomes a dream only as three lines; each dream is told with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.events import DreamWritten
from assistant.experts.asking import reply, request
from assistant.memory.parts import parts
from assistant.memory.records import Memory
from assistant.sleep.dreaming import Dream, Writers, write_dreams
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.recipe import DreamRecipe
from assistant.sleep.seeding import Stopped
from backends.base import AdapterRef, Completion, Sampling
from tests.assistant.sleep.fakes import NAMES, World, dreamt, statement
from tests.fakes import FakeEngine

GOOD = reply("What is my dog called?", "Fudge", "Your dog is called Fudge.")


def dreams_of(engine: FakeEngine, memories: Sequence[Memory], **changed: Any) -> list[Dream]:
    """Dreams of these memories in one round, none of them aimed and nobody told, but for what is changed."""
    usual = {"writers": Writers(), "seed": 3, "on_done": lambda count: None, "emit": lambda event: None}
    given = {name: changed.pop(name, value) for name, value in usual.items()}
    recipe = replace(DreamRecipe(enough=0, rounds=1, aimed=0.0, temperature=1.0), **changed)
    return write_dreams(engine, ExampleBuilder(engine), memories, recipe=recipe, **given)


def written(world: World, per_memory: int, *texts: str) -> tuple[list[Dream], list[DreamWritten]]:
    """Dreams of the first memory, made of these replies in turn."""
    rest = iter(texts)
    world.engine.complete = lambda prompt: next(rest)
    told: list[DreamWritten] = []
    return dreams_of(world.engine, world.store.memories()[:1], written_per_memory=per_memory, emit=told.append), told


def test_three_lines_are_a_question_its_span_and_its_answer(world: World) -> None:
    dreams, told = written(world, 1, f"\n{GOOD}\n")
    memory_id = world.store.memories()[0].id
    assert [(d.memory_id, d.question, d.span, d.answer, d.kept) for d in dreams] == [
        (memory_id, "What is my dog called?", "Fudge", "Your dog is called Fudge.", True)
    ]
    assert [(event.memory_id, event.kept, event.reason) for event in told] == [(memory_id, True, "")]


@pytest.mark.parametrize("text", ["", "What is my dog called?", "What?\nFudge", f"{GOOD}\nAnother line."])
def test_any_other_number_of_lines_is_dropped(world: World, text: str) -> None:
    (dream,), (event,) = written(world, 1, text)
    assert not dream.kept and not event.kept
    assert dream.reason == event.reason != ""


def test_a_long_ramble_is_not_kept_whole(world: World) -> None:
    (dream,), _ = written(world, 1, "la " * 5000)
    assert len(dream.question) <= 200


def test_rules_are_applied_and_duplicates_dropped(world: World) -> None:
    wrong = reply("What is my dog called?", "Rex", "Your dog is called Rex.")
    dreams, told = written(world, 3, wrong, GOOD, GOOD)
    assert [dream.reason for dream in dreams] == ["its span is not in the note", "", "asked already"]
    assert [event.reason for event in told] == [dream.reason for dream in dreams]


def test_every_memory_is_asked_about_its_own_note(world: World) -> None:
    done: list[int] = []
    memories = world.store.memories()
    dreams = dreams_of(world.engine, memories, written_per_memory=8, seed=0, on_done=done.append)
    assert [prompt.count(request(statement("dog"))) for prompt in world.engine.prompts[:9]] == [1] * 8 + [0]
    assert [dream.memory_id for dream in dreams] == [memory.id for memory in memories for _ in range(8)]
    assert all(dream.kept for dream in dreams), [dream for dream in dreams if not dream.kept]
    assert [dream.question for dream in dreams[:8]] == [question for question, _, _ in dreamt("dog")]
    assert done[-1] == len(dreams)


def test_a_share_of_the_dreams_is_aimed_at_each_part_of_the_statement_in_turn(world: World) -> None:
    memory = world.store.memories()[0]
    asked: list[str] = []
    world.engine.complete = lambda prompt: asked.append(prompt) or GOOD  # type: ignore[func-returns-value]
    builder = ExampleBuilder(world.engine)
    dreams_of(world.engine, [memory], written_per_memory=6, aimed=0.5)
    aims = [*parts(memory.text), *parts(memory.text)][:3]
    assert len(set(aims)) > 1
    assert asked == [builder.prompt_text(request(memory.text, aim)) for aim in (*aims, "", "", "")]


@dataclass(slots=True)
class Rounds(FakeEngine):
    """An engine that keeps what each batch was asked, and with which seed."""

    rounds: list[tuple[list[str], int | None]] = field(default_factory=list)

    def complete_many(
        self, prompts: Sequence[str], sampling: Sampling, on_done: Callable[[int], None] | None = None
    ) -> list[Completion]:
        self.rounds.append((list(prompts), sampling.seed))
        return FakeEngine.complete_many(self, prompts, sampling, on_done)


def test_memories_with_too_few_dreams_are_dreamt_of_again_with_other_seeds(world: World) -> None:
    rich, poor = world.store.memories()[:2]
    engine = Rounds()
    builder = ExampleBuilder(engine)
    of_poor = builder.prompt_text(request(poor.text))
    told = iter(dreamt(next(iter(NAMES))) * 4)
    engine.complete = lambda prompt: "nothing" if prompt == of_poor else reply(*next(told))
    done: list[int] = []
    dreams = dreams_of(engine, [rich, poor], written_per_memory=4, enough=2, rounds=3, on_done=done.append)
    assert [len(prompts) for prompts, _ in engine.rounds] == [8, 4, 4]
    assert set(engine.rounds[1][0]) == {of_poor} and len({seed for _, seed in engine.rounds}) == 3
    assert len(dreams) == 16 and sum(dream.kept for dream in dreams if dream.memory_id == rich.id) >= 2
    assert done == sorted(done) and done[-1] <= 2 * 4 * 3


def test_a_name_that_was_hardly_asked_for_is_aimed_at_in_the_next_round(world: World) -> None:
    memory = replace(world.store.memories()[0], text="My cousin Ottilie fixes bicycles in Ljubljana.")
    engine = Rounds()
    questions = (
        f"What does Ottilie do for me, {word}?"
        for word in ["once", "twice", "often", "never", "always", "today", "soon", "later"]
    )
    engine.complete = lambda prompt: reply(next(questions), "fixes bicycles", "Your cousin Ottilie fixes bicycles.")
    dreams = dreams_of(engine, [memory], written_per_memory=4, enough=2, rounds=2)
    builder = ExampleBuilder(engine)
    assert [dream.kept for dream in dreams[:4]] == [True] * 4
    assert [prompts for prompts, _ in engine.rounds[1:]] == [
        [builder.prompt_text(request(memory.text, "Ljubljana"))] * 4
    ]


DREAMER, READER = AdapterRef(Path("core.gguf")), AdapterRef(Path("core.gguf"), 0.3)


def read(world: World, *said: str, readers: tuple[AdapterRef, ...] = (READER,)) -> tuple[list[Dream], list[str]]:
    """Dreams of the dog's note when the dreamer writes these and the reader finds its name in the note."""
    memory, rest, notes = world.store.memories()[0], iter(said), []

    def complete(prompt: str) -> str:
        if world.engine.mounted == (DREAMER,):
            return next(rest)
        notes.append(prompt)
        return "You haven't told me that." if "vet" in prompt else f"Your dog is called {NAMES['dog']}."

    world.engine.complete = complete
    dreams = dreams_of(world.engine, [memory], written_per_memory=len(said), writers=Writers((DREAMER,), readers))
    return dreams, notes


def test_a_question_whose_answer_is_at_fault_is_put_to_the_core_with_the_note_before_it(world: World) -> None:
    name = NAMES["dog"]
    afraid = reply("Which name does my dog hear?", name, f"Your dog is afraid of {name}.")
    dreams, prompts = read(world, afraid)
    assert [(dream.answer, dream.span, dream.kept) for dream in dreams] == [(f"Your dog is called {name}.", name, True)]
    assert statement("dog") in prompts[0] and "Which name does my dog hear?" in prompts[0]


def test_what_the_core_does_not_find_in_the_note_stays_dropped(world: World) -> None:
    wrong = reply("Which vet does my dog see?", "Rex", "Your dog sees Rex.")
    dreams, _ = read(world, wrong)
    assert [(dream.answer, dream.reason) for dream in dreams] == [("Your dog sees Rex.", "its span is not in the note")]


def test_only_an_answer_at_fault_is_read_again_and_no_question_is_kept_twice(world: World) -> None:
    own = reply("What is your dog called?", NAMES["dog"], f"Your dog is called {NAMES['dog']}.")
    wrong = reply("Which name does my dog hear?", "Rex", "Your dog is called Rex.")
    dreams, prompts = read(world, own, wrong, wrong)
    assert len(prompts) == 2, "the first asks about the assistant"
    assert [dream.kept for dream in dreams] == [False, True, False]


def test_nobody_reads_where_there_is_no_core(world: World) -> None:
    dreams, prompts = read(world, reply("Which name does my dog hear?", "Rex", "Your dog is called Rex."), readers=())
    assert not prompts and not dreams[0].kept


def test_a_stop_is_honoured_while_the_note_is_read(world: World) -> None:
    wrong = reply("Which name does my dog hear?", "Rex", "Your dog is called Rex.")
    world.engine.complete = lambda prompt: wrong

    def stop_while_reading(count: int) -> None:
        if world.engine.mounted == (READER,):
            raise Stopped("enough")

    with pytest.raises(Stopped):
        dreams_of(
            world.engine,
            world.store.memories()[:1],
            written_per_memory=2,
            writers=Writers((DREAMER,), (READER,)),
            on_done=stop_while_reading,
        )
