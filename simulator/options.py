"""The options of the command line that several verbs share, their types, and what is offered when one is completed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from simulator import home
from simulator.errors import TabletopError


class Share(click.ParamType[float]):
    """A percentage on the command line, a share of one in the code."""

    name = "percent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """``90%`` as 0.9."""
        if isinstance(value, float):
            return value
        try:
            share = float(str(value).removesuffix("%")) / 100 if str(value).endswith("%") else -1.0
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            self.fail(f"expected a percentage such as 90%, found {value}", param, ctx)
        return share


class _Option(click.Option):
    """An option that ``TABLETOP_RUN_LANG`` sets for one verb, and ``TABLETOP_LANG`` for every verb that has it."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        if ctx.parent and ctx.parent.get_parameter_source(self.name or "") is ParameterSource.COMMANDLINE:
            return None  # given before the verb
        name = max(self.opts, key=len).lstrip("-").replace("-", "_").upper()
        return os.environ.get(f"{ctx.auto_envvar_prefix}_{name}") or os.environ.get(f"TABLETOP_{name}") or None


def _libraries(ctx: click.Context, _param: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """The libraries given after the verb, those given before it, and those that are always there."""
    return home.libraries((*value, *_before_the_verb(ctx, "libraries", ())))


def _together(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> str | None:
    """Playbooks named one by one, as if with commas between."""
    return ",".join(value) or None


def _place(ctx: click.Context, _param: click.Parameter, value: Path | None) -> tuple[Path, ...]:
    return home.records(value or _before_the_verb(ctx, "records", None))


def _said(ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    return value or _before_the_verb(ctx, "records", None)


def _language(ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    return value or _before_the_verb(ctx, "language", None)


def _language_or_english(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    return _language(ctx, param, value) or "en"


def _before_the_verb(ctx: click.Context, name: str, otherwise: Any) -> Any:
    return ctx.parent.params[name] if ctx.parent else otherwise


def ids(kind: str, _ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The ids that a shell offers, with their titles: paths where one is begun, nothing where nothing can be read."""
    if begun.startswith((".", "/", "~")):
        return [CompletionItem(begun, type="file")]
    try:
        found: list[tuple[str, str]] = import_module("simulator.verbs.list").ids(kind, home.libraries())
    except (TabletopError, OSError):
        return []
    return [CompletionItem(name, help=title) for name, title in found if name.startswith(begun)]


def option(*names: str, **attributes: Any) -> click.Option:
    """An option of a verb, with what click knows of it."""
    return _Option(list(names), **attributes)


def flag(*names: str, help: str) -> click.Option:
    """An option without a value: given or not."""
    return _Option(list(names), is_flag=True, help=help)


PATH = click.Path(path_type=Path)
SCENARIO = click.Argument(["scenario"], shell_complete=partial(ids, "scenario"))
ANY_ID = click.Argument(["id"], shell_complete=partial(ids, ""))
RECORD = click.Argument(["record"], type=PATH)
LIBRARY = option(
    "--library",
    "libraries",
    type=PATH,
    multiple=True,
    callback=_libraries,
    metavar="DIR",
    help="Look for content here first (repeatable).",
)
_KEPT: Mapping[str, Any] = {"type": PATH, "metavar": "DIR", "help": "Where records of exercises are kept."}
RECORDS = option("--records", callback=_place, **_KEPT)
RECORDS_SAID = option("--records", callback=_said, **_KEPT)
"""For a verb that seldom looks for them, so that nobody needs a home folder for the rest."""
RECORDS_GIVEN = option("--records", **_KEPT)
"""Before the verb: most verbs need no such folder."""
_LANGUAGES = {"type": click.Choice(["en", "ja"]), "help": "Language of what is printed and shown."}
LANG = option("--lang", "language", callback=_language_or_english, **_LANGUAGES)
OWN_LANG = option("--lang", "language", callback=_language, **_LANGUAGES)
"""Where the record or scenario has a language of its own."""
PLAYBOOK = option(
    "--playbook",
    metavar="P",
    multiple=True,
    callback=_together,
    shell_complete=partial(ids, "playbook"),
    help="The playbook, or several (P,P or repeated); by default what fits the scenario.",
)
TEAM = option(
    "--team",
    metavar="T",
    shell_complete=partial(ids, "team"),
    help="The team; by default the one the scenario names.",
)
OPENS = option("--opens", metavar="TIME", help="Move the exercise: 2026-12-29T18:40, in the scenario's zone.")
SEED = option("--seed", type=click.IntRange(0), metavar="N", help="Seed of the draws: the same number, the same luck.")
SET = option(
    "--set",
    "settings",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change a value, such as roles.legal.people=2 (repeatable).",
)
SEATED = (
    flag("--seats", help="Let others join from browsers and other terminals, from the beginning."),
    option(
        "--host", default="127.0.0.1", metavar="HOST", help="Serve the seats here; by default to this machine only."
    ),
    option("--port", type=click.IntRange(1, 65_535), default=8642, metavar="N", help="Serve the seats at this port."),
    option("--cert", type=PATH, metavar="FILE", help="Serve the seats by TLS, with this certificate."),
    option("--key", type=PATH, metavar="FILE", help="The key of that certificate."),
    flag("--plain", help="Serve the seats to other machines without TLS: who is on that network can read along."),
    option("--address", default="", metavar="URL", help="Where people reach the seats, if something stands before."),
)
"""Of verbs that conduct an exercise."""
JSON = flag("--json", "as_json", help="One JSON document on stdout, the rest on stderr.")
BUNDLED = flag("--bundled", help="Not only files of your own: those that came with the program, too.")
FORM = option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="Lines of text, or annotations for GitHub.",
)
OUTPUT = option("-o", "--output", type=PATH, metavar="PATH", help="Write here; - is stdout.")
REDACT = flag("--redact", help="Leave out what people wrote in their own words; a numbered mark stands there.")
FIELD = option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME=VALUE",
    help="Fill in what no record holds, such as organisation or next-exercise; kept for next time (repeatable).",
)
MARK = option("--mark", type=PATH, metavar="FILE", help="Your organisation's mark, a PNG; kept for next time.")
QUICK = flag("--quick", help="Without the runs beside it: no comparison with simulated ones, no hindsight.")
