"""Nights of this machine: running one, and from its row and evaluations to the report that the screen shows."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistant.atomic_file import write_atomically
from assistant.errors import UsageError
from assistant.memory.records import EvaluationRow, MemoryStatus, SleepRow
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tui.views import Comparison, Lesson, NightReport

if TYPE_CHECKING:
    from assistant.events import SleepEvent, SleepFinished
    from assistant.sleep.idle import Machine
    from assistant.sleep.scheduler import Metronome
    from tui.local import LocalAssistant

SEEN_FILE = "last-report-shown"
JUDGED = ("accept", "reject", "inconclusive")
NIGHTS_LOOKED_AT = 50


class LocalNights:
    """Sleeping, and what came of it."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts
        self._closed = threading.Event()
        self._metronome: Metronome | None = None
        self._machine: Machine | None = None

    def watch(
        self,
        idle_seconds: Callable[[], float],
        on_begin: Callable[[], None],
        on_event: Callable[[SleepEvent], None],
        on_reason: Callable[[str], None],
    ) -> None:
        """Let nights begin by themselves until `close`. Settings are read anew at every look."""
        from assistant.config import load_config
        from assistant.events import SleepFailed
        from assistant.sleep.idle import Machine
        from assistant.sleep.scheduler import Metronome
        from assistant.sleep.watch import NightWatch

        home = self._parts.home
        machine = self._machine = Machine(home.root, idle_seconds)
        watch = NightWatch(
            home,
            lambda: load_config(home.config),
            machine,
            watcher="terminal",
            on_begin=on_begin,
            on_event=on_event,
            on_failure=lambda text: on_event(SleepFailed(text)),
            on_ruling=lambda ruling: on_reason(ruling.short),
            leaving=self._closed.is_set,
        )
        self._metronome = Metronome(watch.tick_safely)
        self._metronome.start()
        if self._closed.is_set():
            self.close()

    def close(self) -> None:
        """Begin no more nights and give up the one that the watch runs."""
        self._closed.set()
        if self._metronome is not None:
            self._metronome.stop()
        if self._machine is not None:
            self._machine.close()

    def sleep(
        self,
        level: str,
        on_event: Callable[[SleepEvent], None],
        should_stop: Callable[[], bool],
        should_pause: Callable[[], bool],
    ) -> SleepFinished:
        """Run one night. Raises: SleepError, MachineError."""
        from assistant.sleep.supervisor import run_sleep

        config = self._parts.config
        return run_sleep(
            self._parts.home,
            config,
            budget_seconds=config.sleep.budget_minutes * 60,
            level=level,
            on_event=on_event,
            should_stop=should_stop,
            should_pause=should_pause,
        )

    def report(self, sleep_id: int | None = None) -> NightReport | None:
        """The report of a night, by default the last finished one."""
        store = self._parts.store
        rows = [row for row in store.sleeps() if row.finished is not None and sleep_id in (None, row.id)]
        return read_report(rows[0], store, self._parts.experts.active()) if rows else None

    def beside(self, sleep_id: int, step: int) -> NightReport | None:
        """The finished night before (-1) or after (1) that one."""
        ids = sorted(row.id for row in self._parts.store.sleeps() if row.finished is not None)
        fitting = [one for one in ids if (one < sleep_id if step < 0 else one > sleep_id)]
        return self.report(fitting[-1] if step < 0 else fitting[0]) if fitting else None

    def unseen(self) -> NightReport | None:
        """The last judged night, if it came after the last report that was shown."""
        seen = read_seen(self._parts.home)
        for row in self._parts.store.sleeps(NIGHTS_LOOKED_AT):
            if row.verdict in JUDGED:
                return self.report(row.id) if row.id > seen else None
        return None

    def mark_seen(self, sleep_id: int) -> None:
        """Remember that a report was shown."""
        write_seen(self._parts.home, max(sleep_id, read_seen(self._parts.home)))


def read_report(row: SleepRow, store: MemoryStore, active: Sequence[str]) -> NightReport:
    """The report of a finished night; a score the night did not measure is None."""
    report = _table(row.report)
    evaluations = store.evaluations(row.id)
    recall, dreams = _part(report, "recall"), _part(report, "dreams")
    return NightReport(
        sleep_id=row.id,
        started=row.started,
        seconds=(row.finished or row.started) - row.started,
        level=row.level,
        verdict=row.verdict,
        reason=row.reason,
        expert=row.expert_id,
        recall_before=_number(recall.get("before")),
        recall_after=_number(recall.get("after")),
        probes=int(_number(recall.get("n")) or 0),
        retention=_after(report.get("retention")),
        drift=_after(report.get("drift")),
        false_memory=_after(report.get("false_memory")),
        dreams_written=int(_number(dreams.get("written")) or 0),
        dreams_kept=int(_number(dreams.get("kept")) or 0),
        lessons=_lessons(report, evaluations, store, accepted=row.verdict == "accept"),
        comparisons=tuple(
            Comparison(one.question, one.before, one.after, one.right_before, one.right_after) for one in evaluations
        ),
        in_force=row.expert_id is not None and row.expert_id in active,
    )


def _lessons(
    report: dict[str, Any], evaluations: Sequence[EvaluationRow], store: MemoryStore, *, accepted: bool
) -> tuple[Lesson, ...]:
    """One lesson a memory that was studied. Learned: an expert that is kept answers most of its probes right."""
    studied = report.get("learned")
    ids = [item["memory"] for item in studied if isinstance(item, dict)] if isinstance(studied, list) else []
    ids = list(dict.fromkeys([*ids, *(row.memory_id for row in evaluations)]))
    lessons = (_lesson(memory_id, evaluations, store, accepted) for memory_id in ids if isinstance(memory_id, int))
    return tuple(lesson for lesson in lessons if lesson is not None)


def _lesson(memory_id: int, evaluations: Sequence[EvaluationRow], store: MemoryStore, accepted: bool) -> Lesson | None:
    with suppress(UsageError):
        memory = store.memory(memory_id)
        if memory.status is MemoryStatus.FORGOTTEN:
            return None
        asked = [row for row in evaluations if row.memory_id == memory_id]
        right = sum(row.right_after for row in asked)
        why = f"{right} of {len(asked)} right" if asked else "no probe was asked"
        why += "" if accepted else ", but the night was not kept"
        learned = accepted and right * 2 > len(asked)
        known = bool(asked) and all(row.right_before for row in asked)
        return Lesson(memory.text, learned, why, refreshed=learned and known)
    return None


def _table(text: str) -> dict[str, Any]:
    with suppress(ValueError):
        table = json.loads(text)
        if isinstance(table, dict):
            return table
    return {}


def _part(report: dict[str, Any], name: str) -> dict[str, Any]:
    value = report.get(name)
    return value if isinstance(value, dict) else {}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _after(value: object) -> float | None:
    """A score, or the `after` of one that was taken twice."""
    return _number(value.get("after")) if isinstance(value, dict) else _number(value)


def read_seen(home: Home) -> int:
    """The id of the last night whose report was shown; 0 when none was."""
    with suppress(OSError, ValueError):
        return int((home.cache / SEEN_FILE).read_text(encoding="utf-8"))
    return 0


def write_seen(home: Home, sleep_id: int) -> None:
    """Remember the last night whose report was shown. Raises: NotSaved, OSError."""
    write_atomically(home.cache / SEEN_FILE, f"{sleep_id}\n")
