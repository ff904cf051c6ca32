"""How the running chat's context is made; what it streams is in the contract."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import llama_cpp.llama_cpp as lib
import pytest

from backends import llama_cpp_chat
from backends.llama_cpp_chat import ChatContext
from backends.llama_cpp_model import Model


@pytest.mark.parametrize(
    ("gpu", "heads", "context", "flash"), [(False, 9, 8192, False), (True, 9, 8192, None), (False, 32, 32768, None)]
)
def test_scores_are_written_down_on_a_processor_where_they_find_room(
    monkeypatch: pytest.MonkeyPatch, gpu: bool, heads: int, context: int, flash: bool | None
) -> None:
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(llama_cpp_chat, "Context", lambda model, **given: made.append(given))
    monkeypatch.setattr(lib, "llama_supports_gpu_offload", lambda: gpu)
    ChatContext(cast(Model, SimpleNamespace(heads=heads)), context, 2)
    assert (made[0]["flash"], made[0]["size"]) == (flash, context)
