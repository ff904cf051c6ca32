"""Which trainer a machine gets, and what is said when there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from backends import registry
from backends.base import BackendUnavailable
from backends.registry import choose_trainer, install_command, load_trainer

MAC, LINUX, INTEL_MAC = ("darwin", "arm64"), ("linux", "x86_64"), ("darwin", "x86_64")


def only(*names: str) -> Callable[[str], bool]:
    return lambda name: name in names


@pytest.mark.parametrize(
    ("machine", "installed", "expected"),
    [
        (MAC, ("torch", "mlx"), "mlx"),
        (MAC, ("torch",), "torch"),
        (MAC, (), "mlx"),
        (LINUX, ("torch", "mlx"), "torch"),
        (LINUX, ("mlx",), "mlx"),
        (LINUX, (), "torch"),
        (INTEL_MAC, ("torch", "mlx"), "torch"),
    ],
)
def test_the_trainer_is_chosen_by_machine(machine: tuple[str, str], installed: tuple[str, ...], expected: str) -> None:
    assert choose_trainer(only(*installed), *machine) == expected


def test_an_absent_trainer_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda name: None)
    with pytest.raises(BackendUnavailable, match=r"pip install 'reverie\[mlx\]'"):
        load_trainer("mlx")


def test_a_bundle_names_the_tool_that_makes_another_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert install_command("torch") == "pip install 'reverie[torch]'"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert install_command("torch") == "pipx install 'reverie[torch]'"


def test_an_unknown_trainer_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BackendUnavailable, match="auto, torch, mlx"):
        load_trainer("abacus")
