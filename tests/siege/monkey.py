"""A monkey at a real terminal: bursts of keys, text, pastes and sizes, over every screen. It must lose nothing.

``python -m tests.siege.monkey --sessions 300 --bursts 100 --seed 1`` plays sessions one after another and prints a line
for each that found something, with the seed that plays it again, and figures at the end.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.exercise.commands import Begin, EndPlay
from simulator.exercise.session import Session
from simulator.home import libraries
from simulator.journal.reader import read, verify
from simulator.timeline.history import Head
from simulator.workspace.records import by_name
from tests.conftest import ROOT
from tests.siege.seat import Seat

LIBRARY = str(ROOT / "tests/tui/library")
F = ["\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~", "\x1b[21~"]
F += ["\x1b[23~", "\x1b[24~", "\x1b[15;2~"]
ENTER, ESC, TAB, QUIT = "\r", "\x1b", "\t", "\x11"
ARROWS = ["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[Z"]
EDITS = ["\x7f", "\x1b[3~", *(chr(ord(letter) - 96) for letter in "dhkuwx")]
CONTROLS = [chr(ord(letter) - 96) for letter in "abefglnoprstvyz"]
LETTERS = [*"123456789pshmun ?."]
CLICKS = ["\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m", "\x1b[<65;{x};{y}M", "\x1b[<35;{x};{y}M"]
SIZES = [(20, 6), (40, 12), (80, 24), (120, 36), (200, 60), (160, 20), (60, 50)]
LEAVES = {
    "watch": re.compile(r"\x1b(?![\[O])|[\x04\x11\r\n ]"),
    "line": re.compile(r"[\x04\r\n]|\x03.*\x03", re.DOTALL),
}
"""The keys that leave, or confirm that somebody leaves, where they are others than on a screen:"""
LEAVES_A_SCREEN = re.compile(r"\x1b(?![\[O])|[\x04\x11\r\n]")
LAST_WORDS = "tabletop resume "
"""With these lines, which no screen is left behind by, have said all."""
LONGEST = 60
"""Characters of a text with what was typed into it that are still looked for."""
PALETTE = "🔎"
ASKED = ("Esc once more", "Not on record", "もう一度 Esc", "記録されていない")
"""What is said before something written is dropped."""


@dataclass
class Found:
    """What a session came to."""

    seed: int
    mode: str
    faults: list[str] = field(default_factory=list)
    typed: int = 0
    """Texts that stood on a screen."""
    recorded: int = 0
    told: int = 0
    """Of those not on record: named when the program was left."""
    asked: int = 0
    """And those that somebody was asked about."""
    starts: int = 0
    bursts: int = 0


class Monkey:
    """One session: the program is started again where the monkey has left it."""

    MODES = ("library", "set-up", "play", "play", "play", "review", "watch", "study", "line")

    def __init__(self, seed: int, folder: Path, *, edits: bool = False) -> None:
        self.rng, self.folder, self.edits = Random(seed), folder, edits
        self.found = Found(seed, self.rng.choice(self.MODES))
        self.records = folder / "records"
        self.size = self.rng.choice(SIZES[2:5])
        self.markers: list[str] = []
        """Texts that were typed,"""
        self.standing: dict[str, str] = {}
        """those that came to stand on a screen, and how each stood there last, perhaps with something typed into it,"""
        self.was_asked: set[str] = set()
        """and those that stood there before somebody was asked, or the terminal was too small to ask."""
        self.words = ""
        """What the program said when it was left."""
        self.last: list[str] = []

    def play(self, bursts: int) -> Found:
        """So many bursts; every fault is in what comes back."""
        left = bursts
        while left > 0 and not self.found.faults:
            left = self._sitting(left)
        self.found.bursts = bursts - left
        self._judge_texts()
        self._judge_records()
        return self.found

    # ---- one run of the program

    def _sitting(self, left: int) -> int:
        self.found.starts += 1
        with Seat(*self._command(), size=self.size, TEXTUAL_SLOW_THRESHOLD="100000") as seat:
            if self._arrive(seat):
                while left > 0 and seat.process.poll() is None:
                    left -= 1
                    self._burst(seat)
            else:
                left -= 1
            self._leave(seat)
        return left

    def _command(self) -> list[str]:
        own = ["--records", str(self.records), "--library", LIBRARY]
        if self.found.mode in ("library", "study"):
            return own
        if self.found.mode == "set-up":
            return [*own, "run", "lost-weights", "--seed", "7"]
        record = self._record()
        if self.found.mode == "watch":
            return ["watch", str(record)]
        return ["--records", str(self.records), "resume", str(record), *(["--line"] * (self.found.mode == "line"))]

    def _record(self) -> Path:
        """One that goes on: begun here where there is none."""
        for path in by_name(self.records):
            if not read(path).state().closed:
                return path
        self.records.mkdir(exist_ok=True)
        setup = Library.open([Path(LIBRARY), *libraries()]).setup("lost-weights")
        language = self.rng.choice(["en", "en", "ja"])
        path = self.records / f"exercise-{len([*self.records.glob('*.jsonl')])}.jsonl"
        session = Session.start(path, Head(setup, self.rng.randrange(1000), language=language))
        session.act(Begin())
        if self.found.mode == "review":
            session.act(EndPlay())
        session.close()
        return path

    def _arrive(self, seat: Seat) -> bool:
        """At the screen this session is about."""
        until = time.monotonic() + 60
        while seat.process.poll() is None and time.monotonic() < until:
            seat.rest()
            if seat.screen.text.strip() or seat.screen.plain.strip():
                break
        if self.found.mode in ("play", "review"):
            seat.type(ENTER)
            seat.rest()
        if self.found.mode == "study":
            seat.type("s")
            seat.rest()
            seat.type("\x1b[B" * self.rng.randrange(3) + ENTER)
            seat.rest()
        return seat.process.poll() is None

    def _leave(self, seat: Seat) -> None:
        if seat.process.poll() is None:
            self._see(seat)
            seat.process.terminate()
        try:
            code = seat.end()
        except AssertionError as hung:
            self._fault("hangs", f"{self.last[-3:]!r}\n{hung}")
            return
        self.words += seat.screen.plain
        # By the default action a signal may end it when the terminal has been given back and all has been said.
        late = (-2, -15) if seat.was_left or (self.found.mode == "line" and LAST_WORDS in seat.screen.plain) else ()
        if "Traceback" in seat.screen.plain or code not in (0, 2, 130, 143, *late):
            self._fault(f"exit {code}", f"after {self.last[-3:]!r}\n{seat.screen.plain[-3000:]}")
        elif code not in (143, *late) and not LEAVES.get(self.found.mode, LEAVES_A_SCREEN).search(
            "".join(self.last[-12:])
        ):
            self._fault(f"left by itself with {code}", f"after {self.last[-4:]!r}\n{seat.screen.plain[-2000:]}")
        # What the monkey types while the program is leaving by a key of its own may be the shell's already.
        changed, unread = seat.line_modes != seat.modes_before, seat.unread if code == 143 else b""
        if seat.screen.left_over or changed or unread:
            self._fault("unclean", f"{seat.screen.left_over} after {self.last[-3:]!r}, code {code}")

    def _fault(self, kind: str, told: str) -> None:
        self.found.faults.append(f"{kind}: {told}")

    # ---- what the monkey does

    def _burst(self, seat: Seat) -> None:
        doing = self.rng.choices(
            [self._keys, self._double, self._held, self._note, self._text, self._paste, self._resize, self._click],
            [6, 3, 2, 5, 3, 3, 2, 2],
        )[0]
        doing(seat)
        seat.look(0.02)
        self._see(seat)
        if self.rng.random() < 0.2:
            seat.rest(2)
            self._see(seat)

    def _type(self, seat: Seat, text: str) -> None:
        if seat.was_left:
            return
        if seat.echoes and self.found.mode != "line":
            # The program does not listen yet, or any more: the terminal itself stops or quits for these.
            text = text.translate(dict.fromkeys(map(ord, "\x03\x13\x1a\x1c")))
        self.last.append(text)
        seat.type(text)

    def _key(self) -> str:
        # Lines leave Ctrl+S, Ctrl+Z and their like to the terminal itself: it stops.
        controls = CONTROLS if self.found.mode != "line" else ["\x03"]
        pools = [F, F, [ENTER, ENTER, ESC, TAB], ARROWS, LETTERS, controls, *([EDITS] if self.edits else [])]
        key = self.rng.choice(self.rng.choice(pools))
        return QUIT if self.rng.random() < 0.01 else key

    def _keys(self, seat: Seat) -> None:
        self._type(seat, "".join(self._key() for _ in range(self.rng.randint(1, 5))))

    def _double(self, seat: Seat) -> None:
        self._type(seat, self._key() * 2)

    def _held(self, seat: Seat) -> None:
        key, times = self._key(), self.rng.randint(5, 12)
        self.last.append(key * times)
        for _ in range(0 if seat.was_left else times):
            seat.type(key)
            seat.look(0.02)

    def _marker(self) -> str:
        return f"zq{self.found.seed:x}z{len(self.markers):03}z"

    def _new(self) -> str:
        marker = self._marker()
        self.markers.append(marker)
        return marker

    def _note(self, seat: Seat) -> None:
        opening = self.rng.choice([F[1], F[1], F[1], F[6] + "\x1b[H" + ENTER, F[3] + F[3] + "\x1b[H\x1b[B" + ENTER, ""])
        if self.found.mode == "line":
            opening = "note "
        self._type(seat, opening)
        seat.rest(2)
        self._type(seat, self._new())
        seat.rest(2)
        self._see(seat)
        after = (
            ["\n"] if self.found.mode == "line" else [ENTER, ENTER, ENTER, ESC, "", TAB, "\x1b[B", F[1], self._key()]
        )
        self._type(seat, self.rng.choice(after))

    def _text(self, seat: Seat) -> None:
        self._type(seat, self.rng.choice(["half a sentence", "日本語で書く", self._new(), "a\rb", " "]))

    def _paste(self, seat: Seat) -> None:
        lines = self.rng.choice(
            ["one\r\ntwo\r\nthree\r\n", "連絡先\n二行目\n", "\x1b[31mred\x1b[0m\x1b]0;title\x07", "x" * 3000]
        )
        text = self.rng.choice([lines, f"{self._new()}\r{lines}"])
        self._type(seat, f"\x1b[200~{text}\x1b[201~" if self.rng.random() < 0.5 else text)

    def _resize(self, seat: Seat) -> None:
        for _ in range(self.rng.randint(1, 3)):
            self.size = self.rng.choice([*SIZES, (self.rng.randint(20, 200), self.rng.randint(6, 60))])
            seat.resize(*self.size)
            seat.look(0.03)

    def _click(self, seat: Seat) -> None:
        at = {"x": self.rng.randint(1, self.size[0]), "y": self.rng.randint(1, self.size[1])}
        self._type(seat, self.rng.choice(CLICKS).format(**at))

    # ---- what became of it

    def _see(self, seat: Seat) -> None:
        """Which texts stand there, and whether it is asked whether they may go."""
        if seat.echoes and self.found.mode != "line":
            return
        # What is looked for in the palette is no text: it goes with a click beside it, as everywhere.
        shown = "\n".join(line for line in seat.screen.text.splitlines() if PALETTE not in line)
        asked = any(words in shown for words in ASKED) or self.size[0] < 60 or self.size[1] < 16
        for marker in self.markers:
            stood = self.standing.get(marker, marker)
            if marker in shown:
                self.standing[marker] = marker
            elif marker in self.standing and len(stood) < LONGEST and (now := as_typed(stood).search(shown)):
                self.standing[marker] = now.group()
        if asked:
            self.was_asked |= self.standing.keys()

    def _judge_texts(self) -> None:
        if self.edits:
            return
        files = [*by_name(self.records), *self.records.glob("report-fields.yaml")]
        written = "".join(path.read_text("utf-8") for path in files)
        kept = "".join(path.read_text("utf-8") for path in self.records.glob("*.typed.txt"))
        words = self.words.replace("\r\n", "")
        for marker, stood in sorted(self.standing.items()):
            self.found.typed += 1
            forms = [as_typed(marker), as_typed(stood)]
            if any(form.search(written) for form in forms):
                self.found.recorded += 1
            elif any(form.search(kept) or form.search(words) for form in forms):
                self.found.told += 1
            elif marker in self.was_asked:
                self.found.asked += 1
            else:
                self._fault("lost", marker)

    def _judge_records(self) -> None:
        for path in by_name(self.records):
            try:
                if [problem for problem in verify(path).problems if problem.severity == "error"]:
                    self._fault("record", f"{path} does not verify")
                if not read(path).state().closed:
                    Session.resume(path).close()
            except (TabletopError, ValueError) as error:
                self._fault("record", f"{path}: {error}")


def as_typed(text: str) -> re.Pattern[str]:
    """Finds it, also where the monkey went back into it and typed more in its middle."""
    halves = ((re.escape(text[:n]), re.escape(text[n:])) for n in range(1, len(text)))
    return re.compile("|".join(f"{first}.*?{second}" for first, second in halves))


def sessions(first: int, count: int, bursts: int, told: Callable[[str], None] = print) -> Iterator[Found]:
    """Sessions of these seeds, each in a folder of its own."""
    for seed in range(first, first + count):
        with TemporaryDirectory() as folder:
            found = Monkey(seed, Path(folder), edits=seed % 4 == 3).play(bursts)
        for fault in found.faults:
            told(f"seed {seed} ({found.mode}): {fault}")
        yield found


def main() -> int:
    """Plays, and prints figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("--sessions", 300), ("--bursts", 100), ("--seed", 1)):
        parser.add_argument(name, type=int, default=default)
    asked = parser.parse_args()
    totals, modes, begun = Counter[str](), Counter[str](), time.monotonic()
    for n, found in enumerate(
        sessions(asked.seed, asked.sessions, asked.bursts, lambda line: print(line, flush=True)), 1
    ):
        modes[found.mode] += 1
        totals.update(faulty=bool(found.faults), bursts=found.bursts, starts=found.starts, typed=found.typed)
        totals.update(recorded=found.recorded, told=found.told, asked=found.asked)
        if n % 10 == 0 or n == asked.sessions:
            print(f"{n} sessions, {time.monotonic() - begun:.0f} s: {dict(totals)} {dict(modes)}", flush=True)
    return 1 if totals["faulty"] else 0


if __name__ == "__main__":
    sys.exit(main())
