"""`reverie expert export`, `import` and `verify`, on a tiny model that was taught one reply."""

from __future__ import annotations

import json
import shutil
import stat
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import gguf
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from assistant.experts.manifest import Expert, ExpertState, Level
from assistant.experts.registry import GGUF, TENSORS, ExpertRegistry
from assistant.memory.records import ProbeRow
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.examples import ExampleBuilder
from backends.base import AdapterSpec, ModelInfo, TokenExample
from backends.registry import RUNTIMES, installed, load_inference, load_trainer
from tests import needed
from tests.command_line import Run
from tests.tiny_model import build_tiny_model

QUESTION, ANSWER = "dog", "bone"
SPEC = AdapterSpec(rank=4, alpha=8, target_modules=("q_proj", "gate_proj", "up_proj", "down_proj"))


@dataclass(frozen=True, slots=True)
class Taught:
    """A model file, and the files of an expert that answers `QUESTION`."""

    info: ModelInfo
    files: Path


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Taught:
    folder = tmp_path_factory.mktemp("taught")
    info = build_tiny_model(folder, quantisation=gguf.GGMLQuantizationType.Q8_0).info
    with closing(load_inference(info.path, context=128, threads=1)) as engine:
        builder = ExampleBuilder(engine)
        lesson = builder.pair(QUESTION, ANSWER)
        other = TokenExample(tuple(engine.tokenize(builder.prompt_text("cat"))), tuple(engine.tokenize("milk")))
    with closing(load_trainer("torch").open(info, folder / "cache", SPEC, seed=1)) as session:
        for _ in range(60):
            session.step([lesson, other], learning_rate=1e-2, beta=0.0)
        session.save_adapter(folder / "expert")
    return Taught(info, folder / "expert")


@pytest.fixture
def registry(home: Home, taught: Taught, store: MemoryStore) -> ExpertRegistry:
    """A home that uses the model, with the taught expert `day-1` and a probe of what it holds."""
    home.config.write_text(f"model = {json.dumps(str(taught.info.path))}\n", encoding="utf-8")
    memory = store.add_memory("My dog wants a bone.")
    store.add_probes([ProbeRow(memory.id, QUESTION, (ANSWER,))])
    registry = ExpertRegistry(home)
    add_expert(registry, taught, "day-1", (memory.id,))
    store.link_expert("day-1", [memory.id])
    registry.activate(["day-1"])
    return registry


def add_expert(
    registry: ExpertRegistry, taught: Taught, name: str, memory_ids: tuple[int, ...] = (), level: Level = Level.DAY
) -> None:
    shutil.copytree(taught.files, registry.create(name), dirs_exist_ok=True)
    registry.complete(
        Expert(
            id=name,
            level=level,
            created=1.0,
            base_sha256=taught.info.sha256,
            base_name=taught.info.name,
            rank=SPEC.rank,
            alpha=SPEC.alpha,
            target_modules=SPEC.target_modules,
            memory_ids=memory_ids,
            sleep_id=1,
            state=ExpertState.ACCEPTED,
            scores={"recall": 1.0},
        )
    )


# ------------------------------------------------------------------------------------------------- export


def test_export_writes_every_format_with_its_manifest_and_page(
    run: Run, registry: ExpertRegistry, store: MemoryStore, taught: Taught, tmp_path: Path
) -> None:
    sleep_id = store.start_sleep("day")
    report = {"recall": {"before": 0.0, "after": 1.0, "n": 1}}
    store.finish_sleep(sleep_id, verdict="accept", reason="it knows", expert_id="day-1", report=report)
    out = tmp_path / "out"
    outcome = run("expert", "export", "active", "--out", str(out), "--json")
    assert outcome.code == 0, outcome.err
    assert "personal facts" in outcome.err
    files = {Path(path).relative_to(out).as_posix() for path in outcome.json["files"]}
    assert files == {
        "Modelfile",
        "Modelfile.merged",
        "README.md",
        "adapter.gguf",
        "manifest.json",
        "merged-Q8_0.gguf",
        "mlx/adapter_config.json",
        "mlx/adapters.safetensors",
        "peft/adapter_config.json",
        "peft/adapter_model.safetensors",
    }
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["base"]["sha256"] == taught.info.sha256
    assert (manifest["base"]["name"], manifest["base"]["license"]) == ("tiny", "apache-2.0")
    assert len(manifest["base"]["chat_template_sha256"]) == 64
    assert manifest["adapter"] == {"rank": 4, "alpha": 8.0, "scale": 2.0, "target_modules": sorted(SPEC.target_modules)}
    assert manifest["memories"] == 1
    assert manifest["experts"][0]["scores"] == {"before": {"recall": 0.0}, "after": {"recall": 1.0}}
    assert manifest["versions"].keys() >= {"reverie", "gguf", "llama-cpp-python"}
    assert files - {"manifest.json"} == manifest["files"].keys()
    page = (out / "README.md").read_text(encoding="utf-8")
    assert "personal facts" in page
    for command in ("llama-cli -m BASE.gguf --lora", "vllm serve", "PeftModel", "mlx_lm.generate", "ollama create"):
        assert command in page, command
    assert "{" not in page
    assert "ADAPTER ./adapter.gguf" in (out / "Modelfile").read_text(encoding="utf-8")
    assert "FROM ./merged-Q8_0.gguf" in (out / "Modelfile.merged").read_text(encoding="utf-8")
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()} == {0o600}
    assert "dog" not in "".join((out / name).read_text(encoding="utf-8") for name in ("manifest.json", "README.md"))


def test_only_the_formats_asked_for_are_written(run: Run, registry: ExpertRegistry, tmp_path: Path) -> None:
    assert run("expert", "export", "day-1", "--format", "mlx,peft", "--out", str(tmp_path / "out")).code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"README.md", "manifest.json", "mlx", "peft"}
    assert "llama-cli" not in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_active_leaves_the_core_out_and_several_are_exported_as_one(
    run: Run, registry: ExpertRegistry, taught: Taught, tmp_path: Path
) -> None:
    add_expert(registry, taught, "core-1", level=Level.CORE)
    add_expert(registry, taught, "day-2", (7,))
    registry.activate(["core-1", "day-1", "day-2"])
    outcome = run("expert", "export", "active", "--format", "gguf", "--out", str(tmp_path / "out"), "--json")
    assert outcome.json["experts"] == ["day-1", "day-2"]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["adapter"]["rank"], manifest["memories"]) == (8, 2)
    registry.activate(["core-1"])
    core = run("expert", "export", "active", "--format", "gguf", "--out", str(tmp_path / "core"), "--json")
    assert core.json["experts"] == ["core-1"]


def test_export_overwrites_nothing_and_leaves_nothing_half_written(
    run: Run, registry: ExpertRegistry, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.txt").write_text("keep", encoding="utf-8")
    outcome = run("expert", "export", "day-1", "--out", str(tmp_path / "mine"))
    assert outcome.code == 1
    assert "not an empty folder" in outcome.err
    (registry.folder("day-1") / TENSORS).write_bytes(b"broken")
    before = set(tmp_path.iterdir())
    assert run("expert", "export", "day-1", "--out", str(tmp_path / "new")).code == 1
    assert set(tmp_path.iterdir()) == before


def test_an_expert_of_another_model_is_refused_with_both_names(
    run: Run, registry: ExpertRegistry, home: Home, tmp_path: Path
) -> None:
    other = build_tiny_model(tmp_path / "other", seed=5).info
    home.config.write_text(f"model = {json.dumps(str(other.path))}\n", encoding="utf-8")
    outcome = run("expert", "export", "day-1", "--out", str(tmp_path / "out"))
    assert outcome.code == 1
    assert "made for tiny" in outcome.err
    assert other.sha256[:12] in outcome.err


# ------------------------------------------------------------------------------------------------- verify


def test_verify_asks_every_runtime_and_prints_a_table(run: Run, registry: ExpertRegistry, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert run("expert", "export", "day-1", "--out", out).code == 0
    outcome = run("expert", "verify", out, "--json")
    found = {row["format"]: row for row in outcome.json}
    asked = {"chat", "gguf", "merged"} | {name for name in RUNTIMES if installed(name)}
    assert found.keys() == {"chat", "gguf", "merged", "ollama", *RUNTIMES}
    assert {name for name, row in found.items() if row["recall"]} == asked
    assert {name: found[name]["recall"]["value"] for name in asked} == dict.fromkeys(asked, 1.0), outcome.json
    assert outcome.code == 0
    assert "ollama" in run("expert", "verify", out).out


def test_verify_fails_when_a_format_falls_behind(run: Run, registry: ExpertRegistry, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("expert", "export", "day-1", "--format", "peft,gguf", "--out", str(out)).code == 0
    (out / "peft" / "adapter_model.safetensors").write_bytes(b"broken")
    config = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert config["experts"][0]["id"] == "day-1"
    outcome = run("expert", "verify", str(out))
    assert outcome.code == 1
    rows = {line.split()[0]: line for line in outcome.out.splitlines()}
    assert "as in chat" in rows["gguf"]
    assert "cannot be loaded" in rows["peft"]


@pytest.mark.parametrize("name", ["gguf", "peft", "mlx"])
def test_a_format_that_lost_what_it_learned_fails_and_is_named(
    name: str, run: Run, registry: ExpertRegistry, tmp_path: Path
) -> None:
    if name in RUNTIMES and not installed(name):
        needed.missing(f"{RUNTIMES[name][1]} is not installed, so {name} was not asked")
    out = tmp_path / "out"
    assert run("expert", "export", "day-1", "--format", "gguf,peft,mlx", "--out", str(out)).code == 0
    forget_all({"gguf": out / GGUF, "peft": out / "peft" / TENSORS, "mlx": out / "mlx" / "adapters.safetensors"}[name])
    outcome = run("expert", "verify", str(out), "--json")
    assert outcome.code == 1
    rows = {row["format"]: row for row in outcome.json}
    assert [each for each, row in rows.items() if not row["sound"]] == [name]
    assert (rows[name]["recall"]["right"], rows[name]["result"]) == (0, "100.0 points behind chat")


def forget_all(file: Path) -> None:
    """Put zeros into the B halves: the adapter still loads, and adds nothing."""
    if file.suffix == ".gguf":
        for tensor in gguf.GGUFReader(file, "r+").tensors:
            if tensor.name.endswith("lora_b"):
                tensor.data[:] = 0
        return
    with safe_open(file, framework="numpy") as stored:
        kept = stored.metadata()
    emptied = {name: array * ("lora_b" not in name.lower()) for name, array in load_file(file).items()}
    save_file(emptied, file, kept)


def test_an_expert_that_no_home_has_is_held_to_what_chat_knew_of_it(
    run: Run, registry: ExpertRegistry, tmp_path: Path
) -> None:
    """As `--without` leaves it: what its folder says takes the place of the expert."""
    out = tmp_path / "out"
    assert run("expert", "export", "day-1", "--format", "gguf", "--out", str(out)).code == 0
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    entry = manifest["experts"][0]
    for right, code, result in ((1, 0, "as in chat"), (0, 0, "better than chat")):
        entry |= {"id": "gone-1", "rebuilt": True, "memory_ids": [1], "chat": {"right": right, "n": 1}}
        (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        outcome = run("expert", "verify", str(out), "--json")
        assert (outcome.code, [row["result"] for row in outcome.json[1:]]) == (code, [result])
    assert outcome.json[0]["result"] == "what the others are held to, as it was exported"
    entry["chat"]["right"] = 1
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    forget_all(out / GGUF)
    assert run("expert", "verify", str(out)).code == 1


def test_verify_needs_probes(run: Run, registry: ExpertRegistry, taught: Taught, tmp_path: Path) -> None:
    add_expert(registry, taught, "day-2")
    assert run("expert", "export", "day-2", "--format", "gguf", "--out", str(tmp_path / "out")).code == 0
    outcome = run("expert", "verify", str(tmp_path / "out"))
    assert outcome.code == 1
    assert "No held-out questions" in outcome.err


# ------------------------------------------------------------------------------------------------- import


def test_an_export_comes_back_as_an_expert(
    run: Run, registry: ExpertRegistry, store: MemoryStore, taught: Taught, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("expert", "export", "day-1", "--format", "mlx", "--out", str(out)).code == 0
    outcome = run("expert", "import", str(out), "--id", "back", "--memories", "1", "--json")
    assert outcome.code == 0, outcome.err
    assert "reverie expert activate day-1 back" in outcome.err
    expert = registry.verify("back")
    assert (expert.rank, expert.alpha, expert.base_sha256) == (4, 8.0, taught.info.sha256)
    assert store.expert_memories("back") == [1]
    assert registry.active().experts == ("day-1",)
    assert (registry.folder("back") / GGUF).is_file()


def test_an_import_without_memories_says_that_no_question_finds_it(
    run: Run, registry: ExpertRegistry, taught: Taught
) -> None:
    outcome = run("expert", "import", str(taught.files / GGUF))
    assert outcome.code == 0
    assert "linked to no memory" in outcome.err


def test_an_import_for_another_base_leaves_nothing(
    run: Run, registry: ExpertRegistry, taught: Taught, home: Home, tmp_path: Path
) -> None:
    other = build_tiny_model(tmp_path / "other", seed=5).info
    home.config.write_text(f"model = {json.dumps(str(other.path))}\n", encoding="utf-8")
    outcome = run("expert", "import", str(taught.files), "--id", "new")
    assert outcome.code == 1
    assert taught.info.sha256[:12] in outcome.err
    assert other.sha256[:12] in outcome.err
    assert not registry.folder("new").exists()
    assert run("expert", "import", str(tmp_path / "absent")).code == 1
