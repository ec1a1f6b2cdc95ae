"""The bottom line of each screen: its keys and what they do there."""

from __future__ import annotations

from simulator.tui.widgets.keybar import KeyHint
from simulator.wording.voice import Voice

Hints = tuple[KeyHint, ...]


def _help(voice: Voice) -> KeyHint:
    return KeyHint("app.help", "F1", voice("Help"))


def library(voice: Voice) -> Hints:
    """To choose a scenario."""
    return (
        KeyHint("choose", "Enter", voice("Choose"), urgent=True),
        KeyHint("study", "S", voice("Study")),
        KeyHint("language", "F2", "日本語" if voice.language == "en" else "English"),
        KeyHint("app.theme", "F11", voice("Light or dark")),
        _help(voice),
        KeyHint("app.quit", "Esc", voice("Leave")),
    )


def setup(voice: Voice) -> Hints:
    """Set-up."""
    return (
        KeyHint("begin", "Enter", voice("Begin"), urgent=True),
        KeyHint("app.focus_next", "↑↓", voice("Move")),
        KeyHint("", "←→", voice("Change")),
        _help(voice),
        KeyHint("leave", "Esc", voice("Back")),
    )


def briefing(voice: Voice) -> Hints:
    """The first page before play."""
    onward = KeyHint("onward", "Enter", voice("Rules of play"), urgent=True)
    return onward, KeyHint("leave", "Esc", voice("Leave")), _help(voice)


def rules(voice: Voice) -> Hints:
    """The second page before play."""
    return (
        KeyHint("onward", "Enter", voice("STARTEX: begin"), urgent=True),
        KeyHint("back", "←", voice("Briefing")),
        KeyHint("leave", "Esc", voice("Leave")),
        _help(voice),
    )


def review(voice: Voice) -> Hints:
    """After ENDEX."""
    return (
        KeyHint("choose", "Enter", voice("Rate, record"), urgent=True),
        KeyHint("tick", "F2", voice("Tick list")),
        KeyHint("undo", "F10", voice("Undo")),
        KeyHint("leave", "Esc", voice("Leave open")),
        _help(voice),
    )


def study(voice: Voice, *, busy: bool, new: bool) -> Hints:
    """A study: ``busy`` while runs are played, ``new`` while no change has been tried."""
    return (
        KeyHint("rank", "F5", voice("What would help"), urgent=new),
        KeyHint("view", "Tab", voice("Next view")),
        KeyHint("page", "F4", voice("Write the page")),
        KeyHint("page_told(1)", "PgDn", voice("More")),
        _help(voice),
        KeyHint("leave", "Esc", voice("Stop") if busy else voice("Back")),
    )
