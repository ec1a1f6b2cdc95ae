"""Who plays which roles: five players, eight roles. A figure puts the role under the cursor into that seat."""

from __future__ import annotations

from textual.events import Key, Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.model.team import Team
from simulator.tui import text
from simulator.wording.voice import Voice


class Seating(OptionList):
    """A row per role with its seat; at first everybody has one of their own."""

    def __init__(self, team: Team | None, voice: Voice, *, id: str) -> None:
        super().__init__(id=id, classes="panel", markup=False)
        self.voice = voice
        self._team = team
        self._seat_of: dict[str, int] = {}
        self._own_seats()

    def _own_seats(self) -> None:
        people = [name for name, role in self._team.roles.items() if role.people != "unlimited"] if self._team else []
        self._seat_of = {name: number for number, name in enumerate(people, 1)}

    def on_mount(self) -> None:
        """Rows, and how to change them."""
        self.border_title = f" {self.voice('Seats')} "
        self.border_subtitle = f" {self.voice('1–9: seat of the role')} "
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Rows are made for a width."""
        self._draw()

    def seat(self, team: Team | None) -> None:
        """Another team sits down."""
        self._team = team
        self._own_seats()
        self._draw()

    def seats(self) -> dict[str, tuple[str, ...]]:
        """Seat → its roles; a seat is called after its first role."""
        found: dict[str, tuple[str, ...]] = {}
        for number in dict.fromkeys(self._seat_of.values()):
            roles = tuple(role for role, seat in self._seat_of.items() if seat == number)
            found[roles[0]] = roles
        return found

    def on_key(self, event: Key) -> None:
        """A figure is a seat; left and right go to the one before or after."""
        option = self.highlighted_option
        if option is None or option.id is None:
            return
        if event.key.isdigit() and event.key != "0":
            number = int(event.key)
        elif event.key in ("left", "right"):
            number = max(self._seat_of[option.id] + (1 if event.key == "right" else -1), 1)
        else:
            return
        event.stop()
        self._seat_of[option.id] = number
        self._draw()

    def _draw(self) -> None:
        width = max(self.scrollable_content_region.width, 16)
        at = self.highlighted
        roles = self._team.roles if self._team else {}
        shared = list(self._seat_of.values())
        found = []
        for name, number in self._seat_of.items():
            title = roles[name].title
            words = self.voice.text(title) if title else name
            seat = self.voice("seat {number}", number=number)
            together = "+" if shared.count(number) > 1 else " "
            found.append(Option(text.columns(words, (f"{together} {seat}", "bold"), width), id=name))
        self.set_options(found)
        self.highlighted = at
