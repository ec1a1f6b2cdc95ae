"""Situation manuals in Markdown: modules that tell how things stand, and the questions to be discussed in each.

The layout is that of CISA's tabletop exercise packages and of what others write like them: a heading for each module
(or inject), below it the scenario, the questions and perhaps notes for the facilitator, with or without headings of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from simulator.errors import Invalid, Problem, Sentence, TabletopError, why
from simulator.exchange import msel
from simulator.exchange.csv_table import Table
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import MOST, TALK, Exercise, Message, channel, everyone
from simulator.exchange.manual_parts import WITHIN, Part, items_in, opens_item
from simulator.exchange.manual_words import (
    Kind,
    is_offset,
    kind_of,
    lists_messages,
    opens_message,
    opens_scenario,
    time_at_end,
    time_in,
)
from simulator.exchange.msel_columns import Columns
from simulator.exchange.msel_tables import is_header
from simulator.exchange.msel_times import When, another_form, placed, when
from simulator.exchange.naming import title_of
from simulator.exchange.page import Line, Page, Section, plain
from simulator.exchange.page_tables import Tables
from simulator.model.durations import HOUR, MINUTE

TITLE: Final = "situation manual"
APART: Final = HOUR
"""Assumed between two modules where none says when it comes."""
_NAMED = re.compile(r"\s*[:–—(].*| - .*")
_LICENCE = re.compile(r"^[^\w\n]{0,8}licen[cs]e[^\w\n]{0,8}:[^\w\n]{0,8}(.{1,100})$", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r"^ {0,3}> ?")
_LONGEST_TITLE: Final = 80
_MOST_ROLES: Final = 12
_LENGTH = re.compile(r"(\d{1,3})\s*(h|m|時間|分)", re.IGNORECASE)
_MOST_TOLD = 20
_BEFORE: Final[tuple[Kind, ...]] = ("objectives", "roles", "briefing", "summary")
"""What is said of the whole."""


def read(page: Page, today: date) -> Draft:
    """The draft made of a manual. TabletopError that names the places where it cannot be made."""
    if not any(map(_opens, page.sections)):
        tables = Tables(page.text, page.file, page.sha256)
        if table := next((table for table in tables if table.rows and is_header(table.header, Columns())), None):
            return _of_table(page, table, today)
    return _Manual(page).draft(today)


def _of_table(page: Page, table: Table, today: date) -> Draft:
    """The list of messages that a page has as a table. What else it says is left out, and told."""
    draft = msel.read(table, today, title=next((one.title for one in page.sections if one.title), None))
    told = [one for one in page.sections if any(line.text.strip() and "|" not in line.text for line in one.lines)]
    left_out = [page.problem(one.line, _left_out(one), "left-out", "warning") for one in told[:_MOST_TOLD]]
    return replace(draft, problems=(*draft.problems, *left_out))


def _left_out(section: Section) -> Sentence:
    return Sentence("“{title}” belongs to no module and is left out", title=section.title[:60])


def _opens(section: Section) -> bool:
    return bool(opens_message(section.title)) or opens_scenario(section.title)


class _Manual:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts, self.problems = list[Part](), list[Problem]()
        self.title, self.asks = "", False
        self.said: dict[Kind, list[str]] = {kind: [] for kind in _BEFORE}
        """Of what stands before the modules."""

    def draft(self, today: date) -> Draft:
        """Every module and inject as a message."""
        self._gather()
        self._bounded()
        self._say_if_several()
        self.asks = any(part.questions for part in self.parts)
        times = [self._when(part) for part in self.parts]
        if (odd := another_form(times)) is not None:
            message = Sentence("this time is written in another form than those above: keep to one of them")
            raise self._refused(self.parts[odd].facts["time"].number, message)
        timed = placed(times, today)
        at = timed.at if any(times) else tuple(APART * n for n in range(len(times)))
        self._say_what_is_assumed(times, f"{timed.opens:%Y-%m-%d %H:%M}", is_dated=timed.dated)
        exercise = Exercise(
            title=self.title or title_of(self.page.file),
            opens=timed.opens,
            zone="UTC",
            messages=[self._message(part, at[n]) for n, part in enumerate(self.parts)],
            summary=_prose(self.said["summary"]),
            briefing=_prose(self.said["briefing"]),
        )
        try:
            scenario = exercise.scenario()
        except Invalid as error:
            raise self._refused(1, why(error)) from None
        found = _LICENCE.search(self.page.text)
        licence = plain(found[1]) if found else ""
        return Draft(scenario, TITLE, self.page.file, self.page.sha256, licence, problems=tuple(self.problems))

    def _gather(self) -> None:
        sections = self.page.sections
        has_modules = any(opens_message(section.title) == "module" for section in sections)
        is_numbered = any(map(_opens, sections))
        part: Part | None = None
        for section in sections:
            opens, kind = opens_message(section.title), kind_of(section.title)
            is_module = opens == "module" or (not has_modules and opens_scenario(section.title))
            if opens or is_module:
                part = Part(section, is_module, level=section.level)
                if time := time_in(section.title) or time_at_end(section.title):
                    part.facts["time"] = Line(section.line, time)
                self.parts.append(part)
            elif not is_numbered and self._listed(section):
                continue
            elif section.level == 0 or (not self.title and not self.parts):
                self.title = self.title or section.title
                self.said["summary"] += [line.text for line in section.lines]
                continue
            elif not is_numbered and kind not in (*_BEFORE, "debrief"):
                part = part or self._only(section)
                part.opened(section)
            elif part and is_numbered and _is_within(section, kind, part):
                part.opened(section)
            else:
                part = part if not is_numbered else None
                self._aside(section, kind)
                continue
            for line in section.lines:
                part.take(line)

    def _listed(self, section: Section) -> bool:
        """Takes the items of a list of messages, each as one; whether it is one: it says so, or all have an offset."""
        found = [(line, said) for line in section.lines if (said := opens_item(line.text))]
        times = [time_in(plain(said)) or "" for _, said in found]
        if not lists_messages(section.title) and (len(found) < 2 or not all(map(is_offset, times))):
            return False
        for (line, said), time in zip(found, times, strict=True):
            text = said.removeprefix(time).lstrip(" :–—|]-") if said.startswith(time) and time else said
            title = plain(text)
            title = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rpartition(' ')[0]} …"
            part = Part(Section(section.level + 1, title, line.number), is_module=False, body=[text])
            if time:
                part.facts["time"] = Line(line.number, time)
            self.parts.append(part)
        return bool(found)

    def _only(self, section: Section) -> Part:
        """The one module of a manual that numbers none."""
        part = Part(Section(0, self.title or section.title, section.line), is_module=True)
        self.parts.append(part)
        return part

    def _aside(self, section: Section, kind: Kind) -> None:
        texts = [line.text for line in section.lines]
        if kind in _BEFORE and not (self.parts and self.parts[0].section.level):
            self.said[kind] += texts
        elif any(text.strip() for text in texts) and len(self.problems) < _MOST_TOLD:
            self.problems.append(self.page.problem(section.line, _left_out(section), "left-out", "warning"))

    def _bounded(self) -> None:
        if all(part.is_module and not part.questions for part in self.parts):
            message = Sentence("there is nothing to discuss: expected a heading such as “Module 1: …”, and below it one"
                               " such as “Discussion questions” with a list")  # fmt: skip
            raise self._refused(self.parts[0].section.line if self.parts else 1, message)
        if len(self.parts) > MOST:
            message = Sentence(
                "there are {count:,} messages; at most {most:,} are read", count=len(self.parts), most=MOST
            )
            raise self._refused(self.parts[MOST].section.line, message)

    def _say_if_several(self) -> None:
        several = [part for part in self.parts if opens_scenario(part.section.title)]
        if len(several) > 1 and any(not part.is_module for part in self.parts):
            message = Sentence(
                "a second scenario begins here, of the same exercise: to have one of its own, cut the file in two"
            )
            self.problems.append(self.page.problem(several[1].section.line, message, "several", "warning"))

    def _when(self, part: Part) -> When | None:
        """When it comes; what cannot be read as a time ("in the afternoon") is text."""
        line = part.facts.get("time")
        try:
            return when(plain(line.text)) if line else None
        except Invalid:
            part.body.insert(0, f"{line.text}\n" if line else "")
            return None

    def _say_what_is_assumed(self, times: Sequence[When | None], opens: str, *, is_dated: bool) -> None:
        first = self.parts[0].section.line
        if not any(times):
            message = Sentence("no module says when it comes: an hour is assumed between two of them")
            self.problems.append(self.page.problem(first, message, "assumed", "warning"))
        missing = [part for part, time in zip(self.parts, times, strict=True) if time is None and any(times)]
        message = Sentence("no time stands here: it comes with the message above")
        for part in missing[:_MOST_TOLD]:
            self.problems.append(self.page.problem(part.section.line, message, "no-time", "warning"))
        if not is_dated:
            message = Sentence("no date is named: it opens on {day}", day=opens)
            self.problems.append(self.page.problem(first, message, "assumed", "warning"))

    def _message(self, part: Part, at: int) -> Message:
        facts = {label: plain(line.text) for label, line in part.facts.items()}
        everybody = tuple(_NAMED.sub("", plain(role)) for role in items_in(self.said["roles"]))
        mode = facts.get("channel", "")
        notes = [f"channel: {mode}"] if mode and not channel(mode) else []
        return Message(
            key=str(part.section.line),
            title=part.section.title,
            body=_prose(part.body),
            at=at,
            module=part.is_module,
            talk=_length(facts.get("talk", "")) or TALK * max(len(part.questions), 1),
            sender=facts.get("from", ""),
            to=everyone(facts.get("to", "")) or (everybody if len(everybody) <= _MOST_ROLES else ()),
            mode=mode,
            expects=tuple(map(plain, part.expects.texts())),
            questions=part.questions,
            objectives=tuple(map(plain, items_in(self.said["objectives"]))) if part.questions or not self.asks else (),
            notes=(*notes, _prose(part.notes)),
        )

    def _refused(self, line: int, message: Sentence) -> TabletopError:
        return self.page.refused(self.page.problem(line, message))


def _is_within(section: Section, kind: Kind, part: Part) -> bool:
    """Whether it belongs to the module above: it stands below it, or beside it with its questions or notes."""
    level = part.section.level
    return section.level > level or (section.level == level and kind in WITHIN)


def _prose(lines: Sequence[str]) -> str:
    """Lines as they are, without empty ones at either end and several in a row."""
    unquoted = (_QUOTED.sub("", line.rstrip()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(unquoted)).strip("\n")


def _length(text: str) -> int:
    """Seconds; 0 where no length of time is named."""
    return sum(int(n) * (HOUR if unit.lower() in ("h", "時間") else MINUTE) for n, unit in _LENGTH.findall(text))
