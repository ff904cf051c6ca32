"""The hyper-parameters of many nights in a row: what is asked and studied again, when levels are rewritten."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReplayRecipe:
    """Older memories in a night."""

    questions: int = 24
    """Probes of older memories asked before and after each night, those that are due first."""
    share: float = 1 / 3
    """At most this share of a night's memories is studied again after a failed probe."""
    attempts: int = 3
    """A memory that so many experts failed to learn is left to its note."""
    nights_in_vain: int = 3
    """A memory of which so many nights dreamt nothing that may be studied is left to its note."""
    weights_after: int = 3
    """Nights in a row without its note after which the note leaves the prompt."""


@dataclass(frozen=True, slots=True)
class LevelRecipe:
    """Experts made from stored dreams: topics, and those that are rebuilt after a change."""

    dreams_per_memory: int = 8
    """Stored dreams studied per memory; a day's night writes and weighs new ones, here they are known to be good."""
    replayed: float = 1 / 3
    """At most this share of a new slice's dreams are of memories that the frozen slices hold: without them the sum of
    the slices answers for the older week with the newer one's values."""
    slices_at_most: int = 4
    """Rank slices of a topic expert; then a new topic expert begins. Bounds the rank that one turn can mount."""
    topic_keep: float = 0.97
    """Share of the days' recall that a topic expert must keep to replace them."""
    rebuild_keep: float = 0.9
    """The same for a rebuilt expert. What it loses is studied again; the expert it replaces must go in any case."""
    rebuilt_at_most: int = 60
    """Memories studied for rebuilding in one night, at least one expert; the others wait, and are not served."""
    questions: int = 120
    """Probes asked before and after at most."""
    rollback_sets: int = 3
    """Earlier active sets whose experts stay on disk."""
