"""What running a command in this process leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code and both outputs of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as the JSON that it is."""
        return json.loads(self.out)


Run = Callable[..., Outcome]
"""`run("memory", "list")`; the home is the test's own."""
