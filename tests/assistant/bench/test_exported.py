"""What counts as an export that knows as much as chat does."""

from __future__ import annotations

import pytest

from assistant.bench.exported import judged
from assistant.sleep.judging import Share

THOUSAND = Share(1000, 1000)


@pytest.mark.parametrize(
    ("score", "chat", "fell_behind", "result"),
    [
        (Share(980, 1000), THOUSAND, False, "as in chat"),
        (Share(979, 1000), THOUSAND, True, "2.1 points behind chat"),
        (Share(49, 50), Share(50, 50), False, "as in chat"),
        (Share(48, 50), Share(50, 50), True, "4.0 points behind chat"),
        (Share(880, 1000), Share(900, 1000), False, "as in chat"),
        (Share(920, 1000), Share(900, 1000), False, "as in chat"),
        (Share(921, 1000), Share(900, 1000), False, "better than chat"),
        (Share(0, 10), Share(0, 10), False, "as in chat"),
        (Share(0, 10), Share(10, 10), True, "100.0 points behind chat"),
    ],
)
def test_two_points_behind_passes_and_more_does_not(score: Share, chat: Share, fell_behind: bool, result: str) -> None:
    row = judged("gguf", "llama-cpp-python", score, chat)
    assert (row.fell_behind, row.note) == (fell_behind, result)
