"""Before and after a night: what is there to learn, who learns it, and the row that says what came of it."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

from assistant.chat.engine import EngineClient
from assistant.chat.opening import start_engine
from assistant.config import Config, SleepSettings
from assistant.errors import AssistantError, NotSaved, SleepError
from assistant.events import SleepEvent, SleepFinished, SleepStarted
from assistant.experts.levels import prune, take_out_broken
from assistant.experts.manifest import Level
from assistant.experts.registry import ExpertRegistry
from assistant.experts.shipped import adopt
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep import levels, rebuild, tonight
from assistant.sleep.checkpoint import Checkpoint, folder_of, sweep, unfinished
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.night import Night
from assistant.sleep.pace import pace_of
from assistant.sleep.repair import discard_unkept, may_go_on, settle
from assistant.sleep.report import short_report
from assistant.sleep.seeding import Stopped
from assistant.sleep.tonight import Work
from assistant.sleep.worker import Request
from backends.base import BackendError, NotWritten
from backends.registry import check_training, join_adapters, load_trainer

ENGINE_CONTEXT = 2048
UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM})
"""What the system says when a file cannot be written, now: no room, no right, no medium."""
GOES_ON = "What was done is kept; the next night goes on from there."
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

    Raises: AssistantError, BackendError. The row says `failed`, or `stopped` when it was the disk that refused: then
    the next night goes on from there, unless it was refused several times.
    """
    begun, budget = stopwatch(), request.budget_seconds
    with MemoryStore.open(home.database) as store:
        settle(store, ExpertRegistry(home))
        sleep_id = _row(store, request)
        sweep(store, home.sleeps)
        checkpoint = Checkpoint(store, folder_of(home.sleeps, sleep_id), sleep_id)
        try:
            model = resolve_model(home, config.model)
            engine = start_engine(home, config, model, context=ENGINE_CONTEXT, batches=True)
            with closing(engine):
                registry = ExpertRegistry(home, engine.info.sha256)
                registry.sweep()
                broken = take_out_broken(registry)
                if "core" not in request.without:
                    adopt(registry)
                night = replace(
                    _night_of(home, config, request, store, registry, engine, emit, should_stop),
                    stopwatch=stopwatch,
                    deadline=None if budget is None else begun + budget,
                    last_call=None if budget is None else begun + budget * (1 + OVERRUN),
                    pace=pace_of(store.sleeps(), engine.info.sha256),
                    kept=checkpoint,
                    seconds=checkpoint.seconds,
                )
                finished = _night(night, sleep_id, request, config.sleep, checkpoint)
                if broken:
                    finished = _said(finished, f"{finished.reason}. Taken out of use first: {' '.join(broken)}")
        except Stopped as stop:
            finished = _plain(sleep_id, "stopped", str(stop), request.level)
        except (AssistantError, BackendError, OSError) as error:
            refused = _refused(error)
            # Where not even this can be written, the row stays open and the next start closes it.
            with suppress(NotSaved):
                if _of_the_disk(error) and may_go_on(store, sleep_id):
                    _finish(store, sleep_id, _plain(sleep_id, "stopped", f"{refused} {GOES_ON}", request.level))
                else:
                    checkpoint.drop()
                    _finish(store, sleep_id, _plain(sleep_id, "failed", str(refused), request.level))
            if refused is error:
                raise
            raise refused from error
        except Exception:
            checkpoint.drop()
            _finish(store, sleep_id, _plain(sleep_id, "failed", "an error of the program", request.level))
            raise
        if finished.verdict != "stopped":
            checkpoint.drop()
        _finish(store, sleep_id, finished)
        return finished


@contextmanager
def by_day(
    home: Home,
    config: Config,
    store: MemoryStore,
    emit: Callable[[SleepEvent], None],
    should_stop: Callable[[], bool],
) -> Iterator[Night]:
    """What a night works with, for an expert that is made on request: no row, no budget, nothing kept of a stop.

    Under the caller's lock. Raises: MachineError, BackendUnavailable (no trainer), BackendError.
    """
    model = resolve_model(home, config.model)
    with closing(start_engine(home, config, model, context=ENGINE_CONTEXT, batches=True)) as engine:
        check_training(config.sleep.trainer, engine.info.architecture)
        registry = ExpertRegistry(home, engine.info.sha256)
        night = _night_of(home, config, Request(), store, registry, engine, emit, should_stop)
        night.check_training()
        yield night


def _night_of(
    home: Home,
    config: Config,
    request: Request,
    store: MemoryStore,
    registry: ExpertRegistry,
    engine: EngineClient,
    emit: Callable[[SleepEvent], None],
    should_stop: Callable[[], bool],
) -> Night:
    return Night(
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
        rest_engine=engine.rest,
        chat_context=config.chat.context,
    )


def _refused(error: AssistantError | BackendError | OSError) -> AssistantError | BackendError:
    """The error in words for the user."""
    if not isinstance(error, OSError):
        return error
    return SleepError(
        f"The night could not write {error.filename or 'its files'}: {error.strerror or error}. Nothing was "
        "changed. Free some disk space or correct the permissions; see: reverie doctor"
    )


def _of_the_disk(error: BaseException) -> bool:
    """Whether it, or what it came from, is a refusal to write: no fault of what the night has done so far."""
    refused = isinstance(error, NotSaved | NotWritten) or (isinstance(error, OSError) and error.errno in UNWRITABLE)
    return refused or (error.__cause__ is not None and _of_the_disk(error.__cause__))


def _row(store: MemoryStore, request: Request) -> int:
    """The row of the night that goes on, else a new one."""
    sleep_id = unfinished(store)
    rows = {row.id: row for row in store.sleeps()}
    if sleep_id is not None and rows[sleep_id].level == request.level:
        store.reopen_sleep(sleep_id)
        return sleep_id
    store.checkpoints.drop()
    return store.start_sleep(request.level)


def _night(
    night: Night, sleep_id: int, request: Request, settings: SleepSettings, checkpoint: Checkpoint
) -> SleepFinished:
    topic_after = max(settings.topic_after, 1)
    discard_unkept(night.registry, sleep_id, request.level)
    rebuild.erase_idle(night.registry, night.store)
    work = tonight.work_of(night, request, topic_after, checkpoint)
    if not work.phases:
        return _plain(sleep_id, "skipped", _idle(night, request, work), request.level)
    # Dreams take minutes: what cannot be trained is said before them.
    check_training(settings.trainer, night.engine.info.architecture)
    night.check_training()
    ends = tonight.begin(night, request, work, checkpoint)
    night.emit(SleepStarted(sleep_id, work.phases, len(work.chosen)))
    try:
        for name, end in tonight.steps(night, sleep_id, request, topic_after, work, checkpoint):
            ends[name] = end
            if name in (Level.DAY, Level.TOPIC):
                # What is learnt is learnt: a kill later in the night leaves a row that says so.
                _finish(night.store, sleep_id, _told(ends, checkpoint))
            else:
                tonight.keep_ends(checkpoint, ends)
    except Stopped as stop:
        if not ends:
            raise
        done = _told(ends, checkpoint)
        return done if {"day", "topic"} & ends.keys() else _said(done, f"{stop}; before that: {done.reason}", "stopped")
    levels.let_go(night, topic_after)
    tidy(night.registry, night.store, night.recipe.levels.rollback_sets)
    if not ends:
        return _plain(sleep_id, "skipped", _too_little(night, work), request.level)
    done = _told(ends, checkpoint)
    if work.waiting and "day" not in ends:
        return _said(done, f"{done.reason}; {work.waiting} memories wait for the next night")
    return done


def _idle(night: Night, request: Request, work: Work) -> str:
    if work.waiting:
        return _too_little(night, work)
    return "no day expert is active" if request.level == Level.TOPIC else "nothing new was told and nothing is due"


def _too_little(night: Night, work: Work) -> str:
    if not work.waiting:
        return "too little time for the topic expert"
    least = night.pace.fixed + night.pace.per_memory
    return f"the budget is too short: a night of one memory takes about {least:.0f} s on this machine"


def _told(ends: dict[str, SleepFinished], checkpoint: Checkpoint) -> SleepFinished:
    done = tonight.told_as_one(ends)
    return replace(done, report=done.report | {"resumed": True}) if checkpoint.resumed else done


def _said(end: SleepFinished, reason: str, verdict: str | None = None) -> SleepFinished:
    """The same end in other words."""
    verdict = verdict or end.verdict
    return SleepFinished(verdict, reason, end.report | {"verdict": verdict, "reason": reason})


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
