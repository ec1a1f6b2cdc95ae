"""Files of other programs with something wrong in them: what is dropped, swapped or of another type."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

_ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "no-such-step",
    "\x1b[2J\u202e",
    [],
    {},
    [[]],
    ["x", 3],
    {"type": 7},
)


def mutated(tree: Any, seed: int) -> bytes:
    """The same file with one to four things changed, as this seed has it; some are cut off, too."""
    chance = Random(seed)
    data = json.dumps(_with_changes(tree, chance)).encode()
    return data[: chance.randrange(len(data))] if chance.random() < 0.05 else data


def changed(tree: Any, seed: int) -> Any:
    """Its values with one to four things changed, as this seed has it."""
    return _with_changes(tree, Random(seed))


def _with_changes(tree: Any, chance: Random) -> Any:
    made = deepcopy(tree)
    for _ in range(chance.randint(1, 4)):
        _change(made, chance)
    return made


def any_workflow(seed: int) -> dict[str, Any]:
    """Steps that lead to later ones, whatever blocks that makes: branches cross, tails are shared, ends are missing."""
    chance = Random(seed)
    names = [f"s{n}" for n in range(chance.randint(2, 14))] + ["e"]
    made: dict[str, Any] = {"e": {"type": "end"}}
    for n, name in enumerate(names[:-1]):
        later = names[n + 1 :]
        kind = chance.choice(["action"] * 4 + ["parallel", "if-condition", "switch-condition", "while-condition"])
        raw: dict[str, Any] = {"type": kind}
        if kind == "action" and chance.random() < 0.3:
            raw |= {"on_success": chance.choice(later), "on_failure": chance.choice(later), "timeout": 5000}
        elif kind == "action" or chance.random() < 0.5:
            raw |= {"on_completion": chance.choice(later)}
        leads: dict[str, dict[str, Any]] = {
            "action": {},
            "parallel": {"next_steps": [chance.choice(later) for _ in range(3)]},
            "switch-condition": {"cases": {f"case {n}": chance.choice(later) for n in range(2)}},
        }
        made[name] = raw | leads.get(kind, {"on_true": chance.choice(later), "on_false": chance.choice(later)})
    return made


def _change(tree: Any, chance: Random) -> None:
    places = list(_places(tree))
    if not places:
        return
    holder, key = chance.choice(places)
    match chance.randrange(4):
        case 0:
            del holder[key]
        case 1:
            holder[key] = deepcopy(chance.choice(_ODD))
        case 2:
            other, there = chance.choice(places)
            if not isinstance(other[there], dict | list) and not isinstance(holder[key], dict | list):
                holder[key], other[there] = other[there], holder[key]
        case _:
            if isinstance(holder, dict):
                holder[f"{key}-2"] = holder.pop(key)


def _places(tree: Any) -> Any:
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])
