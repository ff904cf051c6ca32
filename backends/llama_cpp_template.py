"""Chat templates: the model's own Jinja text, run in a sandbox, or a plain one where the file has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from jinja2 import TemplateError
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from backends.base import ChatMessage, ModelFileError
from backends.llama_cpp_seams import Seams
from backends.thinking import OPENS, closed, opened_by_the_model

_HEADING = re.compile(r"^### (?:User|System|Assistant):", re.MULTILINE | re.IGNORECASE)
PLAIN_STOP = ("\n### User:", "\n### System:")
"""Where a reply ends under the plain template, whose turns have no end token."""


class ChatTemplate:
    """Renders messages into prompt text."""

    def __init__(
        self,
        template: str | None,
        *,
        bos: str,
        eos: str,
        seams: Seams | None = None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._seams = seams or Seams(())
        self._clock = clock
        self._formatter: Jinja2ChatFormatter | None = None
        self._thinks = template is not None and opened_by_the_model(template)
        if template is None:
            return
        try:
            self._formatter = Jinja2ChatFormatter(template, eos_token=eos, bos_token=bos)
        except TemplateError as error:
            raise ModelFileError(f"The model's chat template is broken: {error}. Choose another model file") from error

    @property
    def stop(self) -> tuple[str, ...]:
        """Stop strings that this template needs."""
        return PLAIN_STOP if self._formatter is None else ()

    def render(self, messages: Sequence[ChatMessage]) -> str:
        """The prompt, ending where the answer begins: a model that would think first is told that it has, since replies
        are short and experts learn answers. Control tokens in messages stay text. Raises: ModelFileError.
        """
        messages = [ChatMessage(message.role, self._seams.put(message.content)) for message in messages]
        if self._formatter is None:
            return plain(messages)
        failure: Exception | None = None
        for variant in (list(messages), alternating(messages)):
            try:
                text = self._run(self._formatter, variant)
            except (TemplateError, ValueError, TypeError) as error:
                failure = error
                continue
            if all(message.content.strip() in text for message in variant if message.role == "system"):
                return closed(text + OPENS if self._thinks else text)
        raise ModelFileError(
            f"The model's chat template cannot render this chat: {failure}. Choose another model file"
        ) from failure

    def _run(self, formatter: Jinja2ChatFormatter, messages: Sequence[ChatMessage]) -> str:
        rows: list[Any] = [{"role": message.role, "content": message.content} for message in messages]
        now = self._clock()
        return str(formatter(messages=rows, enable_thinking=False, date_string=now.strftime("%d %b %Y")).prompt)


def plain(messages: Sequence[ChatMessage]) -> str:
    """The template of models without one: `### Role:`, the text, a blank line; then `### Assistant:`."""
    turns = [f"### {message.role.capitalize()}:\n{_own_heading(message.content)}\n\n" for message in messages]
    return "".join(turns) + "### Assistant:\n"


def _own_heading(content: str) -> str:
    """Lines that look like the beginning of a turn are indented: a message cannot open another one."""
    return _HEADING.sub(r" \g<0>", content)


def alternating(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """For templates without a system role: its text opens the first user message; equal neighbours are joined."""
    system = "\n\n".join(message.content for message in messages if message.role == "system")
    turns: list[ChatMessage] = []
    for message in messages:
        if message.role == "system":
            continue
        if turns and turns[-1].role == message.role:
            turns[-1] = ChatMessage(message.role, f"{turns[-1].content}\n\n{message.content}")
        else:
            turns.append(message)
    if system and turns and turns[0].role == "user":
        turns[0] = ChatMessage("user", f"{system}\n\n{turns[0].content}")
    elif system:
        turns.insert(0, ChatMessage("user", system))
    return turns
