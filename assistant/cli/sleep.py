"""`reverie sleep`: run a night, and look back on earlier ones."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.cli.compose import open_home, open_store, read_config
from assistant.cli.interrupt import StopFlag
from assistant.cli.output import data, data_json, moment, table
from assistant.cli.progress import SleepNarrator
from assistant.errors import UsageError
from assistant.events import SleepFinished
from assistant.lock import holder
from assistant.memory.records import SleepRow

if TYPE_CHECKING:
    from assistant.sleep.policy import Ruling

DONE, FAILED, INTERRUPTED = 0, 1, 130
_GOOD = frozenset({"accept", "skipped"})


def run(arguments: argparse.Namespace) -> int:
    """Run one night, run one if this is a good time, or say what it would learn."""
    if arguments.dry_run:
        return _plan(arguments)
    return _scheduled(arguments) if arguments.scheduled else _night(arguments)


def _plan(arguments: argparse.Namespace) -> int:
    from assistant.sleep.supervisor import plan

    home = open_home(arguments)
    chosen = plan(home, read_config(home))
    if arguments.json:
        data_json([{"id": memory.id, "text": memory.text, "reason": reason} for memory, reason in chosen])
    else:
        rows = [(memory.id, reason, memory.text) for memory, reason in chosen]
        table(("ID", "WHY", "TEXT"), rows, "there is nothing to learn: nothing new was told and nothing is due")
    return DONE


def _scheduled(arguments: argparse.Namespace) -> int:
    """One look of a timer. That it is no time to sleep, or that the user came back, is no failure."""
    from assistant.sleep.idle import Machine
    from assistant.sleep.watch import NightWatch

    home = open_home(arguments)
    narrator = SleepNarrator()
    with closing(Machine(home.root)) as machine, StopFlag() as stop:
        watch = NightWatch(
            home, lambda: read_config(home), machine, watcher="timer", on_event=narrator.tell, leaving=stop.is_set
        )
        ruling = watch.tick()
    narrator.close()
    if watch.finished is not None:
        _print_finished(watch.finished, arguments.json)
        return DONE if watch.finished.verdict in _GOOD | {"stopped"} else FAILED
    if arguments.json:
        data_json(_ruling(ruling))
    else:
        data(f"not sleeping: {ruling.reason}")
    return DONE


def _ruling(ruling: Ruling) -> dict[str, object]:
    return {"sleeps": ruling.sleeps, "cause": str(ruling.cause), "reason": ruling.reason}


def _night(arguments: argparse.Namespace) -> int:
    from assistant.sleep.supervisor import run_sleep

    home = open_home(arguments)
    narrator = SleepNarrator()
    with StopFlag() as stop:
        finished = run_sleep(
            home,
            read_config(home),
            budget_seconds=arguments.budget,
            level=arguments.level,
            on_event=narrator.tell,
            should_stop=stop.is_set,
        )
    narrator.close()
    _print_finished(finished, arguments.json)
    if stop.is_set():
        return INTERRUPTED
    return DONE if finished.verdict in _GOOD else FAILED


def _print_finished(finished: SleepFinished, as_json: bool) -> None:
    if as_json:
        data_json(finished.report)
    else:
        data(report_text(finished.report) or f"{finished.verdict}: {finished.reason}")


def status(arguments: argparse.Namespace) -> int:
    """Why it is or is not sleeping now, what the watch decided last, and the last night."""
    from assistant.sleep.idle import Machine
    from assistant.sleep.watch import NightWatch

    home = open_home(arguments)
    process = holder(home.sleep_lock)
    with closing(Machine(home.root)) as machine:
        ruling = NightWatch(home, lambda: read_config(home), machine, watcher="").look()
    with open_store(arguments) as store:
        last = next(iter(store.sleeps(limit=1)), None)
        decided = next(iter(store.decisions.newest(1)), None)
    if arguments.json:
        watch = {**_ruling(ruling), "decided": asdict(decided) if decided else None}
        night = _row(last) if last else None
        data_json({"running": process is not None, "process": process, "watch": watch, "last": night})
        return DONE
    if process is not None:
        data(f"sleeping: {ruling.reason}")
    else:
        data(f"not sleeping, but it could: {ruling.reason}" if ruling.sleeps else f"not sleeping: {ruling.reason}")
    if decided is not None:
        data(f"last look: {moment(decided.seen)}, {decided.watcher}: {decided.reason}")
    data(f"last night: {_summary(last)}" if last else "no night yet: `reverie sleep --now` starts one")
    return DONE


def log(arguments: argparse.Namespace) -> int:
    """Every night, newest first, with its reason; or every decision of the watch."""
    if arguments.decisions:
        return _decisions(arguments)
    with open_store(arguments) as store:
        nights = store.sleeps(limit=arguments.limit)
    if arguments.json:
        data_json([_row(night) for night in nights])
    else:
        rows = [(n.id, moment(n.started), n.level, n.verdict, n.expert_id or "", n.reason) for n in nights]
        table(("NIGHT", "STARTED", "LEVEL", "VERDICT", "EXPERT", "REASON"), rows, "no night yet")
    return DONE


def _decisions(arguments: argparse.Namespace) -> int:
    with open_store(arguments) as store:
        decisions = store.decisions.newest(arguments.limit)
    if arguments.json:
        data_json([asdict(decision) for decision in decisions])
    else:
        rows = [(moment(d.made), moment(d.seen), d.watcher, d.cause, d.reason) for d in decisions]
        table(("FROM", "UNTIL", "WATCHER", "CAUSE", "REASON"), rows, "the watch has not looked yet")
    return DONE


def report(arguments: argparse.Namespace) -> int:
    """What the last judged night, or the night named, did."""
    with open_store(arguments) as store:
        nights = store.sleeps()
    wanted = [n for n in nights if (n.id == arguments.id if arguments.id is not None else n.report)]
    if not wanted:
        missing = "There is no night with a report yet" if arguments.id is None else f"There is no night {arguments.id}"
        raise UsageError(f"{missing}. See the nights with: reverie sleep log")
    night = wanted[0]
    contents = _report_of(night)
    if arguments.json:
        data_json(contents or _row(night))
    else:
        data(report_text(contents) or _summary(night))
    return DONE


def _row(night: SleepRow) -> dict[str, object]:
    return {
        "sleep_id": night.id,
        "started": night.started,
        "finished": night.finished,
        "level": night.level,
        "verdict": night.verdict,
        "reason": night.reason,
        "expert": night.expert_id,
    }


def _summary(night: SleepRow) -> str:
    took = f", {_clock(night.finished - night.started)}" if night.finished else ", unfinished"
    return f"{moment(night.started)}{took}, {night.level}: {night.verdict}" + (night.reason and f" ({night.reason})")


def _report_of(night: SleepRow) -> dict[str, Any]:
    contents = json.loads(night.report) if night.report else {}
    return contents if isinstance(contents, dict) else {}


def _dreams(dreams: dict[str, Any]) -> str:
    """How many could be studied, and what each of those brought where that was measured."""
    text = f"{dreams.get('kept', 0)} kept of {dreams.get('written', 0)} written"
    gained = dreams.get("gained_per_kept")
    return text if gained is None else f"{text}, {gained:.2f} probes gained for each kept"


def report_text(report: dict[str, Any]) -> str:
    """A report's JSON as lines for a person; empty for an empty one. Unmeasured values are called so."""
    if not report:
        return ""
    recall, dreams = report.get("recall") or {}, report.get("dreams") or {}
    memories = report.get("memories", 0)
    lines = [
        f"night {report.get('sleep_id')}, {report.get('level')}: {report.get('verdict')} ({report.get('reason')})",
        f"expert        {report.get('expert') or 'none'}",
        f"memories      {len(memories) if isinstance(memories, list) else memories}",
        f"dreams        {_dreams(dreams)}",
        f"recall        {_score(recall.get('before'))} before, {_score(recall.get('after'))} after, "
        f"{recall.get('n', 0)} probes",
        f"retention     {_score(report.get('retention'))}",
        f"drift         {_score(report.get('drift'))} nats per token",
        f"false memory  {_score(report.get('false_memory'))}",
    ]
    lines += [f"rebuilt       {_made(part)}" for part in report.get("rebuilt") or []]
    lines += [f"topic         {_made(report['topic'])}"] if report.get("topic") else []
    seconds = report.get("seconds") or {}
    lines += [f"{phase:<13} {_clock(spent)}" for phase, spent in seconds.items()]
    return "\n".join(lines)


def _made(part: dict[str, Any]) -> str:
    """One expert that the night made beside its own, and what it replaced."""
    said = f" ({part['reason']})" if part.get("reason") else ""
    return f"{part.get('expert') or 'none'} for {', '.join(part['replaces'])}: {part['verdict']}{said}"


def _score(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, int | float) else "not measured"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return (
        f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}" if whole >= 3600 else f"{whole // 60}:{whole % 60:02}"
    )
