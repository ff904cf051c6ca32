"""Stretches of a text as (start, end) pairs, kept in step with what happens to the text."""

from __future__ import annotations

from collections.abc import Iterable

Spans = tuple[tuple[int, int], ...]


def edited(spans: Spans, start: int, end: int, length: int) -> Spans:
    """The stretches after `text[start:end]` gave way to `length` characters.

    What is put strictly inside of a stretch belongs to it; what is put at its edge, or in its place, does not.
    """
    by = length - (end - start)
    moved: list[tuple[int, int]] = []
    for begin, stop in spans:
        if begin < start and end < stop:
            moved.append((begin, stop + by))
            continue
        moved += [(begin, min(stop, start)), (max(begin, end) + by, stop + by)]
    return tuple((begin, stop) for begin, stop in moved if begin < stop)


def revised(spans: Spans, old: str, new: str) -> Spans:
    """The stretches of `old` in `new`, of which only the outcome is known: all between their common ends was edited."""
    before = _common(old, new)
    after = _common(old[before:][::-1], new[before:][::-1])
    return edited(spans, before, len(old) - after, len(new) - after - before)


def _common(one: str, other: str) -> int:
    """With how many same characters two texts begin."""
    return next(
        (place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )


def cleaned(spans: Spans, old: str, new: str) -> Spans:
    """The stretches of `old` in `new`, the same text cleaned. Where that moved characters, all of it counts."""
    if len(old) == len(new) or not spans:
        return spans
    return ((0, len(new)),)


def moved(spans: Spans, by: int, length: int) -> Spans:
    """The stretches in a text of `length` that begins `by` characters earlier; what lies outside of it is cut off."""
    within = ((max(0, begin + by), min(length, stop + by)) for begin, stop in spans)
    return tuple((begin, stop) for begin, stop in within if begin < stop)


def overlap(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of the stretches shares a character with `start..end`."""
    return any(start < stop and begin < end for begin, stop in spans)


def between(spans: Spans, length: int) -> Spans:
    """What the stretches leave of a text of that length."""
    gaps: list[tuple[int, int]] = []
    position = 0
    for begin, stop in sorted(spans):
        gaps.append((position, begin))
        position = max(position, stop)
    return tuple((begin, stop) for begin, stop in (*gaps, (position, length)) if begin < stop)
