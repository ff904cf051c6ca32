"""The reading curriculum: every pair can be answered from its note alone, and what may not be answerable is not."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from assistant.memory.wording import content_stems, to_you_form
from assistant.sleep.invented import (
    Invented,
    conflicting,
    invent,
    invent_life,
    near_miss,
    never_told,
)
from assistant.sleep.invented_making import all_templates, kind_of
from assistant.sleep.invented_notation import PRONOUNS, relations, slots
from assistant.sleep.invented_numbers import NUMBERS
from assistant.sleep.invented_text import article
from assistant.sleep.invented_values import draw, lists

DRAWS = 3000


@pytest.fixture(scope="module")
def drawn() -> list[Invented]:
    rng = Random(20)
    return [invent(rng) for _ in range(DRAWS)]


def test_span_stands_in_statement_and_answers_and_in_no_question(drawn: list[Invented]) -> None:
    for item in drawn:
        assert item.span in item.statement, item
        assert len(item.answers) == len(item.questions)
        assert all(item.span.lower() in answer.lower() for answer in item.answers), item
        assert not any(item.span.lower() in question.lower() for question in item.questions), item


def test_at_least_four_different_questions_in_several_styles(drawn: list[Invented]) -> None:
    opening = Counter(question.split()[0].lower() for item in drawn for question in item.questions)
    for item in drawn:
        assert len(set(item.questions)) == len(item.questions) >= 4, item
    assert len(opening) > 40
    for word in ("what", "where", "which", "how", "when", "who", "do", "remind", "can", "i", "tell"):
        assert opening[word] > 20, word


def test_wording_is_well_formed(drawn: list[Invented]) -> None:
    for item in drawn:
        for text in (item.statement, *item.questions, *item.answers):
            assert not re.search(r"[{}|]|  | \?|\.\.|:f\b|:m\b", text), text
        assert item.statement[0].isupper() or item.statement[0].isdigit() or item.statement[0] in '(£$"', item.statement
        assert item.statement.endswith(".")
        for answer in item.answers:
            assert answer.endswith((".", '."')) and (
                answer[0].isupper() or answer[0].isdigit() or answer[0] in '(£$"'
            ), answer
            assert not re.search(r"\b(I|my|our|we|me)\b", answer.replace(item.span, "")), answer


def test_answers_are_sentences_of_their_own(drawn: list[Invented]) -> None:
    recited = sum(answer == to_you_form(item.statement) for item in drawn for answer in item.answers)
    assert recited < 0.12 * sum(len(item.answers) for item in drawn)


def test_draws_rarely_repeat_and_no_answer_is_common(drawn: list[Invented]) -> None:
    assert len({item.statement for item in drawn}) > 0.97 * DRAWS
    most_common = Counter(item.span for item in drawn).most_common(1)[0][1]
    assert most_common < 0.02 * DRAWS


def test_same_seed_same_draws() -> None:
    assert invent_life(Random(5), 12) == invent_life(Random(5), 12)
    assert invent_life(Random(5), 12) != invent_life(Random(6), 12)


def test_every_slot_can_be_filled_and_every_ask_is_worded() -> None:
    assert len(relations()) >= 90
    assert len({relation.id for relation in relations()}) == len(relations())
    for relation in relations():
        assert relation.asks and relation.topic and relation.tags
        for slot in {slot for text in all_templates(relation) for slot in slots(text)}:
            assert relation.values.get(slot) or draw(kind_of(slot), Random(1))
        for ask in relation.asks:
            assert any(ask.slot in slots(text) for text in relation.statements), (relation.id, ask.slot)
            assert all(ask.slot in slots(text) for text in (*ask.answers, *ask.updates)), (relation.id, ask.slot)
            asked = (*ask.direct, *ask.clauses, *ask.terse, *ask.others)
            assert not any(ask.slot in slots(text) for text in asked), (relation.id, ask.slot)
            assert len(ask.direct) >= 2 and len(ask.clauses) >= 1 and len(ask.answers) >= 3, relation.id
            assert ask.terse or not relation.common, relation.id
        assert relation.subject or any(ask.others for ask in relation.asks), relation.id


def test_every_relation_is_drawn_and_names_every_slot_it_asks_about() -> None:
    rng = Random(8)
    seen = {invent(rng).relation for _ in range(5 * DRAWS)}
    assert len(seen) > 0.98 * len(relations())
    known = set(lists()) | set(NUMBERS) | PRONOUNS
    assert "pet" in known and "price" in known


def test_a_life_has_different_relations_and_one_name_per_person() -> None:
    for seed in range(40):
        life = invent_life(Random(seed), 15)
        assert len({item.relation for item in life}) == 15
        names: dict[str, str] = {}
        for item in life:
            subject = dict(item.subject)
            if "person" in subject and "name" in subject:
                assert names.setdefault(subject["person"], subject["name"]) == subject["name"]


def test_a_life_holds_several_notes_about_one_subject() -> None:
    together = 0
    for seed in range(40):
        subjects = Counter(item.subject[0][1] for item in invent_life(Random(seed), 8) if item.subject)
        together += max(subjects.values()) > 1
    assert together > 10


def test_a_life_larger_than_the_relations_is_refused() -> None:
    assert len(invent_life(Random(1), 200)) == 200
    with pytest.raises(ValueError, match="can be made"):
        invent_life(Random(1), len(relations()) + 1)


def test_conflicting_statements_share_questions_and_differ_in_the_answer() -> None:
    rng = Random(11)
    by_date = 0
    for _ in range(500):
        old, new = conflicting(rng)
        assert old.questions == new.questions and len(new.questions) >= 4
        assert old.span != new.span and old.subject[:1] == new.subject[:1]
        assert old.span in old.statement and new.span in new.statement
        assert all(new.span.lower() in answer.lower() and old.span != answer for answer in new.answers)
        assert old.span.isdigit() or old.span.lower() not in new.statement.lower()
        years = [re.findall(r"20[12]\d", item.statement) for item in (old, new)]
        if all(years) and re.match(r"\(?\d|Note|[A-Z]\w+ 20", old.statement):
            by_date += 1
            assert years[0][0] < years[1][0], (old.statement, new.statement)
    assert 50 < by_date < 250


def test_never_told_shares_no_topic_with_what_was_told() -> None:
    rng = Random(12)
    avoid = set(content_stems("My dog is called Fudge. My sister works in Turku. The wifi password is on the fridge."))
    for _ in range(300):
        asked = set(content_stems(never_told(rng, avoid)))
        assert not asked & {"dog", "sister", "wifi", "password", "fridge"}


def test_never_told_finds_a_question_however_much_was_told() -> None:
    rng = Random(13)
    avoid = {stem for _ in range(20_000) for stem in content_stems(invent(rng).statement)}
    question = never_told(rng, avoid)
    assert "live" in question


def test_near_miss_is_not_answered_by_the_life() -> None:
    rng = Random(14)
    for seed in range(200):
        life = invent_life(Random(seed), 5)
        asked = {question for item in life for question in item.questions}
        question = near_miss(rng, life)
        assert question and question not in asked
        told = {stem for item in life for stem in content_stems(item.statement)}
        kin = set(content_stems("sister brother mother father aunt uncle niece nephew")) & set(content_stems(question))
        if kin & told:  # the same person: then it must ask for something else
            same = [item for item in life if kin & set(content_stems(item.statement))]
            assert all(question not in item.questions for item in same)


def test_near_misses_are_close_to_the_notes() -> None:
    rng = Random(15)
    close = 0
    for seed in range(200):
        life = invent_life(Random(seed), 3)
        told = {stem for item in life for stem in (*item.topic, *content_stems(item.statement))}
        close += bool(told & set(content_stems(near_miss(rng, life))))
    assert close > 130


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("accountant", "an accountant"),
        ("bus driver", "a bus driver"),
        ("ukulele", "a ukulele"),
        ("unicycle", "a unicycle"),
        ("umbrella", "an umbrella"),
        ("electric bike", "an electric bike"),
        ("orange Seat", "an orange Seat"),
        ("heirloom", "an heirloom"),
        ("uncle", "an uncle"),
        ("Exodex", "an Exodex"),
        ("oil painting", "an oil painting"),
        ("pair of skis", "a pair of skis"),
        ("Ultimark", "an Ultimark"),
        ("old boat", "an old boat"),
        ("air traffic controller", "an air traffic controller"),
        ("usher", "an usher"),
        ("aubergine", "an aubergine"),
        ("Orbinova", "an Orbinova"),
    ],
)
def test_article(value: str, expected: str) -> None:
    assert article(value) == expected
