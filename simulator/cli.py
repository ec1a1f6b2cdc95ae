"""The command line: parses, calls one verb, returns its exit code. Each verb is loaded when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from simulator import __version__, home
from simulator.errors import TabletopError, clean, why
from simulator.report.render.formats import FORMATS
from simulator.usage import Command, Group, error_lines, language_of, usage_text
from simulator.wording.speech import say

DONE, PROBLEMS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; ran and found problems; usage, or unreadable or invalid input; interrupted."""


class _Share(click.ParamType[float]):
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


def _place(ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path:
    return home.records(value or _before_the_verb(ctx, "records", None))


def _language(ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    return value or _before_the_verb(ctx, "language", None)


def _language_or_english(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    return _language(ctx, param, value) or "en"


def _before_the_verb(ctx: click.Context, name: str, otherwise: Any) -> Any:
    return ctx.parent.params[name] if ctx.parent else otherwise


def _ids(kind: str, _ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The ids that a shell offers, with their titles: paths where one is begun, nothing where nothing can be read."""
    if begun.startswith((".", "/", "~")):
        return [CompletionItem(begun, type="file")]
    try:
        found: list[tuple[str, str]] = import_module("simulator.verbs.list").ids(kind, home.libraries())
    except (TabletopError, OSError):
        return []
    return [CompletionItem(name, help=title) for name, title in found if name.startswith(begun)]


def _option(*names: str, **attributes: Any) -> click.Option:
    return _Option(list(names), **attributes)


def _flag(*names: str, help: str) -> click.Option:
    return _Option(list(names), is_flag=True, help=help)


_PATH = click.Path(path_type=Path)
_SCENARIO = click.Argument(["scenario"], shell_complete=partial(_ids, "scenario"))
_ANY_ID = click.Argument(["id"], shell_complete=partial(_ids, ""))
_RECORD = click.Argument(["record"], type=_PATH)
_LIBRARY = _option(
    "--library",
    "libraries",
    type=_PATH,
    multiple=True,
    callback=_libraries,
    metavar="DIR",
    help="Look for content here first (repeatable).",
)
_KEPT: Mapping[str, Any] = {"type": _PATH, "metavar": "DIR", "help": "Where records of exercises are kept."}
_RECORDS = _option("--records", callback=_place, **_KEPT)
_RECORDS_GIVEN = _option("--records", **_KEPT)
"""Before the verb: most verbs need no such folder."""
_LANGUAGES = {"type": click.Choice(["en", "ja"]), "help": "Language of what is printed and shown."}
_LANG = _option("--lang", "language", callback=_language_or_english, **_LANGUAGES)
_OWN_LANG = _option("--lang", "language", callback=_language, **_LANGUAGES)
"""Where the record or scenario has a language of its own."""
_PLAYBOOK = _option(
    "--playbook",
    metavar="P",
    shell_complete=partial(_ids, "playbook"),
    help="The playbook; by default the one that fits the scenario.",
)
_TEAM = _option(
    "--team",
    metavar="T",
    shell_complete=partial(_ids, "team"),
    help="The team; by default the one the scenario names.",
)
_OPENS = _option("--opens", metavar="TIME", help="Move the exercise: 2026-12-29T18:40, in the scenario's zone.")
_SEED = _option(
    "--seed", type=click.IntRange(0), metavar="N", help="Seed of the draws: the same number, the same luck."
)
_SET = _option(
    "--set",
    "settings",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change a value, such as roles.legal.people=2 (repeatable).",
)
_JSON = _flag("--json", "as_json", help="One JSON document on stdout, the rest on stderr.")
_BUNDLED = _flag("--bundled", help="Not only files of your own: those that came with the program, too.")
_OUTPUT = _option("-o", "--output", type=_PATH, metavar="PATH", help="Write here; - is stdout.")


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "TABLETOP"},
    params=[_LIBRARY, _RECORDS_GIVEN, _OWN_LANG],
    help="Rehearse AI incidents and see whether your playbooks meet the clocks.\n\n"
    "Without a command it opens the library. SCENARIO, P and T are ids (tabletop list) or paths.\n\n"
    "Options can be set in the environment: TABLETOP_LANG for every command, TABLETOP_SIMULATE_RUNS for one.",
)
@click.version_option(__version__, "-V", "--version", prog_name="tabletop")
@click.pass_context
def tabletop(ctx: click.Context, libraries: tuple[Path, ...], records: Path | None, language: str | None) -> int | None:
    """The library, where no verb is named."""
    if ctx.invoked_subcommand is None:
        return _call("run:library", libraries=libraries, records=home.records(records), language=language or "en")
    return None


def _call(verb: str, **options: Any) -> int:
    """Calls ``module:function`` of the verbs with the options it was given."""
    module, function = verb.split(":")
    try:
        code: int = getattr(import_module(f"simulator.verbs.{module}"), function)(**options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has closed the pipe; the interpreter must not flush the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def _command(name: str, verb: str, help: str, *params: click.Parameter) -> None:
    tabletop.add_command(Command(name, callback=partial(_call, verb), help=help, params=list(params)))


_command(
    "run",
    "run:run",
    "Conduct an exercise. Without a terminal the playbook plays itself.",
    _SCENARIO,
    _PLAYBOOK,
    _TEAM,
    _option("--record", type=_PATH, metavar="FILE", help="The record to write; by default its name is made for you."),
    _option("--mirror", type=_PATH, metavar="DIR", help="Keep a second copy of the record in this folder."),
    _OPENS,
    _option(
        "--talk",
        type=click.FloatRange(0, 60),
        default=1.0,
        metavar="RATE",
        help="Incident time a second of talk costs: 1, or 0.",
    ),
    _LANG,
    _flag("--autopilot", help="Play the playbook on autopilot, without people."),
    _flag("--line", help="In plain lines: for a screen reader, a serial console, or any standard input."),
    _SEED,
    _SET,
    _LIBRARY,
    _RECORDS,
)
_command(
    "resume",
    "run:resume",
    "Resume an exercise. The last one, or this record.",
    click.Argument(["record"], type=_PATH, required=False),
    _option(
        "--drop-from",
        type=click.IntRange(2),
        metavar="LINE",
        help="Go on in a copy without this line and all that follow; the damaged record stays.",
    ),
    _flag("--line", help="In plain lines: for a screen reader, a serial console, or any standard input."),
    _option("--mirror", type=_PATH, metavar="DIR", help="Keep a second copy of the record in this folder."),
    _OWN_LANG,
    _RECORDS,
)
_command(
    "watch", "run:watch", "Open the players' window. It follows a running exercise and only reads.", _RECORD, _OWN_LANG
)
_command(
    "print",
    "print_:print_sheet",
    "Print papers. Run sheet, player sheet and role cards, or evaluation guide, as HTML for A4.",
    _SCENARIO,
    _option(
        "--for",
        "audience",
        type=click.Choice(["facilitator", "players", "evaluator"]),
        required=True,
        help="For whom the papers are.",
    ),
    _PLAYBOOK,
    _TEAM,
    _OPENS,
    _OWN_LANG,
    _OUTPUT,
    _LIBRARY,
)
_command(
    "simulate",
    "simulate:simulate",
    "Simulate the playbook many times. How likely is each deadline met, and what does work wait for?",
    click.Argument(["scenario"], required=False, shell_complete=partial(_ids, "scenario")),
    _PLAYBOOK,
    _TEAM,
    _OPENS,
    _option("--runs", type=click.IntRange(1, 1_000_000), metavar="N", help="How many runs; 1,000 by default."),
    _option("--precision", type=_Share(), metavar="1%", help="Play runs until every chance is known to within this."),
    _SEED,
    _option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Share the runs among N processes."),
    _option("--cluster", metavar="ADDRESS", help="Share them on a dask cluster (tls://…)."),
    _flag("--antithetic", help="Play runs in antithetic pairs: the same precision with fewer runs."),
    _SET,
    _flag("--what-if", help="Try single changes and rank them by what they gain."),
    _option(
        "--compare",
        "comparing",
        metavar="PLAYBOOK",
        shell_complete=partial(_ids, "playbook"),
        help="Compare with another playbook on the same draws; a --set of steps changes only the first.",
    ),
    _option("--run", type=click.IntRange(0), metavar="N", help="Print what happens in run N."),
    _option("--incidents", type=click.IntRange(1, 1000), metavar="N", help="How many incidents one team has at once."),
    _option("--every", metavar="4h", help="From one incident's opening to the next; 4h by default."),
    _flag("--all", "everything", help="Every scenario of yours with every playbook for it."),
    _BUNDLED,
    _option("--fail-under", type=_Share(), metavar="90%", help="Exit with 1 if a clock is met less often."),
    _JSON,
    _option("--junit", "junit_file", type=_PATH, metavar="FILE", help="Write one JUnit case per expectation."),
    _option("--html", "html_file", type=_PATH, metavar="FILE", help="Write the study as one page with pictures."),
    _LANG,
    _LIBRARY,
)
_command(
    "check",
    "check:check",
    "Check content. These files and what they go with, or the libraries of your own.",
    click.Argument(["paths"], type=_PATH, nargs=-1),
    _BUNDLED,
    _flag("--strict", help="Exit with 1 for warnings, too."),
    _option("--ignore", "ignored", multiple=True, metavar="CODE", help="Leave out what has this code (repeatable)."),
    _option(
        "--format",
        "form",
        type=click.Choice(["text", "github"]),
        default="text",
        help="Lines of text, or annotations for GitHub.",
    ),
    _JSON,
    _LANG,
    _LIBRARY,
)
_command(
    "report",
    "report:report",
    "Write the after-action report.",
    click.Argument(["records"], type=_PATH, nargs=-1, required=True),
    _option("--to", type=click.Choice(list(FORMATS)), help="The format; by default the one that -o ends in, or html."),
    _flag("--up-to-damage", help="Of a damaged record, report what stands before the damage."),
    _flag("--brief", help="Two pages for the director: the worst first, why, and what will be done."),
    _OWN_LANG,
    _OUTPUT,
)
_command(
    "observe",
    "observe:observe",
    "Learn from exercises. How long steps took, as a patch of a playbook's estimates.",
    click.Argument(["records"], type=_PATH, nargs=-1, required=True),
    _option("--into", "playbook", required=True, metavar="PLAYBOOK", help="The playbook that learns: an id or a path."),
    _option(
        "--at-least",
        type=click.IntRange(1),
        default=1,
        metavar="N",
        help="How many measured times a step needs; 1 by default.",
    ),
    _flag("--write", help="Change the playbook's file instead of printing the patch."),
    _LANG,
    _LIBRARY,
)
_command(
    "verify",
    "verify:verify",
    "Check a record. Does every line follow the one before?\n\n"
    "That shows lines that were changed, put in or taken out. It cannot show that whole moves were cut off the end, nor"
    " that somebody wrote all of it anew: for that, hold it against the head hash told when the exercise closed"
    " (--expect), or against its report (--against), kept where nobody could change both.",
    _RECORD,
    _option("--expect", metavar="HASH", help="The head hash it must have; at least its first 8 digits."),
    _option("--against", type=_PATH, metavar="REPORT", help="A report that must be of this record, as it is now."),
    _JSON,
    _LANG,
)
_command(
    "list",
    "list:list_",
    "List the library. All of it, or one kind: {kinds}.",
    click.Argument(["kind"], required=False),
    _JSON,
    _LANG,
    _LIBRARY,
)
_command(
    "coverage",
    "coverage:cover",
    "Show what is exercised. Requirements against scenarios, and when your records last exercised each.",
    click.Argument(["jurisdiction"], required=False),
    _JSON,
    _LANG,
    _LIBRARY,
    _RECORDS,
)
_command(
    "show",
    "show:show",
    "Show one thing of the library.",
    click.Argument(["id"], shell_complete=partial(_ids, "")),
    _JSON,
    _LANG,
    _LIBRARY,
)
_command(
    "new",
    "new:new",
    "Begin a new file. KIND is one of {kinds}; ID its name.",
    click.Argument(["kind"]),
    click.Argument(["id"]),
    _option("--from", "model", metavar="ID", help="Copy this one, with its artefacts, instead of an empty one."),
    _flag("--discussion", help="A scenario of modules and questions to discuss, without a playbook."),
    _LANG,
    _LIBRARY,
)
_command(
    "schema",
    "schema:schema",
    "Print a JSON Schema for editors. KIND is one of {kinds}.",
    click.Argument(["kind"]),
    _LANG,
)


def _fill_closed_streams() -> None:
    """What was closed is as good as no terminal; a file opened later must not take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; its exit code. The one place where errors become words and codes."""
    _fill_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    language = language_of(words, tabletop.commands)
    try:
        code = tabletop.main(words, prog_name="tabletop", standalone_mode=False, obj=language)
        return code if isinstance(code, int) else DONE
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        print(clean(usage_text(error, language)), file=sys.stderr)
    except TabletopError as error:
        print(clean("\n".join(error_lines(error, language))), file=sys.stderr)
    except OSError as error:
        print(clean(f"tabletop: {error.filename or 'error'}: {say(why(error), language)}"), file=sys.stderr)
    return UNUSABLE
