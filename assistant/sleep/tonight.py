"""What there is to do tonight, and doing it: learn to read, rebuild, learn, consolidate; one expert after the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.events import SleepFinished
from assistant.experts.levels import active_core, active_experts, newest_core
from assistant.experts.manifest import Expert, Level
from assistant.memory.records import StaleLink
from assistant.sleep import core, cycle, levels, rebuild
from assistant.sleep.checkpoint import IDENTITY, Checkpoint
from assistant.sleep.night import Night
from assistant.sleep.report import short_report
from assistant.sleep.selection import Chosen, what_to_learn
from assistant.sleep.verdict import Decision
from assistant.sleep.worker import Request

CHOSEN, MOUNTED, ENDS = "chosen", "mounted", "ends"
"""Stages of the checkpoint: the memories of the night; the experts that it asks; what it has made already."""


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do."""

    wants_core: bool
    stale: list[tuple[Expert, list[StaleLink]]]
    chosen: list[Chosen]
    begun: bool
    """Whether a night that was broken off chose them."""
    waiting: int
    """How many memories could be learnt, had the night the time."""
    consolidates: bool
    nightly: tuple[str, ...] = cycle.PHASES
    """What learning the chosen memories goes through."""

    @property
    def phases(self) -> tuple[str, ...]:
        """All that the night will go through, in order, as far as it can be foreseen."""
        return (
            *(core.PHASES if self.wants_core else ()),
            *(rebuild.PHASES if self.stale else ()),
            *(self.nightly if self.chosen else ()),
            *(levels.PHASES if self.consolidates else ()),
        )


def work_of(night: Night, request: Request, topic_after: int, checkpoint: Checkpoint) -> Work:
    """What the night would do: as many memories as fit into its time, or those that it had chosen when it broke off."""
    level, recipe = Level(request.level), night.recipe.replay
    ready = what_to_learn(night.store, night.registry, None, recipe) if level is Level.DAY else []
    before = _chosen_before(checkpoint, ready)
    room = night.pace.memories(night.time_left())
    chosen = what_to_learn(night.store, night.registry, room, recipe) if ready and before is None else before or []
    tried = newest_core(night.registry) is not None
    days = len(active_experts(night.registry, Level.DAY)) + bool(chosen)
    return Work(
        wants_core=level is Level.CORE or not (tried or "core" in request.without),
        stale=[] if level is Level.CORE else rebuild.stale_experts(night.registry, night.store),
        chosen=chosen,
        begun=before is not None,
        waiting=len(ready),
        consolidates=days >= (1 if level is Level.TOPIC else topic_after) and level is not Level.CORE,
        nightly=cycle.phases(night.recipe),
    )


def _chosen_before(checkpoint: Checkpoint, ready: list[Chosen]) -> list[Chosen] | None:
    """What the night that goes on had chosen; None without one, or when not all of it can be learnt any more."""
    kept: list[list[Any]] | None = checkpoint.get(CHOSEN)
    memories = {item.memory.id: item.memory for item in ready}
    if kept is None or not memories.keys() >= {memory_id for memory_id, _, _ in kept}:
        return None
    return [Chosen(memories[memory_id], reason, again) for memory_id, reason, again in kept]


def begin(night: Night, request: Request, work: Work, checkpoint: Checkpoint) -> dict[str, SleepFinished]:
    """Keep what the night is to do; what it has made already, if it goes on."""
    checkpoint.begin(_identity(night, request, work.chosen))
    _keep_chosen(checkpoint, work.chosen)
    return {name: SleepFinished(*end) for name, end in (checkpoint.get(ENDS) or {}).items()}


def keep_ends(checkpoint: Checkpoint, ends: dict[str, SleepFinished]) -> None:
    """Let the night that goes on tell of these, too."""
    checkpoint.put(ENDS, {name: [end.verdict, end.reason, end.report] for name, end in ends.items()})


def steps(
    night: Night, sleep_id: int, request: Request, topic_after: int, work: Work, checkpoint: Checkpoint
) -> Iterator[tuple[str, SleepFinished]]:
    """What the night makes, each with its end. Raises: Stopped, BackendError."""
    if work.wants_core:
        lessons = core.learn_to_read(night, sleep_id)
        yield "core", SleepFinished(str(lessons.verdict.decision), lessons.verdict.reason, lessons.report)
    reader, dreamer = active_core(night.registry), newest_core(night.registry)
    rebuilt = list(_rebuilt_before(checkpoint))
    for report in rebuild.rebuild(night, sleep_id, work.stale, reader):
        rebuilt.append(report)
        yield "rebuilt", _rebuilt(sleep_id, request, rebuilt)
    chosen = _what_fits(night, request, work, checkpoint)
    if chosen:
        _check_mounted(night, checkpoint, reader, dreamer)
        outcome = cycle.run_night(night, sleep_id, chosen, reader, dreamer=dreamer)
        yield "day", SleepFinished(str(outcome.verdict.decision), outcome.verdict.reason, outcome.report)
    if work.consolidates and (days := levels.days_due(night, topic_after, len(chosen), request.level == Level.TOPIC)):
        topic = levels.consolidate(night, sleep_id, days, reader)
        yield "topic", SleepFinished(str(topic.verdict.decision), topic.verdict.reason, topic.report)


def _what_fits(night: Night, request: Request, work: Work, checkpoint: Checkpoint) -> list[Chosen]:
    """The chosen memories for which there is time left after lessons and rebuilding; the others wait."""
    room = night.pace.memories(night.time_left())
    if room is None or work.begun or not (work.wants_core or work.stale):
        return work.chosen
    chosen = work.chosen[:room]
    checkpoint.put(IDENTITY, _identity(night, request, chosen))
    _keep_chosen(checkpoint, chosen)
    return chosen


def _keep_chosen(checkpoint: Checkpoint, chosen: list[Chosen]) -> None:
    checkpoint.put(CHOSEN, [[item.memory.id, item.reason, item.again] for item in chosen])


def _check_mounted(night: Night, checkpoint: Checkpoint, reader: Expert | None, dreamer: Expert | None) -> None:
    """When other experts were put in force meanwhile, what was asked and dreamt with the former ones does not count."""
    cores = [each.id if each else None for each in (reader, dreamer)]
    mounted = [*cores, *night.registry.active().experts]
    if checkpoint.once(MOUNTED, lambda: mounted) != mounted:
        checkpoint.restart(CHOSEN, ENDS)
        checkpoint.put(MOUNTED, mounted)


def _identity(night: Night, request: Request, chosen: list[Chosen]) -> str:
    """A digest of all that a night's result depends on, but the active experts, which the night itself may change."""
    told = [[item.memory.id, item.memory.text] for item in chosen]
    parts = [request.level, request.seed, request.without, repr(night.recipe), night.engine.info.sha256, told]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def told_as_one(ends: dict[str, SleepFinished]) -> SleepFinished:
    """The night's end is that of its own level; what else it did stands inside its report."""
    main = next(name for name in ("day", "topic", "rebuilt", "core") if name in ends)
    others = {name: end.report for name, end in ends.items() if name != main}
    if "rebuilt" in others:
        others["rebuilt"] = others["rebuilt"]["rebuilt"]
    return replace(ends[main], report=ends[main].report | others)


def _rebuilt_before(checkpoint: Checkpoint) -> list[dict[str, Any]]:
    """Reports of the experts that the night which goes on has rebuilt already."""
    ends = checkpoint.get(ENDS) or {}
    return list(ends["rebuilt"][2]["rebuilt"]) if "rebuilt" in ends else []


def _rebuilt(sleep_id: int, request: Request, reports: list[dict[str, Any]]) -> SleepFinished:
    good = sum(report["verdict"] == Decision.ACCEPT for report in reports)
    verdict = Decision.ACCEPT if good == len(reports) else Decision.REJECT
    reason = f"{good} of {len(reports)} experts rebuilt without what was forgotten or changed"
    report = short_report(sleep_id, str(verdict), reason, request.level) | {"rebuilt": list(reports)}
    return SleepFinished(str(verdict), reason, report)
