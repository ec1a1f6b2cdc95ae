"""The command line: parses, calls one verb, returns its exit code. Each verb is loaded when it is called.

Long on purpose: one table of all verbs with their options, as ``--help`` prints it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from simulator import __version__, home
from simulator.endings import Ended, raised
from simulator.errors import TabletopError, clean, why
from simulator.options import (
    ANY_ID,
    BUNDLED,
    FIELD,
    FORM,
    JSON,
    LANG,
    LIBRARY,
    MARK,
    OPENS,
    OUTPUT,
    OWN_LANG,
    PATH,
    PLAYBOOK,
    QUICK,
    RECORD,
    RECORDS,
    RECORDS_GIVEN,
    RECORDS_SAID,
    REDACT,
    SCENARIO,
    SEATED,
    SEED,
    SET,
    TEAM,
    Share,
    flag,
    ids,
    option,
)
from simulator.report.audience import AUDIENCES
from simulator.report.render.formats import FORMATS, OF_ALL, OF_SEVERAL, PAGES
from simulator.usage import Command, Group, error_lines, language_of, usage_text
from simulator.wording.speech import say

DONE, PROBLEMS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; ran and found problems; usage, or unreadable or invalid input; interrupted.
A signal that ended it: 128 and its number."""


def _build() -> str:
    """Whether what studies spend their time in is machine code: pip hides the warning where it could not be."""
    found = find_spec("simulator.world.kernel.kernel")
    return "plain Python" if found is None or str(found.origin).endswith(".py") else "compiled"


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "TABLETOP"},
    params=[LIBRARY, RECORDS_GIVEN, OWN_LANG],
    help="Rehearse AI incidents and see whether your playbooks meet the clocks.\n\n"
    "Without a command it opens the library. SCENARIO, P and T are ids (tabletop list) or paths.\n\n"
    "Options can be set in the environment: TABLETOP_LANG for every command, TABLETOP_SIMULATE_RUNS for one.",
)
@click.version_option(f"{__version__} ({_build()})", "-V", "--version", prog_name="tabletop")
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
        act = getattr(import_module(f"simulator.verbs.{module}"), function)
        gc.freeze()  # what was imported stays: collecting garbage need not go through it
        code: int = act(**options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has closed the pipe; the interpreter must not flush the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    finally:
        gc.unfreeze()
    return code


def _command(name: str, verb: str, help: str, *params: click.Parameter) -> None:
    tabletop.add_command(Command(name, callback=partial(_call, verb), help=help, params=list(params)))


_command(
    "run",
    "run:run",
    "Conduct an exercise. Without a terminal the playbook plays itself.",
    SCENARIO,
    PLAYBOOK,
    TEAM,
    option("--record", type=PATH, metavar="FILE", help="The record to write; by default its name is made for you."),
    option("--mirror", type=PATH, metavar="DIR", help="Keep a second copy of the record in this folder."),
    OPENS,
    option(
        "--room-time",
        "room",
        metavar="TIME",
        help="Room time for play today, such as 45m. Optional injects are left out until the talk planned fits.",
    ),
    option(
        "--talk",
        type=click.FloatRange(0, 60),
        default=1.0,
        metavar="RATE",
        help="Incident time a second of talk costs: 1, or 0.",
    ),
    LANG,
    flag("--autopilot", help="Play the playbook on autopilot, without people."),
    FIELD,
    MARK,
    flag("--line", help="In plain lines: for a screen reader, a serial console, or any standard input."),
    *SEATED,
    SEED,
    SET,
    LIBRARY,
    RECORDS,
)
_command(
    "resume",
    "run:resume",
    "Resume an exercise. The last one, or this record.",
    click.Argument(["record"], type=PATH, required=False),
    option(
        "--drop-from",
        type=click.IntRange(2),
        metavar="LINE",
        help="Go on in a copy without this line and all that follow; the damaged record stays.",
    ),
    flag("--handover", help="A second team goes on from here: that stands in the record, and the report measures it."),
    flag("--line", help="In plain lines: for a screen reader, a serial console, or any standard input."),
    *SEATED,
    option("--mirror", type=PATH, metavar="DIR", help="Keep a second copy of the record in this folder."),
    OWN_LANG,
    RECORDS,
)
_command(
    "handover",
    "handover:handover",
    "Write the sheet for a second team. How the incident stands: deadlines, work, people, decisions, what is known.\n\n"
    "Of an exercise in play as it stands, else of its last handover. It holds what the room knows, as far as set-up"
    " reveals it, and nothing that is still to come.",
    RECORD,
    option("--to", type=click.Choice(PAGES), help="The format; by default the one that -o ends in."),
    OWN_LANG,
    OUTPUT,
)
_command(
    "watch",
    "run:watch",
    "Open the players' window. It follows the exercise that runs, or this record, and only reads.",
    click.Argument(["record"], type=PATH, required=False),
    OWN_LANG,
    RECORDS,
)
_command(
    "join",
    "join:join",
    "Sit at a seat of an exercise that another machine conducts with --seats, in lines.",
    click.Argument(["url"], metavar="ADDRESS"),
    OWN_LANG,
)
_command(
    "print",
    "print_:print_sheet",
    "Print papers. Run sheet, player sheet and role cards, or evaluation guide, as HTML for A4.",
    SCENARIO,
    option(
        "--for",
        "audience",
        type=click.Choice(["facilitator", "players", "evaluator"]),
        required=True,
        help="For whom the papers are.",
    ),
    PLAYBOOK,
    TEAM,
    OPENS,
    OWN_LANG,
    OUTPUT,
    LIBRARY,
)
_command(
    "simulate",
    "simulate:simulate",
    "Simulate the playbook many times. How likely is each deadline met, and what does work wait for?",
    click.Argument(["scenario"], required=False, shell_complete=partial(ids, "scenario")),
    PLAYBOOK,
    TEAM,
    OPENS,
    option("--runs", type=click.IntRange(1, 1_000_000), metavar="N", help="How many runs; 1,000 by default."),
    option("--precision", type=Share(), metavar="1%", help="Play runs until every chance is known to within this."),
    SEED,
    option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Share the runs among N processes."),
    option("--cluster", metavar="ADDRESS", help="Share them on a dask cluster (tls://…)."),
    flag("--antithetic", help="Play runs in antithetic pairs: the same precision with fewer runs."),
    SET,
    flag("--what-if", help="Try single changes and rank them by what they gain."),
    flag("--absences", help="How often each clock is met without each person or role for the first day."),
    option(
        "--clock",
        "clocks",
        multiple=True,
        metavar="ID",
        help="The clock that is asked about (repeatable); by default the hardest, for --reach and --absences all.",
    ),
    option(
        "--patch",
        metavar="N|ID",
        help="Print a change as a patch of your files: its number in --what-if or --reach, or its id.",
    ),
    option(
        "--reach",
        type=Share(),
        metavar="90%",
        help="What it would take: sets of changes with which every clock is met in so many of the runs.",
    ),
    option("--budget", type=click.IntRange(1), metavar="N", help="With --reach: what a set may cost at most."),
    option(
        "--without",
        multiple=True,
        metavar="ID",
        help="With --reach: a change or kind of change that you would never make (repeatable), such as no-approval.",
    ),
    option(
        "--compare",
        "comparing",
        metavar="PLAYBOOK|DIR",
        shell_complete=partial(ids, "playbook"),
        help="Compare with another playbook on the same draws (a --set of steps changes only the first), or with the"
        " files as they were: scenario, playbook and team in another folder.",
    ),
    option("--run", type=click.IntRange(0), metavar="N", help="Print what happens in run N."),
    option("--incidents", type=click.IntRange(1, 1000), metavar="N", help="How many incidents one team has at once."),
    option("--every", metavar="4h", help="From one incident's opening to the next; 4h by default."),
    flag("--all", "everything", help="Every scenario of yours with every playbook for it."),
    BUNDLED,
    option("--fail-under", type=Share(), metavar="90%", help="Exit with 1 if a clock is surely met less often."),
    flag("--no-cache", "uncached", help="Play anew what was played before."),
    option("--not-worse-than", type=PATH, metavar="BASE.json", help="Exit with 1 if one is surely met less than then."),
    FORM,
    JSON,
    option("--junit", "junit_file", type=PATH, metavar="FILE", help="Write one JUnit case per expectation."),
    option("--html", "html_file", type=PATH, metavar="FILE", help="Write the study as one page with pictures."),
    LANG,
    LIBRARY,
)
_command(
    "check",
    "check:check",
    "Check content. These files and what they go with, or the libraries of your own.",
    click.Argument(["paths"], type=PATH, nargs=-1),
    BUNDLED,
    flag("--strict", help="Exit with 1 for warnings, too."),
    option("--ignore", "ignored", multiple=True, metavar="CODE", help="Leave out what has this code (repeatable)."),
    FORM,
    JSON,
    LANG,
    LIBRARY,
)
_command(
    "report",
    "report:report",
    "Write the after-action report.",
    click.Argument(["records"], type=PATH, nargs=-1, required=True),
    option("--to", type=click.Choice(list(FORMATS)), help="The format; by default the one that -o ends in, or html."),
    flag("--up-to-damage", help="Of a damaged record, report what stands before the damage."),
    option("--audience", type=click.Choice(list(AUDIENCES)), default="whole", help="For whom; all of it by default."),
    flag("--brief", help="Two pages for the director: the worst first, why, and what will be done."),
    flag("--forms", help="Drafts of the forms that were due, filled in from the record."),
    REDACT,
    FIELD,
    MARK,
    QUICK,
    OWN_LANG,
    OUTPUT,
)
_command(
    "pack",
    "pack:pack",
    "Pack an exercise into one file to hand on. Reports, record, forms, and a manifest by which anybody can check them"
    " (tabletop verify).\n\n"
    "The same record and choices give the same bytes. With --redact the record stays out; its count and hash go in.",
    RECORD,
    option(
        "--to",
        type=click.Choice(list(FORMATS)),
        multiple=True,
        help="A format of the reports; html by default (repeatable).",
    ),
    option(
        "--audience",
        "audiences",
        type=click.Choice(list(AUDIENCES)),
        multiple=True,
        help="For whom; all of it by default (repeatable).",
    ),
    REDACT,
    option("--sign", "key", type=PATH, metavar="KEY", help="Sign the manifest with this key of OpenSSH."),
    flag("--consent-name", help="Who gathers it with those of others may name your organisation."),
    flag("--consent-text", help="Who gathers it with those of others may tell what people wrote."),
    QUICK,
    FIELD,
    MARK,
    OWN_LANG,
    OUTPUT,
)
_command(
    "gather",
    "gather:gather",
    "Tell the same incident at several tables as one distribution. Milestones, deadlines, decisions and ratings, beside"
    " par.\n\n"
    "Of records and packs of the same scenario and seed, from tables that never met. Each is checked; what fails, or"
    " had another incident before it, is left out and named. Nobody's words are told and no organisation is named,"
    " unless its pack consents (tabletop pack --consent-name, --consent-text).",
    click.Argument(["records"], type=PATH, nargs=-1, required=True, metavar="RECORD..."),
    option("--to", type=click.Choice(list(OF_SEVERAL)), help="The format; by default the one that -o ends in."),
    flag("--texts", help="Tell what people wrote, too, of packs that consent."),
    LANG,
    LIBRARY,
    OUTPUT,
)
_command(
    "redact",
    "redact:redact",
    "Take texts out of a record on request. It is written anew to another file, and says who took how many, and why."
    "\n\n"
    "The chain is made anew; verify tells it, with the head hash of before. The old record stays: remove it yourself,"
    " with its mirror, reports and packs, where the request asks for that.",
    RECORD,
    option("--containing", multiple=True, metavar="WORDS", help="Texts with these words, such as a name (repeatable)."),
    option("--seat", "seats", multiple=True, metavar="SEAT", help="All texts of this seat (repeatable)."),
    option("--reason", required=True, metavar="TEXT", help="Why: it stands in the record from then on."),
    option("--by", "who", required=True, metavar="WHO", help="Who takes them out: a function does, no name is needed."),
    OWN_LANG,
    OUTPUT,
)
_command(
    "observe",
    "observe:observe",
    "Learn from exercises and incidents. How long steps took, as a patch of a playbook's estimates.\n\n"
    "From records of exercises or of real incidents, or from a table of real incidents (.csv): incident, milestone and"
    " time in a row each, an export of PagerDuty, ServiceNow or Rootly, or any other with --map.",
    click.Argument(["records"], type=PATH, nargs=-1, required=True),
    option("--into", "playbook", required=True, metavar="PLAYBOOK", help="The playbook that learns: an id or a path."),
    option(
        "--at-least",
        type=click.IntRange(1),
        default=1,
        metavar="N",
        help="How many measured times a step needs; 1 by default.",
    ),
    flag("--write", help="Change the playbook's file instead of printing the patch."),
    option("--map", "columns", type=PATH, metavar="FILE", help="Of a table: which columns say what (YAML)."),
    option("--zone", "tz", metavar="ZONE", help="Of a table: whose clock times without an offset are of."),
    option("--team", metavar="TEAM", help="Of a table: whose hours count as working time; by default all hours."),
    option(
        "--as-of",
        metavar="TIME",
        help="Of a table: when it was exported. What had no end then took at least so long.",
    ),
    LANG,
    LIBRARY,
)
_command(
    "backtest",
    "backtest:against",
    "Hold simulated times against real ones. Those of public incidents, or your own.\n\n"
    "How many real intervals lie where nine of ten simulated ones do, and how far the others are off.",
    click.Argument(["scenarios"], nargs=-1, shell_complete=partial(ids, "scenario")),
    option(
        "--against",
        "own",
        type=PATH,
        multiple=True,
        metavar="FILE",
        help="A table (.csv) or a record of your own incidents, as observe reads it, instead of what was published"
        " (repeatable).",
    ),
    option("--map", "columns", type=PATH, metavar="FILE", help="Of a table: which columns say what (YAML)."),
    option("--zone", "tz", metavar="ZONE", help="Of a table: whose clock times without an offset are of."),
    PLAYBOOK,
    TEAM,
    option("--runs", type=click.IntRange(1, 1_000_000), metavar="N", help="How many runs; 1,000 by default."),
    SEED,
    option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Share the runs among N processes."),
    JSON,
    option("--html", "html_file", type=PATH, metavar="FILE", help="Write it as one page with pictures."),
    LANG,
    LIBRARY,
)
_command(
    "verify",
    "verify:verify",
    "Check a record, or a pack. Does every line follow the one before? Is every file the one that was packed?\n\n"
    "That shows lines that were changed, put in or taken out. It cannot show that whole moves were cut off the end, nor"
    " that somebody wrote all of it anew: for that, hold it against the witness shown when the exercise closed"
    " (--witness) or its head hash (--expect), or against its report (--against), kept where nobody could change both.",
    RECORD,
    option("--expect", metavar="HASH", help="The head hash it must have; at least its first 8 digits."),
    option("--against", type=PATH, metavar="REPORT", help="A report that must be of this record, as it is now."),
    option(
        "--witness",
        "witnesses",
        multiple=True,
        metavar="TEXT",
        help="A line kept of it, or a file with some: the record must begin as it was then (repeatable).",
    ),
    option("--key", type=PATH, metavar="FILE.pub", help="Of a pack: the public key that must have signed it."),
    JSON,
    LANG,
)
_command(
    "list",
    "list:list_",
    "List the library. All of it, or one kind: {kinds}.",
    click.Argument(["kind"], required=False),
    option(
        "--changed-since",
        metavar="MONTH",
        help="Only rules and requirements that changed or came since then, such as 2026-10: from what, and why.",
    ),
    option("--at-most", metavar="TIME", default="", help="Only scenarios that take no longer, such as 45m."),
    option("--people", type=click.IntRange(1), metavar="N", help="Only scenarios that so many people can play."),
    option("--category", metavar="ID", default="", help="Only scenarios of this category."),
    option(
        "--jurisdiction",
        metavar="J",
        type=str.upper,
        default="",
        help="Only scenarios with a deadline of this law, such as JP.",
    ),
    option("--never-played", is_flag=True, help="Only scenarios of which there is no record of an exercise."),
    JSON,
    LANG,
    LIBRARY,
    RECORDS_SAID,
)
_command(
    "coverage",
    "coverage:cover",
    "Show what is exercised. Requirements against scenarios, and when your records last exercised each.",
    click.Argument(["jurisdiction"], type=str.upper, required=False),
    option("--against", type=PATH, metavar="FILE", help="Show cases of MITRE ATLAS (its ATLAS.yaml) instead."),
    option("--category", "categories", multiple=True, metavar="ID", help="With --against: only cases of it."),
    JSON,
    LANG,
    LIBRARY,
    RECORDS,
)
_command(
    "actions",
    "actions:actions",
    "Show what is still to be done. Corrective actions of your exercises: overdue, open, to be retested, done.\n\n"
    "With a word and the id of one (its first characters do) it is told what became of it: done, held (it was tried"
    " again and worked) and reopen say what shows that (--evidence), postpone a new day (--due). propose tries single"
    " changes of the playbook and keeps the one that helps the clock that was missed most. retest simulates the"
    " exercise with the playbook as it was and as it is now: the chance of that clock.",
    click.Argument(
        ["what"], type=click.Choice(["done", "held", "reopen", "postpone", "propose", "retest"]), required=False
    ),
    click.Argument(["action"], metavar="[ID]", required=False),
    option("--evidence", metavar="TEXT", help="What shows it: a change, a test, a document."),
    option("--due", metavar="DAY", help="The day it is due now, such as 2026-12-01."),
    option("--owner", metavar="ROLE", help="Only those of this role."),
    option(
        "--changes",
        metavar="IDS",
        help="With propose: these changes of the playbook, by their ids with commas between, such as those of a set of"
        " --reach.",
    ),
    JSON,
    LANG,
    LIBRARY,
    RECORDS,
)
_command(
    "history",
    "history:history",
    "Show your exercises over time. Each that was begun, its clocks and ratings, beside the last of its scenario.\n\n"
    "With a scenario its last runs stand beside each other: when milestones came, how clocks came out, ratings.",
    click.Argument(["scenario"], required=False, shell_complete=partial(ids, "scenario")),
    option("--team", metavar="ID", help="Only those of this team.", shell_complete=partial(ids, "team")),
    JSON,
    LANG,
    RECORDS,
)
_command(
    "readiness",
    "readiness:readiness",
    "Write what you can show. For a customer or a ministry: what was exercised, missed and done about it in a year,"
    " which demands have evidence, and which have none.\n\n"
    "It tells what it leaves out, by the ledger: exercises not closed, or whose record was deleted, moved or damaged.",
    OUTPUT,
    option("--to", type=click.Choice(list(OF_ALL)), help="The format; by default the one that -o ends in, or html."),
    option("--since", metavar="DAY", help="The first day of the period; by default a year ago."),
    option("--profile", type=PATH, metavar="FILE", help="What your organisation is, as clocks --save has written it."),
    option(
        "--team",
        metavar="ID",
        help="Take what this team says of its organisation.",
        shell_complete=partial(ids, "team"),
    ),
    flag("--redact", help="Leave out what people wrote in their own words."),
    LANG,
    LIBRARY,
    RECORDS,
)
_command(
    "clocks",
    "clocks:clocks",
    "Show which clocks are yours. Asks what your organisation is, or reads it; tells which clocks can run, and why.",
    option("--profile", type=PATH, metavar="FILE", help="What your organisation is, as --save has written it."),
    option(
        "--team",
        metavar="ID",
        help="Take what this team says of its organisation.",
        shell_complete=partial(ids, "team"),
    ),
    option("--save", type=PATH, metavar="FILE", help="Keep the answers there, for --profile or a team's organisation."),
    JSON,
    LANG,
    LIBRARY,
)
_command(
    "show",
    "show:show",
    "Show one thing of the library.",
    ANY_ID,
    option("--to", type=click.Choice(["svg", "mermaid"]), help="Draw the playbook: its steps and what each waits for."),
    JSON,
    LANG,
    LIBRARY,
)
_command(
    "new",
    "new:new",
    "Begin a new file. KIND is one of {kinds}; ID its name.",
    click.Argument(["kind"]),
    click.Argument(["id"]),
    option("--from", "model", metavar="ID", help="Copy this one, with its artefacts, instead of an empty one."),
    flag("--discussion", help="A scenario of modules and questions to discuss, without a playbook."),
    LANG,
    LIBRARY,
)
_command(
    "import",
    "import_:import_",
    "Import playbooks and exercises of other programs. Each FILE, folder of them or - becomes a file of your library,"
    " or is refused with the places that are wrong.\n\n"
    "FORMAT is cacao, cosai, xsoar, msel (XLSX, CSV, or JSON of T3SF), manual (a situation manual in Markdown),"
    " iceberg or cexf; by default what the file looks like. What a file does not have (working times, odds) is assumed"
    " and marked so.\n\n"
    "atlas FILE --list shows the cases of MITRE ATLAS (its ATLAS.yaml); with --case ID one is begun as a scenario.",
    click.Argument(["words"], nargs=-1, required=True, metavar="[FORMAT] FILE..."),
    flag("--dry-run", help="Say what would be written, and write nothing."),
    flag("--force", help="Write over files that exist."),
    option(
        "--scenario",
        "category",
        metavar="CATEGORY",
        help="Of a playbook: write a scenario of this category and a team beside, to play it at once. Of an exercise:"
        " its category.",
    ),
    option("--map", "columns", type=PATH, metavar="FILE", help="Of a table: which columns say what (YAML)."),
    option("--case", metavar="ID", help="Begin a scenario from this case of atlas, such as AML.CS0056."),
    flag("--list", "listed", help="Show the cases of atlas."),
    option(
        "--profile", type=PATH, metavar="FILE", help="For whom --case proposes clocks, as clocks --save has written it."
    ),
    option("--team", metavar="ID", help="Whose exercise --case is: its clocks are those of this team's organisation."),
    LANG,
    OUTPUT,
    LIBRARY,
)
_command(
    "incident",
    "incident:incident",
    "Read in a real incident. Its timeline becomes a record, of which report, verify, pack and actions tell.\n\n"
    "FILE is a table (CSV, XLSX), Markdown with times, or an export of Slack, PagerDuty (log entries), GitHub (issue,"
    " comments) or Statuspage (one incident); - is standard input. What a line does not say of its time is asked for."
    " --map names columns, zone, and the words or lines that mark milestones.",
    click.Argument(["file"], type=PATH),
    option("--like", metavar="SCENARIO", help="With the deadlines, team, category and playbook of this scenario."),
    option("--expectation", "expectations", multiple=True, metavar="ID", help="With this deadline (repeatable)."),
    option(
        "--profile", type=PATH, metavar="FILE", help="With all that can run for you, as clocks --save has written it."
    ),
    option("--team", metavar="T", help="The team: its roles, zone and holidays.", shell_complete=partial(ids, "team")),
    option("--map", "columns", type=PATH, metavar="FILE", help="What columns, words and lines mean (YAML)."),
    option("--zone", "tz", metavar="ZONE", help="Whose clock times without an offset are of, such as Asia/Tokyo."),
    flag("--redact", help="Without the names of its authors: roles, or numbers, stand there."),
    flag("--draft", help="Begin a scenario from it, too, and a playbook with its times; FILE may be such a record."),
    flag("--dry-run", help="Say what would be written, and write nothing."),
    flag("--force", help="Write over files that exist."),
    LANG,
    OUTPUT,
    LIBRARY,
    RECORDS,
)
_command(
    "export",
    "export:export",
    "Export a playbook or a scenario for other programs. Who reads it sees who does what after what; what only this"
    " program knows of a playbook stands in an extension of CACAO, so that tabletop import gives it back.",
    click.Argument(["id"], shell_complete=ANY_ID),
    option(
        "--to",
        metavar="FORMAT",
        help="Of a playbook: cacao (2.0, by default), or markdown, a page for a wiki with graph, roles and deadlines."
        " Of a scenario: msel (by default), its messages as a list, XLSX if -o ends so, else"
        " CSV; or manual, a situation manual in Markdown.",
    ),
    flag("--force", help="Write over files that exist."),
    OUTPUT,
    OWN_LANG,
    LIBRARY,
)
_command(
    "schema",
    "schema:schema",
    "Print a JSON Schema for editors. KIND is one of {kinds}.",
    click.Argument(["kind"]),
    LANG,
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
        with raised():
            code = tabletop.main(words, prog_name="tabletop", standalone_mode=False, obj=language)
        return code if isinstance(code, int) else DONE
    except click.Abort:
        return INTERRUPTED
    except Ended as ended:
        return ended.code
    except click.ClickException as error:
        print(clean(usage_text(error, language)), file=sys.stderr)
    except TabletopError as error:
        print(clean("\n".join(error_lines(error, language))), file=sys.stderr)
    except OSError as error:
        print(clean(f"tabletop: {error.filename or 'error'}: {say(why(error), language)}"), file=sys.stderr)
    return UNUSABLE
