"""What a storm interrupts: a day's work on one home, by the product's own commands and its terminal interface."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from assistant.memory.migrations import migrations
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.assistant.sleep.fakes import NAMES, statement
from tests.soak.killing import Running, Screen
from tests.soak.world import World

IMPORTED, BROUGHT_CHATS, OLD_ROWS = 200, 40, 3000


@dataclass(frozen=True, slots=True)
class Deed:
    """One action, ready to begin, and what must hold once it is over: `done` gets whether it ended well."""

    begin: Callable[[], Running]
    done: Callable[[bool], None] = lambda well: None
    home: Home | None = None
    """Whose database is written; the storm's own home if None."""
    unopened: bool = False
    """Whether nobody may open that database before."""


@dataclass(frozen=True, slots=True)
class Action:
    """`moments` are those of `Killing.wait`, one of which is drawn; `weight` is how often it is done beside others."""

    prepare: Callable[[World], Deed]
    moments: Sequence[str]
    weight: int
    sleeps: bool = False
    """Whether it is a night, after which the next one is looked at."""


def ask(world: World) -> Deed:
    """One question to a real engine process."""
    text = f"Sentence number {world.next()} of the storm."
    return Deed(lambda: world.command("ask", text), lambda well: world.said.append(text) if well else None)


def talk(world: World) -> Deed:
    """Something told in the terminal interface; acknowledged as soon as it shows it as noted."""
    text = f"My thing number {world.next()} is called Quill{world.number}."

    def script(screen: Screen) -> None:
        _ready(screen)
        screen.terminal.type(text)
        screen.mark("sent")
        screen.wait_for(lambda shown: "noted 1 new memory" in shown, 60)
        world.said.append(text)
        screen.mark("noted")
        screen.terminal.read(0.5)

    return Deed(lambda: Screen(world.terminal(), script))


def _ready(screen: Screen) -> None:
    """Past the report of the last night, until the model is loaded."""
    screen.terminal.past_the_morning("● tiny", screen.wait_for)
    screen.mark("ready")


def bring(world: World) -> Deed:
    """An import of two hundred memories, all or none."""
    number = world.next()
    file = world.folder / "notes.txt"
    file.write_text("\n".join(f"Note {number}-{line} is about storms." for line in range(IMPORTED)))

    def done(well: bool) -> None:
        with MemoryStore.open(world.home.database) as store:
            kept = [memory for memory in store.memories() if memory.text.startswith(f"Note {number}-")]
            if len(kept) not in (0, IMPORTED) or (well and not kept):
                world.faults.append(f"import: {len(kept)} of {IMPORTED} memories were kept")
            # A home of a usual size: the next night must not learn thousands of them.
            for memory in kept[1:]:
                store.supersede(memory.id, kept[0].id)
            for memory in kept[:1]:
                store.forget(memory.id)

    return Deed(lambda: world.command("memory", "import", str(file)), done)


def bring_chats(world: World) -> Deed:
    """An import of forty chats of another program, all or none."""
    number = world.next()
    file = world.folder / "chats.jsonl"
    lines = [
        {"title": f"Talk {number}", "messages": [{"role": "user", "content": f"Line {line} of talk {number}."}] * 5}
        for line in range(BROUGHT_CHATS)
    ]
    file.write_text("\n".join(map(json.dumps, lines)))

    def done(well: bool) -> None:
        with MemoryStore.open(world.home.database) as store:
            kept = [chat for chat in store.chats() if chat.title == f"Talk {number}"]
            whole = all(len(store.messages(chat.id)) == 5 for chat in kept)
            if len(kept) not in (0, BROUGHT_CHATS) or not whole or (well and not kept):
                world.faults.append(f"import: {len(kept)} of {BROUGHT_CHATS} chats were kept, whole: {whole}")
            for chat in kept:
                store.delete_chat(chat.id)

    return Deed(lambda: world.command("chats", "import", str(file)), done)


def forget(world: World) -> Deed:
    """A memory that was told a moment ago."""
    word = f"Quillwort{world.next()}"
    text = f"The secret word {world.number} is {word}."
    with MemoryStore.open(world.home.database) as store:
        message = store.add_message(store.create_chat().id, "user", text)
        memory = store.add_memory(text, message_id=message.id)

    def done(well: bool) -> None:
        if not well:
            # The user repeats what was not said to be done.
            well = world.command("memory", "forget", str(memory.id), "--yes").finish() is not None
        if well:
            world.forgotten.append(word)
        else:
            world.faults.append("forget: failed undisturbed, after a kill")

    return Deed(lambda: world.command("memory", "forget", str(memory.id), "--yes"), done)


def forget_learnt(world: World) -> Deed:
    """A memory that an expert has learnt: the next night rebuilds the expert."""
    with MemoryStore.open(world.home.database) as store:
        learnt = [memory for memory in store.memories() if store.memory_experts(memory.id)]
        if not learnt:
            return forget(world)
        memory = world.chance.choice(learnt)

    def done(well: bool) -> None:
        world.said = [text for text in world.said if text != memory.text]

    return Deed(lambda: world.command("memory", "forget", str(memory.id), "--yes"), done)


def forget_all(world: World) -> Deed:
    """Everything; what a kill leaves over is erased by saying it again."""
    words = [*world.said, *world.kept()]

    def done(well: bool) -> None:
        if not well:
            kept = world.kept()
            if kept and not {*world.said} <= kept:
                world.faults.append("forget all: a part of the database was erased")
            if world.command("forget", "--all", "--yes").finish() is None:
                world.faults.append("forget all: failed undisturbed, after a kill")
        world.nothing_of(words)
        world.said.clear()

    return Deed(lambda: world.command("forget", "--all", "--yes"), done)


def migrate(world: World) -> Deed:
    """A database of one of the older versions is brought to this version's shape."""
    old = Home(world.folder / "old")
    shutil.rmtree(old.root, ignore_errors=True)
    old.create()
    steps = [step.name for step in migrations._migrations]
    version = world.chance.randrange(2, len(steps))
    database = Database(old.database)
    migrations.apply(database, stop_before=steps[version])
    database.execute(f"PRAGMA user_version = {version}")
    for number in range(OLD_ROWS):
        database.execute("INSERT INTO chats(title, created, updated, private) VALUES (?, 1, 2, 0)", [f"kept {number}"])
    database.conn.commit()
    database.close()

    def done(well: bool) -> None:
        with MemoryStore.open(old.database) as store:
            if len(store.chats()) != OLD_ROWS or store.sleeps() or store.memories():
                world.faults.append(f"migration from {version}: rows were lost")

    return Deed(lambda: world.command("chats", "list", "--limit", "1", home=old), done, old, unopened=True)


def night(world: World) -> Deed:
    """A real night of the tiny model: supervisor, worker and engine."""
    world.something_to_learn()
    return Deed(lambda: world.command("sleep"))


def night_on_screen(world: World) -> Deed:
    """The same from the terminal interface, whose engine is open beside the night's own."""
    world.something_to_learn()

    def script(screen: Screen) -> None:
        _ready(screen)
        screen.terminal.press("f5")
        screen.mark("asleep")
        screen.wait_for(lambda text: "Good morning" in text, 110)

    return Deed(lambda: Screen(world.terminal(), script))


def quick_night(world: World) -> Deed:
    """A night whose engine and trainer are stand-ins, up to its promotion; in a home of its own."""
    with MemoryStore.open(world.quick.database) as store:
        for noun in world.chance.sample(sorted(NAMES), 3):
            store.add_memory(statement(noun))
    return Deed(world.quick_night, home=world.quick)


ACTIONS: dict[str, Action] = {
    "ask": Action(ask, ("any", "writing"), 3),
    "chat on screen": Action(talk, ("phase", "writing"), 3),
    "import memories": Action(bring, ("any", "writing"), 2),
    "import chats": Action(bring_chats, ("any", "writing"), 2),
    "forget": Action(forget, ("any", "writing"), 2),
    "forget what was learnt": Action(forget_learnt, ("any", "writing"), 1),
    "forget --all": Action(forget_all, ("any", "writing"), 1),
    "migration": Action(migrate, ("any", "writing"), 2),
    "night": Action(night, ("phase", "phase", "promotion"), 2, sleeps=True),
    "night on screen": Action(night_on_screen, ("phase", "writing"), 1, sleeps=True),
    "promotion": Action(quick_night, ("promotion", "promotion", "phase"), 5, sleeps=True),
}
