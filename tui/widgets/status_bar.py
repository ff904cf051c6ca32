"""The line at the bottom: model, experts, speed, context in use, and what sleep is doing."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.text import meter, one_line

GAP = "   "
AWAKE = "awake"
Piece = tuple[str, str]


class StatusBar(Widget):
    """Shows what fits; the narrower the terminal, the fewer and shorter the pieces."""

    model: reactive[str] = reactive("starting")
    ready: reactive[bool] = reactive(False)
    failed: reactive[bool] = reactive(False)
    experts: reactive[tuple[str, ...]] = reactive(())
    tokens_per_second: reactive[float] = reactive(0.0)
    used: reactive[int] = reactive(0)
    context: reactive[int] = reactive(0)
    sleep: reactive[str] = reactive(AWAKE)
    reason: reactive[str] = reactive("")
    """Why it is awake, in a few words."""
    private: reactive[bool] = reactive(False)
    summarised: reactive[int] = reactive(0)
    """Turns of the chat that only a summary is sent of."""

    def render(self) -> Content:
        width = self.size.width - 2
        state: Piece = (self.sleep, "$text-accent" if self.sleep != AWAKE else "$foreground-muted")
        ways = [(level, state) for level in range(5)]
        if self.sleep == AWAKE and self.reason:
            # The reason goes before the speed and the context do, and after the experts' names.
            told = (f"{AWAKE}: {self.reason}", state[1])
            ways = [(0, told), (1, told), *ways]
        for level, right in ways:
            left = self._left(level)
            free = width - sum(Content(text).cell_length for text, _ in left) - Content(right[0]).cell_length
            if free >= 1:
                return Content.assemble(*left, " " * free, right)
        return Content.assemble(*self._left(4))

    def _left(self, level: int) -> list[Piece]:
        """The pieces at a level of terseness: 0 everything, 4 the model alone."""
        dot = "$text-success" if self.ready else "$text-error" if self.failed else "$text-warning"
        pieces: list[Piece] = [("● ", dot), (one_line(self.model, 40 if level < 3 else 16), "$foreground")]
        if self.private:
            pieces.append((GAP + "private", "$text-warning"))
        if level < 4 and self.ready:
            pieces.append((GAP + self._mounted(level), "$foreground-muted"))
        if level < 2 and self.tokens_per_second:
            pieces.append((GAP + f"{self.tokens_per_second:.0f} tok/s", "$foreground-muted"))
        if level < 4 and self.context and self.used:
            pieces.extend(self._used(level))
        return pieces

    def _mounted(self, level: int) -> str:
        if not self.experts:
            return "no experts" if level < 3 else "base"
        names = ", ".join(self.experts)
        short = f"{len(self.experts)} expert" + ("s" if len(self.experts) > 1 else "")
        return one_line(names, 40) if level == 0 else short

    def _used(self, level: int) -> list[Piece]:
        share = min(1.0, self.used / self.context)
        style = "$text-warning" if share > 0.85 else "$foreground-muted"
        bar = meter(share, 8 if level < 1 else 4) + " " if level < 3 else ""
        pieces = [(GAP + "context " if level < 2 else GAP, "$foreground-muted"), (f"{bar}{share:.0%}", style)]
        if self.summarised and level < 3:
            word = f" +{self.summarised} summarised" if level < 1 else f" +{self.summarised}"
            pieces.append((word, "$foreground-muted"))
        return pieces
