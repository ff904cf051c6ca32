"""Results of a night's stages as compressed JSON: the night's own value types, numbers to the last bit."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


@cache
def _kinds() -> dict[str, type]:
    from assistant.sleep.dreaming import Dream
    from assistant.sleep.evaluation import Question
    from assistant.sleep.judging import Share
    from assistant.sleep.study_plan import StudyPlan
    from assistant.sleep.verdict import Scorecard
    from backends.base import SoftTargets, TokenExample

    return {kind.__name__: kind for kind in (Dream, Question, Scorecard, Share, SoftTargets, StudyPlan, TokenExample)}


def pack(value: Any) -> bytes:
    """The bytes of a value made of the types above, tuples, lists, dicts with text keys, text, numbers and None.

    Raises: TypeError for anything else.
    """
    return zlib.compress(json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpack(content: bytes) -> Any:
    """The value that `pack` was given. Raises: ValueError for bytes that it did not write."""
    try:
        return _made(json.loads(zlib.decompress(content)))
    except (zlib.error, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"not a stage of a night: {error}") from error


def _plain(value: Any) -> Any:
    if is_dataclass(value) and type(value).__name__ in _kinds():
        return {"!": type(value).__name__, "v": [_plain(getattr(value, field.name)) for field in fields(value)]}
    match value:
        case tuple():
            return {"!": "()", "v": [_plain(item) for item in value]}
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {"!": "{}", "v": {key: _plain(item) for key, item in value.items()}}
        case None | str() | int() | float():
            return value
    raise TypeError(f"a stage cannot keep {type(value).__name__}")


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return [_made(item) for item in value]
    if not isinstance(value, dict):
        return value
    match value["!"], value["v"]:
        case "()", items:
            return tuple(_made(item) for item in items)
        case "{}", table:
            return {key: _made(item) for key, item in table.items()}
        case name, items:
            return _kinds()[name](*(_made(item) for item in items))
