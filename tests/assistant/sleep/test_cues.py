"""Questions alone: only their wording counts, and none is asked twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle

import pytest

from assistant.events import DreamWritten
from assistant.experts.asking import request
from assistant.memory.parts import parts
from assistant.memory.wording import normalised
from assistant.sleep.cues import CUE, write_cues
from assistant.sleep.dreaming import Dream
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.recipe import DreamRecipe
from assistant.sleep.seeding import Stopped
from backends.base import AdapterRef, Completion, Sampling
from tests.assistant.sleep.fakes import World, dreamt, statement
from tests.fakes import FakeEngine

ASKED = [question for question, _, _ in dreamt("dog")]


@dataclass(slots=True)
class Sampled(FakeEngine):
    """An engine that keeps how it was asked to sample."""

    samplings: list[Sampling] = field(default_factory=list)

    def complete_many(
        self, prompts: Sequence[str], sampling: Sampling, on_done: Callable[[int], None] | None = None
    ) -> list[Completion]:
        self.samplings.append(sampling)
        return FakeEngine.complete_many(self, prompts, sampling, on_done)


def cues_of(
    world: World,
    said: Sequence[str],
    *,
    engine: FakeEngine | None = None,
    asked: Sequence[str] = (),
    dreamer: Sequence[AdapterRef] = (),
    aimed: float = 0.0,
    on_done: Callable[[int], None] = lambda count: None,
    emit: Callable[[DreamWritten], None] = lambda event: None,
) -> list[Dream]:
    """As many cues of the first memory as are said, by an engine that says these in turn."""
    engine = engine or world.engine
    rest = cycle(said)
    engine.complete = lambda prompt: next(rest)
    memory = world.store.memories()[0]
    return write_cues(
        engine,
        ExampleBuilder(engine),
        [memory],
        dreamer,
        DreamRecipe(cues=len(said), aimed=aimed),
        {memory.id: {*map(normalised, asked)}},
        seed=3,
        on_done=on_done,
        emit=emit,
    )


def test_a_cue_is_a_question_answered_by_the_memory_itself(world: World) -> None:
    told: list[DreamWritten] = []
    (dream,) = cues_of(world, [f" {ASKED[0]} "], emit=told.append)
    memory = world.store.memories()[0]
    assert dream == Dream(memory.id, ASKED[0], "", statement("dog"), strategy=CUE)
    assert told == [DreamWritten(memory.id, CUE, ASKED[0], statement("dog"), True, "")]


def test_the_dreamer_stops_after_the_question(world: World) -> None:
    engine = Sampled()
    dreamer = (AdapterRef(world.home.root / "dreamer.gguf"),)
    (dream,) = cues_of(world, [f"{ASKED[0]}\nFudge\nYour dog is called Fudge."], engine=engine, dreamer=dreamer)
    assert dream.question == ASKED[0] and dream.kept
    assert engine.asked_of == [dreamer]
    assert [sampling.stop for sampling in engine.samplings] == [("\n",)]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "not a question"),
        ("What is my dog called", "not a question"),
        ("What are you called?", "asks about the assistant"),
        ("Is Anna the name of my dog?", "names what was not told"),
        ("Do you remember what my dog is called?", ""),
        ("Is my dog called Fudge?", ""),
        ("Whom do I take for a walk?", ""),
    ],
)
def test_what_asks_for_the_memory_is_kept(world: World, question: str, reason: str) -> None:
    told: list[DreamWritten] = []
    (dream,) = cues_of(world, [question], emit=told.append)
    assert dream.reason == reason
    assert [(event.kept, event.reason) for event in told] == [(not reason, reason)]


def test_no_question_is_asked_again(world: World) -> None:
    dreams = cues_of(world, [ASKED[0], ASKED[1], ASKED[1].lower()], asked=ASKED[:1])
    assert [dream.reason for dream in dreams] == ["asked already", "", "asked already"]


def test_a_share_is_aimed_at_the_parts_of_the_statement_in_turn(world: World) -> None:
    cues_of(world, ASKED[:6], aimed=0.5)
    aims = [*parts(statement("dog")), *parts(statement("dog"))][:3]
    builder = ExampleBuilder(world.engine)
    assert world.engine.prompts == [builder.prompt_text(request(statement("dog"), aim)) for aim in (*aims, "", "", "")]


def test_others_than_in_the_nights_whole_dreams_are_drawn(world: World) -> None:
    engine = Sampled()
    cues_of(world, ASKED[:1], engine=engine)
    (sampling,) = engine.samplings
    assert sampling.seed is not None and sampling.seed > 3 + 100_003 * DreamRecipe().rounds
    assert sampling == replace(sampling, temperature=DreamRecipe().temperature, top_p=DreamRecipe().top_p)


def test_a_stop_ends_it_at_once(world: World) -> None:
    def stop(count: int) -> None:
        raise Stopped("the night was asked to stop")

    with pytest.raises(Stopped):
        cues_of(world, ASKED[:3], on_done=stop)
    assert len(world.engine.prompts) == 1
