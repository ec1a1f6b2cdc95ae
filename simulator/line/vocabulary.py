"""The words people type: English ones always work, Japanese ones beside them; most have a short form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from simulator.wording.handover import story as handover
from simulator.wording.seat_acts import opinions, requests
from simulator.wording.voice import Voice

Said = tuple[str, ...]
"""Words for one thing: the English one first, the Japanese one last."""

LEAVE: Said = (".", "back", "戻る")
LIST: Said = ("?", "list", "一覧")
MORE: Said = ("more", "続き")
YES: Said = ("yes", "y", "はい")
NOTHING: Said = ("-", "none", "なし")

WAYS: Mapping[str, Said] = {
    "who": ("who", "判断者"),
    "show": ("show", "表示"),
    "why": ("why", "理由"),
    "stay": ("stay", "続けて"),
    "ways": ("ways", "ほか"),
    "discuss": ("discuss", "設問"),
    "go": ("go", "進む"),
    "send": ("send", "提出"),
    "free": ("free", "空ける"),
    "nearest": ("nearest", "近い"),
    "mark": ("mark", "照合"),
    "dismiss": ("dismiss", "適用なし"),
}
"""Other ways to answer a choice, by their id."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be typed at the prompt."""

    act: str
    words: Said


PLAY = (
    Command("now", ("now", "", "現在")),
    Command("next", ("next", "n", "次")),
    Command("order", ("order", "o", "指示")),
    Command("discuss", ("discuss", "x", "設問")),
    Command("decide", ("decide", "d", "判断")),
    Command("note", ("note", "w", "メモ")),
    Command("read", ("read", "r", "読む")),
    Command("guide", ("guide", "g", "手引き")),
    Command("hand", ("hand", "渡す")),
    Command("log", ("log", "l", "経過")),
    Command("more", ("more", "m", "続き")),
    Command("tick", ("tick", "t", "観点")),
    Command("aware", ("aware", "a", "認知")),
    Command("opinions", ("opinions", "意見")),
    Command("requests", ("requests", "照会")),
    Command("dismiss", ("dismiss", "適用なし")),
    Command("forms", ("forms", "f", "様式")),
    Command("event", ("event", "e", "出来事")),
    Command("jump", ("jump", "j", "移動")),
    Command("injects", ("injects", "i", "付与")),
    Command("pace", ("pace", "p", "進み方")),
    Command("break", ("break", "b", "休憩")),
    Command("handover", ("handover", "引継ぎ")),
    Command("seats", ("seats", "席")),
    Command("undo", ("undo", "u", "取消")),
    Command("redo", ("redo", "やり直し")),
    Command("mend", ("mend", "修正")),
    Command("titles", ("titles", "件名")),
    Command("stop", ("stop", "中断")),
    Command("go", ("go", "再開")),
    Command("end", ("end", "演習終了")),
    Command("screen", ("screen", "画面")),
    Command("help", ("help", "h", "?", "ヘルプ")),
    Command("quit", ("quit", "q", "退出", "終了")),
)


def tidy(typed: str) -> str:
    """As typed, but for what an input method makes of figures, signs and spaces."""
    return normalize("NFKC", typed).strip()


def means(typed: str, words: Said) -> bool:
    """Whether it is one of these words."""
    return tidy(typed).casefold() in words


def word(words: Said, voice: Voice) -> str:
    """The word to show."""
    return words[-1] if voice.language == "ja" else words[0]


def command_of(typed: str) -> tuple[str, str]:
    """What is asked for, and what follows it; an empty act where the first word is none of ours."""
    first, _, rest = tidy(typed).partition(" ")
    act = next((command.act for command in PLAY if means(first, command.words)), "")
    return act, rest.strip()


def story(act: str, voice: Voice) -> str:
    """What it does, in a sentence."""
    meanings = {
        "now": voice(
            "The status: time, what is open, why time is stopped, deadlines, work. An empty line does the same."
        ),
        "next": voice("Goes to the next message, deadline or answer due, and shows what happened on the way."),
        "order": voice(
            "Starts a step, or has it start when it is ready; calls people in; notes what was asked and answered."
            " Without a playbook: lists the questions to discuss."
        ),
        "discuss": voice("The questions to discuss: ticks them, and writes down what was answered."),
        "decide": voice(
            "Takes the open decision: the question first, its options when asked for, something else always."
        ),
        "note": voice("Writes down what was seen: note and the words, or note alone to give it an objective."),
        "read": voice("Reads a message: read for the last, read 2, read 2.1 for what is attached to it."),
        "guide": voice("For whoever conducts: what to discuss, what is expected. Not for players' ears."),
        "hand": voice("Hands out what waits to be asked for: hand 2.1."),
        "log": voice("What happened last."),
        "more": voice("The rest of what was too long to read out at once."),
        "tick": voice("The criteria, to be ticked when seen."),
        "aware": voice("Marks a milestone: somebody is aware since when, and why."),
        "opinions": opinions(voice),
        "requests": requests(voice),
        "dismiss": voice("Says that a deadline does not apply, and why. It changes no clock; the report weighs it."),
        "forms": voice("The forms that are due: what can be answered by now, and what the table writes on them."),
        "event": voice("Goes to the very next thing that happens."),
        "jump": voice("Goes to a time, stopping at each message on the way."),
        "injects": voice("Lists the scenario's injects: bring, hold back, leave out, improvise."),
        "pace": voice("What talk costs, and who starts the steps."),
        "handover": handover(voice),
        "break": voice("A break: both clocks stand until the same word is typed again."),
        "seats": voice("Lets others join from browsers: who is there, how one joins, whose seat is to be free again."),
        "undo": voice("Names the last act and takes it back: the incident goes back in time, or an observation goes."),
        "redo": voice("Redoes what was taken back last, or brings back the note withdrawn last, until somebody acts."),
        "mend": voice("Lists what has been written down: write it anew, or withdraw it."),
        "titles": voice("Shows, or hides again, the titles of the messages that come next."),
        "stop": voice("A real incident: stops the exercise at once."),
        "go": voice("Goes on with the exercise after a real incident; what happened may follow the word."),
        "end": voice("ENDEX: play ends, the review begins."),
        "screen": voice("Goes on with the same exercise on the screen."),
        "help": voice("This page."),
        "quit": voice("Leaves; the record is kept and can be resumed."),
    }
    return meanings[act]


def help_lines(voice: Voice) -> list[str]:
    """Every word with its short form and what it does."""
    lines = []
    for command in PLAY:
        known = [w for w in command.words if w and w.isascii()]
        if voice.language == "ja":
            known = [command.words[-1], *known]
        lines.append(f"{', '.join(known)}: {story(command.act, voice)}")
    return lines
