"""Chats as other programs write them: own JSON lines, ChatGPT and Claude exports, markdown.

Faults are listed, not raised. Exports come damaged: a download cut off, a message without text. What can be read is
read, the rest is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.spans import Spans

_ROLES = ("system", "user", "assistant")
_SPEAKERS = {
    "human": "user", "user": "user", "you": "user", "me": "user", "assistant": "assistant", "claude": "assistant",
    "chatgpt": "assistant", "ai": "assistant", "system": "system",
}  # fmt: skip
_HEADING = re.compile(r"^## (?P<who>[A-Za-z]+)(?: \((?P<when>[^)\n]+)\))?[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"^# (?P<title>.+)$", re.MULTILINE)
_NEXT_ENTRY = re.compile(r"\}\s*,\s*(?=\{\s*\")")
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
"""What hostile or damaged JSON raises while it is read; a list nested too deep is a RecursionError."""

_RESYNCS = 200
"""How often reading is taken up again behind damaged JSON."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message to be stored. `created` is in seconds since the epoch."""

    role: str
    content: str
    created: float | None
    learn: bool = True
    complete: bool = True
    pasted: Spans = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """One chat to be stored."""

    title: str
    created: float | None
    private: bool
    system_prompt: str | None
    messages: tuple[Line, ...]


def read_talks(text: str, faults: list[str]) -> Iterator[Talk]:
    """Every chat of `text` that holds a message; what could not be read is added to `faults`, worded for the user."""
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped.startswith("["):
        entries = _entries(stripped, faults)
    elif stripped.startswith("{"):
        entries = _json_lines(text, faults)
    elif _HEADING.search(stripped):
        yield from _markdown(stripped, faults)
        return
    else:
        if stripped:
            faults.append("it is neither JSON nor markdown with headings such as ## You")
        return
    for place, entry in entries:
        talk = _talk(entry, place, faults)
        if talk is not None and talk.messages:
            yield talk


def _entries(text: str, faults: list[str]) -> Iterator[tuple[str, Any]]:
    """The elements of a JSON list, one at a time, taken up again behind what is damaged."""
    decoder, at, number, resyncs = json.JSONDecoder(), 1, 0, 0
    while True:
        at = _skip(text, at)
        if at >= len(text):
            faults.append("the file ends early: its closing bracket is missing")
            return
        if text[at] == "]":
            return
        number += 1
        try:
            entry, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            faults.append(f"conversation {number} is not valid JSON: {error}")
            found = _NEXT_ENTRY.search(text, at + 1)
            resyncs += 1
            if not found or resyncs > _RESYNCS:
                return
            at = found.end()
            continue
        yield f"conversation {number}", entry


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in ", \t\r\n":
        at += 1
    return at


def _json_lines(text: str, faults: list[str]) -> Iterator[tuple[str, Any]]:
    try:
        yield "the file", json.loads(text)
        return
    except (ValueError, RecursionError):
        pass
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield f"line {number}", json.loads(line)
            except (ValueError, RecursionError) as error:
                faults.append(f"line {number} is not valid JSON: {error}")


def _talk(entry: Any, place: str, faults: list[str]) -> Talk | None:
    """One entry of any known shape."""
    if not isinstance(entry, dict):
        faults.append(f"{place} is no chat: expected an object, found {type(entry).__name__}")
        return None
    for key, read in (("mapping", _chatgpt), ("chat_messages", _claude), ("messages", _own)):
        if key in entry:
            try:
                return read(entry, place, faults)
            except _UNREADABLE as error:
                faults.append(f"{place} is no chat: {type(error).__name__} {error}")
                return None
    faults.append(f"{place} is no chat: it has none of mapping, chat_messages, messages")
    return None


def _kept(rows: Iterable[Any], read: Callable[[Any], Line | None], place: str, faults: list[str]) -> tuple[Line, ...]:
    """The messages that can be read; the others are named."""
    kept: list[Line] = []
    for number, row in enumerate(rows, start=1):
        try:
            line = read(row)
        except _UNREADABLE as error:
            faults.append(f"{place}, message {number}: {_explained(error)}")
            continue
        if line is not None:
            kept.append(line)
    return tuple(kept)


def _explained(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error)


def _own(entry: Mapping[str, Any], place: str, faults: list[str]) -> Talk:
    prompt = entry.get("system_prompt")
    return Talk(
        title=str(entry.get("title") or ""),
        created=as_time(entry.get("created")),
        private=bool(entry.get("private", False)),
        system_prompt=None if prompt is None else str(prompt),
        messages=_kept(entry["messages"], _own_line, place, faults),
    )


def _own_line(line: Mapping[str, Any]) -> Line:
    return Line(
        role=_role(line["role"]),
        content=str(line["content"]),
        created=as_time(line.get("created")),
        learn=bool(line.get("learn", True)),
        complete=bool(line.get("complete", True)),
        pasted=tuple((int(begin), int(stop)) for begin, stop in line.get("pasted", ())),
    )


def _chatgpt(entry: Mapping[str, Any], place: str, faults: list[str]) -> Talk:
    """The branch that was last looked at, from its leaf up; the text parts of what user and assistant said."""
    nodes, at = entry["mapping"], entry.get("current_node")
    branch: list[Mapping[str, Any]] = []
    # A file in which nodes are each other's parents would never end.
    while at is not None and len(branch) <= len(nodes):
        if at not in nodes:
            faults.append(f"{place}: the message {at} is missing, and all before it")
            break
        branch.append(nodes[at])
        at = nodes[at].get("parent")
    messages = _kept((node.get("message") for node in reversed(branch)), _chatgpt_line, place, faults)
    return Talk(str(entry.get("title") or ""), as_time(entry.get("create_time")), False, None, messages)


def _chatgpt_line(message: Mapping[str, Any] | None) -> Line | None:
    if not message or message["author"]["role"] not in ("user", "assistant"):
        return None
    parts = [part for part in message["content"].get("parts", []) if isinstance(part, str) and part.strip()]
    text = "\n\n".join(parts)
    return Line(message["author"]["role"], text, as_time(message.get("create_time"))) if text else None


def _claude(entry: Mapping[str, Any], place: str, faults: list[str]) -> Talk:
    return Talk(
        title=str(entry.get("name") or ""),
        created=as_time(entry.get("created_at")),
        private=False,
        system_prompt=None,
        messages=_kept(entry["chat_messages"], _claude_line, place, faults),
    )


def _claude_line(message: Mapping[str, Any]) -> Line | None:
    role = _SPEAKERS.get(str(message["sender"]).lower(), "")
    blocks = message.get("content") or []
    parts = [block["text"] for block in blocks if block.get("type") == "text" and block.get("text")]
    text = "\n\n".join(parts) or str(message.get("text") or "")
    return Line(_role(role), text, as_time(message.get("created_at"))) if text.strip() else None


def _markdown(text: str, faults: list[str]) -> Iterator[Talk]:
    """Chats as `as_markdown` writes them: `# title`, then `## You (time)` and `## Assistant` over the messages."""
    starts = [match for match in _TITLE.finditer(text) if _HEADING.match(text[match.end() :].lstrip())]
    parts = [(start["title"], start.end()) for start in starts] or [("", 0)]
    ends = [*(start.start() for start in starts[1:]), len(text)]
    for number, ((title, begin), end) in enumerate(zip(parts, ends, strict=True), start=1):
        body = text[begin:end]
        headings = [match for match in _HEADING.finditer(body) if match["who"].lower() in _SPEAKERS]
        stops = [*(match.start() for match in headings[1:]), len(body)]
        # Where nobody has spoken there is one stop and no heading.
        rows = [(match, body[match.end() : stop].strip()) for match, stop in zip(headings, stops, strict=False)]
        messages = _kept(rows, _markdown_line, f"chat {number}", faults)
        if messages:
            yield Talk(title.strip(), messages[0].created, False, None, messages)


def _markdown_line(row: tuple[re.Match[str], str]) -> Line | None:
    heading, text = row
    if not text:
        return None
    return Line(_SPEAKERS[heading["who"].lower()], unescaped(text), as_time(heading["when"]))


def as_markdown(title: str, lines: Iterable[Line]) -> Iterator[str]:
    """A chat as lines of markdown that `read_talks` reads again; times are UTC."""
    yield f"# {' '.join(title.split()) or 'untitled'}"
    for line in lines:
        who = {"user": "You", "assistant": "Assistant"}.get(line.role, "System")
        when = "" if line.created is None else f" ({datetime.fromtimestamp(line.created).astimezone().isoformat()})"
        yield from ("", f"## {who}{when}", "", escaped(line.content))
    yield ""


def escaped(text: str) -> str:
    """Headings inside of a message must not look like the beginning of another one."""
    return re.sub(r"^(\\*#{1,2} )", r"\\\1", text, flags=re.MULTILINE)


def unescaped(text: str) -> str:
    """The text that `escaped` got."""
    return re.sub(r"^\\(\\*#{1,2} )", r"\1", text, flags=re.MULTILINE)


def _role(value: object) -> str:
    if value not in _ROLES:
        raise ValueError(f"the role {value!r} is none of {', '.join(_ROLES)}")
    return str(value)


def as_time(value: object) -> float | None:
    """Seconds since the epoch of a number or an ISO 8601 time that calendars know. Raises: ValueError."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{value!r} is no time in seconds since 1970")
    try:
        seconds = datetime.fromisoformat(value).timestamp() if isinstance(value, str) else float(value)
        # Every list shows it as a date.
        datetime.fromtimestamp(seconds).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"{value!r} is no time") from error
    return seconds
