"""From token bytes to text: characters split over tokens; thinking and stop strings, which must never be shown."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from backends.thinking import Answer


class ReplyText:
    """Grows by token pieces and gives out only what is final. Stop strings count in the answer, not in the thinking."""

    def __init__(self, stop: Sequence[str] = (), *, thinking: bool = False) -> None:
        """`thinking`: the reply begins inside a block of thinking."""
        self._answer = Answer(inside=thinking)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = [text for text in stop if text]
        self._shown: list[str] = []
        self._held = ""
        self.stopped = False

    @property
    def text(self) -> str:
        """What was given out so far."""
        return "".join(self._shown)

    def add(self, piece: bytes) -> str:
        """The text that became final with this token; `stopped` turns true at a stop string."""
        self._held += self._answer.add(self._decoder.decode(piece))
        cut = min((at for at in map(self._held.find, self._stop) if at >= 0), default=-1)
        if cut >= 0:
            self.stopped = True
            return self._give(cut, keep="")
        return self._give(len(self._held) - self._undecided())

    def finish(self) -> str:
        """The rest, when no token follows."""
        if self.stopped:
            return ""
        self._held += self._answer.add(self._decoder.decode(b"", final=True)) + self._answer.finish()
        return self._give(len(self._held))

    def _undecided(self) -> int:
        """Length of the longest end of the held text that could still become a stop string."""
        longest = min(len(self._held), max((len(text) - 1 for text in self._stop), default=0))
        return next(
            (n for n in range(longest, 0, -1) if any(text.startswith(self._held[-n:]) for text in self._stop)), 0
        )

    def _give(self, length: int, keep: str | None = None) -> str:
        delta, rest = self._held[:length], self._held[length:]
        self._held = rest if keep is None else keep
        self._shown.append(delta)
        return delta
