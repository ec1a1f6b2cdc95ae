"""Messages of other programs' exercises as a scenario to be discussed: what every such format is made into.

They know who is told what and when. What they do not have (the kind of incident, what is really the case, what the
exercise is to show) gets the sentences of a new file, which ``check`` lists until they are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from pydantic import ValidationError

from simulator.errors import Invalid, Sentence, why
from simulator.exchange.naming import Names, ascii_of, slug
from simulator.model.durations import DAY, MINUTE
from simulator.model.scenario import Scenario

MOST = 2000
"""Messages an exercise may have."""
CATEGORY = "service-outage"
"""Assumed: no such format says of what kind an incident is."""
TALK = 5 * MINUTE
"""Assumed for every message, or question of one."""
_DECIDED_IN: Final = {"p50": "10m", "p95": "30m"}
_NO_OBJECTIVE = "TODO: what this exercise is to show"
_CHANNELS: Final = {
    "email": r"e-?mail|メール",
    "social": r"social|tweet|twitter|facebook|SNS",
    "press": r"press|media|news|\btv\b|television|broadcast|報道",
    "phone": r"phone|\bcall\b|radio|\bsms\b|\btel\b|電話",
    "chat": r"chat|slack|teams|discord|チャット",
    "siem": r"siem|alert",
    "letter": r"letter|memo|\bfax\b|文書|書面",
    "pager": r"pager|呼び出し",
    "monitoring": r"monitor|dashboard|監視",
}
_EVERYBODY = re.compile(r"all|everyone|everybody|all (?:players|teams|participants)|全員", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n]+")
_BULLET = re.compile(r"^\s*(?:[-*•・]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class Asked:
    """A question to be discussed."""

    text: str
    theme: str = ""
    """Under which heading it stands."""


@dataclass(frozen=True)
class Way:
    """One answer to a question, and the message that it leads to, by its key."""

    text: str
    leads: str | None = None


@dataclass(frozen=True)
class Message:
    """One message as its file tells it. Texts may be empty; names of roles are those of the file."""

    key: str
    """What others of the same file call it."""
    title: str
    body: str = ""
    at: int | None = 0
    """Seconds from the opening; None where it only follows another."""
    first: bool = False
    """It opens the story, whatever leads back to it."""
    after: str | None = None
    """The key of the message that it follows."""
    delay: int = 0
    """Seconds by which it follows."""
    sender: str = ""
    to: tuple[str, ...] = ()
    mode: str = ""
    """By what it comes, in the file's own words."""
    expects: tuple[str, ...] = ()
    questions: tuple[Asked, ...] = ()
    objectives: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    leads: str | None = None
    """The key of the message that comes next whatever is decided."""
    notes: tuple[str, ...] = ()
    optional: bool = False
    """It comes only when whoever conducts the exercise sends it."""
    module: bool = False
    """It opens a part of the discussion."""
    talk: int = TALK
    """Room seconds that are planned for it."""


@dataclass
class Exercise:
    """All messages of a file, and what it says of the whole."""

    title: str
    opens: datetime
    """With a zone."""
    zone: str
    messages: Sequence[Message]
    summary: str = ""
    briefing: str = ""
    category: str = CATEGORY
    roles: dict[str, str] = field(default_factory=dict)
    """Key of a role → what the file calls it; a role that is not here is called by its key."""

    def scenario(self) -> Scenario:
        """The scenario. Raises Invalid where none can be made."""
        try:
            return Scenario.model_validate(self._tree(), context={"language": self.language})
        except ValidationError as error:
            cause = error.errors()[0].get("ctx", {}).get("error")
            raise Invalid(
                "no scenario can be made of it: {reason}",
                reason=why(cause) if isinstance(cause, Invalid) else Sentence(error.errors()[0]["msg"]),
            ) from None

    @property
    def language(self) -> str:
        """Japanese where a title or a text has kana in it, else English."""
        texts = (self.title, *(text for message in self.messages for text in (message.title, message.body)))
        return "ja" if any(re.search("[\u3041-\u30fe]", text) for text in texts) else "en"

    def _tree(self) -> dict[str, Any]:
        named = [text for message in self.messages for text in message.objectives]
        objectives = _ids("objective", named or [_NO_OBJECTIVE])
        last = max((message.at or 0 for message in self.messages), default=0)
        follows = sum(message.delay for message in self.messages)
        return {
            "id": Names().of(self.title, "imported-exercise"),
            "category": self.category,
            "title": _line(self.title) or "A title that spoils nothing",
            "language": self.language,
            "summary": self.summary.strip()
            or "One or two sentences for choosing an exercise. They are seen by everybody.",
            "briefing": self.briefing.strip()
            or "Read aloud at the beginning and printed on the player sheet: who you are, what you run,"
            " what day it is.\nIt is {T+0h}.",
            "truth": "For the facilitator only: what is really the case.",
            "opens": self.opens.isoformat(timespec="minutes"),
            "timezone": self.zone,
            "ends_after": max(DAY, -(-(last + follows) // DAY) * DAY + DAY),
            "session": {
                "brief": 10 * MINUTE,
                "play": max(30 * MINUTE, sum(message.talk for message in self.messages)),
                "hot_wash": 15 * MINUTE,
            },
            "playbook": "none",
            "team": "none",
            "objectives": [{"id": key, "text": text} for text, key in objectives.items()],
            "injects": list(self._injects(objectives)),
        }

    def _injects(self, objectives: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        names, roles = Names(), Names()
        ids = {message.key: names.of(message.title or message.key, "message") for message in self.messages}
        known = dict[str, str]()
        led = {way.leads for message in self.messages for way in message.ways}
        led |= {message.leads for message in self.messages}
        for message in self.messages:
            to = list(dict.fromkeys(self._role(name, known, roles) for name in message.to if name))
            once = [_comes(ids[message.key])] if message.key in led and not message.first else []
            once += [ids[message.after]] if message.after else []
            made: dict[str, Any] = {
                "id": ids[message.key],
                "at": message.at or None if once else message.at,
                "once": once,
                "delay": message.delay,
                "discuss": message.talk,
                "module": message.module or None,
                "optional": message.optional or None,
                "to": to,
                "channel": channel(message.mode),
                "from": _line(message.sender) or None,
                "title": _line(message.title) or ids[message.key],
                "body": message.body.strip() or None,
                "objectives": list(dict.fromkeys(objectives[text] for text in message.objectives or objectives))
                if message.objectives or _NO_OBJECTIVE in objectives
                else [],
                "reaches": [_comes(ids[message.leads])] if message.leads else [],
                "expects": [{"text": text} for text in message.expects],
                "questions": [{"ask": asked.text, "theme": asked.theme or None} for asked in message.questions],
                "facilitator": "\n".join((*message.notes, *self._names_lost(message, known))).strip() or None,
                "decision": _decision(message.ways, to, ids),
            }
            yield {key: value for key, value in made.items() if value not in (None, [], "")}

    def _names_lost(self, message: Message, known: Mapping[str, str]) -> Iterator[str]:
        """Who is meant by an id that could take nothing of a name, as of one in Japanese."""
        for name in dict.fromkeys(filter(None, message.to)):
            called = self.roles.get(name, name)
            if not slug(ascii_of(called)):
                yield f"{known[name]}: {called}"

    def _role(self, name: str, known: dict[str, str], roles: Names) -> str:
        if name not in known:
            known[name] = roles.of(self.roles.get(name, name), "role")
        return known[name]


def _comes(id: str) -> str:
    """The milestone for which a message waits that others lead to: several may reach it, one is enough."""
    return f"to-{id}"[:64]


def _decision(ways: Sequence[Way], to: Sequence[str], ids: Mapping[str, str]) -> dict[str, Any] | None:
    if len(ways) < 2:
        return None
    names, share = Names(), 100 // len(ways)
    options = [
        {
            "id": names.of(way.text, "option"),
            "text": _line(way.text),
            "odds": f"{share if n else 100 - share * (len(ways) - 1)}%",
            "reaches": [_comes(ids[way.leads])] if way.leads else [],
        }
        for n, way in enumerate(ways)
    ]
    return {"role": to[0] if to else "incident-commander", "question": "Which way?", "takes": _DECIDED_IN,
            "options": options}  # fmt: skip


def _ids(otherwise: str, texts: Iterable[str]) -> dict[str, str]:
    names = Names()
    return {text: names.of(text, otherwise) for text in dict.fromkeys(texts)}


def _line(text: str) -> str:
    """A text on one line; Japanese spaces stay as they are."""
    return _SPACES.sub(" ", text).strip()


def channel(mode: str) -> str | None:
    """The channel that a file's own words speak of; None where they speak of none that is known."""
    return next((name for name, words in _CHANNELS.items() if re.search(words, mode, re.IGNORECASE)), None)


def everyone(names: str) -> tuple[str, ...]:
    """Who is named in a list with semicolons or lines, else with commas; nobody where it says all.

    ``・`` stands between names, but between katakana as a rule within one.
    """
    between = r"[;\n；]" if re.search(r"[;\n；]", names) else r"[,、，]|(?<![ァ-ヺー])・|・(?![ァ-ヺー])"
    found = tuple(name for part in re.split(between, names) if (name := _line(part)))
    return () if any(_EVERYBODY.fullmatch(name) for name in found) else found


def points(text: str) -> tuple[str, ...]:
    """The lines of a text, without what makes a list of them."""
    return tuple(point for line in text.splitlines() if (point := _line(_BULLET.sub("", line))))


def weekday_from(today: date, weekday: int) -> date:
    """The first such day (0 is Monday) from today on."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)
