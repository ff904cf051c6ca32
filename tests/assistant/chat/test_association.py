"""Meaning is asked only where words found nothing sure, only for questions of one's own, only of a core expert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.chat import association
from assistant.chat.association import Association
from assistant.experts.asking import REFUSAL
from assistant.experts.manifest import Level, to_json
from assistant.experts.registry import MANIFEST, ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.base import AdapterRef
from tests.builders import BASE, build_store, write_expert
from tests.fakes import FakeEngine

FLAT, DOG, SISTER = "My flat is on the sixth floor.", "My dog is called Fudge.", "My sister works in Turku."


@dataclass(slots=True)
class Judge(FakeEngine):
    """An engine that finds a question likelier after some notes than after others."""

    gains: dict[str, float] = field(default_factory=dict)
    denied: dict[str, float] = field(default_factory=dict)
    """Log-probability of the refusal beside each note; -20 beside others."""
    judged: list[tuple[str, int, tuple[AdapterRef, ...]]] = field(default_factory=list)

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        self.judged.append((text, len(prompts), tuple(adapters)))
        if text == REFUSAL:
            return [next((p for note, p in self.denied.items() if f"- {note}" in prompt), -20.0) for prompt in prompts]
        return [
            -20.0 + next((gain for note, gain in self.gains.items() if f"- {note}" in prompt), 0.0)
            for prompt in prompts
        ]


@dataclass(slots=True)
class Scene:
    home: Home
    store: MemoryStore
    engine: Judge
    registry: ExpertRegistry

    def found(self, query: str, limit: int = 5) -> list[str]:
        return [hit.memory.text for hit in Association(self.store, self.engine, self.registry).find(query, limit)]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    home = Home(tmp_path / "home").create()
    registry = ExpertRegistry(home, BASE)
    write_expert(home, "core-1", Level.CORE)
    registry.activate(["core-1"])
    with build_store(tmp_path, [FLAT, DOG, SISTER]) as store:
        yield Scene(home, store, Judge(), registry)


def test_a_note_without_a_common_word_is_found_by_meaning(scene: Scene) -> None:
    scene.engine.gains = {FLAT: 9.0, DOG: 1.0}
    assert scene.found("How high up do I live?") == [FLAT]
    (question, prompts, adapters) = scene.engine.judged[0]
    assert (question, prompts) == ("How high up do I live?", 4)
    assert [adapter.path.parent.name for adapter in adapters] == ["core-1"]


@pytest.mark.parametrize(("gain", "found"), [(association.OWN + 0.1, [FLAT]), (association.OWN - 0.1, [])])
def test_a_question_about_oneself_takes_a_note_that_gains_enough(scene: Scene, gain: float, found: list[str]) -> None:
    scene.engine.gains = {FLAT: gain}
    assert scene.found("How high up do I live?") == found


@pytest.mark.parametrize(("gain", "found"), [(association.ADVICE + 0.1, [FLAT]), (association.ADVICE - 0.1, [])])
def test_a_question_for_advice_takes_more(scene: Scene, gain: float, found: list[str]) -> None:
    scene.engine.gains = {FLAT: gain}
    assert scene.found("Which button should I press in the lift?") == found


def test_the_best_comes_first_and_what_is_far_behind_not_at_all(scene: Scene) -> None:
    scene.engine.gains = {SISTER: 9.0, FLAT: 10.0, DOG: 10.0 - association.WITHIN - 0.1}
    assert scene.found("Who or what do I love?") == [FLAT, SISTER]
    assert scene.found("Who or what do I love?", limit=1) == [FLAT]


@pytest.mark.parametrize(
    "text",
    [
        "My dog is called Fudge.",
        "I live rather high up.",
        "How high is Mount Everest?",
        "Write me a poem about the sea.",
        "What is my dog called?",
    ],
)
def test_meaning_is_not_asked_about_statements_the_world_tasks_and_what_words_find(scene: Scene, text: str) -> None:
    scene.engine.gains = {FLAT: 30.0}
    assert FLAT not in scene.found(text)
    assert scene.engine.judged == []


def test_what_words_doubted_gives_way_to_what_meaning_is_sure_of(scene: Scene) -> None:
    scene.store.add_memory("My brother works as a baker.")
    doubtful = "What does my brother do on the sixth floor of his house?"
    assert scene.found(doubtful) and scene.engine.judged
    scene.engine.gains = {FLAT: 9.0}
    assert scene.found(doubtful) == [FLAT]


def test_without_an_active_core_words_decide_alone(scene: Scene) -> None:
    scene.registry.activate([])
    scene.engine.gains = {FLAT: 30.0}
    assert scene.found("How high up do I live?") == []
    assert scene.engine.judged == []


def test_a_core_of_another_model_is_not_asked(scene: Scene) -> None:
    write_expert(scene.home, "core-2", Level.CORE, base="b" * 64)
    ExpertRegistry(scene.home).activate(["core-2"])  # as if the model had been changed since
    scene.engine.gains = {FLAT: 30.0}
    assert scene.found("How high up do I live?") == []


def test_no_more_notes_are_asked_about_than_the_wait_allows(scene: Scene) -> None:
    for number in range(2 * association.CANDIDATES):
        scene.store.add_memory(f"Box {number} holds books.")
    scene.found("How high up do I live?")
    assert scene.engine.judged[0][1] == association.CANDIDATES + 1


def test_how_each_note_was_judged_is_told(scene: Scene) -> None:
    scene.engine.gains = {FLAT: 9.0, DOG: 5.5, SISTER: -1.0}
    search = Association(scene.store, scene.engine, scene.registry).search("How high up do I live?", 5)
    assert {number: (one.gain, one.needed, one.likely) for number, one in search.meaning.items()} == {
        1: (9.0, 6.0, True),
        2: (5.5, 6.0, False),
        3: (-1.0, 6.0, False),
    }
    assert [hit.meaning for hit in search.found] == [search.meaning[1]]
    assert search.words_alone == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("I live rather high up.", "nothing is asked"),
        ("How high is Mount Everest?", "the question does not mention you"),
        ("What is my dog called?", "words found enough"),
    ],
)
def test_why_meaning_was_not_asked_is_told(scene: Scene, text: str, why: str) -> None:
    search = Association(scene.store, scene.engine, scene.registry).search(text, 5)
    assert (search.words_alone, search.meaning) == (why, {})
    scene.registry.activate([])
    search = Association(scene.store, scene.engine, scene.registry).search(text, 5)
    assert search.words_alone == "no core expert is in force"


@pytest.fixture
def denying(scene: Scene) -> Scene:
    """A core that was taught long enough to say which notes do not answer."""
    core = scene.registry.load("core-1")
    folder = scene.registry.folder("core-1")
    (folder / MANIFEST).write_text(to_json(replace(core, denies_from=-1.5, beside_notes=0.9)), encoding="utf-8")
    return scene


def test_a_core_that_can_deny_is_asked_about_unlikelier_notes(denying: Scene) -> None:
    denying.engine.gains = {FLAT: association.OWN_DENIABLE + 0.1}
    assert denying.found("How high up do I live?") == [FLAT]
    text, prompts, adapters = denying.engine.judged[1]
    assert (text, prompts, [adapter.scale for adapter in adapters]) == (REFUSAL, 1, [0.9])


def test_a_note_that_the_core_denies_is_not_found_and_the_others_are(denying: Scene) -> None:
    denying.engine.gains = {FLAT: 9.0, SISTER: 8.0}
    denying.engine.denied = {FLAT: -1.4, SISTER: -1.6}
    assert denying.found("How high up do I live?") == [SISTER]
    meaning = Association(denying.store, denying.engine, denying.registry).search("How high up do I live?", 5).meaning
    assert {number: (one.denial, one.denied_from, one.denied) for number, one in meaning.items()} == {
        1: (-1.4, -1.5, True),
        2: (None, None, False),
        3: (-1.6, -1.5, False),
    }
    denying.engine.denied = {FLAT: -0.1, SISTER: -0.1}
    assert denying.found("How high up do I live?") == []


def test_what_words_are_sure_of_is_not_denied(denying: Scene) -> None:
    denying.engine.denied = {DOG: -0.1}
    assert denying.found("What is my dog called?") == [DOG]
    assert denying.engine.judged == []


def test_words_of_a_question_about_the_world_are_believed_where_the_core_does_not_deny_them(denying: Scene) -> None:
    starter = "My sourdough starter is called Gertrude and I feed her rye flour every Friday."
    number = denying.store.add_memory(starter).id
    denying.store.set_keys(number, ["When do I bake bread?", "Which bread do I bake?"])
    asked = "What do we call a person who bakes bread?"
    assert denying.found(asked) == [starter]
    denying.engine.denied = {starter: -0.1}
    assert denying.found(asked) == []
    search = Association(denying.store, denying.engine, denying.registry).search(asked, 5)
    assert search.meaning[number].denied and not search.meaning[number].likely
    # Whose starter it is, is plain here, and refusing is then the reader's business.
    assert denying.found("Who is Gertrude, the sourdough starter?") == [starter]


def test_what_words_found_and_the_core_denies_gives_way_to_what_meaning_finds(denying: Scene) -> None:
    visit, starter = "The cardiologist has moved my stent check to 19 November.", "I feed the starter every month."
    denying.store.add_memory(visit)
    keys = ["In which month should I ask for a day off?", "Which month is my day off?"]
    number = denying.store.add_memory(starter).id
    denying.store.set_keys(number, keys)
    asked = "In which month should I ask for a day off because of that medical appointment of mine?"
    assert denying.found(asked) == [starter]
    denying.engine.denied, denying.engine.gains = {starter: -0.1}, {visit: 9.0}
    assert denying.found(asked) == [visit]
    search = Association(denying.store, denying.engine, denying.registry).search(asked, 5)
    assert search.meaning[number].denied, "why it was not recalled is told"
    denying.engine.denied[visit] = -0.1
    assert denying.found(asked) == []


def test_a_question_that_mentions_nobody_may_be_for_a_note_that_shares_a_word_with_it(denying: Scene) -> None:
    parrot = "Our parrot is terrified of umbrellas."
    denying.store.add_memory(parrot)
    asked = "What should a visitor avoid opening near the parrot?"
    denying.engine.gains = {parrot: association.WORLD + 0.1, FLAT: 30.0}
    assert denying.found(asked) == [parrot]
    assert [prompts for _, prompts, _ in denying.engine.judged] == [2, 1], "only that note, and whether it answers"
    denying.engine.gains = {parrot: association.WORLD - 0.1}
    assert denying.found(asked) == []
    denying.engine.judged.clear()
    assert denying.found("How high is Mount Everest?") == [] and denying.engine.judged == []


def test_one_word_in_common_is_no_reason_to_ask_about_a_note(denying: Scene) -> None:
    exam = "My next exam is in the spring of 2027."
    denying.store.add_memory(exam)
    denying.engine.gains = {exam: 30.0}
    assert denying.found("Which season follows spring?") == [] and denying.engine.judged == []
    assert denying.found("When in spring is the exam?") == [exam]


def test_a_question_that_mentions_nobody_needs_a_surer_core(denying: Scene) -> None:
    parrot = "Our parrot is terrified of umbrellas."
    denying.store.add_memory(parrot)
    asked = "What should a visitor avoid opening near the parrot?"
    denying.engine.gains = {parrot: association.WORLD + 0.1}
    denying.engine.denied = {parrot: -1.5 - association.DOUBTED + 0.1}
    assert denying.found(asked) == []
    denying.engine.denied = {parrot: -1.5 - association.DOUBTED - 0.1}
    assert denying.found(asked) == [parrot]
