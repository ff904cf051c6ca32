"""From options to a suite and from rows to a table; the models are stand-ins."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.bench import recall, suites
from assistant.bench.arms import ARMS, Bench
from assistant.bench.lives import Fact, Probe, write_facts
from assistant.bench.suites import LATER, SUITES, run_suite
from assistant.config import Config
from assistant.errors import MachineError, UsageError
from assistant.events import SleepFinished
from assistant.paths import Home
from tests.assistant.sleep.fakes import World, build_world


def options(**given: Any) -> argparse.Namespace:
    plain = {
        "facts": None,
        "never_told": None,
        "memories": None,
        "seed": 1,
        "seeds": None,
        "nights": 1,
        "exams": None,
        "updates": None,
        "forgets": None,
        "arms": ["base", "notes"],
        "distractors": 4,
        "without": None,
        "added": None,
        "json": "-",
        "results": None,
        "plot": None,
        "data": None,
        "tokens": None,
    }
    return argparse.Namespace(**{**plain, **given})


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """What the suite opens instead of a home of its own with a real engine."""
    world = build_world(tmp_path, ())

    @contextmanager
    def opened(home: Home, config: Config, context: int) -> Iterator[Bench]:
        yield Bench(world.engine, world.night().builder, world.store, world.registry)

    monkeypatch.setattr(suites, "_open", opened)
    monkeypatch.setattr(suites, "resolve_model", lambda home, name: Path("/models/fake.gguf"))
    monkeypatch.setattr(recall, "run_sleep", lambda *given, **named: pytest.fail("a night was run"))
    return world


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The user's own home."""
    return Home(tmp_path / "users-home").create()


@pytest.mark.parametrize("suite", LATER)
def test_a_suite_that_is_not_built_says_so(home: Home, suite: str) -> None:
    with pytest.raises(MachineError, match=f"{suite} is not built yet. Built: {', '.join(SUITES)}"):
        run_suite(suite, options(), home)


def test_an_unknown_arm_is_refused_by_name(home: Home, world: World) -> None:
    with pytest.raises(UsageError, match=r"guess\. Arms: base"):
        run_suite("recall", options(arms=["base", "guess"]), home)


def test_a_facts_file_is_asked_and_written_as_the_contract_says(
    home: Home, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "facts.jsonl"
    write_facts(facts, [Fact("My dog is called Fudge.", (Probe("What is my dog's name?", ("Fudge",)),))])
    written = tmp_path / "out.json"
    assert run_suite("recall", options(facts=str(facts), json=str(written)), home) == 0
    result = json.loads(written.read_text(encoding="utf-8"))
    assert result.keys() == {"suite", "model", "machine", "seed", "command", "commit", "date", "rows"}
    assert result["suite"] == "recall" and result["seed"] == 1
    assert result["model"] == {"name": "Fake", "sha256": "f" * 64}
    assert [line["arm"] for line in result["rows"]] == ["base", "notes"]
    assert all(line["recall"]["n"] == 1 for line in result["rows"])
    assert capsys.readouterr().out.startswith("arm ")


def test_json_to_standard_output_is_nothing_but_json(
    home: Home, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    run_suite("recall", options(memories=(3,), arms=["notes", "base"]), home)
    result = json.loads(capsys.readouterr().out)
    assert [line["arm"] for line in result["rows"]] == [name for name in ARMS if name in ("base", "notes")]
    assert {line["recall"]["n"] for line in result["rows"]} == {9}


def test_made_up_lives_spread_over_the_nights(home: Home, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    run_suite("recall", options(memories=(2,), nights=2, arms=["base"]), home)
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [(line["night"], line["recall"]["n"]) for line in rows] == [(1, 6), (2, 12)]


def test_arms_are_asked_after_the_nights_that_were_named(
    home: Home, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    run_suite("recall", options(memories=(2,), nights=3, exams=(1, 3), arms=["base"]), home)
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [(line["night"], line["recall"]["n"]) for line in rows] == [(1, 6), (3, 18)]


def test_an_exam_after_a_night_that_is_not_slept_is_refused(home: Home, world: World) -> None:
    with pytest.raises(UsageError, match=r"no night 4 to ask after: 3 are slept"):
        run_suite("recall", options(memories=(2,), nights=3, exams=(1, 4)), home)


def test_exams_are_for_suites_that_sleep(home: Home, world: World) -> None:
    with pytest.raises(UsageError, match=r"--exams names nights"):
        run_suite("reading", options(exams=(1,)), home)


def test_the_users_home_gets_no_memory_and_no_night(home: Home, world: World) -> None:
    run_suite("recall", options(memories=(3,)), home)
    assert not home.database.exists() and not home.active.exists()
    assert list(home.experts.iterdir()) == [] and list(home.cache.iterdir()) == []


def test_the_rivals_adapters_do_not_stay_in_the_users_cache(
    home: Home, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.bench.finetune.load_trainer", lambda: world.trainer)
    run_suite("recall", options(memories=(3,), arms=["finetune"]), home)
    assert world.trainer.batches
    assert [path.name for path in home.cache.iterdir() if path.name.startswith("finetune")] == []


def test_several_seeds_are_one_table_with_the_runs_behind_it(
    home: Home, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    run_suite("recall", options(memories=(3,), seeds=(1, 2)), home)
    result = json.loads(capsys.readouterr().out)
    assert result["seed"] == [1, 2] and [run["seed"] for run in result["runs"]] == [1, 2]
    asked = [{reply["question"] for reply in run["rows"][0]["replies"]} for run in result["runs"]]
    assert asked[0] != asked[1]
    assert [(line["arm"], line["recall"]["n"]) for line in result["rows"]] == [("base", 18), ("notes", 18)]
    assert result["command"] == "reverie bench recall --memories 3 --arms base,notes --seeds 1,2"


def test_a_page_of_results_gets_table_and_command_and_a_picture_is_drawn(
    home: Home, world: World, tmp_path: Path
) -> None:
    page, picture = tmp_path / "results.md", tmp_path / "recall.svg"
    page.write_text("# Results\n\n<!-- small -->\n\nMore.\n", encoding="utf-8")
    run_suite("recall", options(memories=(2,), results=f"{page}#small", plot=str(picture)), home)
    text = page.read_text(encoding="utf-8")
    assert "`reverie bench recall --memories 2 --arms base,notes --seed 1` at " in text
    assert "| base | 1 | " in text and text.endswith("<!-- /small -->\n\nMore.\n")
    assert str(tmp_path) not in text
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_extraction_and_retrieval_write_their_tables_without_a_model(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text(
        '{"message": "My dog is called Fudge.", "expected": [{"words": ["Fudge"]}]}\n', encoding="utf-8"
    )
    page = tmp_path / "results.md"
    page.write_text("<!-- extraction -->\n\n<!-- retrieval -->\n", encoding="utf-8")
    run_suite("extraction", options(data=str(labelled), arms=None, results=str(page)), home)
    result = json.loads(capsys.readouterr().out)
    assert result.keys() == {"suite", "command", "commit", "date", "machine", "rows"}
    run_suite("retrieval", options(memories=(400,), arms=["words"], results=str(page), json=None), home)
    text = page.read_text(encoding="utf-8")
    assert "`reverie bench extraction --data labelled.jsonl` at " in text and "| all | all | 1 | 1.0 | 1 |" in text
    assert "`reverie bench retrieval --memories 400 --arms words --seed 1` at " in text
    assert "| lives | 400 memories | told | words | 900 |" in text
    assert str(tmp_path) not in text


def test_many_nights_come_with_updates_and_things_to_forget(
    home: Home, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    run_suite("recall", options(memories=(10,), nights=3, arms=["base"]), home)
    last = json.loads(capsys.readouterr().out)["rows"][-1]
    assert last["superseded"]["n"] > 0 and last["forgotten"]["n"] == 3
    run_suite("recall", options(memories=(10,), nights=3, arms=["base"], updates=0, forgets=0), home)
    last = json.loads(capsys.readouterr().out)["rows"][-1]
    assert last["superseded"] is None and last["forgotten"] is None


def test_never_told_questions_may_come_from_a_file(
    home: Home, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "never.txt"
    file.write_text("Where is my tuba?\n\nWho is my tailor?\n", encoding="utf-8")
    run_suite("recall", options(memories=(2,), never_told=str(file)), home)
    builder = world.night().builder
    assert builder.prompt_text("Where is my tuba?") in world.engine.prompts
    assert "--never-told never.txt" in json.loads(capsys.readouterr().out)["command"]
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no questions"):
        run_suite("recall", options(never_told=str(file)), home)


def test_reading_reaches_its_suite(home: Home, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    (home.experts / "core-00001").mkdir()
    monkey = pytest.MonkeyPatch()
    monkey.setattr(suites, "_prepare_core", lambda *given: None)
    try:
        run_suite("reading", options(memories=(6,), distractors=2), home)
    finally:
        monkey.undo()
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["notes"] for row in rows} == {"none", "alone", "first of 3", "among 3", "alike 3", "retrieved"}


def test_retrieval_asks_the_product_with_the_users_core(
    home: Home, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[object] = []

    def run(options: argparse.Namespace, bench: Bench, narrator: object) -> list[dict[str, Any]]:
        given.append(bench.engine)
        return []

    monkeypatch.setattr(suites, "_prepare_core", lambda *given: None)
    monkeypatch.setattr("assistant.bench.retrieval.run", run)
    run_suite("retrieval", options(arms=None), home)
    assert given == [world.engine]
    assert json.loads(capsys.readouterr().out)["model"] == {"name": "Fake", "sha256": "f" * 64}


@pytest.mark.parametrize(
    ("suite", "given", "message"),
    [
        ("recall", {"without": ("dreams",)}, "no part 'dreams'"),
        ("recall", {"memories": (10, 20)}, "one number to --memories"),
        ("ablation", {"without": ("imitation",)}, "no imitation"),
        ("ablation", {"added": ("epoch", "imitation+dreams")}, "no 'dreams' to add"),
        ("recall", {"added": ("anchors",)}, "no 'anchors' to add"),
        ("reading", {"added": ("epoch",)}, "--with changes the nights of"),
        ("longcontext", {"tokens": (1024, 128)}, "512 tokens at least, not 128"),
        ("reading", {"plot": "x.svg"}, "goes with `bench recall`"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_begins(
    home: Home, monkeypatch: pytest.MonkeyPatch, suite: str, given: dict[str, Any], message: str
) -> None:
    monkeypatch.setattr(suites, "_open", lambda *given: pytest.fail("an engine was started"))
    with pytest.raises(UsageError, match=message):
        run_suite(suite, options(**given), home)


def test_ablation_runs_a_fresh_home_for_each_part(
    home: Home, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nights: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def slept(
        task: object, bench: object, own: object, config: object, facts: object, chosen: Any, left: Any, added: Any
    ) -> Any:
        nights.append((left, added))
        return [{"arm": arm, "night": 1} for arm in chosen]

    monkeypatch.setattr(suites, "_slept", slept)
    monkeypatch.setattr(suites, "_prepare_core", lambda *given: None)
    run_suite("ablation", options(memories=(2,), without=("anchors", "routing"), arms=None), home)
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert nights == [((), ()), (("anchors",), ())]
    assert [(row["arm"], row["without"]) for row in rows] == [
        ("expert", "nothing"),
        ("forced", "nothing"),
        ("product", "nothing"),
        ("expert", "routing"),
        ("product", "routing"),
        ("expert", "anchors"),
        ("forced", "anchors"),
        ("product", "anchors"),
    ]
    nights.clear()
    run_suite("ablation", options(memories=(2,), added=("imitation", "epoch+epoch"), arms=None), home)
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert nights == [((), ()), ((), ("imitation",)), ((), ("epoch", "epoch"))]
    assert [row.get("with") for row in rows] == [None] * 3 + ["imitation"] * 3 + ["epoch+epoch"] * 3


def test_what_is_added_reaches_the_night(
    home: Home, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []

    def run_sleep(*given: object, **named: Any) -> SleepFinished:
        asked.append((named["without"], named["added"]))
        return SleepFinished("accept", "", {})

    monkeypatch.setattr(recall, "run_sleep", run_sleep)
    monkeypatch.setattr(suites, "_prepare_core", lambda *given: None)
    run_suite(
        "recall", options(memories=(2,), arms=["expert"], without=("anchors",), added=("epoch", "imitation")), home
    )
    assert asked == [(("anchors",), ("epoch", "imitation"))]
    assert "--without anchors --with epoch,imitation" in json.loads(capsys.readouterr().out)["command"]
