"""Whether the engine has to give up its memory while the trainer works."""

from __future__ import annotations

from backends.base import TrainingRoom


def engine_must_rest(room: TrainingRoom) -> bool:
    """Always for a CUDA device, whose memory a full engine would leave too little of, at a moment nobody can foresee;
    elsewhere when less is free than training needs. Starting the engine anew costs seconds.
    """
    return room.device == "cuda" or room.free < room.needed
