"""A terminal as far as the program uses one: what stands on it, the modes that are on, and what it answers."""

from __future__ import annotations

import re

from rich.cells import cell_len

_TOKEN = re.compile(
    r"\x1b\[(?P<private>[?<>=]?)(?P<numbers>[\d;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-~]"
    r"|[\x00-\x1f]|[^\x00-\x1f\x1b]",
    re.DOTALL,
)
_UNFINISHED = re.compile(r"\x1b(?:\[[?<>=]?[\d;:]*[ -/]*|[\]P_^X][^\x07]{0,4096}|)\Z")
MODES = {"1049": "other screen", "2004": "paste", "1000": "mouse", "1003": "mouse moves", "1006": "mouse cells"}
MODES |= {"1004": "focus", "1015": "old mouse", "2048": "sizes"}


class Screen:
    """Cells, modes, and the answers a terminal would give."""

    def __init__(self, width: int, height: int) -> None:
        self.modes: set[str] = set()
        self.cursor_shown, self.wraps = True, True
        self.keyboard = 0
        """How many keyboard protocols are pushed."""
        self.answers: list[str] = []
        """What the terminal types by itself: to be given to the program."""
        self.plain = ""
        """What was written outside of the other screen: what stays in the shell's window."""
        self._rest = ""
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """An empty screen of a size: whoever draws on it is told and draws all of it again."""
        self.width, self.height = width, height
        self.row = self.column = 0
        self._cells = [[" "] * width for _ in range(height)]

    @property
    def text(self) -> str:
        """What stands there."""
        return "\n".join("".join(row).rstrip() for row in self._cells)

    @property
    def left_over(self) -> list[str]:
        """What is not as a shell needs it; empty where the terminal is clean."""
        found = sorted(MODES[mode] for mode in self.modes if mode in MODES)
        found += [] if self.cursor_shown else ["no cursor"]
        found += [] if self.wraps else ["no wrapping"]
        return [*found, *(["keyboard protocol"] if self.keyboard else [])]

    def feed(self, written: str) -> None:
        """What the program wrote; half a sequence at its end waits for the rest."""
        written = self._rest + written
        unfinished = _UNFINISHED.search(written)
        self._rest = unfinished.group() if unfinished else ""
        for token in _TOKEN.finditer(written[: len(written) - len(self._rest)]):
            if token["final"]:
                self._sequence(token["private"], token["numbers"], token["between"], token["final"])
            elif not token[0].startswith("\x1b"):
                self._put(token[0])

    def _put(self, character: str) -> None:
        if "1049" not in self.modes:
            self.plain += character
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self.row = min(self.row + 1, self.height - 1)
        elif character == "\b":
            self.column = max(self.column - 1, 0)
        elif character >= " ":
            width = cell_len(character)
            if self.row < self.height and self.column < self.width:
                self._cells[self.row][self.column] = character
                if width == 2 and self.column + 1 < self.width:
                    self._cells[self.row][self.column + 1] = ""
            self.column += width

    def _sequence(self, private: str, numbers: str, between: str, final: str) -> None:
        values = [int(number) if number.isdigit() else 0 for number in re.split("[;:]", numbers)]
        if private == "?" and final in "hl":
            for number in numbers.split(";"):
                self._mode(number, final == "h")
        elif private == "?" and between == "$" and final == "p":
            self.answers.append(f"\x1b[?{numbers};{2 if numbers == '2026' else 0}$y")
        elif final == "u" and private in "<>":
            self.keyboard += 1 if private == ">" else -1 if self.keyboard else 0
        elif not private and final == "H":
            self.row = min(max(values[0], 1), self.height) - 1
            self.column = max(values[1] if len(values) > 1 else 1, 1) - 1
        elif not private and final in "JK" and values[0] == 2:
            for row in range(self.height) if final == "J" else [self.row]:
                self._cells[row] = [" "] * self.width
        elif not private and final == "n" and values[0] == 6:
            self.answers.append(f"\x1b[{self.row + 1};{self.column + 1}R")
        elif not private and final == "c":
            self.answers.append("\x1b[?62;22c")

    def _mode(self, number: str, on: bool) -> None:
        if number == "25":
            self.cursor_shown = on
        elif number == "7":
            self.wraps = on
        elif on:
            self.modes.add(number)
        else:
            self.modes.discard(number)
