"""Which stretches of a message are not the user's own words: quoted, pasted, code, logs, mail, transcripts, markup.

What was pasted or piped in is known to be; of the rest, form alone decides. Where it is in doubt the text counts as
borrowed: what is missed can be told again, what is learned from a stranger's page cannot be told from the user's own
life any more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.memory.words import word_set
from assistant.spans import Spans, between, overlap

_LONG_PARAGRAPH = 900
"""Characters in one paragraph from which on it is taken for pasted text."""

_FENCE = re.compile(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|\"\"\".*?(?:\"\"\"|\Z)|<think>.*?(?:</think>|\Z)"
    r"|<(?P<tag>[A-Za-z][\w-]*)[^<>\n]*>.*?(?:</(?P=tag)>|\Z)",
    re.DOTALL,
)
_LINES = re.compile(
    r"^[ \t]*>.*$"
    r"|^(?: {4,}|\t)\S.*$|^.*(?:[{};]|=>|\):)[ \t]*$|^[ \t]*(?:\$|>>>|#include|import |def ).*$"
    r"|^\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d.*$|^\[?(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL)\b.*$"
    r"|^[ \t]*(?:system|assistant|user|human|ai|bot)[ \t]*:.*$",
    re.MULTILINE | re.IGNORECASE,
)
_TO_THE_END = re.compile(
    r"^(?:commit [0-9a-f]{7,}|diff --git |@@ |Traceback \(|Dear [A-Z].*,\s*$|-----BEGIN |\[INST\]).*|<\|[^"
    r"|\n]{1,40}\|>",
    re.MULTILINE,
)
_RULE = re.compile(r"^[ \t]*(?:-{3,}|={3,}|\*{3,}|_{3,}|'{3}|<{3,}|#{3,})[ \t]*$", re.MULTILINE)
_MAIL_HEADER = re.compile(r"^(?:From|To|Cc|Bcc|Subject|Sent|Date|Author|Reply-To): .+$", re.MULTILINE)
_CLOSING = re.compile(
    r"^(?:(?:kind|best|warm(?:est)?|many|with kind) )?(?:regards|wishes)\b.*$|^(?:yours )?(?:sincerely"
    r"|faithfully|truly)\b.*$",
    re.MULTILINE | re.IGNORECASE,
)
_TURN = re.compile(r"^[ \t]*(?P<who>[A-Z][\w.'-]{0,20}(?: [A-Z][\w.'-]{0,20})?):[ \t]+\S.*$", re.MULTILINE)
_SPEAKERS = word_set("a b q user assistant human ai bot system interviewer interviewee host guest agent customer")
_MATERIAL = (
    r"\b(?:e-?mails?|letter|text|messages?|transcript|article|(?:blog )?post|tweet|thread|comment|reviews?"
    r"|(?:error )?logs?"
    r"|trace|output|code|snippet|bio|paragraph|passage|story|poem|lyrics|pages?|web ?site|readme|documents?"
    r"|files?|essay|draft"
    r"|cv|r[eé]sum[eé]|cover letter|ad|advert|listing|description|conversation|chat|interview|abstract|excerpt|diff"
    r"|patch|config|minutes|speech|statement|recipe|quotes?|sentences?|dialogue|profile)\b"
)
_HANDED_OVER = re.compile(
    r"^(?!.*\b(?:about (?:me|us|myself)|remember|my (?:life|family))\b)"
    rf"(?:[^\n]*{_MATERIAL}[^\n]*:"
    rf"|[^\n]*\b(?:below|the following|attached|pasted|(?:this|these) (?:\w+ )?{_MATERIAL[2:]})\b[^\n]*)[ \t]*(?=\n)",
    re.MULTILINE | re.IGNORECASE,
)
"""A line that announces material which stands below it."""

_WORK_ON = re.compile(
    r"(?P<before>^|[.!?\n])[ \t]*(?:(?:please|now|hey|hi|can you|could you|help me|i need you to|i want you to)[ ,]+)*"
    r"(?:translate|summari[sz]e|proof-?read|rewrite|rephrase|paraphrase|correct|edit|improve|fix|review|shorten|"
    r"explain|analy[sz]e|classify|extract|check|continue|complete|polish|format|reply to|respond to|answer)\b"
    r"[^.!?\n:]{0,80}:",
    re.IGNORECASE,
)
_OVERRIDE = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:(?:all|any|your|the|my|previous|prior|above|earlier|of) )*"
    r"(?:instructions|rules|guidelines|system prompt)\b",
    re.IGNORECASE,
)
_LEARN_THIS = re.compile(
    r"\s*(?:please |can you |could you |i want you to )*(?:remember|learn|memori[sz]e|note down|store|save|keep)"
    r"(?: from)? (?:all (?:of )?|everything )?(?:this|these|the following|what follows|below)\b[^\n:]{0,60}:",
    re.IGNORECASE,
)
_ONLY_LEARN = re.compile(
    r"\W*(?:please |can you |could you |i want you to )*(?:remember|learn|memori[sz]e|note down|store|save|keep)"
    r"(?: from)?(?: all(?: of)?| everything)?(?: (?:this|that|it|these|the following|what follows|the above|below))?"
    r"(?:,? (?:text|please|for me|about me|too))*\W*",
    re.IGNORECASE,
)
"""An order to learn that is all the user typed beside a paste, before or behind it."""

_DOUBLE = re.compile(r'"[^"\n]{3,600}(?:"|$)', re.MULTILINE)
_SINGLE = re.compile(r"(?<!\w)'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){3,600}'(?!\w)")
_PRONOUN = re.compile(r"\b(?:I|my|me|we|our|us|you|your|he|she|they|his|her|their)\b", re.IGNORECASE)


def asks_to_learn(message: str, pasted: Spans = ()) -> bool:
    """Whether the user hands text over to be learned: "Please remember all of this: ...". A paste cannot ask."""
    return bool(_orders(message, pasted))


def borrowed(message: str, pasted: Spans = ()) -> list[tuple[int, int]]:
    """Stretches (start, end) that by their form are not the user's own prose, in no order; they may overlap.

    `pasted` only counts for who gives an order: a message with a paste in it is looked at whole.
    """
    if _OVERRIDE.search(message):
        return [(0, len(message))]
    orders = _orders(message, pasted)
    if orders:
        return [*orders, *(match.span() for match in _FENCE.finditer(message))]
    return list(_stretches(message))


def _orders(message: str, pasted: Spans) -> Spans:
    """Where the user orders that the rest of the message be learned; () where it is not ordered."""
    order = _LEARN_THIS.match(message)
    if order and not overlap(pasted, *order.span()):
        return (order.span(),)
    typed = between(pasted, len(message)) if pasted else ()
    said = " ".join(message[begin:stop].strip() for begin, stop in typed)
    return typed if said and _ONLY_LEARN.fullmatch(said) else ()


def _stretches(message: str) -> Iterator[tuple[int, int]]:
    for pattern in (_FENCE, _LINES):
        yield from (match.span() for match in pattern.finditer(message))
    for pattern in (_TO_THE_END, _WORK_ON, _HANDED_OVER):
        found = pattern.search(message)
        if found:
            yield found.end("before") if pattern is _WORK_ON else found.start(), len(message)
    rules = list(_RULE.finditer(message))
    if rules:
        yield rules[0].start(), (rules[-1].end() if len(rules) > 1 else len(message))
    headers = list(_MAIL_HEADER.finditer(message))
    if len(headers) > 1:
        yield headers[0].start(), len(message)
    closing = _CLOSING.search(message)
    if closing:
        yield 0, len(message)
    yield from _turns(message)
    for paragraph in re.finditer(r"(?:(?!\n[ \t]*\n).)+", message, re.DOTALL):
        if len(paragraph.group()) > _LONG_PARAGRAPH:
            yield paragraph.span()


def _turns(message: str) -> Iterator[tuple[int, int]]:
    """A transcript: lines that begin with who speaks. A form filled in ("Name: ...") names nobody twice."""
    lines = list(_TURN.finditer(message))
    counts = Counter(line["who"].lower() for line in lines)
    if len(lines) > 1 and (max(counts.values()) > 1 or _SPEAKERS & set(counts)):
        yield lines[0].start(), len(message)


def speech(message: str) -> list[tuple[int, int]]:
    """Quotation marks around what somebody says: four words or more with a pronoun, and no title."""
    found = []
    for pattern in (_DOUBLE, _SINGLE):
        for match in pattern.finditer(message):
            inside = match.group().strip("\"'")
            words = inside.split()
            title = all(word[:1].isupper() or len(word) < 5 for word in words)
            if len(words) >= 4 and _PRONOUN.search(inside) and not title:
                found.append(match.span())
    return found
