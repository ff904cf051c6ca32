"""`reverie expert`: what it learned, as adapters."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from assistant.cli.compose import open_registry, open_store
from assistant.cli.output import data, data_json, moment, note, one_line, table
from assistant.experts.registry import ActiveSet


def list_all(arguments: argparse.Namespace) -> int:
    """All complete experts, oldest first."""
    registry = open_registry(arguments)
    experts = registry.list()
    active = registry.active().experts
    if arguments.json:
        data_json([{**asdict(expert), "active": expert.id in active} for expert in experts])
        return 0
    rows = [
        (
            "*" if expert.id in active else "",
            expert.id,
            expert.level,
            expert.state,
            moment(expert.created),
            len(expert.memory_ids),
            expert.base_name,
        )
        for expert in experts
    ]
    empty = "no experts yet: `reverie sleep --now` makes one out of what you told"
    table(("", "ID", "LEVEL", "STATE", "MADE", "MEMORIES", "MODEL"), rows, empty)
    return 0


def show(arguments: argparse.Namespace) -> int:
    """One expert: level, scores, and the memories it was made from."""
    registry = open_registry(arguments)
    expert = registry.load(arguments.id)
    is_active = expert.id in registry.active().experts
    with open_store(arguments) as store:
        memories = [store.memory(number) for number in store.expert_memories(expert.id)]
    if arguments.json:
        held = [{"id": memory.id, "text": memory.text, "status": memory.status} for memory in memories]
        data_json({**asdict(expert), "active": is_active, "memories": held, "folder": str(registry.folder(expert.id))})
        return 0
    lines = [
        f"{expert.id}  {expert.level}, {expert.state}{', active' if is_active else ''}",
        f"made      {moment(expert.created)}" + (f" in night {expert.sleep_id}" if expert.sleep_id else ""),
        f"model     {expert.base_name} (sha256 {expert.base_sha256[:12]})",
        f"shape     rank {expert.rank}, alpha {expert.alpha:g}, on {', '.join(expert.target_modules)}",
        f"folder    {registry.folder(expert.id)}",
    ]
    lines += [f"{name:<9} {value:.3f}" for name, value in sorted(expert.scores.items())]
    lines += [f"memory    {memory.id}: {one_line(memory.text)}" for memory in memories]
    data("\n".join(lines))
    return 0


def activate(arguments: argparse.Namespace) -> int:
    """Let chat mount exactly these experts."""
    return _say_active(open_registry(arguments).activate(arguments.ids), arguments.json)


def rollback(arguments: argparse.Namespace) -> int:
    """Go back to the experts that were active before."""
    return _say_active(open_registry(arguments).rollback(), arguments.json)


def _say_active(active: ActiveSet, as_json: bool) -> int:
    if as_json:
        data_json({"active": list(active.experts)})
    else:
        note(f"active: {', '.join(active.experts) or 'none, the base model alone'}")
    return 0
