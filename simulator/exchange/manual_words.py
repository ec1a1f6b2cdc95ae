"""What headings and labels of situation manuals say, in English and Japanese."""

from __future__ import annotations

import re
from typing import Final, Literal

Kind = Literal[
    "debrief", "objectives", "questions", "notes", "expects", "roles", "briefing", "summary", "scenario", "other"
]
"""What stands below a heading; ``scenario`` is how things stand, ``other`` what no word tells."""
Fact = Literal["time", "talk", "from", "to", "channel"]
_KINDS: Final[dict[Kind, str]] = {
    "debrief": r"hot ?wash|debrief|wrap[- ]?up|after[- ]action|lessons|conclusion|appendix|annex|references|agenda"
    r"|schedule|acronyms|講評|振り返り|ふりかえり|付録|参考",
    "objectives": r"objectives?\b|goals?\b|目的|目標",
    "questions": r"questions?\b|discuss(?:ion)?\b|設問|論点|検討事項",
    "notes": r"facilitat(?:or|ion)|controller|evaluator|moderator|guidance|\bnotes?\b|進行役|備考|留意",
    "expects": r"expected|ideal\b|desired|期待",
    "roles": r"participants?\b|\broles?\b|players?\b|attendees|参加者|役割",
    "briefing": r"background|introduction|general situation|briefing|背景|前提",
    "summary": r"summary|overview|purpose|scope\b|概要",
    "scenario": r"scenario|situation|状況|シナリオ",
}
_NUMBER = r"(?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|[一二三四五六七八九十０-９]{1,3})"
_MODULE = re.compile(
    rf"(?:module|phase|stage|move|turn|モジュール|フェーズ|段階)\s*#?\s*{_NUMBER}(?![a-z0-9])", re.IGNORECASE
)
_INJECT = re.compile(rf"(?:scenario )?(?:inject|update|状況付与|追加状況)\s*#?\s*{_NUMBER}(?![a-z0-9])", re.IGNORECASE)
_SCENARIO = re.compile(rf"(?:scenario|シナリオ)\s*#?\s*{_NUMBER}(?![a-z0-9])", re.IGNORECASE)
_LISTED = re.compile(r"\W*(?:(?:scenario|exercise) )?(?:injects|prompts|状況付与|追加状況)\W*", re.IGNORECASE)
_TIMED = re.compile(
    r"(T\s?[=0]\s?0?|[THJD]\s?[+\u2212-]\s?\d[\dhm:]{0,8}|\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?)(?=\s*(?:[–—:|\]-]|$))",
    re.IGNORECASE,
)
_AT_END = re.compile(
    r"[(（\[]\s*(T?\s?[+\u2212-]\s?\d[\dhm:]{0,8}|\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?)\s*[)）\]]\W*$", re.IGNORECASE
)
_COUNTED = re.compile(r"^[^\w]*(?:\d{1,3}(?:\.\d{1,3})*[.)]?\s+)?")
_FACTS: Final[dict[Fact, str]] = {
    "time": r"time|when|date ?(?:/|and|&) ?time|時刻|日時",
    "talk": r"duration|time (?:allotted|allowed)|allotted time|所要時間|討議時間",
    "from": r"from|sender|source|delivered by|injected by|発信者",
    "to": r"to|(?:target )?audience|recipients?|delivered to|given to|target|宛先",
    "channel": r"channel|medium|means|mode|(?:delivery )?method|delivery(?: mode)?|inject mode|手段",
}
_LABEL = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__)([^*_]{1,60})(?:\*\*|__)\s*(?:[:：]\s*)?(.*)")
_BARE = re.compile(r"\s*([^:：*_.?]{1,60})[:：]\s*")
_WITHIN: Final[tuple[Kind, ...]] = ("questions", "notes", "expects")


def time_in(title: str) -> str | None:
    """The time with which a heading begins: ``T+2h – Business impact``."""
    begins = _TIMED.match(_COUNTED.sub("", title))
    return begins[1] if begins else None


def is_offset(time: str) -> bool:
    """Whether a time counts from the start: an agenda has times of day."""
    return time[:1].upper() in ("T", "H", "J", "D", "+")


def time_at_end(title: str) -> str | None:
    """The time in brackets with which a heading ends: ``Spreading (16:45)``."""
    ends = _AT_END.search(title)
    return ends[1] if ends else None


def opens_scenario(title: str) -> bool:
    """Whether a heading opens one of several scenarios: a module, where nothing else is one."""
    return _SCENARIO.match(_COUNTED.sub("", title)) is not None


def lists_messages(title: str) -> bool:
    """Whether a heading announces a list of messages."""
    return _LISTED.fullmatch(_COUNTED.sub("", title)) is not None


def opens_message(title: str) -> Literal["module", "inject"] | None:
    """Whether a heading opens a part of the discussion, or a message: both have a number, or a message its time."""
    words = _COUNTED.sub("", title)
    return "module" if _MODULE.match(words) else "inject" if _INJECT.match(words) or time_in(title) else None


def kind_of(title: str) -> Kind:
    """What stands below a heading, by its words; the first kind that one speaks of."""
    return next((kind for kind, words in _KINDS.items() if re.search(words, title, re.IGNORECASE)), "other")


def label_of(line: str) -> tuple[Kind | Fact, str] | None:
    """What a bold word at the beginning of a line announces, and the rest of the line; None where it is only text.

    Questions, notes and expected actions may be announced without bold letters, by a line that ends in a colon.
    """
    bold = _LABEL.fullmatch(line)
    announced = bold or _BARE.fullmatch(line)
    name = announced[1].strip(" :：") if announced else ""
    fact = next((fact for fact, words in _FACTS.items() if re.fullmatch(words, name, re.IGNORECASE)), None)
    if bold and fact:
        return fact, bold[2].strip()
    kind = kind_of(name)
    rest = bold[2].strip() if bold else ""
    return (kind, rest) if kind in _WITHIN and (not rest or kind == "notes") else None
