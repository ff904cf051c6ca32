"""What the memory screen says of one memory: where it is from, how sure it is, what became of it at night."""

from __future__ import annotations

from textual.content import Content

from assistant.memory.records import Carrier, Memory, MemoryStatus
from tui.text import ago, clean, count, one_line
from tui.views import Dossier, Explanation

CARRIERS = {
    Carrier.TEXT: "as a note in the prompt",
    Carrier.WEIGHTS: "learned: answered from an expert's weights",
    Carrier.BOTH: "learned, and still given as a note",
}
MARKS = {Carrier.TEXT: "note", Carrier.WEIGHTS: "learned", Carrier.BOTH: "both"}
NAME_CELLS = 9
Row = tuple[str, str | Content]


def memory_line(memory: Memory) -> Content:
    """A memory in the list."""
    old = memory.status is not MemoryStatus.ACTIVE
    mark = "old" if old else "secret" if memory.secret else MARKS[memory.carrier]
    style = "$foreground-muted" if old else "$text-success" if memory.carrier is not Carrier.TEXT else "$text-accent"
    return Content.assemble(
        (mark.ljust(NAME_CELLS), style), (one_line(memory.text), "$foreground-muted" if old else "")
    )


def memory_details(memory: Memory, dossier: Dossier) -> Content:
    """Everything about one memory."""
    rows = [*_origin(memory, dossier), *_learning(memory, dossier)]
    lines = [Content.assemble((name.ljust(NAME_CELLS), "$foreground-muted"), value) for name, value in rows]
    text = Content(clean(memory.text)).stylize("bold")
    return Content("\n").join([text, Content(""), *lines, *_history(memory, dossier), *_probes(dossier)])


def _origin(memory: Memory, dossier: Dossier) -> list[Row]:
    origin = dossier.origin
    sure = "" if memory.confidence >= 1 else f", {memory.confidence:.0%} sure"
    rows: list[Row] = [("kind", memory.kind.value + sure), ("said", ago(memory.valid_from))]
    if memory.status is not MemoryStatus.ACTIVE:
        rows.append(("status", f"{memory.status.value}; a later statement took its place"))
    if memory.secret:
        rows.append(("secret", Content.styled("never trained on; m if it is none", "$text-warning")))
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
    if memory.status is not MemoryStatus.ACTIVE:
        verdict = "Not recalled: it was replaced by what you said later."
    elif not found.place:
        verdict = "Not recalled: it shares no word with the question, nor a question that was dreamed about it."
    elif found.score < found.threshold:
        verdict = f"Not recalled: its score of {found.score:.2f} is below the threshold of {found.threshold:.2f}."
    elif found.place > found.shown:
        verdict = (
            f"Not given: {count(found.place - 1, 'memory fits', 'memories fit')} better, and {found.shown} are given."
        )
    else:
        verdict = f"Recalled, at place {found.place} of those found."
    return [
        ("memory", memory.text),
        ("question", question),
        ("so", verdict),
        ("score", f"{found.score:.2f} of 1; the threshold is {found.threshold:.2f}"),
        ("matched", ", ".join(found.matched) or "no word"),
        ("not held", ", ".join(found.missing) or "nothing"),
    ]
