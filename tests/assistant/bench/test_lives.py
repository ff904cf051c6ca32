"""Judging lives: three probes a fact, plans with changes, files, and nothing shared with what the product trains on."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from assistant.bench import lives_making
from assistant.bench.lives import Fact, Probe, fate, lives, never_told, plan, read_facts, write_facts
from assistant.errors import UsageError
from assistant.sleep import invented_names, invented_notation, invented_text, invented_values
from assistant.sleep.judging import is_right


def masked(template: str) -> str:
    """A wording with its slots as `_`, contractions opened, everything but words dropped."""
    text = (
        re.sub(r"\{[\w:]+\}(?:'s)?|\d+", " _ ", template.lower())
        .replace("what's", "what is")
        .replace("who's", "who is")
    )
    return " ".join(re.findall(r"[\w]+", text.replace("where's", "where is").replace("'", "")))


def training_wordings() -> set[str]:
    """Every statement and question of the curriculum, masked."""
    found: set[str] = set()
    for relation in invented_notation.relations():
        found |= {masked(text) for text in relation.statements}
        for ask in relation.asks:
            found |= {masked(text) for text in (*ask.updates, *ask.direct, *ask.terse, *ask.clauses, *ask.others)}
    return found


def judging_wordings() -> Iterable[str]:
    for relation in lives_making.relations():
        yield from relation.statements
        yield from relation.updates
        yield from (text for text, _ in relation.questions)


def test_no_wording_is_shared_with_training() -> None:
    training = training_wordings()
    assert not {text for text in judging_wordings() if masked(text) in training}


def test_no_judging_question_is_a_training_clause_in_a_frame() -> None:
    clauses = {
        masked(text) for relation in invented_notation.relations() for ask in relation.asks for text in ask.clauses
    }
    frames = [frame.replace("{e}", "{x}") for frame in (*invented_text.CLAUSE_FRAMES, *invented_text.NOUN_FRAMES)]
    edges = [tuple(masked(part) for part in frame.split("{x}")) for frame in frames]
    for text in judging_wordings():
        question = masked(text)
        for before, after in edges:
            if question.startswith(before) and question.endswith(after):
                assert question.removeprefix(before).removesuffix(after).strip() not in clauses, text


def test_no_value_is_shared_with_training() -> None:
    training = {
        value[:-2] if value[-2:] in (":f", ":m") else value
        for values in invented_values.lists().values()
        for value in values
    }
    for name in ("FEMALE", "MALE", "SURNAMES", "TOWNS", "COUNTRIES", "LANGUAGES", "PET_NAMES", "NICKNAMES"):
        training |= set(getattr(invented_names, name))
    folded = {value.lower() for value in training}
    judging = {value for values in lives_making.lists().values() for value in values}
    assert not {value for value in judging if value.lower() in folded}


def test_every_fact_has_three_different_probes_answered_by_its_statement() -> None:
    for fact in lives(200, 3):
        assert len({probe.question for probe in fact.probes}) == 3
        assert not re.search(r"[{}|]|=>|  ", fact.statement)
        for probe in fact.probes:
            assert probe.expected and not probe.forbidden
            assert probe.question[0].isupper() and probe.question[-1] in "?." and "{" not in probe.question
            assert is_right(fact.statement, probe.expected), (fact.statement, probe)
            assert not is_right(probe.question, probe.expected), probe


def test_probes_of_one_life_have_one_answer_each() -> None:
    facts = lives(250, 4)
    questions = Counter(probe.question for fact in facts for probe in fact.probes)
    assert questions.most_common(1)[0][1] == 1
    assert len({fact.statement for fact in facts}) == 250


def test_lives_are_made_from_the_seed() -> None:
    assert lives(40, 1) == lives(40, 1)
    assert lives(40, 1) != lives(40, 2)
    assert len({fact.kind for fact in lives(40, 1)}) >= 6


def test_too_many_facts_are_refused() -> None:
    with pytest.raises(UsageError, match=r"9999 facts were asked for; \d+ different"):
        lives(9999, 1)


def test_dates_times_and_numbers_are_accepted_in_several_spellings() -> None:
    spell = lives_making.spellings
    assert {"3 March", "March 3", "3rd of March"} <= set(spell("day", {"day": "3 March"}))
    assert {"7:45", "quarter to eight"} <= set(spell("clock", {"clock": "7:45"}))
    assert {"12:30", "half past twelve"} <= set(spell("clock", {"clock": "12:30"}))
    assert {"42", "forty-two"} <= set(spell("years", {"years": "42"}))
    assert {"seven", "7 iodine"} <= set(spell("tablets", {"tablets": "seven", "pill": "iodine"}))
    assert {"fiancée", "fiancee"} <= set(spell("kin", {"kin": "fiancée"}))
    assert spell("nook", {"nook": "inside the piano bench"}) == ("piano bench",)


def test_a_plan_tells_every_night_and_changes_some() -> None:
    facts = plan(7, 15, 10, 5, seed=2)
    fresh = Counter(fact.night for fact in facts if fact.kind != "update")
    assert fresh == dict.fromkeys(range(1, 8), 15)
    assert [fact.night for fact in facts] == sorted(fact.night or 0 for fact in facts)
    fates = Counter(fate(fact, facts, 7) for fact in facts)
    assert fates == {"holds": 105 - 15 + 10, "superseded": 10, "forgotten": 5}


def test_an_update_asks_the_same_and_forbids_the_old_value() -> None:
    facts = plan(7, 15, 10, 5, seed=3)
    for new in (fact for fact in facts if fact.kind == "update"):
        old = next(
            fact for fact in facts if fact.kind != "update" and fact.probes[0].question == new.probes[0].question
        )
        assert old.until == (new.night or 0) - 1
        assert is_right(new.statement, new.probes[0].expected, new.probes[0].forbidden), new
        assert not is_right(old.statement, new.probes[0].expected, new.probes[0].forbidden), (old, new)
        assert fate(old, facts, old.until or 0) == "holds"


def test_a_fact_is_untold_before_its_night() -> None:
    assert fate(Fact("A.", (Probe("A?", ("a",)),), night=2), [], 1) == "untold"


def test_a_plan_that_cannot_be_made_says_what_can() -> None:
    with pytest.raises(UsageError, match="allow 0 updates"):
        plan(1, 10, 3, 0, seed=1)


def test_never_told_questions_are_not_about_what_was_told() -> None:
    facts = lives(120, 5)
    told = {probe.question for fact in facts for probe in fact.probes}
    questions = never_told(60, 5, facts)
    assert len(set(questions)) == 60
    assert not set(questions) & told


def test_never_told_respects_facts_in_other_words() -> None:
    told = [
        Fact(f"My {kin} lives in Turku, a city up north.", (Probe("Where?", ("Turku",)),))
        for kin in lives_making.lists()["kin"]
    ]
    assert not [question for question in never_told(150, 6, told) if "city" in question]


def test_facts_survive_the_file(tmp_path: Path) -> None:
    facts = plan(3, 5, 2, 1, seed=9)
    write_facts(tmp_path / "facts.jsonl", facts)
    assert read_facts(tmp_path / "facts.jsonl") == facts


def test_the_contract_line_is_read(tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_text(
        '\n{"statement": "I sail.", "night": 2, "probes": [{"question": "Sport?", "expected": ["sail"]}]}\n'
    )
    assert read_facts(file) == [Fact("I sail.", (Probe("Sport?", ("sail",)),), night=2)]


GOOD = {"statement": "I sail.", "probes": [{"question": "Sport?", "expected": ["sail"]}]}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: found no JSON"),
        ("[]", r"line 2: found \[\]; expected an object"),
        (json.dumps({"probes": []}), 'line 2: found no "statement"'),
        (json.dumps(GOOD | {"statement": " "}), 'line 2: found " " as "statement"; expected text'),
        (json.dumps(GOOD | {"statment": "x"}), 'line 2: found "statment"; expected only'),
        (json.dumps(GOOD | {"probes": []}), 'line 2: found .* as "probes"'),
        (json.dumps(GOOD | {"probes": ["a"]}), "line 2, probe 1: found"),
        (json.dumps(GOOD | {"probes": [{"question": "A?", "expected": []}]}), 'probe 1: found an empty "expected"'),
        (json.dumps(GOOD | {"probes": [{"question": "A?", "expected": "a"}]}), "expected a list of strings"),
        (json.dumps(GOOD | {"night": 0}), 'found 0 as "night"; expected a whole number from 1'),
        (json.dumps(GOOD | {"night": True}), 'found true as "night"'),
        (json.dumps(GOOD | {"night": 3, "until": 2}), 'found "until" 2 before "night" 3'),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_text(json.dumps(GOOD) + "\n" + line + "\n")
    with pytest.raises(UsageError, match=message):
        read_facts(file)


def test_missing_empty_and_binary_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_facts(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(UsageError, match="holds no facts"):
        read_facts(tmp_path / "empty.jsonl")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_facts(tmp_path / "binary.jsonl")
