"""The life of one turn on the screen, from prompt to finished reply."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.widgets.message_view import Reply, Served, UserMessage

if TYPE_CHECKING:
    from assistant.chat.turn import Finished
    from assistant.memory.records import Hit
    from tui.views import Draft


@dataclass
class Turn:
    """The turn under way. `stop` is set by Esc and read by the worker."""

    number: int
    draft: Draft
    question: UserMessage
    reply: Reply
    stop: threading.Event = field(default_factory=threading.Event)
    hits: tuple[Hit, ...] = ()
    begun: bool = False
    shown: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once its widgets are on the screen; the engine does not wait for that."""

    def served_by(self, finished: Finished) -> Served:
        """What the finished reply rests on."""
        return Served(
            hits=self.hits,
            memory_ids=finished.memory_ids,
            experts=finished.expert_ids,
            tokens_per_second=finished.stats.tokens_per_second,
            learned=finished.learned,
            replaced=finished.replaced,
            at_odds=tuple(dict.fromkeys(other for _, other in finished.conflicts)),
            stopped=finished.stats.stop_reason == "stopped",
            warning=finished.warning or ("" if finished.saved else "this turn was not saved"),
            summarised=finished.summarised,
        )
