from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.experts.manifest import BESIDE_NOTES, Expert, Level
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.experts.routing import AT_MOST_MOUNTED, Route, Router
from assistant.memory.records import Carrier, Hit, Memory, MemoryKind, MemoryStatus
from assistant.paths import Home

MakeExpert = Callable[..., Expert]


def hit(memory_id: int, score: float, carrier: Carrier = Carrier.BOTH) -> Hit:
    memory = Memory(memory_id, "text", MemoryKind.FACT, MemoryStatus.ACTIVE, carrier, None, 0, 4, 0.0, 0.0)
    return Hit(memory, score)


class Rows:
    """Lineage as the database would give it."""

    def __init__(self, rows: dict[int, list[str]], stale: dict[int, list[str]] | None = None) -> None:
        self._rows = rows
        self._stale = stale or {}

    def memory_experts(self, memory_id: int) -> list[str]:
        return self._rows.get(memory_id, [])

    def stale_experts(self, memory_id: int) -> list[str]:
        return self._stale.get(memory_id, [])


@pytest.fixture
def router(registry: ExpertRegistry) -> Router:
    return Router(registry)


def test_nothing_active_mounts_nothing(router: Router) -> None:
    assert router.route([hit(1, 0.9)], "What is my dog called?") == Route()


def test_a_question_about_the_user_without_hits_mounts_only_the_core(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE, (1,))
    make_expert("day-1", memory_ids=(1,))
    registry.activate(["day-1", "core-1"])
    assert router.route([], "What is my dog called?").expert_ids == ("core-1",)


@pytest.mark.parametrize("text", ["My dog is called Fudge.", "I moved house last week."])
def test_what_the_user_tells_runs_on_the_unchanged_base(
    text: str, router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE)
    make_expert("day-1", memory_ids=(1,))
    registry.activate(["core-1", "day-1"])
    assert router.route([], text) == router.route([hit(1, 0.9)], text) == Route()


def test_an_expert_is_mounted_for_a_memory_it_was_trained_on(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("day-1", memory_ids=(1, 2))
    make_expert("day-2", memory_ids=(3,))
    registry.activate(["day-1", "day-2"])
    route = router.route([hit(2, 0.8), hit(9, 0.7)], "What is my dog called?")
    assert route.expert_ids == ("day-1",)
    assert [ref.path for ref in route.adapters] == [registry.folder("day-1") / GGUF]
    assert [ref.scale for ref in route.adapters] == [1.0]
    assert route.memory_ids == {2}


def test_at_most_two_that_hold_a_hit_are_mounted_without_the_core_best_first(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE)
    for number in (1, 2, 3):
        make_expert(f"day-{number}", memory_ids=(number,))
    registry.activate(["core-1", "day-1", "day-2", "day-3"])
    route = router.route([hit(1, 0.4), hit(2, 0.9), hit(3, 0.6)], "What is my dog called?")
    assert route.expert_ids == ("day-2", "day-3")
    assert [ref.path for ref in route.adapters] == [registry.folder(name) / GGUF for name in ("day-2", "day-3")]
    assert route.memory_ids == {2, 3}


@pytest.mark.parametrize("holders", range(6))
def test_never_more_than_two_are_mounted(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert, holders: int
) -> None:
    names = [f"day-{number}" for number in range(holders)]
    for number, name in enumerate(names):
        make_expert(name, memory_ids=(number,))
    make_expert("core-1", Level.CORE)
    registry.activate(["core-1", *names])
    route = router.route([hit(number, 1.0) for number in range(6)], "What is my dog called?")
    assert AT_MOST_MOUNTED == 2
    assert len(route.adapters) == (min(holders, 2) or 1)
    assert ("core-1" in route.expert_ids) == (holders == 0)


def test_only_the_newest_core_is_mounted(router: Router, registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    names = [f"core-{number}" for number in range(3)]
    for number, name in enumerate(names):
        make_expert(name, Level.CORE, created=float(number))
    registry.activate(names)
    assert router.route([], "What is my dog called?").expert_ids == ("core-2",)


@pytest.mark.parametrize("text", ["What is my dog called?", "What is the name of Rover's vet?"])
def test_hits_that_no_expert_holds_are_read_by_the_core(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert, text: str
) -> None:
    make_expert("core-1", Level.CORE)
    make_expert("day-1", memory_ids=(1,))
    registry.activate(["core-1", "day-1"])
    route = router.route([hit(2, 1.0)], text)
    assert route.expert_ids == ("core-1",)
    assert route.memory_ids == frozenset()


def test_what_an_expert_holds_is_answered_by_it_whatever_the_words(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE)
    make_expert("day-1", memory_ids=(1,))
    registry.activate(["core-1", "day-1"])
    assert router.route([hit(1, 0.5)], "What is the name of Rover's vet?").expert_ids == ("day-1",)


def test_without_a_core_what_no_expert_holds_runs_on_the_base(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("day-1", memory_ids=(1,))
    registry.activate(["day-1"])
    assert router.route([hit(2, 1.0)], "What is my dog called?") == Route()
    assert router.route([], "What is my dog called?") == Route()


def test_an_inactive_expert_is_not_mounted(router: Router, registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    make_expert("day-1", memory_ids=(1,))
    assert router.route([hit(1, 1.0)], "What is my dog called?").expert_ids == ()


def test_lineage_rows_count_beside_the_manifest(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    make_expert("topic-1", Level.TOPIC)
    registry.activate(["topic-1"])
    assert Router(registry, Rows({5: ["topic-1"]})).route([hit(5, 0.5)], "What is my dog called?").expert_ids == (
        "topic-1",
    )


def test_the_newest_expert_answers_alone_for_a_memory_that_several_learnt(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    for number in (1, 2, 3):
        make_expert(f"day-{number}", memory_ids=(1, number), created=float(number))
    registry.activate(["day-1", "day-2", "day-3"])
    assert router.route([hit(1, 0.5)], "What is my dog called?").expert_ids == ("day-3",)
    both = router.route([hit(1, 0.5), hit(2, 0.5)], "What is my dog called?")
    assert both.expert_ids == ("day-3", "day-2") and both.memory_ids == {1, 2}


def test_an_expert_is_not_mounted_for_a_memory_that_changed_since(
    registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE)
    make_expert("day-1", memory_ids=(1, 2))
    registry.activate(["core-1", "day-1"])
    router = Router(registry, Rows({1: ["day-1"]}, stale={2: ["day-1"]}))
    assert router.route([hit(2, 0.9)], "What is my dog called?").expert_ids == ("core-1",)
    beside = router.route([hit(2, 0.9), hit(1, 0.5)], "What is my dog called?")
    assert beside.expert_ids == ("day-1",) and beside.memory_ids == {1}, "its neighbours are still served"


def test_broken_and_foreign_experts_are_passed_over_with_a_reason(
    home: Home, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    for name in ("day-1", "day-2", "day-3"):
        make_expert(name, memory_ids=(1,))
    registry.activate(["day-1", "day-2", "day-3"])
    (registry.folder("day-1") / "expert.json").unlink()
    (registry.folder("day-2") / GGUF).unlink()
    route = Router(registry).route([hit(1, 1.0)], "What is my dog called?")
    assert route.expert_ids == ("day-3",)
    assert len(route.unusable) == 2
    elsewhere = Router(ExpertRegistry(home, "c" * 64)).route([hit(1, 1.0)], "What is my dog called?")
    assert elsewhere.expert_ids == ()
    assert any("not for the loaded model" in reason for reason in elsewhere.unusable)


def test_a_damaged_active_set_costs_the_experts_not_the_turn(router: Router, home: Home) -> None:
    home.active.write_text("{")
    route = router.route([hit(1, 1.0)], "What is my dog called?")
    assert route.adapters == ()
    assert "active.json" in route.unusable[0]


@pytest.mark.parametrize("text", ["What is the capital of France?", "Write a poem about my cat.", "How do I knit?"])
def test_a_turn_that_is_not_about_the_user_runs_on_the_unchanged_base(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert, text: str
) -> None:
    make_expert("core-1", Level.CORE)
    make_expert("day-1", memory_ids=(1,))
    registry.activate(["core-1", "day-1"])
    assert router.route([], text) == Route()


def test_the_core_reads_notes_at_a_share_of_its_scale_and_refuses_at_its_full_one(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE)
    registry.activate(["core-1"])
    asked = "What is my dog called?"
    assert [ref.scale for ref in router.route([hit(1, 0.9)], asked).adapters] == [BESIDE_NOTES]
    assert [ref.scale for ref in router.route([], asked).adapters] == [1.0]


def test_a_core_that_reads_well_answers_where_there_are_notes_to_read(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE, denies_from=-1.4)
    make_expert("day-1", memory_ids=(1, 2))
    registry.activate(["core-1", "day-1"])
    asked = "What is my dog called?"
    reading = router.route([hit(1, 0.9)], asked, notes=True)
    assert reading.expert_ids == ("core-1",) and not reading.memory_ids, "so its note stays in the prompt"
    assert router.route([hit(1, 0.9)], asked, notes=False).expert_ids == ("day-1",)
    in_weights = router.route([hit(1, 0.9, Carrier.WEIGHTS), hit(2, 0.8)], asked, notes=True)
    assert in_weights.expert_ids == ("day-1",), "the best find has left the prompt"


def test_a_core_of_a_single_night_leaves_its_notes_to_the_expert_that_learnt_them(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE)
    make_expert("day-1", memory_ids=(1,))
    registry.activate(["core-1", "day-1"])
    assert router.route([hit(1, 0.9)], "What is my dog called?", notes=True).expert_ids == ("day-1",)


@pytest.mark.parametrize(("recites", "denies_from"), [(True, -1.4), (False, -1.4), (True, None)])
def test_what_is_in_weights_is_recited_to_a_core_that_reads_well(
    recites: bool, denies_from: float | None, router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE, denies_from=denies_from)
    make_expert("day-1", memory_ids=(1,), recites=recites)
    registry.activate(["core-1", "day-1"])
    route = router.route([hit(1, 0.9)], "What is my dog called?")
    assert route.expert_ids == ("day-1",)
    assert (route.recites, route.reader is not None) == ((True, True) if recites and denies_from else (False, False))
    reading = router.route([hit(1, 0.9)], "What is my dog called?", notes=True)
    assert not reading.recites and (reading.reader is not None) == (denies_from is not None)


@pytest.mark.parametrize("denies_from", [-1.4, None])
def test_where_no_note_is_found_a_core_that_reads_well_may_read_the_chat(
    denies_from: float | None, router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE, denies_from=denies_from)
    registry.activate(["core-1"])
    route = router.route([], "What is my dog called?", notes=True)
    assert route.expert_ids == ("core-1",) and not route.recites
    assert (route.reader is not None) == (denies_from is not None)
    assert router.route([], "How high is Mount Fuji?", notes=True).reader is None


def test_experts_of_which_one_does_not_recite_answer_by_themselves(
    router: Router, registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("core-1", Level.CORE, denies_from=-1.4)
    make_expert("day-1", memory_ids=(1,), recites=True)
    make_expert("day-2", memory_ids=(2,))
    registry.activate(["core-1", "day-1", "day-2"])
    assert not router.route([hit(1, 0.9), hit(2, 0.9)], "What is my dog called?").recites
