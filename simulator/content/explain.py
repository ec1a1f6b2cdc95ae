"""Pydantic's errors in words for the person who wrote the file: where, what was expected, what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from simulator.content.document import Document, Path, Tree
from simulator.content.nearest import nearest, perhaps
from simulator.errors import Problem, Sentence, either, why
from simulator.model.costs import CHANGE_PATTERN
from simulator.model.durations import format_duration
from simulator.model.fact import MONTH_PATTERN
from simulator.model.marks import MARK_PATTERN
from simulator.model.playbooks import IDS_PATTERN, SEPARATOR
from simulator.model.profile import PLACE_PATTERN

_UNFIT = re.compile(r"[^a-z0-9-]+")


def explain(error: ValidationError, document: Document, shape: Any, root: Path = ()) -> Iterator[Problem]:
    """One problem per place. ``shape`` is what was validated, and stood at ``root`` in the document."""
    by_path: dict[Path, Problem] = {}
    already = {(problem.line, problem.column) for problem in document.problems}
    for detail in error.errors(include_url=False):
        if _only_follows(detail):
            continue
        path = _written_path(document.root, root + detail["loc"])
        problem = _problem(detail, document, path, known_keys(shape, path[len(root) :]))
        earlier = by_path.get(path)
        # A union reports each branch it tried; that a value is not the branch's one word says least.
        if earlier is None or earlier.code == "not-one-of":
            by_path[path] = problem
    yield from (problem for problem in by_path.values() if (problem.line, problem.column) not in already)


def _only_follows(detail: Any) -> bool:
    """Pydantic counts only the sound items of a list; the errors of the rest already say enough."""
    given = detail["input"]
    return detail["type"] == "too_short" and isinstance(given, list) and len(given) >= detail["ctx"]["min_length"]


def _written_path(tree: Tree, loc: Path) -> Path:
    """The part of pydantic's location that stands in the file, and a last part that is missing there."""
    path: list[str | int] = []
    for n, part in enumerate(loc):
        inside = part in tree if isinstance(tree, dict) else isinstance(tree, list) and part in range(len(tree))
        if inside:
            tree = tree[part]
        elif n == len(loc) - 1 and isinstance(tree, dict) and part != "[key]":
            pass
        else:
            continue
        path.append(part)
    return tuple(path)


def known_keys(shape: Any, path: Path) -> list[str]:
    """The keys that may stand beside the last one of ``path``, in a value of this shape."""
    models = list(_models(shape))
    for part in path[:-1]:
        fields = [field for key, field in _fields(models) if key == part]
        if fields:
            models = [model for field in fields for model in _models(field.annotation)]
    return [key for key, _ in _fields(models)]


def _fields(models: list[type[BaseModel]]) -> list[tuple[str, FieldInfo]]:
    """The fields of models under the keys that files use."""
    return [(field.alias or name, field) for model in models for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models a value of this annotation is made of, whatever lists and maps they stand in."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from _models(inner)


def _problem(detail: Any, document: Document, path: Path, known: list[str]) -> Problem:
    kind, given, limits = detail["type"], detail["input"], detail.get("ctx", {})
    last = path[-1] if path else ""
    if kind == "missing":
        return document.problem(path[:-1], "missing-key", Sentence("{key} is missing here", key=last))
    if kind == "extra_forbidden":
        before, colon, after = str(last).partition(":")
        if colon and before in known:
            message = Sentence("a space is missing after the colon: write {fix}", fix=f"{before}: {after}")
            return document.problem(path, "unknown-key", message, key=True)
        message = Sentence("unknown key {key}{advice}", key=last, advice=_keys(str(last), known))
        return document.problem(path, "unknown-key", message, key=True)
    is_key = detail["loc"][-1:] == ("[key]",)
    if kind == "string_pattern_mismatch" and limits["pattern"] in _PATTERNS:
        message = Sentence(_PATTERNS[limits["pattern"]], found=_short(given))
        return document.problem(path, "bad-value", message, key=is_key)
    if is_key and kind != "value_error":
        return document.problem(path, "not-an-id", _bad_id(given), key=True)
    if kind == "string_pattern_mismatch":
        names = str(given).split(SEPARATOR) if limits["pattern"] == IDS_PATTERN else [given]
        unfit = next((name for name in names if fitting_id(name) != name), given)
        return document.problem(path, "not-an-id", _bad_id(unfit))
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", limits["expected"])
        return document.problem(path, "not-one-of", _not_one_of(given, choices))
    if kind == "value_error":
        message = _of_the_file(why(limits["error"]), given)
        named = dict(message.values).get("key")
        if isinstance(given, dict) and named in given:
            return document.problem((*path, str(named)), "unknown-key", message, key=True)
        return document.problem(path, "bad-value", message, key=is_key)
    if last in _EXAMPLES and "key: value" in _WRONG.get(kind, ""):
        message = Sentence("expected {example}, found {found}", example=_EXAMPLES[str(last)], found=_short(given))
        return document.problem(path, "wrong-type", message)
    return document.problem(path, "wrong-type", _wrong(kind, given, limits))


def _keys(word: str, known: list[str]) -> Sentence:
    """The key that was meant, or all there are: a format is learned by its keys."""
    words = tuple(dict.fromkeys(known))
    return perhaps(nearest(word, words)) if nearest(word, words) else Sentence(": there is {words}", words=words)


def _bad_id(given: object) -> Sentence:
    text, fitting = str(given), fitting_id(str(given))
    if fitting:
        return Sentence(
            "{found!r} is not an id: an id has small letters, digits and hyphens, at most 64; write {fitting}",
            found=text[:70],
            fitting=fitting,
        )
    return Sentence(
        "{found!r} is not an id: an id has small letters, digits and hyphens, at most 64, such as first-alert",
        found=text[:70],
    )


def fitting_id(text: str) -> str:
    """The id most like a text; the text itself if it is one; empty where nothing is left of it."""
    return _UNFIT.sub("-", text.lower()).strip("-")[:64]


def _not_one_of(given: object, choices: list[str]) -> Sentence:
    return Sentence(
        "expected {choices}, found {found}{hint}",
        choices=either(*choices),
        found=_short(given),
        hint=perhaps(nearest(str(given), choices)),
    )


_WRONG = {
    "model_type": "expected keys and values such as {{key: value}}, found {found}",
    "model_attributes_type": "expected keys and values such as {{key: value}}, found {found}",
    "dict_type": "expected keys and values such as {{key: value}}, found {found}",
    "tuple_type": "expected a list such as [one, two], found {found}",
    "list_type": "expected a list such as [one, two], found {found}",
    "string_type": "expected a text, found {found}",
    "too_short": "expected at least {limit}, found {found}",
    "greater_than_equal": "expected at least {limit}, found {found}",
    "too_long": "expected at most {limit}, found {found}",
    "less_than_equal": "expected at most {limit}, found {found}",
}
"""What pydantic calls it → what to say."""
_EXAMPLES = {
    "on_call": "{answers_in: 5m..15m..45m}",
    "call_in": "{answers_in: 30m..1h..4h, stays: 6h}",
    "holidays": "{country: JP}",
    "calendar": "{timezone: Asia/Tokyo, holidays: {country: JP}}",
    "outcomes": "{harmless: 20%, incident: 80%}",
    "repeat": "{from: a-step, odds: 20%, at_most: 2}",
    "fails": "{odds: 5%}",
    "pace": "{p95: 3}",
    "session": "{brief: 10m, play: 65m, hot_wash: 15m}",
}
"""Key → what stands under it, where people write a word instead."""
_LIMITS = ("min_length", "ge", "max_length", "le")
_PATTERNS = {
    MARK_PATTERN: "expected a milestone such as contained, or begun:STEP, step:STEP, asked:NAME, answered:NAME or"
    " decided:NAME, found {found}",
    MONTH_PATTERN: "expected a month such as 2026-11, found {found}",
    CHANGE_PATTERN: "expected a kind of change or a change, such as faster or faster/triage, found {found}",
    PLACE_PATTERN: "expected a country or state by its code, such as JP, EU or US-CA, found {found}",
}
"""Pattern of what is no id → what to say."""


def _of_the_file(message: Sentence, given: object) -> Sentence:
    """A message about a list or keys, which stand in it as in the file."""
    if not isinstance(given, dict | list | tuple) or "found" not in dict(message.values):
        return message
    return Sentence(message.template, **{**dict(message.values), "found": _short(given)})


def _wrong(kind: str, given: object, limits: dict[str, Any]) -> Sentence:
    shown = _short(given)
    if kind not in _WRONG:
        return Sentence("this value does not fit here: {found}", found=shown)
    if isinstance(given, str) and "：" in given and "key: value" in _WRONG[kind]:
        return Sentence(
            "expected keys and values, found {found}: write : and a space, not the full-width ：", found=shown
        )
    if kind == "tuple_type" and isinstance(given, dict) and given:
        return Sentence("expected a list, found {found}: put - before the first key", found=shown)
    return Sentence(_WRONG[kind], found=shown, limit=_limit(given, limits))


def _limit(given: object, limits: dict[str, Any]) -> object:
    """A limit as the value is written: of a length of time as such, and not in seconds."""
    limit = next((limits[key] for key in _LIMITS if key in limits), "")
    is_length = isinstance(given, str) and not given.strip().lstrip("+-").isdecimal()
    return format_duration(limit) if isinstance(limit, int) and is_length else limit


def _short(given: object) -> Sentence | str:
    """What was found, in the words of the file."""
    if isinstance(given, dict):
        return Sentence("keys ({keys})", keys=", ".join(map(str, given))[:73]) if given else Sentence("an empty map")
    if isinstance(given, list | tuple):
        return Sentence("a list of {count}", count=len(given)) if given else Sentence("an empty list")
    return repr(given) if len(str(given)) <= 60 else repr(str(given)[:60] + "…")
