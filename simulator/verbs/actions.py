"""``tabletop actions``: corrective actions of all exercises, where each stands, and what became of one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from simulator.content.library import Library
from simulator.errors import TabletopError, clean, why
from simulator.exercise.rules.observing import is_day
from simulator.exercise.wall import RealWall
from simulator.home import ledger
from simulator.journal.codec import encode
from simulator.model.setup import Setup
from simulator.timeline.follow_up import (
    ActionDone,
    ActionHeld,
    ActionPostponed,
    ActionReopened,
    FollowUp,
    proposal,
    retest,
)
from simulator.verbs.printed import table
from simulator.wording.names import Names
from simulator.wording.retests import proposal_words, retest_words
from simulator.wording.voice import Voice
from simulator.workspace import actions as all_actions
from simulator.workspace.actions import Action
from simulator.workspace.records import exercises, newest_first
from simulator.workspace.retests import proposed, retested

STANDINGS = {"overdue": "overdue", "open": "open", "to-retest": "to be retested", "done": "done"}
"""Where an action stands, the most urgent first: its name in the document → what people read."""
_SHOWN = 60
"""Cells of what is to be done; --json has all of it."""
_BY_EVIDENCE: dict[str, Callable[[str, str], FollowUp]] = {
    "done": ActionDone,
    "held": ActionHeld,
    "reopen": ActionReopened,
}


def actions(
    *,
    what: str | None = None,
    action: str | None = None,
    evidence: str | None = None,
    due: str | None = None,
    owner: str | None = None,
    changes: str | None = None,
    libraries: Sequence[Path] = (),
    records: Sequence[Path],
    language: str = "en",
    as_json: bool = False,
) -> int:
    """Prints them, or writes into the ledger ``what`` became of one and prints that one: 0.

    What cannot be read is named on stderr and left out. Raises TabletopError for an id that is of none or of several,
    for what cannot be said of it, and where something is missing that ``what`` needs.
    """
    voice, today = Voice(language), RealWall().stamp()[:10]

    def left_out(error: Exception) -> None:
        print(voice("left out: {reason}", reason=why(error)), file=sys.stderr)

    known = all_actions.actions(exercises(newest_first(*records), left_out))
    if changes and what != "propose":
        raise TabletopError(
            "only propose takes changes: tabletop actions propose {action} --changes {changes}",
            action=action or "ID",
            changes=changes,
        )
    if what is not None and not action:
        raise TabletopError("say which action: tabletop actions {what} ID; tabletop actions lists them", what=what)
    if what is not None:
        said = None if what in ("retest", "propose") else _entry_of(what, action or "", evidence, due)
        about = all_actions.named(known, action or "")
        studied = said or (_retest_of(about, libraries) if what == "retest" else _proposal_of(about, changes))
        known = (all_actions.write_down(about, studied, RealWall().stamp()),)
    elif evidence or due:
        raise TabletopError("say what became of which action: tabletop actions done ID --evidence TEXT")
    shown = sorted((a for a in known if _is_of(a, owner, voice)), key=lambda a: _urgency(a, today))
    if as_json:
        items = [_item(a, today) for a in shown]
        print(json.dumps({"schema_version": 1, "items": items}, ensure_ascii=False, indent=2))
    elif known and not shown:
        print(voice("No corrective action is owned by {owner}.", owner=owner))
    else:
        print("\n".join(_table(shown, today, voice)))
    return 0


def _entry_of(what: str, action: str, evidence: str | None, due: str | None) -> Callable[[str], FollowUp]:
    """Makes the entry of an action's id. TabletopError where something is missing, or no day."""
    shown, day = clean(evidence or "").strip(), clean(due or "").strip()
    if what == "postpone":
        if not is_day(day):
            raise TabletopError("“{due}” is no day: write --due 2026-12-01", due=day)
        return lambda id_: ActionPostponed(id_, day, shown)
    if due:
        raise TabletopError(
            "only postpone takes a day: tabletop actions postpone {action} --due {due}", action=action, due=due
        )
    if not shown:
        raise TabletopError(
            "say what shows it: tabletop actions {what} {action} --evidence TEXT", what=what, action=action
        )
    return lambda id_: _BY_EVIDENCE[what](id_, shown)


def _retest_of(action: Action, libraries: Sequence[Path]) -> Callable[[str], FollowUp]:
    """Plays the playbook as it was exercised and as its file is now, on the same draws."""
    said = retested(action, Library.open(libraries).with_playbook_now(_setup(action)))
    return lambda _id: said


def _proposal_of(action: Action, changes: str | None) -> Callable[[str], FollowUp]:
    """Tries changes of the playbook as it was exercised: those named, or each."""
    _setup(action)
    said = proposed(action, [change.strip() for change in changes.split(",")] if changes else ())
    return lambda _id: said


def _setup(action: Action) -> Setup:
    """Of its exercise; TabletopError where there is nothing to simulate."""
    setup = action.exercise.history.head.setup
    if setup.discussion_only:
        raise TabletopError("it was without a playbook: there is nothing to simulate")
    return setup


def _is_of(action: Action, owner: str | None, voice: Voice) -> bool:
    """Whether its owner has this id or title, in whatever case; all are, where none is asked for."""
    its = action.agreed.owner
    return owner is None or owner.strip().casefold() in (its.casefold(), _owner(action, voice).casefold())


def _owner(action: Action, voice: Voice) -> str:
    return Names(action.exercise.history.head.setup, voice).seat(action.agreed.owner)


def _standing(action: Action, today: str) -> str:
    return "overdue" if action.overdue(today) else action.stage


def _urgency(action: Action, today: str) -> tuple[int, str, str]:
    return list(STANDINGS).index(_standing(action, today)), action.due or "9", action.id


def _table(shown: Sequence[Action], today: str, voice: Voice) -> Iterator[str]:
    if not shown:
        yield voice("No corrective action has been agreed.")
        return
    heads = (voice("ID"), voice("STANDING"), voice("DUE"), voice("OWNER"), voice("SCENARIO"), voice("WHAT TO DO"))
    yield from table(heads, [_row(action, today, voice) for action in shown], indent="", least=_SHOWN)
    standings = [_standing(action, today) for action in shown]
    counts = (f"{voice(words)} {standings.count(name)}" for name, words in STANDINGS.items() if name in standings)
    yield ""
    yield " · ".join(counts)
    yield from _retests(shown, voice)
    written = dict.fromkeys(ledger(action.exercise.path.parent) for action in shown if action.entries)
    if written:
        yield voice("What became of them is in {ledger} (tabletop verify).", ledger=", ".join(map(str, written)))


def _retests(shown: Sequence[Action], voice: Voice) -> Iterator[str]:
    """What a study said of each that changes the playbook, or how to ask for one."""
    for action in shown:
        setup = action.exercise.history.head.setup
        told = retest(action.entries)
        if told:
            yield f"  {action.id}  {retest_words(told, Names(setup, Voice.of(setup, voice.language)))}"
        suggested = proposal(action.entries)
        if suggested:
            yield f"  {action.id}  {proposal_words(suggested, Names(setup, Voice.of(setup, voice.language)))}"
            patch = f"tabletop simulate {setup.scenario.id} --playbook {setup.playbook.id} --team {setup.team.id}"
            made = ",".join(id_ for id_, *_ in suggested.said.changes)
            yield voice("    as a patch: {patch}", patch=f"{patch} --patch {made}")
        if not told and not suggested and action.agreed.step and action.stage == "to-retest":
            yield voice("  {action}  not simulated yet: tabletop actions retest {action}", action=action.id)


def _row(action: Action, today: str, voice: Voice) -> list[str]:
    return [
        action.id,
        voice(STANDINGS[_standing(action, today)]),
        action.due or voice("to be set"),
        _owner(action, voice) or voice("to be set"),
        action.exercise.scenario,
        " ".join(action.agreed.text.split()),
    ]


def _item(action: Action, today: str) -> dict[str, object]:
    agreed, setup = action.agreed, action.exercise.history.head.setup
    return {
        "id": action.id,
        "standing": _standing(action, today),
        "text": agreed.text,
        "owner": agreed.owner,
        "due": action.due,
        "agreed_due": agreed.due,
        "retest": agreed.retest,
        "step": agreed.step,
        "objective": agreed.objective,
        "scenario": setup.scenario.id,
        "playbook": setup.playbook.id,
        "team": setup.team.id,
        "record": str(action.exercise.path),
        "exercised": action.exercise.day,
        "ledger": [
            {"wall": e.wall} | {k: v for k, v in encode(e.said).items() if k != "action"} for e in action.entries
        ],
    }
