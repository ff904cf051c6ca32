"""Chat models worth having, by the memory they need. Sizes are for choosing; the hub's own figures check a download."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backends.base import ModelInfo, Sampling

GIGABYTE = 10**9
STARTER_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
_FREE_SHARE = 0.8
"""Share of the machine's memory that a night may take; the rest is the user's."""

# SmolLM2's card asks for 0.2 and 0.9; without the mild penalty the small ones repeat themselves.
SMOLLM2 = Sampling(temperature=0.2, top_p=0.9, top_k=40, min_p=0.0, repeat_penalty=1.1)
QWEN3 = Sampling(temperature=0.7, top_p=0.8, top_k=20, min_p=0.0)
GEMMA = Sampling(temperature=1.0, top_p=0.95, top_k=64, min_p=0.0)
LLAMA3 = Sampling(temperature=0.6, top_p=0.9, top_k=40, min_p=0.0)
PHI4 = Sampling(temperature=0.6, top_p=0.9, top_k=40, min_p=0.05)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model file. `repo` is a Hugging Face repository, or "" where the file comes from elsewhere."""

    name: str
    title: str
    repo: str
    file: str
    size_bytes: int
    parameters: int
    architecture: str
    license: str
    sampling: Sampling
    sha256: str | None = None
    """None: the hub's own digest of the file is used."""
    can_sleep: bool = True
    """Whether a night can train an expert for this architecture; otherwise it only chats."""

    @property
    def memory_gb(self) -> float:
        """Gigabytes (10^9) that chatting with a 4096-token context takes, roughly."""
        return round(self.size_bytes / GIGABYTE * 1.15 + 0.4, 1)

    @property
    def sleep_memory_gb(self) -> float:
        """Gigabytes that a night takes, roughly: 2 bytes a weight, activations and the expert's optimiser."""
        return round(self.parameters * 2.6 / GIGABYTE + 0.7, 1)


STARTER = CatalogueEntry(
    name="starter",
    title="SmolLM2 135M Instruct",
    repo="",
    file="SmolLM2-135M-Instruct.Q4_1.gguf",
    size_bytes=98_362_432,
    parameters=134_515_008,
    architecture="llama",
    license="Apache-2.0",
    sampling=SMOLLM2,
    sha256=STARTER_SHA256,
)

CATALOGUE: tuple[CatalogueEntry, ...] = (
    STARTER,
    CatalogueEntry(
        "qwen3-0.6b", "Qwen3 0.6B", "ggml-org/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q4_0.gguf",
        428_970_080, 596_049_920, "qwen3", "Apache-2.0", QWEN3,
    ),
    CatalogueEntry(
        "gemma-3-1b", "Gemma 3 1B", "ggml-org/gemma-3-1b-it-qat-GGUF", "gemma-3-1b-it-qat-Q4_0.gguf",
        720_425_600, 999_885_952, "gemma3", "Gemma", GEMMA,
    ),
    CatalogueEntry(
        "qwen3-1.7b", "Qwen3 1.7B", "unsloth/Qwen3-1.7B-GGUF", "Qwen3-1.7B-Q4_K_M.gguf",
        1_107_409_472, 1_720_574_976, "qwen3", "Apache-2.0", QWEN3,
    ),
    CatalogueEntry(
        "llama-3.2-3b", "Llama 3.2 3B", "bartowski/Llama-3.2-3B-Instruct-GGUF", "Llama-3.2-3B-Instruct-Q4_K_M.gguf",
        2_019_377_696, 3_212_749_888, "llama", "Llama 3.2 Community", LLAMA3,
    ),
    CatalogueEntry(
        "phi-4-mini", "Phi-4 mini", "unsloth/Phi-4-mini-instruct-GGUF", "Phi-4-mini-instruct-Q4_K_M.gguf",
        2_491_874_272, 3_836_021_856, "phi3", "MIT", PHI4,
    ),
    CatalogueEntry(
        "qwen3-4b", "Qwen3 4B Instruct 2507", "unsloth/Qwen3-4B-Instruct-2507-GGUF",
        "Qwen3-4B-Instruct-2507-Q4_K_M.gguf", 2_497_281_120, 4_022_468_096, "qwen3", "Apache-2.0", QWEN3,
    ),
    CatalogueEntry(
        "gemma-3-4b", "Gemma 3 4B", "ggml-org/gemma-3-4b-it-qat-GGUF", "gemma-3-4b-it-qat-Q4_0.gguf",
        2_526_080_992, 4_300_079_472, "gemma3", "Gemma", GEMMA,
    ),
    CatalogueEntry(
        "qwen3.5-4b", "Qwen3.5 4B", "unsloth/Qwen3.5-4B-GGUF", "Qwen3.5-4B-Q4_K_M.gguf",
        2_740_000_000, 4_210_000_000, "qwen35", "Apache-2.0", QWEN3, can_sleep=False,
    ),
    CatalogueEntry(
        "qwen3-8b", "Qwen3 8B", "Qwen/Qwen3-8B-GGUF", "Qwen3-8B-Q4_K_M.gguf",
        5_027_783_488, 8_190_735_360, "qwen3", "Apache-2.0", QWEN3,
    ),
    CatalogueEntry(
        "gemma-4-e4b", "Gemma 4 E4B", "ggml-org/gemma-4-E4B-it-GGUF", "gemma-4-E4B-it-Q4_K_M.gguf",
        5_335_289_824, 7_996_156_490, "gemma4", "Apache-2.0", GEMMA, can_sleep=False,
    ),
    CatalogueEntry(
        "qwen3.5-9b", "Qwen3.5 9B", "unsloth/Qwen3.5-9B-GGUF", "Qwen3.5-9B-Q4_K_M.gguf",
        5_680_000_000, 8_960_000_000, "qwen35", "Apache-2.0", QWEN3, can_sleep=False,
    ),
    CatalogueEntry(
        "gemma-3-12b", "Gemma 3 12B", "ggml-org/gemma-3-12b-it-qat-GGUF", "gemma-3-12b-it-qat-Q4_0.gguf",
        7_131_017_792, 12_187_325_040, "gemma3", "Gemma", GEMMA,
    ),
)  # fmt: skip


def find_entry(name: str) -> CatalogueEntry | None:
    """The entry of that name, in any case."""
    return next((entry for entry in CATALOGUE if entry.name == name.lower()), None)


def entry_of(info: ModelInfo) -> CatalogueEntry | None:
    """The entry that a loaded model came from: by digest, else by file name."""
    return next((entry for entry in CATALOGUE if info.sha256 == entry.sha256 or info.path.name == entry.file), None)


def licence_of(info: ModelInfo) -> str | None:
    """What the file says of its licence, else the entry of its digest: a file's name may be anybody's."""
    return info.license or next((entry.license for entry in CATALOGUE if entry.sha256 == info.sha256), None)


def recommended(memory_bytes: int, entries: Iterable[CatalogueEntry] = CATALOGUE) -> CatalogueEntry:
    """The largest model that can chat and sleep in that much memory; the starter when none can."""
    free_gb = memory_bytes / GIGABYTE * _FREE_SHARE
    fitting = [entry for entry in entries if entry.can_sleep and max(entry.memory_gb, entry.sleep_memory_gb) <= free_gb]
    return max(fitting, key=lambda entry: entry.parameters, default=STARTER)
