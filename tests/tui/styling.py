"""Style sheets are parsed, and which rules apply where is worked out, once a process and not in each app.

Both are more than a third of the time until an app stands, and come out the same each time.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

_parse, _apply = Stylesheet._parse_rules, Stylesheet.apply
_PARSED: dict[tuple[Any, ...], list[RuleSet]] = {}
_SHEETS: dict[Hashable, int] = {}
_RULES: dict[Hashable, tuple[RulesMap, dict[str, bool]]] = {}
_MARKS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
"""What styling notes on a node beside its rules."""


def _parse_once(sheet: Stylesheet, css: str, *where: Any, **how: Any) -> list[RuleSet]:
    """Of a set of colours once will do."""
    key = (css, *where, *how.items(), *sheet._variables.items())
    if key not in _PARSED:
        _PARSED[key] = _parse(sheet, css, *where, **how)
    return _PARSED[key]


def _number(sheet: Stylesheet) -> int:
    """Of the rules and colours that the sheet holds now."""
    known: Any = sheet
    if getattr(known, "numbered_for", None) is not sheet.rules_map:
        held = (tuple(sheet.source.items()), tuple(sheet._variables.items()))
        known.numbered_for, known.number = sheet.rules_map, _SHEETS.setdefault(held, len(_SHEETS))
    number: int = known.number
    return number


def _path(node: DOMNode | None, cache: dict[Any, Any]) -> Hashable:
    """All that a selector can ask of a node and those around it."""
    if node is None:
        return ()
    if node not in cache:
        state = node._pseudo_classes_cache_key if isinstance(node, Widget) else frozenset(node.pseudo_classes)
        own = (type(node), node._id, node.classes, state)
        cache[node] = (own, _path(node._parent, cache))  # type: ignore[arg-type]
    path: Hashable = cache[node]
    return path


def _apply_known(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: Any = None) -> None:
    """As Textual does for the second of two nodes that are alike, which it tells from the same marks.

    It looks anew where a rule asks for a node's place among others, and so does this.
    """
    place = _number(sheet), _path(node, {} if cache is None else cache)
    known: Any = node
    if getattr(known, "styled_for", None) == place:
        return
    if place in _RULES:
        known.styled_for = place
        rules, marks = _RULES[place]
        vars(node).update(marks)
        sheet.replace_rules(node, rules, animate=animate)
        sheet._process_component_classes(node)
        return
    known.styled_for = None
    found: dict[Any, RulesMap] = {}
    _apply(sheet, node, animate=animate, cache=found)
    for rules in found.values():
        _RULES[place] = rules, {name: getattr(node, name) for name in _MARKS}


Stylesheet._parse_rules = _parse_once  # type: ignore[assignment]
Stylesheet.apply = _apply_known  # type: ignore[assignment, method-assign]
