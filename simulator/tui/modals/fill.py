"""A form of the console: a few lines to fill in. Enter anywhere is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from simulator.console.dialogs import Form, Values
from simulator.tui import page_keys, text
from simulator.tui.modals.dialog import Dialog
from simulator.tui.rows import content
from simulator.tui.widgets.fields import rows, values
from simulator.tui.widgets.writing import drafts


class Fill(Dialog[Values]):
    """Dismissed with what stands in its fields, by id. A mistake is said, and the cursor is where it was made."""

    PAGE = page_keys.FORM
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, form: Form, hint: str, kept: str) -> None:
        """``kept`` says that leaving once more drops what has been written."""
        super().__init__(form.title, [content(line) for line in form.intro], hint)
        self.form = form
        self._kept = kept
        self._left_with: Values = {}
        """What stood in the fields when that was said."""

    @property
    def place(self) -> object:
        """Where it was asked whether what is written may go, it is another: an Escape held down is no answer."""
        return self, tuple(self._left_with.items())

    def inside(self) -> Iterator[Widget]:
        """A row per field, and room for what is wrong."""
        yield from rows(self.form.fields)
        yield Static(classes="dialog-mistake")

    def on_mount(self) -> None:
        """The first field has the cursor."""
        super().on_mount()
        self.query_one(f"#field-{self.form.fields[0].id}").focus()

    def ask_again(self, form: Form, hint: str) -> None:
        """What stands around the fields; what is in them is not touched."""
        self.reword(form.title, [content(line) for line in form.intro], hint)

    def on_descendant_focus(self) -> None:
        """The cursor goes elsewhere: whoever was asked whether what is written may go has gone on."""
        self._left_with = {}

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter on a line to write."""
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Enter."""
        answer = values(self, self.form.fields)
        mistake = self.form.mistake(answer)
        if mistake is None:
            self.dismiss(answer)
            return
        field, wrong = mistake
        self._say(wrong)
        self.query_one(f"#field-{field}").focus()

    def action_leave(self) -> None:
        """Escape; a second time where something has been written, as it would be gone."""
        answer = values(self, self.form.fields)
        if not drafts([self]) or answer == self._left_with:
            self.dismiss(None)
            return
        self._left_with = answer
        self._say(self._kept)

    def _say(self, words: str) -> None:
        said = self.query_one(".dialog-mistake", Static)
        said.update(text.line(("▲ ", "bold $text-warning"), words))
        said.display = True
