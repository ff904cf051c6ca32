"""The scripts complete what the grammar holds; bash is asked for real."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.cli.completion import script
from tests.command_line import Run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_every_command(run: Run, shell: str) -> None:
    outcome = run("completion", shell)
    assert outcome.code == 0
    assert all(word in outcome.out for word in ("memory", "forget", "no-retrieval", "chats", "bench"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_itself_accepts_its_script(tmp_path: Path, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    file = tmp_path / f"reverie.{shell}"
    file.write_text(script(shell), encoding="utf-8")
    checked = subprocess.run([program, "-n", str(file)], capture_output=True, text=True, timeout=20)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["reverie", "mem"], {"memory"}),
        (["reverie", "memory", "for"], {"forget"}),
        (["reverie", "sleep", "--level", "t"], {"topic"}),
        (["reverie", "ask", "--no-r"], {"--no-retrieval"}),
    ],
)
def test_bash_completes(tmp_path: Path, words: list[str], expected: set[str]) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    file = tmp_path / "reverie.bash"
    file.write_text(script("bash"), encoding="utf-8")
    function = "$(complete -p reverie | sed -E 's/.*-F ([^ ]+).*/\\1/')"
    quoted = " ".join(f"'{word}'" for word in words)
    asked = f'source {file}; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; {function}; echo "${{COMPREPLY[@]}}"'
    shown = subprocess.run([bash, "-c", asked], capture_output=True, text=True, timeout=20)
    assert set(shown.stdout.split()) == expected, shown.stderr
