"""What tests cannot do without: where it is missing they are skipped, and fail under CI, where all must be there."""

from __future__ import annotations

import importlib
import os
from typing import Any, NoReturn

import pytest

from backends.registry import TRAINING, installed


def missing(reason: str) -> NoReturn:
    """Skip the test, or the module that is being imported; under CI it fails instead."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)


def library(name: str, untested: str) -> Any:
    """The module of that name, or nothing is tested; `untested` says what."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing(f"{error.name} is not installed, so {untested} was not tested")


def trainer(name: str) -> str:
    """The name, if that trainer can be loaded here."""
    if not installed(name):
        missing(f"{TRAINING[name][1]} is not installed, so the {name} trainer was not tested")
    return name
