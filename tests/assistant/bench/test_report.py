"""Rows as a text table and as a Markdown table in its place on a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.bench.report import aligned, caption, cells, markdown, put
from assistant.errors import UsageError

ROW: dict[str, Any] = {
    "arm": "product",
    "night": 1,
    "recall": {"value": 0.5, "n": 20, "ci95": [0.3, 0.7]},
    "recited": 0.05,
    "retention": None,
    "drift": 0.01234,
    "false_memory": 0.25,
    "general_accuracy": 0.6,
    "seconds": 61.4,
    "seconds_per_memory": None,
}
PAGE = "# Results\n\n<!-- recall -->\n\n## More\n\n<!-- speed -->\nold\n<!-- /speed -->\nend\n"


def test_the_table_has_a_line_a_row_and_aligned_columns() -> None:
    head, line = aligned(cells([ROW])).splitlines()
    assert line.split() == ["product", "1", "0.50", "0.30-0.70", "20", "0.05", "0.0123", "0.25", "0.60", "61"]
    assert head.index("recall") == line.index("0.50")


def test_a_column_stands_where_a_row_fills_it() -> None:
    head, first, second = aligned(cells([ROW, {**ROW, "retention": 0.75, "arm": "base"}])).splitlines()
    assert "retained" in head and " - " in first and "0.75" in second
    assert "superseded" not in head and "s/memory" not in head


def test_markdown_says_the_same_below_its_caption() -> None:
    shares = {"told_refused": {"value": 0.031, "n": 64, "ci95": [0, 1]}, "ranges": {"recall": [0.4, 0.62]}}
    lines = markdown(cells([{**ROW, **shares}]), "How.").splitlines()
    assert lines[:2] == ["How.", ""]
    assert lines[2].startswith("| arm | night | recall | 95 % | n | seeds |")
    assert set(lines[3]) == {"|", "-"} and lines[3].count("|") == lines[2].count("|")
    assert "| 0.40-0.62 |" in lines[4] and "| 0.03 of 64 |" in lines[4]


def test_the_table_takes_its_place_and_leaves_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "results.md"
    page.write_text(PAGE, encoding="utf-8")
    put(page, "recall", "first")
    put(page, "recall", "second")
    put(page, "speed", "fast")
    assert page.read_text(encoding="utf-8") == (
        "# Results\n\n<!-- recall -->\nsecond\n<!-- /recall -->\n\n## More\n\n"
        "<!-- speed -->\nfast\n<!-- /speed -->\nend\n"
    )


def test_a_page_or_marker_that_is_not_there_is_named(tmp_path: Path) -> None:
    page = tmp_path / "results.md"
    with pytest.raises(UsageError, match="cannot be read"):
        put(page, "recall", "x")
    page.write_text(PAGE, encoding="utf-8")
    with pytest.raises(UsageError, match=r"no line <!-- reading -->. Its markers: recall, speed"):
        put(page, "reading", "x")
    assert page.read_text(encoding="utf-8") == PAGE


RESULT: dict[str, Any] = {
    "command": "reverie bench recall --seed 1",
    "commit": "commit abc1234",
    "date": "2026-01-02",
    "machine": {"cores": 2, "processor": "x86_64", "memory_gb": 24.0},
}


def test_the_caption_holds_what_one_needs_to_make_it_again() -> None:
    text = caption({**RESULT, "model": {"name": "Small", "sha256": "0123456789abcdef"}, "seed": 1})
    for part in ("`reverie bench recall --seed 1`", "commit abc1234", "2026-01-02", "Small", "0123456789ab", "2 cores"):
        assert part in text
    assert "seed 1." in text
    assert "seeds 1, 2 (`seeds`: lowest-highest)." in caption({**RESULT, "seed": [1, 2]})


def test_a_caption_names_no_model_and_no_seed_where_none_was_used() -> None:
    assert caption(RESULT).endswith("abc1234, 2026-01-02; 2 cores, x86_64, 24.0 GB.")
