"""The command palette's view of the table of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands import COMMANDS, Command

if TYPE_CHECKING:
    from tui.app import AssistantApp


class CommandProvider(Provider):
    """The table in the command palette."""

    async def discover(self) -> Hits:
        for command in COMMANDS:
            yield DiscoveryHit(command.summary, self._runner(command), help=f"/{command.name}")

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in COMMANDS:
            label = f"{command.summary} (/{command.name})"
            if (score := matcher.match(label)) > 0:
                yield Hit(score, matcher.highlight(label), self._runner(command), text=label)

    def _runner(self, command: Command) -> Callable[[], None]:
        app = cast("AssistantApp", self.app)
        return lambda: app.run_command(command, "")
