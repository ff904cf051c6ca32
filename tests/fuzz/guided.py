"""Fuzzing that is guided by coverage: `python -m tests.fuzz.guided model --seconds 600` (needs atheris, Linux).

It goes on from the kept corpus of that reader (`corpus/`). What takes new paths is gathered in `--found`; `--keep`
leaves the smallest inputs that together pass every line that all of them pass. Exit code 77 when a reader broke: the
input is then beside the others, as `crash-…`, `timeout-…` or `oom-…`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
ROOT = Path(__file__).parents[2]
TIMEOUT_SECONDS, MEMORY_MB, LONGEST = 10, 2048, 8192
PARTS, LIBRARIES = ("assistant", "backends"), ("tomllib", "zipfile")
BROKE = "broke-"
TOKENS = (
    *("{", "}", "[", "]", ":", ",", '"', "\\", "\\ud800", "null", "true", "false", "NaN", "Infinity", "1e400"),
    *("-1", "0", "1", "0.5", "9223372036854775808"),
    *("=", "'", "[[", "nan", "inf", "1e999", "1979-05-27", "07:32:00", "22:00-07:00"),
)
"""Of JSON and TOML: what bytes that are changed at random seldom become."""


def seeds(name: str) -> list[Path]:
    """The kept inputs of a reader that only serve to pass lines; those that once broke it stay beside them."""
    return [path for path in sorted((CORPUS / name).iterdir()) if not path.name.startswith(BROKE)]


def lines_passed(read: Callable[[bytes], None], content: bytes) -> set[tuple[str, int, int]]:
    """Every step from line to line that the product takes with that input."""
    passed: set[tuple[str, int, int]] = set()
    last: dict[int, int] = {}

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        file = frame.f_code.co_filename
        if not file.startswith(tuple(str(ROOT / part) for part in PARTS)):
            return None
        passed.add((file, last.get(id(frame), 0), frame.f_lineno))
        last[id(frame)] = frame.f_lineno
        if event == "return":
            last.pop(id(frame), None)
        return trace

    sys.settrace(trace)
    try:
        read(content)
    finally:
        sys.settrace(None)
    return passed


def keep(name: str, found: Path) -> int:
    """Leave in the corpus the smallest inputs that pass all there is to pass; how many."""
    from tests.fuzz.readers import READERS

    paths = sorted([*seeds(name), *found.iterdir()], key=lambda path: (path.stat().st_size, path.name))
    with tempfile.TemporaryDirectory() as folder:
        read = READERS[name](Path(folder))
        known: set[tuple[str, int, int]] = set()
        kept: list[bytes] = []
        for path in paths:
            passed = lines_passed(read, content := path.read_bytes())
            if not passed <= known:
                known |= passed
                kept.append(content)
    for path in seeds(name):
        path.unlink()
    for number, content in enumerate(kept):
        (CORPUS / name / f"{number:03d}").write_bytes(content)
    return len(kept)


def fuzz(name: str, found: Path, seconds: int) -> None:
    """Until the time is over or the reader breaks; ends the process."""
    import atheris

    # Only what is imported in here guides it.
    for module in LIBRARIES:
        sys.modules.pop(module, None)
    with atheris.instrument_imports(include=[*PARTS, *LIBRARIES]):
        from tests.fuzz.readers import READERS

    with tempfile.TemporaryDirectory() as folder:
        dictionary = Path(folder) / "tokens"
        escaped = [token.replace("\\", "\\\\").replace('"', '\\"') for token in TOKENS]
        dictionary.write_text("".join(f'"{token}"\n' for token in escaped))
        found.mkdir(parents=True, exist_ok=True)
        atheris.Setup(
            [
                "guided", f"-max_total_time={seconds}", f"-timeout={TIMEOUT_SECONDS}", f"-rss_limit_mb={MEMORY_MB}",
                f"-max_len={LONGEST}", f"-dict={dictionary}", f"-artifact_prefix={found.parent}/",
                "-print_final_stats=1", str(found), str(CORPUS / name),
            ],
            READERS[name](Path(folder)),
        )  # fmt: skip
        atheris.Fuzz()


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=sorted(path.name for path in CORPUS.iterdir()))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--found", type=Path, required=True, help="a folder for what takes new paths")
    parser.add_argument("--keep", action="store_true", help="put it into the corpus instead of looking for more")
    asked = parser.parse_args()
    if asked.keep:
        sys.stdout.write(f"{asked.reader}: {keep(asked.reader, asked.found)} inputs are kept\n")
    else:
        fuzz(asked.reader, asked.found, asked.seconds)


if __name__ == "__main__":
    main()
