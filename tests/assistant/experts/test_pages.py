"""What the page of an export says of what was left out."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.experts.pages import omission_text, readme


@pytest.mark.parametrize(
    ("kinds", "ids", "rebuilt", "expected"),
    [
        ([], [2], True, "Trained anew without memory 2: it holds 4 of 6 memories."),
        ([], [2, 5], True, "Trained anew without memories 2, 5: it holds 4 of 6 memories."),
        (["fact"], [2], True, "Trained anew without the kind fact (memory 2): it holds 4 of 6 memories."),
        (
            ["fact", "preference"],
            [],
            False,
            "Without the kinds fact, preference (nothing it had learned): it holds 4 of 6 memories.",
        ),
    ],
)
def test_what_was_left_out_is_said(kinds: list[str], ids: list[int], rebuilt: bool, expected: str) -> None:
    without = {"kinds": kinds, "memory_ids": ids, "memories_before": 6}
    manifest: dict[str, Any] = {"memories": 4, "without": without, "experts": [{"rebuilt": rebuilt}]}
    assert omission_text(manifest).strip() == expected


def test_an_export_of_everything_says_nothing_of_that() -> None:
    assert omission_text({"memories": 4, "experts": []}) == ""


@pytest.mark.parametrize(("rank", "highest"), [(4, 8), (16, 16), (24, 32), (48, 64), (300, 320), (600, 600)])
def test_the_command_for_vllm_names_a_rank_that_it_takes(rank: int, highest: int) -> None:
    names = ("name", "alpha", "scale", "targets", "base_name", "quantisation", "base_sha256", "licence", "omission")
    values: dict[str, Any] = dict.fromkeys(names, 1.0)
    assert f"--max-lora-rank {highest} " in readme(["peft"], {**values, "rank": rank})
