"""The model file's own tokenizer for other runtimes, which would need a second copy of it. No weights are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backends.gguf_file import read_gguf
from backends.llama_cpp_model import Model
from backends.llama_cpp_text import ReplyText


class Vocabulary:
    """Prompts to tokens and replies to text, exactly as the serving engine has them."""

    def __init__(self, path: Path) -> None:
        self._model = Model(read_gguf(path), vocabulary_only=True)
        self.ends = frozenset(token for token in range(self._model.vocab_size) if self._model.is_end(token))
        """Tokens that end a reply."""

    def tokens(self, prompt: str) -> list[int]:
        """A whole prompt, special tokens parsed."""
        return self._model.prompt_tokens(prompt)

    def text(self, reply: Sequence[int]) -> str:
        """A reply's text up to its end token."""
        found = ReplyText()
        for token in reply:
            if token in self.ends:
                break
            found.add(self._model.piece(token))
        found.finish()
        return found.text

    def close(self) -> None:
        """Free it. Calling it twice is allowed."""
        self._model.close()
