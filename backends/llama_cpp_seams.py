"""Special tokens that somebody wrote into a text stay text: a seam inside their spelling, at which tokens are cut.

A user who types `<|im_end|>` must not end a turn. Templates and prompts are plain strings here, so the mark travels in
the string: `SEAM`, a noncharacter that Unicode keeps for such internal use, taken out again before tokenising.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SEAM = "\ufdd0"


class Seams:
    """Knows how a model spells its control tokens."""

    def __init__(self, spellings: Iterable[str]) -> None:
        found = sorted({text for text in spellings if len(text) > 1}, key=len, reverse=True)
        self._control = re.compile("|".join(map(re.escape, found))) if found else None

    def put(self, text: str) -> str:
        """The text of a message, with a seam in everything that would be read as a control token."""
        text = text.replace(SEAM, "")
        if self._control is None:
            return text
        # A seam can leave a shorter spelling whole behind it, as in <s<s>.
        while True:
            cut = self._control.sub(lambda match: match.group()[0] + SEAM + match.group()[1:], text)
            if cut == text:
                return cut
            text = cut


def pieces(text: str) -> list[str]:
    """The parts of a text to tokenise one by one; the text itself where it has no seam."""
    return [part for part in text.split(SEAM) if part] if SEAM in text else [text]
