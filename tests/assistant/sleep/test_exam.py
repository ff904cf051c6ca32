"""Who answers which question of a night's exam: the expert, the core or the base, as routing would have it in chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.events import PhaseProgress, PhaseStarted
from assistant.experts.manifest import Level
from assistant.experts.registry import GGUF
from assistant.sleep import exam, study_plan
from assistant.sleep.evaluation import Question
from assistant.sleep.exam import Adapters, Exam
from assistant.sleep.general import GENERAL
from assistant.sleep.judging import Share
from assistant.sleep.verdict import Scorecard
from backends.base import AdapterRef, Completion
from tests.assistant.sleep.fakes import SMALL, UNKNOWN, World, dreamt
from tests.builders import write_expert

FIRES, OWN, WORLD = "What is my dog called?", "What is my locker code?", "What is the capital of France?"
"""Finds a memory; finds none but is about the user; neither."""


@pytest.fixture
def core(world: World) -> Adapters:
    return (AdapterRef(world.registry.folder("core-00000") / "adapter.gguf"),)


@pytest.fixture
def expert(world: World) -> Adapters:
    return (AdapterRef(world.registry.folder("day-00001") / "adapter.gguf"),)


def probes_of(world: World) -> list[Question]:
    memory = world.store.memories()[0]
    return [Question(question, (span,), memory_id=memory.id) for question, span, _ in dreamt("dog")[:2]]


def prepared(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    core: Adapters,
    *,
    never_told: Sequence[str] = (OWN,),
    general: Sequence[Question] = GENERAL[:2],
    neutral: Sequence[str] = (WORLD,),
    probes: Sequence[Question] | None = None,
) -> Exam:
    monkeypatch.setattr(study_plan, "never_told", lambda told, count, rng: list(never_told))
    monkeypatch.setattr(exam, "GENERAL", tuple(general))
    monkeypatch.setattr(exam, "DRIFT_ANCHORS", tuple(neutral))
    return Exam(world.night(), probes_of(world) if probes is None else probes, [], core)


def asked(world: World, text: str) -> list[Adapters]:
    """What was mounted each time this question was asked."""
    prompt = world.night().builder.prompt_text(text)
    return [who for each, who in zip(world.engine.prompts, world.engine.asked_of, strict=True) if each == prompt]


def test_probes_are_asked_of_the_expert_alone_and_before_the_night_of_the_base(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    sheet = prepared(world, monkeypatch, core)
    before, first = sheet.sit("ask", ())
    after, then = sheet.sit("evaluate", expert)
    assert [asked(world, probe.text) for probe in probes_of(world)] == [[(), expert]] * 2
    assert (before.recall, after.recall) == (Share(0, 2), Share(2, 2))
    assert first == [UNKNOWN] * 2 and then == ["Your dog is called Fudge."] * 2


@pytest.mark.parametrize("kind", ["never told", "general"])
@pytest.mark.parametrize(
    ("text", "before", "after"), [(FIRES, "core", "expert"), (OWN, "core", "core"), (WORLD, "base", "base")]
)
def test_all_else_goes_by_routing(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    core: Adapters,
    expert: Adapters,
    kind: str,
    text: str,
    before: str,
    after: str,
) -> None:
    given = {"never_told": [text]} if kind == "never told" else {"never_told": [], "general": [Question(text)]}
    sheet = prepared(world, monkeypatch, core, probes=[], **{"general": [], **given})  # type: ignore[arg-type]
    sheet.sit("ask", ())
    sheet.sit("evaluate", expert)
    who = {"core": core, "expert": expert, "base": ()}
    assert asked(world, text) == ([who[before]] if before == after else [who[before], who[after]])


@pytest.mark.parametrize(("text", "after"), [(FIRES, "expert"), (OWN, "base"), (WORLD, "base")])
def test_without_a_core_the_base_takes_its_place(
    world: World, monkeypatch: pytest.MonkeyPatch, expert: Adapters, text: str, after: str
) -> None:
    sheet = prepared(world, monkeypatch, (), never_told=[text], general=[], probes=[])
    sheet.sit("ask", ())
    sheet.sit("evaluate", expert)
    assert asked(world, text) == ([(), expert] if after == "expert" else [()])


def test_what_finds_a_memory_that_was_told_but_not_learnt_tonight_meets_the_expert_too(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    world.store.add_memory("My goat is called Biscuit.")
    sheet = prepared(world, monkeypatch, core, never_told=["What is my goat called?"], general=[], probes=[])
    sheet.sit("evaluate", expert)
    assert asked(world, "What is my goat called?") == [expert]


def test_replies_keep_their_questions_when_the_routes_are_mixed(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    general = [
        Question(FIRES, ("expert",)),
        Question(WORLD, ("base",)),
        Question(OWN, ("core",)),
        Question("What is my cat called?", ("expert",)),
        Question("Who wrote Hamlet?", ("base",)),
    ]
    sheet = prepared(world, monkeypatch, core, never_told=[], general=general, probes=[])
    names = {core: "core", expert: "expert", (): "base"}
    world.engine.complete = lambda prompt: names[world.engine.mounted]
    assert sheet.sit("evaluate", expert)[0].general == Share(5, 5)
    assert sheet.sit("ask", ())[0].general == Share(3, 5)


def test_an_expert_that_was_trained_anew_is_asked_anew(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    sheet = prepared(world, monkeypatch, core, never_told=[OWN, FIRES], general=[], neutral=[FIRES, OWN])
    for _ in range(2):
        sheet.sit("evaluate", expert)
    assert [asked(world, probe.text).count(expert) for probe in probes_of(world)] == [2 + 2, 2]
    assert asked(world, OWN).count(core) == 1
    assert [who for _, who in world.engine.diverged] == [expert, core, expert]


def test_only_neutral_prompts_that_routing_touches_can_drift(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    neutral = [FIRES, OWN, WORLD, "Write a haiku about snow."]
    world.recipe = replace(SMALL, drift_anchors=4)
    sheet = prepared(world, monkeypatch, core, neutral=neutral, never_told=[], general=[], probes=[])
    assert sheet.sit("evaluate", expert)[0].drift == pytest.approx((0.01 + 0.01) / 4)
    prompt = world.night().builder.prompt_text
    assert world.engine.diverged == [(prompt(FIRES), expert), (prompt(OWN), core)]
    # The reply that must not change is the base's own.
    assert [asked(world, text) for text in neutral] == [[()], [()], [], []]


def test_neutral_prompts_that_nothing_touches_drift_by_exactly_zero(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    sheet = prepared(world, monkeypatch, core)
    assert sheet.sit("evaluate", expert)[0].drift == 0.0
    assert world.engine.diverged == []


def test_no_neutral_prompt_is_no_measurement(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    drift = prepared(world, monkeypatch, core, neutral=[]).sit("evaluate", expert)[0].drift
    assert drift is not None and drift != drift


def test_claims_and_general_answers_are_counted(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    world.sleeper.neutral = "It is blue."
    sheet = prepared(world, monkeypatch, core, never_told=["Is my dog vaccinated?", OWN])
    before, after = sheet.sit("ask", ())[0], sheet.sit("evaluate", expert)[0]
    assert (before.false_memory, after.false_memory) == (Share(0, 2), Share(1, 2))
    assert before.general == after.general == Share(2, 2)
    assert after == Scorecard(Share(2, 2), None, 0.0, Share(1, 2), Share(2, 2))


def test_each_sitting_is_a_phase_that_counts_every_question_once(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    sheet = prepared(world, monkeypatch, core, never_told=[WORLD, FIRES, OWN, FIRES])
    sheet.sit("evaluate", expert)
    assert [(e.phase, e.total) for e in world.events if isinstance(e, PhaseStarted)] == [("evaluate", 2 + 4 + 2)]
    done = [event.done for event in world.events if isinstance(event, PhaseProgress)]
    assert done == list(range(1, 9))


def test_sizes_come_from_the_recipe(world: World, core: Adapters, expert: Adapters) -> None:
    world.recipe = replace(SMALL, general_questions=4, never_told_questions=3)
    card, _ = Exam(world.night(), probes_of(world), [], core).sit("evaluate", expert)
    assert card.general is not None and card.false_memory is not None
    assert (card.general.n, card.false_memory.n) == (4, 3)


def test_never_told_questions_leave_out_what_was_told_on_any_night(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters
) -> None:
    given: list[list[str]] = []

    def never_told(told: Sequence[str], count: int, rng: object) -> list[str]:
        given.append(list(told))
        return [OWN] * (count if scarce is False else count // 2 - 1)

    monkeypatch.setattr(study_plan, "never_told", never_told)
    everything = [memory.text for memory in world.store.memories()]
    scarce = False
    Exam(world.night(), [], ["tonight's"], core)
    assert given == [["tonight's", *everything]]
    scarce = True
    Exam(world.night(), [], ["tonight's"], core)
    assert given[2:] == [["tonight's"]]


def test_where_a_core_reads_notes_it_answers_what_finds_one_with_the_note_before_it(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    reader = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=-50.0)
    world.registry.activate([reader.id])
    sheet = prepared(world, monkeypatch, core, never_told=(FIRES,), probes=[])
    sheet.sit("evaluate", expert)
    note = world.store.memories()[0].text
    mounted = (AdapterRef(world.registry.folder(reader.id) / GGUF, reader.beside_notes),)
    prompt = world.night().builder.prompt_text(FIRES, (note,))
    asked_of = dict(zip(world.engine.prompts, world.engine.asked_of, strict=True))
    assert asked_of[prompt] == mounted
    assert asked(world, FIRES) == [], "the expert is not asked"


def test_probes_are_asked_by_heart_of_an_expert_that_recites(
    world: World, monkeypatch: pytest.MonkeyPatch, core: Adapters, expert: Adapters
) -> None:
    reader = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=-1.4)
    world.registry.activate([reader.id])
    asked_by_heart: list[tuple[Adapters, list[str]]] = []

    def by_heart(
        engine: object, core: object, experts: Adapters, questions: list[str], on_done: object
    ) -> list[object]:
        asked_by_heart.append((experts, questions))
        return [Completion("It is Fudge.", 3, "end", -1.0) for _ in questions]

    monkeypatch.setattr(exam, "by_heart", by_heart)
    sheet = prepared(world, monkeypatch, core, never_told=(), general=())
    before, _ = sheet.sit("ask", (), recites=True)
    after, replies = sheet.sit("evaluate", expert, recites=True)
    assert asked_by_heart == [(expert, [probe.text for probe in probes_of(world)])], "the base knows nothing by heart"
    assert (before.recall, after.recall) == (Share(0, 2), Share(2, 2)) and replies == ["It is Fudge."] * 2
