"""Would detect-secrets find what `assistant.memory.secrecy` misses, or fire where nothing is secret?

    .venv/bin/pip install --target /tmp/detect-secrets detect-secrets==1.5.0
    PYTHONPATH=/tmp/detect-secrets:. .venv/bin/python packaging/secret_study.py

On the labelled messages of the tests and the facts of the benchmarks, line by line as its own scans go.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.memory.secrecy import is_secret

ROOT = Path(__file__).parents[1]
NETWORK = ("requests", "urllib3", "http.client", "socket")


def write(line: str) -> None:
    sys.stdout.write(line + "\n")


def plugins() -> list[Any]:
    """All of its detectors, as its default settings have them."""
    found = importlib.import_module("detect_secrets.core.plugins.util").get_mapping_from_secret_type_to_class()
    return [kind() for kind in found.values()]


def fires(detectors: list[Any], text: str) -> bool:
    return any(
        detector.analyze_line(filename="message", line=line, line_number=1)
        for detector in detectors
        for line in text.splitlines()
    )


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def texts() -> Iterator[tuple[str, list[str]]]:
    """The two sets of labelled messages, and statements, questions and answers of the benchmarks' facts."""
    for name in ("tests/assistant/memory/data", "tests/data"):
        lines = (ROOT / name / "extraction_messages.jsonl").read_text(encoding="utf-8").splitlines()
        yield f"{name}/extraction_messages.jsonl", [json.loads(line)["message"] for line in lines]
    for path in sorted((ROOT / "docs/facts").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        yield f"docs/facts/{path.name}", [text for row in rows for text in strings(row)]


def main() -> int:
    before = set(sys.modules)
    detectors = plugins()
    write("loaded with it: " + ", ".join(name for name in NETWORK if name in set(sys.modules) - before))
    write(f"{'texts':<55} {'number':>6} {'own':>5} {'its':>5} {'its alone':>9}")
    for name, lines in texts():
        its = {line for line in lines if fires(detectors, line)}
        own = {line for line in lines if is_secret(line)}
        write(f"{name:<55} {len(lines):>6} {len(own):>5} {len(its):>5} {len(its - own):>9}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
