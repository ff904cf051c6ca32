"""The reading curriculum: bundles that begin alike, and an exam on lives that no lesson used."""

from __future__ import annotations

from random import Random

import pytest

from assistant.experts import asking
from assistant.experts.asking import REFUSAL
from assistant.sleep.grounding import fault
from assistant.sleep.judging import is_right
from assistant.sleep.lessons import Lesson, exam, lessons, reading_lessons

COUNT = 150


@pytest.fixture(scope="module")
def bundles() -> list[list[Lesson]]:
    return lessons(Random(3), COUNT)


def test_there_are_as_many_bundles_as_asked_for_none_empty(bundles: list[list[Lesson]]) -> None:
    assert len(bundles) == COUNT and all(bundles)
    assert lessons(Random(3), 0) == []


def test_the_lessons_of_a_bundle_begin_alike(bundles: list[list[Lesson]]) -> None:
    for bundle in bundles:
        assert len({lesson.notes for lesson in bundle}) == 1
        if not bundle[0].notes and len(bundle) > 1:
            assert len({lesson.prompt for lesson in bundle}) == 1


def test_no_bundle_holds_a_lesson_twice(bundles: list[list[Lesson]]) -> None:
    for bundle in bundles:
        assert len({(lesson.prompt, lesson.reply) for lesson in bundle}) == len(bundle), bundle


def test_same_seed_same_lessons() -> None:
    assert lessons(Random(9), 5) == lessons(Random(9), 5) != lessons(Random(10), 5)


def test_all_sorts_are_taught(bundles: list[list[Lesson]]) -> None:
    every = [lesson for bundle in bundles for lesson in bundle]
    assert any(lesson.reply == REFUSAL and lesson.notes for lesson in every)
    assert any(lesson.reply == REFUSAL and not lesson.notes for lesson in every)
    assert {len(lesson.notes) for lesson in every} >= {0, 1, 2, 3, 5}


def test_taught_dreams_have_the_form_in_which_dreams_are_read(bundles: list[list[Lesson]]) -> None:
    taught = [lesson for bundle in bundles for lesson in bundle if not lesson.notes and "\n" in lesson.reply]
    assert taught
    for lesson in taught:
        _, span, answer = lesson.reply.split("\n")
        assert span.lower() in answer.lower()
        note = lesson.prompt.rsplit("\n- ", 1)[1]
        assert span in note and lesson.prompt == asking.request(note)


def test_taught_dreams_would_be_kept(bundles: list[list[Lesson]]) -> None:
    taught = [lesson for bundle in bundles for lesson in bundle if not lesson.notes and "\n" in lesson.reply]
    parts = [(*lesson.reply.split("\n"), lesson.prompt.rsplit("\n- ", 1)[1]) for lesson in taught]
    reasons = [fault(question, span, answer, note, set()) for question, span, answer, note in parts]
    assert not any(reasons), sorted(set(reasons))


def test_reading_lessons_always_have_notes() -> None:
    every = [lesson for bundle in reading_lessons(Random(4), 40) for lesson in bundle]
    assert all(lesson.notes for lesson in every)
    assert reading_lessons(Random(4), 0) == []


def test_the_exam_asks_what_its_notes_answer_and_what_they_do_not() -> None:
    read, never = exam(Random(5), 20, 10)
    assert (len(read), len(never)) == (20, 10)
    assert [len(question.notes) for question in read] == [1, 5] * 10
    assert all(is_right(question.notes[0], question.expected) for question in read)
    assert all(not question.expected for question in never)
    assert [bool(question.notes) for question in never] == [False, True] * 5


def test_no_exam_note_was_in_a_lesson() -> None:
    taught = {note for bundle in lessons(Random(0), 240) for lesson in bundle for note in lesson.notes}
    read, never = exam(Random(7919), 40, 20)
    assert not taught & {note for question in (*read, *never) for note in question.notes}
