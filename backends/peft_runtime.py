"""An exported PEFT folder in transformers, as anyone would load it, on the base's dequantised weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel

from backends.base import ModelInfo
from backends.gguf_weights import load_base
from backends.llama_cpp_vocabulary import Vocabulary
from backends.torch_device import available


def replies(
    adapter: Path,
    model: ModelInfo,
    prompts: Sequence[str],
    max_tokens: int,
    cache: Path,
    on_done: Callable[[int], None],
) -> list[str]:
    """See `backends.registry.Replies`."""
    device = available()
    student: Any = PeftModel.from_pretrained(load_base(model, cache).to(device), str(adapter)).eval()
    texts: list[str] = []
    with closing(Vocabulary(model.path)) as vocabulary, torch.inference_mode():
        for prompt in prompts:
            ids = torch.tensor([vocabulary.tokens(prompt)], device=device)
            found = student.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=max_tokens,
                do_sample=False,
                eos_token_id=sorted(vocabulary.ends),
                pad_token_id=min(vocabulary.ends),
            )
            texts.append(vocabulary.text(found[0, ids.shape[1] :].tolist()))
            on_done(len(texts))
    return texts
