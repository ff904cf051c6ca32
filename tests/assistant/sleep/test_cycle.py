"""A whole night without models: what it trains on, what it leaves behind, and what a bad night leaves alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.bench.recall import tell
from assistant.errors import SleepError
from assistant.events import PhaseFinished, PhaseProgress, PhaseStarted
from assistant.experts.asking import request
from assistant.experts.manifest import Expert, ExpertState, Level
from assistant.experts.registry import GGUF, SETTINGS, TENSORS
from assistant.memory.records import Carrier
from assistant.sleep import exam, study_plan
from assistant.sleep.anchors import DRIFT_ANCHORS
from assistant.sleep.cues import CUE
from assistant.sleep.cycle import PHASES, Outcome, run_night
from assistant.sleep.general import GENERAL
from assistant.sleep.night import Night
from assistant.sleep.recipe import SeedingRecipe
from assistant.sleep.seeding import Stopped
from assistant.sleep.verdict import Decision, Limits
from backends.base import AdapterRef
from tests.assistant.sleep.fakes import NAMES, SMALL, UNKNOWN, World, statement
from tests.builders import write_expert


def slept(world: World, core: Expert | None = None, seed: int = 0) -> Outcome:
    return run_night(world.night(seed), world.store.start_sleep("day"), world.chosen(), core)


def core_of(world: World) -> Expert:
    """A core expert that chat mounts."""
    folder = world.registry.create("core-00000")
    for name in (GGUF, TENSORS, SETTINGS):
        (folder / name).write_bytes(b"GGUF")
    info = world.engine.info
    expert = world.registry.complete(
        Expert("core-00000", Level.CORE, 0.0, info.sha256, info.name, 4, 8.0, ("up_proj",), ())
    )
    world.registry.activate([expert.id])
    return expert


def test_an_accepted_night_is_active_with_lineage_keys_and_scores(world: World) -> None:
    outcome = slept(world)
    assert outcome.verdict.decision is Decision.ACCEPT, outcome.verdict.reason
    assert outcome.expert_id == "day-00001"
    expert = world.registry.verify("day-00001")
    ids = [memory.id for memory in world.store.memories()]
    assert (expert.state, expert.level, expert.sleep_id, list(expert.memory_ids)) == (
        ExpertState.ACCEPTED,
        Level.DAY,
        1,
        ids,
    )
    assert expert.scores["recall"] == 1.0
    assert world.registry.active().experts == ("day-00001",)
    assert world.store.expert_memories("day-00001") == ids
    assert all(world.store.keys(memory_id) for memory_id in ids)
    assert expert.parent is None
    assert {memory.carrier for memory in world.store.memories()} == {Carrier.BOTH}
    assert outcome.report["recall"] == {"before": 0.0, "after": 1.0, "n": 6}
    assert world.trainer.open_sessions == 0


def test_rollback_restores_what_was_active_before(world: World) -> None:
    core_of(world)
    before = world.registry.active().experts
    slept(world, core=world.registry.load("core-00000"))
    assert world.registry.active().experts == ("core-00000", "day-00001")
    assert world.registry.rollback().experts == before


def test_every_dream_and_probe_is_recorded_with_its_answers(world: World) -> None:
    slept(world)
    dreams = world.store.dreams(sleep_id=1)
    assert len(dreams) == 6 * 8 and {dream.span for dream in dreams} == {*NAMES.values()}
    probes = world.store.probes()
    assert [probe.memory_id for probe in probes] == [memory.id for memory in world.store.memories()]
    rows = world.store.evaluations(1)
    assert [(row.memory_id, row.question) for row in rows] == [(probe.memory_id, probe.question) for probe in probes]
    assert {(row.before, row.right_before, row.right_after) for row in rows} == {(UNKNOWN, False, True)}


def test_a_night_that_recites_writes_cues_beside_fewer_whole_dreams(world: World) -> None:
    reader = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=-1.4)
    world.registry.activate([reader.id])
    dreams = replace(SMALL.dreams, cues=3, written_beside_cues=4, enough_beside_cues=0, rounds=1)
    world.recipe = replace(SMALL, dreams=dreams)
    slept(world, core=reader)
    written = [(dream.memory_id, dream.strategy, dream.answer) for dream in world.store.dreams(sleep_id=1)]
    for memory in world.store.memories():
        assert [(strategy, answer == memory.text) for owner, strategy, answer in written if owner == memory.id] == [
            *[("question", False)] * 4,
            *[(CUE, True)] * 3,
        ]
    assert len(world.store.probes()) == len(NAMES)
    (started,) = [event for event in world.events if isinstance(event, PhaseStarted) and event.phase == "dream"]
    counts = [event.done for event in world.events if isinstance(event, PhaseProgress) and event.phase == "dream"]
    assert started.total == counts[-1] == len(NAMES) * 7 and counts == sorted(counts)


def test_a_night_that_answers_writes_none(world: World) -> None:
    world.recipe = replace(SMALL, dreams=replace(SMALL.dreams, cues=3, written_beside_cues=4))
    slept(world, core=core_of(world))
    assert {dream.strategy for dream in world.store.dreams(sleep_id=1)} == {"question"}
    assert len(world.store.dreams(sleep_id=1)) == len(NAMES) * SMALL.dreams.written_per_memory


def rejected_by(world: World, cause: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the next night one that must not be accepted."""
    match cause:
        case "learns nothing":
            world.sleeper.learns = False
        case "drifts":
            monkeypatch.setattr(exam, "DRIFT_ANCHORS", ["Do you remember the name of my dog?"])
            world.recipe = replace(world.recipe, limits=Limits(drift=0.005))
        case "claims":
            # Never told, but near enough to what was told for retrieval to fire.
            untold = [f"Which colour is the name tag that my {noun} has?" for noun in NAMES]
            monkeypatch.setattr(study_plan, "never_told", lambda told, count, rng: untold)
            world.sleeper.neutral = "It is blue."
        case "cannot dream":
            world.sleeper.dream = lambda question, span, answer: "La la la."


@pytest.mark.parametrize(
    ("cause", "decision", "reason"),
    [
        ("learns nothing", Decision.REJECT, "recall 0.00 -> 0.00, must gain 0.20"),
        ("drifts", Decision.REJECT, "drift 0.010 nats per token, at most 0.005"),
        ("claims", Decision.REJECT, "false memory 0.00 -> 1.00"),
        ("cannot dream", Decision.INCONCLUSIVE, "no held-out question could be written"),
    ],
)
def test_a_night_that_is_not_accepted_leaves_yesterday(
    world: World, monkeypatch: pytest.MonkeyPatch, cause: str, decision: Decision, reason: str
) -> None:
    core_of(world)
    before, keys = world.active_bytes(), [world.store.keys(memory.id) for memory in world.store.memories()]
    rejected_by(world, cause, monkeypatch)
    outcome = slept(world, core=world.registry.load("core-00000"))
    assert (outcome.verdict.decision, outcome.verdict.reason) == (decision, reason)
    assert world.active_bytes() == before
    assert world.store.expert_memories("day-00001") == []
    assert [world.store.memory_experts(memory.id) for memory in world.store.memories()] == [[]] * 6
    assert [world.store.keys(memory.id) for memory in world.store.memories()] == keys
    assert {memory.carrier for memory in world.store.memories()} == {Carrier.TEXT}
    assert world.registry.load("day-00001").state is ExpertState.REJECTED


def test_no_question_that_judges_is_trained_on(world: World) -> None:
    """Tonight's probes, never-told and general questions, and the prompts of the drift measure."""
    slept(world)
    trained = world.texts_trained()
    assert len(trained) > 50
    judging = [probe.question for probe in world.store.probes()]
    judging += [question.text for question in GENERAL] + list(DRIFT_ANCHORS)
    assert [text for text in judging if any(text in seen for seen in trained)] == []


@pytest.mark.parametrize("seed", range(4))
def test_no_never_told_question_of_the_exam_is_trained_on(
    world: World, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    written = exam._never_told

    def noted(night: Night, told: Sequence[str]) -> list[str]:
        found = written(night, told)
        asked.extend(night.builder.prompt_text(question) for question in found)
        return found

    monkeypatch.setattr(exam, "_never_told", noted)
    slept(world, seed=seed)
    assert asked and {*asked} <= {*world.engine.prompts}
    assert not {world.engine.words_of(world.engine.tokenize(prompt)) for prompt in asked} & {*world.prompts_trained()}


def test_no_fact_of_a_bench_is_trained_on_beyond_what_was_told(world: World) -> None:
    """Probes of a facts file never reach a night; only the statements do, as memories."""
    from assistant.bench.arms import Bench
    from assistant.bench.lives import Fact, Probe

    probes = [Probe(f"Whichever name has my {noun} been given?", (NAMES[noun],)) for noun in NAMES]
    facts = [Fact(statement(noun), (probe,)) for noun, probe in zip(NAMES, probes, strict=True)]
    tell(Bench(world.engine, world.night().builder, world.store, world.registry), facts)
    slept(world)
    assert not [p for p in probes if any(p.question in seen for seen in world.texts_trained())]
    assert not [p for p in probes if any(p.question in prompt for prompt in world.engine.prompts)]


def test_a_probe_of_an_earlier_night_is_not_trained_on_later(world: World) -> None:
    world.sleeper.learns = False
    slept(world)
    held = {probe.question for probe in world.store.probes()}
    shown = len(world.trainer.batches)
    world.recipe = replace(world.recipe, dreams=replace(world.recipe.dreams, probes_per_memory=0, kept_by_gap=8))
    slept(world, seed=5)
    later = [world.engine.words_of(example.prompt) for batch in world.trainer.batches[shown:] for example in batch]
    assert later
    assert not [question for question in held if any(question in seen for seen in later)]


def test_phases_are_told_in_order_and_timed(world: World) -> None:
    outcome = slept(world)
    started = [event.phase for event in world.events if isinstance(event, PhaseStarted)]
    finished = [event.phase for event in world.events if isinstance(event, PhaseFinished)]
    assert started == finished == ["dream", "ask", "choose", "seed", "evaluate", "promote"] == list(PHASES)
    assert set(outcome.report["seconds"]) == set(PHASES)
    totals = {event.phase: event.total for event in world.events if isinstance(event, PhaseStarted)}
    for event in world.events:
        if isinstance(event, PhaseProgress):
            assert 0 <= event.done <= event.total == totals[event.phase]
    last = {event.phase: event.done for event in world.events if isinstance(event, PhaseProgress)}
    assert last.keys() == totals.keys()
    assert last == totals


def test_the_steps_announced_are_the_steps_taken(world: World) -> None:
    world.sleeper.learns = False
    taken: list[tuple[int, int]] = []
    for seed in range(6):
        begun = len(world.trainer.batches)
        world.events.clear()
        slept(world, seed=seed)
        announced = [e.total for e in world.events if isinstance(e, PhaseStarted) and e.phase == "seed"]
        assert len(announced) == 2, "a rejected night is tried twice"
        taken.append((sum(announced), len(world.trainer.batches) - begun))
    assert [pair for pair in taken if pair[0] != pair[1]] == []


def test_the_core_dreams_but_the_expert_stands_on_the_base_alone(world: World) -> None:
    core = core_of(world)
    folder = world.registry.folder(core.id)
    slept(world, core=core)
    assert world.trainer.frozen == [()]
    assert world.registry.load("day-00001").parent is None
    mounted = {(AdapterRef(folder / GGUF),): "core", (): "base"}
    asked_of = [mounted.get(adapters, "expert") for adapters in world.engine.asked_of]
    requests = {world.night().builder.prompt_text(request(statement(noun))) for noun in NAMES}
    dreaming = [who for prompt, who in zip(world.engine.prompts, asked_of, strict=True) if prompt in requests]
    assert dreaming == ["core"] * len(NAMES) * SMALL.dreams.written_per_memory
    # Nothing but the expert alone is ever mounted with it.
    assert {len(adapters) for adapters in world.engine.asked_of} == {0, 1}
    assert set(asked_of) == {"core", "base", "expert"}


@pytest.mark.parametrize("phase", PHASES[: PHASES.index("promote")])
def test_a_stop_in_any_phase_leaves_yesterday(world: World, phase: str) -> None:
    core = core_of(world)
    before = world.active_bytes()
    night = world.night()
    night.emit = lambda event: _stop_in(world, phase, event)
    with pytest.raises(Stopped):
        run_night(night, world.store.start_sleep("day"), world.chosen(), core)
    assert world.active_bytes() == before
    assert world.store.probes() == [] and world.store.dreams() == []
    assert [expert.id for expert in world.registry.list() if expert.state is ExpertState.ACCEPTED] == []
    assert world.trainer.open_sessions == 0


def test_a_stop_while_promoting_is_too_late_and_the_night_ends_whole(world: World) -> None:
    core = core_of(world)
    night = world.night()
    night.emit = lambda event: _stop_in(world, "promote", event)
    outcome = run_night(night, world.store.start_sleep("day"), world.chosen(), core)
    assert world.stop
    assert outcome.verdict.decision is Decision.ACCEPT
    expert = world.registry.verify("day-00001")
    ids = [memory.id for memory in world.store.memories()]
    assert (expert.state, list(expert.memory_ids)) == (ExpertState.ACCEPTED, ids)
    assert world.registry.active().experts == (core.id, expert.id)
    assert world.store.expert_memories(expert.id) == ids
    assert {memory.carrier for memory in world.store.memories()} == {Carrier.BOTH}
    assert len(world.store.evaluations(1)) == len(world.store.probes()) == outcome.report["recall"]["n"] == 6
    assert set(outcome.report["seconds"]) == set(PHASES)
    assert world.trainer.open_sessions == 0


def _stop_in(world: World, phase: str, event: object) -> None:
    if isinstance(event, PhaseStarted) and event.phase == phase:
        world.stop = True


def test_a_failing_trainer_is_closed_and_nothing_is_recorded(world: World) -> None:
    def fail(step: int) -> None:
        raise SleepError("out of memory")

    world.trainer.on_step = fail
    with pytest.raises(SleepError, match="out of memory"):
        slept(world)
    assert world.trainer.open_sessions == 0
    assert world.registry.list() == [] and world.store.probes() == [] and world.active_bytes() == b""


def test_without_anchors_and_with_hard_labels_only(world: World) -> None:
    world.recipe = replace(world.recipe, seeding=SeedingRecipe(anchors=0.0, hard=1.0))
    slept(world)
    assert {example.hard for example in world.trainer.trained} == {1.0}


def test_the_same_night_twice_trains_the_same(world: World) -> None:
    def shown(nights: Sequence[int]) -> list[list[str]]:
        return [[world.engine.words_of(e.prompt) for e in world.trainer.batches[index]] for index in nights]

    world.sleeper.learns = False
    slept(world)
    steps = len(world.trainer.batches)
    slept(world)
    assert len(world.trainer.batches) == 2 * steps
    assert shown(range(steps)) == shown(range(steps, 2 * steps))


def test_a_rejected_night_is_tried_once_more_at_half_the_learning_rate(world: World) -> None:
    world.sleeper.learns = False
    outcome = slept(world)
    assert (outcome.verdict.decision, outcome.report["tries"]) == (Decision.REJECT, 2)
    first, second = rates_of(world)
    assert second == pytest.approx([rate / 2 for rate in first])
    assert [len(world.trainer.specs), world.trainer.open_sessions] == [2, 0]


def rates_of(world: World) -> tuple[list[float], list[float]]:
    rates = world.trainer.learning_rates
    return rates[: len(rates) // 2], rates[len(rates) // 2 :]


def test_the_second_try_may_be_accepted(world: World) -> None:
    world.sleeper.learns = False

    def learn_at_last(step: int) -> None:
        world.sleeper.learns = len(world.trainer.specs) == 2

    world.trainer.on_step = learn_at_last
    outcome = slept(world)
    assert (outcome.verdict.decision, outcome.report["tries"]) == (Decision.ACCEPT, 2)
    assert world.registry.active().experts == ("day-00001",)


def test_there_is_no_second_try_without_time_for_it(world: World) -> None:
    world.sleeper.learns = False
    night = world.night()
    night.stopwatch, night.deadline = lambda: float(len(world.trainer.batches)), 25.0
    outcome = run_night(night, world.store.start_sleep("day"), world.chosen(), None)
    assert (outcome.verdict.decision, outcome.report["tries"]) == (Decision.REJECT, 1)
    assert 12 < len(world.trainer.batches) < 25, "all of the first try, and no room for another"


def test_an_inconclusive_night_is_not_tried_again(world: World) -> None:
    world.sleeper.dream = lambda question, span, answer: "La la la."
    assert slept(world).report["tries"] == 1
