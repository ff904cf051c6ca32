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
from assistant.bench.suites import LATER, SUITES, run_suite, table
from assistant.config import Config
from assistant.errors import MachineError, UsageError
from assistant.paths import Home
from tests.assistant.sleep.fakes import World, build_world

ROW = {
    "arm": "product",
    "night": 1,
    "recall": {"value": 0.5, "n": 20, "ci95": [0.3, 0.7]},
    "recited": 0.05,
    "retention": None,
    "drift": 0.01234,
    "false_memory": 0.25,
    "general_accuracy": 0.6,
    "seconds": 61.4,
    "seconds_per_memory": None,
}


def options(**given: Any) -> argparse.Namespace:
    plain = {
        "facts": None,
        "memories": None,
        "seed": 1,
        "nights": 1,
        "arms": ["base", "notes"],
        "without": None,
        "json": "-",
    }
    return argparse.Namespace(**{**plain, **given})


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """What the suite opens instead of a home of its own with a real engine."""
    world = build_world(tmp_path, ())

    @contextmanager
    def opened(home: Home, config: Config) -> Iterator[Bench]:
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
    assert result.keys() == {"suite", "model", "machine", "seed", "rows"}
    assert result["suite"] == "recall" and result["seed"] == 1
    assert result["model"] == {"name": "Fake", "sha256": "f" * 64}
    assert [line["arm"] for line in result["rows"]] == ["base", "notes"]
    assert all(line["recall"]["n"] == 1 for line in result["rows"])
    assert capsys.readouterr().out.startswith("arm ")


def test_json_to_standard_output_is_nothing_but_json(
    home: Home, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    run_suite("recall", options(memories=3, arms=["notes", "base"]), home)
    result = json.loads(capsys.readouterr().out)
    assert [line["arm"] for line in result["rows"]] == [name for name in ARMS if name in ("base", "notes")]
    assert {line["recall"]["n"] for line in result["rows"]} == {9}


def test_made_up_lives_spread_over_the_nights(home: Home, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    run_suite("recall", options(memories=2, nights=2, arms=["base"]), home)
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [(line["night"], line["recall"]["n"]) for line in rows] == [(1, 6), (2, 12)]


def test_the_users_home_gets_no_memory_and_no_night(home: Home, world: World) -> None:
    run_suite("recall", options(memories=3), home)
    assert not home.database.exists() and not home.active.exists()
    assert list(home.experts.iterdir()) == [] and list(home.cache.iterdir()) == []


def test_the_rivals_adapters_do_not_stay_in_the_users_cache(
    home: Home, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.bench.finetune.load_trainer", lambda: world.trainer)
    run_suite("recall", options(memories=3, arms=["finetune"]), home)
    assert world.trainer.batches
    assert [path.name for path in home.cache.iterdir() if path.name.startswith("finetune")] == []


def test_the_table_has_a_line_a_row_and_aligned_columns() -> None:
    head, line = table([ROW]).splitlines()
    assert line.split() == ["product", "1", "0.50", "0.30-0.70", "20", "0.05", "-", "0.0123", "0.25", "0.60", "61", "-"]
    assert head.index("recall") == line.index("0.50")
