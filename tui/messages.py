"""What thread workers tell the screens. Workers post; handlers change the interface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from assistant.chat.turn import ReplyEvent
    from assistant.events import SleepEvent


@dataclass
class Done(Message):
    """A job's result, to be handed to `then` while its `owner` is still on the screen."""

    owner: DOMNode
    then: Callable[[Any], Any]
    result: Any


@dataclass
class Failed(Message):
    """A job raised `error`; `instead`, if given, puts the owner's screen right."""

    owner: DOMNode
    error: Exception
    instead: Callable[[Exception], Any] | None


@dataclass
class EngineProgress(Message):
    """The share of the model that is loaded, 0..1."""

    share: float

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, EngineProgress)


@dataclass
class TurnProgress(Message):
    """Something happened in the reply number `turn`. Never replaced: every delta counts."""

    turn: int
    event: ReplyEvent


class NightBegins(Message):
    """The watch begins a night of its own accord."""


@dataclass
class NightProgress(Message):
    """Something happened in the night that runs."""

    event: SleepEvent


@dataclass
class WatchLooked(Message):
    """The watch says in a few words why there is no night now; empty when there is one, or nothing to say."""

    reason: str
