"""The core that ships with the starter, in the real engine: it reads notes and says what it was not told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.experts.shipped import adopt
from assistant.paths import Home
from assistant.sleep.evaluation import Question, ask, claimed, right
from assistant.sleep.examples import ExampleBuilder
from backends.base import AdapterRef, InferenceBackend
from backends.registry import load_inference

pytestmark = pytest.mark.slow

TOLD = (
    ("My parrot is called Admiral.", "What is the name of my parrot?", "Admiral"),
    ("I pay 740 euros of rent to Mrs Okafor.", "How much is my rent?", "740"),
    ("My choir rehearses on Tuesdays at half past seven.", "When does my choir rehearse?", "Tuesday"),
    ("I can't stand coriander.", "Which herb do I hate?", "coriander"),
    ("My uncle Renzo repairs clocks in Bergamo.", "What does my uncle Renzo do?", "clocks"),
    ("The number of my parking space is B17.", "Which parking space is mine?", "B17"),
    ("I was born in Windhoek.", "Where was I born?", "Windhoek"),
    ("My passport expires in March 2031.", "When does my passport run out?", "2031"),
)
NEVER_TOLD = (
    "What is the name of my cat?",
    "Which street do I live in?",
    "Who is my doctor?",
    "When is my mother's birthday?",
    "What colour is my bicycle?",
    "Where did I go to school?",
    "What is my shoe size?",
    "Which instrument does my brother play?",
)


@pytest.fixture(scope="module")
def engine(starter_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InferenceBackend]:
    """The starter with its core mounted."""
    loaded = load_inference(starter_model, context=2048)
    registry = ExpertRegistry(Home(tmp_path_factory.mktemp("home")).create(), loaded.info.sha256)
    core = adopt(registry)
    assert core is not None
    loaded.set_adapters([AdapterRef(registry.folder(core.id) / GGUF, core.beside_notes)])
    yield loaded
    loaded.close()


def test_it_reads_notes(engine: InferenceBackend) -> None:
    questions = [Question(asked, (answer,), notes=(note,)) for note, asked, answer in TOLD]
    replies = ask(engine, ExampleBuilder(engine), questions)
    assert right(questions, replies).right >= 7, replies


def test_it_refuses_what_nobody_told(engine: InferenceBackend) -> None:
    others = tuple(note for note, _, _ in TOLD[:2])
    bare, beside = ([Question(text, notes=notes) for text in NEVER_TOLD] for notes in ((), others))
    replies = ask(engine, ExampleBuilder(engine), [*bare, *beside])
    assert claimed(replies[: len(bare)]).right <= 1, replies
    assert claimed(replies).right <= len(replies) / 2, "the bare model claims something nearly always"
