"""Before and after a night: what is there to learn, who learns it, and the row that says what came of it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from contextlib import closing

from assistant.chat.engine import EngineClient
from assistant.config import Config
from assistant.errors import AssistantError, SleepError
from assistant.events import SleepEvent, SleepFinished, SleepStarted
from assistant.experts.manifest import Expert, Level
from assistant.experts.registry import ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep import core, cycle
from assistant.sleep.checkpoint import IDENTITY, Checkpoint, folder_of, sweep, unfinished
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.night import Night
from assistant.sleep.pace import pace_of
from assistant.sleep.repair import discard_unkept, settle
from assistant.sleep.report import short_report
from assistant.sleep.seeding import Stopped
from assistant.sleep.selection import Chosen, select
from assistant.sleep.worker import Request
from backends.base import BackendError
from backends.registry import load_trainer

ENGINE_CONTEXT = 2048
CHOSEN, MOUNTED = "chosen", "mounted"
"""Stages of the checkpoint: the memories of the night, and the core and the dreamer it works with."""


OVERRUN = 0.04
"""Share of the budget by which a night may be late before it is broken off."""


def sleep_once(
    home: Home,
    config: Config,
    request: Request,
    emit: Callable[[SleepEvent], None],
    should_stop: Callable[[], bool],
    stopwatch: Callable[[], float] = time.monotonic,
) -> SleepFinished:
    """One night under the caller's lock. Every night leaves a row, also a skipped, stopped or failed one.

    Raises: AssistantError, BackendError (the row says `failed`).
    """
    begun, budget = stopwatch(), request.budget_seconds
    with MemoryStore.open(home.database) as store:
        settle(store, ExpertRegistry(home))
        sweep(store, home.sleeps)
        sleep_id = _row(store, request)
        checkpoint = Checkpoint(store, folder_of(home.sleeps, sleep_id), sleep_id)
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
                    stopwatch=stopwatch,
                    deadline=None if budget is None else begun + budget,
                    last_call=None if budget is None else begun + budget * (1 + OVERRUN),
                    pace=pace_of(store.sleeps(), engine.info.sha256),
                    kept=checkpoint,
                    seconds=checkpoint.seconds,
                )
                finished = _night(night, sleep_id, request, checkpoint)
        except Stopped as stop:
            finished = _plain(sleep_id, "stopped", str(stop), request.level)
        except (AssistantError, BackendError) as error:
            checkpoint.drop()
            _finish(store, sleep_id, _plain(sleep_id, "failed", str(error), request.level))
            raise
        except OSError as error:
            checkpoint.drop()
            refused = SleepError(
                f"The night could not write {error.filename or 'its files'}: {error.strerror or error}. Nothing was "
                "changed. Free some disk space or correct the permissions; see: reverie doctor"
            )
            _finish(store, sleep_id, _plain(sleep_id, "failed", str(refused), request.level))
            raise refused from error
        except Exception:
            checkpoint.drop()
            _finish(store, sleep_id, _plain(sleep_id, "failed", "an error of the program", request.level))
            raise
        if finished.verdict != "stopped":
            checkpoint.drop()
        _finish(store, sleep_id, finished)
        return finished


def _row(store: MemoryStore, request: Request) -> int:
    """The row of the night that goes on, else a new one."""
    sleep_id = unfinished(store)
    rows = {row.id: row for row in store.sleeps()}
    if sleep_id is not None and rows[sleep_id].level == request.level:
        store.reopen_sleep(sleep_id)
        return sleep_id
    store.checkpoints.drop()
    return store.start_sleep(request.level)


def what_to_learn(store: MemoryStore, registry: ExpertRegistry, now: float) -> list[Chosen]:
    """The memories of the next night, each with its reason."""
    return select(store, registry.active().experts, now)


def active_core(registry: ExpertRegistry) -> Expert | None:
    """The core expert that chat mounts, if there is one for this base model."""
    experts = (registry.load(expert_id) for expert_id in registry.active().experts)
    return next((e for e in experts if e.level is Level.CORE and registry.fits_base(e)), None)


def newest_core(registry: ExpertRegistry) -> Expert | None:
    """The newest core of this base, rejected ones too: one that chat may not mount still writes good questions."""
    cores = [e for e in registry.list() if e.level is Level.CORE and registry.fits_base(e)]
    return cores[-1] if cores else None


def _night(night: Night, sleep_id: int, request: Request, checkpoint: Checkpoint) -> SleepFinished:
    discard_unkept(night.registry, sleep_id)
    expert = active_core(night.registry)
    only_core = request.level == Level.CORE
    ready = [] if only_core else what_to_learn(night.store, night.registry, night.clock())
    before = _chosen_before(checkpoint, ready)
    chosen = before or ready[: night.pace.memories(night.time_left())]
    tried = newest_core(night.registry) is not None
    wants_core = only_core or not (tried or "core" in request.without)
    if not chosen and not wants_core:
        reason = _too_short(night) if ready else "nothing new was told and nothing is due"
        return _plain(sleep_id, "skipped", reason, request.level)
    goes_on = checkpoint.begin(identity(night, request, chosen))
    checkpoint.once(CHOSEN, lambda: [item.memory.id for item in chosen])
    phases = (*(core.PHASES if wants_core else ()), *(cycle.PHASES if chosen else ()))
    night.emit(SleepStarted(sleep_id, phases, len(chosen)))
    lessons = None
    if wants_core:
        lessons = core.learn_to_read(night, sleep_id)
        expert = active_core(night.registry)
    room = night.pace.memories(night.time_left())
    if lessons and not before and room is not None:
        # The lessons took their share of the time; what does not fit any more waits.
        chosen = chosen[:room]
        checkpoint.put(IDENTITY, identity(night, request, chosen))
        checkpoint.put(CHOSEN, [item.memory.id for item in chosen])
    if not chosen:
        assert lessons is not None
        waiting = f"; {len(ready)} memories wait for the next night" if ready else ""
        return SleepFinished(str(lessons.verdict.decision), lessons.verdict.reason + waiting, lessons.report)
    dreamer = newest_core(night.registry)
    mounted = [each.id if each else None for each in (expert, dreamer)]
    if checkpoint.once(MOUNTED, lambda: mounted) != mounted:
        # Another core was put in force meanwhile: what was asked and dreamt with the former one does not count.
        checkpoint.restart()
        goes_on = False
    outcome = cycle.run_night(night, sleep_id, chosen, expert, dreamer=dreamer)
    report = outcome.report | ({"core": lessons.report} if lessons else {}) | ({"resumed": True} if goes_on else {})
    return SleepFinished(str(outcome.verdict.decision), outcome.verdict.reason, report)


def _too_short(night: Night) -> str:
    least = night.pace.fixed + night.pace.per_memory
    return f"the budget is too short: a night of one memory takes about {least:.0f} s on this machine"


def identity(night: Night, request: Request, chosen: Sequence[Chosen]) -> str:
    """A digest of all that a night's result depends on, but the core expert, which the night itself may make."""
    told = [[item.memory.id, item.memory.text] for item in chosen]
    parts = [request.level, request.seed, request.without, repr(night.recipe), night.engine.info.sha256, told]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _chosen_before(checkpoint: Checkpoint, ready: Sequence[Chosen]) -> list[Chosen]:
    """What the night that goes on had chosen; empty when not all of it can be learned any more."""
    by_id = {item.memory.id: item for item in ready}
    ids: list[int] = checkpoint.get(CHOSEN) or []
    return [by_id[memory_id] for memory_id in ids] if by_id.keys() >= set(ids) else []


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
