"""Blocking work in threads: jobs that only post their outcome, and the one place where failures are shown."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from textual import on, work
from textual.app import App
from textual.dom import DOMNode

from tui.messages import Done, Failed

T = TypeVar("T")
LOG = logging.getLogger(__name__)
ERROR_SECONDS = 12


class JobApp(App[int]):
    """An app whose screens run blocking calls with `job`."""

    def job(
        self,
        owner: DOMNode,
        call: Callable[[], T],
        then: Callable[[T], Any] | None = None,
        instead: Callable[[Exception], Any] | None = None,
    ) -> None:
        """Run `call` in a thread; hand its result to `then` if `owner` is still shown, a failure to `instead`."""
        self._work(owner, call, then or _nothing, instead)

    @work(thread=True, exit_on_error=False, group="jobs")
    def _work(
        self,
        owner: DOMNode,
        call: Callable[[], Any],
        then: Callable[[Any], Any],
        instead: Callable[[Exception], Any] | None,
    ) -> None:
        try:
            result = call()
        except Exception as error:
            self.post_message(Failed(owner, error, instead))
        else:
            self.post_message(Done(owner, then, result))

    @on(Done)
    def _deliver(self, message: Done) -> None:
        if message.owner.is_attached:
            message.owner.call_later(message.then, message.result)

    @on(Failed)
    def _show_failure(self, message: Failed) -> None:
        error = message.error
        if not is_worded(error):
            LOG.error("a job of the interface failed", exc_info=error)
        self.notify(describe(error), severity="error", title="That did not work", timeout=ERROR_SECONDS, markup=False)
        if message.instead is not None and message.owner.is_attached:
            message.owner.call_later(message.instead, error)


def _nothing(_: object) -> None:
    """What follows a job whose result nobody needs."""


def describe(error: Exception) -> str:
    """An error's text for the user; one that was not worded for them is a bug and says so."""
    if is_worded(error):
        return str(error)
    return f"Something inside failed ({type(error).__name__}: {error}). The log has the details."


def is_worded(error: Exception) -> bool:
    """Whether an error's text was written for the user."""
    from assistant.errors import AssistantError
    from backends.base import BackendError

    return isinstance(error, (AssistantError, BackendError))
