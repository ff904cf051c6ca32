"""Teach the core expert that ships with a model of the catalogue: the lessons of a first night, many times as many.

    python packaging/core_expert.py neutral MODEL.gguf neutral.json --prompts 1000 --seed 1
    python packaging/core_expert.py lessons MODEL.gguf neutral.json lessons.npz --bundles 60000 --seed 1
    python packaging/core_expert.py teach MODEL.gguf lessons.npz OUT --seconds 300 --rank 16 --rate 5e-4
    python packaging/core_expert.py ship MODEL.gguf OUT --id core-shipped-1

The first lets the model write prompts and its own replies to them, which the core must not change; the second writes
the curriculum as tokens, on all cores; the third trains on it (a GPU, or a long night on a CPU) and writes an expert's
files into OUT; the last sits the exam of a first night and puts the core where the product finds it. Nobody's facts are
in it: the lives are invented.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.digest import file_sha256
from assistant.experts.manifest import Expert, ExpertState, Level, to_json
from assistant.experts.registry import GGUF, MANIFEST
from assistant.experts.shipped import FOLDER
from assistant.memory.questions import asks_about_the_user
from assistant.sleep import evaluation
from assistant.sleep.anchors import ANCHORS, DRIFT_ANCHORS
from assistant.sleep.evaluation import GREEDY
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.general import GENERAL
from assistant.sleep.judging import is_refusal, share
from assistant.sleep.lessons import exam, lessons
from assistant.sleep.recipe import Optimisation, Recipe
from assistant.sleep.seeding import Allowed, study, timetable
from assistant.sleep.wording import content_stems, similarity
from backends.base import AdapterRef, ChatMessage, InferenceBackend, Sampling, TokenExample
from backends.registry import load_exchange, load_inference, load_trainer

CHUNK = 500
"""Bundles that one worker makes at a time, from a seed of their own."""
CONTEXT = 1024
ANCHOR_TOKENS = 48
REMINDS_OF_A_JUDGE = 0.6
"""A neutral prompt so like one that judges drift or general knowledge is left out."""

Pair = tuple[tuple[int, ...], tuple[int, ...]]
_MARK = "reverie"
_engine: InferenceBackend
_builder: ExampleBuilder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    asking = commands.add_parser("neutral")
    asking.add_argument("model", type=Path)
    asking.add_argument("file", type=Path)
    asking.add_argument("--prompts", type=int, default=1000)
    asking.add_argument("--seed", type=int, default=1)
    asking.set_defaults(run=_ask)
    writing = commands.add_parser("lessons")
    writing.add_argument("model", type=Path)
    writing.add_argument("neutral", type=Path)
    writing.add_argument("file", type=Path)
    writing.add_argument("--bundles", type=int, default=60_000)
    writing.add_argument("--unanswered", type=float, default=1 / 3, help="share of the usual unanswered questions")
    writing.add_argument("--seed", type=int, default=1)
    writing.set_defaults(run=_write)
    teaching = commands.add_parser("teach")
    teaching.add_argument("model", type=Path)
    teaching.add_argument("file", type=Path)
    teaching.add_argument("out", type=Path)
    teaching.add_argument("--begin", type=Path, help="folder of an expert to go on with (PEFT's layout)")
    teaching.add_argument("--seconds", type=float, default=300.0)
    teaching.add_argument("--rank", type=int, default=16)
    teaching.add_argument("--rate", type=float, default=1e-3)
    teaching.add_argument("--warm-up", type=int, default=50, help="steps")
    teaching.add_argument("--batch", type=int, default=128, help="examples a step")
    teaching.add_argument("--epochs", type=int, default=1)
    teaching.add_argument("--anchors", type=float, default=0.1, help="neutral examples per lesson")
    teaching.add_argument("--neutral", type=int, default=1000, help="at most so many different neutral prompts")
    teaching.add_argument("--seed", type=int, default=1)
    teaching.set_defaults(run=_teach)
    shipping = commands.add_parser("ship")
    shipping.add_argument("model", type=Path)
    shipping.add_argument("expert", type=Path)
    shipping.add_argument("--id", default="core-shipped-1")
    shipping.add_argument("--beside-notes", type=float, default=1.0, help="scale at which it is mounted there")
    shipping.add_argument("--without-notes", type=float, default=0.7)
    shipping.add_argument("--denies-from", type=float, default=-1.4)
    shipping.set_defaults(run=_ship)
    options = parser.parse_args()
    options.run(options)


def _ask(options: argparse.Namespace) -> None:
    begun = time.monotonic()
    _open(options.model, os.cpu_count() or 1)
    pairs = _neutral(options.prompts, options.seed)
    options.file.write_text(json.dumps(pairs, indent=0), encoding="utf-8")
    _say(f"{len(pairs)} neutral prompts with the model's own replies", begun)


def _write(options: argparse.Namespace) -> None:
    begun = time.monotonic()
    chunks = [(options.seed, number, CHUNK, options.unanswered) for number in range(-(-options.bundles // CHUNK))]
    with multiprocessing.get_context("spawn").Pool(os.cpu_count(), _open, (options.model,)) as pool:
        bundles = [bundle for own in pool.imap(_chunk, chunks) for bundle in own]
        anchors = pool.map(_cut, json.loads(options.neutral.read_text(encoding="utf-8")))
    _say(f"{len(bundles)} bundles, {sum(map(len, bundles))} lessons, {len(anchors)} neutral prompts", begun)
    pairs = [pair for bundle in bundles for pair in bundle] + anchors
    sizes = [len(bundle) for bundle in bundles] + [1] * len(anchors)
    np.savez_compressed(
        options.file,
        tokens=np.array([token for pair in pairs for half in pair for token in half], dtype=np.uint32),
        lengths=np.array([len(half) for pair in pairs for half in pair], dtype=np.uint32),
        sizes=np.array(sizes, dtype=np.uint32),
        anchors=np.array(len(anchors)),
    )
    _say(f"{options.file}: {options.file.stat().st_size / 1e6:.1f} MB", begun)


def _open(model: Path, threads: int = 1) -> None:
    global _engine, _builder
    _engine = load_inference(model, context=CONTEXT, threads=threads)
    _builder = ExampleBuilder(_engine)


def _chunk(given: tuple[int, int, int, float]) -> list[list[Pair]]:
    seed, number, count, unanswered = given
    made = lessons(random.Random(f"{seed} {number}"), count, unanswered)
    return [[_pair(lesson.prompt, lesson.reply, lesson.notes) for lesson in bundle] for bundle in made]


def _pair(prompt: str, reply: str, notes: Sequence[str]) -> Pair:
    example = _builder.pair(prompt, reply, notes)
    return example.prompt, example.completion


def _cut(pair: tuple[str, str]) -> Pair:
    prompt, reply = pair
    tokens = _engine.tokenize(reply, special=False)
    return tuple(_engine.tokenize(_builder.prompt_text(prompt))), tuple(tokens)


def _neutral(count: int, seed: int) -> list[tuple[str, str]]:
    """Prompts that the model writes as if it were the user, and its replies; the anchors of every night first.

    Those about the user's own life are left out, and what comes close to a prompt that judges an expert.
    """
    head, _, _ = _engine.render([ChatMessage("user", _MARK)]).partition(_MARK)
    sampling = Sampling(temperature=1.0, top_p=0.98, top_k=64, min_p=0.02, max_tokens=32, seed=seed)
    written = _engine.complete_many([head] * count, sampling)
    judging = [*DRIFT_ANCHORS, *(question.text for question in GENERAL)]
    prompts = dict.fromkeys(ANCHORS)
    for completion in written:
        text = completion.text.strip()
        whole = completion.stop_reason == "end" and 3 <= len(text.split()) <= 30 and "\n" not in text
        sound = whole and not asks_about_the_user(text) and re.search(r"[a-z]", text) and content_stems(text)
        if sound and all(similarity(text, other) < REMINDS_OF_A_JUDGE for other in judging):
            prompts.setdefault(text)
    texts = [_builder.prompt_text(prompt) for prompt in prompts]
    replies = _engine.complete_many(texts, replace(GREEDY, max_tokens=ANCHOR_TOKENS))
    return [(prompt, reply.text) for prompt, reply in zip(prompts, replies, strict=True) if reply.text]


def _read(file: Path) -> tuple[list[list[TokenExample]], list[TokenExample]]:
    with np.load(file) as kept:
        tokens, lengths, sizes, anchors = (kept[name] for name in ("tokens", "lengths", "sizes", "anchors"))
    ends = [0, *accumulate(lengths.tolist())]
    flat = tokens.tolist()
    halves = [tuple(flat[start:end]) for start, end in pairwise(ends)]
    examples = [TokenExample(*halves[index : index + 2]) for index in range(0, len(halves), 2)]
    borders = [0, *accumulate(sizes.tolist())]
    bundles = [examples[start:end] for start, end in pairwise(borders)]
    count = int(anchors)
    return bundles[: len(bundles) - count], [bundle[0] for bundle in bundles[len(bundles) - count :]]


def _teach(options: argparse.Namespace) -> None:
    begun = time.monotonic()
    bundles, neutral = _read(options.file)
    info = load_exchange().describe(options.model)
    shape = replace(Recipe().core, rank=options.rank, alpha=2.0 * options.rank)
    session = load_trainer("torch").open(info, options.out / "cache", shape.spec(info.layers), options.seed)
    try:
        rng = random.Random(options.seed)
        if options.begin is not None:
            _go_on_with(session, options.begin)
        neutral = rng.sample(neutral, min(options.neutral, len(neutral)))
        targets = session.teacher_targets(neutral, Recipe().seeding.teacher_top_k)
        anchors = [replace(one, hard=0.0, soft=soft) for one, soft in zip(neutral, targets, strict=True)]
        wanted = round(options.anchors * sum(map(len, bundles)))
        mixed = [*bundles, *([anchor] for anchor in rng.choices(anchors, k=wanted))]
        optimisation = Optimisation(
            learning_rate=options.rate,
            warmup_steps=options.warm_up,
            batch_examples=options.batch,
            epochs=options.epochs,
        )
        todo = timetable(mixed, optimisation, rng)
        _say(f"{len(todo)} steps planned", begun)
        losses: list[float] = []

        def on_step(step: int, loss: float) -> None:
            losses.append(loss)
            if step % 100 == 0:
                _say(f"step {step}: loss {sum(losses[-100:]) / 100:.4f}", begun)

        tokens = study(
            session,
            todo,
            optimisation,
            beta=0.0,
            on_step=on_step,
            should_stop=lambda: False,
            allowed=Allowed(options.seconds, 1),
        )
        took = time.monotonic() - begun
        _say(f"{len(losses)} steps, {tokens} tokens, {tokens / took:.0f} tokens/s", begun)
        session.save_adapter(options.out)
    finally:
        session.close()


def _go_on_with(session: Any, folder: Path) -> None:
    """Put the weights of a trained expert into the new one."""
    from peft import set_peft_model_state_dict
    from safetensors.torch import load_file

    set_peft_model_state_dict(session._student, load_file(folder / "adapter_model.safetensors"), adapter_name="default")


def _ship(options: argparse.Namespace) -> None:
    from backends.adapter_format import read_peft
    from backends.adapter_gguf import write_gguf

    recipe = Recipe()
    with closing(load_inference(options.model, context=2048)) as engine:
        info, builder = engine.info, ExampleBuilder(engine)
        folder = FOLDER / info.sha256[:12]
        folder.mkdir(parents=True, exist_ok=True)
        adapter = read_peft(options.expert)
        write_gguf(adapter, info, folder / GGUF, half=True)
        read, never = exam(random.Random(7919), 5 * recipe.lessons.exam_read, 5 * recipe.lessons.exam_never_told)
        beside = [AdapterRef(folder / GGUF, options.beside_notes)]
        alone = [AdapterRef(folder / GGUF, options.without_notes)]
        neutral = evaluation.neutral_replies(engine, builder, DRIFT_ANCHORS)
        noted = [*read, *(question for question in never if question.notes)]
        bare = [question for question in never if not question.notes]
        engine.set_adapters(beside)
        replies = evaluation.ask(engine, builder, noted)
        refusals = replies[len(read) :]
        engine.set_adapters(alone)
        general = evaluation.ask(engine, builder, GENERAL)
        refusals += evaluation.ask(engine, builder, bare)
        scores = {
            "read": evaluation.right(read, replies[: len(read)]).value,
            "refused": share([is_refusal(text) for text in refusals]).value,
            "general": evaluation.right(GENERAL, general).value,
            "drift": evaluation.drift(engine, neutral, alone),
        }
    (folder / GGUF).chmod(0o644)
    core = Expert(
        id=options.id,
        level=Level.CORE,
        created=float(int(time.time())),
        base_sha256=info.sha256,
        base_name=info.name,
        rank=adapter.rank,
        alpha=adapter.alpha,
        target_modules=adapter.target_modules,
        memory_ids=(),
        beside_notes=options.beside_notes,
        without_notes=options.without_notes,
        denies_from=options.denies_from,
        state=ExpertState.ACCEPTED,
        scores={name: round(value, 4) for name, value in scores.items()},
        files={GGUF: file_sha256(folder / GGUF)},
    )
    (folder / MANIFEST).write_text(to_json(core), encoding="utf-8")
    sys.stderr.write(f"{folder}: {(folder / GGUF).stat().st_size / 1e6:.1f} MB, {core.scores}\n")


def _say(text: str, begun: float) -> None:
    sys.stderr.write(f"{time.monotonic() - begun:6.0f} s  {text}\n")


if __name__ == "__main__":
    main()
