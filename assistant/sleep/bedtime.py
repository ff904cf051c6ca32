"""Before and after a night: what is there to learn, who learns it, and the row that says what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing

from assistant.chat.engine import EngineClient
from assistant.config import Config
from assistant.errors import AssistantError
from assistant.events import SleepEvent, SleepFinished, SleepStarted
from assistant.experts.manifest import Expert, Level
from assistant.experts.registry import ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep import core, cycle
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.level_recipe import ReplayRecipe
from assistant.sleep.night import Night
from assistant.sleep.replay import night_number
from assistant.sleep.report import short_report
from assistant.sleep.seeding import Stopped
from assistant.sleep.selection import Chosen, select
from assistant.sleep.worker import Request
from backends.base import BackendError
from backends.registry import load_trainer

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
            engine = EngineClient.start(
                model, context=ENGINE_CONTEXT, threads=config.chat.threads, log=home.logs / "engine.log"
            )
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
                    deadline=None if request.budget_seconds is None else begun + request.budget_seconds,
                )
                finished = _night(night, sleep_id, request)
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


def _night(night: Night, sleep_id: int, request: Request) -> SleepFinished:
    expert = active_core(night.registry)
    only_core = request.level == Level.CORE
    limit = affordable(request.budget_seconds)
    chosen = [] if only_core else what_to_learn(night.store, night.registry, limit, night.recipe.replay)
    tried = newest_core(night.registry) is not None
    wants_core = only_core or not (tried or "core" in request.without)
    if not chosen and not wants_core:
        reason = "nothing new was told and nothing is due"
        return _plain(sleep_id, "skipped", reason, request.level)
    phases = (*(core.PHASES if wants_core else ()), *(cycle.PHASES if chosen else ()))
    night.emit(SleepStarted(sleep_id, phases, len(chosen)))
    lessons = None
    if wants_core:
        lessons = core.learn_to_read(night, sleep_id)
        expert = active_core(night.registry)
    if not chosen:
        assert lessons is not None
        return SleepFinished(str(lessons.verdict.decision), lessons.verdict.reason, lessons.report)
    outcome = cycle.run_night(night, sleep_id, chosen, expert, dreamer=newest_core(night.registry))
    report = outcome.report | ({"core": lessons.report} if lessons else {})
    return SleepFinished(str(outcome.verdict.decision), outcome.verdict.reason, report)


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
