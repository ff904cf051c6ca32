"""Puts right what a killed night left behind. Only under the sleep lock, when its process is gone.

Three things change at the end of a night, in this order: the expert's folder is completed, the database is written,
the active set is replaced. A kill between them must not leave memories that point to an expert which nobody mounts.
"""

from __future__ import annotations

import logging
from typing import Any

from assistant.errors import AssistantError, ExpertError, SleepLocked
from assistant.experts.levels import active_experts
from assistant.experts.manifest import Expert, ExpertState, Level, id_of_night
from assistant.experts.registry import ExpertRegistry
from assistant.lock import held
from assistant.memory.records import SleepRow
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.report import short_report
from assistant.sleep.stage_codec import pack, unpack

BROKEN_OFF = "the process ended before the night was over; nothing was changed"
COMPLETED = "the process ended while it kept what was learnt; the rest was done afterwards"
KILLS = "kills"
"""The stage that counts how often the night was killed, or refused by the disk."""
KILLS_AT_MOST = 2
GOES_ON = "the process ended before the night was over; it goes on with the next one"
_log = logging.getLogger(__name__)


def settle_at_opening(home: Home, store: MemoryStore) -> None:
    """`settle` for whoever opens the home to talk: at once, and only if a night was killed and none runs now.

    Never raises: that a repair has to wait for the next night is no reason not to chat.
    """
    newest = store.sleeps(limit=1)
    if not newest or newest[0].finished is not None:
        return
    try:
        with held(home.sleep_lock):
            settle(store, ExpertRegistry(home))
    except SleepLocked:
        return  # the night is not dead: its process holds the lock
    except (AssistantError, OSError) as error:
        _log.warning("what a killed night left behind could not be put right: %s", error)


def settle(store: MemoryStore, registry: ExpertRegistry, stopped: str | None = None) -> None:
    """Close the rows of nights whose process is gone, and finish or undo the promotion that one was in.

    A promotion that reached the database is finished; one that did not is undone, and the night goes on from its
    checkpoint. `stopped` is the reason when the process was ended on purpose; else it was killed.
    """
    for row in store.sleeps():
        if row.finished is not None:
            continue
        learnt = _promote(store, registry, row)
        if learnt is not None:
            store.checkpoints.drop(row.id)
            _close(store, row, "accept", COMPLETED, learnt.id)
        elif stopped is not None:
            _close(store, row, "stopped", stopped, None)
        elif may_go_on(store, row.id):
            _close(store, row, "stopped", GOES_ON, None)
        else:
            store.checkpoints.drop(row.id)
            _close(store, row, "failed", BROKEN_OFF, None)


def may_go_on(store: MemoryStore, sleep_id: int) -> bool:
    """A night that was killed, or whose disk was full, goes on; one that ends so again and again would do so for ever.

    Counts this time. Raises: NotSaved.
    """
    stages = store.checkpoints.stages(sleep_id)
    if not stages:
        return False
    kills = 1 + (unpack(stages[KILLS]) if KILLS in stages else 0)
    store.checkpoints.save(sleep_id, KILLS, pack(kills))
    return bool(kills <= KILLS_AT_MOST)


def _promote(store: MemoryStore, registry: ExpertRegistry, row: SleepRow) -> Expert | None:
    """The night's own expert, if it was accepted; it is active now. What else was not kept whole is removed, and made
    again: a rebuilt expert, or a topic, whose predecessors are still in charge.
    """
    own = id_of_night(row.level, row.id)
    if own in registry.active().experts:
        return registry.load(own)
    learnt: Expert | None = None
    for expert in _accepted(registry, row.id):
        active = registry.active().experts
        if expert.id in active:
            continue
        if expert.level is Level.CORE:
            cores = {each.id for each in active_experts(registry, Level.CORE)}
            registry.activate([expert.id, *(name for name in active if name not in cores)])
            learnt = expert if expert.id == own else learnt
        elif expert.id == own and expert.level is Level.DAY and store.expert_memories(own):
            registry.activate([*active, own])
            learnt = expert
        else:
            registry.remove(expert.id)
            store.unlink_expert(expert.id)
    return learnt


def _accepted(registry: ExpertRegistry, sleep_id: int) -> list[Expert]:
    try:
        experts = registry.list()
    except ExpertError:
        return []  # a damaged manifest is doctor's business; it must not keep every night from being closed
    return [e for e in experts if e.sleep_id == sleep_id and e.state is ExpertState.ACCEPTED]


def discard_unkept(registry: ExpertRegistry, sleep_id: int, level: str) -> None:
    """Remove what an earlier run of this night completed but did not keep: it is made anew."""
    own = id_of_night(level, sleep_id)
    if level != Level.CORE and own not in registry.active().experts and own in {e.id for e in registry.list()}:
        registry.remove(own)


def _close(store: MemoryStore, row: SleepRow, verdict: str, reason: str, expert_id: str | None) -> None:
    report: dict[str, Any] = short_report(row.id, verdict, reason, row.level) | {"expert": expert_id}
    store.finish_sleep(row.id, verdict=verdict, reason=reason, expert_id=expert_id, report=report)
