"""Every reader of a file that somebody may hand over, as a function of bytes: what it makes of them is used afterwards.

A reader answers with a value that the rest of the product can work with, or with its own error in words. Anything else
that comes out of these functions is a fault of the product.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import gguf
import numpy as np

from assistant.cli.files import read_export
from assistant.cli.output import moment
from assistant.config import load_config
from assistant.errors import ConfigError, ExpertError, UsageError
from assistant.experts.manifest import from_json, slices_of, to_json
from assistant.experts.registry import ExpertRegistry
from assistant.memory.exchange import ReplayClock, export_chats, export_memories, import_chats, import_memories
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.adapter_exchange import AdapterExchange
from backends.adapter_format import CONFIG_FILE, WEIGHTS_FILE
from backends.adapter_mlx import WEIGHTS_FILE as MLX_WEIGHTS_FILE
from backends.base import AdapterMismatch, ModelFileError, ModelInfo
from backends.gguf_file import read_gguf
from backends.gguf_header import read_header
from backends.model_info import info_of

Reader = Callable[[bytes], None]
MARK = b"\n--weights--\n"
"""Between the settings and the tensors of an adapter, which are two files; its first byte says whose layout it has."""
WIDTH = 8


class _Undo(Exception):
    """Every input finds an empty database."""


def answers(read: Callable[[], object], *errors: type[Exception]) -> None:
    """The reader gives a value or one of its own errors, with words in it."""
    try:
        read()
    except errors as error:
        assert len(str(error)) > 10


def model_reader(folder: Path) -> Reader:
    """Model files: by the reader that checks and by the one that trainers use."""
    path = folder / "model.gguf"

    def described() -> None:
        header = read_gguf(path)
        info_of(header, header.trained_context, "0" * 64)
        assert header.kv_bytes_per_token > 0

    def placed() -> None:
        header = read_header(path)
        assert header.alignment > 0 and all(info.offset > 0 for info in header.tensors.values())

    def read(content: bytes) -> None:
        path.write_bytes(content)
        answers(described, ModelFileError)
        answers(placed, ModelFileError)

    return read


def chat_reader(folder: Path) -> Reader:
    """Chats of this and other programs, learned from: what was brought in must go out again in every form."""
    clock = ReplayClock(1.7e9)
    store = MemoryStore.open(folder / "chats.db", clock)

    def read(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        with suppress(_Undo), store.transaction():
            answers(lambda: import_chats(store, [text], clock, learn=True), UsageError)
            chats = store.chats()
            for form in ("jsonl", "json", "markdown"):
                written = "\n".join(export_chats(store, chats, form))
                assert bool(written) == bool(chats) or form == "json"
            for chat in chats:
                moment(chat.created)
            raise _Undo

    return read


def memory_reader(folder: Path) -> Reader:
    """Memories, plain or as JSON lines: those that were taken are the ones that are exported."""
    store = MemoryStore.open(folder / "memories.db")

    def read(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        with suppress(_Undo), store.transaction():
            answers(lambda: import_memories(store, text), UsageError)
            memories = store.memories()
            assert len([*export_memories(store)]) == len(memories)
            for memory in memories:
                moment(memory.valid_from)
            raise _Undo

    return read


def settings_reader(folder: Path) -> Reader:
    """`config.toml`."""
    path = folder / "config.toml"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        answers(lambda: load_config(path), ConfigError)

    return read


def expert_reader(folder: Path) -> Reader:
    """An expert's manifest, and the active set: a manifest that is read is written and read again as the same."""
    home = Home(folder)

    def read(content: bytes) -> None:
        text = content.decode("utf-8", "replace")

        def twice() -> None:
            expert = from_json(text, "expert.json")
            moment(expert.created)
            assert slices_of(expert)
            assert str(from_json(to_json(expert), "expert.json")) == str(expert)

        answers(twice, ExpertError)
        home.active.write_bytes(content)
        answers(lambda: ExpertRegistry(home).active(), ExpertError)

    return read


def adapter_reader(folder: Path) -> Reader:
    """Adapters from elsewhere: one that is taken can be written in both layouts of an expert, and exported."""
    exchange, model = AdapterExchange(), base_model(folder / "base.gguf")
    places = {b"P": folder / "peft", b"M": folder / "mlx", b"G": folder / "gguf"}
    weights = {b"P": WEIGHTS_FILE, b"M": MLX_WEIGHTS_FILE, b"G": "adapter.gguf"}
    for place in places.values():
        place.mkdir()

    def read(content: bytes) -> None:
        kind = content[:1] if content[:1] in places else b"P"
        settings, _, tensors = content[1:].partition(MARK)
        (places[kind] / CONFIG_FILE).write_bytes(settings)
        (places[kind] / weights[kind]).write_bytes(tensors)

        def bring() -> None:
            files = exchange.bring(places[kind], model, folder / "expert", assume_base=True)
            exchange.export([files.folder, files.folder], model, ["peft", "gguf", "mlx"], folder / "out")

        answers(bring, AdapterMismatch)

    return read


def base_model(path: Path) -> ModelInfo:
    """The smallest file that adapters can fit: one layer of Llama's shape."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_block_count(1)
    writer.add_head_count(2)
    writer.add_head_count_kv(1)
    shapes = {"attn_q": (WIDTH, WIDTH), "attn_k": (WIDTH // 2, WIDTH), "ffn_up": (WIDTH, WIDTH)}
    for name, shape in shapes.items():
        writer.add_tensor(f"blk.0.{name}.weight", np.zeros(shape, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return info_of(read_gguf(path), 128, "0" * 64)


def archive_reader(folder: Path) -> Reader:
    """Exports as they are downloaded, zipped."""
    path = folder / "export.zip"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        answers(lambda: read_export(str(path)), UsageError)

    return read


READERS: dict[str, Callable[[Path], Reader]] = {
    "model": model_reader,
    "chats": chat_reader,
    "archive": archive_reader,
    "memories": memory_reader,
    "settings": settings_reader,
    "experts": expert_reader,
    "adapter": adapter_reader,
}
