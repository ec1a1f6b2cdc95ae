"""What screens say of their keys: the bottom line of each, the last line of a dialogue, what to type where."""

from __future__ import annotations

from simulator.console.dialogs import Choice, Form, Notice
from simulator.console.rows import letter
from simulator.console.view import View
from simulator.tui import keys
from simulator.tui.widgets.keybar import KeyHint
from simulator.wording.voice import Voice

Hints = tuple[KeyHint, ...]


def _help(voice: Voice) -> KeyHint:
    return KeyHint("app.help", "F1", voice("Help"))


def draft_first(voice: Voice) -> str:
    """Play is to end, and a note is half written."""
    return voice("This note is not on record yet: Enter records it. To drop it, empty the line.")


def leaves(voice: Voice) -> str:
    """The one key where nothing can go on."""
    return voice("Ctrl+Q leaves")


def library(voice: Voice) -> Hints:
    """To choose a scenario."""
    return (
        KeyHint("choose", "Enter", voice("Choose"), urgent=True),
        KeyHint("study", "S", voice("Study")),
        KeyHint("history", "H", voice("History")),
        KeyHint("page(1)", "Space", voice("More")),
        KeyHint("language", "F2", "日本語" if voice.language == "en" else "English"),
        KeyHint("app.theme", "F11", voice("Light or dark")),
        _help(voice),
        KeyHint("app.quit", "Esc", voice("Leave")),
    )


def history(voice: Voice) -> Hints:
    """Exercises over time."""
    return (
        KeyHint("", "↑↓", voice("Move")),
        KeyHint("page(1)", "PgDn", voice("More")),
        _help(voice),
        KeyHint("leave", "Esc", voice("Back"), urgent=True),
    )


def setup(voice: Voice) -> Hints:
    """Set-up. What everybody tries by themselves goes first where there is no room."""
    return (
        KeyHint("begin", "Enter", voice("Begin"), urgent=True),
        KeyHint("", "←→", voice("Change")),
        KeyHint("injects", "F7", voice("Injects")),
        KeyHint("report_fields", "F6", voice("Report fields")),
        KeyHint("app.focus_next", "↑↓", voice("Move")),
        _help(voice),
        KeyHint("leave", "Esc", voice("Back")),
    )


def briefing(voice: Voice, seated: bool = False) -> Hints:
    """The first page before play; ``seated``: where others join."""
    onward = KeyHint("onward", "Enter", voice("Rules of play"), urgent=True)
    seats = [KeyHint("act('seats')", "Ctrl+J", voice("Seats"))] if seated else []
    return onward, *seats, KeyHint("leave", "Esc", voice("Leave")), _help(voice)


def rules(voice: Voice) -> Hints:
    """The second page before play."""
    return (
        KeyHint("onward", "Enter", voice("STARTEX: begin"), urgent=True),
        KeyHint("back", "←", voice("Briefing")),
        KeyHint("leave", "Esc", voice("Leave")),
        _help(voice),
    )


def conduct(voice: Voice, view: View, *, new: bool) -> Hints:
    """Play, with what matters now set off; ``new``: the message shown has not been read."""
    if new:
        urgent = "read"
    elif view.owed:
        urgent = "decide"
    else:
        urgent = "" if view.gate is None else "end" if view.gate.kind == "end" else "next"
    return tuple(
        KeyHint(
            prefix + key.call,
            key.shown,
            keys.label(keys.called(key.action, view.discussion_only), voice),
            key.action == urgent,
        )
        for prefix, shown in (("", keys.CONDUCT[:8]), ("app.", (keys.EVERYWHERE[0], keys.EVERYWHERE[3])))
        for key in shown
    )


def entry(voice: Voice) -> str:
    """On the line for an observation."""
    return voice("what was seen – Tab: objective, F2: tick list, Enter writes, Esc leaves")


def reading(voice: Voice, page: int, count: int, *, waits: bool, asks: bool) -> Hints:
    """A message (``asks`` for a decision), or the ``page``-th of ``count`` things attached (``waits``: asked for)."""
    hints = [KeyHint("turn(1)", "←→", voice("attached {page}/{count}", page=page, count=count))] if count else []
    hints += [KeyHint("hand_out", "H", voice("Hand out"))] if waits else []
    hints += [KeyHint("act('decide')", keys.side("decide").shown, keys.label("decide", voice))] if asks else []
    hints.append(KeyHint("copy", "Ctrl+Y", voice("Copy")))
    return (*hints, KeyHint("leave", "Enter", voice("Back"), urgent=True))


def copied(voice: Voice) -> str:
    """What a key has done that nobody can see."""
    return voice("Copied.")


def review(voice: Voice, *, is_real: bool) -> Hints:
    """After ENDEX, or of a real incident, of which nothing is rated."""
    if is_real:
        return (
            KeyHint("choose", "Enter", voice("Opens"), urgent=True),
            KeyHint("undo", "F10", voice("Undo")),
            KeyHint("players", "F8", voice("For the room")),
            KeyHint("leave", "Esc", voice("Leave open")),
            _help(voice),
        )
    return (
        KeyHint("choose", "Enter", voice("Rate, record"), urgent=True),
        KeyHint("tick", "F2", voice("Tick list")),
        KeyHint("undo", "F10", voice("Undo")),
        KeyHint("players", "F8", voice("Players' view")),
        KeyHint("leave", "Esc", voice("Leave open")),
        _help(voice),
    )


def projected(voice: Voice, *, is_real: bool) -> Hints:
    """The hot wash, or the lessons of an incident, as the room sees them."""
    return (
        KeyHint("choose", "Enter", voice("Lessons") if is_real else voice("Hot wash"), urgent=True),
        KeyHint("players", "F8", voice("Back")),
        _help(voice),
    )


def study(voice: Voice, *, busy: bool, new: bool, sets: bool) -> Hints:
    """A study: ``busy`` while runs are played, ``new`` while no change has been tried, ``sets`` where one is shown."""
    return (
        *((KeyHint("strike", "X", voice("Never this")),) if sets else ()),
        KeyHint("rank", "F5", voice("What would help"), urgent=new),
        KeyHint("reach", "F6", voice("What it would take")),
        KeyHint("view", "Tab", voice("Next view")),
        KeyHint("page", "F4", voice("Write the page")),
        KeyHint("more(1)", "PgDn", voice("More")),
        _help(voice),
        KeyHint("leave", "Esc", voice("Stop") if busy else voice("Back")),
    )


def seats(voice: Voice) -> str:
    """Under the list of roles."""
    return voice("1–9: seat of the role")


def search(voice: Voice) -> str:
    """On the palette's line."""
    return voice("Search for a command…")


def not_found(voice: Voice) -> str:
    """In the palette's list, where nothing is."""
    return voice("No command is called so.")


def closes(voice: Voice) -> str:
    """Under something to read."""
    return voice("Enter or Esc closes.")


def drops(voice: Voice) -> str:
    """In a form that somebody leaves half written."""
    return voice("Esc once more drops what has been written.")


def dialog(asked: Choice | Form | Notice, voice: Voice) -> str:
    """The last line of a dialogue."""
    parts = []
    if isinstance(asked, Choice):
        chooses = " ".join(["Enter", *filter(None, map(letter, asked.rows))])
        parts.append(f"{chooses} {asked.does or voice('chooses')}")
        parts += [f"{keys.side(way.key).shown} {way.words}" for way in asked.also]
    elif isinstance(asked, Form):
        parts += [voice("↑ ↓ move")] if len(asked.fields) > 1 else []
        parts.append(f"Enter {asked.does or voice('is done')}")
    else:
        parts.append(f"Enter {asked.does or voice('goes on')}")
        parts += [f"{keys.side(way.key).shown} {way.words}" for way in asked.also]
    if asked.leaves or not isinstance(asked, Notice):
        parts.append(f"Esc {asked.leaves or voice('leaves')}")
    return ("　" if voice.language == "ja" else " · ").join(parts)
