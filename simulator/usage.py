"""Help pages and usage errors in the reader's language: click's sentences, translated by ``wording``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

import click

from simulator.errors import Sentence, TabletopError
from simulator.wording.speech import problem_text, say
from simulator.wording.width import wrapped

_CLICKS = (
    "No such option {name}.",
    "No such option {name}. Did you mean {meant}?",
    "No such option {name}. (Did you mean one of: {meant}?)",
    "No such command {name}.",
    "No such command {name}. Did you mean {meant}?",
    "No such command {name}. (Did you mean one of: {meant}?)",
    "Missing argument {name}.",
    "Missing option {name}.",
    "Missing option {name}. Choose from: {choices}",
    "Invalid value for {name}: {reason}",
    "{value} is not one of {choices}.",
    "{value} is not a valid integer.",
    "{value} is not a valid integer range.",
    "{value} is not a valid float.",
    "{value} is not in the range {range}.",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Got unexpected extra argument ({names})",
    "Got unexpected extra arguments ({names})",
    "expected a percentage such as 90%, found {value}",
)
"""What click, and our types of its options, say of a wrong call."""
_PAGES = ("Options", "Commands", "required", "Show the version and exit.", "Show this message and exit.")
"""What click writes on every page of help."""


class Context(click.Context):
    """A call that knows its language, which ``main`` passes as ``obj``."""

    def make_formatter(self) -> click.HelpFormatter:
        """Writes help in that language."""
        return _Formatter(self.find_root().obj or "en")


class Command(click.Command):
    """A verb whose help is translated."""

    context_class = Context


class Group(click.Group):
    """Verbs in the order in which people meet them, each with the first sentence of its help."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As they were added."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Their table."""
        language = ctx.find_root().obj or "en"
        told = {name: (verb.help or "").partition("\n\n")[0] for name, verb in self.commands.items()}
        rows = [(name, _first(say(Sentence(words), language))) for name, words in told.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _first(text: str) -> str:
    first = re.match(r".*?(?:。|\.(?= |$))", text)
    return first[0] if first else text


class _Formatter(click.HelpFormatter):
    """Lays out help by the columns its letters take, as Japanese ones take two."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def _translated(self, text: str) -> str:
        return say(Sentence(text, kinds=_kinds()) if "{kinds}" in text else Sentence(text), self.language)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the verb is called."""
        super().write_usage(prog, args, self._translated("Usage:") + " ")

    def write_heading(self, heading: str) -> None:
        """Above a table."""
        super().write_heading(self._translated(heading))

    def write_text(self, text: str) -> None:
        """Paragraphs, indented."""
        indent = " " * self.current_indent
        paragraphs = [self._lines(self._translated(part), self.width - len(indent)) for part in text.split("\n\n")]
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or verbs, each with what it does beside it."""
        translated = [(name, self._with_extras(*text.partition("  ["))) for name, text in rows]
        wide = min(max(len(name) for name, _ in translated), col_max) + col_spacing
        for name, text in translated:
            lines = self._lines(text, max(self.width - wide - 2, 10))
            fits = len(name) <= wide - col_spacing
            beside = zip([name, *[""] * len(lines)], lines if fits else ["", *lines], strict=False)
            for left, right in beside:
                self.write(f"{'':{self.current_indent}}{left:{wide}}{right}".rstrip() + "\n")

    @staticmethod
    def _lines(text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)

    def _with_extras(self, text: str, gap: str, extras: str) -> str:
        inside = "; ".join(self._translated(extra) for extra in extras.removesuffix("]").split("; "))
        return self._translated(text) + (f"{gap}{inside}]" if gap else "")


def _kinds() -> tuple[str, ...]:
    """The kinds of file: asked for only where help names them, as they load the model."""
    from simulator.verbs.list import kinds

    return kinds()


def language_of(arguments: Sequence[str], verbs: Iterable[str]) -> str:
    """The language a call asks for, known before it is parsed, as its parsing may fail."""
    for before, argument in reversed([*zip(["", *arguments], arguments, strict=False)]):
        given = argument if before == "--lang" else argument.removeprefix("--lang=")
        if given in ("en", "ja") and (before == "--lang" or given != argument):
            return given
    verb = next((argument for argument in arguments if argument in set(verbs)), "")
    return os.environ.get(f"TABLETOP_{verb.upper()}_LANG") or os.environ.get("TABLETOP_LANG") or "en"


def usage_text(error: click.ClickException, language: str) -> str:
    """A wrong call: how the verb is called, where help is, what was wrong."""
    reason = say(Sentence("Error: {reason}", reason=_taken_apart(error.format_message())), language)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return reason
    hint = Sentence("Try '{command} --help' for help.", command=context.command_path)
    return f"{context.get_usage()}\n{say(hint, language)}\n\n{reason}"


def _taken_apart(message: str) -> Sentence:
    """One of click's finished English sentences as template and values; an unknown one stays as it is."""
    message = re.sub(r"\s+", " ", message)
    for template in _CLICKS:
        parts = re.split(r"\{(\w+)\}", template)
        pattern = "".join(f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
        if match := re.fullmatch(pattern, message):
            return Sentence(template, **{name: _taken_apart(part) for name, part in match.groupdict().items()})
    return Sentence(message)


def error_lines(error: TabletopError, language: str) -> list[str]:
    """An error and every problem behind it, none twice."""
    sentence = say(error.sentence, language)
    known = any(say(problem.message, language) in sentence for problem in error.problems)
    return ([] if known else [f"tabletop: {sentence}"]) + [
        problem_text(problem, language) for problem in error.problems
    ]
