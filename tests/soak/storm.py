"""The kill storm: SIGKILL at random moments of chat, sleep, promotion, import, forget and migration; then look.

`python -m tests.soak.storm --kills 300 --seed 1` prints what was killed where, and every promise that was broken.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.experts.registry import ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.soak.actions import ACTIONS
from tests.soak.killing import Killing, outlived
from tests.soak.world import Before, World

VICTIMS = ("command", "interface", "worker", "engine")
LAST = {"ask", "night", "promotion"}
NIGHTS = tuple(name for name, action in ACTIONS.items() if action.sleeps)


@dataclass
class Storm:
    """What was struck, and what came of it."""

    world: World
    killing: Killing
    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By action and victim."""
    early: Counter[str] = field(default_factory=Counter)
    """Actions that were over before the kill came."""
    phases: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By action and what it had gone through last."""
    promotions: Counter[str] = field(default_factory=Counter)
    """How far the promotions had come that were killed."""
    narrate: Callable[[str], None] = lambda line: None

    def strike(self, name: str) -> None:
        """Do one action, kill one of its processes, and look at what is left. The first time it is not disturbed."""
        world, action = self.world, ACTIONS[name]
        deed = action.prepare(world)
        home = deed.home or world.home
        before = Before() if deed.unopened else world.before(home)
        running = deed.begin()
        victim = None
        moment = "undisturbed"
        if name not in self.killing.usual:
            output = self.killing.undisturbed(name, running)
            if output is None:
                world.faults.append(f"{name}: failed undisturbed: {running.tail}")
        else:
            moment = world.chance.choice(action.moments)
            self.killing.wait(name, moment, running, home.database)
            victim, mark, family = self.killing.kill(running)
            output = running.finish()
            if alive := outlived(family):
                world.faults.append(f"{name}: {', '.join(alive)} outlived the death of the {victim}")
            self._count(name, victim, mark, home, before)
        self.narrate(f"{self.kills.total():>4} {name}: {moment}, {victim or 'nothing'} killed")
        deed.done(output is not None)
        world.look(name, home, before)
        if action.sleeps and victim is not None:
            if home is world.home and world.chance.random() < 0.5:
                world.talk_again(name)
            else:
                world.sleep_again(name, home)

    def _count(self, name: str, victim: str | None, mark: str, home: Home, before: Before) -> None:
        if victim is None:
            self.early[name] += 1
            return
        on_screen = victim == "command" and name.endswith("on screen")
        self.kills[name, "interface" if on_screen else victim] += 1
        self.phases[name, mark] += 1
        if name in NIGHTS and mark == "evaluate":
            self.promotions[_promoted(home, before)] += 1

    def _struck(self) -> list[str]:
        struck = {name for name, _ in self.kills} | {*self.early}
        return [name for name in ACTIONS if name in struck]

    def table(self) -> list[str]:
        """Who was killed in which action, as lines."""
        lines = [f"{'':<24}" + "".join(f"{victim:>11}" for victim in VICTIMS) + f"{'over before':>13}"]
        for name in self._struck():
            counts = "".join(f"{self.kills[name, victim] or '':>11}" for victim in VICTIMS)
            lines.append(f"{name:<24}{counts}{self.early[name] or '':>13}")
        sums = [sum(count for (_, who), count in self.kills.items() if who == victim) for victim in VICTIMS]
        return [*lines, f"{'all':<24}" + "".join(f"{count:>11}" for count in sums) + f"{self.early.total():>13}"]

    def gone_through(self) -> list[str]:
        """What the killed actions had gone through last, as lines."""
        lines = []
        for name in self._struck():
            marks = [f"{mark} {count}" for (who, mark), count in self.phases.most_common() if who == name]
            if marks and (name in NIGHTS or name.endswith("on screen")):
                lines.append(f"  {name}, killed after: {', '.join(marks)}")
        promotions = ", ".join(f"{state} {count}" for state, count in self.promotions.most_common())
        return [*lines, f"  promotions found: {promotions or 'none'}"]


def _promoted(home: Home, before: Before) -> str:
    """How far the promotion of the newest night had come when it was killed."""
    with MemoryStore.open(home.database) as store:
        row = store.sleeps(limit=1)[0]
        registry = ExpertRegistry(home)
        made = [expert.id for expert in registry.list() if expert.sleep_id == row.id and expert.level == "day"]
        if row.finished is not None:
            return "over"
        if not made:
            return "expert not sealed"
        if {*made} & {*registry.active().experts}:
            return "active"
        return "in the database" if store.expert_memories(made[-1]) else "sealed"


def weather(
    folder: Path,
    kills: int,
    seed: int,
    names: Sequence[str] = tuple(ACTIONS),
    narrate: Callable[[str], None] = lambda line: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Storm:
    """So many kills, the actions mixed by their weights; at last those of `LAST` once more, undisturbed.

    Once `stopped` says so the kills end early.
    """
    world = World(folder, random.Random(seed))
    storm = Storm(world, Killing(world.chance), narrate=narrate)
    if {"night", "night on screen"} & {*names}:
        # The first night of all learns to read as well; how long the others take is what kills are timed by.
        storm.strike("night")
        storm.killing.usual.clear()
    for name in names:
        storm.strike(name)
    bag: list[str] = []
    while storm.kills.total() < kills and not stopped():
        if not bag:
            bag = [name for name in names for _ in range(ACTIONS[name].weight)]
            world.chance.shuffle(bag)
        storm.strike(bag.pop())
    storm.killing.usual.clear()
    for name in sorted(LAST & {*names}):
        storm.strike(name)
    return storm


def _narrate(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main() -> int:
    """Run a storm and print its figures. Exit code 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=[*ACTIONS], default=[*ACTIONS], metavar="ACTION")
    asked = parser.parse_args()
    # Whoever stops it, by Ctrl-C or SIGTERM, gets the figures of what was done.
    enough = threading.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda number, frame: enough.set())
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reverie-storm-") as folder:
        storm = weather(Path(folder), asked.kills, asked.seed, asked.only, _narrate, enough.is_set)
    world = storm.world
    lines = [
        f"seed {asked.seed}: {storm.kills.total()} kills in {time.monotonic() - began:.0f} s",
        *storm.table(),
        *storm.gone_through(),
        f"  the night after: {', '.join(f'{count} {verdict}' for verdict, count in world.nights.most_common())}",
        f"  acknowledged in the end: {len(world.said)} messages, {len(world.forgotten)} forgotten words",
        f"broken promises: {len(world.faults)}",
        *(f"  {fault}" for fault in world.faults),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if world.faults else 0


if __name__ == "__main__":
    sys.exit(main())
