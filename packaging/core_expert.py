"""Teach the core expert that ships with a model of the catalogue: the lessons of a first night, many times as many.

    python packaging/core_expert.py neutral MODEL.gguf neutral.json --prompts 1000 --seed 1
    python packaging/core_expert.py lessons MODEL.gguf neutral.json lessons.npz --bundles 180000 --unanswered 0.5
    python packaging/core_expert.py teach MODEL.gguf lessons.npz OUT --seconds 330 --rank 32
    python packaging/core_expert.py ship MODEL.gguf OUT --id core-shipped-2

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
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.digest import file_sha256
from assistant.experts.manifest import Expert, ExpertState, Level, to_json
from assistant.experts.registry import GGUF, MANIFEST
from assistant.experts.shipped import FOLDER
from assistant.memory.questions import asks_about_the_user
from assistant.memory.wording import content_stems, similarity
from assistant.sleep import evaluation
from assistant.sleep.anchors import ANCHORS, DRIFT_ANCHORS
from assistant.sleep.evaluation import GREEDY
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.general import GENERAL
from assistant.sleep.judging import is_refusal, share
from assistant.sleep.lessons import exam, lessons
from assistant.sleep.recipe import Recipe
from backends.base import AdapterRef, ChatMessage, InferenceBackend, Sampling
from backends.registry import load_exchange, load_inference

CHUNK = 500
"""Bundles that one worker makes at a time, from a seed of their own."""
CONTEXT = 1024
LIVES = (1, 1, 2, 3, 4, 5)
"""Notes beside a question: more than in a first night, which has no time for long prompts."""
ANCHOR_TOKENS = 48
REMINDS_OF_A_JUDGE = 0.6
"""A neutral prompt so like one that judges drift or general knowledge is left out."""

Pair = tuple[tuple[int, ...], tuple[int, ...]]
Pairs = tuple[np.ndarray, np.ndarray]
"""See `gpu_study.Pairs`."""
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
    teaching.add_argument("--warm-up", type=int, default=100, help="steps")
    teaching.add_argument("--batch", type=int, default=256, help="examples a step")
    teaching.add_argument("--epochs", type=int, default=1)
    teaching.add_argument("--anchors", type=float, default=0.1, help="neutral examples per lesson")
    teaching.add_argument("--neutral", type=int, default=1000, help="at most so many different neutral prompts")
    teaching.add_argument("--parts", type=int, default=2, help="pieces of a batch, by length")
    teaching.add_argument("--seed", type=int, default=1)
    teaching.set_defaults(run=_teach)
    shipping = commands.add_parser("ship")
    shipping.add_argument("model", type=Path)
    shipping.add_argument("expert", type=Path)
    shipping.add_argument("--id", default="core-shipped-2")
    shipping.add_argument("--beside-notes", type=float, default=1.0, help="scale at which it is mounted there")
    shipping.add_argument("--without-notes", type=float, default=0.7)
    shipping.add_argument("--denies-from", type=float, default=-0.7)
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
        told = pool.map(_chunk, chunks, chunksize=1)
        anchors = _flat(pool.map(_cut, json.loads(options.neutral.read_text(encoding="utf-8"))))
    rows, halves = zip(*told, anchors, strict=True)
    np.savez(
        options.file,
        tokens=np.concatenate(rows),
        lengths=np.concatenate(halves),
        anchors=np.array(len(anchors[1])),
    )
    lessons_told = sum(len(each) for each in halves[:-1])
    _say(f"{options.file}: {lessons_told} lessons, {len(anchors[1])} neutral prompts", begun)


def _open(model: Path, threads: int = 1) -> None:
    global _engine, _builder
    _engine = load_inference(model, context=CONTEXT, threads=threads)
    _builder = ExampleBuilder(_engine)


def _chunk(given: tuple[int, int, int, float]) -> Pairs:
    seed, number, count, unanswered = given
    made = lessons(random.Random(f"{seed} {number}"), count, unanswered, LIVES)
    return _flat([_pair(lesson.prompt, lesson.reply, lesson.notes) for bundle in made for lesson in bundle])


def _flat(pairs: Sequence[Pair]) -> Pairs:
    tokens = [token for pair in pairs for half in pair for token in half]
    halves = [[len(half) for half in pair] for pair in pairs]
    return np.array(tokens, dtype=np.uint32), np.array(halves, dtype=np.int64)


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


def _read(file: Path, neutral_at_most: int) -> tuple[Pairs, Pairs]:
    """The lessons and the neutral pairs."""
    with np.load(file) as kept:
        tokens, halves, anchors = kept["tokens"], kept["lengths"], int(kept["anchors"])
    border = len(halves) - anchors
    first, last = int(halves[:border].sum()), int(halves[: border + neutral_at_most].sum())
    return (tokens[:first], halves[:border]), (tokens[first:last], halves[border : border + neutral_at_most])


def _teach(options: argparse.Namespace) -> None:
    from gpu_study import Plan, teach

    begun = time.monotonic()
    told, neutral = _read(options.file, options.neutral)
    info = load_exchange().describe(options.model)
    shape = replace(Recipe().core, rank=options.rank, alpha=2.0 * options.rank)
    _say(f"{len(told[1])} lessons, {len(neutral[1])} neutral prompts", begun)
    teach(
        info,
        told,
        neutral,
        shape.spec(info.layers),
        Plan(
            seconds=options.seconds,
            rate=options.rate,
            warm_up=options.warm_up,
            batch=options.batch,
            epochs=options.epochs,
            anchors=options.anchors,
            parts=options.parts,
            seed=options.seed,
        ),
        options.out,
        options.begin,
    )


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
