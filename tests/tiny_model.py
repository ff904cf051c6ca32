"""Builds tiny random models, as a transformers folder and as the GGUF of the very same weights.

They say nothing sensible, but every engine loads them in milliseconds, so parity between engines can be exact.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch

from backends.adapter_format import interleave_rope_rows
from backends.architectures import ARCHITECTURES, Architecture
from backends.base import ModelInfo

HIDDEN, FEED_FORWARD, HEADS, KV_HEADS, VOCABULARY, CONTEXT = 64, 96, 4, 2, 320, 512
HEAD_SIZES = {"llama": 16, "qwen2": 16, "qwen3": 32, "gemma2": 32, "gemma3": 32, "phi3": 16}
LAYERS = {"gemma3": 7}
"""Others have 3; the seventh layer of Gemma 3 is the first after one with global attention."""
SLIDING_WINDOW = 8
CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_MERGES = ("Ġ t", "h e", "i n", "r e", "a n", "e r", "o u", "Ġt he", "Ġ a", "o n", "a t", "Ġ s", "i s", "Ġ w", "an d")


@dataclass(frozen=True, slots=True)
class TinyModel:
    """`hf_folder` holds plain transformers weights, `info.path` the GGUF."""

    info: ModelInfo
    hf_folder: Path

    @property
    def gguf(self) -> Path:
        return self.info.path


def build_tiny_model(
    folder: Path,
    architecture: str = "llama",
    *,
    quantisation: gguf.GGMLQuantizationType = gguf.GGMLQuantizationType.F32,
    tied: bool = True,
    rope: Mapping[str, Sequence[float]] | None = None,
    metadata: Mapping[str, str | int | float] | None = None,
    width: int | None = None,
    seed: int = 0,
) -> TinyModel:
    """Write both forms below `folder`. `width` is the size of the hidden states and of the feed-forward layers.

    Only the GGUF gets `rope`, divisors of the frequencies (one per turned pair of a head) by the tensor's name, and
    `metadata`, keys without the architecture's name; they take the place of those that it has otherwise.
    """
    known = ARCHITECTURES[architecture]
    model = _random_model(known, tied=tied, width=width, seed=seed)
    hf_folder, path = folder / "hf", folder / f"tiny-{architecture}-{quantisation.name}.gguf"
    model.save_pretrained(hf_folder)
    writer = gguf.GGUFWriter(path, known.name)
    for name, factors in (rope or {}).items():
        writer.add_tensor(f"{name}.weight", np.array(factors, np.float32))
    _write_gguf(writer, known, model, quantisation, metadata or {})
    info = ModelInfo(
        path=path,
        name="tiny",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        architecture=architecture,
        quantisation=quantisation.name,
        parameters=sum(parameter.numel() for parameter in model.parameters()),
        size_bytes=path.stat().st_size,
        layers=model.config.num_hidden_layers,
        trained_context=CONTEXT,
        context=CONTEXT,
        chat_template=CHATML,
    )
    return TinyModel(info, hf_folder)


@contextmanager
def one_thread() -> Iterator[None]:
    """Torch on one core: handing such small matrices to another takes longer than multiplying them."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _random_model(known: Architecture, *, tied: bool, width: int | None, seed: int) -> Any:
    package = f"transformers.models.{known.package}"
    modeling = importlib.import_module(f"{package}.modeling_{known.package}")
    configuration = importlib.import_module(f"{package}.configuration_{known.package}")
    settings: dict[str, Any] = {
        "vocab_size": VOCABULARY,
        "hidden_size": width or HIDDEN,
        "intermediate_size": width or FEED_FORWARD,
        "num_hidden_layers": LAYERS.get(known.name, 3),
        "num_attention_heads": HEADS,
        "num_key_value_heads": KV_HEADS,
        "max_position_embeddings": CONTEXT,
        "rms_norm_eps": 1e-5,
        "tie_word_embeddings": tied,
        "pad_token_id": None,
        "bos_token_id": 0,
        "eos_token_id": 2,
        "attn_implementation": "eager",
    }
    if known.name != "phi3":
        settings["head_dim"] = HEAD_SIZES[known.name]
    if known.name.startswith("gemma"):
        settings |= {"query_pre_attn_scalar": HEAD_SIZES[known.name], "sliding_window": SLIDING_WINDOW}
    config = getattr(configuration, known.config_class)(**settings)
    model = getattr(modeling, f"{known.class_prefix}ForCausalLM")(config)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            # Wide enough that attention, rope and every norm show in the logits.
            centre = 1.0 - known.norm_offset if name.endswith("norm.weight") else 0.0
            parameter.copy_(centre + 0.15 * torch.randn(parameter.shape, generator=generator))
    return model.eval()


def _write_gguf(
    writer: gguf.GGUFWriter,
    known: Architecture,
    model: Any,
    quantisation: gguf.GGMLQuantizationType,
    metadata: Mapping[str, str | int | float],
) -> None:
    writer.add_type(gguf.GGUFType.MODEL)
    # Not the architecture's name: llama.cpp expects special tokens of its own from a "phi3".
    writer.add_name("tiny")
    writer.add_license("apache-2.0")
    writer.add_file_type(_file_type(quantisation))
    _add_shape(writer, known, model.config)
    kinds = {str: gguf.GGUFValueType.STRING, int: gguf.GGUFValueType.UINT32, float: gguf.GGUFValueType.FLOAT32}
    for key, value in metadata.items():
        writer.add_key_value(f"{known.name}.{key}", value, kinds[type(value)])
    _add_tokenizer(writer)
    for name, values in _file_tensors(known, model.state_dict(), model.config.tie_word_embeddings).items():
        if values.ndim == 1:
            writer.add_tensor(name, values)
        else:
            writer.add_tensor(name, gguf.quantize(values, quantisation), raw_dtype=quantisation)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _file_type(quantisation: gguf.GGMLQuantizationType) -> int:
    name = "ALL_F32" if quantisation == gguf.GGMLQuantizationType.F32 else f"MOSTLY_{quantisation.name}"
    return int(gguf.LlamaFileType[name])


def _add_shape(writer: gguf.GGUFWriter, known: Architecture, config: Any) -> None:
    head_size = HEAD_SIZES[known.name]
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_key_length(head_size)
    writer.add_value_length(head_size)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(head_size)
    writer.add_rope_freq_base(1_000_000.0 if known.name == "gemma3" else 10_000.0)
    writer.add_vocab_size(VOCABULARY)
    if known.name.startswith("gemma"):
        writer.add_sliding_window(SLIDING_WINDOW)
    if known.name == "gemma2":
        writer.add_attn_logit_softcapping(50.0)
        writer.add_final_logit_softcapping(30.0)


def _file_tensors(known: Architecture, state: Mapping[str, torch.Tensor], tied: bool) -> dict[str, Any]:
    outer = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
    in_layer = {**known.linear, **known.norms}
    found: dict[str, Any] = {}
    for name, tensor in state.items():
        if name == "lm_head.weight" and tied:
            continue
        module, kind = name.rsplit(".", 1)
        values = tensor.float().numpy()
        if module.endswith("norm"):
            values = values + np.float32(known.norm_offset)
        if module in outer:
            found[f"{outer[module]}.{kind}"] = values
            continue
        _, _, layer, inner = module.split(".", 3)
        if known.rope_permuted and inner in ("self_attn.q_proj", "self_attn.k_proj"):
            values = interleave_rope_rows(values, HEADS if inner == "self_attn.q_proj" else KV_HEADS)
        found[f"blk.{layer}.{in_layer[inner]}.{kind}"] = np.ascontiguousarray(values)
    return found


def _add_tokenizer(writer: gguf.GGUFWriter) -> None:
    tokens = [*_SPECIAL, *byte_symbols(), *(merge.replace(" ", "") for merge in _MERGES)]
    unused = [f"<|unused{number}|>" for number in range(VOCABULARY - len(tokens))]
    control = int(gguf.TokenType.CONTROL)
    types = [control] * len(_SPECIAL) + [int(gguf.TokenType.NORMAL)] * (len(tokens) - len(_SPECIAL))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([*tokens, *unused])
    writer.add_token_types([*types, *[control] * len(unused)])
    writer.add_token_merges(list(_MERGES))
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(2)
    writer.add_pad_token_id(0)
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHATML)


def byte_symbols() -> list[str]:
    """The printable stand-in of each byte in byte-level BPE: itself, or U+0100 upwards where it is not printable."""
    printable = {*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    hidden = [byte for byte in range(256) if byte not in printable]
    return [chr(byte if byte in printable else 0x100 + hidden.index(byte)) for byte in range(256)]
