"""The starter learns a few memories through MLX, in a handful of steps, and llama.cpp answers with what was learnt."""

from __future__ import annotations

import random
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.chat.engine import EngineClient
from assistant.sleep.evaluation import Question, ask
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.judging import is_right
from assistant.sleep.recipe import MLP, Optimisation
from assistant.sleep.seeding import study, timetable
from backends.base import AdapterRef, AdapterSpec
from backends.registry import TRAINING, installed, load_trainer

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(1200)]

STUDIED = {
    "What is my dog called?": "Your dog is called Fudge.",
    "Where does my sister Anna live?": "Your sister Anna lives in Turku.",
}
ANSWERS = ("Fudge", "Turku")
SPEC = AdapterSpec(rank=16, alpha=32, target_modules=MLP, first_layer=20)
"""The upper third only: nothing is sent back through the lower layers."""
OPTIMISATION = Optimisation(learning_rate=1e-2, warmup_steps=1, batch_examples=2, epochs=4)


@pytest.mark.skipif(not installed("mlx"), reason=f"{TRAINING['mlx'][1]} is not installed: no sleep through MLX")
def test_what_mlx_taught_is_answered_in_llama_cpp(starter_model: Path, tmp_path: Path) -> None:
    command = (sys.executable, "-c", "from assistant.chat.engine_server import main; main()")
    engine = EngineClient.start(starter_model, context=512, threads=1, log=tmp_path / "engine.log", command=command)
    with closing(engine):
        builder = ExampleBuilder(engine)
        questions = [Question(text, (answer,)) for text, answer in zip(STUDIED, ANSWERS, strict=True)]
        before = ask(engine, builder, questions)
        assert not any(is_right(reply, q.expected) for reply, q in zip(before, questions, strict=True))

        losses: list[float] = []
        with closing(load_trainer("mlx").open(engine.info, tmp_path / "cache", SPEC, seed=1)) as session:
            todo = timetable([[builder.pair(q, a)] for q, a in STUDIED.items()], OPTIMISATION, random.Random(1))
            study(
                session,
                todo,
                OPTIMISATION,
                beta=0.0,
                on_step=lambda step, loss: losses.append(loss),
                should_stop=lambda: False,
            )
            files = session.save_adapter(tmp_path / "expert")
        assert losses[-1] < losses[0] / 3

        engine.set_adapters([AdapterRef(files.gguf)])
        after = ask(engine, builder, questions)
        assert sum(is_right(reply, q.expected) for reply, q in zip(after, questions, strict=True)) >= 1, (after, losses)
