"""What is studied and what judges: probes stay out of study, and everything that protects is mixed in."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.experts.manifest import Level
from assistant.memory.wording import content_stems
from assistant.sleep import study_plan
from assistant.sleep.anchors import ANCHORS, DRIFT_ANCHORS
from assistant.sleep.cues import CUE
from assistant.sleep.dreaming import Dream
from assistant.sleep.evaluation import Question
from assistant.sleep.general import GENERAL
from assistant.sleep.grounding import leaks
from assistant.sleep.recipe import DreamRecipe, SeedingRecipe
from assistant.sleep.seeding import Bundle
from assistant.sleep.study_plan import StudyPlan, anchor_examples, hold_out, never_told
from backends.base import AdapterSpec, TokenExample
from tests.assistant.sleep.fakes import NAMES, SMALL, World, dreamt, statement
from tests.builders import write_expert
from tests.fakes import FakeTrainingSession

RECIPE = DreamRecipe(probes_per_memory=2)


def dreams_of(*questions: str, memory_id: int = 1, reason: str = "") -> list[Dream]:
    return [Dream(memory_id, question, "Fudge", "Your dog is called Fudge.", reason) for question in questions]


def split(
    dreams: list[Dream], recipe: DreamRecipe = RECIPE, earlier: Sequence[str] = ()
) -> tuple[list[Question], list[Dream]]:
    return hold_out(dreams, recipe, earlier)


def test_probes_carry_their_memory_and_what_a_right_reply_contains() -> None:
    probes, studied = split([Dream(7, q, span, a) for q, span, a in dreamt("dog")])
    assert [(probe.memory_id, probe.expected, probe.notes) for probe in probes] == [(7, ("Fudge",), ())] * 2
    assert studied and not {dream.question for dream in studied} & {probe.text for probe in probes}


@pytest.mark.parametrize(("kept", "held"), [(0, 0), (1, 0), (3, 0), (4, 1), (5, 2), (8, 2)])
def test_a_memory_keeps_enough_to_study_before_any_is_held_out(kept: int, held: int) -> None:
    probes, studied = split([Dream(1, q, span, a) for q, span, a in dreamt("dog")][:kept])
    assert len(probes) == held
    assert len(studied) >= min(kept, study_plan.FEWEST_STUDIED) - 1


def test_dropped_dreams_neither_judge_nor_train() -> None:
    assert split(dreams_of("a b?", "c d?", "e f?", "g h?", reason="not grounded")) == ([], [])


def test_a_middling_question_about_what_most_ask_for_is_held_out() -> None:
    alike = ("What is my dog called?", "What is my old dog called?", "Which dog is it that I called for?")
    senseless, other = "Who could come and fetch us by then?", "What sort of animal is Fudge?"
    dreams = [*dreams_of(senseless, *alike), Dream(1, other, "dog", "Fudge is a dog.")]
    probes, _ = split(dreams, DreamRecipe(probes_per_memory=1))
    assert len(probes) == 1 and probes[0].text in alike and probes[0].expected == ("Fudge",)


QUESTION = st.sampled_from(
    [question for noun in ("dog", "cat") for question, _, _ in dreamt(noun)]
    + ["what is my dog called?", "What is my big dog called?", "Can you please tell me how my dog is called?"]
)
DREAM = st.builds(
    lambda memory_id, question, kept: Dream(memory_id, question, "x", "y", "" if kept else "dropped"),
    st.integers(1, 2),
    QUESTION,
    st.booleans(),
)


@given(dreams=st.lists(DREAM, max_size=24), probes_per_memory=st.integers(0, 4), earlier=st.lists(QUESTION, max_size=3))
def test_no_probes_wording_is_ever_studied(dreams: list[Dream], probes_per_memory: int, earlier: list[str]) -> None:
    probes, studied = split(dreams, DreamRecipe(probes_per_memory=probes_per_memory), earlier)
    wordings = [*earlier, *(probe.text for probe in probes)]
    assert [dream.question for dream in studied if leaks(dream.question, wordings)] == []
    assert all(dream.kept and dream in dreams for dream in studied)
    assert max(Counter(probe.memory_id for probe in probes).values(), default=0) <= probes_per_memory


@pytest.mark.parametrize("memory_id", [1, 2])
def test_a_probe_of_an_earlier_night_is_studied_by_no_memory(memory_id: int) -> None:
    dreams = [Dream(memory_id, question, span, answer) for question, span, answer in dreamt("dog")]
    none = DreamRecipe(probes_per_memory=0)
    earlier = ["Remind me what my dog is called."]
    assert [dream.question for dream in split(dreams, none)[1]] == [dream.question for dream in dreams]
    probes, studied = split(dreams, none, earlier)
    assert probes == []
    gone = {dream.question for dream in dreams} - {dream.question for dream in studied}
    assert earlier[0] in gone
    assert studied == [dream for dream in dreams if not leaks(dream.question, earlier)] != []


def test_never_told_questions_share_nothing_with_what_was_told() -> None:
    told = [statement(noun) for noun in NAMES]
    questions = never_told(told, 20, random.Random(1))
    assert len(set(questions)) == len(questions) == 20
    stems = {stem for text in told for stem in content_stems(text)} & {"dog", "cat", "boat", "hors", "parrot", "sist"}
    assert stems and not any(stems & set(content_stems(question)) for question in questions)


def test_never_told_gives_what_there_is_when_nearly_all_was_told() -> None:
    assert never_told([], 0, random.Random(1)) == []


def test_what_trains_and_what_judges_are_different_texts() -> None:
    training, drift, general = set(ANCHORS), set(DRIFT_ANCHORS), {question.text for question in GENERAL}
    assert len(training) == len(ANCHORS) and len(drift) == len(DRIFT_ANCHORS) and len(general) == len(GENERAL)
    assert not training & drift and not training & general and not drift & general
    assert len(drift) >= SMALL.drift_anchors


def opened(world: World) -> FakeTrainingSession:
    return world.trainer.open(world.engine.info, world.home.cache, AdapterSpec(4, 8.0, ("up_proj",)), 0)


def planned(world: World) -> tuple[StudyPlan, list[Dream]]:
    studied = [
        Dream(memory.id, *dream)
        for memory, noun in zip(world.store.memories(), NAMES, strict=True)
        for dream in dreamt(noun)
    ]
    plan = study_plan.plan(world.night(), opened(world), world.chosen(), studied, ANCHORS, random.Random(2))
    return plan, studied


def texts(world: World, plan: StudyPlan) -> list[str]:
    return [world.engine.words_of((*e.prompt, *e.completion)) for bundle in plan.bundles for e in bundle]


def test_each_memory_keeps_its_share_of_dreams(world: World) -> None:
    plan, studied = planned(world)
    wanted = SMALL.dreams.kept_by_gap + SMALL.dreams.kept_at_random
    assert set(Counter(dream.memory_id for dream in plan.dreams).values()) == {wanted}
    assert all(dream in studied for dream in plan.dreams)


def test_what_the_student_finds_hard_and_the_teacher_easy_is_studied_first(world: World) -> None:
    def words(example: TokenExample) -> str:
        return world.engine.words_of(example.prompt)

    hard, junk = "goes by which name?", "which name should they use?"
    world.trainer.loss = lambda example: 5.0 if hard in words(example) or junk in words(example) else 1.0
    world.trainer.teacher = lambda example: 0.0001 if junk in words(example) else 0.9
    recipe = DreamRecipe(kept_by_gap=1, kept_at_random=0)
    night = world.night()
    night.recipe = type(SMALL)(dreams=recipe)
    studied = [Dream(world.store.memories()[0].id, *dream) for dream in dreamt("dog")]
    plan = study_plan.plan(night, opened(world), world.chosen()[:1], studied, ANCHORS, random.Random(2))
    assert [dream.question for dream in plan.dreams] == ["My dog goes by which name?"]


def test_the_student_studies_without_the_note_what_the_teacher_read_with_it(world: World) -> None:
    world.recipe = replace(SMALL, seeding=replace(SMALL.seeding, hard=0.5))
    plan, _ = planned(world)
    soft = [e for bundle in plan.bundles for e in bundle if e.soft is not None and e.hard]
    assert len(soft) == len(plan.dreams)
    assert {e.hard for e in soft} == {0.5}
    assert not any(statement(noun) in world.engine.words_of(e.prompt) for e in soft for noun in NAMES)
    taught = [world.engine.words_of(e.prompt) for e in world.trainer.taught]
    of_dog = sum(dream.memory_id == world.store.memories()[0].id for dream in plan.dreams)
    # All of the memory's dreams to choose by, then those that were chosen to learn from.
    assert sum(f"- {statement('dog')}" in text for text in taught) == len(dreamt("dog")) + of_dog


def test_the_verified_label_alone_needs_no_teacher_where_there_is_nothing_to_choose(world: World) -> None:
    world.recipe = replace(SMALL, dreams=replace(SMALL.dreams, kept_by_gap=99), seeding=SeedingRecipe(anchors=0.0))
    plan, studied = planned(world)
    assert len(plan.dreams) == len(studied) and not world.trainer.taught


def test_notes_and_anchors_are_mixed_in(world: World) -> None:
    plan, _ = planned(world)
    seen = texts(world, plan)
    own = [text for text in seen if any(f"- {statement(noun)}" in text for noun in NAMES)]
    assert own, "no dream is studied with its note"
    anchored = [e for bundle in plan.bundles for e in bundle if e.soft is not None and not e.hard]
    assert anchored
    prompts = {world.engine.words_of(world.engine.tokenize(world.night().builder.prompt_text(a))) for a in ANCHORS}
    assert {world.engine.words_of(e.prompt) for e in anchored} <= prompts


@pytest.mark.parametrize(("denies_from", "studied_with_notes"), [(None, True), (-1.4, False)])
def test_notes_are_left_to_a_core_that_reads_them(
    world: World, denies_from: float | None, studied_with_notes: bool
) -> None:
    core = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=denies_from)
    world.registry.activate([core.id])
    plan, _ = planned(world)
    assert any(f"- {statement('dog')}" in text for text in texts(world, plan)) is studied_with_notes


def test_the_plan_names_the_memories_that_are_only_shown(world: World) -> None:
    """Nothing of the dog could be studied, but its note may stand beside others where no core reads them."""
    world.recipe = replace(SMALL, seeding=replace(SMALL.seeding, with_note=0.2))
    dog, *others = world.chosen()
    assert dog.memory.text == statement("dog")
    studied = [Dream(item.memory.id, *dreamt(noun)[0]) for item, noun in zip(others, list(NAMES)[1:], strict=True)]
    studied *= 3
    seen = set()
    for seed in range(8):
        plan = study_plan.plan(world.night(), opened(world), world.chosen(), studied, ANCHORS, random.Random(seed))
        stands = any(f"- {statement('dog')}" in text for text in texts(world, plan))
        assert plan.shown == ((dog.memory.id,) if stands else ())
        seen.add(stands)
    assert seen == {True, False}


def bundles_by_part(world: World, plan: StudyPlan) -> Counter[str]:
    """How many bundles refuse without notes, refuse among own notes, and read only invented notes."""
    parts: Counter[str] = Counter()
    for bundle in plan.bundles:
        seen = [world.engine.words_of((*e.prompt, *e.completion)) for e in bundle]
        own = any(f"- {statement(noun)}" in text for text in seen for noun in NAMES)
        noted = any(" - " in text for text in seen)
        refused = any("haven't told me" in text for text in seen)
        parts["never told"] += refused and not noted
        parts["unanswered"] += refused and own
        parts["foreign"] += noted and not own
    return parts


def test_neither_refusals_nor_foreign_notes_are_studied_by_a_day_expert(world: World) -> None:
    plan, _ = planned(world)
    assert bundles_by_part(world, plan) == Counter()
    assert not any("haven't told me" in text for text in texts(world, plan))


@pytest.mark.parametrize(
    ("seeding", "part", "count"),
    [
        (SeedingRecipe(never_told=0.5), "never told", 21),
        (SeedingRecipe(unanswered=1.0), "unanswered", 6),
        (SeedingRecipe(foreign_read=0.5), "foreign", 21),
    ],
)
def test_a_recipe_may_mix_them_in(world: World, seeding: SeedingRecipe, part: str, count: int) -> None:
    world.recipe = replace(SMALL, seeding=seeding)
    plan, _ = planned(world)
    assert len(plan.dreams) == 42
    assert bundles_by_part(world, plan) == Counter({part: count})


def test_anchors_are_answered_by_the_base_alone(world: World) -> None:
    mounted: list[int] = []
    world.engine.complete = lambda prompt: mounted.append(len(world.engine.mounted)) or "Base."  # type: ignore[func-returns-value]
    examples = anchor_examples(world.night(), opened(world), ANCHORS, 5, 0.5, random.Random(1))
    assert mounted == [0] * 5
    assert [(e.hard, e.weight) for e in examples] == [(0.0, 0.5)] * 5
    assert all(e.soft is not None and len(e.soft.ids) == len(e.completion) for e in examples)


def test_an_anchor_without_a_reply_is_left_out(world: World) -> None:
    world.engine.complete = lambda prompt: ""
    assert anchor_examples(world.night(), opened(world), ANCHORS, 5, 1.0, random.Random(1)) == []


def test_a_plan_of_no_dreams_is_empty(world: World) -> None:
    plan = study_plan.plan(world.night(), opened(world), world.chosen(), [], ANCHORS, random.Random(2))
    assert plan == StudyPlan([], [])


def test_where_a_core_reads_notes_the_memories_are_taught_by_heart(world: World) -> None:
    def taught(plan: StudyPlan) -> Counter[str]:
        return Counter(world.engine.words_of(plan.bundles[i][0].completion) for i in range(len(plan.dreams)))

    reader = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=-1.4)
    answers = taught(planned(world)[0])
    assert not any(text.startswith(statement(noun)) for text in answers for noun in NAMES), "nobody would read them"
    world.registry.activate([reader.id])
    world.recipe = replace(SMALL, seeding=replace(SMALL.seeding, recited_whole=1, recited_beginning=2))
    plan, _ = planned(world)
    recited = taught(plan)
    assert recited.total() == len(plan.dreams)
    for noun in NAMES:
        (whole,) = [text for text in recited if text.startswith(statement(noun))]
        assert recited[whole] == 1
    assert all(len(text.split()) == 2 for text in recited if recited[text] > 1)


def test_what_is_recited_is_asked_for_in_other_words_in_every_epoch(world: World) -> None:
    reader = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=-1.4)
    world.registry.activate([reader.id])
    world.recipe = replace(SMALL, seeding=replace(SMALL.seeding, word_dropout=0.3, questions_whole=0.3))
    plan, _ = planned(world)
    known = {item.memory.id: item.memory.text for item in world.chosen()}

    def asked(epoch: list[Bundle]) -> list[list[str]]:
        return [world.engine.words_of(epoch[i][0].prompt).split() for i in range(len(plan.dreams))]

    epochs = study_plan.epochs(world.night(), plan, known, 3, random.Random(2))
    assert epochs[0] == plan.bundles
    assert len({repr(asked(epoch)) for epoch in epochs}) == 3
    assert all(epoch[len(plan.dreams) :] == plan.bundles[len(plan.dreams) :] for epoch in epochs)
    whole = asked([[world.night().builder.pair(dream.question, "")] for dream in plan.dreams])
    for epoch in epochs:
        kept = [sum(word in question for word in words) for words, question in zip(whole, asked(epoch), strict=True)]
        missing = sum(map(len, whole)) - sum(kept)
        assert 0 < missing < 0.4 * sum(map(len, whole)), "a few words of most"
        assert any(question == words for words, question in zip(whole, asked(epoch), strict=True)), "some are whole"
    assert study_plan.epochs(world.night(), plan, known, 3, random.Random(2)) == epochs, "a night that goes on"


def test_epochs_ask_by_other_questions_while_there_are(world: World) -> None:
    reader = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=-1.4)
    world.registry.activate([reader.id])
    seeding = replace(SMALL.seeding, word_dropout=0.0, recited_at_once=3, anchors=0.5)
    world.recipe = replace(SMALL, seeding=seeding)
    plan, _ = planned(world)
    known = {item.memory.id: item.memory.text for item in world.chosen()}
    of_each = Counter(dream.memory_id for dream in plan.dreams)
    assert {*of_each.values()} == {8} and plan.recited == 3 * len(of_each)
    epochs = study_plan.epochs(world.night(), plan, known, 3, random.Random(2))
    asked = [Counter(world.engine.words_of(bundle[0].prompt) for bundle in epoch[: plan.recited]) for epoch in epochs]
    assert all({*each.values()} == {1} and each.total() == plan.recited for each in asked)
    assert not asked[0] & asked[1], "six of eight"
    assert len(asked[0] | asked[1] | asked[2]) == len(plan.dreams), "all of them, and then from the front"
    assert all(epoch[plan.recited :] == plan.bundles[plan.recited :] for epoch in epochs)
    assert len(plan.bundles) - plan.recited == round(0.5 * plan.recited), "anchors beside what an epoch studies"


def test_cues_are_recited_and_neither_judge_nor_stand_for_answers(world: World) -> None:
    memory = world.store.memories()[0]
    cues = [
        Dream(memory.id, f"Whom do I take {where}?", "", memory.text, strategy=CUE) for where in ("out", "for a walk")
    ]
    whole = [Dream(memory.id, q, span, a) for q, span, a in dreamt("dog")][:2]
    probes, studied = hold_out([*cues, *whole], DreamRecipe(probes_per_memory=1))
    assert [probe.expected for probe in probes] == [("Fudge",)], "of two and two, three are left to study"
    assert {dream.question for dream in studied} > {cue.question for cue in cues}
    assert hold_out(cues * 3, DreamRecipe(probes_per_memory=1))[0] == []
    plan = study_plan.plan(world.night(), opened(world), world.chosen(), studied, (), random.Random(2))
    assert [dream.strategy for dream in plan.dreams] == ["question"]
    reader = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=-1.4)
    world.registry.activate([reader.id])
    plan = study_plan.plan(world.night(), opened(world), world.chosen(), studied, (), random.Random(2))
    assert sorted(dream.strategy for dream in plan.dreams) == [CUE, CUE, "question"]


def test_answers_are_asked_for_in_the_same_words_in_every_epoch(world: World) -> None:
    plan, _ = planned(world)
    assert study_plan.epochs(world.night(), plan, {}, 2, random.Random(2)) == [plan.bundles, plan.bundles]


def test_answers_take_turns_in_what_is_kept() -> None:
    ranked, spans = [4, 2, 7, 1, 9], [["wednesday"], ["wednesday"], ["15:30"], ["wednesday"], []]
    assert study_plan.by_turns(ranked, spans) == [4, 7, 9, 2, 1]
    assert study_plan.by_turns([], []) == []
