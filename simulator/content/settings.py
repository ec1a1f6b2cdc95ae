"""``--set roles.legal.people=2``: a value of a file replaced for one run, before the model sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from simulator.content.document import Path, Tree
from simulator.content.nearest import advice
from simulator.content.reading import UNWRITTEN, LoadedItem, tree_at, validate
from simulator.content.yaml_nodes import parse
from simulator.errors import Problem, Sentence, TabletopError
from simulator.model.calendars import zone
from simulator.model.durations import format_duration
from simulator.model.kinds import EXPECTATIONS, KINDS, SCENARIO, TEAM, Kind

_SESSION = "session"
_SHORT = {_SESSION: SCENARIO, "away": SCENARIO, "pace": TEAM}
"""What has keys of its own, but no ids → the kind of file it stands in."""
_KINDS = {kind.telltale: kind for kind in KINDS if not kind.several} | {
    EXPECTATIONS.name: EXPECTATIONS,
    **_SHORT,
}
"""How a path begins → the kind of file it leads into."""


@dataclass(frozen=True)
class Setting:
    """One value to replace."""

    option: str
    """As it was written on the command line, to say where a problem is."""
    kind: Kind
    """The kind of file it changes."""
    path: tuple[str, ...]
    """Keys, and ids of list items; for expectations from the id on."""
    value: Tree


def settings_of(texts: Sequence[str], opens: str | None = None) -> tuple[Setting, ...]:
    """The settings as written on the command line; raises TabletopError for one that cannot be read."""
    settings = [_setting(text) for text in texts]
    if opens is not None:
        settings.append(Setting(f"--opens {opens}", SCENARIO, ("opens",), opens))
    return tuple(settings)


def _setting(text: str) -> Setting:
    written, equals, value = text.partition("=")
    path = tuple(part.strip() for part in written.split("."))
    option = f"--set {text}"
    if not equals or not value.strip():
        raise _refused(option, Sentence("expected a path and a value such as roles.legal.people=2"))
    if path[0] not in _KINDS:
        raise _refused(
            option, Sentence("a path begins with {words}{advice}", words=tuple(_KINDS), advice=advice(path[0], _KINDS))
        )
    if len(path) < 3 and path[0] not in _SHORT:
        raise _refused(option, Sentence("expected a path such as {path}.an-id.a-key", path=path[0]))
    kind = _KINDS[path[0]]
    return Setting(option, kind, path[1:] if kind == EXPECTATIONS else path, _value(option, value.strip()))


def _value(option: str, value: str) -> Tree:
    if value[0] not in "[{":
        return value
    document = parse(value.encode(), option)
    if document.root is None:
        raise _refused(option, document.problems[0].message)
    return document.root


def apply(settings: Iterable[Setting], item: LoadedItem[Any]) -> LoadedItem[Any]:
    """The item with its settings in place, validated again; a problem with a setting is located at its option."""
    applicable = [s for s in settings if s.kind == item.kind and (s.kind != EXPECTATIONS or s.path[0] == item.id)]
    if applicable and item.document is UNWRITTEN:
        message = Sentence("there is no {kind} here to change", kind=Sentence(item.kind.one))
        raise _refused(applicable[0].option, message)
    if not applicable or item.document.root is None:
        return item
    root = deepcopy(item.document.root)
    places: dict[Path, str] = {}
    for setting in applicable:
        keys = setting.path[1:] if item.kind == EXPECTATIONS else setting.path
        if len(keys) == 2 and keys[0] == _SESSION:
            _spell_out_session(root, item)
        places[_put(root, item.root, keys, setting)] = setting.option
    document = replace(item.document, root=root, settings=places)
    return next(made for made in validate(document, item.kind) if made.root == item.root)


def _spell_out_session(root: Tree, item: LoadedItem[Any]) -> None:
    """``session: 90m``, or none at all, with its parts, so that one of them can be set."""
    place = tree_at(root, item.root)
    if item.value is not None and not isinstance(place.get(_SESSION), dict):
        parts = item.value.session
        place[_SESSION] = {name: format_duration(getattr(parts, name)) for name in ("brief", "play", "hot_wash")}


def all_used(settings: Iterable[Setting], expectations: Sequence[str]) -> None:
    """Raises TabletopError for a setting of an expectation that the scenario does not name."""
    for setting in settings:
        if setting.kind == EXPECTATIONS and setting.path[0] not in expectations:
            name = setting.path[0]
            raise _refused(
                setting.option,
                Sentence(
                    "the scenario names no expectation {name}{advice}", name=name, advice=advice(name, expectations)
                ),
            )


def _put(root: Tree, start: Path, keys: tuple[str, ...], setting: Setting) -> Path:
    """Writes the value into the tree; its path there. List items go by id, missing maps are made."""
    path = start
    for key in keys[:-1]:
        path = (*path, _step_into(tree_at(root, path), key, setting))
    path = (*path, _last(tree_at(root, path), keys[-1], setting))
    value = _local(root, setting) if setting.path == ("opens",) else setting.value
    tree_at(root, path[:-1])[path[-1]] = value
    return path


def _step_into(tree: Tree, key: str, setting: Setting) -> str | int:
    if isinstance(tree, list):
        return _item(tree, key, setting)
    if not isinstance(tree, dict):
        raise _refused(setting.option, Sentence("nothing can stand under {key}", key=key))
    if key not in tree:
        if setting.path[:2] == ("roles", key):
            raise _refused(setting.option, Sentence("no role {key}{advice}", key=key, advice=advice(key, tree)))
        tree[key] = {}
    return key


def _last(tree: Tree, key: str, setting: Setting) -> str | int:
    if isinstance(tree, dict):
        return key
    if isinstance(tree, list):
        return _item(tree, key, setting)
    raise _refused(setting.option, Sentence("nothing can stand under {key}", key=setting.path[-2]))


def _item(tree: list[Tree], key: str, setting: Setting) -> int:
    ids = [item.get("id") if isinstance(item, dict) else None for item in tree]
    if key in ids:
        return ids.index(key)
    raise _refused(
        setting.option,
        Sentence("nothing here has the id {key}{advice}", key=key, advice=advice(key, [str(i) for i in ids if i])),
    )


def _local(root: Tree, setting: Setting) -> str:
    """A time without offset is meant in the scenario's own zone; one that comes twice there, or never, is refused."""
    try:
        moment = datetime.fromisoformat(setting.value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone(str(root.get("timezone"))))
            ways = [moment.replace(fold=fold).isoformat(timespec="minutes") for fold in (0, 1)]
            if ways[0] != ways[1]:
                raise _refused(
                    setting.option,
                    Sentence(
                        "clocks are changed in that hour: write the time with its offset, {first} or {second}",
                        first=ways[0],
                        second=ways[1],
                    ),
                )
        return moment.isoformat()
    except ValueError:
        return str(setting.value)


def _refused(option: str, message: Sentence) -> TabletopError:
    return TabletopError(
        "{key}: {reason}", [Problem(option, 0, 0, "setting", "error", message)], key=option, reason=message
    )
