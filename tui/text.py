"""Words on the screen: untrusted text made safe for a terminal, times and shares made short.

Whatever a model or a user wrote passes `clean` before it is shown and is never read as Textual markup.
"""

from __future__ import annotations

import re
import time

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
MINUTE, HOUR, DAY = 60, 3600, 86400


def clean(text: str) -> str:
    """The text with whatever could drive a terminal or turn its direction made visible; newlines and tabs stay."""
    return _CONTROLS.sub(_visible, text.replace("\r\n", "\n").replace("\r", "\n"))


def _visible(match: re.Match[str]) -> str:
    """ESC becomes ␛ and so on; what has no picture is named by its code point."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def one_line(text: str, width: int = 200) -> str:
    """The cleaned text on one line of at most `width` characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= width else line[: max(0, width - 1)].rstrip() + "…"


def excerpt(text: str, words: str, before: int = 24) -> str:
    """The text from shortly before the first of the words, so that a line shows what was searched for."""
    line = " ".join(text.split())
    folded = line.casefold()
    places = [place for word in words.casefold().split() if (place := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - before)
    return line if start == 0 else "…" + line[line.find(" ", start) + 1 :]


def ago(then: float, now: float | None = None) -> str:
    """How long ago a UTC time in seconds was: `just now`, `5 min ago`, `3 h ago`, `2 d ago`, or a date."""
    seconds = (time.time() if now is None else now) - then
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)} min ago"
    if seconds < DAY:
        return f"{int(seconds // HOUR)} h ago"
    if seconds < 30 * DAY:
        return f"{int(seconds // DAY)} d ago"
    return time.strftime("%d %b %Y", time.localtime(then))


def duration(seconds: float) -> str:
    """A span of time: `0.4 s`, `12 s`, `3 min 05 s`, `1 h 02 min`."""
    if 0 < seconds < 10 and seconds != int(seconds):
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return f"{whole // MINUTE} min {whole % MINUTE:02} s"
    return f"{whole // HOUR} h {whole % HOUR // MINUTE:02} min"


def percent(share: float | None) -> str:
    """A share of 0..1 as whole percent; a dash when it was not measured."""
    return "-" if share is None else f"{share:.0%}"


def meter(share: float, cells: int) -> str:
    """A bar of `cells` characters, filled to `share` (0..1)."""
    filled = round(min(1.0, max(0.0, share)) * cells)
    return "━" * filled + "─" * (cells - filled)


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 note`, `2 notes`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def code_blocks(markdown: str) -> list[str]:
    """The contents of the fenced code blocks, in order."""
    return [match.group(2) for match in _CODE.finditer(markdown)]


def size(count_of_bytes: int) -> str:
    """Bytes, decimal: `812 B`, `12 KB`, `1.2 MB`, `4.1 GB`."""
    value = float(count_of_bytes)
    for unit in ("B", "KB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if value >= 10 or unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"
