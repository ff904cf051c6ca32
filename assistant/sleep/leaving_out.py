"""Experts without some of their memories, for an export: rebuilt as after `forget`, and promoted by nobody.

What is made lies in the home under ids of its own, in folders that no manifest seals: chat, lists and nights do not see
it, the active set and the database stay as they are, and it is gone when the export is written. What a kill leaves is
swept by the next night.
"""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from assistant.config import Config
from assistant.errors import ExpertError, UsageError
from assistant.events import SleepEvent
from assistant.experts.export import Omission, Remade
from assistant.experts.levels import active_core
from assistant.experts.manifest import Expert, slices_of
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.lock import held
from assistant.memory.records import MemoryKind, MemoryStatus
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import evaluation, replay
from assistant.sleep.bedtime import by_day
from assistant.sleep.keep_awake import kept_awake
from assistant.sleep.night import Night
from assistant.sleep.rebuild import attempts, job_without, seen
from assistant.sleep.regrow import Grown, Regrowth, grow, still_said
from backends.base import AdapterRef, BackendUnavailable

NAMED_AT_MOST = 40
"""So many ids stand in the answer to one that there is not."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be left out: the kinds by name, and every memory that is meant."""

    kinds: tuple[MemoryKind, ...]
    memory_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Abridged:
    """The experts to export, and what was left out of them."""

    experts: tuple[Expert, ...]
    omission: Omission


def wish_of(names: Sequence[str], store: MemoryStore, experts: Sequence[Expert]) -> Wish:
    """What kinds and ids of memories mean; each memory stands for the ones that it replaced, too.

    Raises: UsageError naming the kinds and ids that there are.
    """
    known = {memory.id: memory for status in MemoryStatus for memory in store.memories(status)}
    kinds = tuple(kind for kind in MemoryKind if kind in names)
    numbers = {int(name) for name in names if name.isdecimal()}
    strange = [name for name in names if name not in kinds and not (name.isdecimal() and int(name) in known)]
    if strange:
        learned = sorted({memory_id for expert in experts for memory_id in expert.memory_ids})
        listed = ", ".join(map(str, learned[:NAMED_AT_MOST])) or "none"
        more = f" and {len(learned) - NAMED_AT_MOST} more" if len(learned) > NAMED_AT_MOST else ""
        raise UsageError(
            f"{', '.join(strange)}: no kind and no memory. Kinds are {', '.join(MemoryKind)}; these experts hold the "
            f"memories {listed}{more} (see: reverie memory list --status all)"
        )
    numbers |= {memory.id for memory in known.values() if memory.kind in kinds}
    return Wish(kinds, frozenset(_with_earlier(store, numbers)))


@contextmanager
def without(
    home: Home,
    config: Config,
    store: MemoryStore,
    experts: Sequence[Expert],
    wish: Wish,
    emit: Callable[[SleepEvent], None],
    should_stop: Callable[[], bool],
    narrate: Callable[[str], None],
) -> Iterator[Abridged]:
    """The experts, those that saw a memory of the wish trained anew without it; the latter are gone after the block.

    Raises: SleepLocked, BackendUnavailable (no trainer), ExpertError (nothing left, or not good enough), Stopped.
    """
    touched = [expert for expert in experts if wish.memory_ids & seen(expert, store)]
    if not touched:
        narrate("these experts never saw what is to be left out: nothing has to be rebuilt")
        yield Abridged(tuple(experts), _omission(wish, store, experts))
        return
    registry = ExpertRegistry(home)
    made: list[str] = []
    with held(home.sleep_lock):
        try:
            with kept_awake(), _night(home, config, store, emit, should_stop) as night:
                abridged = _Maker(night, wish, made, narrate).all(experts, touched)
            yield abridged
        finally:
            for expert_id in made:
                shutil.rmtree(registry.folder(expert_id), ignore_errors=True)


@contextmanager
def _night(
    home: Home,
    config: Config,
    store: MemoryStore,
    emit: Callable[[SleepEvent], None],
    should_stop: Callable[[], bool],
) -> Iterator[Night]:
    try:
        with by_day(home, config, store, emit, should_stop) as night:
            yield night
    except BackendUnavailable as error:
        raise BackendUnavailable(f"Leaving memories out takes training anew. {error}") from error


@dataclass(frozen=True, slots=True)
class _Maker:
    """Trains and judges; `made` gets the ids of all folders that are to go again."""

    night: Night
    wish: Wish
    made: list[str]
    narrate: Callable[[str], None]

    def all(self, experts: Sequence[Expert], touched: Sequence[Expert]) -> Abridged:
        """Every expert, and those of them that were touched made anew."""
        store = self.night.store
        kept: list[Expert] = []
        remade: dict[str, Remade] = {}
        asked = said = 0
        for expert in experts:
            if expert not in touched:
                kept.append(expert)
                continue
            new = self._without(expert)
            if new is None:
                self.narrate(f"nothing of {expert.id} is left, so it is not in the export")
                continue
            kept.append(new)
            mounted = (AdapterRef(self.night.registry.folder(new.id) / GGUF),)
            left_out = self._probes(self.wish.memory_ids & seen(expert, store))
            asked, said = asked + len(left_out), said + still_said(self.night, left_out, mounted)
            own = self._probes(new.memory_ids)
            self.night.engine.set_adapters(mounted)
            share = evaluation.right(own, evaluation.ask(self.night.engine, self.night.builder, own))
            remade[new.id] = Remade(expert.id, share.right, share.n)
            self.narrate(f"{expert.id} answers {share.right} of {share.n} held-out questions after that")
        if not kept:
            raise ExpertError(
                "Nothing is left to export: these experts hold no other memory that could be trained again. "
                "Leave fewer memories out."
            )
        if said:
            self.narrate(
                f"{said} of {asked} questions after what was left out are answered all the same: another "
                "memory may say it"
            )
        omission = _omission(self.wish, store, experts)
        return Abridged(tuple(kept), replace(omission, remade=remade, asked=asked, still_said=said))

    def _without(self, expert: Expert) -> Expert | None:
        """The expert made anew; None when nothing of it is left. Raises: ExpertError when it is not good enough."""
        grown: Grown | None = None
        for attempt in attempts(self._job(expert)):
            before, after = len(expert.memory_ids), len({*attempt.learn, *self._held(attempt)})
            self.narrate(f"rebuilding {expert.id} with {after} of its {before} memories")
            self.made.append(attempt.expert_id)
            grown = grow(self.night, expert.sleep_id, attempt, active_core(self.night.registry))
            if grown.accepted:
                return grown.expert
        if grown is None:
            return None
        raise ExpertError(
            f"Without them {expert.id} could not be rebuilt well enough: {grown.verdict.reason}. Nothing was written. "
            "Leave other memories out, or name other experts."
        )

    def _job(self, expert: Expert) -> Regrowth:
        night, store = self.night, self.night.store
        links = [link for link in store.stale_links() if link.expert_id == expert.id]
        saw, living = seen(expert, store), {memory.id for memory in store.memories() if not memory.secret}
        # What was forgotten or replaced since has to go as well; an expert that was never active has no links.
        gone = {*(saw & self.wish.memory_ids), *(saw - living), *(link.memory_id for link in links)}
        holds = [memory_id for memory_id in expert.memory_ids if memory_id not in gone and self._was_dreamt(memory_id)]
        taken = {*self.made, *(each.id for each in night.registry.list())}
        names = (f"{expert.level}-export-{number}" for number in itertools.count(1))
        return job_without(night, next(name for name in names if name not in taken), expert, gone, holds, links)

    def _was_dreamt(self, memory_id: int) -> bool:
        """Whether there is anything to study: what an imported expert holds need not have been dreamt of."""
        return bool(replay.stored_dreams(self.night.store, [memory_id], 1, random.Random(self.night.seed)))

    def _held(self, job: Regrowth) -> set[int]:
        """What the slices hold that stay."""
        parts = [slices_of(job.source)[number] for number in job.kept] if job.source else []
        return {memory_id for part in parts for memory_id in part.memory_ids}

    def _probes(self, memory_ids: Collection[int]) -> list[evaluation.Question]:
        by_memory = replay.questions_by_memory(self.night.store, sorted(memory_ids))
        return [question for questions in by_memory.values() for question in questions]


def _omission(wish: Wish, store: MemoryStore, experts: Sequence[Expert]) -> Omission:
    left_out = wish.memory_ids & {memory_id for expert in experts for memory_id in seen(expert, store)}
    before = {memory_id for expert in experts for memory_id in expert.memory_ids}
    return Omission(tuple(wish.kinds), tuple(sorted(left_out)), len(before))


def _with_earlier(store: MemoryStore, memory_ids: Iterable[int]) -> set[int]:
    """These memories, and all that they have replaced."""
    found: set[int] = set()
    todo = [*memory_ids]
    while todo:
        memory_id = todo.pop()
        if memory_id not in found:
            found.add(memory_id)
            todo += [memory.id for memory in store.replaced_by(memory_id)]
    return found
