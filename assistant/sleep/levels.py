"""The slower level: a week of day experts becomes one slice of a topic expert, and the days are reset.

Continuum memory (paper, sections 1.2 and 3.2): before a fast level is overwritten, what it holds is moved one level
down. The topic's older slices stay frozen, so an older week cannot be forgotten by learning a newer one; the judge
compares the topic with the very days it would replace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.experts.levels import active_experts, growing_topic, retire, served
from assistant.experts.manifest import Expert, ExpertState, Level, id_of_night, slices_of
from assistant.sleep import replay
from assistant.sleep.night import Night
from assistant.sleep.regrow import Regrown, Regrowth, phases_of, regrow
from assistant.sleep.verdict import Decision

NAME = "topic"
PHASES = phases_of(NAME)


def days_due(night: Night, after: int, learnt_tonight: int = 0, forced: bool = False) -> list[Expert]:
    """The day experts that are to become a topic slice tonight: none until `after` of them are active.

    After a consolidation that failed, half as many new days are waited for; and where there is too little time, judged
    by what a memory took to study tonight, the night leaves it to a longer one.
    """
    days = active_experts(night.registry, Level.DAY)
    if forced:
        return days
    if len(days) < after or len(_since_last_try(night, days)) < (after + 1) // 2:
        return []
    left = night.time_left()
    if left is not None and learnt_tonight:
        memories = sum(len(day.memory_ids) for day in days)
        return days if memories * night.seconds.get("seed", 0.0) / learnt_tonight <= left else []
    return days


def consolidate(night: Night, sleep_id: int, days: Sequence[Expert], core: Expert | None) -> Regrown:
    """Learn what these days answer for into a topic expert; when it passes, they are reset.

    A week that does not fit above the older ones, or comes while these wait to be rebuilt, gets a topic expert of its
    own. Raises: Stopped, BackendError.
    """
    topic = growing_topic(night.registry, night.recipe.levels.slices_at_most)
    if topic and topic.id in {link.expert_id for link in night.store.stale_links()}:
        topic = None  # what it has to lose must not live on in a slice beneath the new one
    learn = sorted({number for day in days for number in served(night.registry, night.store, day)})
    job = Regrowth(
        name=NAME,
        expert_id=id_of_night(Level.TOPIC, sleep_id),
        level=Level.TOPIC,
        created=night.clock(),
        learn=tuple(learn),
        replaces=(*(day.id for day in days), *((topic.id,) if topic else ())),
        keep=night.recipe.levels.topic_keep,
        source=topic,
        kept=tuple(range(len(slices_of(topic)))) if topic else (),
    )
    regrown = regrow(night, sleep_id, job, core)
    if regrown.verdict.decision is Decision.REJECT and topic and night.affords(*job.phases):
        days_only = tuple(day.id for day in days)
        job = replace(job, expert_id=f"{job.expert_id}-own", source=None, kept=(), replaces=days_only)
        regrown = regrow(night, sleep_id, job, core)
    if regrown.accepted:
        retire(night.registry, job.replaces)
    return regrown


def let_go(night: Night, after: int) -> list[str]:
    """Bound the days when no consolidation passes: of more than twice `after` the oldest fall back to text.

    Returns their ids. Their memories are new again, and learnt by the next nights.
    """
    days = active_experts(night.registry, Level.DAY)
    oldest = days[: max(0, len(days) - 2 * after)]
    lost = [number for day in oldest for number in served(night.registry, night.store, day)]
    night.registry.deactivate([day.id for day in oldest])
    replay.back_to_text(night.store, lost)
    retire(night.registry, [day.id for day in oldest])
    return [day.id for day in oldest]


def _since_last_try(night: Night, days: Sequence[Expert]) -> list[Expert]:
    """The days that came after the newest topic expert that was rejected."""
    tries = [
        expert.sleep_id or 0
        for expert in night.registry.list()
        if expert.level is Level.TOPIC and expert.state is ExpertState.REJECTED and night.registry.fits_base(expert)
    ]
    return [day for day in days if (day.sleep_id or 0) > max(tries, default=0)]
