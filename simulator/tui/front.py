"""Textual as a front of the console: values become dialogues, keys become answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, overload

from rich.text import Text
from textual.app import App

from simulator.console.dialogs import Also, Choice, Form, Notice, Write
from simulator.console.flows import leaving
from simulator.tui import hints, keys
from simulator.tui.leaving import Leaving
from simulator.tui.modals.choose import Choose
from simulator.tui.modals.fill import Fill
from simulator.tui.modals.say import Say, Words
from simulator.tui.rows import content, lay_out_all
from simulator.tui.screens.broken import Broken
from simulator.tui.widgets.log import room_for_log
from simulator.tui.widgets.writing import drafts
from simulator.wording.voice import Voice

Question = Choice | Form | Notice


class TextualFront:
    """Shows dialogues above whatever screen is on. What stands open is asked again when the exercise changes."""

    def __init__(self, app: App[Any], voice: Voice) -> None:
        self._app = app
        self._voice = voice
        self._open: list[tuple[Choose | Fill | Say, Callable[[], Question]]] = []
        self._answered: tuple[str, ...] = ()
        """What was written into the form answered last."""
        self._chosen_in: Choose | None = None
        """The list in which a row was chosen last, with nothing asked since."""
        self._over = False

    async def ask(self, question: Callable[[], Any]) -> Any:
        """The answer, None for Escape. To be called by a worker."""
        asked = question()
        if self._over:
            return None
        self._answered = ()
        if isinstance(asked, Notice) and self._shows_anyway(asked):
            return None
        standing = dialog(asked, self._voice, self._goes_on(asked)), question
        self._open.append(standing)
        try:
            answer = await self._app.push_screen_wait(standing[0])
        finally:
            self._open.remove(standing)
        self._chosen_in = standing[0] if isinstance(standing[0], Choose) and answer is not None else None
        if isinstance(asked, Form) and answer is not None:
            self._answered = tuple(
                filter(None, (answer[f.id] for f in asked.fields if isinstance(f, Write) and not f.hidden))
            )
        return answer

    def _goes_on(self, asked: Question) -> Choose | None:
        """The list that is asked again after the row it offers was chosen in it; None where this is another."""
        last = self._chosen_in
        if last is None or not isinstance(asked, Choice) or asked.title != last.choice.title:
            return None
        return last if last.chosen and asked.at == last.chosen.id else None

    def _shows_anyway(self, asked: Notice) -> bool:
        """Whether the strip at the bottom has room for all of it, and it is nothing that everybody must see."""
        return asked.passing and not asked.alarm and len(asked.words) <= room_for_log(self._app.size.width)

    def refresh(self) -> None:
        """Draws the screens of the exercise as it is now, and asks again what stands open."""
        for screen in tuple(self._app.screen_stack):
            if isinstance(screen, Leaving) and screen.is_mounted:
                screen.redraw()
        for shown, question in self._open:
            if shown.is_mounted:
                _ask_again(shown, question(), self._voice)

    def say(self, words: str, *, warning: bool = False) -> None:
        """A notice that goes away by itself; typing goes on."""
        self._app.notify(words, severity="warning" if warning else "information", markup=False, timeout=6)

    def quit(self, code: int, words: str) -> None:
        """The program ends when somebody has read why: what is typed meanwhile must not go to the shell."""
        if not self._over:
            self._over = True
            self._app.run_worker(self._end(code, words))

    async def _end(self, code: int, words: str) -> None:
        written = dict.fromkeys((*drafts(self._app.screen_stack), *self._answered))
        asked = leaving.broken(self._voice, words, tuple(written))
        lines = [content(line) for line in asked.words if isinstance(line, tuple)]
        await self._app.push_screen_wait(Broken(asked.title, lines, hints.leaves(self._voice)))
        self._app.exit(return_code=code, message=Text(words))


@overload
def dialog(asked: Choice, voice: Voice, before: Choose | None = None) -> Choose: ...
@overload
def dialog(asked: Form, voice: Voice, before: None = None) -> Fill: ...
@overload
def dialog(asked: Notice, voice: Voice, before: None = None) -> Say: ...
@overload
def dialog(asked: Question, voice: Voice, before: Choose | None = None) -> Choose | Fill | Say: ...
def dialog(asked: Question, voice: Voice, before: Choose | None = None) -> Choose | Fill | Say:
    """The dialogue that shows a value of the console; ``before``: the list it is asked again in the place of."""
    hint = hints.dialog(asked, voice)
    if isinstance(asked, Choice):
        return Choose(asked, hint, _ways(asked.also), before)
    if isinstance(asked, Form):
        return Fill(asked, hint, hints.drops(voice))
    acts = {key: act for act in asked.then for key in keys.side(act).all}
    return Say(asked.title, _words(asked), hint, acts, _ways(asked.also))


def _ask_again(shown: Choose | Fill | Say, asked: Question, voice: Voice) -> None:
    hint = hints.dialog(asked, voice)
    if isinstance(shown, Choose) and isinstance(asked, Choice):
        shown.ask_again(asked, hint, _ways(asked.also))
    elif isinstance(shown, Fill) and isinstance(asked, Form):
        shown.ask_again(asked, hint)
    elif isinstance(shown, Say) and isinstance(asked, Notice):
        shown.ask_again(asked.title, _words(asked), hint)


def _ways(also: tuple[Also, ...]) -> dict[str, str]:
    """Key → the way out of a choice it stands for."""
    return {key: way.id for way in also for key in keys.side(way.key).all}


def _words(notice: Notice) -> Words:
    return partial(lay_out_all, notice.words)
