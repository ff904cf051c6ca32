"""Errors whose text is shown to the user as written. Anything else that is raised is a bug.

AssistantError
├── UsageError            exit 2: what was typed cannot be meant
├── MachineError          exit 3: this machine cannot do it (no trainer, no model, no compiler)
├── ConfigError           exit 2: the configuration file is wrong
├── StoreError            exit 1: the database cannot be used
│   ├── StoreTooNew       written by a newer version; nothing was changed
│   ├── StoreCorrupt      SQLite says the file is damaged
│   └── NotSaved          the disk refused; nothing half-written
├── SleepError            exit 1: a night could not be run
│   ├── SleepImpossible   exit 3: this machine lacks what a night needs
│   └── SleepLocked       another night is running on this home
└── ExpertError           exit 1: an expert is missing, incomplete or made for another base

Every text says what was found, what was expected and what to do.
Engine failures are `backends.base.BackendError` and shown the same way.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of everything that is worded for the user."""

    exit_code = 1


class UsageError(AssistantError):
    """What was typed cannot be meant."""

    exit_code = 2


class MachineError(AssistantError):
    """This machine lacks something that is needed."""

    exit_code = 3


class ConfigError(AssistantError):
    """The configuration file is wrong."""

    exit_code = 2


class StoreError(AssistantError):
    """The database cannot be used."""


class StoreTooNew(StoreError):
    """The database was written by a newer version; it was not changed."""


class StoreCorrupt(StoreError):
    """SQLite reports that the file is damaged."""


class NotSaved(StoreError):
    """The disk refused a write; the transaction was rolled back whole."""


class SleepError(AssistantError):
    """A night could not be run."""


class SleepImpossible(SleepError):
    """This machine lacks what a night needs, such as a trainer."""

    exit_code = 3


class SleepLocked(SleepError):
    """Another night is running on this home."""


class ExpertError(AssistantError):
    """An expert is missing, incomplete or made for another base model."""
