"""What the memory screen says of one memory: where it is from, how sure it is, what became of it at night."""

from __future__ import annotations

from textual.content import Content

from assistant.experts.asking import REFUSAL
from assistant.memory.records import Carrier, Meaning, Memory, MemoryStatus
from tui.text import ago, clean, count, one_line
from tui.views import Dossier, Explanation, MemoryFilter

CARRIERS = {
    Carrier.TEXT: "as a note in the prompt",
    Carrier.WEIGHTS: "learned: answered from an expert's weights",
    Carrier.BOTH: "learned, and still given as a note",
}
MARKS = {Carrier.TEXT: "note", Carrier.WEIGHTS: "learned", Carrier.BOTH: "both"}
NAME_CELLS = 9
GAP = "   "
Row = tuple[str, str | Content]


def filter_lines(which: MemoryFilter, at_odds: int, width: int) -> Content:
    """The filters with their keys and values, on as many lines of `width` cells as they need.

    `at_odds`: how many memories are; the filter for them is left out while none is.
    """
    values: list[tuple[str, str, object]] = [
        ("k", "kind", which.kind or "any"),
        ("c", "carrier", which.carrier or "any"),
        ("g", "stage", "any" if which.stage is None else which.stage),
        ("n", "night", which.night or "any"),
        ("o", "old", "shown" if which.old else "no"),
    ]
    if at_odds or which.at_odds:
        values.append(("a", "at odds", f"only {at_odds}" if which.at_odds else "any"))
    if which != MemoryFilter():
        values.append(("x", "all", ""))
    lines, line = [], Content("")
    for key, name, value in values:
        style = "$foreground-muted" if value in ("any", "no") else "bold"
        one = Content.assemble((key, "bold $text-accent"), (f" {name} ", "$foreground-muted"), (str(value), style))
        if line and line.cell_length + len(GAP) + one.cell_length > width:
            lines.append(line)
            line = one
        else:
            line = Content.assemble(line, GAP, one) if line else one
    return Content("\n").join([*lines, line])


def memory_line(memory: Memory, *, at_odds: bool = False) -> Content:
    """A memory in the list; `at_odds` with another one it stands out."""
    old = memory.status is not MemoryStatus.ACTIVE
    mark = "old" if old else "at odds" if at_odds else "secret" if memory.secret else MARKS[memory.carrier]
    style = (
        "$foreground-muted"
        if old
        else "$text-warning"
        if at_odds
        else "$text-success"
        if memory.carrier is not Carrier.TEXT
        else "$text-accent"
    )
    return Content.assemble(
        (mark.ljust(NAME_CELLS), style), (one_line(memory.text), "$foreground-muted" if old else "")
    )


def memory_details(memory: Memory, dossier: Dossier) -> Content:
    """Everything about one memory."""
    rows = [*_origin(memory, dossier), *_learning(memory, dossier)]
    lines = [Content.assemble((name.ljust(NAME_CELLS), "$foreground-muted"), value) for name, value in rows]
    text = Content(clean(memory.text)).stylize("bold")
    parts = [text, Content(""), *lines, *_at_odds(dossier), *_history(memory, dossier), *_probes(dossier)]
    return Content("\n").join(parts)


def _at_odds(dossier: Dossier) -> list[Content]:
    if not dossier.at_odds:
        return []
    heading = Content.styled("At odds with (t: this one is true)", "bold $text-warning")
    return [Content(""), heading, *(Content(f"  {one_line(other.text, 120)}") for other in dossier.at_odds)]


def _origin(memory: Memory, dossier: Dossier) -> list[Row]:
    origin = dossier.origin
    sure = "" if memory.confidence >= 1 else f", {memory.confidence:.0%} sure"
    rows: list[Row] = [("kind", memory.kind.value + sure), ("said", ago(memory.valid_from))]
    if memory.status is not MemoryStatus.ACTIVE:
        rows.append(("status", f"{memory.status.value}; a later statement took its place"))
    if memory.secret:
        rows.append(("secret", Content.styled("never trained on; m if it is none", "$text-warning")))
    else:
        rows.append(("secret", Content.styled("no; m if it is one", "$foreground-muted")))
    if origin.chat is not None:
        rows.append(("chat", one_line(origin.chat.title, 60)))
    if origin.message is not None:
        rows.append(("source", f"“{one_line(origin.message.content, 300)}”"))
    elif origin.chat is None:
        rows.append(("source", "noted without a chat, or its chat was deleted"))
    return rows


def _learning(memory: Memory, dossier: Dossier) -> list[Row]:
    rows: list[Row] = [("used", CARRIERS[memory.carrier])]
    rows.append(("experts", ", ".join(dossier.origin.experts) or "none was trained on it yet"))
    if memory.stage:
        rows.append(("nights", f"{memory.stage} in a row answered without the note"))
    if dossier.dreams_written:
        rows.append(("dreams", f"{dossier.dreams_kept} kept of {dossier.dreams_written} written"))
    if dossier.keys:
        rows.append(("found by", one_line("; ".join(dossier.keys), 160)))
    return rows


def _history(memory: Memory, dossier: Dossier) -> list[Content]:
    if len(dossier.versions) < 2:
        return []
    lines = [Content(""), Content.styled("History", "bold")]
    for version in dossier.versions:
        here = version.id == memory.id
        mark = ("▸ ", "$text-accent") if here else ("  ", "")
        lines.append(
            Content.assemble(
                mark,
                (ago(version.valid_from).ljust(13), "$foreground-muted"),
                (
                    one_line(version.text, 120),
                    "" if version.status is MemoryStatus.ACTIVE else "$foreground-muted strike",
                ),
            )
        )
    return lines


def _probes(dossier: Dossier) -> list[Content]:
    if not dossier.evaluations:
        return []
    last = dossier.evaluations[-1].sleep_id
    lines = [Content(""), Content.styled(f"Last probes (night {last}, asked without the note)", "bold")]
    for row in dossier.evaluations:
        if row.sleep_id == last:
            lines.append(Content(one_line(row.question, 120)))
            for when, answer, right in (
                ("before", row.before, row.right_before),
                ("after", row.after, row.right_after),
            ):
                mark = ("✓ ", "$text-success") if right else ("✗ ", "$text-error")
                lines.append(
                    Content.assemble(
                        ("  " + when.ljust(7), "$foreground-muted"), mark, one_line(answer, 120) or "(nothing)"
                    )
                )
    return lines


def explanation_rows(memory: Memory, question: str, found: Explanation) -> list[tuple[str, str]]:
    """Why a question finds a memory, or why not, as rows."""
    rows = [
        ("memory", memory.text),
        ("question", question),
        ("so", _verdict(memory, found)),
        ("score", f"{found.score:.2f} of 1; the threshold is {found.threshold:.2f}"),
        ("matched", ", ".join(found.matched) or "no word"),
        ("not held", ", ".join(found.missing) or "nothing"),
    ]
    if memory.status is not MemoryStatus.ACTIVE:
        return rows
    if found.meaning is not None:
        rows += meaning_rows(found.meaning)
    elif found.words_alone:
        rows.append(("meaning", f"not asked: {found.words_alone}"))
    elif found.given is not None:
        rows.append(("meaning", "not asked about this one: others share more words with the question, or are newer"))
    return rows


def meaning_rows(meaning: Meaning) -> list[tuple[str, str]]:
    """What the core expert made of a memory."""
    rows: list[tuple[str, str]] = []
    if meaning.needed > 0:
        how = "likelier" if meaning.gain >= 0 else "unlikelier"
        needed = f"{meaning.needed:.1f} are needed"
        rows.append(("meaning", f"makes the question {abs(meaning.gain):.1f} nats {how}; {needed}"))
    if meaning.denial is not None and meaning.denied_from is not None:
        limit = f"it counts from {meaning.denied_from:.1f}"
        rows.append(("denial", f"“{REFUSAL}” has a log-probability of {meaning.denial:.1f}; {limit}"))
    return rows


def _verdict(memory: Memory, found: Explanation) -> str:
    if memory.status is not MemoryStatus.ACTIVE:
        return "Not recalled: it was replaced by what you said later."
    if found.given:
        by = " by meaning" if found.meaning is not None and found.meaning.likely else ""
        return f"Recalled{by}, at place {found.given} of those found."
    if found.meaning is not None:
        return _not_meant(found.meaning, found.shown)
    if found.given == 0 and not found.words_alone and found.score >= found.threshold:
        return "Not recalled: its words fit, but others fit better by meaning."
    return _by_words(found)


def _not_meant(meaning: Meaning, shown: int) -> str:
    if meaning.denied:
        return "Not recalled: the core expert, reading it alone, denies that it answers the question."
    if not meaning.likely:
        return "Not recalled: by meaning, the question does not fit it well enough."
    return f"Not given: others fit better, and {shown} are given."


def _by_words(found: Explanation) -> str:
    if not found.place:
        return "Not recalled: it shares no word with the question, nor a question that was dreamed about it."
    if found.score < found.threshold:
        return f"Not recalled: its score of {found.score:.2f} is below the threshold of {found.threshold:.2f}."
    if found.place > found.shown:
        better = count(found.place - 1, "memory fits", "memories fit")
        return f"Not given: {better} better, and {found.shown} are given."
    return f"Recalled, at place {found.place} of those found."
