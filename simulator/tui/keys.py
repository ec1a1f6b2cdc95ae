"""The operator's keys: one table for bindings, the bottom line, help and the palette.

Letters die inside a line of text and under a Japanese input method, hence function keys; each has a
second way, as a terminal may keep some of them for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from textual.binding import Binding

from simulator.console.acts import ACTS
from simulator.wording.handover import story as handover
from simulator.wording.seat_acts import opinions, requests
from simulator.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Key:
    """An action, the key it is known by, and other keys that do the same."""

    action: str
    shown: str
    keys: str
    second: str
    """As help shows it."""
    own: bool = False
    """The screen does it in its own way, though it is an act of the console."""
    says: str = ""
    """What it is told by, where that is not its action."""

    @property
    def name(self) -> str:
        """What it is told by."""
        return self.says or self.action

    @property
    def named(self) -> str:
        """As help names it, where there is room: ``^P`` is Ctrl+P."""
        return self.shown.replace("^", "Ctrl+")

    @property
    def call(self) -> str:
        """What Textual runs: an act of the console by its name, or an action of the screen."""
        return self.action if self.own or self.action not in ACTS else f"act('{self.action}')"

    @property
    def all(self) -> tuple[str, ...]:
        """Every key that does it, as Textual names them."""
        return tuple(self.keys.split(","))


CONDUCT = (
    Key("next", "F5", "f5,ctrl+n", "Ctrl+N"),
    Key("order", "F4", "f4,ctrl+o", "Ctrl+O"),
    Key("decide", "F3", "f3,ctrl+d", "Ctrl+D"),
    Key("observe", "F2", "f2,ctrl+b", "Ctrl+B", own=True),
    Key("read", "Enter", "enter,ctrl+r", "Ctrl+R"),
    Key("players", "F8", "f8,ctrl+v", "Ctrl+V"),
    Key("end", "F9", "f9", "", own=True),
    Key("undo", "F10", "f10,ctrl+z", "Ctrl+Z"),
    Key("redo", "Ctrl+Shift+Z", "ctrl+shift+z", ""),
    Key("mend", "F10 F10", "", ""),
    # A terminal of the xterm family sends Shift+F5 as F17.
    Key("event", "Shift+F5", "shift+f5,f17,ctrl+t", "Ctrl+T"),
    Key("jump", "F6", "f6,ctrl+g", "Ctrl+G"),
    Key("injects", "F7", "f7,ctrl+l", "Ctrl+L"),
    Key("titles", "Ctrl+U", "ctrl+u", ""),
    Key("aware", "Ctrl+A", "ctrl+a", ""),
    Key("opinions", "^P", "", ""),
    Key("requests", "^P", "", ""),
    Key("dismiss", "Ctrl+A Ctrl+A", "", ""),
    Key("forms", "Ctrl+F", "ctrl+f", ""),
    Key("copy", "Ctrl+Y", "ctrl+y", ""),
    Key("pace", "Ctrl+S", "ctrl+s", ""),
    Key("break", "Ctrl+X", "ctrl+x", ""),
    Key("handover", "^P", "", ""),
    Key("seats", "Ctrl+J", "ctrl+j", ""),
    Key("large", "Ctrl+W", "ctrl+w", ""),
)
EVERYWHERE = (
    Key("help", "F1", "f1,question_mark", "?"),
    Key("real_event", "F12", "f12,ctrl+e", "Ctrl+E"),
    Key("theme", "F11", "f11,ctrl+k", "Ctrl+K"),
    Key("command_palette", "^P", "ctrl+p", ""),
    Key("quit", "Ctrl+Q", "ctrl+q", ""),
)

LIBRARY = (Key("study", "S", "s,S,f4", "F4"), Key("history", "H", "h,H,f6", "F6"))
STUDY = (
    Key("view", "Tab", "tab", ""),
    Key("rank", "F5", "f5,w", "W"),
    Key("reach", "F6", "f6,t", "T"),
    Key("strike", "X", "x,X,f7", "F7"),
    Key("page", "F4", "f4,h", "H"),
)

SIDE = (
    Key("turn", "Tab", "tab", ""),
    Key("stay", "Space", "space", ""),
)
"""Keys of dialogues that no screen has."""

WATCHING = tuple(key for key in EVERYWHERE if key.action in ("help", "theme", "quit"))
"""In the players' window, which only looks on."""


WALL = tuple(key for key in CONDUCT if key.action == "large")
"""On the screen of the players' window."""
SHOWN = {key.action: key.shown for key in (*CONDUCT, *STUDY)} | {"rate": "Enter"}
"""Act of the console → the key it is known by."""


def side(act: str) -> Key:
    """The key that a dialogue's other way shares with an act of the console."""
    return next(key for key in (*CONDUCT, *SIDE) if key.action == act)


def bindings(keys: tuple[Key, ...]) -> list[Binding]:
    """Bindings that no footer of Textual's shows: the bottom line is our own.

    A real event must be heard even while somebody types, and the way out works in a dialogue, too.
    """
    always = ("real_event", "quit")
    bound = (key for key in keys if key.keys)
    return [Binding(key.keys, key.call, show=False, priority=key.action in always) for key in bound]


ABOVE_ALL = ("help", "real_event", "quit")
"""What works in dialogues, too."""
HELP_ABOVE = Binding(EVERYWHERE[0].keys, "app.help", show=False)
"""For a dialogue, which hides the keys of the program."""


def of(*actions: str) -> frozenset[str]:
    """The keys of actions that work everywhere."""
    return frozenset(name for key in EVERYWHERE if key.action in actions for name in key.keys.split(","))


def called(action: str, discussion_only: bool) -> str:
    """The action whose label a key has: where there is no playbook, nobody orders, all discuss."""
    return "discuss" if action == "order" and discussion_only else action


def label(action: str, voice: Voice) -> str:
    """What a key does, in a word or two."""
    return _labels(voice)[action]


@lru_cache(maxsize=2)
def _labels(voice: Voice) -> Mapping[str, str]:
    return {
        "next": voice("Next"),
        "order": voice("Order"),
        "discuss": voice("Questions"),
        "decide": voice("Decide"),
        "observe": voice("Observe"),
        "read": voice("Read"),
        "players": voice("Players' view"),
        "large": voice("Large type"),
        "end": voice("End play"),
        "undo": voice("Undo"),
        "redo": voice("Redo"),
        "mend": voice("Mend a note"),
        "event": voice("Very next event"),
        "jump": voice("Jump"),
        "injects": voice("Injects"),
        "titles": voice("Titles to come"),
        "aware": voice("Became aware"),
        "opinions": voice("Opinions"),
        "requests": voice("Requests"),
        "dismiss": voice("Does not apply"),
        "forms": voice("Forms"),
        "copy": voice("Copy message"),
        "pace": voice("Pace"),
        "break": voice("Break"),
        "handover": voice("Hand over"),
        "seats": voice("Seats"),
        "study": voice("Study"),
        "history": voice("History"),
        "view": voice("Clocks, roles, changes, sets, steps"),
        "rank": voice("What would help"),
        "reach": voice("What it would take"),
        "strike": voice("Never this"),
        "page": voice("Write the page"),
        "help": voice("Help"),
        "real_event": voice("REAL EVENT"),
        "theme": voice("Light or dark"),
        "command_palette": voice("Commands"),
        "quit": voice("Leave"),
        "lines": voice("Go on in lines"),
        "whereabouts": voice("Players' window, in another terminal"),
    }


def story(action: str, voice: Voice) -> str:
    """What a key does, in a sentence."""
    words = {
        "next": voice("Goes to the next message, deadline or answer due, and shows what happened on the way."),
        "order": voice(
            "Starts a step, or has it start when it is ready; calls people in; notes what was asked and answered."
            " Without a playbook: lists the questions to discuss."
        ),
        "decide": voice("Takes the open decision: the question first, its options with F3, something else always."),
        "observe": voice("Writes down what was seen, in one line. Tab gives it an objective, F2 ticks criteria."),
        "read": voice("Shows the message full screen, with what is attached."),
        "players": voice("Hides what players must not see, for a room with one screen."),
        "large": voice("Players' view in large type for a projector: times, the newest message, the next deadlines."),
        "end": voice("ENDEX: play ends, the review begins."),
        "undo": voice("Names the last act and takes it back: the incident goes back in time, or an observation goes."),
        "redo": voice("Redoes what was taken back last, or brings back the note withdrawn last, until somebody acts."),
        "mend": voice("Lists what has been written down: write it anew, or withdraw it."),
        "event": voice("Goes to the very next thing that happens."),
        "jump": voice("Goes to a time, stopping at each message on the way."),
        "injects": voice("Lists the scenario's injects: bring, hold back, leave out, improvise."),
        "titles": voice("Shows, or hides again, the titles of the messages that come next."),
        "aware": voice("Marks a milestone: somebody is aware since when, and why."),
        "opinions": opinions(voice),
        "requests": requests(voice),
        "dismiss": voice("Says that a deadline does not apply, and why. It changes no clock; the report weighs it."),
        "forms": voice("The forms that are due: what can be answered by now, and what the table writes on them."),
        "copy": voice("Copies the message to the clipboard, for a call's chat."),
        "pace": voice("What talk costs, and who starts the steps."),
        "handover": handover(voice),
        "break": voice("A break: both clocks stand until the same key is pressed again."),
        "seats": voice("Lets others join from browsers: who is there, how one joins, whose seat is to be free again."),
        "history": voice("In the library: the exercises so far, how each came out, and what changed since the last."),
        "study": voice("In the library: simulates the scenario many times and shows the chances."),
        "view": voice("In a study: turns from the clocks to the roles, the changes tried, the sets found, the steps."),
        "rank": voice("In a study: tries single changes for the clock chosen, and ranks what they gain."),
        "reach": voice("In a study: looks for sets of changes with which clocks are met as often as you ask."),
        "strike": voice("In a study, at a set found: strikes out a change that nobody would make, or takes that back."),
        "page": voice("In a study: writes it as one HTML page and says where."),
        "help": voice("This page."),
        "real_event": voice("A real incident: stops the exercise at once."),
        "theme": voice("Switches between light and dark."),
        "command_palette": voice("Everything by name."),
        "quit": voice("Leaves; the record is kept and can be resumed."),
        "lines": voice("The same exercise in plain lines, for a screen reader or a terminal that draws badly."),
        "whereabouts": voice("Where the record lies, and the command that opens their window; copies that command."),
    }
    return words[action]
