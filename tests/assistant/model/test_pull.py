from __future__ import annotations

import random
import stat
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import MachineError, UsageError
from assistant.model import pull as pull_module
from assistant.model.pull import ATTEMPTS, pull
from assistant.paths import Home
from tests.hub_server import Hub, serve

CONTENT = random.Random(7).randbytes(3_000_000)
Q4, Q8 = "model-Q4_K_M.gguf", "model-Q8_0.gguf"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serve(Hub(files={Q4: CONTENT, Q8: b"GGUF eight", "mmproj-Q4_K_M.gguf": b"eyes", "README.md": b"#"})) as hub:
        yield hub


class Waits:
    """Notes how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def fetch(home: Home, hub: Hub, spec: str = "owner/Model-GGUF", **options: object) -> Path:
    return pull(home, spec, environment={"HF_ENDPOINT": hub.endpoint + "/"}, wait=Waits(), **options)  # type: ignore[arg-type]


def leftovers(home: Home) -> list[Path]:
    return list(home.models.rglob("*.part"))


def test_the_usual_quantisation_is_fetched_whole_and_private(home: Home, hub: Hub) -> None:
    path = fetch(home, hub)
    assert path == home.models / "owner" / "Model-GGUF" / Q4
    assert path.read_bytes() == CONTENT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert leftovers(home) == []


def test_progress_has_the_true_total_and_never_goes_back(home: Home, hub: Hub) -> None:
    seen: list[tuple[int, int]] = []
    fetch(home, hub, on_progress=lambda done, total: seen.append((done, total)))
    assert {total for _, total in seen} == {len(CONTENT)}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == len(CONTENT)


@pytest.mark.parametrize("choice", ["Q8_0", "q8_0", Q8])
def test_a_quantisation_or_a_file_can_be_named(home: Home, hub: Hub, choice: str) -> None:
    assert fetch(home, hub, f"owner/Model-GGUF:{choice}").read_bytes() == b"GGUF eight"


def test_a_broken_connection_is_resumed_where_it_stopped(home: Home, hub: Hub) -> None:
    hub.break_after = [1_000_000, 500_000]
    assert fetch(home, hub).read_bytes() == CONTENT
    assert hub.ranges == [None, "bytes=1000000-", "bytes=1500000-"]


def test_a_later_call_continues_what_an_earlier_one_left(home: Home, hub: Hub) -> None:
    with pytest.raises(MachineError, match="Run it again to continue"):
        fetch(home, hub, should_stop=lambda: True)
    (part,) = leftovers(home)
    had = part.stat().st_size
    assert 0 < had < len(CONTENT)
    assert fetch(home, hub).read_bytes() == CONTENT
    assert hub.ranges[-1] == f"bytes={had}-"


def test_a_server_without_ranges_is_started_over(home: Home, hub: Hub) -> None:
    hub.break_after, hub.ignore_ranges = [1_000_000], True
    assert fetch(home, hub).read_bytes() == CONTENT


def test_it_gives_up_after_several_attempts_without_progress(home: Home, hub: Hub) -> None:
    hub.break_after = [1000] + [0] * 20
    waits = Waits()
    with pytest.raises(MachineError, match=r"No answer from .*run the same command again"):
        pull(home, "owner/Model-GGUF", environment={"HF_ENDPOINT": hub.endpoint}, wait=waits)
    assert len(hub.ranges) == ATTEMPTS
    assert waits.seconds == [2.0, 4.0, 8.0, 16.0]
    assert leftovers(home)[0].stat().st_size == 1000


def test_a_wrong_checksum_is_refused_and_deleted(home: Home, hub: Hub) -> None:
    hub.served_instead = b"x" * len(CONTENT)
    with pytest.raises(MachineError, match=r"arrived damaged: sha256 .*, expected "):
        fetch(home, hub)
    assert [path for path in home.models.rglob("*") if path.is_file()] == []
    hub.served_instead = None
    assert fetch(home, hub).read_bytes() == CONTENT


def test_a_file_that_is_there_and_right_is_not_fetched_again(home: Home, hub: Hub) -> None:
    path = fetch(home, hub)
    hub.ranges.clear()
    assert fetch(home, hub) == path
    assert hub.ranges == []
    path.write_bytes(CONTENT[:-1] + b"?")
    assert fetch(home, hub).read_bytes() == CONTENT
    assert hub.ranges == [None]


def test_a_part_of_another_version_is_not_continued(home: Home, hub: Hub) -> None:
    with pytest.raises(MachineError):
        fetch(home, hub, should_stop=lambda: True)
    hub.files[Q4] = CONTENT[::-1]
    assert fetch(home, hub).read_bytes() == CONTENT[::-1]
    assert hub.ranges == [None, None]


def test_long_listings_are_read_to_the_end(home: Home, hub: Hub) -> None:
    hub.page_size = 1
    assert fetch(home, hub, "owner/Model-GGUF:Q8_0").name == Q8


def test_an_unknown_repository_is_a_usage_error(home: Home, hub: Hub) -> None:
    with pytest.raises(UsageError, match="There is no owner/Other on the hub"):
        fetch(home, hub, "owner/Other")


def test_a_closed_repository_says_so(home: Home, hub: Hub) -> None:
    hub.refuse_with = 401
    with pytest.raises(UsageError, match="log-in"):
        fetch(home, hub)


def test_a_failing_hub_is_a_machine_error(home: Home, hub: Hub) -> None:
    hub.refuse_with = 503
    with pytest.raises(MachineError, match="answered 503"):
        fetch(home, hub)


def test_a_missing_quantisation_lists_what_there_is(home: Home, hub: Hub) -> None:
    with pytest.raises(UsageError, match=f"has no Q2_K. It has: {Q4}, {Q8}"):
        fetch(home, hub, "owner/Model-GGUF:Q2_K")


@pytest.mark.parametrize("spec", ["nonsense", "../../etc", "a/b/c", "owner/..", ""])
def test_what_is_no_spec_is_a_usage_error(home: Home, hub: Hub, spec: str) -> None:
    with pytest.raises(UsageError, match="reverie model list"):
        fetch(home, hub, spec)


def test_offline_names_the_address_and_the_way_out(home: Home, hub: Hub) -> None:
    with pytest.raises(MachineError, match=r"No answer from http://127\.0\.0\.1:9: .*Check the network"):
        pull(home, "owner/Model-GGUF", environment={"HF_ENDPOINT": "http://127.0.0.1:9"}, wait=Waits())


def test_a_full_disk_is_seen_before_the_download(home: Home, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("assistant.model.pull.shutil.disk_usage", lambda path: usage(10**9, 10**9, 10**6))
    with pytest.raises(MachineError, match=r"has 0\.0 GB free, expected 0\.2 GB"):
        fetch(home, hub)
    assert hub.ranges == []


def test_a_disk_that_fills_up_on_the_way_is_a_machine_error(
    home: Home, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(part: Path, append: bool) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pull_module, "_open_private", full)
    with pytest.raises(MachineError, match="the disk is full"):
        fetch(home, hub)
