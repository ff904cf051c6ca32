"""The texts of an exported expert: a page with one command per runtime, and Ollama's Modelfiles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

WARNING = (
    "It holds personal facts in its weights. Whoever has this folder, and for the adapters the base model, "
    "can ask for them.\nTreat it like the conversation it came from."
)

_VLLM_RANKS = (8, 16, 32, 64, 128, 256, 320, 512)
"""What vLLM takes as the highest rank; it refuses any number between them."""

_HEAD = """\
# {name}

What Reverie learned, as a LoRA adapter of rank {rank}, alpha {alpha:g} (scale {scale:g}), on {targets}.

**{warning}**

It fits one base model only: {base_name} ({quantisation}), sha256 of the GGUF `{base_sha256}`.
{licence}
{omission}
`manifest.json` says what it was made from. `reverie expert verify FOLDER` loads every format in every runtime that is
installed and asks the questions that were held out from learning.
"""

_SECTIONS: Mapping[str, str] = {
    "gguf": """\
## llama.cpp

    llama-cli -m BASE.gguf --lora adapter.gguf
    llama-server -m BASE.gguf --lora adapter.gguf

llama-cpp-python: `Llama(model_path="BASE.gguf", lora_path="adapter.gguf")`
""",
    "merged": """\
## LM Studio, Ollama from 0.34.1, anything that loads a GGUF and no adapter

    llama-cli -m {merged}

The adapter is added into the weights and those are rounded again, to 8 bits at least, so it can know a little less
than the adapter: `verify` measures that.
""",
    "ollama": """\
## Ollama

Up to 0.34.0, with the base's path put into `Modelfile`: `ollama create my-{name} -f Modelfile`.
Later versions take no adapters: `ollama create my-{name} -f Modelfile.merged`.
""",
    "peft": """\
## transformers with PEFT

    model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained("BASE"), "peft")

BASE is the transformers form of {base_name}. It was trained on the quantised weights, which differ from it a little.

## vLLM

    vllm serve BASE --enable-lora --max-lora-rank {vllm_rank} --lora-modules {name}=peft
""",
    "mlx": """\
## mlx-lm

    mlx_lm.generate --model BASE --adapter-path mlx --prompt "..."

BASE is the MLX form of {base_name}, for example one made by `mlx_lm.convert -q --q-group-size 32`.
""",
}

MODELFILE = """\
# The base must be the GGUF with sha256 {base_sha256}.
FROM ./BASE.gguf
ADAPTER ./adapter.gguf
"""
MERGED_MODELFILE = """\
# {base_name} with what Reverie learned merged in. Ollama takes the chat template from the file.
FROM ./{merged}
"""


def omission_text(manifest: Mapping[str, Any]) -> str:
    """What was left out, by kinds and ids, as a paragraph; empty when nothing was."""
    without = manifest.get("without")
    if without is None:
        return ""
    kinds, ids = without["kinds"], without["memory_ids"]
    kind = f"the {'kind' if len(kinds) == 1 else 'kinds'} {', '.join(kinds)}"
    memory = (
        f"{'memory' if len(ids) == 1 else 'memories'} {', '.join(map(str, ids))}" if ids else "nothing it had learned"
    )
    named = f"{kind} ({memory})" if kinds else memory
    made = "Trained anew without" if any(entry.get("rebuilt") for entry in manifest["experts"]) else "Without"
    return f"\n{made} {named}: it holds {manifest['memories']} of {without['memories_before']} memories.\n"


def readme(formats: Collection[str], values: Mapping[str, Any]) -> str:
    """README.md for the formats that were written. `values` are the manifest's, flattened by `export`."""
    texts = [_HEAD, *(_SECTIONS[name] for name in ("gguf", "merged", "ollama", "peft", "mlx") if name in formats)]
    rank = values["rank"]
    vllm_rank = next((highest for highest in _VLLM_RANKS if highest >= rank), rank)
    return "\n".join(text.format(warning=WARNING, vllm_rank=vllm_rank, **values) for text in texts)
