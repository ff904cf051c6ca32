"""An expert as a folder that other runtimes load: PEFT files, a GGUF adapter, and a page that says how."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import ExpertError
from assistant.experts.manifest import Expert
from assistant.experts.registry import GGUF, SETTINGS, TENSORS, ExpertRegistry
from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER

_LAYOUT: Mapping[str, str] = {GGUF: GGUF, TENSORS: f"peft/{TENSORS}", SETTINGS: f"peft/{SETTINGS}"}
_PAGE = """\
{id}, a {level} expert of Reverie: a LoRA adapter of rank {rank}, alpha {alpha:g}.

It holds personal facts in its weights. Whoever has this folder and the base model can ask for them.

It fits one base model only: {base_name}, sha256 of the GGUF {base_sha256}.

llama.cpp   llama-cli -m BASE.gguf --lora {gguf}
Ollama      put the base's path into Modelfile, then: ollama create my-{id} -f Modelfile
PEFT        PeftModel.from_pretrained(base, "peft")
"""
_MODELFILE = """\
# The base must be the GGUF with sha256 {base_sha256}.
FROM ./BASE.gguf
ADAPTER ./{gguf}
"""


def export(registry: ExpertRegistry, expert_id: str, folder: Path) -> list[Path]:
    """Write the expert's files into a new or empty folder, private to the user; the paths written.

    Raises: ExpertError (damaged expert, or the folder is in use), OSError.
    """
    expert = registry.verify(expert_id)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExpertError(f"{folder} exists and is not an empty folder. Name a new one.")
    (folder / "peft").mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    source = registry.folder(expert_id)
    written = []
    for name, target in _LAYOUT.items():
        _make_private(folder / target)
        shutil.copyfile(source / name, folder / target)
        written.append(folder / target)
    for name, text in (("README.txt", _PAGE), ("Modelfile", _MODELFILE)):
        _make_private(folder / name)
        (folder / name).write_text(_filled(text, expert), encoding="utf-8")
        written.append(folder / name)
    return written


def _filled(text: str, expert: Expert) -> str:
    return text.format(
        id=expert.id,
        level=expert.level,
        rank=expert.rank,
        alpha=expert.alpha,
        base_name=expert.base_name,
        base_sha256=expert.base_sha256,
        gguf=GGUF,
    )


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE))
