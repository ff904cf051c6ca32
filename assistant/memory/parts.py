"""The parts of a statement that a question can be about: left alone, a dreamer asks about one of them only."""

from __future__ import annotations

import re

from assistant.memory.wording import LABELS, content_stems, is_function_word, names

_TOKEN = re.compile(r"\w+(?:[’'.:/@-]\w+)*|[^\w\s]")
_LONGEST = 4
"""Words of one part."""


def parts(statement: str) -> list[str]:
    """Names, numbers and the runs of other content words between function words, as they stand in the statement.

    The last comes first: what is new in a statement mostly stands at its end.
    """
    named = names(statement)
    found: list[str] = []
    start = end = count = 0
    kind: str | None = None
    for match in _TOKEN.finditer(statement):
        word = match[0].lower().replace("’", "'").removesuffix("'s")
        is_word = match[0][0].isalnum()
        now = "name" if word in named else "other" if is_word and not is_function_word(word) else None
        if now is None or now != kind or count == _LONGEST:
            if kind is not None:
                found.append(statement[start:end])
            start, count = match.start(), 0
        kind, end, count = now, match.end(), count + 1
    if kind is not None:
        found.append(statement[start:end])
    told = [part for part in found if set(content_stems(part)) - LABELS]
    return list(dict.fromkeys(reversed(told)))
