"""Reading GGUF headers: good ones, damaged ones and hostile ones."""

from __future__ import annotations

import struct
from pathlib import Path

import gguf
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backends.base import ModelFileError
from backends.gguf_file import read_gguf


def write_small(path: Path, architecture: str = "llama") -> Path:
    writer = gguf.GGUFWriter(str(path), architecture)
    writer.add_name("Tiny")
    writer.add_license("mit")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_K_M)
    writer.add_block_count(3)
    writer.add_context_length(128)
    writer.add_embedding_length(64)
    writer.add_head_count(4)
    writer.add_head_count_kv([1, 2, 2])
    writer.add_token_list(["a", "b", "c"])
    writer.add_chat_template("{{ messages[0].content }}")
    writer.add_float32("general.sampling.temp", 0.5)
    writer.add_int32("general.sampling.top_k", 20)
    writer.add_string("general.sampling.sequence", "k;p")
    writer.add_tensor("token_embd.weight", np.zeros((3, 64), np.float32))
    writer.add_tensor("output.weight", np.ones((5, 7), np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small.gguf")


def test_reads_what_the_model_says_of_itself(small: Path) -> None:
    header = read_gguf(small)
    assert (header.architecture, header.name, header.license) == ("llama", "Tiny", "mit")
    assert (header.quantisation, header.layers, header.trained_context) == ("Q4_K_M", 3, 128)
    assert header.array_lengths["tokenizer.ggml.tokens"] == 3
    assert header.chat_template == "{{ messages[0].content }}"
    assert header.parameters == 3 * 64 + 5 * 7
    assert not header.is_adapter


def test_sampling_hints_are_the_numbers_under_general_sampling(small: Path) -> None:
    assert read_gguf(small).sampling_hints == {"temp": 0.5, "top_k": 20.0}


def test_values_are_read_by_their_types(small: Path) -> None:
    metadata = read_gguf(small).metadata
    assert [metadata[f"general.sampling.{key}"] for key in ("temp", "top_k", "sequence")] == [0.5, 20, "k;p"]


def test_key_value_bytes_take_the_largest_layer(small: Path) -> None:
    # 3 layers, 2 heads, 16 values each for keys and for values, 2 bytes.
    assert read_gguf(small).kv_bytes_per_token == 3 * 2 * (16 + 16) * 2


def test_the_name_falls_back_to_the_file(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(str(tmp_path / "nameless.gguf"), "llama")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    header = read_gguf(tmp_path / "nameless.gguf")
    assert header.name == "nameless"
    assert header.quantisation == "unknown"
    assert header.license is None


def test_the_starter_agrees_with_the_reference_reader(starter_model: Path) -> None:
    header, reference = read_gguf(starter_model), gguf.GGUFReader(starter_model)
    assert header.parameters == sum(int(tensor.n_elements) for tensor in reference.tensors) == 134_515_008
    assert [tensor.size_bytes for tensor in header.tensors] == [int(tensor.n_bytes) for tensor in reference.tensors]
    assert [tensor.shape for tensor in header.tensors] == [tuple(map(int, t.shape)) for t in reference.tensors]
    assert header.array_lengths["tokenizer.ggml.tokens"] == 49_152
    assert header.license == "apache-2.0"


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"does not exist.*reverie model pull"):
        read_gguf(tmp_path / "absent.gguf")


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be read"):
        read_gguf(tmp_path)


@pytest.mark.parametrize("content", [b"", b"GG", b"PK\x03\x04" + b"\0" * 64])
def test_not_a_gguf(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match="not a GGUF file"):
        read_gguf(path)


@pytest.mark.parametrize("version", [1, 4, 0x03000000])
def test_unknown_version(small: Path, version: int) -> None:
    raw = bytearray(small.read_bytes())
    raw[4:8] = struct.pack("<I", version)
    small.write_bytes(raw)
    with pytest.raises(ModelFileError, match=f"version {version}, expected 2 or 3"):
        read_gguf(small)


def test_a_file_without_its_last_byte_is_cut_short(small: Path) -> None:
    header = read_gguf(small)
    raw = small.read_bytes()
    end = max(tensor.offset + (tensor.size_bytes or 0) for tensor in header.tensors)
    small.write_bytes(raw[: len(raw) - (len(raw) - end) % 32])
    whole = small.read_bytes()
    read_gguf(small)
    small.write_bytes(whole[:-32])
    with pytest.raises(ModelFileError, match="cut short"):
        read_gguf(small)


@pytest.mark.parametrize("kept", [10, 24, 40, 200])
def test_a_header_that_ends_early_is_cut_short(small: Path, kept: int) -> None:
    small.write_bytes(small.read_bytes()[:kept])
    with pytest.raises(ModelFileError, match="cut short"):
        read_gguf(small)


def test_no_architecture(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 0))
    with pytest.raises(ModelFileError, match="architecture"):
        read_gguf(path)


@pytest.mark.parametrize(
    "body",
    [
        struct.pack("<QQ", 1 << 60, 0),
        struct.pack("<QQ", 0, 1 << 60),
        struct.pack("<QQQ", 0, 1, 1 << 62),
        struct.pack("<QQQ", 0, 1, 1) + b"k" + struct.pack("<I", 99),
        struct.pack("<QQQ", 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 9, 1),
        struct.pack("<QQQ", 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 4, 1 << 61),
    ],
    ids=["tensors", "metadata", "key length", "type", "nested array", "array length"],
)
def test_impossible_numbers_are_refused_before_they_are_used(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "hostile.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<I", 3) + body)
    with pytest.raises(ModelFileError, match=r"damaged|cut short"):
        read_gguf(path)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(4, 700), value=st.integers(0, 255))
def test_any_flipped_byte_is_read_or_refused(small: Path, position: int, value: int) -> None:
    raw = bytearray(write_small(small).read_bytes())
    raw[position % len(raw)] = value
    small.write_bytes(raw)
    try:
        read_gguf(small)
    except ModelFileError as error:
        assert str(small) in str(error)
