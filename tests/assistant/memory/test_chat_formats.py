"""Exports as they come: whole, cut off, damaged in the middle, by different programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.memory.chat_formats import Line, as_markdown, as_time, escaped, read_talks, unescaped


def read(text: str) -> tuple[list[str], list[str]]:
    """Titles and faults."""
    faults: list[str] = []
    return [talk.title for talk in read_talks(text, faults)], faults


def own(title: str, *contents: str) -> dict[str, Any]:
    return {"title": title, "messages": [{"role": "user", "content": content} for content in contents]}


def test_claude_messages_by_blocks_or_by_text() -> None:
    entry = {
        "name": "Tea",
        "created_at": "2024-03-05T10:00:00Z",
        "chat_messages": [
            {"sender": "human", "text": "Hello", "content": [], "created_at": "2024-03-05T10:00:01Z"},
            {"sender": "assistant", "text": "x", "content": [{"type": "thinking"}, {"type": "text", "text": "Hi"}]},
            {"sender": "human", "text": " "},
            {"sender": "wizard", "text": "boo"},
            {"text": "nobody"},
        ],
    }
    faults: list[str] = []
    (talk,) = read_talks(json.dumps([entry]), faults)
    assert [(line.role, line.content) for line in talk.messages] == [("user", "Hello"), ("assistant", "Hi")]
    assert talk.created == 1709632800.0
    assert [fault.split(":")[0] for fault in faults] == ["conversation 1, message 4", "conversation 1, message 5"]


def test_a_file_cut_off_keeps_what_came_before() -> None:
    text = json.dumps([own("one", "a"), own("two", "b"), own("three", "c")])
    titles, faults = read(text[: text.index("three") + 2])
    assert titles == ["one", "two"]
    assert len(faults) == 1
    assert read(text[:-1])[0] == ["one", "two", "three"]


def test_reading_goes_on_behind_damage() -> None:
    text = json.dumps([own("one", "a"), own("two", "b"), own("three", "c")]).replace('"b"', '"b')
    titles, faults = read(text)
    assert titles == ["one", "three"]
    assert "conversation 2 is not valid JSON" in faults[0]


def test_a_missing_node_keeps_the_messages_behind_it() -> None:
    message = {"author": {"role": "user"}, "content": {"parts": ["late"]}}
    entry = {"title": "t", "mapping": {"b": {"parent": "a", "message": message}}, "current_node": "b"}
    titles, faults = read(json.dumps([entry]))
    assert titles == ["t"]
    assert "the message a is missing" in faults[0]


@pytest.mark.parametrize("text", ["hello", "[1, 2]", '{"a": 1}', "[", "[{", "null"])
def test_what_is_no_export_is_named(text: str) -> None:
    titles, faults = read(text)
    assert titles == []
    assert faults


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"messages": ' * 50_000,
        '{"a": 1}\n' + '{"b":' * 50_000,
        json.dumps([own("x", "y") | {"created": 10**400}]),
    ],
    ids=["lists", "objects", "lines", "a time beyond all numbers"],
)
def test_hostile_json_is_named(text: str) -> None:
    titles, faults = read(text)
    assert titles == []
    assert faults


def test_nothing_at_all_is_no_fault() -> None:
    assert read("") == ([], [])


def test_markdown_by_hand() -> None:
    titles, faults = read("# Tea\n\n## You\nHello\n\n## Claude\nHi\n### Not a turn\n## Sources\n...\n")
    assert (titles, faults) == (["Tea"], [])


@given(
    st.lists(
        st.tuples(st.sampled_from(["user", "assistant"]), st.text(min_size=1, max_size=60)), min_size=1, max_size=5
    )
)
def test_markdown_comes_back(rows: list[tuple[str, str]]) -> None:
    lines = [Line(role, text.replace("\r", ""), 1e9) for role, text in rows]
    kept = [line for line in lines if line.content.strip()]
    talks = list(read_talks("\n".join(as_markdown("T", lines)), []))
    found = [(line.role, line.content, line.created) for talk in talks for line in talk.messages]
    assert found == [(line.role, line.content.strip(), 1e9) for line in kept]


@given(st.text(alphabet="#\\ ab\n", max_size=30))
def test_headings_inside_a_message_survive(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for prefix in ("", "[", "{", '[{"messages": ', "## You\n"):
        read(prefix + text)


@pytest.mark.parametrize("value", ["monday", True, [], float("nan"), "0000-00-00", 1e300, -1e300, 10**400])
def test_what_is_no_time_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="no time"):
        as_time(value)
