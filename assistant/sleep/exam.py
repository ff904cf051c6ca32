"""The same questions before and after a night, asked as chat would ask them.

Tonight's probes are asked of the expert itself, without a note: by heart, where it recites. All else goes by routing:
what finds a memory meets the core with its note before it if that core reads notes, else the expert; what asks about
the user without finding one meets the core, and the rest meets the unchanged base. Probes of older memories meet the
very experts that chat would mount for them where no note stands in the prompt, today and tomorrow.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.chat.association import Association
from assistant.chat.recollection import by_heart, recollect
from assistant.experts.levels import active_core
from assistant.experts.reader import reader_of
from assistant.experts.routing import Route, Router
from assistant.memory.questions import asks_about_the_user
from assistant.memory.records import MemoryStatus
from assistant.sleep import evaluation, study_plan
from assistant.sleep.anchors import DRIFT_ANCHORS
from assistant.sleep.evaluation import Question
from assistant.sleep.general import GENERAL
from assistant.sleep.night import Night, Progress
from assistant.sleep.verdict import Scorecard
from backends.base import AdapterRef

Adapters = tuple[AdapterRef, ...]
Ask = Callable[[Sequence[Question], Route, Progress, int], list[str]]
NOTES_LOOKED_FOR = 5
"""Memories that a question may find when an older one is routed, as many as chat looks for."""


class Exam:
    """Prepared once a night, sat twice."""

    def __init__(
        self,
        night: Night,
        probes: Sequence[Question],
        told: Sequence[str],
        core: Adapters,
        older: Sequence[Question] = (),
    ) -> None:
        self._night = night
        self._probes = list(probes)
        self._older = list(older)
        self._core = core
        recipe = night.recipe
        self._never_told = [Question(text) for text in _never_told(night, told)]
        self._general = list(GENERAL[: recipe.general_questions])
        neutral = DRIFT_ANCHORS[: recipe.drift_anchors]
        self._finder = Association(night.store, night.engine, night.registry)
        routed = [*(question.text for question in (*self._never_told, *self._general)), *neutral]
        hits = {text: self._finder.find(text, NOTES_LOOKED_FOR) for text in routed}
        self._found = {text: tuple(hit.memory.text for hit in found) for text, found in hits.items() if found}
        self._reader = reader_of(night.registry, active_core(night.registry))
        # Only what routing touches can drift; the rest counts as zero.
        self._touched = [text for text in neutral if text in self._found or asks_about_the_user(text)]
        self._neutral = len(neutral)
        # What tonight's expert has no part in is asked once a night.
        self._replies: dict[tuple[Adapters, Question], str] = {}
        self._readings: dict[str, str | None] = {}
        self._drifts: dict[tuple[Adapters, str], float] = {}

    def sit(
        self, phase: str, expert: Adapters, router: Router | None = None, *, recites: bool = False
    ) -> tuple[Scorecard, list[str]]:
        """Scores with this expert (none before the night), and the replies to the probes, then to the older ones.

        `router` mounts experts for the older ones; None: that of the active set. `recites`: this expert does.
        """
        self._forget(expert)
        router = router or Router(self._night.registry, self._night.store)
        asked = (self._probes, self._older, self._never_told, self._general)
        with self._night.phase(phase, sum(map(len, asked))) as progress:
            told = self._ask(self._probes, Route(expert, recites=recites and bool(expert)), progress, 0)
            done = len(self._probes)
            routes = [self._route(router, question.text) for question in self._older]
            older = self._grouped(self._older, routes, progress, done, self._ask)
            done += len(self._older)
            never = self._routed(self._never_told, expert, progress, done)
            done += len(self._never_told)
            general = self._routed(self._general, expert, progress, done)
            card = Scorecard(
                recall=evaluation.right(self._probes, told),
                retention=evaluation.right(self._older, older) if self._older else None,
                drift=self._drift(expert),
                false_memory=evaluation.claimed(never),
                general=evaluation.right(self._general, general),
            )
        return card, [*told, *older]

    def _forget(self, expert: Adapters) -> None:
        """What this expert said before it was trained anew."""
        self._replies = {key: said for key, said in self._replies.items() if not {*key[0]} & {*expert}}
        self._drifts = {key: drift for key, drift in self._drifts.items() if not {*key[0]} & {*expert}}

    def _mounted(self, text: str, expert: Adapters) -> Adapters:
        if text in self._found and (self._reader or expert):
            return (self._reader.reading,) if self._reader else expert
        return self._core if asks_about_the_user(text) else ()

    def _ask_once(self, questions: Sequence[Question], route: Route, progress: Progress, done: int) -> list[str]:
        """The same of what was asked of the same experts before."""
        unasked = [question for question in questions if (route.adapters, question) not in self._replies]
        if len(unasked) < len(questions):
            done += len(questions) - len(unasked)
            progress.done(done)
        for question, reply in zip(unasked, self._ask(unasked, route, progress, done), strict=True):
            self._replies[route.adapters, question] = reply
        return [self._replies[route.adapters, question] for question in questions]

    def _ask(self, questions: Sequence[Question], route: Route, progress: Progress, done: int) -> list[str]:
        night, reader = self._night, self._reader
        if not questions:
            return []

        def on_done(count: int) -> None:
            progress.done(done + count)

        if route.recites and reader is not None:
            texts = [question.text for question in questions]
            answers = by_heart(night.engine, reader, route.adapters, texts, on_done)
            return [answer.text.strip() for answer in answers]
        night.engine.set_adapters(route.adapters)
        return evaluation.ask(night.engine, night.builder, questions, on_done)

    def _route(self, router: Router, text: str) -> Route:
        return router.route(self._finder.find(text, NOTES_LOOKED_FOR), text)

    def _routed(self, questions: Sequence[Question], expert: Adapters, progress: Progress, done: int) -> list[str]:
        """The replies; from the words of a note where the reader finds the answer in one that was found."""
        read: dict[int, str] = {}
        for index, question in enumerate(questions):
            notes = self._found.get(question.text)
            if self._reader is None or not notes:
                continue
            if question.text not in self._readings:
                answer = recollect(self._night.engine, self._reader, question.text, notes)
                self._readings[question.text] = answer.text if answer else None
            if (reading := self._readings[question.text]) is not None:
                read[index] = reading
                progress.done(done + len(read))
        rest = [index for index in range(len(questions)) if index not in read]
        routes = [Route(self._mounted(questions[index].text, expert)) for index in rest]
        asked = [questions[index] for index in rest]
        if self._reader:
            asked = [replace(question, notes=self._found.get(question.text, ())) for question in asked]
        replies = self._grouped(asked, routes, progress, done + len(read), self._ask_once)
        return [read[index] if index in read else replies[rest.index(index)] for index in range(len(questions))]

    def _grouped(
        self, questions: Sequence[Question], routes: Sequence[Route], progress: Progress, done: int, ask: Ask
    ) -> list[str]:
        """Asked in groups that mount the same, answered in the order given."""
        replies: dict[int, str] = {}
        keys = [(route.adapters, route.recites) for route in routes]
        for key in dict.fromkeys(keys):
            own = [index for index, other in enumerate(keys) if other == key]
            answers = ask([questions[index] for index in own], routes[own[0]], progress, done + len(replies))
            replies.update(zip(own, answers, strict=True))
        return [replies[index] for index in range(len(questions))]

    def _drift(self, expert: Adapters) -> float:
        """Mean over all neutral prompts, nats per token."""
        night = self._night
        total = 0.0
        for text in self._touched:
            mounted = self._mounted(text, expert)
            if mounted and (mounted, text) not in self._drifts:
                pairs = evaluation.neutral_replies(night.engine, night.builder, [text])
                self._drifts[mounted, text] = evaluation.drift(night.engine, pairs, mounted)
            total += self._drifts[mounted, text] if mounted else 0.0
        return total / self._neutral if self._neutral else float("nan")


def _never_told(night: Night, told: Sequence[str]) -> list[str]:
    """Questions that no memory answers. Of a long life there are few left: then none that tonight's answer."""
    count = night.recipe.never_told_questions
    ever = [memory.text for memory in night.store.memories(MemoryStatus.ACTIVE)]
    found = study_plan.never_told([*told, *ever], count, random.Random(night.seed + 1))
    return found if 2 * len(found) >= count else study_plan.never_told(told, count, random.Random(night.seed + 1))
