"""The keys of every page and dialogue around play, as ``keys.py`` has those of play: for bindings and for F1."""

from __future__ import annotations

from simulator.tui.keys import CONDUCT, LIBRARY, STUDY, WALL, Key, label, side, story
from simulator.wording.voice import Voice

_SCROLL = Key("page(1)", "PgDn", "space,pagedown", "Space", says="scroll")
_MOVE = Key("", "↑ ↓", "", "", says="move")
_FIELDS = (Key("", "↑ ↓", "", "Tab", says="field"), Key("", "← →", "", "", says="change"))

LIBRARY_PAGE = (
    Key("", "Enter", "", "", says="choose-scenario"),
    *LIBRARY,
    Key("page(1)", "Space", "space", "", says="scroll-beside"),
    Key("language", "F2", "f2,ctrl+l", "Ctrl+L"),
    Key("app.quit", "Esc", "escape", "", says="leave-program"),
)
HISTORY = (
    _MOVE,
    _SCROLL,
    Key("leave", "Esc", "escape,q", "Q", says="back-to-scenarios"),
)
SETUP = (
    Key("begin", "Enter", "enter", ""),
    *_FIELDS,
    Key("injects", "F7", "f7,ctrl+l", "Ctrl+L", own=True, says="injects-today"),
    Key("report_fields", "F6", "f6,ctrl+g", "Ctrl+G"),
    Key("", "1–9", "", "", says="seat"),
    Key("leave", "Esc", "escape", "", says="back-to-library"),
)
BRIEFING = (
    Key("onward", "Enter", "enter", ""),
    Key("back", "←", "left,backspace", "", says="page-before"),
    _SCROLL,
    side("seats"),
    Key("leave", "Esc", "escape", "", says="leave-unbegun"),
)
REVIEW = (
    Key("", "Enter", "", "", says="choose-section"),
    Key("", "P S M U N", "", "", says="rate"),
    Key("tick", "F2", "f2,ctrl+b", "Ctrl+B", own=True),
    Key("undo", "F10", "f10,ctrl+z", "Ctrl+Z", own=True),
    Key("redo", "Ctrl+Shift+Z", "ctrl+shift+z", "", own=True),
    Key("players", "F8", "f8,ctrl+v", "Ctrl+V", says="project"),
    _SCROLL,
    Key("leave", "Esc", "escape", "", says="leave-open"),
)
REVIEW_OF_INCIDENT = (
    Key("", "Enter", "", "", says="open-section"),
    Key("undo", "F10", "f10,ctrl+z", "Ctrl+Z", own=True, says="withdraw"),
    Key("redo", "Ctrl+Shift+Z", "ctrl+shift+z", "", own=True),
    Key("players", "F8", "f8,ctrl+v", "Ctrl+V", says="project-lessons"),
    _SCROLL,
    Key("leave", "Esc", "escape", "", says="leave-open"),
)
"""Nothing was played, so nothing is rated."""
READING = (
    Key("leave", "Enter", "escape,enter,q", "Esc", says="close-message"),
    Key("turn(1)", "← →", "right,tab", "Tab", says="attached"),
    Key("copy", "Ctrl+Y", "ctrl+y,c", "C"),
    Key("hand_out", "H", "h,f7", "F7"),
    _SCROLL,
)
PLAYERS = (
    Key("", "↑ ↓", "", "", says="look-back"),
    Key("", "Enter", "", "", says="read"),
    *WALL,
    Key("app.close", "Esc", "escape", "", says="close-window"),
)
STUDY_PAGE = (*STUDY, Key("", "PgDn", "", "Space", says="scroll"), Key("", "Esc", "", "", says="leave-study"))
CHOICE = (
    _MOVE,
    Key("", "1–9", "", "", says="number"),
    Key("", "A–Z", "", "", says="letters"),
    Key("", "Enter", "", "", says="chooses"),
    Key("", "Esc", "", "", says="unanswered"),
)
FORM = (*_FIELDS, Key("", "Enter", "", "", says="done"), Key("", "Esc", "", "", says="unanswered"))
NOTICE = (
    Key("", "↑ ↓", "", "PgDn", says="scroll"),
    Key("", "Enter", "", "Space", says="read-it"),
    Key("", "Esc", "", "", says="unanswered"),
)
STOPPED = (Key("", "F5", "", "Ctrl+N", says="after-real-event"),)
WITH_LINES = (CONDUCT, SETUP, FORM, STOPPED)
"""Pages with lines to write on."""
WITH_SIGNS = (CONDUCT, PLAYERS)
"""Pages that show signs, to be explained."""
WITH_CHANCES = (CONDUCT,)
"""Those of them that show how likely clocks are to be met."""


def words(key: Key, voice: Voice) -> tuple[str, str]:
    """What a key does, in a word or two and in a sentence."""
    said = _around_play(voice) | _in_dialogues(voice)
    return said.get(key.name) or (label(key.name, voice), story(key.name, voice))


def title(page: tuple[Key, ...], voice: Voice) -> str:
    """What a page is called; empty for a dialogue, which has a title of its own."""
    names = {
        LIBRARY_PAGE: voice("Library"),
        HISTORY: voice("Exercises over time"),
        SETUP: voice("Set-up"),
        BRIEFING: voice("Briefing"),
        CONDUCT: voice("Conduct"),
        REVIEW: voice("Review"),
        REVIEW_OF_INCIDENT: voice("Review"),
        READING: voice("Message"),
        PLAYERS: voice("Players' window"),
        STUDY_PAGE: voice("Study"),
        STOPPED: voice("REAL EVENT"),
    }
    return names.get(page, "")


def _around_play(voice: Voice) -> dict[str, tuple[str, str]]:
    return {
        "choose-scenario": (voice("Choose"), voice("Set-up for the scenario under the cursor.")),
        "language": (voice("Language"), voice("English or Japanese, for the list and for the exercise.")),
        "scroll-beside": (voice("Scroll"), voice("What it is about, a screenful on; B goes back.")),
        "leave-program": (voice("Leave"), voice("Ends the program.")),
        "begin": (voice("Begin"), voice("Makes the record with what is chosen, and goes to the briefing.")),
        "injects-today": (
            voice("Injects today"),
            voice("Which injects stay, and which the room time leaves out."),
        ),
        "report_fields": (voice("Report fields"), voice("Number, addressee and the like, kept for the next report.")),
        "seat": (voice("Seat"), voice("At the seats: puts the role under the cursor into that seat.")),
        "back-to-scenarios": (voice("Back"), voice("To the scenarios.")),
        "back-to-library": (voice("Back"), voice("Begins nothing.")),
        "onward": (voice("Goes on"), voice("From the briefing to the rules of play, from there to STARTEX.")),
        "page-before": (voice("Briefing"), voice("Back to the briefing.")),
        "leave-unbegun": (voice("Leave"), voice("Without STARTEX; the record stays and can be resumed.")),
        "choose-section": (
            voice("Opens"),
            voice("Rates the objective; opens hot wash, actions, report or closing."),
        ),
        "open-section": (voice("Opens"), voice("Opens lessons, actions, report or closing.")),
        "withdraw": (voice("Undo"), voice("Names what was written down last, and withdraws it.")),
        "project-lessons": (
            voice("For the room"),
            voice("Shows the room lessons and actions alone; Enter writes down what is said, F8 comes back."),
        ),
        "rate": (
            voice("Ratings"),
            voice("Rate the objective under the cursor; where a rating is chosen, 1–5 go to it."),
        ),
        "tick": (voice("Tick list"), voice("The criteria, to be ticked when seen.")),
        "project": (
            voice("Players' view"),
            voice("Shows the room the hot wash alone; Enter writes down what is said, F8 comes back."),
        ),
        "leave-open": (voice("Leave open"), voice("Leaves; the record stays open, and resuming comes back here.")),
        "close-message": (voice("Back"), voice("Closes the message.")),
        "attached": (voice("Attached"), voice("Turns to what is attached, and back; a figure goes there at once.")),
        "hand_out": (voice("Hand out"), voice("Gives players what waits to be asked for.")),
        "look-back": (voice("Look back"), voice("Earlier messages; a new one comes up by itself.")),
        "close-window": (voice("Close"), voice("Asks, and closes this window; the exercise goes on.")),
        "leave-study": (voice("Back"), voice("Stops what is being played; then goes back.")),
        "after-real-event": (voice("Goes on"), voice("The real event is over: the exercise goes on.")),
    }


def _in_dialogues(voice: Voice) -> dict[str, tuple[str, str]]:
    return {
        "scroll": (voice("Scroll"), voice("On, a screenful or a line; PgUp or ↑ goes back.")),
        "move": (voice("Move"), voice("To the row above or below.")),
        "field": (voice("Move"), voice("To the field above or below; what is typed goes into it.")),
        "change": (voice("Change"), voice("Another option; a letter goes to the option that begins with it.")),
        "number": (voice("Number"), voice("Goes to the row of that number.")),
        "letters": (
            voice("Letters"),
            voice("Go to the row that begins with them, or holds them; where rows have letters, those choose."),
        ),
        "chooses": (voice("Choose"), voice("Does what the line at the bottom says, for the row under the cursor.")),
        "done": (voice("Confirm"), voice("Takes what stands in the fields; a mistake is said, and nothing is lost.")),
        "read-it": (voice("Goes on"), voice("Does what the line at the bottom says.")),
        "unanswered": (voice("Back"), voice("Leaves without an answer; asks first where something has been written.")),
    }
