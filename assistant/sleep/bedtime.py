"""Before and after a night: what is there to learn, who learns it, and the row that says what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from assistant.chat.opening import start_engine
from assistant.config import Config
from assistant.errors import AssistantError
from assistant.events import SleepEvent, SleepFinished, SleepStarted
from assistant.experts.levels import active_experts, prune
from assistant.experts.manifest import Expert, Level
from assistant.experts.registry import ExpertRegistry
from assistant.memory.records import StaleLink
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep import core, cycle, levels, rebuild
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.level_recipe import ReplayRecipe
from assistant.sleep.night import Night
from assistant.sleep.replay import night_number
from assistant.sleep.report import short_report
from assistant.sleep.seeding import Stopped
from assistant.sleep.selection import Chosen, select
from assistant.sleep.verdict import Decision
from assistant.sleep.worker import Request
from backends.base import BackendError
from backends.registry import join_adapters, load_trainer

ENGINE_CONTEXT = 2048
OVERHEAD_SECONDS = 40.0
SECONDS_PER_MEMORY = 15.0
"""Between 14 and 16 seconds a memory were seen on 2 cores with the starter; a faster machine ends early."""
BROKEN_OFF = "the process ended before the night was over; nothing was changed"


def sleep_once(
    home: Home,
    config: Config,
    request: Request,
    emit: Callable[[SleepEvent], None],
    should_stop: Callable[[], bool],
) -> SleepFinished:
    """One night under the caller's lock. Every night leaves a row, also a skipped, stopped or failed one.

    Raises: AssistantError, BackendError (the row says `failed`).
    """
    begun = time.monotonic()
    with MemoryStore.open(home.database) as store:
        close_broken_nights(store)
        sleep_id = store.start_sleep(request.level)
        try:
            model = resolve_model(home, config.model)
            engine = start_engine(home, config, model, context=ENGINE_CONTEXT)
            with closing(engine):
                registry = ExpertRegistry(home, engine.info.sha256)
                registry.sweep()
                night = Night(
                    home=home,
                    store=store,
                    registry=registry,
                    engine=engine,
                    builder=ExampleBuilder(engine),
                    load_trainer=lambda: load_trainer(config.sleep.trainer),
                    recipe=request.recipe(),
                    seed=request.seed,
                    emit=emit,
                    should_stop=should_stop,
                    join_adapters=join_adapters,
                    deadline=None if request.budget_seconds is None else begun + request.budget_seconds,
                )
                finished = _night(night, sleep_id, request, max(config.sleep.topic_after, 1))
        except Stopped as stop:
            finished = _plain(sleep_id, "stopped", str(stop), request.level)
        except (AssistantError, BackendError) as error:
            _finish(store, sleep_id, _plain(sleep_id, "failed", str(error), request.level))
            raise
        except Exception:
            _finish(store, sleep_id, _plain(sleep_id, "failed", "an error of the program", request.level))
            raise
        _finish(store, sleep_id, finished)
        return finished


def close_broken_nights(store: MemoryStore) -> None:
    """Give the rows of nights that were killed their reason. Only under the sleep lock."""
    for row in store.sleeps():
        if row.finished is None:
            _finish(store, row.id, _plain(row.id, "failed", BROKEN_OFF, row.level))


def what_to_learn(
    store: MemoryStore, registry: ExpertRegistry, limit: int | None = None, recipe: ReplayRecipe | None = None
) -> list[Chosen]:
    """The memories of the next night, each with its reason; at most `limit`."""
    return select(store, registry.active().experts, night_number(store), limit, recipe)


def affordable(budget_seconds: float | None) -> int | None:
    """How many memories a night of this length learns; the others wait for the next one. None: all."""
    if budget_seconds is None:
        return None
    return max(1, int((budget_seconds - OVERHEAD_SECONDS) / SECONDS_PER_MEMORY))


def active_core(registry: ExpertRegistry) -> Expert | None:
    """The core expert that chat mounts, if there is one for this base model."""
    experts = (registry.load(expert_id) for expert_id in registry.active().experts)
    return next((e for e in experts if e.level is Level.CORE and registry.fits_base(e)), None)


def newest_core(registry: ExpertRegistry) -> Expert | None:
    """The newest core of this base, rejected ones too: one that chat may not mount still writes good questions."""
    cores = [e for e in registry.list() if e.level is Level.CORE and registry.fits_base(e)]
    return cores[-1] if cores else None


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to do tonight."""

    wants_core: bool
    stale: list[tuple[Expert, list[StaleLink]]]
    chosen: list[Chosen]
    consolidates: bool

    @property
    def phases(self) -> tuple[str, ...]:
        """All that the night will go through, in order, as far as it can be foreseen."""
        return (
            *(core.PHASES if self.wants_core else ()),
            *(rebuild.PHASES if self.stale else ()),
            *(cycle.PHASES if self.chosen else ()),
            *(levels.PHASES if self.consolidates else ()),
        )


def _work(night: Night, request: Request, topic_after: int) -> _Work:
    level = Level(request.level)
    stale = [] if level is Level.CORE else rebuild.stale_experts(night.registry, night.store)
    limit = affordable(request.budget_seconds)
    if limit is not None:
        limit = max(1, limit - sum(len(expert.memory_ids) for expert, _ in stale))
    tried = newest_core(night.registry) is not None
    recipe = night.recipe.replay
    chosen = what_to_learn(night.store, night.registry, limit, recipe) if level is Level.DAY else []
    days = len(active_experts(night.registry, Level.DAY)) + bool(chosen)
    return _Work(
        wants_core=level is Level.CORE or not (tried or "core" in request.without),
        stale=stale,
        chosen=chosen,
        consolidates=days >= (1 if level is Level.TOPIC else topic_after) and level is not Level.CORE,
    )


def _night(night: Night, sleep_id: int, request: Request, topic_after: int) -> SleepFinished:
    rebuild.erase_idle(night.registry, night.store)
    work = _work(night, request, topic_after)
    if not work.phases:
        idle = "no day expert is active" if request.level == Level.TOPIC else "nothing new was told and nothing is due"
        return _plain(sleep_id, "skipped", idle, request.level)
    night.emit(SleepStarted(sleep_id, work.phases, len(work.chosen)))
    ends: dict[str, SleepFinished] = {}
    try:
        for name, end in _steps(night, sleep_id, request, topic_after, work):
            ends[name] = end
            # What is done is done: a kill later in the night leaves a row that says so.
            _finish(night.store, sleep_id, _told_as_one(ends))
    except Stopped as stop:
        if not ends:
            raise
        done = _told_as_one(ends)
        if not {"day", "topic"} & ends.keys():
            reason = f"{stop}; before that: {done.reason}"
            done = SleepFinished("stopped", reason, done.report | {"verdict": "stopped", "reason": reason})
        return done
    levels.let_go(night, topic_after)
    tidy(night.registry, night.store, night.recipe.levels.rollback_sets)
    if not ends:
        return _plain(sleep_id, "skipped", "too little time for the topic expert", request.level)
    return _told_as_one(ends)


def _steps(
    night: Night, sleep_id: int, request: Request, topic_after: int, work: _Work
) -> Iterator[tuple[str, SleepFinished]]:
    """What the night makes, one expert after the other, each with its end."""
    if work.wants_core:
        lessons = core.learn_to_read(night, sleep_id)
        yield "core", SleepFinished(str(lessons.verdict.decision), lessons.verdict.reason, lessons.report)
    reader = active_core(night.registry)
    if work.stale:
        yield "rebuilt", _rebuilt(sleep_id, request, rebuild.rebuild(night, sleep_id, work.stale, reader))
    if work.chosen:
        outcome = cycle.run_night(night, sleep_id, work.chosen, reader, dreamer=newest_core(night.registry))
        yield "day", SleepFinished(str(outcome.verdict.decision), outcome.verdict.reason, outcome.report)
    if work.consolidates and (days := levels.days_due(night, topic_after, len(work.chosen), request.level == "topic")):
        topic = levels.consolidate(night, sleep_id, days, reader)
        yield "topic", SleepFinished(str(topic.verdict.decision), topic.verdict.reason, topic.report)


def _told_as_one(ends: dict[str, SleepFinished]) -> SleepFinished:
    """The night's end is that of its own level; what else it did stands inside its report."""
    main = next(name for name in ("day", "topic", "rebuilt", "core") if name in ends)
    others = {name: end.report for name, end in ends.items() if name != main}
    if "rebuilt" in others:
        others["rebuilt"] = others["rebuilt"]["rebuilt"]
    return replace(ends[main], report=ends[main].report | others)


def _rebuilt(sleep_id: int, request: Request, reports: list[dict[str, Any]]) -> SleepFinished:
    good = sum(report["verdict"] == Decision.ACCEPT for report in reports)
    verdict = Decision.ACCEPT if good == len(reports) else Decision.REJECT
    reason = f"{good} of {len(reports)} experts rebuilt without what was forgotten or changed"
    report = short_report(sleep_id, str(verdict), reason, request.level) | {"rebuilt": reports}
    return SleepFinished(str(verdict), reason, report)


def tidy(registry: ExpertRegistry, store: MemoryStore, rollback_sets: int) -> list[str]:
    """Delete the experts that nothing can go back to any more, with their lineage; their ids."""
    gone = prune(registry, rollback_sets)
    for expert_id in gone:
        store.unlink_expert(expert_id)
    return gone


def _plain(sleep_id: int, verdict: str, reason: str, level: str) -> SleepFinished:
    return SleepFinished(verdict, reason, short_report(sleep_id, verdict, reason, level))


def _finish(store: MemoryStore, sleep_id: int, finished: SleepFinished) -> None:
    store.finish_sleep(
        sleep_id,
        verdict=finished.verdict,
        reason=finished.reason,
        expert_id=finished.report.get("expert"),
        report=finished.report,
    )
