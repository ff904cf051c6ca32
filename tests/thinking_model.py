"""Writes a model of a few tokens that thinks before each answer: whatever it is asked, it says the same.

Its layer adds nothing and its states are one-hot, so each token decides the next: a real engine runs a script.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import gguf
import numpy as np

from tests.tiny_model import CHATML, byte_symbols

THOUGHT, ANSWER = "Somebody asks. What do I know?\n", "My sister lives in Turku."
_BEGINNINGS = ("\n", ":")
"""What prompts end with."""
_END = "<|im_end|>"
_HEADS = 4


def build_thinking_model(path: Path, context: int = 2048) -> Path:
    """A GGUF whose every reply is a block with THOUGHT, then ANSWER."""
    control = ["<|endoftext|>", "<|im_start|>", _END]
    said = ["<think>", THOUGHT, "</think>", ANSWER]
    letters = byte_symbols()
    tokens = [*control, *letters, *said]
    size = -(-len(tokens) // (2 * _HEADS)) * 2 * _HEADS
    tokens += [f"<|unused{number}|>" for number in range(size - len(tokens))]
    follows = np.zeros((size, size), np.float32)
    for beginning in _BEGINNINGS:
        follows[tokens.index("<think>"), tokens.index(letters[ord(beginning)])] = 9.0
    for before, after in pairwise([*said, _END]):
        follows[tokens.index(after), tokens.index(before)] = 9.0
    types = [gguf.TokenType.CONTROL] * len(control) + [gguf.TokenType.NORMAL] * len(letters)
    types += [gguf.TokenType.USER_DEFINED] * len(said)
    types += [gguf.TokenType.CONTROL] * (size - len(types))

    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("thinking")
    writer.add_context_length(context)
    writer.add_embedding_length(size)
    writer.add_block_count(1)
    writer.add_feed_forward_length(32)
    writer.add_head_count(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([int(kind) for kind in types])
    writer.add_token_merges(["a b"])
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHATML)
    writer.add_tensor("token_embd.weight", np.eye(size, dtype=np.float32))
    writer.add_tensor("output.weight", follows)
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(size, np.float32))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        writer.add_tensor(f"blk.0.{name}.weight", np.zeros((size, size), np.float32))
    for name in ("ffn_gate", "ffn_up"):
        writer.add_tensor(f"blk.0.{name}.weight", np.zeros((32, size), np.float32))
    writer.add_tensor("blk.0.ffn_down.weight", np.zeros((size, 32), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
