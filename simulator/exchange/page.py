"""A Markdown file as headings and what stands below each, every line with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from simulator.errors import Problem, Sentence, Severity, TabletopError, clean

MOST_LINES: Final = 100_000
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*)")
_UNDERLINED = re.compile(r" {0,3}(=+|-{3,})\s*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ASIDE = re.compile(r"\A---\n.*?\n---(?=\n)|<!--.*?(?:-->|\Z)", re.DOTALL)
"""What a page does not show: what programs are told in its head, and remarks."""
_EMPHASIS = re.compile(r"[*_`]{1,3}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    number: int
    text: str


@dataclass
class Section:
    """What stands below one heading, up to the next of any level."""

    level: int
    """1 is the highest; 0 is what stands before the first heading."""
    title: str
    """Without emphasis."""
    line: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A Markdown file."""

    file: str
    """As the user named it."""
    text: str
    sha256: str
    sections: tuple[Section, ...]

    def problem(self, line: int, message: Sentence, code: str = "bad-value", severity: Severity = "error") -> Problem:
        """What is wrong in a line."""
        return Problem(self.file, line, 0, code, severity, message)

    def refused(self, *problems: Problem) -> TabletopError:
        """The file cannot be used, and why."""
        return TabletopError("{name} cannot be used as it is", problems, name=self.file)


def read_page(data: bytes, file: str) -> Page:
    """The headings in these bytes, UTF-8. TabletopError where it is no text, or has too many lines."""
    try:
        text = clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = Sentence("this line is no text in UTF-8")
        raise Page(file, "", "", ()).refused(Problem(file, line, 0, "bad-encoding", "error", message)) from None
    if text.count("\n") > MOST_LINES:
        raise TabletopError("{path} has more than {most:,} lines", path=file, most=MOST_LINES)
    # Lines keep their numbers: the line ends stay.
    seen = _ASIDE.sub(lambda found: "\n" * found[0].count("\n"), text)
    return Page(file, text, sha256(data).hexdigest(), tuple(_sections(seen)))


def plain(text: str) -> str:
    """A line without what makes it bold or slanted."""
    return " ".join(_EMPHASIS.sub("", text).split())


def _sections(text: str) -> Iterator[Section]:
    section, fence = Section(0, "", 1), ""
    for number, line in enumerate(text.split("\n"), 1):
        if opens := _FENCE.match(line):
            fence = "" if fence == opens[1] else fence or opens[1]
        heading = None if fence else _HEADING.fullmatch(line)
        underlined = None if fence or heading else _UNDERLINED.fullmatch(line)
        if heading:
            yield section
            section = Section(len(heading[1]), _closed(heading[2]), number)
        elif underlined and _is_alone(section.lines):
            above = section.lines.pop()
            yield section
            section = Section(1 if underlined[1][0] == "=" else 2, plain(above.text), above.number)
        else:
            section.lines.append(Line(number, "" if not fence and _is_rule(line) else line))
    yield section


def _is_rule(line: str) -> bool:
    """Whether it is a line across the page."""
    signs = line.replace(" ", "")
    return len(signs) > 2 and signs[0] in "-*_" and signs == signs[0] * len(signs)


def _closed(heading: str) -> str:
    """Without signs that close a heading, which stand after a space; a pattern would look at each space anew."""
    text = heading.strip()
    opened = text.rstrip("#")
    return plain(opened if opened[-1:] in ("", " ", "\t") else text)


def _is_alone(lines: list[Line]) -> bool:
    """Whether the last of these lines is a paragraph of its own: then a line below it makes it a heading."""
    return bool(lines) and bool(lines[-1].text.strip()) and (len(lines) == 1 or not lines[-2].text.strip())
