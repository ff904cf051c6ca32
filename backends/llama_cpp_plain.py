"""Plain llama-cpp-python, as a yardstick: `python -m backends.llama_cpp_plain MODEL CONTEXT THREADS`.

Reads one user message a line (JSON text) and answers each with a JSON line: seconds to the first token, tokens a
second after it, tokens. Its own chat template and prefix cache, nothing of this product.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import llama_cpp

MAX_TOKENS = 96


def main(arguments: list[str]) -> None:
    """Serve standard input until it ends."""
    model, context, threads = arguments
    llama = llama_cpp.Llama(model, n_ctx=int(context), n_threads=int(threads), n_gpu_layers=0, verbose=False)
    history: list[dict[str, str]] = []
    for line in sys.stdin:
        history.append({"role": "user", "content": json.loads(line)})
        reply, measured = answer(llama, history)
        history.append({"role": "assistant", "content": reply})
        sys.stdout.write(json.dumps(measured) + "\n")
        sys.stdout.flush()


def answer(llama: Any, history: list[dict[str, str]]) -> tuple[str, dict[str, float]]:
    """One streamed reply: its text and its measures, seconds."""
    began = time.perf_counter()
    times: list[float] = []
    pieces: list[str] = []
    stream = llama.create_chat_completion(
        history, temperature=0.0, repeat_penalty=1.1, max_tokens=MAX_TOKENS, seed=1, stream=True
    )
    for chunk in stream:
        text = chunk["choices"][0]["delta"].get("content")
        if text:
            times.append(time.perf_counter())
            pieces.append(text)
    decoding = times[-1] - times[0] if len(times) > 1 else 0.0
    speed = (len(times) - 1) / decoding if decoding else 0.0
    return "".join(pieces), {
        "first_token_seconds": (times[0] if times else time.perf_counter()) - began,
        "tokens_per_second": speed,
        "tokens": len(times),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
